# The portal's commands, for a fresh checkout on a machine with Python 3.11 and nothing else.
# README.md shows the plain commands behind them.

PYTHON ?= python3
PORT ?= 8000
RUN := .venv/bin/python
# A fresh key each time: the checks need one and nothing is signed with it.
PRODUCTION = env -u SSK_VAR SSK_MODE=production ALLOWED_HOSTS=portal.example.org PORTAL_URL=https://portal.example.org \
  HELP_CONTACT=admin@portal.example.org DATABASE_URL=postgresql://ssk@localhost/ssk \
  SECRET_KEY="$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(60))')"

.PHONY: demo test lint bench css messages env
.DEFAULT_GOAL := demo

# Starts the whole portal with its published data. `exec`: the demo is make's own child and ends with it.
demo: .venv/requirements.lock
	@SSK_MODE=demo PORT=$(PORT) exec $(RUN) manage.py demo --end-with-parent

test: .venv/requirements-dev.lock
	$(RUN) -m pytest

lint: .venv/requirements-dev.lock
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	SSK_MODE=test $(RUN) -m mypy
	$(RUN) -m djlint templates --check --quiet
	$(RUN) -m djlint templates --lint --quiet
	! grep -n "://" requirements.lock requirements-dev.lock
	SSK_MODE=test $(RUN) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING

bench: .venv/requirements-dev.lock
	$(RUN) -m tests.bench

css:
	bash static/scss/build.sh

messages: .venv/requirements-dev.lock
	$(RUN) -m tests.catalogue

env: .venv/requirements-dev.lock

# The environment is made from the hashed locks; a copy of the lock in it says what it was made from.
.venv/requirements.lock: requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing; install it with: apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) ssk_portal/prerequisites.py
	@echo "Making the environment (once, some seconds) ..."
	@$(PYTHON) -m venv .venv
	@$(RUN) -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements.lock \
	  || { echo "The libraries could not be installed; pip says above why."; exit 1; }
	@cp requirements.lock $@

.venv/requirements-dev.lock: requirements-dev.lock .venv/requirements.lock
	@echo "Installing the tools for tests and checks ..."
	@$(RUN) -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements-dev.lock \
	  || { echo "The tools could not be installed; pip says above why."; exit 1; }
	@cp requirements-dev.lock $@
