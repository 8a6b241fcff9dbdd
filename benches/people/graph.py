"""Writes records, their dates and the persons they mention as N-Quads, in the vocabulary of Chancery's own graphs."""
import re, unicodedata

BASE = "https://w3id.org/chancery/"
CHANCERY, RICO = BASE + "ontology#", "https://www.ica.org/standards/RiC/ontology#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
ALT_LABEL = "<http://www.w3.org/2004/02/skos/core#altLabel>"
MENTIONS = "<https://schema.org/mentions>"
CRM, XSD = "http://www.cidoc-crm.org/cidoc-crm/", "http://www.w3.org/2001/XMLSchema#"


def rico(name):
    return f"<{RICO}{name}>"


def iri(kind, path):
    return f"<{BASE}id/{kind}/{path}>"


def text(value, datatype=None):
    for char, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        value = value.replace(char, escape)
    return f'"{value}"' + (f"^^<{XSD}{datatype}>" if datatype else "")


def fold(name):
    """The words of a name without case, accents, punctuation and apostrophes, in their order."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return re.findall(r"\w+", re.sub(r"['’‘‛ʻʼʿʾ`´]", "", plain))


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", "-".join(fold(name))).strip("-") or "unnamed"


def title(place):
    return place.replace("-", " ").title()


class Graph:
    """Quads written as they come; what records share (dates, collections, positions) is written once."""

    def __init__(self, out, archive):
        self.out, self.archive, self.shared = out, archive, set()
        self.entities = f"<{BASE}graph/entities>"

    def add(self, graph, subject, *pairs):
        self.out.writelines(f"{subject} {predicate} {value} {graph} .\n" for predicate, value in pairs)

    def once(self, node, graph, *pairs):
        if node not in self.shared:
            self.shared.add(node)
            self.add(graph, node, *pairs)
        return node

    def collection(self, title):
        path = f"collection/{self.archive}/{slug(title)}"
        return self.once(f"<{BASE}id/{path}>", f"<{BASE}graph/{path}>",
                         (TYPE, rico("RecordSet")), (LABEL, text(title)), (rico("title"), text(title)))

    def date(self, first, last):
        """The node of a day, of a year or of several years, by the first and the last in ISO 8601: 1955 and 1957."""
        one, day = first == last, len(first) == 10
        begin, end = (first, last) if day else (f"{first}-01-01", f"{last}-12-31")
        value = text(first, "date" if day else "gYear") if one else text(f"{first}/{last}")
        return self.once(iri("date", first if one else f"{first}--{last}"), self.entities,
                         (TYPE, rico("Date")), (LABEL, text(first if one else f"{first} to {last}")),
                         (rico("normalizedDateValue"), value),
                         (f"<{CRM}P82a_begin_of_the_begin>", text(f"{begin}T00:00:00Z", "dateTime")),
                         (f"<{CRM}P82b_end_of_the_end>", text(f"{end}T23:59:59Z", "dateTime")))

    def position(self, kind, of, to=None):
        """The position of an office of a State, at a State or at home: ambassador, hungary, north-korea."""
        name = f"{kind.replace('-', ' ').capitalize()} of {title(of)}" + (f" to {title(to)}" if to else "")
        pairs = [(TYPE, rico("Position")), (LABEL, text(name)), (rico("name"), text(name)),
                 (rico("hasOrHadType"), f"<{BASE}kind/{kind}>")]
        if kind == "ambassador":
            pairs.append((rico("existsOrExistedIn"), self.embassy(of, to)))
        return self.once(iri("position", f"{kind}-of-{of}" + (f"-to-{to}" if to else "")), self.entities, *pairs)

    def embassy(self, of, to):
        name = f"Embassy of {title(of)} in {title(to)}"
        return self.once(iri("mission", f"embassy-of-{of}-in-{to}"), self.entities,
                         (TYPE, f"<{CHANCERY}DiplomaticMission>"), (LABEL, text(name)), (rico("name"), text(name)),
                         (rico("hasOrHadCorporateBodyType"), f"<{BASE}kind/embassy>"),
                         (f"<{CHANCERY}sendingState>", iri("place", of)), (f"<{CHANCERY}receivingState>", iri("place", to)))

    def record(self, number, title, collection, date, persons):
        """A record in its own graph, and its persons, each as a name and more pairs. Returns the IRIs of the persons."""
        path = f"record/{self.archive}/{number}"
        me, graph = f"<{BASE}id/{path}>", f"<{BASE}graph/{path}>"
        self.add(graph, me, (TYPE, rico("Record")), (LABEL, text(title)), (rico("title"), text(title)))
        if date:
            self.add(graph, me, (rico("hasCreationDate"), self.date(*date)))
        group = self.collection(collection)
        self.add(group.replace("/id/", "/graph/", 1), me, (rico("isOrWasIncludedIn"), group))
        nodes = []
        for name, pairs in persons:
            node = f"{BASE}id/{path}#person-{slug(name)}"
            nodes.append(node if node not in nodes else f"{node}-{len(nodes)}")
            person = f"<{nodes[-1]}>"
            self.add(graph, me, (MENTIONS, person))
            self.add(graph, person, (TYPE, rico("Person")), (LABEL, text(name)), (rico("name"), text(name)), *pairs)
        return nodes
