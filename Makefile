# `make help` lists the targets. Everything lives in .venv (environment), var (state) and build (what tools write).

PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
ARGS ?=
BENCHES = tests/bench$(if $(NATIONAL),/national.py)

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
SYNC := $(BIN)/uv pip sync --quiet --python $(PY) --require-hashes requirements/uv.txt
PAGES = $(shell find sanad -path '*/templates/*' -name '*.html')
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header $(if $(UPGRADE),--upgrade)

export PYTHONUTF8 = 1
export UV_PYTHON_DOWNLOADS = never
unexport VIRTUAL_ENV
# What Python compiled is kept, also where the environment says otherwise: each process would begin seconds later.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run install test guide check fix test-pg journeys bench fuzz attack mutants ci lock messages clean
.PHONY: lint types contracts laws words migrations catalogues

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 18

run: export SANAD_ADDRESS ?= http://127.0.0.1:$(PORT)
run: $(VENV)/base.stamp catalogues ## environment, database, the demo, and the server on 127.0.0.1:8000 (PORT=8001 changes it)
	@exec $(PY) -m sanad serve --demo --port $(PORT)

install: $(VENV)/base.stamp catalogues ## environment and catalogues, for a server that systemd starts (docs/operate.md)

test: $(VENV)/dev.stamp catalogues ## the fast suite on SQLite (ARGS="-k minutes" narrows it)
	@$(PY) -m pytest -n $(JOBS) $(ARGS)

guide: $(VENV)/dev.stamp catalogues ## the printed guide in Arabic and French, with screens of the demo taken now: build/guide.*.pdf (needs Chromium)
	@$(PY) scripts/guide.py

check: lint types contracts laws words migrations ## format, lint, types, import contracts, laws of the house, translations, migrations

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff format --check --quiet --output-format concise . || { echo "Not formatted: run make fix."; exit 1; }
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/djangofmt --check --quiet $(PAGES) || { echo "Templates are not formatted: run make fix."; exit 1; }
	@$(PY) scripts/sheets.py --check

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

contracts: $(VENV)/dev.stamp
	@$(BIN)/lint-imports

laws: $(VENV)/dev.stamp catalogues
	@PYTEST_ADDOPTS= $(PY) -m pytest -q tests/house

words: $(VENV)/dev.stamp
	@$(PY) scripts/messages.py check

migrations: $(VENV)/dev.stamp
	@$(PY) manage.py makemigrations --check --dry-run

fix: $(VENV)/dev.stamp ## format Python, templates and style, and repair what can be repaired
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format .
	@$(BIN)/djangofmt --quiet $(PAGES)
	@$(PY) scripts/sheets.py

test-pg: $(VENV)/dev.stamp catalogues ## the same suite on a throw-away PostgreSQL made from installed binaries
	@$(PY) scripts/pg.py -- $(PY) -m pytest -n $(JOBS) $(ARGS)

journeys: $(VENV)/dev.stamp catalogues ## the browser journeys (needs Chromium)
	@$(PY) -m pytest tests/journeys --force-enable-socket -n $(JOBS) --dist loadfile $(ARGS)

bench: $(VENV)/dev.stamp catalogues ## pages and papers against a bare Django, on both databases (SHORT=1: a small data set; NATIONAL=1: 200,000 spaces, 1,000,000 people)
	@SANAD_BENCH=$(if $(SHORT),short,full) $(PY) -m pytest $(BENCHES) -s $(ARGS)
	@SANAD_BENCH=$(if $(SHORT),short,full) $(PY) scripts/pg.py -- $(PY) -m pytest $(BENCHES) -s $(ARGS)

fuzz: export SECONDS ?= 600
fuzz: export SEED ?= $(shell date +%s)
fuzz: $(VENV)/dev.stamp catalogues ## forms and addresses with what nobody means, for ten minutes on SQLite (SECONDS=60, SEED=13 walks the same way again)
	@$(PY) -m pytest tests/fuzz -s $(ARGS)

attack: export KILLS ?= 60
attack: $(VENV)/dev.stamp catalogues ## what an attacker and a crash do to a served installation, on both databases (KILLS=60)
	@$(PY) -m pytest tests/attack --force-enable-socket -s $(ARGS)
	@$(PY) scripts/pg.py -- $(PY) -m pytest tests/attack --force-enable-socket -s $(ARGS)

mutants: export SEED ?= 1
mutants: export COUNT ?= 100
mutants: $(VENV)/dev.stamp catalogues ## whether tests notice small changes of rules, a sample (SEED=2 COUNT=50 ONLY=training narrows it)
	@$(PY) scripts/mutants.py --seed $(SEED) --count $(COUNT) --only "$(ONLY)" --jobs $(JOBS)

ci: $(VENV)/dev.stamp ## everything: check, test with coverage, test-pg, journeys, a short bench; ends with "N passed, N failed"
	@$(PY) scripts/ci.py

lock: $(VENV)/uv.stamp ## pin the requirements again (UPGRADE=1 takes the newest)
	@for name in uv base dev; do $(LOCK) requirements/$$name.in --output-file requirements/$$name.txt; done

messages: $(VENV)/dev.stamp ## bring the catalogues in step with the source (then: scripts/messages.py missing, merge)
	@$(PY) scripts/messages.py extract

clean: ## remove what tools left behind (var and .venv stay)
	@rm -rf build .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find sanad tests scripts -name __pycache__ -prune -exec rm -rf {} +
	@find sanad/locale -name '*.mo' -delete

catalogues: $(if $(wildcard $(VENV)/dev.stamp),$(VENV)/dev.stamp,$(VENV)/base.stamp)
	@$(PY) scripts/messages.py compile

# ---------------------------------------------------------------------------------------------- the environment
# A stamp is younger than the requirements it was made from, else the environment is brought in step with them.

$(VENV)/uv.stamp: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sanad needs Python 3.11 or newer; $(PYTHON) is older (PYTHON=python3.12 make … names another)."; exit 1; }
	@test -x $(PY) || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: install it (Debian: apt install python3-venv) and run make again."; exit 1; }
	@test -x $(PY) || { echo "Making the environment in $(VENV)…"; $(PYTHON) -m venv $(VENV); }
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt requirements/base.txt $(VENV)/uv.stamp
	@$(SYNC) requirements/dev.txt
	@touch $(VENV)/base.stamp $@

# The tools of the developer hold all that running needs: where they are installed they stay.
$(VENV)/base.stamp: requirements/base.txt $(VENV)/uv.stamp
	@if test -e $(VENV)/dev.stamp; then $(SYNC) requirements/dev.txt && touch $(VENV)/dev.stamp; else $(SYNC) requirements/base.txt; fi
	@touch $@
