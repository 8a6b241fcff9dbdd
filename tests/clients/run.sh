#!/usr/bin/env bash
# Has the clients that people use ask the endpoint.
#
#   tests/clients/run.sh CHANCERY [FOLDER]
#
# CHANCERY is the program; FOLDER, by default target/clients, gets the packages. Python 3 with venv, Node and npm must be
# there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
chancery=$(realpath "$1")
work=${2:-target/clients}
mkdir -p "$work"
[ -x "$work/venv/bin/pip" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check -r tests/clients/requirements.txt
cp tests/clients/package.json tests/clients/package-lock.json tests/clients/check.mjs "$work/"
(cd "$work" && npm ci --no-audit --no-fund --loglevel error)

export CHANCERY_TOKEN="a token for tests only"
coproc served { exec "$chancery" serve data/samples/inter-korean-relations.txt tests/gold/dev-listing.txt --writable --bind 127.0.0.1:0 --quiet; }
trap 'kill "$served_PID" 2>/dev/null || true' EXIT
read -r -t 60 address <&"${served[0]}"
"$work/venv/bin/python" -B tests/clients/check.py "$address" "$CHANCERY_TOKEN"
(cd "$work" && node check.mjs "$address")
