//! The ties of a store, kept in a graph of their own: the rows of who-met-whom, worked out once and written down whole, so
//! that a row costs a part of one look instead of fifty looks.
//!
//! ```text
//! tie:block-3  tie:rows "{…}\n{…}"                          some rows, in the order of the query
//! tie:party-7  tie:word "kim" , "il" ; tie:forms " kim il sung \n kim il song " ; tie:isOne "63 64" ; tie:isOther "9"
//! ```
//! They are there whole or count for nothing: what marks them as such is written last, and whoever changes the store takes
//! it out. Without it queries work out their answers.

mod part;
mod rows;

use super::{Query, QueryResults};
use crate::error::{Error, ErrorKind, Result};
use crate::rdf::derived::{self, TIES, mark};
use crate::store::Beside;
use indexmap::IndexMap;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad, Term, Variable};
use oxigraph::sparql::{QueryEvaluationError, QuerySolutionIter};
use oxigraph::store::Store;
use part::{Of, Part};
use rows::{Tie, least};
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;
use unicode_normalization::char::is_combining_mark;

/// How many quads are taken out at a time.
const BATCH: usize = 1 << 14;

/// How many rows are written down together: they are looked up together, too, when one of them is wanted.
const BLOCK: usize = 16;

/// The columns of who-met-whom, and one more that encounters-of-person has.
const COLUMNS: [&str; 10] = ["one", "other", "date", "place", "document", "dated", "words", "basis", "rule", "kind"];

/// A row as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Row<'t> {
    /// By [`COLUMNS`].
    #[serde(rename = "c")]
    cells: [Option<Cow<'t, str>>; COLUMNS.len()],
    /// The first and the last moment at which it may have been.
    #[serde(default, rename = "b", skip_serializing_if = "Option::is_none")]
    begin: Option<Cow<'t, str>>,
    #[serde(default, rename = "e", skip_serializing_if = "Option::is_none")]
    end: Option<Cow<'t, str>>,
    /// The languages of the cells that have one, by their columns.
    #[serde(default, rename = "l", skip_serializing_if = "Vec::is_empty")]
    languages: Vec<(usize, String)>,
}

/// Whether the ties of a store are kept, and nothing has changed since.
pub fn are_kept(store: &Store) -> bool {
    store.contains(mark()).unwrap_or(false)
}

/// Works out the ties of a store and keeps them, in place of those that it has.
pub fn keep(store: &Store) -> Result<()> {
    Keeper::default().keep(store, false)
}

/// The ties of a store, worked out as its statements go by.
#[derive(Debug, Default)]
pub struct Keeper {
    part: Part,
}

impl Beside for Keeper {
    fn see(&mut self, quads: &[Quad]) {
        self.part.see(quads);
    }

    fn keep(&mut self, store: &Store, saw_all: bool) -> Result<()> {
        let mut part = std::mem::take(&mut self.part);
        if !saw_all || !part.is_whole() {
            part = Part::default();
            derived::graphs(store, |quads| part.see(quads)).map_err(|error| failed(&error))?;
        }
        if !part.is_whole() {
            // what belongs together stands in several graphs
            let all: Result<Vec<Quad>, _> = derived::statements(store).collect();
            part = Part::default();
            part.see(&all.map_err(|error| failed(&error))?);
        }
        clear(store)?;
        put(store, &part)
    }
}

/// Writes down the ties of a part that a store holds.
fn put(store: &Store, part: &Part) -> Result<()> {
    let ties = rows::ties(part);
    let blocks = (0..).zip(ties.chunks(BLOCK)).map(|(number, ties)| {
        let rows: Result<Vec<String>, _> = ties.iter().map(|tie| serde_json::to_string(&Row::new(part, tie))).collect();
        let rows = rows.map_err(|error| failed(&error))?.join("\n");
        Ok(vec![Quad::new(block_name(number), term("rows"), Literal::from(rows), TIES)])
    });
    fill(store, blocks.chain(parties(part, &ties).into_iter().map(Ok)))?;
    store.insert(mark()).map_err(|error| failed(&error))
}

