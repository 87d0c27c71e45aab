"""A host and a port to a socket that listens there, and who can reach it."""

import os
import socket
from errno import EADDRINUSE
from ipaddress import ip_address

_PORTS = range(7860, 7960)  # tried in turn where none is named


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine can come in by this host. OSError where it isn't known."""
    return all(ip_address(address[0]).is_loopback for _, address in _addresses(host, 0))


def _addresses(host: str, port: int) -> list[tuple[int, tuple[str, int]]]:
    """The families and addresses of a host, the older family first."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    return sorted((family, address[:2]) for family, _, _, _, address in found)  # type: ignore


def listening_at(host: str, port: int | None) -> socket.socket:
    """Listen at the host's port; without one, at the first free one from 7860. OSError if not."""
    ports = _PORTS if port is None else range(port, port + 1)
    for number in ports:
        family, address = _addresses(host, number)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":  # a port left a moment ago is free; elsewhere one in use would be
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
            listening.listen(2048)
        except OSError as error:
            listening.close()
            if error.errno != EADDRINUSE:
                raise
        else:
            return listening
    raise OSError(EADDRINUSE, os.strerror(EADDRINUSE))
