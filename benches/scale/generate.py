#!/usr/bin/env python3
"""Writes made-up records, the same for the same numbers.

usage: generate.py RECORDS FORM [FORMS_OF_NAMES]

FORM is listing, table, json or tei; a tenth of the names have one letter changed. authority writes an authority file of
people with so many forms of names instead, whose people are among those of the records.
"""
import json
import random
import string
import sys
from xml.sax.saxutils import escape

GIVEN = "Aleksandr Vasily Nikolai Ivan Pavel Josef Karoly Janos Istvan Ferenc Todor Georgi Erich Walter Kurt Horst Otto Heinz Anastas Mikhail Leonid Yuri Viktor Boris Andrei Sergei Ilie Ion Gheorghe Stefan Marek Jerzy Tadeusz Henryk".split()
FAMILY = "Petrov Ivanov Smirnov Volkov Sokolov Novak Svoboda Horvath Kovacs Szabo Molnar Varga Dimitrov Popov Kolarov Schneider Fischer Becker Lehmann Krause Gromov Orlov Lebedev Popescu Ionescu Stan Kowalski Nowak Zielinski Lis Wojcik Duda".split()
ENDINGS = "ov ev in sky enko uk ak ik er mann berg escu".split()
STATES = {
    "Hungary": "Hungarian", "Poland": "Polish", "Czechoslovakia": "Czechoslovak", "Romania": "Romanian",
    "Bulgaria": "Bulgarian", "East Germany": "East German", "China": "Chinese", "Cuba": "Cuban",
    "Mongolia": "Mongolian", "Albania": "Albanian", "Yugoslavia": "Yugoslav",
}
HOSTS = ["North Korea", "Vietnam", "China", "Cuba", "Mongolia", "Albania", "India", "Indonesia", "Egypt", "Syria"]
RANKS = ["Ambassador", "First Secretary", "Deputy Foreign Minister", "Foreign Minister", "Chargé d’Affaires"]
MONTHS = "January February March April May June July August September October November December".split()
FORMS_EACH = 4


class World:
    """People and what happens among them."""

    def __init__(self, people, seed=7):
        self.random = random.Random(seed)
        self.people = [self.name() for _ in range(people)]

    def name(self):
        pick = self.random.choice
        family = pick(FAMILY) if self.random.random() < 0.5 else pick(FAMILY).rstrip("aeiovy") + pick(ENDINGS)
        return pick(GIVEN), family

    def person(self):
        # few are met often, and many seldom
        given, family = self.people[int(len(self.people) * self.random.random() ** 3)]
        if self.random.random() < 0.1:
            at = self.random.randrange(1, len(family))
            family = family[:at] + self.random.choice(string.ascii_lowercase) + family[at + 1 :]
        return f"{given} {family}"

    def record(self, number):
        pick, one, other, third = self.random.choice, self.person(), self.person(), self.person()
        (state, adjective), host = pick(list(STATES.items())), pick(HOSTS)
        day, month, year = self.random.randint(1, 28), pick(MONTHS), self.random.randint(1946, 1991)
        kind = self.random.random()
        if kind < 0.4:
            title = f"Report No. {number}, Embassy of {state} in {host} to the {adjective} Foreign Ministry"
            text = f"{pick(RANKS)} {one} reports on a conversation he held with {pick(RANKS)} {other}."
        elif kind < 0.65:
            title = f"Record of Conversation No. {number} between {one} and {other}"
            text = f"{one} and {other} discuss relations between {state} and {host}. {third} is mentioned."
        elif kind < 0.85:
            title = f"Telegram No. {number} from {one} to {other}"
            text = f"{one} informs {other} about trade and the visit of {third}."
        else:
            title = f"Memorandum No. {number} on {host}"
            text = f"{pick(RANKS)} {one} met with {other} in {host}; {third} plans to meet {one} next month."
        return {"id": f"r{number}", "title": title, "date": f"{month} {day:02}, {year}", "description": text}


def listing(records, write):
    write("Made-up Relations\nA collection of documents that never were.\n\n")
    for record in records:
        write(f"• {record['date']}\n\n{record['title']}\n\n{record['description']}\n\n")


def table(records, write):
    write("id,title,date,description\n")
    for record in records:
        write(",".join('"' + record[name].replace('"', '""') + '"' for name in ("id", "title", "date", "description")) + "\n")


def as_json(records, write):
    write('{"list": [\n')
    for nth, record in enumerate(records):
        month, day, year = record["date"].replace(",", "").split()
        date = f"{year}{MONTHS.index(month) + 1:02}{int(day):02}"
        fields = {**record, "model": "Record", "doc_date": date, "frontend_doc_date": record["date"]}
        del fields["date"]
        write((",\n" if nth else "") + json.dumps(fields, ensure_ascii=False))
    write("\n]}\n")


def tei(records, write):
    write('<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="made-up"><teiHeader><fileDesc><titleStmt><title>A made-up volume</title></titleStmt></fileDesc></teiHeader><text><body>\n')
    for record in records:
        month, day, year = record["date"].replace(",", "").split()
        when = f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"
        write(
            f'<div type="document" subtype="historical-document" xml:id="{record["id"]}"><head>{escape(record["title"])}'
            f'<note type="source">Source: Made-up files. {escape(record["description"])}</note></head>'
            f'<opener><dateline><date when="{when}">{record["date"]}</date></dateline></opener><p>…</p></div>\n'
        )
    write("</body></text></TEI>\n")


def authority(world, forms, write):
    write("@prefix person: <https://w3id.org/chancery/id/person/> .\n@prefix rico: <https://www.ica.org/standards/RiC/ontology#> .\n")
    write("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n")
    for nth in range(forms // FORMS_EACH):
        given, family = world.people[nth % len(world.people)] if nth < len(world.people) else world.name()
        others = [f"{given[0]}. {family}{nth}", f"{given} {chr(65 + nth % 26)}. {family}{nth}", f"{family}{nth}, {given}"]
        write(f'person:made-up-{nth} a rico:Person ; rico:name "{given} {family}{nth}" ;\n')
        write("  skos:altLabel " + ", ".join(f'"{form}"' for form in others) + ' ; dcterms:source "made up" .\n')


def main():
    count, form = int(sys.argv[1]), sys.argv[2]
    world = World(max(50, count // 8))
    write = sys.stdout.write
    if form == "authority":
        return authority(world, int(sys.argv[3]), write)
    records = (world.record(number) for number in range(1, count + 1))
    {"listing": listing, "table": table, "json": as_json, "tei": tei}[form](records, write)


if __name__ == "__main__":
    main()
