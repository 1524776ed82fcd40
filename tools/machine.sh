#!/usr/bin/env bash
# What the machine itself must offer: `machine.sh pdf browser wallet gettext` checks, and installs through apt when it may.
# Without the right to, one line says what to install and why.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

as_root() {
    if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null && { ((EUID == 0)) || sudo -n true 2>/dev/null; }
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" >/dev/null
}

# install WHY PACKAGE…
install() {
    local why=$1
    shift
    if ! may_install; then
        echo "Il manque de quoi $why : demandez à qui administre cette machine « apt install $* », puis recommencez." >&2
        return 1
    fi
    echo "Installation de $* pour $why…"
    apt install --no-install-recommends "$@" 2>/dev/null || { apt update && apt install --no-install-recommends "$@"; }
}

has_library() {
    .venv/bin/python -c "import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]" "$@" 2>/dev/null
}

pdf() {
    has_library libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0 && return
    install "produire les PDF" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
}

browser() {
    local system why="essayer les parcours dans un navigateur"
    system=$(. /etc/os-release && echo "${ID:-}")
    # The same engine without windows works a third less; where it cannot be had, any Chromium will do.
    if ! command -v chromium-headless-shell >/dev/null && [[ $system == debian ]] && may_install; then
        install "$why" chromium-headless-shell || true
    fi
    .venv/bin/python tools/browser.py >/dev/null && return
    if [[ $system == ubuntu ]] && may_install; then # its chromium is a snap, which containers cannot run
        echo "Installation de Chromium pour les parcours dans un navigateur…"
        .venv/bin/python -m playwright install --with-deps chromium >/dev/null
    else
        install "$why" chromium
    fi
}

# Node, and the wallet that tries our badges: what package-lock.json pins, whole.
wallet() {
    local here=tests/wallet
    if ! { command -v node && command -v npm; } >/dev/null; then
        install "essayer les badges dans un portefeuille" nodejs npm
    fi
    if ! node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'; then
        echo "Node $(node --version) est trop ancien pour essayer les badges dans un portefeuille : installez Node 18 ou plus récent, puis recommencez." >&2
        return 1
    fi
    [[ $here/node_modules/.package-lock.json -nt $here/package-lock.json ]] && return
    echo "Paquets du portefeuille d’essai…"
    (cd "$here" && npm ci --silent) && touch "$here/node_modules/.package-lock.json"
}

gettext() {
    command -v xgettext msgmerge msguniq >/dev/null && return
    install "relever les textes à traduire" gettext
}

if [[ $1 == install ]]; then
    "$@"
else
    for need in "$@"; do
        "$need"
    done
fi
