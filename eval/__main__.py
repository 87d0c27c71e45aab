"""`python -m eval`: the same as `caveat-eval`."""

from eval.command import caveat_eval

if __name__ == "__main__":
    caveat_eval(prog_name="python -m eval")
