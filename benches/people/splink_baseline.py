"""The baseline of splink: a Fellegi-Sunter model trained by expectation maximisation, on mentions without their ids."""
import logging, re
from collections import Counter
from graph import fold
from mentions import GENERATION, natural, years

TITLES = set("""adm admiral air ambassador archbishop archduke army baron brig brigadier capt captain cardinal chairman chancellor chief
    col colonel commander commodore comrade corporal count crown deputy dr earl elect emir emperor ensign field foreign first fleet
    gen general generalissimo governor hon honorable jg junior king lady lieut lieutenant lord lt madame maj major marquess
    marshal marshall master minister mr mrs ms of officer pasha premier president prime prince princess prof professor queen rear
    rep representative ret reverend right sec second secretary senator sergeant shah shaikh sheikh sir sultan technical the third usa
    usaf usn vice viscount warrant yeoman""".split())
STOP = set("""a after also and as at by during for from in of on or since the then thereafter to under until united states with january
    february march april may june july august september october november december department state member""".split())


def words(text):
    return [w for w in fold(text) if not w.isdigit()]


def name_parts(form):
    """Surname, given names and generation of a name; titles and what stands in brackets are put aside."""
    spoken = re.sub(r"\([^)]*\)|“[^”]*”", " ", natural(form))
    folded = [w for w in fold(spoken.split(", ")[0]) if w not in TITLES] or fold(form)
    generation = "".join(w for w in folded[1:] if GENERATION.fullmatch(w) and len(w) > 1)
    names = [w for w in folded if w != generation]
    head = [w for w in fold(re.sub(r"\([^)]*\)", " ", form.split(",")[0])) if w in names]
    surname = head if "," in form and head and names[-len(head):] == head else names[-1:]
    given = names[:len(names) - len(surname)]
    return " ".join(surname), given, generation


def row(mention, rarity):
    surname, given, generation = name_parts(mention["form"])
    first, middle = (given + [""])[0], " ".join(given[1:])
    span = years(mention["context"])
    notes = sorted(set(words(mention["remark"])) - STOP)
    proper = sorted({f for w in re.findall(r"[A-Z]\w+", mention["remark"]) for f in fold(w)} - STOP)
    volume = mention["context"] if mention["context"].startswith("frus") else None
    return dict(unique_id=mention["mention"], person=mention["person"], surname=surname, first=first or None, middle=middle or None,
                initial=first[:1] or None, middle_initial=middle[:1] or None, generation=generation or None,
                sorted_name=" ".join(sorted([*surname.split(), *given])), compact="".join([*sorted([*surname.split(), *given])]),
                forename_surname=f"{first} {surname}" if len(first) > 1 else None, notes=notes or None, proper=proper or None,
                rare=[w for w in notes if rarity[w] <= 30] or None, remark=" ".join(words(mention["remark"])) or None,
                volume=volume, first_year=int(span[0]) if span else None, last_year=int(span[1]) if span else None)


def table(mentions):
    import pyarrow as pa
    rarity = Counter(w for m in mentions for w in set(words(m["remark"])))
    text, number = pa.string(), pa.int32()
    rows = [row(m, rarity) for m in mentions]
    kinds = {key: pa.list_(text) if key in ("notes", "proper", "rare") else number if key.endswith("_year") else text for key in rows[0]}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items())))


FREQUENT = ["surname", "forename_surname", "sorted_name", "remark"]


