"""JSON lines to objects that know where they stand, so that a fault names file and line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

_SHOWN = 60  # characters of a text that an error repeats
_WANTED = {str: "words in quotation marks", bool: "true or false", int: "a whole number"} | {
    list: "a list in square brackets"
}

Value = TypeVar("Value", str, bool, int, list[Any])


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON object, and where it stands."""

    where: str
    fields: dict[str, Any]

    def value(self, name: str, kind: type[Value]) -> Value:
        """The value of a key. Raises ValueError where it is missing, blank or of another kind."""
        if name not in self.fields:
            raise self.fault(f"the key {name!r} is missing", f"give it {_WANTED[kind]}")
        value = self.fields[name]
        if type(value) is not kind or (isinstance(value, str) and not value.strip()):
            raise self.fault(f"{name!r} is {short(value)}", f"give it {_WANTED[kind]}")
        return value

    def optional(self, name: str, kind: type[Value]) -> Value | None:
        return None if self.fields.get(name) is None else self.value(name, kind)

    def fault(self, problem: str, remedy: str) -> ValueError:
        return ValueError(f"{self.where}: {problem}; {remedy}")


def rows(path: Path) -> Iterator[Row]:
    """The objects of a file of JSON lines; blank lines are passed over.

    Raises OSError where the file cannot be read, and ValueError at the first line that is not a
    JSON object in UTF-8.
    """
    for number, line in lines(path):
        where = f"{path}, line {number}"
        try:
            fields = json.loads(line)
        except ValueError as error:
            raise ValueError(
                f"{where}: this is not JSON ({error}); write one whole JSON object a line"
            ) from error
        if not isinstance(fields, dict):
            raise ValueError(f"{where}: {short(fields)} is not a JSON object; write {{…}}")
        yield Row(where, fields)


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """A text file's lines that are not blank, with their numbers from 1. Raises as `rows` does."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise OSError(
            f"{path} cannot be read ({error.strerror}); name a file of JSON lines"
        ) from error
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"{path}, line {number}: the byte 0x{error.object[error.start]:02x} is not UTF-8; "
            "save the file with the encoding UTF-8"
        ) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def short(value: object) -> str:
    """A value as an error shows it.

    >>> short("a" * 100)[-3:]
    'aa…'
    """
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
