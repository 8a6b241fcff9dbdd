#!/usr/bin/env python3
"""Takes the ids from a file of persons and leaves their mentions: a graph to link, and the truth to score it by.

usage: mentions.py PEOPLE.ndjson -o OUT.nq [--half train|test|all] [--repeat-remarks]

Writes OUT.nq, and beside it OUT.tsv: mention IRI, person id, name form, context, remark. See README.md for the rules.
"""
import argparse, hashlib, json, re, sys
from dataclasses import dataclass
from pathlib import Path
from graph import ALT_LABEL, Graph, rico, text

COLUMNS = ["mention", "person", "form", "context", "remark"]
GENERATION = re.compile(r"(jr|sr|ii|iii|iv|v|2d|3d|2nd|3rd)\.?", re.I)


@dataclass
class Mention:
    form: str
    context: str
    remark: str
    person: str
    iri: str = ""

    def key(self):
        return digest(self.form, self.context, self.remark)


def digest(*parts):
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def half(person):
    """A person belongs to one half with all mentions, by the id alone."""
    return "train" if int(digest(person)[:8], 16) % 2 == 0 else "test"


def context(value):
    """Where a form stands. A page of one person would be the answer: of it only the section is kept."""
    value = value.split("#")[0]
    return value.rsplit("/", 1)[0] if "/people/" in value else value


def years(context):
    """The years in the name of a volume: frus1955-57v23p1 is 1955 to 1957; nothing where it names none."""
    match = re.match(r"frus(\d\d)(\d\d)(?:-(\d\d)(?!\d))?", context)
    if not match:
        return None
    century, first, last = match[1], match[2], match[3] or match[2]
    return (century + first, (century if last >= first else str(int(century) + 1)) + last)


def natural(form):
    """'Aaron, David L.' as it is spoken: 'David L. Aaron'. A generation goes last, other additions after a comma."""
    parts = [part.strip() for part in re.split(r",(?![^(]*\))", form.replace(",”", "”"))]
    surname, *rest = [part for part in parts if re.search(r"\w", part)] or [form]
    generation = [part for part in rest if GENERATION.fullmatch(part)]
    given, *more = [part for part in rest if part not in generation] or [""]
    while more and re.fullmatch(r"\w\.?", more[0]):  # 'David, Edward, E.'
        given += " " + more.pop(0)
    joined = given + surname if given.endswith("-") else f"{given} {surname}"  # 'Sirri, Mohsin al-'
    return ", ".join([" ".join([joined.strip(), *generation]), *more])


def mentions(person, repeat):
    """The mentions of a person, and how many remarks no mention could take."""
    places = [(context(place), variant["name"]) for variant in person["variants"]
              for place in sorted(variant["volumes"]) + sorted(variant["other"])]
    places.sort()
    remarks = person["remarks"]
    given = [remarks[k % len(remarks)] for k in range(len(places))] if repeat and remarks else remarks
    given = given[:len(places)] + [""] * (len(places) - len(given))
    made = [Mention(form, place, remark, person["id"]) for (place, form), remark in zip(places, given)]
    return made, max(0, len(remarks) - len(places))


def open_or_exit(path):
    try:
        return open(path, encoding="utf-8")
    except OSError as error:
        sys.exit(f"{path}: {error.strerror}")


def load(path, which, repeat):
    """The mentions of a half, in an order that says nothing of the persons, and the count of remarks left over."""
    made, left = [], 0
    for number, line in enumerate(open_or_exit(path), 1):
        try:
            person = json.loads(line)
            person["id"], person["remarks"], [(v["name"], v["volumes"], v["other"]) for v in person["variants"]]
        except (ValueError, KeyError, TypeError) as error:
            sys.exit(f"{path}:{number}: no person with id, remarks and variants (name, volumes, other): {error!r}")
        if which in ("all", half(person["id"])):
            some, over = mentions(person, repeat)
            made, left = made + some, left + over
    return sorted(made, key=lambda m: (m.key(), digest("tie", m.person))), left


def write(made, out):
    graph = Graph(out, "frus")
    for number, mention in enumerate(made, 1):
        name = natural(mention.form)
        pairs = [(ALT_LABEL, text(mention.form))] if mention.form != name else []
        if mention.remark:
            pairs.append((rico("generalDescription"), text(mention.remark)))
        [mention.iri] = graph.record(f"{number:06}", f"Entry {number}", mention.context, years(mention.context), [(name, pairs)])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("people")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--half", choices=["train", "test", "all"], default="all")
    parser.add_argument("--repeat-remarks", action="store_true", help="remark k mod n for mention k: gives the answer away")
    args = parser.parse_args()
    made, left = load(args.people, args.half, args.repeat_remarks)
    with open(args.out, "w", encoding="utf-8") as out:
        write(made, out)
    with open(args.out.with_suffix(".tsv"), "w", encoding="utf-8") as out:
        out.write("\t".join(COLUMNS) + "\n")
        for m in made:
            out.write("\t".join(re.sub(r"\s+", " ", v) for v in (m.iri, m.person, m.form, m.context, m.remark)) + "\n")
    noted = sum(bool(m.remark) for m in made)
    print(f"{args.half}: {len(made)} mentions of {len({m.person for m in made})} persons, {noted} with a remark; "
          f"{left} remarks left over", file=sys.stderr)


if __name__ == "__main__":
    main()
