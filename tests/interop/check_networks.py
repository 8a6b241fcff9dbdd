"""Reads network files again with networkx and igraph.

    python check_networks.py FOLDER

FOLDER has one network as NAME.json, .gexf, .graphml, .net, .cyjs, .dot, .csv and NAME-nodes.csv: all must have as many
nodes and the same edges with the same weights as the JSON that networkx reads. GEXF must keep the rules of its schema.
"""

import csv
import json
import sys
import xml.etree.ElementTree as xml
from collections import Counter
from datetime import date
from pathlib import Path

import igraph
import networkx as nx

NS = "{http://gexf.net/1.3}"


def edges(graph, name, directed):
    """Edges by the names of their ends, with their weights; of those without a direction the ends in order."""
    ends = lambda one, other: (one, other) if directed else tuple(sorted((one, other)))
    return Counter((*ends(name(one), name(other)), float(weight)) for one, other, weight in graph)


def gexf_rules(path):
    """What the schema of GEXF 1.3 asks of a dynamic graph."""
    wrong = []
    root = xml.parse(path).getroot()
    if root.tag != NS + "gexf" or root.get("version") != "1.3":
        wrong.append("not GEXF 1.3")
    graph = root.find(NS + "graph")
    if graph.get("mode") != "dynamic" or graph.get("timeformat") != "date":
        wrong.append("not dynamic by dates")
    for kind in ("node", "edge"):
        declared = {column.get("id") for attributes in graph.findall(NS + "attributes") if attributes.get("class") == kind
                    for column in attributes}
        things = list(graph.iter(NS + kind))
        ids = [thing.get("id") for thing in things]
        if len(set(ids)) != len(ids):
            wrong.append(f"two {kind}s have one id")
        used = {value.get("for") for thing in things for value in thing.iter(NS + "attvalue")}
        if not used <= declared:
            wrong.append(f"{kind}s use columns that are not declared: {used - declared}")
    nodes = {node.get("id") for node in graph.iter(NS + "node")}
    for edge in graph.iter(NS + "edge"):
        if not {edge.get("source"), edge.get("target")} <= nodes:
            wrong.append(f"edge {edge.get('id')} has an end that is no node")
        for spell in edge.iter(NS + "spell"):
            days = [date.fromisoformat(spell.get(end)) for end in ("start", "end") if spell.get(end)]
            if not days or days != sorted(days):
                wrong.append(f"edge {edge.get('id')} has the spell {spell.attrib}")
    return wrong


def check(path):
    data = json.loads(path.read_text("utf-8"))
    reference = nx.node_link_graph(data, edges="edges")
    directed = reference.is_directed()
    labels = nx.get_node_attributes(reference, "label")
    wanted_nodes = Counter(labels.values())
    wanted = edges(((u, v, d["weight"]) for u, v, d in reference.edges(data=True)), labels.get, directed)
    by_iri = edges(((u, v, d["weight"]) for u, v, d in reference.edges(data=True)), str, directed)
    wrong = []

    def same(reader, nodes, found, wanted=wanted):
        if nodes != wanted_nodes:
            wrong.append(f"{path.stem}: {reader}: other nodes: {list((nodes - wanted_nodes) + (wanted_nodes - nodes))[:3]}")
        if found != wanted:
            wrong.append(f"{path.stem}: {reader}: other edges: {list((found - wanted) + (wanted - found))[:3]}")

    def networkx(reader, graph, label):
        names = nx.get_node_attributes(graph, label)
        same(reader, Counter(names.values()),
             edges(((u, v, d.get("weight", 1)) for u, v, d in graph.edges(data=True)), names.get, directed))

    networkx("GraphML in networkx", nx.read_graphml(path.with_suffix(".graphml"), force_multigraph=True), "label")
    # networkx knows GEXF up to 1.2, which is the same but for its namespace and the kinds of edges
    old = path.with_suffix(".gexf").read_text("utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
    old = old.replace('version="1.3"', 'version="1.2"')
    older = path.with_suffix(".gexf12")
    older.write_text(old, "utf-8")
    networkx("GEXF in networkx", nx.read_gexf(older), "label")
    for number, line in enumerate(gexf_rules(path.with_suffix(".gexf"))):
        wrong.append(f"{path.stem}.gexf: {line}")

    read = igraph.Graph.Read_GraphML(str(path.with_suffix(".graphml")))
    name = lambda at: read.vs[at]["label"]
    same("GraphML in igraph", Counter(read.vs["label"] if read.vcount() else []),
         edges(((e.source, e.target, e["weight"]) for e in read.es), name, directed))
    read = igraph.Graph.Read_Pajek(str(path.with_suffix(".net")))
    weights = read.es["weight"] if read.ecount() else []
    numbers = {iri: at for at, iri in enumerate(reference.nodes)}
    of_numbers = edges(((numbers[u], numbers[v], d["weight"]) for u, v, d in reference.edges(data=True)), int, directed)
    if read.vcount() != len(labels) or edges(((e.source, e.target, w) for e, w in zip(read.es, weights)), int, directed) != of_numbers:
        wrong.append(f"{path.stem}: Pajek in igraph: other nodes or edges")

    cyjs = json.loads(path.with_suffix(".cyjs").read_text("utf-8"))["elements"]
    names = {node["data"]["id"]: node["data"]["name"] for node in cyjs["nodes"]}
    same("Cytoscape", Counter(names.values()),
         edges(((e["data"]["source"], e["data"]["target"], e["data"]["weight"]) for e in cyjs["edges"]), names.get, directed))
    with open(path.with_suffix(".csv"), newline="", encoding="utf-8") as table:
        found = list(csv.DictReader(table))
    with open(path.with_name(path.stem + "-nodes.csv"), newline="", encoding="utf-8") as table:
        named = Counter(row["Label"] for row in csv.DictReader(table))
    same("CSV", named, edges(((row["Source"], row["Target"], row["Weight"]) for row in found), str, directed), by_iri)
    if any(row["Type"] not in ("Directed", "Undirected") for row in found):
        wrong.append(f"{path.stem}.csv: an edge without a type")
    return wrong


def main(folder):
    files = sorted(path for path in Path(folder).glob("*.json") if not path.name.endswith(".meta.json"))
    wrong = [line for path in files for line in check(path)]
    print("\n".join(wrong) or f"{len(files)} networks are the same in every format")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
