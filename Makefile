# `make run` and `make test` each do everything they need, from nothing but Python and make.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
SOURCE ?= ../shared
JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
INSTALL := $(PIP) install --require-hashes
INSTALL_PROJECT := $(PIP) install --no-deps --no-build-isolation --editable .
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header
TRANSLATIONS := geo_app/translations

.PHONY: help run test soak prepare check advisories lint format types bench lock data screenshots translations clean
.DEFAULT_GOAL := help

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.installed-run ## create the database if needed and serve on http://127.0.0.1:8000
	$(BIN)/hotspots init
	exec $(BIN)/hotspots serve --host $(HOST) --port $(PORT)

test: $(VENV)/.installed-dev prepare check advisories ## everything continuous integration runs
	$(BIN)/pytest -n $(JOBS) --dist worksteal

soak: export HOTSPOTS_TEST_EFFORT := full
soak: test ## the same with everything tried at length, before work is called done

prepare:
	bash scripts/prepare_test_machine.sh

check: lint types

lint: $(VENV)/.installed-dev ## formatting and lint rules, changing nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev ## static types
	$(BIN)/mypy

advisories: $(VENV)/.installed-dev ## known vulnerabilities of what is pinned, where they can be asked for
	$(BIN)/python -m scripts.check_dependencies

format: $(VENV)/.installed-dev ## format the code and mend what can be mended
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev ## measure, each figure beside its baseline
	$(BIN)/python -m benchmarks

lock: $(VENV)/.installed-dev ## pin the newest versions that fit pyproject.toml
	$(COMPILE) --upgrade pyproject.toml -o requirements/run.txt
	$(COMPILE) --upgrade --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(COMPILE) --upgrade -c requirements/run.txt -c requirements/dev.txt requirements/build.in -o requirements/build.txt

data: $(VENV)/.installed-dev ## rebuild the packaged map data: make data SOURCE=../shared
	$(BIN)/python -m geodata.build $(SOURCE)

screenshots: $(VENV)/.installed-dev prepare ## redraw the pictures of the README
	$(BIN)/python -m scripts.screenshots

translations: $(VENV)/.installed-dev ## collect the texts of the interface and compile the catalogues
	mkdir -p build
	$(BIN)/pybabel --quiet extract -F babel.cfg -k lazy_gettext -k lazy_ngettext:1,2 -k N_ \
		--add-location=file --sort-output --width=100 --project=hotspots --version= -o build/messages.pot geo_app
	for language in vi en; do \
		$(BIN)/pybabel --quiet update -i build/messages.pot -d $(TRANSLATIONS) -l $$language --init-missing \
			--width=100 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date || exit 1; \
	done
	$(BIN)/python -m scripts.fill_english $(TRANSLATIONS)/en/LC_MESSAGES/messages.po
	$(BIN)/pybabel compile -d $(TRANSLATIONS) --statistics

clean: ## remove what can be made again; the register in instance/ stays
	rm -rf $(VENV) build dist test-output .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "Python's venv module is needed; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed-run: requirements/run.txt requirements/build.txt pyproject.toml | $(BIN)/python
	$(INSTALL) -r requirements/run.txt -r requirements/build.txt
	$(INSTALL_PROJECT)
	touch $@

# The development set holds the other two, so one installation serves `make run` as well.
$(VENV)/.installed-dev: requirements/run.txt requirements/build.txt requirements/dev.txt pyproject.toml | $(BIN)/python
	$(INSTALL) -r requirements/dev.txt
	$(INSTALL_PROJECT)
	touch $(VENV)/.installed-run $@
