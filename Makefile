# Every task of the house. People and CI call only these; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-test demo test drill check fix bench docs screens lock clean
PYTHON ?= python3
BIN := .venv/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip
WORKERS ?= auto

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 14

setup: .venv/.ready ## install everything into .venv (does nothing when up to date)
	@$(BIN)/linli messages compile >/dev/null

setup-test: .venv/.ready-test setup

.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.ready-test: requirements-test.lock .venv/.ready
	$(PIP) install --quiet --require-hashes -r requirements-test.lock
	@touch $@

demo: setup ## build the invented district and serve it: http://localhost:8000
	$(BIN)/linli demo

test: setup-test ## run all tests (what needs an absent program is skipped by name)
	@# Whoever has nothing left to do takes over from the others: some of the tests last minutes.
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not drill and not browser"
	@# Apart: a driven browser leaves an event loop behind, in which Django refuses to use the database.
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "browser and not drill"

drill: setup-test ## the long tests: every byte, every fault, full load (hours); writes docs/reference/drill.md
	$(BIN)/python -m pytest -m drill -p tests.drill_report

check: setup-test ## lint, format, types, floors, migrations, generated docs, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports
	$(BIN)/python -m django makemigrations --check --dry-run --settings linli.config.settings
	$(BIN)/linli docs --check
	$(BIN)/linli messages check

fix: setup-test ## mend what ruff can mend, and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## measure: placing, intake, lists, replay, tick, tiles, figures, live updates
	$(BIN)/linli bench placing intake lists replay tick tiles figures sse sealed

docs: setup ## write the generated reference pages
	$(BIN)/linli docs

screens: setup-test ## write every page as a picture to build/screens
	$(BIN)/python -m tests.browser.screens

lock: setup-test ## write the two locks anew (hashes, no addresses)
	$(BIN)/uv pip compile -q pyproject.toml --extra build --universal --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra build --extra test --universal --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" -c requirements.lock -o requirements-test.lock

clean: ## remove what the tasks made, except data
	rm -rf .venv build dist src/*.egg-info
