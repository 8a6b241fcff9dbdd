#!/usr/bin/env python3
"""The measures on an example worked out by hand."""
import io, random, tempfile, unittest
from pathlib import Path
import size
from compare import sweep, thresholds
from mentions import Mention, context, mentions, natural, write, years
from splink_baseline import name_parts
from score import b_cubed, clusters_of, homonyms, measure, merged, pairwise, read_links

# Two persons: a b c are one, d e the other. Linked: a-b and c-d-e.
PERSONS = dict(a="1", b="1", c="1", d="2", e="2")
CLUSTERS = dict(a="x", b="x", c="y", d="y", e="y")


class Measures(unittest.TestCase):
    def test_pairwise(self):
        # Linked pairs: ab, cd, ce, de; of them ab and de are right. Pairs of one person: ab, ac, bc, de.
        score = pairwise(PERSONS, CLUSTERS)
        self.assertEqual((score.precision, score.recall, score.f1), (2 / 4, 2 / 4, 0.5))

    def test_b_cubed(self):
        # Precision: a 1, b 1, c 1/3, d 2/3, e 2/3. Recall: a 2/3, b 2/3, c 1/3, d 1, e 1.
        score = b_cubed(PERSONS, CLUSTERS)
        self.assertAlmostEqual(score.precision, (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
        self.assertAlmostEqual(score.recall, (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)

    def test_nothing_linked(self):
        alone = {m: m for m in PERSONS}
        self.assertEqual((pairwise(PERSONS, alone).precision, pairwise(PERSONS, alone).recall), (1.0, 0.0))
        self.assertEqual(b_cubed(PERSONS, alone).precision, 1.0)

    def test_links_close_in_any_direction(self):
        clusters = clusters_of("abcde", [("b", "a"), ("b", "c"), ("e", "d")])
        self.assertEqual(len({clusters[m] for m in "abc"}), 1)
        self.assertEqual(len(set(clusters.values())), 2)

    def test_a_chain_through_a_node_that_is_no_mention(self):
        clusters = clusters_of("ab", [("a", "authority"), ("b", "authority")])
        self.assertEqual(clusters["a"], clusters["b"])

    def test_homonyms(self):
        forms = dict(a="Frank G. Wisner", b="Wisner, Frank", c="Wisner, Frank G.", d="wisner frank g", e="Vy")
        same = homonyms(PERSONS, forms)
        self.assertEqual({name: set(ms) for name, ms in same.items()}, {"frank g wisner": {"a", "c", "d"}})
        self.assertEqual(merged(["a", "c", "d"], PERSONS, CLUSTERS), ("c", "d"))
        self.assertIsNone(merged(["a", "d"], PERSONS, CLUSTERS))

    def test_measure(self):
        truth = [dict(mention=m, person=p, form="Vy") for m, p in PERSONS.items()]
        result = measure(truth, [("a", "b"), ("d", "c"), ("e", "c")])
        self.assertEqual(result["clusters"], 2)
        self.assertEqual((result["homonyms"], result["homonyms_merged"]), (1, ["vy"]))
        self.assertEqual(result["pairwise"].precision, 0.5)


class Thresholds(unittest.TestCase):
    TRUTH = [dict(mention=m, person=p) for m, p in PERSONS.items()]
    PAIRS = [(9.0, "a", "b"), (5.0, "d", "e"), (5.0, "b", "a"), (2.0, "c", "d"), (1.0, "b", "c")]

    def test_the_score_at_each_threshold_is_that_of_its_links(self):
        for weight, score in sweep(self.TRUTH, self.PAIRS):
            links = [(a, b) for w, a, b in self.PAIRS if w >= weight]
            self.assertEqual(score, pairwise(PERSONS, clusters_of(PERSONS, links)))
        self.assertEqual([w for w, _ in sweep(self.TRUTH, self.PAIRS)], [9.0, 5.0, 2.0, 1.0])

    def test_the_best_and_the_precise(self):
        # At 5: 2 of 2 right, of 4. At 2: 2 of 4, of 4. At 1: all are one, 4 of 10, of 4.
        self.assertEqual(thresholds(self.TRUTH, self.PAIRS), (5.0, 5.0))
        self.assertEqual(thresholds(self.TRUTH, [(1.0, "c", "d")]), (1.0, None))


class Names(unittest.TestCase):
    def test_parts(self):
        for form, parts in {"Felt, Admiral Harry D. (USN)": ("felt", ["harry", "d"], ""),
                            "Berle, Adolf A., Jr.": ("berle", ["adolf", "a"], "jr"), "Kim": ("kim", [], ""),
                            "López Portillo, José": ("lopez portillo", ["jose"], ""),
                            "Prime Minister Menachem Begin": ("begin", ["menachem"], "")}.items():
            with self.subTest(form):
                self.assertEqual(name_parts(form), parts)


class Sizes(unittest.TestCase):
    def made(self, count):
        graph, truth = io.StringIO(), io.StringIO()
        size.write(count, graph, truth, random.Random(1))
        return graph.getvalue(), truth.getvalue()

    def test_so_many_mentions_the_same_each_time(self):
        graph, truth = self.made(101)
        self.assertEqual((graph, truth), self.made(101))
        nodes = [line.split("\t")[0] for line in truth.splitlines()[1:]]
        self.assertEqual((len(nodes), len(set(nodes))), (101, 101))
        self.assertTrue(all(f"<{node}> <http" in graph for node in nodes))


class Mentions(unittest.TestCase):
    PERSON = dict(id="7", remarks=["of v1", "of v2", "too many"], variants=[
        dict(name="Doe, J.", volumes=["frus1952-54v02", "frus1951v01"], other=[])])

    def test_each_remark_is_used_once(self):
        made, left = mentions(self.PERSON, repeat=False)
        self.assertEqual([(m.context, m.remark) for m in made], [("frus1951v01", "of v1"), ("frus1952-54v02", "of v2")])
        self.assertEqual(left, 1)

    def test_names_as_spoken(self):
        for form, name in {"Aaron, David L.": "David L. Aaron", "Berle, Adolf A., Jr.": "Adolf A. Berle Jr.",
                           "Cushman, Jr., General Robert E.": "General Robert E. Cushman Jr.", "Thieu": "Thieu",
                           "Martin, Edward W., U. S.": "Edward W. Martin, U. S.", "Bremer, L. Paul “Jerry,”": "L. Paul “Jerry” Bremer",
                           "Qadhafi, Muammar (Quadhaffi, Quaddafi)": "Muammar (Quadhaffi, Quaddafi) Qadhafi",
                           "Bourne, Peter, G.": "Peter G. Bourne", "Sirri, Mohsin al-": "Mohsin al-Sirri"}.items():
            with self.subTest(form):
                self.assertEqual(natural(form), name)

    def test_years(self):
        for volume, span in {"frus1955-57v23p1": ("1955", "1957"), "frus1943CairoTehran": ("1943", "1943"),
                             "frus1969-76ve05p1": ("1969", "1976"), "departmenthistory/people": None}.items():
            self.assertEqual(years(volume), span)

    def test_a_page_of_one_person_is_no_context(self):
        self.assertEqual(context("departmenthistory/people/doe-john"), "departmenthistory/people")
        self.assertEqual(context("a/presidents.xml#doe-john"), "a/presidents.xml")
        self.assertEqual(context("departmenthistory/visits/sudan"), "departmenthistory/visits/sudan")

    def test_the_graph_can_be_read_and_names_nobody(self):
        import pyoxigraph as ox
        made = [Mention('Doe, "Jo" \\', "frus1951v01", "a\nb", "10001")]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out.nq"
            with open(path, "w", encoding="utf-8") as out:
                write(made, out)
            self.assertNotIn("10001", path.read_text(encoding="utf-8"))
            quads = list(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
        remarks = [q.object.value for q in quads if q.predicate.value.endswith("generalDescription")]
        self.assertEqual(remarks, ["a\nb"])
        self.assertIn(made[0].iri, {q.subject.value for q in quads})

    def test_links_with_their_evidence(self):
        graph = """@prefix rico: <https://www.ica.org/standards/RiC/ontology#> . @prefix chy: <https://w3id.org/chancery/ontology#> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix feature: <https://w3id.org/chancery/feature/> .
            <urn:g> { <urn:a> rico:isEquivalentTo <urn:b> . <urn:a> chy:mayBe <urn:c> . <urn:l> rdf:subject <urn:a> ; rdf:predicate
            rico:isEquivalentTo ; rdf:object <urn:b> ; chy:weight 14.3 ; chy:reason feature:office-same , feature:dates . }"""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "links.trig"
            path.write_text(graph, encoding="utf-8")
            links, why = read_links([str(path)])
        self.assertEqual(links, [("urn:a", "urn:b")])
        self.assertEqual(why, {("urn:a", "urn:b"): "14.3 dates, office-same"})


if __name__ == "__main__":
    unittest.main()
