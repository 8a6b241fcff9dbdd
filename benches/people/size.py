#!/usr/bin/env python3
"""Makes up N mentions of persons in records, as large as wished and the same at every run, to measure time and memory.

usage: size.py N -o OUT.nq [--seed S]

Writes OUT.nq and beside it the truth, OUT.tsv. README.md says what is made up, and by which frequencies.
"""
import argparse, random, sys
from bisect import bisect
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from graph import Graph, rico
from mentions import COLUMNS

LEXICON = Path(__file__).resolve().parents[2] / "data" / "lexicon"
STATES = """soviet-union united-states china north-korea south-korea japan hungary poland romania bulgaria albania yugoslavia
    czechoslovakia east-germany west-germany france united-kingdom italy india pakistan indonesia cuba mexico brazil
    argentina egypt algeria iran turkey greece sweden finland austria switzerland mongolia north-vietnam""".split()
ABROAD = ["ambassador", "charge-daffaires", "counselor", "first-secretary", "military-attache"]
AT_HOME = ["foreign-minister", "deputy-foreign-minister", "premier", "defense-minister", "minister"]
SYLLABLES = [a + b for a in "b br ch d f g gr h k kl l m n p r s sch st t tr v w z".split() for b in "a e i o u ai an en er in ol or".split()]
ENDINGS = "ov sky mann sen ski ez etti ard ham ton ley er vic escu ak un".split()
CIRCLE, YEARS = 30, (1945, 1991)


class Frequent:
    """Draws by rank: the r-th item as often as 1 / (r + shift), after Zipf and Mandelbrot."""

    def __init__(self, items, shift):
        self.items, self.sums = items, list(accumulate(1 / (r + shift) for r in range(1, len(items) + 1)))

    def draw(self, rng):
        return self.items[min(bisect(self.sums, rng.random() * self.sums[-1]), len(self.items) - 1)]


@dataclass
class Person:
    number: int
    surname: str
    given: str
    middle: str
    state: str
    begin: int
    posts: list

    def name(self, rng):
        """One of the forms that a listing may give the name, now and then with a typing error."""
        g, m, s = self.given, self.middle, slip(self.surname, rng) if rng.random() < 0.03 else self.surname
        short = [f"{g[0]}. {s}", f"{g[0]}.{m[0]}. {s}", f"{g} {m[0]}. {s}"] if m else [f"{g[0]}. {s}"]
        kind = rng.random()
        return f"{g} {s}" if kind < 0.5 else s if kind < 0.58 else f"{g} {m} {s}" if m and kind < 0.68 else rng.choice(short)

    def post(self, year):
        return self.posts[min(max(year - self.begin, 0) // 4, len(self.posts) - 1)]


def slip(word, rng):
    """A letter dropped, doubled or exchanged with the next."""
    at, kind = rng.randrange(1, max(2, len(word) - 1)), rng.randrange(3)
    a, b = word[at:at + 1], word[at + 1:at + 2]
    return word[:at] + ("" + b, a + a + b, b + a)[kind] + word[at + 2:]


def lexicon(name):
    lines = (LEXICON / name).read_text(encoding="utf-8").split("\n")
    return [line.strip().capitalize() for line in lines if line.strip().isalpha()]


def surnames(count, rng):
    """So many surnames: those of the lexicon among many made up."""
    made = dict.fromkeys(lexicon("family-names.txt"))
    while len(made) < count:
        made["".join(rng.choices(SYLLABLES, k=rng.choice([1, 2, 2, 3]))).capitalize() + rng.choice(ENDINGS)] = None
    made = list(made)
    rng.shuffle(made)
    return made


def people(count, rng):
    """Persons in circles of one State's service who appear together; surnames grow with the root of the persons."""
    families = Frequent(surnames(int(300 + 200 * count ** 0.5), rng), 50)
    given = lexicon("given-names.txt")
    rng.shuffle(given)
    forenames = Frequent(given[:1500], 6)
    for number in range(count):
        if number % CIRCLE == 0:
            state, host, begin = rng.choice(STATES), rng.choice(STATES), rng.randint(YEARS[0] - 10, YEARS[1] - 15)
            host = host if host != state else STATES[(STATES.index(state) + 1) % len(STATES)]
        posts = [(rng.choice(ABROAD), state, host) if rng.random() < 0.6 else (rng.choice(AT_HOME), state, None)
                 for _ in range(rng.randint(1, 4))]
        middle = forenames.draw(rng) if rng.random() < 0.6 else ""
        yield Person(number, families.draw(rng), forenames.draw(rng), middle, state, begin + rng.randint(0, 8), posts)


def records(count, rng):
    """Records of 2 to 4 persons of one circle, until there are so many mentions: (day, persons)."""
    everyone = list(people(max(CIRCLE, count // 5), rng))
    ranks = Frequent(list(range(CIRCLE)), 3)
    while count > 0:
        start = rng.randrange(0, len(everyone) - CIRCLE + 1, CIRCLE)
        named = {ranks.draw(rng): None for _ in range(min(count, rng.randint(2, 4)))}
        persons = [everyone[start + rank] for rank in named]
        first = max(YEARS[0], persons[0].begin)
        day = date(first, 1, 1) + timedelta(days=rng.randrange(365 * max(1, min(16, YEARS[1] - first))))
        count -= len(persons)
        yield day, persons


def write(count, out, truth, rng):
    graph = Graph(out, "size")
    truth.write("\t".join(COLUMNS) + "\n")
    for number, (day, persons) in enumerate(records(count, rng), 1):
        named, seen = [], []
        for person in persons:
            name = person.name(rng)
            office = [(rico("occupiesOrOccupied"), graph.position(*person.post(day.year)))] if rng.random() < 0.6 else []
            named.append((name, office))
            seen.append((person.number, name))
        group = f"{persons[0].state} {day.year // 5 * 5} {persons[0].number // CIRCLE % 20}"
        iris = graph.record(f"{day}-record-{number:07}", f"Record {number}", group, (day.isoformat(), day.isoformat()), named)
        for node, (person, name) in zip(iris, seen):
            truth.write(f"{node}\t{person}\t{name}\t{group}\t\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("mentions", type=int)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not 1 <= args.mentions <= 10_000_000:
        sys.exit("size.py: between 1 and 10000000 mentions, please")
    with open(args.out, "w", encoding="utf-8") as out, open(args.out.with_suffix(".tsv"), "w", encoding="utf-8") as truth:
        write(args.mentions, out, truth, random.Random(args.seed))


if __name__ == "__main__":
    main()
