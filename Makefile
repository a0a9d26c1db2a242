# The commands of a checkout. Each makes what it needs first: a fresh clone wants Python 3.11 or later, and no more.
#
#   make run           the tracker in the foreground, its data in .data/, the seeds fed; Ctrl-C ends it
#   make run-kafka     the same on Kafka: a broker (or that in KAFKA_BOOTSTRAP_SERVERS), a worker and a serving node, data in .kafka/ and .node/
#   make test          formatting, lint, types, floors and all tests
#   make gold          what the reader finds in the open gold articles, with what it misses
#   make gold-parser   the same with the second reader
#   make gold-sealed   the totals over the sealed ones
#   make bench         how fast it all is, beside the bare work underneath
#   make relate-bench  how well events become facts, and how fast: LARGEST=1000000 for a view of a million
#   make chaos         faults on purpose against a broker, for three quarters of an hour
#
# What starts a broker wants Java 17 or later and Maven, and installs them where it may: as root, on Debian.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: run run-kafka test gold gold-parser gold-sealed bench relate-bench chaos

BIN := .venv/bin
SEALED := ../shared/gold/sealed
# One test for each address of the interface, all called alike: of those pytest-xdist would run one alone.
OF_ONE_NAME := tests/serving/test_description.py
# Twice quiet: a pip older than 24.1 warns that lxml lacks an extra, which `lxml_html_clean` in pyproject.toml brings.
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt --editable

export TRACKER_DATA ?= .data

run: $(BIN)/.installed
	@$(BIN)/tracker run | { trap '' INT; while IFS= read -r line; do \
	  printf '%s\n' "$$line"; \
	  case "$$line" in *http://*) $(BIN)/tracker feed --to "http://$${line##*http://}" seeds/*.json ;; esac; \
	done; }

run-kafka: $(BIN)/.installed
	@$(BIN)/python -m deploy.kafka.run seeds/*.json

test: $(BIN)/.installed-for-tests
	$(BIN)/python -m deploy.kafka.java
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses 2 --dist loadfile --ignore $(OF_ONE_NAME)
	$(BIN)/pytest $(OF_ONE_NAME)

gold: $(BIN)/.installed
	@mkdir -p build
	@$(BIN)/python tests/gold/as_fed.py tests/gold/open | $(BIN)/tracker read --json - > build/gold.jsonl
	@$(BIN)/python tests/gold/score.py build/gold.jsonl tests/gold/open --misses

gold-parser: export TRACKER_PARSER := 1
gold-parser: $(BIN)/.installed-for-tests gold

gold-sealed: $(BIN)/.installed
	@mkdir -p build
	@$(BIN)/python tests/gold/as_fed.py $(SEALED) | $(BIN)/tracker read --json - > build/gold.jsonl
	@$(BIN)/python tests/gold/score.py build/gold.jsonl $(SEALED)

bench: $(BIN)/.installed-for-tests
	@$(BIN)/python -m tests.bench

relate-bench: $(BIN)/.installed-for-tests
	@$(BIN)/python -m tests.bench.relating $(LARGEST)

chaos: $(BIN)/.installed-for-tests
	@$(BIN)/python -m tests.chaos

$(BIN)/.installed: $(BIN)/python pyproject.toml constraints.txt
	$(INSTALL) .
	@touch $@

$(BIN)/.installed-for-tests: $(BIN)/python pyproject.toml constraints.txt
	$(INSTALL) '.[test]'
	@touch $@ $(BIN)/.installed

$(BIN)/python:
	@for python in "$${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exec "$$python" -m venv --clear .venv; fi; \
	done; \
	echo "tracker needs Python 3.11 or later, and none was found: install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1
