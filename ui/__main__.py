"""`python -m ui`: the same as `caveat`."""

from ui.command import caveat

if __name__ == "__main__":
    caveat(prog_name="python -m ui")
