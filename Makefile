# Set-up, tests and upkeep. Needs Python 3.11 or newer and make; the Neo4j tests also need Maven.
#   make demo    install what is pinned and run the demonstration
#   make test    everything that CI runs, in the same order

PYTHON ?= python3
UV_VERSION := 0.13.9
CODE := kg ingest tests benchmarks

.PHONY: demo test lint coverage bench schema web figures pins wheel clean

define check_python
@command -v "$(PYTHON)" >/dev/null || { echo "No $(PYTHON) here: install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is `"$(PYTHON)" --version 2>&1`, and 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) can't make virtual environments: install its venv module (Debian: apt install python3-venv)" >&2; exit 1; }
endef

# One virtual environment a purpose; its .pins is newer than the lock files it was made from.
.venv-demo/.pins: requirements/run.txt
.venv/.pins: requirements/dev.txt
.venv-bench/.pins: requirements/bench.txt
.venv-demo/.pins .venv/.pins .venv-bench/.pins: requirements/build.txt
	$(check_python)
	@echo "Installing the pinned packages into $(@D)"
	@"$(PYTHON)" -m venv --clear $(@D)
	@$(@D)/bin/python -m pip install -q --disable-pip-version-check --require-hashes \
		$(foreach file,$^,-r $(file))
	@touch $@

SHIPPED := $(shell find kg ingest schemas queries -type f -not -path '*/__pycache__/*') \
	pyproject.toml README.md LICENSE
.venv-demo/.installed: .venv-demo/.pins $(SHIPPED)
	@.venv-demo/bin/python -m pip install -q --disable-pip-version-check \
		--no-deps --no-build-isolation --force-reinstall .
	@touch $@

.venv/.installed: .venv/.pins pyproject.toml
.venv-bench/.installed: .venv-bench/.pins pyproject.toml
.venv/.installed .venv-bench/.installed:
	@$(@D)/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: .venv-demo/.installed
	@.venv-demo/bin/kg demo build/demo

# All of it runs even when an early part fails. The second lane comes before the whole suite, so that
# the whole suite's closing line is the last.
PYTEST := .venv/bin/python -m pytest --numprocesses=logical --maxprocesses=4 --dist=loadgroup
test: .venv/.installed
	@failed=; \
	.venv/bin/ruff check $(CODE) || failed="$$failed ruff"; \
	.venv/bin/mypy || failed="$$failed mypy"; \
	echo "Neo4j, second lane: the newest release"; \
	NEO4J_LANE=latest $(PYTEST) -m neo4j || failed="$$failed neo4j-latest"; \
	echo "The whole suite, with the long-term release of Neo4j"; \
	NEO4J_LANE=lts $(PYTEST) || failed="$$failed suite"; \
	if [ -n "$$failed" ]; then echo "FAILED:$$failed" >&2; exit 1; fi

lint: .venv/.installed
	.venv/bin/ruff check $(CODE)
	.venv/bin/mypy

coverage: .venv/.installed
	.venv/bin/python -m pytest --cov --cov-report=term-missing

bench: .venv-bench/.installed
	.venv-bench/bin/python -m benchmarks

schema: .venv/.installed
	.venv/bin/python -m tests.schema_generation --write

# Builds the explorer's script and style, committed in kg/explorer, from web/. Needs Node 20 or newer and npm.
web:
	@cd web && npm ci --silent && npm run --silent build

# The README's half hour walked anew, with all that it prints and draws, then the documentation's other pictures and
# its notebook. Needs Maven, Java and Chromium.
figures: .venv/.installed
	.venv/bin/python -m tests.walk --write
	.venv/bin/python -m tests.pictures --write

wheel: .venv/.installed
	.venv/bin/python -m hatchling build -d dist

# Works out the lock files anew: newest versions that the bounds allow, one for all of Python 3.11 to
# 3.13 and all systems, with hashes and without addresses.
LOCK = .venv-pins/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --upgrade \
	--fork-strategy fewest --generate-hashes --no-emit-index-url --no-annotate --no-header
pins:
	$(check_python)
	@"$(PYTHON)" -m venv --clear .venv-pins
	@.venv-pins/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	$(LOCK) pyproject.toml --extra all --extra dev -o requirements/dev.txt
	$(LOCK) pyproject.toml --extra text -c requirements/dev.txt -o requirements/run.txt
	$(LOCK) pyproject.toml -c requirements/dev.txt --extra bench -o requirements/bench.txt
	$(LOCK) --group build -c requirements/dev.txt -o requirements/build.txt

clean:
	rm -rf build dist .venv .venv-demo .venv-bench .venv-pins .mypy_cache .pytest_cache .ruff_cache .hypothesis
