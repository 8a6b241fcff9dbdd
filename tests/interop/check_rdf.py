"""Reads exported graphs again with other programs.

    python check_rdf.py FOLDER

FOLDER has one graph as NAME.nq, NAME.ttl, NAME.trig, NAME.nt, NAME.rdf and NAME.jsonld: rdflib and pyoxigraph must find
the same statements in each, rapper must take the Turtle and the RDF/XML, and PyLD must expand the JSON-LD to the same.
"""

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import rdflib
from pyld import jsonld

# `Z` and `+00:00` are one time in two spellings: what was written is compared
rdflib.NORMALIZE_LITERALS = False

OX = {"nq": ox.RdfFormat.N_QUADS, "ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nt": ox.RdfFormat.N_TRIPLES,
      "rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}
RDFLIB = {"nq": "nquads", "ttl": "turtle", "trig": "trig", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
GRAPHS = {"nq", "trig", "jsonld"}


def statements(quads, graphs):
    """As N-Quads lines, for graphs without blank nodes, which ours are."""
    named = lambda quad: "" if isinstance(quad.graph_name, ox.DefaultGraph) or not graphs else str(quad.graph_name)
    return {(str(quad.subject), str(quad.predicate), str(quad.object), named(quad)) for quad in quads}


def with_rdflib(path, ending):
    data = rdflib.Dataset(default_union=False)
    data.parse(path, format=RDFLIB[ending])
    lines = data.serialize(format="nquads")
    return statements(ox.parse(lines.encode(), ox.RdfFormat.N_QUADS), ending in GRAPHS)


def with_pyld(path):
    lines = jsonld.to_rdf(json.loads(path.read_text("utf-8")), {"format": "application/n-quads"})
    return statements(ox.parse(lines.encode(), ox.RdfFormat.N_QUADS), True)


def check(stem):
    wrong = []
    all_quads = list(ox.parse(stem.with_suffix(".nq").read_bytes(), ox.RdfFormat.N_QUADS))
    expected = {True: statements(all_quads, True), False: statements(all_quads, False)}

    def same(found, ending, reader):
        wanted = expected[ending in GRAPHS]
        if found != wanted:
            less, more = sorted(wanted - found)[:3], sorted(found - wanted)[:3]
            wrong.append(f"{stem.name}.{ending}: {reader} finds {len(found)} statements, not {len(wanted)}; {less} {more}")

    for ending in OX:
        path = stem.with_suffix("." + ending)
        if not path.exists():
            wrong.append(f"{path} is missing")
            continue
        same(statements(ox.parse(path.read_bytes(), OX[ending]), ending in GRAPHS), ending, "pyoxigraph")
        same(with_rdflib(path, ending), ending, "rdflib")
    same(with_pyld(stem.with_suffix(".jsonld")), "jsonld", "PyLD")
    for ending, syntax in (("ttl", "turtle"), ("rdf", "rdfxml")):
        path = stem.with_suffix("." + ending)
        done = subprocess.run(["rapper", "-q", "-c", "-i", syntax, path], capture_output=True, text=True)
        if done.returncode != 0:
            wrong.append(f"{path}: rapper: {done.stderr[:300]}")
    return wrong


def main(folder):
    stems = sorted(path.with_suffix("") for path in Path(folder).glob("*.nq"))
    wrong = [line for stem in stems for line in check(stem)]
    print("\n".join(wrong) or f"{len(stems)} graphs are the same in every format")
    return 1 if wrong or not stems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
