"""Checks a release folder and evidence as RDF 1.2 with other programs.

    python check_release.py FOLDER HASH REIFIED...

FOLDER is what `chancery publish` wrote, HASH a file with the hash that it printed: pyoxigraph must find the same canonical
hash, also with the lines shuffled, and rdflib must read the description. REIFIED are exports with reifiers, in several
formats: pyoxigraph must find the same statements in each, and as many reifiers as full.nq has statements with evidence.
"""

import hashlib
import random
import sys
from pathlib import Path

import pyoxigraph as ox
import rdflib

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".trig": ox.RdfFormat.TRIG, ".nt": ox.RdfFormat.N_TRIPLES,
           ".nq": ox.RdfFormat.N_QUADS}


def canonical(lines):
    dataset = ox.Dataset(ox.parse(b"\n".join(lines), ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    text = "".join(sorted(f"{ox.serialize([quad], format=ox.RdfFormat.N_QUADS).decode()}" for quad in dataset))
    return hashlib.sha256(text.encode()).hexdigest()


def release(folder, expected):
    wrong = []
    lines = (folder / "full.nq").read_bytes().splitlines()
    random.Random(1).shuffle(lines)
    found = canonical(lines)
    if found != expected:
        wrong.append(f"full.nq: pyoxigraph finds the hash {found}, not {expected}")
    described = rdflib.Graph().parse(folder / "void.ttl")
    dataset = rdflib.URIRef("https://archive.example/korea/void.ttl#dataset")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    if int(described.value(dataset, void.triples)) != len(rdflib.Graph().parse(folder / "full.ttl")):
        wrong.append("void.ttl: the triples are miscounted")
    if len(list(described.objects(dataset, rdflib.DCAT.distribution))) < 10:
        wrong.append("void.ttl: files are missing")
    return wrong


def reified(folder, paths):
    wrong, found = [], {}
    for path in paths:
        quads = list(ox.parse(path.read_bytes(), FORMATS[path.suffix]))
        found[path.suffix] = {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}
    if len(set(map(frozenset, found.values()))) != 1 or set(found) != set(FORMATS):
        wrong.append(f"reified: {({ending: len(quads) for ending, quads in found.items()})} statements")
    plain = list(ox.parse((folder / "full.nq").read_bytes(), ox.RdfFormat.N_QUADS))
    evidence = {str(quad.subject) for quad in plain if quad.predicate.value == RDF + "subject"}
    reifiers = {subject for subject, predicate, _ in found[".nq"] if predicate == f"<{RDF}reifies>"}
    if not evidence or reifiers != evidence:
        wrong.append(f"reified: {len(reifiers)} reifiers of {len(evidence)} statements with evidence")
    return wrong


def main(folder, expected, *paths):
    wrong = release(Path(folder), Path(expected).read_text().strip()) + reified(Path(folder), [Path(p) for p in paths])
    print("\n".join(wrong) or "the release is what it says, and its evidence is the same with reifiers")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
