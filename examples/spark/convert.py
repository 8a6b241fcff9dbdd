#!/usr/bin/env python3
"""Converts sources on a cluster, and links their people: the quads that one process gives.

usage: spark-submit convert.py CHANCERY OUTPUT FILE …       (or: python convert.py …, with pyspark from PyPI, on one machine)

CHANCERY is the program's path on every machine, and so are the FILEs: a folder that all of them share. OUTPUT is a folder
for N-Quads, a part for each task: `graph/` and `links/`.

Converting is a function of one file, and so a map. What records share is described by several tasks in the same words, and
so counted once. Linking goes by key (`chancery spread`): families whose names may ever agree are in one part, which gets
the records that name any of them; people known by office only are told by the facts about their office.
"""
import json
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from pyspark.sql import SparkSession


def converted(chancery, files):
    """The lines of the graph of some files."""
    files = list(files)
    # 2: some files were passed over, and named
    return told([chancery, "convert", *files, "--to", "nquads", "--quiet"], may_end=(0, 2)) if files else ()


def told(command, may_end=(0,)):
    """The lines that a command prints."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        yield from (line.rstrip("\n") for line in run.stdout)
    if run.returncode not in may_end:
        raise RuntimeError(f"{command[0]} ended with {run.returncode}: {command[1:3]}")


def spread(chancery, *step, lines, name="graph.nq", beside=None, written=None):
    """The lines that a step of linking prints, about a file of `lines`.

    Files `beside` it have their texts; one that the step writes is handed over after all else, each line behind a tab.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = {of: Path(folder) / of for of in (name, written or name, *(beside or {}))}
        with path[name].open("w") as file:
            file.writelines(line + "\n" for line in lines)
        for of, text in (beside or {}).items():
            path[of].write_text(text)
        if path[name].stat().st_size:
            yield from told([chancery, "spread", *(str(path.get(word, word)) for word in step), str(path[name])])
            if written:
                yield from (f"\t{line}" for line in path[written].read_text().splitlines())


def main(chancery, output, *files):
    spark = SparkSession.builder.appName("chancery").getOrCreate()
    context = spark.sparkContext
    tasks = min(len(files), 4 * context.defaultParallelism)
    graph = context.parallelize(files, tasks).mapPartitions(lambda some: converted(chancery, some)).distinct().cache()
    graph.saveAsTextFile(f"{output}/graph")
    links(chancery, context, graph, tasks).saveAsTextFile(f"{output}/links")
    spark.stop()


def is_of_record(line):
    """Whether a line of a survey says whom a record names."""
    return line.startswith('{"record"')


def links(chancery, context, graph, parts):
    """The lines of the links among the people of a graph."""
    statements = graph.mapPartitions(lambda some: spread(chancery, "statements", lines=some))
    statements = statements.map(lambda line: line.split("\t", 1))
    # what is of no record, such as when a date begins, all must know; of such there is no more than there are days and offices
    shared = context.broadcast(statements.filter(lambda of: not of[0]).values().collect())
    records = statements.filter(lambda of: of[0]).groupByKey(parts).cache()

    def surveyed(some):
        return spread(chancery, "survey", lines=some)

    survey = records.mapPartitions(lambda some: surveyed(quad for _, quads in some for quad in quads))
    survey = survey.union(context.parallelize([None], 1).mapPartitions(lambda _: surveyed(shared.value))).cache()
    names = survey.filter(lambda line: not is_of_record(line)).coalesce(1)
    plan = names.mapPartitions(
        lambda some: spread(chancery, "plan", "--parts", str(parts), lines=some, name="survey.ndjson")
    ).first()
    plan, part_of = context.broadcast(plan), context.broadcast(json.loads(plan)["parts"])

    def parts_of(line):
        """The parts that a record is to be sent to: those of its people, or any where it names none."""
        record, keys = (json.loads(line)["record"][of] for of in ("record", "keys"))
        return record, {part_of.value[key] for key in keys} or {1 + zlib.crc32(record.encode()) % parts}

    sent = records.join(survey.filter(is_of_record).map(parts_of))
    sent = sent.flatMap(lambda of: ((part, quad) for part in of[1][1] for quad in of[1][0]))

    def linked(number, some):
        """Links, and behind a tab facts about offices."""
        quads = [*(quad for _, quad in some), *shared.value]
        return spread(
            chancery, "part", str(number + 1), "--plan", "plan.json", "--facts", "facts.ndjson",
            lines=quads, beside={"plan.json": plan.value}, written="facts.ndjson",
        )

    of_parts = sent.partitionBy(parts, lambda part: part - 1).mapPartitionsWithIndex(linked).cache()
    facts = of_parts.filter(lambda line: line.startswith("\t")).map(lambda line: line[1:]).distinct()
    of_office = facts.keyBy(lambda line: json.dumps(json.loads(line)["office"])).partitionBy(parts).values()
    offices = of_office.mapPartitions(lambda some: spread(chancery, "offices", lines=some, name="facts.ndjson"))
    return of_parts.filter(lambda line: not line.startswith("\t")).union(offices).distinct()


if __name__ == "__main__":
    main(*sys.argv[1:])
