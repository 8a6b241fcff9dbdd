#!/usr/bin/env bash
# The worked example of a cluster, on one machine: tests/spark/run.sh CHANCERY PYTHON FOLDER
#
# PYTHON has pyspark, and Java is there. The folder is emptied. What two workers convert and link must be, line by line, what
# one process converts and links.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
chancery="$(realpath "$1")"
python="$2"
folder="$3"
sources=(data/samples/inter-korean-relations.txt tests/gold/{dev-listing,dev-results,near-listing,near-results,wide-a-listing}.txt)

rm -rf "$folder"
mkdir -p "$folder"
export SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON="$python" LC_ALL=C
"$python" -c '
import runpy, sys
from pyspark.sql import SparkSession
SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")' \
  examples/spark/convert.py "$chancery" "$folder/cluster" "${sources[@]/#/$PWD/}" >"$folder/said.txt" 2>&1 ||
  { tail -50 "$folder/said.txt"; exit 1; }

# the files are named alike in both, since warnings are no part of a graph and paths may be
"$chancery" convert "${sources[@]/#/$PWD/}" --to nquads --quiet | sort -u >"$folder/graph.nq"
"$chancery" link "$folder/graph.nq" --to nquads --quiet | sort -u >"$folder/links.nq"
for part in graph links; do
  [ -e "$folder/cluster/$part/_SUCCESS" ]
  sort -u "$folder/cluster/$part"/part-* >"$folder/$part-of-cluster.nq"
  cmp "$folder/$part.nq" "$folder/$part-of-cluster.nq"
  lines=$(wc -l <"$folder/$part.nq")
  [ "$lines" -gt 100 ]
  echo "$part: $lines quads, the same from $(find "$folder/cluster/$part" -name 'part-*' | wc -l) tasks as from one process"
done