def settings(chances):
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    def level(sql, label, frequency=None, null=False):
        made = cll.CustomLevel(sql, label)
        if not frequency:
            return made.configure(is_null_level=null)
        return made.configure(tf_adjustment_column=frequency, disable_tf_exact_match_detection=True,
                              u_probability=chances[frequency], fix_u_probability=True)

    def both(column):
        return f"{column}_l = {column}_r"

    short = "(length(first_l) = 1 or length(first_r) = 1) and initial_l = initial_r"
    middles = "(middle_initial_l = middle_initial_r)"
    no_clash = "(middle_initial_l is null or middle_initial_r is null or middle_initial_l = middle_initial_r)"
    name = cl.CustomComparison(output_column_name="name", comparison_levels=[
        level("surname_l is null or surname_r is null", "no name", null=True),
        level(f"{both('sorted_name')} and first_l is not null and middle_l is not null", "same full name", "sorted_name"),
        level(f"{both('surname')} and {both('first')} and {middles}", "same with middle initial", "forename_surname"),
        level(both("sorted_name") + " and first_l is not null", "same short name", "sorted_name"),
        level(f"{both('surname')} and {both('first')} and {no_clash}", "first and surname, one middle name missing", "forename_surname"),
        level(both("sorted_name"), "same single word", "sorted_name"),
        level(f"{both('surname')} and {short} and {middles}", "initials and surname", "surname"),
        level(f"{both('surname')} and {short} and {no_clash}", "an initial and surname", "surname"),
        level(f"{both('surname')} and {both('first')}", "first and surname, middle names clash", "forename_surname"),
        level("compact_l = compact_r or jaro_winkler_similarity(compact_l, compact_r) >= 0.95", "almost the same letters"),
        level(f"{both('surname')} and (first_l = middle_r or middle_l = first_r)", "a middle name used as the first", "surname"),
        level(f"{both('surname')} and (first_l is null or first_r is null)", "surname alone", "surname"),
        level(f"{both('surname')} and (jaro_winkler_similarity(first_l, first_r) >= 0.85 or starts_with(first_l, first_r) or starts_with(first_r, first_l)) and {no_clash}", "surname, first name similar", "surname"),
        level(f"jaro_winkler_similarity(surname_l, surname_r) >= 0.9 and {both('first')} and {no_clash}", "surname similar, same first name"),
        level("jaro_winkler_similarity(surname_l, surname_r) >= 0.88 and jaro_winkler_similarity(first_l, first_r) >= 0.85", "both similar"),
        level("len(list_intersect(string_split(sorted_name_l, ' '), string_split(sorted_name_r, ' '))) >= 2", "two words of the name"),
        level(both("surname"), "surname, another first name", "surname"),
        cll.ElseLevel(),
    ])
    generation = cl.CustomComparison(output_column_name="generation", comparison_levels=[
        level("generation_l is null and generation_r is null", "neither", null=True),
        level(both("generation"), "same"),
        level("generation_l is null or generation_r is null", "one has none"),
        cll.ElseLevel(),
    ])
    shared = "len(list_intersect(notes_l, notes_r))"
    jaccard = f"({shared} / (len(notes_l) + len(notes_r) - {shared}))"
    remark = cl.CustomComparison(output_column_name="remark", comparison_levels=[
        level("remark_l is null or remark_r is null or notes_l is null or notes_r is null", "no remark", null=True),
        level(f"{both('remark')} and len(notes_l) >= 3", "same remark", "remark"),
        level(f"{jaccard} >= 0.6", "most words"),
        level(f"{jaccard} >= 0.35 and len(list_intersect(rare_l, rare_r)) >= 1", "many words, a rare one"),
        level(f"{jaccard} >= 0.35", "many words"),
        level("len(list_intersect(rare_l, rare_r)) >= 2", "two rare words"),
        level("len(list_intersect(rare_l, rare_r)) >= 1", "a rare word"),
        level("len(list_intersect(proper_l, proper_r)) >= 2", "two words with capitals"),
        level("len(list_intersect(proper_l, proper_r)) >= 1", "a word with a capital"),
        level(f"{shared} >= 1", "a word"),
        cll.ElseLevel(),
    ])
    gap = "greatest(first_year_l - last_year_r, first_year_r - last_year_l, 0)"
    time = cl.CustomComparison(output_column_name="years", comparison_levels=[
        level("first_year_l is null or first_year_r is null", "no year", null=True),
        *[level(f"{gap} <= {years}", f"within {years} years") for years in (0, 3, 6, 10, 15, 25)],
        cll.ElseLevel(),
    ])
    place = cl.CustomComparison(output_column_name="volume", comparison_levels=[
        level("volume_l is null or volume_r is null", "no volume", null=True),
        level(both("volume"), "same volume"),
        cll.ElseLevel(),
    ])
    return SettingsCreator(
        link_type="dedupe_only", comparisons=[name, generation, remark, time, place], retain_matching_columns=False,
        blocking_rules_to_generate_predictions=[
            block_on("surname"), block_on("sorted_name"), block_on("compact"), block_on("first", "substr(surname, 1, 3)"),
            block_on("initial", "substr(surname, 1, 4)"), block_on("initial", "substr(surname, -4, 4)"),
            "l.surname = r.first and l.first = r.surname"])


