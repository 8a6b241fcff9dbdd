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

/// A text of a row: that of the line that it is read from, unless something is escaped there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

/// A row as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Row<'t> {
    /// By [`COLUMNS`].
    #[serde(borrow, rename = "c")]
    cells: [Option<Text<'t>>; COLUMNS.len()],
    /// The first and the last moment at which it may have been.
    #[serde(borrow, default, rename = "b", skip_serializing_if = "Option::is_none")]
    begin: Option<Text<'t>>,
    #[serde(borrow, default, rename = "e", skip_serializing_if = "Option::is_none")]
    end: Option<Text<'t>>,
    /// The languages of the cells that have one, by their columns.
    #[serde(borrow, default, rename = "l", skip_serializing_if = "Vec::is_empty")]
    languages: Vec<(usize, Text<'t>)>,
}

/// A row as it is answered.
type Answered = Vec<Option<Term>>;

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
    let at = |column: &str| COLUMNS.iter().position(|known| *known == column).unwrap_or_default();
    // the names of the answer's columns, and the rows
    let (names, rows): (&[&str], Box<dyn Iterator<Item = Result<Answered>> + Send>) = match query.name.as_str() {
        "who-met-whom" => {
            let columns = &COLUMNS[..9];
            let places = columns.iter().map(|column| at(column)).collect();
            (columns, Box::new(all(store, value("person"), value("from"), value("to"), places)?))
        }
        "encounters-of-person" => {
            let columns = ["one", "other", "date", "place", "kind", "document", "dated", "words", "basis"];
            let rows = of_person(store, value("person"), columns.map(at).to_vec())?;
            (&["as", "met", "date", "place", "kind", "document", "dated", "words", "basis"], Box::new(rows))
        }
        _ => return Ok(None),
    };
    let rows = rows.map(|row| row.map_err(|error| QueryEvaluationError::Unexpected(error.into())));
    let names: Arc<[Variable]> = names.iter().map(|name| Variable::new_unchecked(*name)).collect();
    Ok(Some(QueryResults::Solutions(QuerySolutionIter::from_tuples(names, rows))))
}

/// The columns at some places of all rows that fit, in their order: as the query's filters have it. A block is taken apart when
/// its first row is asked for.
fn all(
    store: &Store,
    person: &str,
    from: &str,
    to: &str,
    places: Vec<usize>,
) -> Result<impl Iterator<Item = Result<Answered>> + use<>> {
    let (person, from, to) = (person.to_lowercase(), from.to_owned(), to.to_owned());
    let start = |text: &str, of: &str| text.chars().take(of.chars().count()).collect::<String>();
    let fits = move |row: &Row<'_>| {
        let named = || {
            let [Some(Text(one)), Some(Text(other)), ..] = &row.cells else { return false };
            format!("{one}\n{other}").to_lowercase().contains(&person)
        };
        let (begin, end) = (row.begin.as_ref().map_or("", |begin| &*begin.0), row.end.as_ref());
        (person.is_empty() || named())
            && (from.is_empty() || end.is_some_and(|end| start(&end.0, &from) >= from))
            && (to.is_empty() || row.dated() && start(begin, &to) <= to)
    };
    let blocks = store.quads_for_pattern(None, Some(term("rows").as_ref()), None, Some(TIES.into()));
    let mut blocks: Vec<(usize, Term)> = blocks
        .map(|quad| {
            let quad = quad.map_err(|error| failed(&error))?;
            Ok((block_number(&quad.subject).ok_or_else(broken)?, quad.object))
        })
        .collect::<Result<_>>()?;
    blocks.sort_unstable_by_key(|(number, _)| *number);
    let rows = move |(_, block): (usize, Term)| -> Vec<Result<Answered>> {
        let fitting = |line| row(line).map(|row| fits(&row).then(|| row.terms(&places))).transpose();
        match lines(&block) {
            Ok(lines) => lines.filter_map(fitting).collect(),
            Err(error) => vec![Err(error)],
        }
    };
    Ok(blocks.into_iter().flat_map(rows))
}

