# Everything happens in .venv, which the first call creates. Needs Python 3.11 or newer, no more.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: chat test check fix eval baseline fit shots clean

chat: .venv/chat  ## install, build the starter library's index, open the page
	$(BIN)/caveat chat

test: check browser  ## install, and run every check
	$(BIN)/pytest

check: .venv/dev  ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

fix: .venv/dev  ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: .venv/dev  ## ask the question set and print the measures
	$(BIN)/caveat-eval

baseline: .venv/dev  ## keep what later runs of the question set are held against
	$(BIN)/caveat-eval --new-baseline eval/baseline.json

fit: .venv/dev  ## fit the small models again
	$(BIN)/python -m eval.efficacy_fit
	$(BIN)/python -m eval.head_fit
	$(BIN)/python -m eval.joint_fit
	$(BIN)/python -m eval.status_fit
	$(BIN)/python -m eval.opposing_fit

shots: .venv/dev browser  ## take the README's screenshots
	$(BIN)/python docs/shots.py

browser: .venv/dev
	$(BIN)/python tests/install_browser.py
.PHONY: browser

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/chat: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ .venv/chat

clean:
	rm -rf .venv dist
