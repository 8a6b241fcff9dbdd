"""SPARQLWrapper, rdflib and what OpenRefine asks, against an endpoint that runs: check.py ADDRESS TOKEN"""

import json
import re
import sys
import urllib.parse
import urllib.request

import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

address, token = sys.argv[1:]
CHY = "https://w3id.org/chancery/ontology#"
RICO = "https://www.ica.org/standards/RiC/ontology#"
PREFIXES = f"PREFIX chy: <{CHY}> PREFIX rico: <{RICO}> "
MEETINGS = PREFIXES + "SELECT ?who ?event WHERE { ?event a chy:Encounter ; rico:hasOrHadParticipant ?who }"


def get(path, **params):
    query = f"?{urllib.parse.urlencode(params)}" if params else ""
    with urllib.request.urlopen(address + path + query) as response:
        return response.read()


def sparqlwrapper():
    """Every method and format that it has."""
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery(MEETINGS)
    counts = set()
    for method, request in [("GET", None), (POST, None), (POST, POSTDIRECTLY)]:
        client.setMethod(method)
        if request:
            client.setRequestMethod(request)
        client.setReturnFormat(JSON)
        counts.add(len(client.queryAndConvert()["results"]["bindings"]))
        client.setReturnFormat(XML)
        counts.add(client.queryAndConvert().toxml().count("<result>"))
        client.setReturnFormat(CSV)
        counts.add(client.queryAndConvert().decode().strip().count("\n"))
    assert len(counts) == 1 and counts.pop() > 10, counts
    client.resetQuery()
    client.setQuery(PREFIXES + "CONSTRUCT { ?e a chy:Encounter } WHERE { ?e a chy:Encounter }")
    client.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")) > 5
    client.setReturnFormat(JSON)
    client.setQuery("SELECT ?x WHERE { ?x a }")
    try:
        client.query()
        raise AssertionError("half a query was answered")
    except QueryBadFormed as error:
        assert "1:" in str(error) or "line 1" in str(error), error


def stores():
    """The endpoint as a graph of rdflib's: read, walked, and written to."""
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql"))
    encounters = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(CHY + "Encounter")))
    asked = {row.event for row in graph.query(MEETINGS)}
    assert asked <= encounters and len(asked) > 5, (len(asked), len(encounters))
    some = sorted(asked)[0]
    participant = rdflib.URIRef(RICO + "hasOrHadParticipant")
    assert set(graph.objects(some, participant)) == {row.who for row in graph.query(MEETINGS) if row.event == some}
    headers = {"Authorization": f"Bearer {token}"}
    store = SPARQLUpdateStore(f"{address}/sparql", f"{address}/update", headers=headers, context_aware=False)
    written = rdflib.Graph(store)
    fact = tuple(rdflib.URIRef(f"https://archive.example/{part}") for part in "spo")
    written.add(fact)
    assert fact in written
    written.remove(fact)
    assert fact not in written


# What the Reconciliation Service API 0.2 says of answers: of each field whether it must be there, and what it is.
# https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
TYPES = [{"id": str, "name?": str}]
CANDIDATES = [{"id": str, "name": str, "score": (int, float), "match?": bool, "description?": str, "type?": TYPES}]
SUGGESTED = {"result": [{"id": str, "name": str, "description?": str, "notable?": TYPES}]}
VALUES = [{"id?": str, "name?": str, "str?": str, "float?": (int, float), "int?": int, "date?": str, "description?": str}]
WHERE = {"service_url?": str, "service_path?": str, "flyout_service_url?": str, "flyout_service_path?": str}
MANIFEST = {
    "versions": [str],
    "name": str,
    "identifierSpace": str,
    "schemaSpace": str,
    "defaultTypes?": TYPES,
    "view?": {"url": str},
    "suggest?": {"entity?": WHERE, "property?": WHERE, "type?": WHERE},
    "preview?": {"url": str, "width": int, "height": int},
    "extend?": {"propose_properties?": WHERE},
}
EXTENDED = {"meta": [{"id": str, "name": str, "type?": {"id": str, "name?": str}}], "rows": dict}


def fits(value, shape, at=""):
    """That an answer has a shape."""
    if isinstance(shape, list):
        assert isinstance(value, list), at
        for nth, item in enumerate(value):
            fits(item, shape[0], f"{at}[{nth}]")
    elif isinstance(shape, dict):
        assert isinstance(value, dict), at
        for name, of in shape.items():
            field = name.rstrip("?")
            if field in value:
                fits(value[field], of, f"{at}.{field}")
            else:
                assert name.endswith("?"), f"{at}.{field} is not there"
    else:
        assert isinstance(value, shape) and (shape is bool or not isinstance(value, bool)), f"{at}: {value!r}"


def reconciliation():
    """What OpenRefine asks, and the shapes of the answers."""
    manifest = json.loads(get("/reconcile"))
    fits(manifest, MANIFEST)
    assert "0.2" in manifest["versions"]
    assert "{{id}}" in manifest["view"]["url"] and "{{id}}" in manifest["preview"]["url"]
    assert len({kind["id"] for kind in manifest["defaultTypes"]}) == len(manifest["defaultTypes"])
    queries = {
        "q0": {"query": "Puzanov", "limit": 3},
        "q1": {"query": "Embassy of Hungary in North Korea"},
        "q2": {"query": "nobody at all has this name"},
        "q3": {"query": "North Korea", "type": manifest["defaultTypes"][-1]["id"]},
    }
    answers = json.loads(get("/reconcile", queries=json.dumps(queries)))
    assert set(answers) == set(queries)
    for name, answer in answers.items():
        fits(answer, {"result": CANDIDATES}, name)
        assert sum(candidate.get("match", False) for candidate in answer["result"]) <= 1
    assert "Puzanov" in answers["q0"]["result"][0]["name"] and not answers["q2"]["result"]
    someone = answers["q0"]["result"][0]["id"]
    for kind in ["entity", "property", "type"]:
        where = manifest["suggest"][kind]
        path = where["service_url"].removeprefix(address) + where["service_path"]
        suggested = json.loads(get(path, prefix="p"))
        fits(suggested, SUGGESTED, kind)
    assert re.search("Puzanov", get(manifest["preview"]["url"].removeprefix(address).replace("{{id}}", someone)).decode())
    proposed = manifest["extend"]["propose_properties"]
    path = proposed["service_url"].removeprefix(address) + proposed["service_path"]
    properties = json.loads(get(path, type=manifest["defaultTypes"][0]["id"]))
    fits(properties, {"properties": [{"id": str, "name": str}]})
    assert properties["properties"]
    wanted = {"ids": [someone], "properties": [{"id": one["id"]} for one in properties["properties"]]}
    extended = json.loads(get("/reconcile", extend=json.dumps(wanted)))
    fits(extended, EXTENDED)
    told = 0
    for one in extended["rows"][someone].values():
        fits(one, VALUES)
        for value in one:
            sort = set(value) - {"name", "description"}
            assert len(sort) <= 1, value
            date = r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"
            assert re.fullmatch(date, value.get("date", "1960-01-01T00:00:00")), value
            told += 1
    assert told > 0


for check in [sparqlwrapper, stores, reconciliation]:
    check()
    print(f"{check.__name__}: passed")