/// The columns at some places of the rows of those whom a name fits, each turned so that they stand first.
///
/// What is kept of the blocks is the lines that are wanted, one after another in one text: many small pieces beside the
/// blocks, which come and go, would cost more than all else.
fn of_person(
    store: &Store,
    person: &str,
    places: Vec<usize>,
) -> Result<impl Iterator<Item = Result<Answered>> + use<>> {
    let named = named(store, &fold(person))?;
    let (mut text, mut found) = (String::new(), Vec::with_capacity(named.len()));
    for wanted in named.chunk_by(|(a, _), (b, _)| a / BLOCK == b / BLOCK) {
        let number = wanted.first().map_or(0, |(place, _)| place / BLOCK);
        let block = object(store, &block_name(number), "rows")?.ok_or_else(broken)?;
        let lines: Vec<&str> = lines(&block)?.collect();
        for (place, turned) in wanted {
            let from = text.len();
            text.push_str(lines.get(place % BLOCK).ok_or_else(broken)?);
            found.push((from..text.len(), *turned));
        }
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    {
        let rows = found.iter().map(|(at, turned)| row_of(&text[at.clone()], *turned));
        let rows: Vec<Row<'_>> = rows.collect::<Result<_>>()?;
        // of those that are alike, the first in the order of all rows
        order.sort_by(|a, b| rows[*a].compare(&rows[*b]));
    }
    Ok(order.into_iter().map(move |at| {
        let (at, turned) = found[at].clone();
        Ok(row_of(&text[at], turned)?.terms(&places))
    }))
}

/// The places of the rows of those whom a folded name fits, and whether they stand second in them, in order.
fn named(store: &Store, asked: &str) -> Result<Vec<(usize, bool)>> {
    let mut found = Vec::new();
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
                found.push((place.parse().map_err(|_| broken())?, turned));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
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
                about.date.map(Text::from),
                None,
                None,
                about.written.map(Text::from),
                None,
                tie.how.map(|how| Text(format!("{how}{linked}").into())),
                tie.rule.clone().map(|rule| Text(rule.into())),
                None,
            ],
            begin: about.first.map(Text::from),
            end: about.last.map(Text::from),
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
            let language = literal.and_then(Literal::language);
            row.languages.extend(language.map(|language| (at, Text(language.to_owned().into()))));
            row.cells[at] = literal.map(|literal| Text(literal.value().to_owned().into()));
        }
        row
    }

    /// What a cell is sorted by: its text, and its language, where none comes last, as the datatypes' names have it.
    fn key(&self, at: usize) -> (Option<&Text<'t>>, bool, Option<&Text<'t>>) {
        let language = self.language(at);
        (self.cells.get(at).and_then(Option::as_ref), language.is_none(), language)
    }

    fn language(&self, at: usize) -> Option<&Text<'t>> {
        self.languages.iter().find(|(of, _)| *of == at).map(|(_, language)| language)
    }

    /// As the query encounters-of-person has its rows in order.
    fn compare(&self, other: &Self) -> Ordering {
        let by_column = |at| self.key(at).cmp(&other.key(at));
        let by_date = (&self.end, &self.cells[2]).cmp(&(&other.end, &other.cells[2]));
        by_date.then_with(|| by_column(0)).then_with(|| by_column(1)).then_with(|| by_column(4))
    }

    fn dated(&self) -> bool {
        matches!(&self.cells, [_, _, Some(_), ..])
    }

    /// The same with the other first.
    fn turned(mut self) -> Self {
        self.cells.swap(0, 1);
        self.languages.iter_mut().filter(|(at, _)| *at < 2).for_each(|(at, _)| *at = 1 - *at);
        self
    }

    /// The cells at some places.
    fn terms(&self, places: &[usize]) -> Answered {
        let cell = |at: &usize| {
            let Text(text) = self.cells.get(*at)?.as_ref()?;
            Some(match self.language(*at) {
                Some(Text(language)) => Literal::new_language_tagged_literal_unchecked(&**text, &**language).into(),
                None => Literal::new_simple_literal(&**text).into(),
            })
        };
        places.iter().map(cell).collect()
    }
}

impl<'t> From<&'t str> for Text<'t> {
    fn from(text: &'t str) -> Self {
        Self(text.into())
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
pub(super) fn fold(name: &str) -> String {
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

fn row(line: &str) -> Result<Row<'_>> {
    serde_json::from_str(line).map_err(|_| broken())
}

/// A row of somebody, who is to stand first.
fn row_of(line: &str, turned: bool) -> Result<Row<'_>> {
    row(line).map(|row| if turned { row.turned() } else { row })
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
