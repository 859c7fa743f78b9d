# What a developer or a person who just cloned the project types. All of it lives in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test benchmark counties pictures wheel clean

run: .venv/installed
	$(BIN)/borderkit $(FILE)

test: .venv/developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist loadfile $(TESTS)

benchmark: .venv/developer
	$(BIN)/python -m benchmarks

# Builds shapefiles/us_counties.* anew from the boundaries and the facts.
counties: .venv/developer
	$(BIN)/pip install --quiet --editable ".[data]"
	$(BIN)/python -m tools.build_counties

# Takes the pictures of the README and of docs/own-data.md anew from the running program.
pictures: .venv/developer
	$(BIN)/python -m tools.take_pictures
	$(BIN)/python -m tools.walk_through build/walk-through

wheel: .venv/developer
	$(BIN)/python -m build --wheel

clean:
	rm -rf .venv build dist

.venv/bin/pip:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip

# A change of pyproject.toml installs again.
.venv/installed: pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/developer: pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --editable ".[dev]"
	touch $@ .venv/installed
