#!/usr/bin/env bash
# Loading into a server by https:// and reading it again: tests/https/run.sh CHANCERY FOLDER
#
# CHANCERY is built with the feature `https`. Needs openssl, for certificates in the folder, which is emptied, and Python. Both
# servers are on ports of the loopback that nobody has, and stop with this.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
chancery=$(realpath "$1")
folder="$2"
sources=(data/samples/inter-korean-relations.txt tests/gold/dev-listing.txt)

rm -rf "$folder"
mkdir -p "$folder"
printf '<urn:a> <urn:b> <urn:c> .\n' >"$folder/there.ttl"
openssl() { command openssl "$@" 2>>"$folder/openssl.txt" || { cat "$folder/openssl.txt"; exit 1; }; }
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=An authority for tests" \
  -keyout "$folder/authority.key" -out "$folder/authority.pem"
openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout "$folder/server.key" -out "$folder/server.csr"
openssl x509 -req -in "$folder/server.csr" -CA "$folder/authority.pem" -CAkey "$folder/authority.key" -CAcreateserial \
  -days 2 -extfile <(echo "subjectAltName=DNS:localhost") -out "$folder/server.pem"

export CHANCERY_TOKEN="a token for tests only"
trap 'kill ${served_PID:-} ${front:-} 2>/dev/null || true' EXIT
coproc served { exec "$chancery" serve "$folder/there.ttl" --writable --bind 127.0.0.1:0 --quiet; }
read -r -t 60 plain <&"${served[0]}"
mkfifo "$folder/front"
python3 tests/https/front.py "$folder/server.pem" "$folder/server.key" "${plain##*:}" >"$folder/front" &
front=$!
read -r -t 60 port <"$folder/front"
address="https://localhost:$port/sparql"

# a server with a certificate that nobody vouches for is not spoken to
if "$chancery" load "${sources[@]}" --store "$address" --quiet 2>"$folder/distrusted.txt"; then exit 1; fi
grep -q UnknownIssuer "$folder/distrusted.txt"
grep -q SSL_CERT_FILE "$folder/distrusted.txt"
export SSL_CERT_FILE="$folder/authority.pem"
# nor is one with the certificate of another name
if "$chancery" query "${address/localhost/127.0.0.1}" who-met-whom --quiet 2>"$folder/misnamed.txt"; then exit 1; fi
grep -q "not valid for name" "$folder/misnamed.txt"

"$chancery" load "${sources[@]}" --store "$address"
for query in who-met-whom correspondence; do
  "$chancery" query "$address" "$query" --format csv --quiet >"$folder/there.csv"
  "$chancery" query "${sources[@]}" "$query" --format csv --quiet >"$folder/here.csv"
  cmp "$folder/there.csv" "$folder/here.csv"
  [ "$(wc -l <"$folder/here.csv")" -gt 5 ]
  echo "$query: $(($(wc -l <"$folder/here.csv") - 1)) rows, the same by https as from the files"
done
