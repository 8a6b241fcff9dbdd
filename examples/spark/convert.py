#!/usr/bin/env python3
"""Converts sources on a cluster, and links their people: the quads that one process gives.

usage: spark-submit convert.py CHANCERY OUTPUT FILE …       (or: python convert.py …, with pyspark from PyPI, on one machine)

CHANCERY is the program's path on every machine, and so are the FILEs: a folder that all of them share. OUTPUT is a folder
for N-Quads, a part for each task: `graph/` and `links/`.

Converting is a function of one file, and so a map: each task has the program convert its files and takes what it writes.
What records share is described by several tasks in the same words, and so counted once. Linking asks who else has a name:
what it reads of all records, about a twentieth of the quads, is brought to one task, which has the program link it.
"""
import subprocess
import sys
import tempfile

from pyspark.sql import SparkSession

# What linking reads beside the rest of a graph is that the statements about a person are there: their names, offices and
# places, and who is named in which record, of which date and collection.
EVIDENCE = (
    "22-rdf-syntax-ns#subject>", "22-rdf-syntax-ns#predicate>", "22-rdf-syntax-ns#object>",
    "/oa#", "/prov#", "ontology#field>", "rdf-schema#label>", "ontology#title>", "ontology#scopeAndContent>",
    "ontology#identifier>", "rdf-schema#comment>",
)


def converted(chancery, files):
    """The lines of the graph of some files."""
    files = list(files)
    if files:
        command = [chancery, "convert", *files, "--to", "nquads", "--quiet"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
            yield from (line.rstrip("\n") for line in run.stdout)
        # 2: some files were passed over, and named
        if run.returncode not in (0, 2):
            raise RuntimeError(f"chancery convert ended with {run.returncode}: {files}")


def linked(chancery, lines):
    """The lines of the links among the people of a graph."""
    with tempfile.NamedTemporaryFile("w", suffix=".nq") as graph:
        graph.writelines(line + "\n" for line in lines)
        graph.flush()
        command = [chancery, "link", graph.name, "--to", "nquads", "--quiet"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
            yield from (line.rstrip("\n") for line in run.stdout)
        if run.returncode:
            raise RuntimeError(f"chancery link ended with {run.returncode}")


def is_evidence(line):
    """Whether a quad only says by which words and rule another is stated."""
    return any(term in line.split(" ", 2)[1] for term in EVIDENCE)


def main(chancery, output, *files):
    spark = SparkSession.builder.appName("chancery").getOrCreate()
    context = spark.sparkContext
    tasks = min(len(files), 4 * context.defaultParallelism)
    graph = context.parallelize(files, tasks).mapPartitions(lambda some: converted(chancery, some)).distinct().cache()
    graph.saveAsTextFile(f"{output}/graph")
    people = graph.filter(lambda line: not is_evidence(line)).coalesce(1)
    people.mapPartitions(lambda lines: linked(chancery, lines)).saveAsTextFile(f"{output}/links")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
