# What is done with this checkout. Everything bootstraps itself: Python 3.11+ with pip and venv is enough to begin.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$python && break; done)
BIN := .venv/bin
UV := tools/uv
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.PHONY: help setup run test check format shape types imports servers pytest coverage campaign pictures guidance lock clean
.DELETE_ON_ERROR:

help: ## list these
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/everything ## make .venv with everything that development needs

run: .venv/runtime ## start the bot; with no platform's secrets set, that is the practice page
	@exec $(BIN)/python -m bot run

test: check servers node_modules/installed ## check everything, then run every test; lists what could not run (with CI set: fails)
	@$(MAKE) --no-print-directory pytest coverage

check: .venv/everything ## lint, format, types, the direction of imports, and shape
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory types imports
	$(BIN)/python tools/shape.py --check

format: .venv/everything ## put the code in the one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .

types: .venv/everything
	$(BIN)/mypy

imports: .venv/everything
	$(BIN)/lint-imports

shape: .venv/everything ## lengths, cycles, mocks, and how much test there is to the code
	@$(BIN)/python tools/shape.py

servers: ## install Chromium, its fonts and PostgreSQL for the tests, where this account may
	@tools/install-test-servers

# Compiling everything again in each process takes longer than most tests.
unexport PYTHONDONTWRITEBYTECODE
PYTEST := -m pytest --no-loadscope-reorder --durations 25
UNTRACED = $(shell grep -rl --include='test_*.py' 'pytest\.mark\.untraced' tests | sort)

# Tracing makes a test take three times as long: those marked `untraced` go without. They wait much: hence more workers,
# and single tests to each, because some take long.
pytest: .venv/everything
	@$(BIN)/coverage erase
	$(BIN)/coverage run $(PYTEST) --numprocesses auto --dist loadfile -m 'not campaign and not untraced'
	@$(BIN)/python $(PYTEST) --numprocesses 4 --dist worksteal -m 'not campaign and untraced' $(UNTRACED)

coverage: .venv/everything
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/coverage report --include='dialogs/*,handlers/*' --fail-under=100

campaign: .venv/everything servers node_modules/installed ## the long versions: many more examples, and what takes minutes
	CAMPAIGN=1 $(BIN)/python -m pytest -m '' -o faulthandler_timeout=7200

pictures: .venv/everything servers node_modules/installed ## take the pictures of docs/pictures again
	$(BIN)/python -m tools.pictures

guidance: .guidance/installed ## train what finds the policy's passages again, from tools/guidance_data
	.guidance/bin/python -m tools.train_guidance

lock: .tools/uv-installed ## write the lock files again; UPGRADE=1 takes newer versions
	$(COMPILE) --output-file requirements.txt pyproject.toml >/dev/null
	$(COMPILE) --output-file requirements-dev.txt --constraints requirements.txt \
		--group pyproject.toml:dev pyproject.toml >/dev/null
	$(COMPILE) --output-file requirements-guidance.txt --group pyproject.toml:guidance >/dev/null
	echo uv | $(COMPILE) --output-file requirements-tools.txt - >/dev/null
	npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund --silent
	@! { grep -nE '://|--(extra-)?index-url|--find-links' requirements.txt requirements-dev.txt \
		requirements-guidance.txt requirements-tools.txt; \
		grep -nE '://|"resolved"' package-lock.json | grep -vE '^[0-9]+: *"(url|funding)": "https://'; } | grep .

clean: ## remove what this file made, and nothing that was reported
	rm -rf .venv .guidance .tools node_modules .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

.tools/uv-installed: requirements-tools.txt
	@test -n "$(PYTHON)" || { echo "esafety-bot needs Python 3.11 or newer, with pip and venv, on the PATH."; exit 1; }
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@touch $@

.venv/pyvenv.cfg: | .tools/uv-installed
	$(UV) venv --quiet --allow-existing --no-python-downloads --python .tools/bin/python .venv

.venv/runtime: requirements.txt .venv/pyvenv.cfg
	$(UV) pip install --quiet --require-hashes --python $(BIN)/python -r requirements.txt
	@touch $@

.venv/everything: requirements-dev.txt .venv/pyvenv.cfg
	$(UV) pip sync --quiet --require-hashes --python $(BIN)/python requirements-dev.txt
	@touch $@ .venv/runtime

.guidance/installed: requirements-guidance.txt | .tools/uv-installed
	$(UV) venv --quiet --allow-existing --no-python-downloads --python .tools/bin/python .guidance
	$(UV) pip sync --quiet --require-hashes --python .guidance/bin/python requirements-guidance.txt
	@touch $@

# Without npm the tests that need its packages say that they could not run.
node_modules/installed: package-lock.json
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error && touch $@; fi
