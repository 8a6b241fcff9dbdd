#!/usr/bin/env bash
# Has the programs that people use read what Chancery writes.
#
#   tests/interop/run.sh CHANCERY [FOLDER]
#
# CHANCERY is the program; FOLDER, by default target/interop, gets the Python packages and the files. Debian's
# raptor2-utils must be installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
chancery=$1
work=${2:-target/interop}
mkdir -p "$work"
venv="$work/venv"
[ -x "$venv/bin/pip" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check -r tests/interop/requirements.txt
export PYTHONDONTWRITEBYTECODE=1

rm -rf "$work/rdf" "$work/networks"
mkdir -p "$work/rdf" "$work/networks"
sample=data/samples/inter-korean-relations.txt
more=tests/gold/dev-listing.txt
for profile in full ric-o dublin-core schema-org linked-art edm; do
  for ending in nq ttl trig nt rdf jsonld; do
    "$chancery" export "$sample" --quiet --profile "$profile" -o "$work/rdf/$profile.$ending"
  done
done
"$venv/bin/python" tests/interop/check_rdf.py "$work/rdf"

rm -rf "$work/release"
"$chancery" publish "$sample" "$more" --quiet --url https://archive.example/korea -o "$work/release" >"$work/canonical"
(cd "$work/release" && sha256sum --quiet -c SHA256SUMS)
for ending in ttl trig nt nq; do
  "$chancery" export "$sample" "$more" --quiet --rdf-12 -o "$work/reified.$ending"
done
"$venv/bin/python" tests/interop/check_release.py "$work/release" "$work/canonical" "$work"/reified.*

network() {
  local name=$1
  shift
  for ending in json gexf graphml net cyjs dot csv svg; do
    "$chancery" network "$sample" "$more" --quiet "$@" -o "$work/networks/$name.$ending"
  done
}
network people --measures
network letters --tie corresponded --project missions --measures
network states --project states --measures
network named --tie mentioned --measures
"$venv/bin/python" tests/interop/check_networks.py "$work/networks"
"$venv/bin/python" tests/interop/check_measures.py "$work/networks"