/// What a bundled query answers, from the ties; none if it is one that they do not answer. Its parameters have been checked.
pub(super) fn answer(
    query: &Query,
    store: &Store,
    params: &[(String, String)],
) -> Result<Option<QueryResults<'static>>> {
    if !query.is_bundled || !are_kept(store) {
        return Ok(None);
    }
    let value = |name: &str| params.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    // the names of the answer's columns, those of ours, and the rows
    let (names, columns, rows): (_, _, Box<dyn Iterator<Item = Result<Row<'static>>> + Send>) =
        match query.name.as_str() {
            "who-met-whom" => {
                (&COLUMNS[..9], &COLUMNS[..9], Box::new(all(store, value("person"), value("from"), value("to"))?))
            }
            "encounters-of-person" => (
                &["as", "met", "date", "place", "kind", "document", "dated", "words", "basis"][..],
                &["one", "other", "date", "place", "kind", "document", "dated", "words", "basis"][..],
                Box::new(of_person(store, value("person"))?.into_iter().map(Ok)),
            ),
            _ => return Ok(None),
        };
    let at = |column: &&str| COLUMNS.iter().position(|known| known == column).unwrap_or_default();
    let places: Vec<usize> = columns.iter().map(at).collect();
    let rows = rows.map(move |row| {
        let mut row = row.map_err(|error| QueryEvaluationError::Unexpected(error.into()))?;
        Ok(places.iter().map(|at| row.term(*at)).collect())
    });
    let names: Arc<[Variable]> = names.iter().map(|name| Variable::new_unchecked(*name)).collect();
    Ok(Some(QueryResults::Solutions(QuerySolutionIter::from_tuples(names, rows))))
}

/// All rows that fit, in their order: as the query's filters have it. A block is taken apart when its first row is asked for.
fn all(
    store: &Store,
    person: &str,
    from: &str,
    to: &str,
) -> Result<impl Iterator<Item = Result<Row<'static>>> + use<>> {
    let (person, from, to) = (person.to_lowercase(), from.to_owned(), to.to_owned());
    let start = |text: &str, of: &str| text.chars().take(of.chars().count()).collect::<String>();
    let fits = move |row: &Row<'_>| {
        let named = || {
            let [Some(one), Some(other), ..] = &row.cells else { return false };
            format!("{one}\n{other}").to_lowercase().contains(&person)
        };
        (person.is_empty() || named())
            && (from.is_empty() || row.end.as_ref().is_some_and(|end| start(end, &from) >= from))
            && (to.is_empty() || row.dated() && start(row.begin.as_deref().unwrap_or_default(), &to) <= to)
    };
    let blocks = store.quads_for_pattern(None, Some(term("rows").as_ref()), None, Some(TIES.into()));
    let mut blocks: Vec<(usize, Term)> = blocks
        .map(|quad| {
            let quad = quad.map_err(|error| failed(&error))?;
            Ok((block_number(&quad.subject).ok_or_else(broken)?, quad.object))
        })
        .collect::<Result<_>>()?;
    blocks.sort_unstable_by_key(|(number, _)| *number);
    let rows = |(_, block): (usize, Term)| match lines(&block) {
        Ok(lines) => lines.map(row).collect(),
        Err(error) => vec![Err(error)],
    };
    Ok(blocks.into_iter().flat_map(rows).filter(move |row| !row.as_ref().is_ok_and(|row| !fits(row))))
}

/// The rows of those whom a name fits, each turned so that they stand first.
fn of_person(store: &Store, person: &str) -> Result<Vec<Row<'static>>> {
    // the number of a row within its block, and whether it is to be turned
    let mut wanted: BTreeMap<usize, Vec<(usize, bool)>> = BTreeMap::new();
    for (rank, turned) in named(store, &fold(person))? {
        wanted.entry(rank / BLOCK).or_default().push((rank % BLOCK, turned));
    }
    let mut rows = Vec::new();
    for (number, wanted) in wanted {
        let block = object(store, &block_name(number), "rows")?.ok_or_else(broken)?;
        let lines: Vec<&str> = lines(&block)?.collect();
        for (at, turned) in wanted {
            let mut row = row(lines.get(at).ok_or_else(broken)?)?;
            if turned {
                row.cells.swap(0, 1);
                row.languages.iter_mut().filter(|(at, _)| *at < 2).for_each(|(at, _)| *at = 1 - *at);
            }
            rows.push((number, at, row));
        }
    }
    rows.sort_by(|(a_block, a_at, a), (b_block, b_at, b)| {
        let of_names = [0, 1, 4].map(|column| a.key(column).cmp(&b.key(column)));
        let by_names = of_names.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal);
        let by_place = (a_block, a_at).cmp(&(b_block, b_at));
        (&a.end, &a.cells[2]).cmp(&(&b.end, &b.cells[2])).then(by_names).then(by_place)
    });
    Ok(rows.into_iter().map(|(.., row)| row).collect())
}

