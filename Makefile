# `make run` starts Afterword, `make test` proves it; `make help` lists the rest.
# Needed: make, and Python 3.11 or newer with pip or venv. Everything is installed below this folder.

PYTHON ?= python3
PORT ?= 8000
AFTERWORD_DATA ?= ./var
SOAK_ROUNDS ?= 100
export PORT AFTERWORD_DATA

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: run image test check lint format types unit bench bench-live soak dev assets messages requirements environment environment-dev help

## Use it

help: ## This list
	@awk -F ':.*## ' '/^## / { print "\n" substr($$0, 4) } /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: environment ## Start Afterword on http://localhost:8000 (PORT=... for another)
	@exec .venv/bin/afterword serve

image: ## Build the container image, where docker or podman runs
	@$(PYTHON) scripts/image.py

## Work on it

dev: environment-dev ## Start it and start again whenever a source file changes
	@exec .venv/bin/python scripts/dev.py

test: environment-dev ## Everything: lint, types, tests on SQLite and PostgreSQL, browser
	@.venv/bin/python scripts/check.py

check: test ## What CI runs: the same as test

lint: environment-dev ## Style, import layers, missing migrations
	@.venv/bin/python scripts/check.py lint

types: environment-dev ## mypy, strict
	@.venv/bin/python scripts/check.py types

unit: environment-dev ## The tests that need no service: SQLite, no browser
	@.venv/bin/python scripts/check.py unit

bench: environment-dev ## Measure speed and memory against the bounds, and write docs/reference/benchmarks.md
	@.venv/bin/python -m benchmarks --keep

bench-live: environment-dev ## Measure live editing against other servers (needs rustc and Node); KEEP=1 writes it down
	@.venv/bin/python -m benchmarks.live $(if $(KEEP),--keep)

soak: environment-dev ## Many people at once, servers killed and texts compacted meanwhile, for some minutes, on SQLite and PostgreSQL
	@SOAK_ROUNDS=$(SOAK_ROUNDS) .venv/bin/pytest tests/soak tests/documents/test_many_writers.py -q -rA
	@SOAK_ROUNDS=$(SOAK_ROUNDS) .venv/bin/pytest tests/soak tests/documents/test_many_writers.py tests/transfer -q --database=postgresql
	@SOAK_ROUNDS=$(SOAK_ROUNDS) .venv/bin/pytest tests/e2e/test_editor.py -q -o faulthandler_timeout=400

format: environment-dev ## Lay out the code, and mend what can be mended
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format .

messages: environment-dev ## Collect texts for translation and compile the translations
	@.venv/bin/python scripts/messages.py

assets: ## Build web/static/dist from frontend/ (needs Node 20 or newer)
	@cd frontend && npm ci --no-audit --no-fund && npm run build

requirements: environment-dev ## Compile the pins again; UPGRADE=1 takes newer versions
	@.venv/bin/python scripts/requirements.py $(if $(UPGRADE),--upgrade)

# Parts of the above

environment: python
	@$(PYTHON) scripts/environment.py runtime

environment-dev: python
	@$(PYTHON) scripts/environment.py dev

.PHONY: python
python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Afterword needs Python 3.11 or newer: install it, or say where it is (make run PYTHON=/path/to/python3)." >&2; \
	  exit 1; }
