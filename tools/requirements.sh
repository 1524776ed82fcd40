#!/usr/bin/env bash
# Pins every dependency with its fingerprints. No index address enters the file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
uv=$(command -v uv || echo .make/uv/bin/uv)
if [[ ! -x $uv ]]; then
    .venv/bin/python -m venv .make/uv
    .make/uv/bin/python -m pip install -qq uv
fi
"$uv" pip compile pyproject.toml --group dev --generate-hashes --universal --no-header --no-annotate --quiet \
    -o requirements.txt "$@"
