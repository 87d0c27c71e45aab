"""`caveat` and `python -m ui`: run the command, and end quietly when it is interrupted."""

import sys

_INTERRUPTED = 130  # as shells have it; 1 means that nothing was found


def main() -> None:
    """Run the command with this process's arguments, and exit with its code."""
    try:
        import click  # an interrupt while modules load is caught as well

        from ui.command import caveat

        try:
            sys.exit(caveat.main(standalone_mode=False))
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except click.Abort:
            _end()
    except KeyboardInterrupt:
        _end()
    except RuntimeError as error:  # so Python wraps what happens while a class is made
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        _end()


def _end() -> None:
    print("Ended.", file=sys.stderr)
    sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
