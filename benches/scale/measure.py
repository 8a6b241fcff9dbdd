#!/usr/bin/env python3
"""Chancery at size, beside others that map the same table. Prints a JSON line a cell; `run` calls it.

usage: measure.py CHANCERY FOLDER [--records N] [--large N] [--peers PYTHON] [--plain PYTHON]

A cell compares two measures that were taken in turns, three times each; its ratio is the median of the three. It passes
if that is as aimed at; it is noisy if the three differ by more than a quarter of the median and do not all say the same.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
TURNS = 3
PYTHON = sys.executable
FORMS = {"listing": "txt", "table": "csv", "json": "json", "tei": "xml"}


class Run:
    """What a command took: seconds, seconds of all cores, and the most memory, in MiB."""

    def __init__(self, command, threads=None, folder=None):
        environment = dict(os.environ)
        if threads:
            environment["RAYON_NUM_THREADS"] = str(threads)
        begun = time.monotonic()
        child = subprocess.Popen([str(part) for part in command], env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = child.stderr.read().decode()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            sys.exit(f"{command}: {said}")
        self.seconds = time.monotonic() - begun
        self.cpu = used.ru_utime + used.ru_stime
        self.memory = used.ru_maxrss / 1024
        self.said = said


def told(name, ratio, aimed, at_least, more):
    """A cell's line: `ratio` are the ratios of the turns."""
    middle = statistics.median(ratio)
    fits = [(value >= aimed) if at_least else (value <= aimed) for value in ratio]
    noisy = max(ratio) - min(ratio) > middle / 4 and len(set(fits)) > 1
    verdict = "NOISY" if noisy else "PASS" if (middle >= aimed if at_least else middle <= aimed) else "FAIL"
    line = {"cell": name, "ratio": round(middle, 3), "aimed": aimed, "at": "least" if at_least else "most", "verdict": verdict}
    print(json.dumps({**line, **more}), flush=True)


def skipped(name, why):
    print(json.dumps({"cell": name, "verdict": "SKIPPED", "why": why}), flush=True)


