"""The columns of a table as N-Quads, with pyoxigraph and nothing else: plain.py TABLE FILE"""
import csv
import sys

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

RICO = "https://www.ica.org/standards/RiC/ontology#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RECORD = NamedNode(RICO + "Record")
PROPERTIES = {
    "title": NamedNode(RICO + "title"),
    "date": NamedNode("http://purl.org/dc/terms/date"),
    "description": NamedNode(RICO + "scopeAndContent"),
    "id": NamedNode(RICO + "identifier"),
}


def quads(rows):
    for row in rows:
        record = NamedNode("https://archive.example/record/" + row["id"])
        yield Quad(record, TYPE, RECORD)
        for column, term in PROPERTIES.items():
            yield Quad(record, term, Literal(row[column]))


with open(sys.argv[1], newline="") as table, open(sys.argv[2], "wb") as out:
    serialize(quads(csv.DictReader(table)), out, RdfFormat.N_QUADS)
