#!/usr/bin/env bash
# Opens the reading room in Chromium.
#
#   tests/browser/run.sh CHANCERY [FOLDER]
#
# CHANCERY is the program; FOLDER, by default target/browser, gets the packages and, in `pictures`, what the pages look
# like. Node, npm and Debian's chromium must be there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
CHANCERY=$(realpath "$1")
work=$(realpath -m "${2:-target/browser}")
here=tests/browser
mkdir -p "$work/pictures"
cp "$here/package.json" "$here/package-lock.json" "$here"/*.mjs "$work/"
(cd "$work" && npm ci --no-audit --no-fund --loglevel error)
export CHANCERY CHANCERY_ROOT=$PWD SCREENSHOTS=$work/pictures
cd "$work" && node --test room.test.mjs
