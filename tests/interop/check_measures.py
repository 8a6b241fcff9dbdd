"""Compares the measures in node-link JSON files with those that networkx finds.

    python check_measures.py FOLDER        # every .json file of it that has nodes with measures

Measures are those of the simple graph: one edge for all ties of two nodes, weights summed, without loops, directed only
where all ties are letters. They must agree within 1e-9; communities must be connected, and no worse divided than by
networkx's Louvain, by more than a hundredth of modularity.
"""

import json
import sys
from pathlib import Path

import networkx as nx

TOLERANCE = 1e-9
WORSE = 0.01


def simple(multigraph):
    """The simple graph that measures are taken of."""
    ties = [data.get("tie", data.get("kind", "met")) for *_, data in multigraph.edges(data=True)]
    directed = bool(ties) and all(tie.lower() == "corresponded" for tie in ties)
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(multigraph.nodes)
    for source, target, data in multigraph.edges(data=True):
        if source != target:
            weight = graph.get_edge_data(source, target, {"weight": 0})["weight"]
            graph.add_edge(source, target, weight=weight + data.get("weight", 1))
    return graph


def eigenvector(graph):
    """Of the largest component, directions left out; 0 elsewhere."""
    graph = graph.to_undirected()
    values = dict.fromkeys(graph, 0.0)
    components = sorted(nx.connected_components(graph), key=len, reverse=True)
    if not components or len(components[0]) < 2:
        return [values]
    # of several that are the largest, any will do
    largest = [component for component in components if len(component) == len(components[0])]
    return [values | nx.eigenvector_centrality_numpy(graph.subgraph(component)) for component in largest]


def expected(graph):
    """Each measure, and the values that it may have."""
    return {
        "degree": [dict(graph.degree)],
        "strength": [dict(graph.degree(weight="weight"))],
        "betweenness": [nx.betweenness_centrality(graph)],
        "closeness": [nx.closeness_centrality(graph)],
        "eigenvector": eigenvector(graph),
    }


def furthest(found, values):
    return max((abs(found[node] - value) for node, value in values.items()), default=0.0)


def check_communities(graph, nodes):
    graph = undirected(graph)
    communities = {}
    for node, data in nodes.items():
        communities.setdefault(data["community"], set()).add(node)
    parts = list(communities.values())
    wrong = [f"community {name} is not connected" for name, part in communities.items()
             if not nx.is_connected(graph.subgraph(part))]
    if graph.number_of_edges():
        ours = nx.community.modularity(graph, parts)
        theirs = max(
            nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed)) for seed in range(3))
        if ours < theirs - WORSE:
            wrong.append(f"communities have modularity {ours:.4f}, and those of Louvain {theirs:.4f}")
    return wrong


def undirected(graph):
    """Without directions; what leads both ways weighs as much as both together."""
    if not graph.is_directed():
        return graph
    both = nx.Graph()
    both.add_nodes_from(graph.nodes)
    for source, target, weight in graph.edges(data="weight"):
        before = both.get_edge_data(source, target, {"weight": 0})["weight"]
        both.add_edge(source, target, weight=before + weight)
    return both


def check(path):
    """What is wrong with the measures of a file; None where it has none."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or "nodes" not in data or not any("degree" in node for node in data["nodes"]):
        return None
    multigraph = nx.node_link_graph(data, edges="edges")
    graph, nodes = simple(multigraph), dict(multigraph.nodes(data=True))
    wrong = []
    for measure, candidates in expected(graph).items():
        missing = sum(measure not in attributes for attributes in nodes.values())
        if missing:
            wrong.append(f"{missing} nodes have no {measure}")
            continue
        found = {node: attributes[measure] for node, attributes in nodes.items()}
        distance = min(furthest(found, values) for values in candidates)
        if not distance <= TOLERANCE:
            wrong.append(f"{measure} is off by up to {distance:.3g}")
    return wrong + check_communities(graph, nodes)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    checked = failed = 0
    for path in sorted(Path(sys.argv[1]).glob("**/*.json")):
        wrong = check(path)
        if wrong is None:
            continue
        checked += 1
        failed += bool(wrong)
        print(f"{path.name}: {'; '.join(wrong) or 'as networkx has it'}")
    if not checked:
        sys.exit("no file has measures")
    print(f"measures: {checked - failed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
