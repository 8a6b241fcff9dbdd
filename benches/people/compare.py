#!/usr/bin/env python3
"""Links mentions by each method and prints one table; called by `run`, which see.

usage: compare.py --work DIR [PEOPLE.ndjson] [--chancery PROGRAM] [--repeat-remarks] [--sizes [N...]]
"""
import argparse, subprocess, sys, time
from collections import Counter
from pathlib import Path
import score, splink_baseline

HALVES = ["train", "test", "all"]
HERE = Path(__file__).resolve().parent
HEAD = f"{'method':40}{'on':7}{'pairwise P':>10}{'R':>8}{'F1':>8}{'B3 P':>9}{'R':>8}{'F1':>8}{'homonyms merged':>18}{'seconds':>9}"


def make(program, *args):
    if subprocess.run([sys.executable, str(HERE / program), *map(str, args)]).returncode:
        sys.exit(1)


def timed(call):
    start = time.perf_counter()
    result = call()
    return result, time.perf_counter() - start


def exact(truth):
    """The baseline of names: all mentions of one folded name are one person."""
    first = {}
    return [(row["mention"], first.setdefault(score.name_key(row["form"]), row["mention"])) for row in truth]


def sweep(truth, pairs):
    """The pairwise score at every threshold, from the surest pair down: (weight, score) where the weight changes."""
    persons = {row["mention"]: row["person"] for row in truth}
    one = sum(map(score.pairs, Counter(persons.values()).values()))
    clusters, held = score.Clusters(), {m: Counter([person]) for m, person in persons.items()}
    linked = right = 0
    for number, (weight, a, b) in enumerate(pairs):
        a, b = clusters.find(a), clusters.find(b)
        if a != b:
            small, great = sorted((held.pop(a), held.pop(b)), key=len)
            linked += small.total() * great.total()
            right += sum(k * great[person] for person, k in small.items())
            great.update(small)
            clusters.join(a, b)
            held[clusters.find(a)] = great
        if number + 1 == len(pairs) or pairs[number + 1][0] < weight:
            yield weight, score.Score(right / linked if linked else 1.0, right / one if one else 1.0)


def thresholds(truth, pairs):
    """The weights that are best for F1, and for recall where precision is 0.99 or more (None where it never is)."""
    swept = list(sweep(truth, pairs))
    precise = [(s.recall, weight) for weight, s in swept if s.precision >= 0.99]
    return max((s.f1, weight) for weight, s in swept)[1], max(precise)[1] if precise else None


def line(method, which, result, seconds):
    pairwise, b3 = result["pairwise"], result["b_cubed"]
    merged = f"{len(result['homonyms_merged'])} of {result['homonyms']}"
    numbers = "".join(f"{x:{w}.4f}" for x, w in zip((pairwise.precision, pairwise.recall, pairwise.f1, b3.precision, b3.recall, b3.f1),
                                                    (10, 8, 8, 9, 8, 8)))
    print(f"{method:40}{which:7}{numbers}{merged:>18}{seconds:9.1f}", flush=True)


def splink_rows(truths, labelled):
    name = "splink, ids of train" if labelled else "splink, EM"
    model, seconds = timed(lambda: splink_baseline.train(truths["train"], labelled))
    print(f"({name}: trained on train in {seconds:.0f} s)", file=sys.stderr)
    found = {half: timed(lambda half=half: splink_baseline.scored_pairs(truths[half], model)) for half in truths}
    best, precise = thresholds(truths["train"], found["train"][0])
    for label, least in (("best F1", best), ("P >= 0.99", precise)):
        if least is None:
            print(f"{name + ', ' + label:40}never on train")
            continue
        for half, (pairs, seconds) in found.items():
            links = [(a, b) for weight, a, b in pairs if weight >= least]
            line(f"{name}, {label} ({least:.1f})", half, score.measure(truths[half], links), seconds)


# A process of its own, because a child's peak starts at what its parent holds when it is started.
MEASURE = """import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:]).returncode
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)"""


def chancery(program, graph, out):
    """Links a graph: seconds, and peak memory in MiB."""
    command = [program, "--quiet", "link", str(graph), "-o", str(out)]
    done = subprocess.run([sys.executable, "-c", MEASURE, *command], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"this failed: {' '.join(command)}")
    seconds, peak = map(float, done.stdout.split()[-2:])
    return seconds, peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def quality(args):
    truths = {}
    for half in HALVES:
        make("mentions.py", args.people, "-o", args.work / f"{half}.nq", "--half", half, *["--repeat-remarks"] * args.repeat_remarks)
        truths[half] = score.read_truth(args.work / f"{half}.tsv")
    print(HEAD)
    for half, truth in truths.items():
        links, seconds = timed(lambda: exact(truth))
        line("exact folded name", half, score.measure(truth, links), seconds)
    if not args.no_splink:
        splink_rows(truths, labelled=False)
        splink_rows(truths, labelled=True)
    if args.chancery:
        for half, truth in truths.items():
            out = args.work / f"{half}-links.nq"
            seconds, _ = chancery(args.chancery, args.work / f"{half}.nq", out)
            line("chancery link", half, score.measure(truth, score.read_links([str(out)])[0]), seconds)
        print(f"\nerrors: score.py {args.work}/train.tsv {args.work}/train-links.nq --errors 20")


def sizes(args):
    print(f"{'mentions':>10}{'seconds':>9}{'peak MiB':>10}{'growth':>20}{'pairwise P':>12}{'R':>8}")
    before = None
    for n in args.sizes or [10_000, 100_000, 1_000_000]:
        graph = args.work / f"size-{n}.nq"
        make("size.py", n, "-o", graph)
        seconds, memory = chancery(args.chancery, graph, graph.with_suffix(".links.nq"))
        growth = f"x{seconds / before[1]:.1f} for x{n / before[0]:.0f}" if before else ""
        found = score.measure(score.read_truth(graph.with_suffix(".tsv")), score.read_links([str(graph.with_suffix(".links.nq"))])[0])["pairwise"]
        print(f"{n:10}{seconds:9.1f}{memory:10.0f}{growth:>20}{found.precision:12.4f}{found.recall:8.4f}", flush=True)
        before = (n, seconds)


def main():
    parser = argparse.ArgumentParser(prog="run", description="Measures linking of persons; README.md says how.")
    parser.add_argument("people", nargs="?", type=Path, help="a file of persons with ids, in NDJSON")
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--chancery", help=argparse.SUPPRESS)
    parser.add_argument("--no-chancery", action="store_true", help="the baselines alone; nothing is built")
    parser.add_argument("--no-splink", action="store_true", help="leave out splink, which takes minutes")
    parser.add_argument("--repeat-remarks", action="store_true", help="give the answer away, to see how figures change")
    parser.add_argument("--sizes", nargs="*", type=int, metavar="N", help="time and memory of linking N mentions made up: 10^4, 10^5 and 10^6")
    args = parser.parse_args()
    if args.people is None and args.sizes is None:
        parser.error("name a file of persons, or --sizes")
    if args.sizes is not None and not args.chancery:
        parser.error("--sizes times chancery: leave out --no-chancery")
    args.work.mkdir(parents=True, exist_ok=True)
    if args.people:
        quality(args)
    if args.sizes is not None:
        sizes(args)


if __name__ == "__main__":
    main()
