#!/usr/bin/env bash
# Loading into another's server and reading it again: tests/virtuoso/run.sh CHANCERY FOLDER
#
# Needs Debian's virtuoso-opensource-7-bin. Starts a server of its own in the folder, which is emptied, on ports of the
# loopback that nobody has, and stops it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
chancery="$1"
folder="$2"
sources=(data/samples/inter-korean-relations.txt tests/gold/dev-listing.txt)

rm -rf "$folder"
mkdir -p "$folder"
read -r sql http < <(python3 -c '
import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(one.getsockname()[1] for one in held))')
cat >"$folder/virtuoso.ini" <<INI
[Database]
DatabaseFile = virtuoso.db
TransactionFile = virtuoso.trx
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:$sql
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:$http
[SPARQL]
ResultSetMaxRows = 10000
INI
(cd "$folder" && exec virtuoso-t +configfile virtuoso.ini +foreground) >"$folder/said.txt" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true' EXIT
for _ in $(seq 120); do
  grep -q "Server online" "$folder/virtuoso.log" 2>/dev/null && break
  kill -0 "$server" || { cat "$folder/said.txt"; exit 1; }
  sleep 0.5
done
# whoever can reach a store of one's own may change it
isql-vt "127.0.0.1:$sql" dba dba exec="grant SPARQL_UPDATE to \"SPARQL\"; grant execute on DB.DBA.SPARUL_RUN to \"SPARQL\";" >"$folder/granted.txt"

address="http://127.0.0.1:$http/sparql"
"$chancery" load "${sources[@]}" --store "$address"
"$chancery" load "${sources[@]}" --store "$address" --resume
for query in who-met-whom correspondence identities; do
  "$chancery" query "$address" "$query" --format csv --quiet >"$folder/there.csv"
  "$chancery" query "${sources[@]}" "$query" --format csv --quiet >"$folder/here.csv"
  cmp "$folder/there.csv" "$folder/here.csv"
  [ "$(wc -l <"$folder/here.csv")" -gt 5 ]
  echo "$query: $(($(wc -l <"$folder/here.csv") - 1)) rows, the same from Virtuoso as from the files"
done