/// The places of the rows of those whom a folded name fits, and whether they stand second in them.
fn named(store: &Store, asked: &str) -> Result<BTreeSet<(usize, bool)>> {
    let mut found = BTreeSet::new();
    let Some(word) = asked.split(' ').find(|word| !word.is_empty()) else { return Ok(found) };
    let word = Term::from(Literal::from(word));
    for quad in store.quads_for_pattern(None, Some(term("word").as_ref()), Some(word.as_ref()), Some(TIES.into())) {
        let party = quad.map_err(|error| failed(&error))?.subject;
        let NamedOrBlankNode::NamedNode(party) = party else { return Err(broken()) };
        let forms = object(store, &party, "forms")?.ok_or_else(broken)?;
        if !lines(&forms)?.any(|form| form.contains(asked)) {
            continue;
        }
        for (side, turned) in [("isOne", false), ("isOther", true)] {
            let Some(Term::Literal(places)) = object(store, &party, side)? else { continue };
            for place in places.value().split(' ') {
                found.insert((place.parse().map_err(|_| broken())?, turned));
            }
        }
    }
    Ok(found)
}

impl<'t> Row<'t> {
    /// What is kept of a tie.
    fn new(part: &'t Part, tie: &Tie<'t>) -> Self {
        let name = |who| least(part.called(who).iter().map(Some));
        let words = tie.words.as_ref().map(|words| joined(words));
        let linked = if tie.is_linked { ", linked" } else { "" };
        let about = &tie.about;
        let mut row = Self {
            cells: [
                None,
                None,
                about.date.map(Cow::from),
                None,
                None,
                about.written.map(Cow::from),
                None,
                tie.how.map(|how| format!("{how}{linked}").into()),
                tie.rule.as_deref().map(|rule| rule.to_owned().into()),
                None,
            ],
            begin: about.first.map(Cow::from),
            end: about.last.map(Cow::from),
            languages: Vec::new(),
        };
        let literals = [
            (0, name(tie.one)),
            (1, name(tie.other)),
            (3, about.place),
            (4, Some(about.document)),
            (6, words.as_ref()),
            (9, about.kind),
        ];
        for (at, literal) in literals {
            row.languages.extend(literal.and_then(Literal::language).map(|language| (at, language.to_owned())));
            row.cells[at] = literal.map(|literal| literal.value().to_owned().into());
        }
        row
    }

    /// What a cell is sorted by: its text, and its language, where none comes last, as the datatypes' names have it.
    fn key(&self, at: usize) -> (Option<&str>, bool, Option<&str>) {
        let language = self.languages.iter().find(|(of, _)| *of == at).map(|(_, language)| language.as_str());
        (self.cells.get(at).and_then(Option::as_deref), language.is_none(), language)
    }

    fn dated(&self) -> bool {
        matches!(&self.cells, [_, _, Some(_), ..])
    }

    /// What is in a cell, which is empty then.
    fn term(&mut self, at: usize) -> Option<Term> {
        let text = self.cells.get_mut(at)?.take()?;
        let language = self.languages.iter().find(|(of, _)| *of == at);
        Some(match language {
            Some((_, language)) => Literal::new_language_tagged_literal_unchecked(text, language).into(),
            None => Literal::new_simple_literal(text).into(),
        })
    }
}

/// Words as SPARQL joins them: with their language, if that is the same.
fn joined(words: &[&Literal]) -> Literal {
    let text = words.iter().map(|word| word.value()).collect::<Vec<_>>().join(" … ");
    match words.first().and_then(|word| word.language()) {
        Some(language) if words.iter().all(|word| word.language() == Some(language)) => {
            Literal::new_language_tagged_literal_unchecked(text, language)
        }
        _ => Literal::from(text),
    }
}

