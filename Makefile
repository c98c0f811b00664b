# Everything runs in a virtual environment of its own, .venv, which is made on the first call.
# Another interpreter: make PYTHON=/path/to/python3.12 …

USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
            "$$p" -c '$(USABLE)' >/dev/null 2>&1 && echo "$$p" && break; done)
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
WHEEL := build/wheel
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check

.PHONY: help sample test lint types wheel-test bench ablation floors update-outputs screenshots clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-15s %s\n", $$1, $$2}' Makefile

sample: $(READY) ## Run the main job on the sample article and show what it finds
	$(VENV)/bin/zhfacts extract corpus/sample/article.txt --out out/sample --format csv --format jsonl --overwrite
	$(VENV)/bin/zhfacts report out/sample
	$(VENV)/bin/zhfacts explain corpus/sample/article.txt

test: $(READY) ## Run the tests
	$(PY) -m pytest

lint: $(READY) ## Check style
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(READY) ## Check types
	$(PY) -m mypy

wheel-test: $(READY) ## Build sdist and wheel, install the wheel elsewhere, run the tests on it
	rm -rf $(WHEEL)
	$(PY) -m build --outdir $(WHEEL) . >/dev/null
	$(PY) -m venv $(WHEEL)/venv
	$(WHEEL)/venv/bin/python $(PIP_INSTALL) "$$(echo $(WHEEL)/*.whl)[dev]"
	ZHFACTS_WHEEL=1 $(WHEEL)/venv/bin/pytest

bench: $(READY) ## Measure the speed against jieba.cut, and the share of each stage
	$(PY) benchmarks/speed.py
	$(PY) benchmarks/normalization.py
	@command -v chromium >/dev/null && $(PY) benchmarks/report.py || echo "report: no chromium, not measured"

ablation: $(READY) ## Measure what each step of finding organizations adds
	$(PY) benchmarks/ablation.py

floors: $(READY) ## Raise the quality floors to what is reached now (FLAGS='--lower --reason …')
	$(PY) tests/floors.py $(FLAGS)

update-outputs: $(READY) ## Rewrite the expected tables in outputs/, print the difference by rule
	$(PY) tests/regression.py

screenshots: $(READY) ## Take the pictures of the report anew (needs Chromium and a Chinese font)
	$(PY) tests/screenshots.py

clean: ## Remove all that these targets make
	rm -rf $(VENV) build dist out

$(READY): pyproject.toml
	@"$(PYTHON)" -c '$(USABLE)' 2>/dev/null || { \
	  echo "No Python 3.11 or newer with its venv module (found: '$(PYTHON)')." >&2; \
	  echo "Install one (Debian, Ubuntu: python3 python3-venv) or name it: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@echo "Setting up $(VENV), this takes a minute or two …"
	@$(PY) -c '' 2>/dev/null || "$(PYTHON)" -m venv --clear $(VENV)
	@$(PY) $(PIP_INSTALL) --editable '.[dev]'
	@touch $@
