# Genklang. Two commands are all that is needed: `make run` and `make test`; `make help` lists the others.

# The collection that `make run` serves, and its port.
DB ?= genklang.db
PORT ?= 8000
# What `make analyse` reads: files or folders.
FILES ?= corpus/examples/files
# The Python that .venv is made with; left empty, scripts/set_up.sh finds one that fits pyproject.toml.
PYTHON ?=
export PYTHON

VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet --quiet
# Stamps: an installation is done again only when one of these files has changed.
RUNTIME := $(VENV)/.installed-runtime
DEVELOPMENT := $(VENV)/.installed-development
VERSIONS := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run analyse test install system format constraints clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: install ## Set up, then serve the collection DB on PORT; an empty one gets the shipped examples
	@$(VENV)/bin/genklang serve --db $(DB) --port $(PORT) --examples

analyse: install ## Set up, then analyse FILES (by default the shipped examples) and print the report
	@# One shipped example is a scan. Where Tesseract is missing that has been said, and the run is no failure for it.
	@$(VENV)/bin/genklang analyse $(FILES) || [ "$$?-$(origin FILES)" = 1-file ]

test: $(DEVELOPMENT) system ## Set up, then run linters, types and tests
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest

install: $(RUNTIME) system ## Set up alone; leaves .venv/bin/genklang

system:
	@scripts/set_up.sh system

format: $(DEVELOPMENT) ## Format the code and mend what the linter can mend
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

constraints: ## Write constraints.txt anew from the versions in pyproject.toml
	@scripts/set_up.sh constraints

clean: ## Remove .venv and every cache
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@scripts/set_up.sh venv

$(RUNTIME): $(VERSIONS) $(VENV)/bin/python
	@echo 'Installerer Genklang i $(VENV) ...'
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(DEVELOPMENT): $(VERSIONS) $(VENV)/bin/python
	@echo 'Installerer Genklang og udviklingsværktøjer i $(VENV) ...'
	@$(PIP) install --constraint constraints.txt --editable '.[training,development]'
	@touch $(RUNTIME) $@