/// Those who have ties: the forms of their names and the words in them, which they are found by, and the places of their
/// rows.
fn parties(part: &Part, ties: &[Tie<'_>]) -> Vec<Vec<Quad>> {
    let mut places: IndexMap<_, [String; 2], FxBuildHasher> = IndexMap::default();
    for (place, tie) in ties.iter().enumerate() {
        for (who, side) in [(tie.one, 0), (tie.other, 1)] {
            let [one, other] = places.entry(who).or_default();
            let places = if side == 0 { one } else { other };
            let between = if places.is_empty() { "" } else { " " };
            // writing to a String cannot fail
            let _ = write!(places, "{between}{place}");
        }
    }
    let mut forms: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (at, who) in places.keys().enumerate() {
        forms.entry(at).or_default().extend(part.forms(*who));
    }
    for (who, is) in part.all(Of::Same) {
        if let Some(at) = places.get_index_of(&is) {
            forms.entry(at).or_default().extend(part.forms(who));
        }
    }
    let party = |(at, [one, other]): (usize, [String; 2])| {
        let party = term(&format!("party-{at:x}"));
        let forms = forms.get(&at).cloned().unwrap_or_default();
        let words: BTreeSet<&str> = forms.iter().flat_map(|form| form.split_whitespace()).collect();
        let say = |property: &str, value: &str| Quad::new(party.clone(), term(property), Literal::from(value), TIES);
        let all = forms.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        let sides = [("isOne", &one), ("isOther", &other)].into_iter().filter(|(_, places)| !places.is_empty());
        let sides: Vec<Quad> = sides.map(|(side, places)| say(side, places)).collect();
        words.into_iter().map(|word| say("word", word)).chain([say("forms", &all)]).chain(sides).collect()
    };
    places.into_values().enumerate().map(party).collect()
}

/// A name as it is compared, a space at each end: without case and accents, and with a space for whatever is no letter. As
/// queries/encounters-of-person.rq has it.
fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len() + 2);
    folded.push(' ');
    for character in name.to_lowercase().chars().filter(|it| !is_combining_mark(*it)) {
        let plain = plain(character);
        if plain.is_alphanumeric() || plain == '\n' {
            folded.push(plain);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}

/// A letter without what is written above, below or through it.
fn plain(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ'..='ị' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ř' | 'ŕ' => 'r',
        'ś' | 'ş' | 'š' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => 'u',
        'ý' | 'ÿ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

fn block_name(number: usize) -> NamedNode {
    term(&format!("block-{number:x}"))
}

fn block_number(name: &NamedOrBlankNode) -> Option<usize> {
    let NamedOrBlankNode::NamedNode(name) = name else { return None };
    usize::from_str_radix(name.as_str().rsplit_once("#block-")?.1, 16).ok()
}

/// What the ties say of something by a property.
fn object(store: &Store, of: &NamedNode, property: &str) -> Result<Option<Term>> {
    let property = term(property);
    let mut said = store.quads_for_pattern(Some(of.as_ref().into()), Some(property.as_ref()), None, Some(TIES.into()));
    Ok(said.next().transpose().map_err(|error| failed(&error))?.map(|quad| quad.object))
}

fn lines(text: &Term) -> Result<std::str::Lines<'_>> {
    match text {
        Term::Literal(text) => Ok(text.value().lines()),
        _ => Err(broken()),
    }
}

fn row(line: &str) -> Result<Row<'static>> {
    serde_json::from_str(line).map_err(|_| broken())
}

/// Takes all ties out, the mark before the others.
fn clear(store: &Store) -> Result<()> {
    let failed = |error| failed(&error);
    store.remove(mark()).map_err(failed)?;
    loop {
        let some = store.quads_for_pattern(None, None, None, Some(TIES.into())).take(BATCH);
        let some: Vec<Quad> = some.collect::<Result<_, _>>().map_err(failed)?;
        if some.is_empty() {
            return Ok(());
        }
        let mut transaction = store.start_transaction().map_err(failed)?;
        some.iter().for_each(|quad| transaction.remove(quad.as_ref()));
        transaction.commit().map_err(failed)?;
    }
}

/// Loads quads that come a few together.
fn fill(store: &Store, quads: impl Iterator<Item = Result<Vec<Quad>>>) -> Result<()> {
    let mut loader = store.bulk_loader();
    let mut wrong = None;
    let sound = quads.map_while(|quads| quads.map_err(|error| wrong = Some(error)).ok());
    loader.load_quads(sound.flatten()).map_err(|error| failed(&error))?;
    match wrong {
        Some(error) => Err(error),
        None => loader.commit().map_err(|error| failed(&error)),
    }
}

fn term(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#{name}", TIES.as_str()))
}

fn failed(error: &dyn std::error::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the ties of the store cannot be kept or read: {error}"))
}

fn broken() -> Error {
    Error::new(ErrorKind::Input, "the ties that the store keeps are not as this program writes them")
        .help("load a source again, and they are kept anew")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{Converter, DEFAULT_BASE};

    #[test]
    fn records_say_all_of_a_statement_at_once() {
        let listing = include_bytes!("../../data/samples/inter-korean-relations.txt");
        let quads = Converter::new(DEFAULT_BASE).unwrap().convert("sample.txt", listing).unwrap().quads;
        let mut part = Part::default();
        let (records, rest) = quads.split_at(quads.len() / 2);
        part.see(records);
        part.see(rest);
        assert!(!part.is_whole(), "a record was torn");
        let mut part = Part::default();
        let mut graphs: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
        quads.into_iter().for_each(|quad| graphs.entry(quad.graph_name.to_string()).or_default().push(quad));
        graphs.values().for_each(|quads| part.see(quads));
        assert!(part.is_whole());
        assert!(rows::ties(&part).len() > 10);
    }
}
