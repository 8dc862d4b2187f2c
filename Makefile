# `make run` starts everything, `make test` proves it. Python 3.11 or newer is all they need.
PYTHON ?= python3
SOURCES := $(shell find huying/site/static/css huying/site/static/js frontend -type f) $(shell find huying/locale -name '*.po' 2>/dev/null)
.PHONY: run test check fmt demo bench shots

run: .venv/assets
	@.venv/bin/huying run

test: check
	.venv/bin/pytest -n 2 --dist loadgroup
	HUYING_TEST_DATABASE=postgresql .venv/bin/pytest -n 2 --dist loadgroup -m "not browser and not once" --ignore=tests/kit

check: .venv/assets
	.venv/bin/ruff check && .venv/bin/ruff format --check && .venv/bin/mypy && .venv/bin/lint-imports --no-logo
	.venv/bin/pytest tests/test_house.py

fmt: .venv/ready
	.venv/bin/ruff check --fix && .venv/bin/ruff format

demo: .venv/assets
	@HUYING_HOME=$$(mktemp -d) .venv/bin/huying run --cases 20000

bench: .venv/assets
	.venv/bin/python -m bench

shots: .venv/assets
	.venv/bin/python -m bench.shots

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) frontend/python.py
	@touch $@

.venv/assets: .venv/ready package-lock.json $(SOURCES)
	@.venv/bin/python frontend/build.py
	@touch $@
