#!/usr/bin/env bash
# Prepares .venv: the pinned dependencies, then the package itself. Does nothing when nothing changed since.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
STAMP=.venv/.prepared
OLDEST="3, 11"

wanted() {
    { pwd -P; cat requirements.txt pyproject.toml; } | sha256sum | cut -d' ' -f1
}

is_prepared() {
    [[ -x .venv/bin/python && -r $STAMP && $(<"$STAMP") == "$(wanted)" ]]
}

# Newest first; one that can make environments by itself goes before one that cannot.
python_to_use() {
    local name fallback=""
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        "$name" -c "import sys; sys.exit(sys.version_info < ($OLDEST))" 2>/dev/null || continue
        if "$name" -c "import venv, ensurepip" 2>/dev/null; then
            echo "$name"
            return
        fi
        fallback=${fallback:-$name}
    done
    [[ -n $fallback ]] || return 1
    local version
    version=$("$fallback" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    tools/machine.sh install "créer un environnement Python (module venv)" "python$version-venv" >&2 || exit 2
    echo "$fallback"
}

make_environment() {
    # One that was moved here, or left half-made, is made again.
    if .venv/bin/python -m pip --version &>/dev/null && [[ -x .venv/bin/pip && $(head -1 .venv/bin/pip) == "#!$PWD/.venv/"* ]]; then
        return
    fi
    local python status=0
    python=$(python_to_use) || status=$?
    if ((status == 1)); then
        echo "Il manque Python 3.11 ou plus récent, dans lequel Maillage est écrit : installez-le (par exemple : apt install python3 python3-venv)." >&2
    fi
    ((status == 0)) || exit 1
    echo "Environnement Python ($("$python" --version))…"
    rm -rf .venv
    "$python" -m venv .venv
}

install_everything() {
    echo "Dépendances…"
    .venv/bin/python -m pip install -qq --no-compile --require-hashes -r requirements.txt
    .venv/bin/python -m pip install -qq --no-deps --no-build-isolation -e .
}

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
if ! is_prepared; then
    mkdir -p .make
    exec 9>.make/environment.lock
    flock --nonblock 9 || { echo "Une autre commande prépare cet environnement; on l’attend…"; flock 9; }
    if ! is_prepared; then
        make_environment
        install_everything
        wanted >"$STAMP"
    fi
    exec 9>&-
fi
for source in src/maillage/locale/*/LC_MESSAGES/*.po; do
    if [[ $source -nt ${source%.po}.mo ]]; then
        exec .venv/bin/python tools/translations.py compile
    fi
done
