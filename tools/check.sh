#!/usr/bin/env bash
# check.sh FILES…: every check that needs no test. All of them run, so that one pass shows all that is wrong.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=.venv/bin/python
broken=()

check() {
    local name=$1
    shift
    local report
    if report=$("$@" 2>&1); then
        echo "  ✓ $name"
    else
        echo "  ✗ $name"
        echo "$report" | sed 's/^/    /'
        broken+=("$name")
    fi
}

public_host() {
    MAILLAGE_HOSTS=exemple.test MAILLAGE_EMAIL_URL=smtp+tls://courriel@exemple.test:587 \
        MAILLAGE_SECRET_KEY=$($python -c 'import secrets; print(secrets.token_urlsafe(60))') \
        MAILLAGE_DEBUG=0 MAILLAGE_DEMO=0 \
        $python -m django check --deploy --fail-level WARNING --settings maillage.config.settings
}

check "mise en forme" $python -m ruff format --check "$@"
check "style" $python -m ruff check "$@"
check "types" $python -m mypy src/maillage tools
check "cloisons" .venv/bin/lint-imports --no-cache
check "migrations" .venv/bin/maillage manage makemigrations --check --dry-run
check "gabarits" $python tools/check_templates.py
check "traductions" $python tools/translations.py check
check "hébergement public" public_host
check "dépendances épinglées" $python tools/check_requirements.py

if ((${#broken[@]})); then
    echo "À reprendre : $(printf '%s · ' "${broken[@]}" | sed 's/ · $//')"
    exit 1
fi
