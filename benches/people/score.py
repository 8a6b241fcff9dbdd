#!/usr/bin/env python3
"""Scores links of mentions against the truth: pairwise and B-cubed precision, recall and F1, and homonyms merged.

usage: score.py TRUTH.tsv LINKS.nq... [--errors N] [--json]      (pip install pyoxigraph; LINKS: .nq, .trig, .nt or .ttl)

Reads every rico:isEquivalentTo of the links, in any graph, and their closure. A mention without a link stands alone.
"""
import argparse, csv, hashlib, json
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from graph import CHANCERY, RICO, fold

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class Clusters:
    """Union-find: which nodes are one."""

    def __init__(self):
        self.parent = {}

    def find(self, node):
        root = node
        while (parent := self.parent.get(root, root)) != root:
            root = parent
        while (parent := self.parent.get(node, node)) != root:
            self.parent[node] = root
            node = parent
        return root

    def join(self, a, b):
        a, b = self.find(a), self.find(b)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


@dataclass
class Score:
    precision: float
    recall: float

    @property
    def f1(self):
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self):
        return f"P {self.precision:.4f}  R {self.recall:.4f}  F1 {self.f1:.4f}"


def pairs(n):
    return n * (n - 1) // 2


def counts(persons, clusters):
    """The sizes of clusters, of persons, and of what each cluster holds of each person."""
    cells = Counter((clusters[m], person) for m, person in persons.items())
    return Counter(clusters[m] for m in persons), Counter(persons.values()), cells


def pairwise(persons, clusters):
    """Over all pairs of mentions: how many of the linked are one person, how many of one person are linked."""
    linked, one, both = (sum(map(pairs, sizes.values())) for sizes in counts(persons, clusters))
    return Score(both / linked if linked else 1.0, both / one if one else 1.0)


def b_cubed(persons, clusters):
    """Bagga and Baldwin 1998: the mean over mentions of the share of its cluster, and of its person, that is right."""
    linked, one, both = counts(persons, clusters)
    n = len(persons) or 1
    return Score(sum(k * k / linked[c] for (c, _), k in both.items()) / n,
                 sum(k * k / one[p] for (_, p), k in both.items()) / n)


def name_key(form):
    """A name without case, accents, punctuation and the order of its words."""
    return " ".join(sorted(fold(form)))


def homonyms(persons, forms):
    """The folded names that several persons bear, with their mentions."""
    bearers = defaultdict(list)
    for mention, person in persons.items():
        bearers[name_key(forms[mention])].append(mention)
    return {name: ms for name, ms in bearers.items() if len({persons[m] for m in ms}) > 1}


def merged(mentions, persons, clusters):
    """Two of these mentions that are in one cluster and are two persons; None where there are none."""
    seen = {}
    for m in mentions:
        other = seen.setdefault(clusters[m], m)
        if persons[other] != persons[m]:
            return other, m
    return None


def read_truth(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_links(paths):
    """The equivalences of the files as pairs, and the evidence of each: subject and object to weight and reasons."""
    import pyoxigraph as ox
    links, evidence = [], defaultdict(lambda: defaultdict(list))
    wanted = {RDF + "subject": "subject", RDF + "object": "object", RDF + "predicate": "predicate",
              CHANCERY + "weight": "weight", CHANCERY + "reason": "reason"}
    for path in paths:
        for quad in ox.parse(path=path, format=ox.RdfFormat.from_extension(path.rsplit(".", 1)[-1])):
            if quad.predicate.value == RICO + "isEquivalentTo":
                links.append((quad.subject.value, quad.object.value))
            elif quad.predicate.value in wanted:
                evidence[quad.subject.value][wanted[quad.predicate.value]].append(quad.object.value)
    why = {}
    for facts in evidence.values():
        if RICO + "isEquivalentTo" in facts["predicate"]:
            reasons = sorted(reason.rsplit("/", 1)[-1] for reason in facts["reason"])
            why[facts["subject"][0], facts["object"][0]] = f"{' '.join(facts['weight'])} {', '.join(reasons)}".strip()
    return links, why


def clusters_of(mentions, links):
    joined = Clusters()
    for a, b in links:
        joined.join(a, b)
    return {m: joined.find(m) for m in mentions}


def measure(truth, links):
    persons = {row["mention"]: row["person"] for row in truth}
    forms = {row["mention"]: row["form"] for row in truth}
    clusters = clusters_of(persons, links)
    same = homonyms(persons, forms)
    wrong = [name for name, mentions in same.items() if merged(mentions, persons, clusters)]
    return dict(mentions=len(persons), persons=len(set(persons.values())), clusters=len(set(clusters.values())),
                pairwise=pairwise(persons, clusters), b_cubed=b_cubed(persons, clusters),
                homonyms=len(same), homonyms_merged=sorted(wrong))


def sample(items, n, key):
    """N of the items, the same at every run, spread over them all."""
    return sorted(items, key=lambda item: hashlib.sha256(repr(key(item)).encode()).digest())[:n]


def errors(truth, links, why, n):
    """What to look at: the homonyms merged, then samples of false merges and of misses, the greatest first named."""
    rows = {row["mention"]: row for row in truth}
    persons = {m: row["person"] for m, row in rows.items()}
    clusters = clusters_of(rows, links)

    def show(m):
        row = rows[m]
        reason = "; ".join(f"{to.rsplit('/', 1)[-1]}: {text}" for (of, to), text in why.items() if of == m)
        return f"    {row['person']}  {row['form']} | {row['context']} | {row['remark'][:90]}" + (f"\n        {reason}" if reason else "")

    def groups(by, other):
        """For each group of mentions, one mention of each part it falls into, and how many pairs that costs."""
        parts = defaultdict(lambda: defaultdict(list))
        for m in rows:
            parts[by[m]][other[m]].append(m)
        found = [(sum(len(a) * len(b) for a, b in combinations(part.values(), 2)), sorted(ms[0] for ms in part.values()))
                 for part in parts.values() if len(part) > 1]
        return sorted(found, reverse=True)

    for name, mentions in sorted(homonyms(persons, {m: row["form"] for m, row in rows.items()}).items()):
        if pair := merged(mentions, persons, clusters):
            print(f"homonym merged: {name}", *map(show, pair), sep="\n")
    for title, found in (("false merges", groups(clusters, persons)), ("misses", groups(persons, clusters))):
        print(f"\n{title}: {len(found)} groups, {sum(cost for cost, _ in found)} pairs; the {n} worst, and {n} others")
        for cost, mentions in found[:n] + sample(found[n:], n, lambda item: item[1]):
            print(f"  {cost} pairs", *map(show, mentions[:6]), sep="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("truth")
    parser.add_argument("links", nargs="+")
    parser.add_argument("--errors", type=int, metavar="N", default=0, help="show homonyms merged, and N false merges and misses")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    truth, (links, why) = read_truth(args.truth), read_links(args.links)
    result = measure(truth, links)
    if args.json:
        print(json.dumps(result, default=lambda score: {**vars(score), "f1": score.f1}, ensure_ascii=False))
    else:
        print(f"{result['mentions']} mentions of {result['persons']} persons, in {result['clusters']} clusters")
        print(f"pairwise  {result['pairwise']}\nB-cubed   {result['b_cubed']}")
        print(f"homonyms  {len(result['homonyms_merged'])} of {result['homonyms']} merged")
    if args.errors:
        errors(truth, links, why, args.errors)


if __name__ == "__main__":
    main()
