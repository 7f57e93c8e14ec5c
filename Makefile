# make run    set up what is missing and open the app at http://localhost:8501
# make test   set up what is missing, a Chromium included, and run every check and test
#
# Needs Python 3.11 or newer. Everything else goes into .venv and, where no browser is found, into
# the user's own cache. Both work again without a network.
# make backup  copy all records and their history to one file, while people work
# make key     a new key for editors; FOR=viewer or FOR=administrator for others
# make restore FILE=…   make the store as a copy is; REPLACE=--replace where it has records
#
#   PYTHON=…    the Python to use       PORT=…      the port of the app, 8501 unless told
#   ADDRESS=…   who may connect: localhost unless told; 0.0.0.0 for the whole network

.DEFAULT_GOAL := help
.PHONY: help run backup restore key test lint format types unit messages bench lock clean

PORT ?= 8501
ADDRESS ?= localhost
PYTHON ?=
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif
SETUP = sh tools/with_python.sh "$(PYTHON)" tools/environment.py

help:
	@sed -n '/^$$/q; s/^# \{0,1\}//p' Makefile

run:
	@sh tools/with_python.sh "$(PYTHON)" tools/port.py "$(ADDRESS)" "$(PORT)"
	@$(SETUP) requirements.txt
	@exec $(BIN)/python -m streamlit run server.py --server.address "$(ADDRESS)" --server.port "$(PORT)" \
		--browser.serverPort "$(PORT)"

backup:
	@$(SETUP) requirements.txt
	@$(BIN)/python -m tools.backup $(FILE)

restore:
	@$(SETUP) requirements.txt
	@$(BIN)/python -m tools.restore "$(FILE)" $(REPLACE)

key:
	@$(SETUP) requirements.txt
	@$(BIN)/python -m tools.key $(FOR)

test: lint types unit

lint: .dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/lint-imports

types: .dev
	$(BIN)/python -m mypy

# Two processes: the browser waits a good deal of the time.
unit: .dev
	@$(BIN)/python -m tools.chromium
	$(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder

format: .dev
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

# After a text for readers was added or changed: fills locale/ with what is to be translated.
messages: .dev
	@mkdir -p .cache
	$(BIN)/pybabel --quiet extract --mapping-file babel.cfg --output-file .cache/messages.pot \
		--keyword _ --keyword marked --keyword text --keyword n_:1,2 --keyword plural:1,2 \
		--no-location --sort-output --no-wrap .
	$(BIN)/pybabel --quiet update --input-file .cache/messages.pot --output-dir locale \
		--domain netzwerkatlas --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --no-wrap

bench:
	@$(SETUP) requirements-bench.txt
	@$(BIN)/python -m tools.chromium
	$(BIN)/python -m benchmarks --write

.PHONY: .dev
.dev:
	@$(SETUP) requirements-dev.txt

# Needs a network. uv resolves for every system and Python at once; nothing else uses it.
LOCK = .cache/lock/bin/python -m uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --quiet \
	--custom-compile-command "make lock"
lock:
	@sh tools/with_python.sh "$(PYTHON)" -m venv .cache/lock
	@.cache/lock/bin/python -m pip install --quiet uv
	$(LOCK) $(UPGRADE) -o requirements.txt
	$(LOCK) $(UPGRADE) --group dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) $(UPGRADE) --group dev --group bench -c requirements-dev.txt -o requirements-bench.txt

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
