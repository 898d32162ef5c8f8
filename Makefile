# One set of commands for people and for CI. `make help` lists them.

VENV   := .venv
LOWEST := .venv-lowest
BIN    := $(VENV)/bin
SAMPLE ?= samples/finetune-openai-no-contract.yaml
JOBS   ?= 2
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

# pip says only what went wrong
PIP := -m pip --quiet --disable-pip-version-check --no-input

# Bytecode that is kept saves a quarter of the time of the tests, whatever the shell thinks of it.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo test test-lowest check lint bench mutants clean python

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/ready  ## make .venv with everything a developer needs
	@.ci/system-packages all || $${CI:-false} != true

demo: $(VENV)/ready  ## judge one sample in the terminal and as a PDF (SAMPLE=samples/….yaml)
	@.ci/system-packages pdf
	@mkdir -p demo
	@$(BIN)/borderflow check $(SAMPLE) || test $$? -eq 1
	@$(BIN)/borderflow report $(SAMPLE) --output demo/report.pdf
	@echo "The report for the data protection officer: demo/report.pdf"

test: setup lint test-lowest  ## everything: lints, types, contracts, rules, lowest versions, all tests
	$(BIN)/borderflow rules test
	$(BIN)/borderflow catalog lint
	$(BIN)/pytest -n $(JOBS)

check: $(VENV)/ready  ## the inner loop, under two minutes: lints, types and the fast tests
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest -n $(JOBS) -m "not slow"

lint: $(VENV)/ready  ## lints, format, types and import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test-lowest: $(LOWEST)/ready  ## the fast tests with the lowest allowed version of every dependency
	$(LOWEST)/bin/pytest -n $(JOBS) -m "not slow" --quiet

bench: $(VENV)/ready  ## measure, and print the table of docs/performance.md
	$(BIN)/python -m benchmarks --write docs/performance.md

mutants: $(VENV)/ready  ## how many small changes of analysis and rules the tests notice; writes docs/mutation.md
	@$(BIN)/python $(PIP) install --group mutants
	$(BIN)/python -m tests.mutants --write docs/mutation.md

clean:  ## remove what was built, the environments too
	rm -rf $(VENV) $(LOWEST) build demo dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# Installing again is needed only when the list of dependencies may have changed.
$(VENV)/ready: pyproject.toml | python
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(PIP) install --upgrade 'pip>=25.1'
	@$(BIN)/python $(PIP) install --editable . --group dev
	@touch $@

$(LOWEST)/ready: pyproject.toml .ci/lowest.py | python
	@$(PYTHON) -m venv $(LOWEST)
	@$(PYTHON) .ci/lowest.py > $(LOWEST)/constraints.txt
	@$(LOWEST)/bin/python $(PIP) install --upgrade 'pip>=25.1'
	@$(LOWEST)/bin/python $(PIP) install --editable . --group test --constraint $(LOWEST)/constraints.txt
	@touch $@

python:
	@test -n "$(PYTHON)" || .ci/system-packages venv
