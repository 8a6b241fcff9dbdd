#!/usr/bin/env python3
"""Checks graphs against ontology/shapes.ttl with pySHACL, so that two validators agree on what we promise.

usage: shacl.py GRAPH...      (pip install pyshacl; GRAPH: .ttl, .trig, .nq or .nt; several are read as one)
Exit status: 0 where the shapes are kept (warnings may stand), 1 where one is broken, 2 where a file cannot be read.
"""
import sys
from pathlib import Path

from pyshacl import validate
from rdflib import Dataset, Graph
from rdflib.namespace import SH

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
FORMATS = {".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".nt": "nt"}


def union(paths):
    """All triples of all graphs of the files, with the ontology: its kinds are data, its subclasses are needed."""
    data = Graph()
    for path in paths:
        form = FORMATS.get(Path(path).suffix)
        if form is None:
            raise ValueError(f"{path}: not one of {', '.join(FORMATS)}")
        dataset = Dataset()
        dataset.parse(path, format=form)
        for s, p, o, _ in dataset.quads():
            data.add((s, p, o))
    for name in ("chancery.ttl", "ric-o-classes.ttl"):
        data.parse(ONTOLOGY / name, format="turtle")
    return data


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        data = union(paths)
    except Exception as error:  # rdflib raises what its parsers do
        print(error, file=sys.stderr)
        return 2
    shapes = Graph().parse(ONTOLOGY / "shapes.ttl", format="turtle")
    _, report, text = validate(data, shacl_graph=shapes, inference="none", advanced=True)
    violations = sum(1 for _ in report.subjects(SH.resultSeverity, SH.Violation))
    if violations:
        print(text)
    print(f"{len(data)} triples, {violations} violations")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