def frequencies(rows):
    """How often chance gives a value of each name column, from distinct names: a minister of many volumes has no common name."""
    names = {(r["surname"], r["first"] or "", r["middle"] or "") for r in rows}
    surnames, firsts, middles = (Counter(column) for column in zip(*names))
    n = len(names)
    tables = {"surname": {s: k / n for s, k in surnames.items()}, "forename_surname": {}, "sorted_name": {}}
    for r in rows:
        surname, first, middle = r["surname"], r["first"] or "", r["middle"] or ""
        short = surnames[surname] / n * firsts[first] / n
        tables["sorted_name"][r["sorted_name"]] = short * middles[middle] / n
        if r["forename_surname"]:
            tables["forename_surname"][r["forename_surname"]] = short
    notes = Counter(r["remark"] for r in rows if r["remark"])
    tables["remark"] = {note: k / notes.total() for note, k in notes.items()}
    return tables


def linker_of(mentions, model):
    """A linker over mentions; its term frequencies are those of chance."""
    import pyarrow as pa
    from splink import Linker
    from splink.internals.duckdb.database_api import DuckDBAPI
    logging.getLogger("splink").setLevel(logging.ERROR)
    data, database = table(mentions), DuckDBAPI()
    linker = Linker(database.register(data), model, log_level=logging.ERROR)
    for column, found in frequencies(data.to_pylist()).items():
        lookup = pa.table({column: list(found), f"tf_{column}": list(found.values())})
        linker.table_management.register_term_frequency_lookup(database.register(lookup), column)
    return linker


def one_each(mentions, key):
    seen = {}
    for mention in mentions:
        seen.setdefault(key(mention), mention)
    return list(seen.values())


def train(mentions, labelled=False):
    """The weights of the comparisons. Without labels, by expectation maximisation, what chance gives being learned from one
    mention of each name; with labels, from the pairs of one person, and what chance gives from one mention of each person."""
    from splink import block_on
    bare = [{**m, "person": ""} for m in mentions]
    key = (lambda m: m["person"]) if labelled else (lambda m: " ".join(sorted(name_parts(m["form"])[1] + [name_parts(m["form"])[0]])))
    chances = [sum(f * f for f in found.values()) for found in (frequencies(table(bare).to_pylist())[c] for c in FREQUENT)]
    linker = linker_of(one_each(mentions, key), settings(dict(zip(FREQUENT, chances))))
    linker.training.estimate_u_using_random_sampling(max_pairs=2e7, seed=1)
    linker = linker_of(mentions if labelled else bare, linker.misc.save_model_to_json())
    if labelled:
        linker.training.estimate_m_from_label_column("person")
    linker.training.estimate_probability_two_random_records_match(
        [block_on("surname", "first", "middle_initial"), block_on("sorted_name")], recall=0.7)
    if not labelled:
        for rule in (block_on("surname"), block_on("remark"), block_on("first", "middle_initial")):
            linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=1e7, record_sample_proportion=1.0)
    return linker.misc.save_model_to_json()


def scored_pairs(mentions, model, least=-5.0):
    """The pairs of mentions with their match weight in bits, surest first."""
    predictions = linker_of(mentions, model).inference.predict(threshold_match_weight=least)
    found = predictions.as_pyarrow_table().select(["match_weight", "unique_id_l", "unique_id_r"]).to_pylist()
    return sorted(((p["match_weight"], p["unique_id_l"], p["unique_id_r"]) for p in found), key=lambda p: (-p[0], p[1], p[2]))
