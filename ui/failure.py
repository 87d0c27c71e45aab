"""What ends a command with the exit code 2, where 1 has another meaning."""

import click


class Failure(click.ClickException):
    """Something was wrong: the message is printed in one line."""

    exit_code = 2
