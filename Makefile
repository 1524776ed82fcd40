# Les verbes de la maison. `make help` les liste; chacun prépare lui-même ce dont il a besoin.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON := .venv/bin/python
# Compiled once for all processes, even where the environment says to write nothing beside the sources.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.make/bytecode
OUR_PYTHON := src tests tools conftest.py $(wildcard benchmarks)

.PHONY: help demo test check fmt bench screenshots setup environment translations compile-translations requirements clean

help: ## Liste les verbes
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 30

demo: environment ## Prépare tout, charge les deux récits et sert le site sur cette machine
	@tools/machine.sh pdf || true
	@.venv/bin/maillage demo

test: environment ## Prépare tout et passe tous les essais, parcours dans un navigateur compris
	@tools/machine.sh pdf browser wallet
	@tools/alone.sh tests $(PYTHON) -m pytest -n logical --dist worksteal $(ARGS)

check: environment ## Vérifie format, style, types, cloisons, migrations, gabarits, traductions, dépendances
	@tools/machine.sh gettext
	@tools/check.sh $(OUR_PYTHON)

fmt: environment ## Met en forme le code et la typographie, et corrige ce qui se corrige seul
	@$(PYTHON) tools/typeset.py
	@$(PYTHON) -m ruff check --fix $(OUR_PYTHON)
	@$(PYTHON) -m ruff format $(OUR_PYTHON)

bench: environment ## Mesure la vitesse et la qualité, avec la description de la machine
	@$(PYTHON) benchmarks/run.py $(ARGS)

screenshots: environment ## Refait les captures d’écran des parcours, dans docs/captures
	@tools/machine.sh pdf browser
	@tools/alone.sh tests $(PYTHON) -m pytest tests/journeys -p no:randomly --screenshots docs/captures $(ARGS)

setup: environment ## Prépare la machine pour tous les verbes, sans rien lancer
	@tools/machine.sh pdf browser wallet gettext

environment:
	@tools/environment.sh

translations: environment ## Relève les textes du code et des gabarits dans les catalogues
	@tools/machine.sh gettext
	@$(PYTHON) tools/translations.py collect
	@$(PYTHON) tools/translations.py compile

compile-translations: environment ## Compile les catalogues
	@$(PYTHON) tools/translations.py compile

requirements: environment ## Recalcule requirements.txt, avec les empreintes et sans aucune adresse
	@tools/requirements.sh

clean: ## Enlève ce que ces verbes ont préparé ici; les données restent
	@rm -rf .venv .make .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
	@find src -name '*.mo' -delete
