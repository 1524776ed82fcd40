#!/usr/bin/env bash
# alone.sh NAME COMMAND…: one at a time in this checkout, because they share a test database; the second waits.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p .make
exec 9>".make/$1.lock"
flock --nonblock 9 || { echo "La même commande tourne déjà ici; on l’attend…"; flock 9; }
shift
"$@" 9>&-