def lines(path):
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("chancery")
    options.add_argument("folder", type=Path)
    options.add_argument("--records", type=int, default=10_000)
    options.add_argument("--large", type=int, default=100_000)
    options.add_argument("--peers")
    options.add_argument("--plain")
    given = options.parse_args()
    folder, chancery, small, large = given.folder, os.path.realpath(given.chancery), given.records, given.large
    folder.mkdir(parents=True, exist_ok=True)

    def made(records, form):
        path = folder / f"{form}-{records}.{FORMS[form]}"
        if not path.exists():
            with open(path, "w") as out:
                subprocess.run([PYTHON, HERE / "generate.py", str(records), form], stdout=out, check=True)
        return path

    def convert(path, out="/dev/null", threads=2):
        return Run([chancery, "convert", path, "--to", "nquads", "-o", out, "--quiet"], threads)

    # one measure a form: how the cost of a record, and memory, grow with the file
    for form in FORMS:
        few, many = made(small, form), made(large, form)
        pairs = [(convert(few), convert(many)) for _ in range(TURNS)]
        per = [(many.cpu / large) / (few.cpu / small) for few, many in pairs]
        more = {"records": large, "records_per_second": round(large / statistics.median(many.seconds for _, many in pairs))}
        told(f"{form}: CPU a record, {large} beside {small}", per, 1.1, False, more)
        most = [many.memory for _, many in pairs]
        told(f"{form}: MiB for {large} records", most, 64 + 300 * 4000 / (1 << 20), False, {"small": round(pairs[0][0].memory, 1)})
    pairs = [(convert(made(large, "table"), threads=1), convert(made(large, "table"), threads=2)) for _ in range(TURNS)]
    told("one thread's time beside two's", [one.seconds / two.seconds for one, two in pairs], 1.7, True, {})

    # authority files: what a form of a name takes
    listing = made(small, "listing")
    for forms in (10_000, 100_000, 500_000):
        path = folder / f"people-{forms}.ttl"
        if not path.exists():
            with open(path, "w") as out:
                subprocess.run([PYTHON, HERE / "generate.py", str(small), "authority", str(forms)], stdout=out, check=True)
        command = [chancery, "convert", listing, "--to", "nquads", "-o", "/dev/null", "--quiet"]
        pairs = [(Run(command), Run([*command, "--authority", path])) for _ in range(TURNS)]
        more = {"without": round(pairs[0][0].memory), "seconds": round(pairs[0][1].seconds, 2), "seconds_without": round(pairs[0][0].seconds, 2)}
        most = 64 + 300 * (forms + 4000) / (1 << 20)
        told(f"MiB with {forms} more forms of names", [there.memory for _, there in pairs], most, False, more)

    # what is written: a record's quads, and the same bytes whatever the threads
    one, two = folder / "one.nq", folder / "two.nq"
    convert(made(small, "listing"), one, 1)
    convert(made(small, "listing"), two, 2)
    if one.read_bytes() != two.read_bytes():
        sys.exit("one thread and two write different bytes")
    with open(one) as graph:
        own = sum("/graph/record/" in line for line in graph)
    told("quads a record", [own / small], 120, False, {"note": "made-up entries are dense with encounters"})

    # what is mapped goes nowhere, since ours is seventy times the bytes of theirs and the disk is not what is measured;
    # Morph-KGC wants a file
    table = made(large, "table")
    graph = folder / "table.nq"
    convert(table, graph)
    ours = lines(graph)
    if given.peers:
        shutil.copy(table, folder / "records.csv")
        config = folder / "morph.ini"
        config.write_text(f"[CONFIGURATION]\noutput_file=morph.nq\noutput_format=N-QUADS\n[DataSource]\nmappings={HERE / 'mapping.rml.ttl'}\n")
        pairs = [(convert(table), Run([given.peers, "-m", "morph_kgc", config.name], folder=folder)) for _ in range(TURNS)]
        theirs = lines(folder / "morph.nq")
        more = {"seconds": round(pairs[0][0].seconds, 2), "theirs": round(pairs[0][1].seconds, 2), "their_quads": theirs, "their_MiB": round(pairs[0][1].memory)}
        told("quads a second, beside Morph-KGC", [(ours / we.seconds) / (theirs / they.seconds) for we, they in pairs], 25, True, more)
        told("records a second, beside Morph-KGC", [they.seconds / we.seconds for we, they in pairs], 4, True, more)
    else:
        skipped("beside Morph-KGC", "no Python with morph_kgc was named")
    if given.plain:
        plain = folder / "plain.nq"
        Run([given.plain, HERE / "plain.py", table, plain])
        theirs = lines(plain)
        pairs = [(convert(table), Run([given.plain, HERE / "plain.py", table, "/dev/null"])) for _ in range(TURNS)]
        more = {"seconds": round(pairs[0][0].seconds, 2), "theirs": round(pairs[0][1].seconds, 2), "their_quads": theirs}
        told("quads a second, beside pyoxigraph", [(ours / we.seconds) / (theirs / they.seconds) for we, they in pairs], 8, True, more)
        load(given, folder, chancery, table, graph)
    else:
        skipped("beside pyoxigraph", "no Python with pyoxigraph was named")


def load(given, folder, chancery, table, graph):
    """Into a store on disk, beside Oxigraph's own bulk load of the same quads."""
    name = "convert and load, beside Oxigraph's bulk load alone"
    store = folder / "store"

    def fresh(command):
        shutil.rmtree(store, ignore_errors=True)
        return Run(command)

    trial = subprocess.run([chancery, "load", HERE / "../../data/samples/inter-korean-relations.txt", "--store", folder / "trial"], capture_output=True)
    shutil.rmtree(folder / "trial", ignore_errors=True)
    if trial.returncode:
        return skipped(name, "this build has no stores on disk")
    ours = [chancery, "load", table, "--store", store, "--no-links", "--quiet"]
    pairs = [(fresh(ours), fresh([given.plain, HERE / "bulk.py", graph, store])) for _ in range(TURNS)]
    more = {"seconds": round(pairs[0][0].seconds, 2), "theirs": round(pairs[0][1].seconds, 2)}
    told(name, [they.seconds / we.seconds for we, they in pairs], 0.95, True, more)


if __name__ == "__main__":
    main()
