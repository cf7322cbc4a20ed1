# `make run` and `make test` set up all that they need in .venv; nothing outside this folder changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check wheel-check release-check packs docs clean

run: $(VENV)/.base ## serve the page on http://127.0.0.1:8000
	$(BIN)/gyeol serve

test: $(VENV)/.dev ## run every test
	$(BIN)/python -m pytest tests/browser & browser=$$!; trap "kill $$browser" INT TERM; \
	$(BIN)/python -m pytest --ignore=tests/browser; rest=$$?; wait $$browser && exit $$rest

check: $(VENV)/.dev ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel-check: $(VENV)/.dev ## the wheel alone, in an empty environment, reads an emotion
	rm -rf build dist
	$(BIN)/python -m build --wheel --outdir dist . > /dev/null
	$(PYTHON) -m venv build/venv
	build/venv/bin/pip install --quiet dist/*.whl
	cd build && GYEOL_HOME=home venv/bin/gyeol emotions --json "wheel works, hooray" "휠도 잘 돼요, 만세"
	cd build && GYEOL_HOME=home venv/bin/gyeol stickers --json "wheel works, hooray"
	cd build && ! venv/bin/python -c "import torch" 2> /dev/null

release-check: check wheel-check ## before a release: the numbers to call were checked lately, no known vulnerability
	cd build && GYEOL_HOME=home venv/bin/gyeol doctor --strict --only help_lines --only models --only packs --only songs
	$(BIN)/python -m pytest tests/test_dependencies.py

packs: $(VENV)/.base ## draw the packs that ship again
	$(BIN)/python recipes/draw_packs.py

docs: $(VENV)/.dev ## write the reference of the command line again
	$(BIN)/typer gyeol.cli utils docs --name gyeol | sed "s/&#x27;/'/g" > docs/cli.md

clean:
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "gyeol needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; run: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev,lab]'
	@touch $@ $(VENV)/.base
