"""`python -m index`: the same as `caveat index`."""

from index.command import index_command

if __name__ == "__main__":
    index_command(prog_name="python -m index")
