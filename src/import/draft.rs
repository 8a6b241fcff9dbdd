//! What one row says of a person, an office, a body or a place: read by its mapping, each fact with its place.

use super::finding::{Fault, Findings, Spot};
use super::known::{BODY_TYPE, Known, PLACE_TYPE, slug_of};
use super::mapping::{self, Mapping, Order};
use super::name::{plain, spoken};
use super::row::{Field, Row, Value};
use crate::claim::{Body, Kind, Position, Slug};
use crate::date::Date;
use crate::resolve::authority::{edtf, last_seen};
use crate::resolve::folded;
use oxigraph::model::NamedNode;
use std::cmp::Ordering;

/// Something, and where it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said<T> {
    pub what: T,
    pub spot: Spot,
}

/// A person, as one row has it.
#[derive(Debug)]
pub(super) struct Person {
    pub spot: Spot,
    pub name: String,
    pub forms: Vec<Said<String>>,
    pub misspellings: Vec<Said<String>>,
    pub slug: Option<Said<String>>,
    /// What tells that two rows are of one person.
    pub keys: Vec<String>,
    /// The slug of the entry that the mapping says it is.
    pub same: Option<String>,
    pub same_as: Vec<Said<String>>,
    pub born: Option<Said<Date>>,
    pub died: Option<Said<Date>>,
    pub state: Option<Said<Slug>>,
    pub source: String,
    /// Whether the source is this row alone, and not the dataset as a whole.
    pub own_source: bool,
    pub tenures: Vec<Tenure>,
}

/// An office that somebody held.
#[derive(Clone, Debug)]
pub(super) struct Tenure {
    pub spot: Spot,
    /// Who held it, in the words of the row, where the row is not the person's.
    pub holder: Option<Said<String>>,
    pub position: Position,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub last_seen: Option<Date>,
    pub source: String,
}

/// A body, or a place, as one row has it.
#[derive(Debug)]
pub(super) struct Thing {
    pub spot: Spot,
    pub name: String,
    pub forms: Vec<Said<String>>,
    pub adjectives: Vec<Said<String>>,
    pub demonyms: Vec<Said<String>>,
    pub slug: Option<Said<String>>,
    pub keys: Vec<String>,
    pub same_as: Vec<Said<String>>,
    pub kind: Kind,
    /// The State of a body, in the words of the row.
    pub state: Option<Said<String>>,
    pub within: Vec<Said<String>>,
    pub replaces: Vec<Said<String>>,
    pub from: Option<Said<Date>>,
    pub until: Option<Said<Date>>,
    pub source: String,
}

/// Reads rows by a mapping.
pub(super) struct Drafter<'a> {
    pub mapping: &'a Mapping,
    pub known: &'a Known<'a>,
    pub findings: &'a mut Findings,
}

impl Drafter<'_> {
    /// The person that a row is about, with the offices it tells of, and the offices of others.
    pub fn person(&mut self, row: &Row<'_>) -> (Option<Person>, Vec<Tenure>) {
        let mapping = self.mapping;
        let rule = mapping.person.as_ref().filter(|rule| rule.filter.fits(row));
        let expected = rule.is_some();
        let mut person = rule.and_then(|rule| self.named_person(row, rule));
        let mut others = Vec::new();
        for rule in mapping.tenure.iter().filter(|tenure| tenure.filter.fits(row)) {
            let rows = rule.each.as_ref().map_or_else(|| vec![*row], |path| row.each(path));
            for row in rows {
                let Some(tenure) = self.tenure(&row, rule) else { continue };
                match &mut person {
                    Some(person) if tenure.holder.is_none() => person.tenures.push(tenure),
                    // a person who was passed over takes the offices along, and is told of already
                    None if tenure.holder.is_none() && expected => {}
                    None if tenure.holder.is_none() => {
                        self.findings.add(Fault::Missing, row.spot(), "nobody is said to have held this office");
                    }
                    _ => others.push(tenure),
                }
            }
        }
        (person, others)
    }

    fn named_person(&mut self, row: &Row<'_>, rule: &mapping::Person) -> Option<Person> {
        let written = self.name(row, &rule.name)?;
        let titles: Vec<String> = rule.titles.all(row).into_iter().map(|title| title.text).collect();
        let said = |text: &str| match rule.order {
            Order::Spoken => Some(plain(text, &titles)).filter(|name| !name.is_empty()).into_iter().collect(),
            Order::SurnameFirst => spoken(text, &titles),
        };
        let mut names = said(&written.text).into_iter();
        let Some(name) = names.next().filter(|name| name.chars().any(char::is_alphabetic)) else {
            self.findings.add(Fault::Nameless, written.spot, format!("“{}” is no name", written.text));
            return None;
        };
        let other = |text: String, spot| Said { what: text, spot };
        let mut forms: Vec<Said<String>> = names.map(|form| other(form, written.spot)).collect();
        for value in rule.forms.all(row) {
            forms.extend(said(&value.text).into_iter().map(|form| other(form, value.spot)));
        }
        forms.retain(|form| form.what.chars().any(char::is_alphabetic));
        let misspellings = rule
            .misspellings
            .all(row)
            .into_iter()
            .flat_map(|value| said(&value.text).into_iter().map(move |form| other(form, value.spot)));
        let misspellings = misspellings.collect();
        let mut keys: Vec<String> = rule.keys.all(row).into_iter().map(|key| key.text).collect();
        let same = keys.iter().find_map(|key| self.mapping.same.get(key)).cloned();
        let slug = self.slug(row, &rule.slug, "person/");
        let same_as = self.iris(row, &rule.same_as);
        keys.extend(row.iri().map(str::to_owned));
        let (source, own_source) = self.source(row);
        let born = self.date(row, &rule.born, "births");
        let died = self.date(row, &rule.died, "deaths");
        let (born, died) = self.in_order(born, died, "dies before being born");
        let state = self.only(row, &rule.state, "States").and_then(|state| {
            let found = self.known.state(self.mapping, &state.text, None);
            self.told(found, Fault::Place, state.spot).map(|what| Said { what, spot: state.spot })
        });
        Some(Person {
            spot: row.spot(),
            name,
            forms,
            misspellings,
            slug,
            keys,
            same,
            same_as,
            born,
            died,
            state,
            source,
            own_source,
            tenures: Vec::new(),
        })
    }

    fn tenure(&mut self, row: &Row<'_>, rule: &mapping::Tenure) -> Option<Tenure> {
        let holder = self.only(row, &rule.holder, "holders");
        let office = self.only(row, &rule.office, "offices");
        let Some(office) = office else {
            self.findings.add(Fault::Office, row.spot(), "the office is not said");
            return None;
        };
        let listed = self.known.position(&office.text);
        let kind = listed.as_ref().map(|listed| listed.office.clone());
        let Some(kind) = kind.or_else(|| self.known.office(self.mapping, &office.text)) else {
            let message = format!("“{}” is no office that is known", office.text);
            let help = "say below [offices] of the mapping which kind it is, or leave its rows out with `where`";
            self.findings.add_help(Fault::Office, office.spot, message, help);
            return None;
        };
        let from = self.date(row, &rule.from, "beginnings");
        let (until, seen) = self.end(row, &rule.until);
        // of a date that cannot be read the tenure is kept: what it says beside is no less true
        let reversed = from
            .as_ref()
            .zip(until.as_ref())
            .filter(|(from, until)| until.what.compare(from.what) == Some(Ordering::Less));
        if let Some((from, until)) = reversed {
            let message = format!("the tenure ends before it begins: {} is before {}", until.what, from.what);
            self.findings.add_both(Fault::Contradiction, until.spot, self.findings.locate(from.spot), message);
            return None;
        }
        let date = from.as_ref().or(until.as_ref()).map(|date| date.what);
        let mut place = |field: &Field| -> Result<Option<Slug>, ()> {
            let Some(value) = self.only(row, field, "States") else { return Ok(None) };
            let found = self.known.state(self.mapping, &value.text, date);
            self.told(found, Fault::Place, value.spot).map(Some).ok_or(())
        };
        let (of, to) = (place(&rule.of).ok()?, place(&rule.to).ok()?);
        let body = match self.only(row, &rule.body, "bodies") {
            Some(body) => {
                let found = self.known.body(self.mapping, &body.text);
                let found = found.ok_or_else(|| format!("“{}” is no body that the authority files know", body.text));
                Some(self.told(found, Fault::Place, body.spot)?)
            }
            None => None,
        };
        let position = Position { office: kind, of, to, body: body.map(|body| Box::new(Body::Authority(body))) };
        let (source, _) = self.source(row);
        let position = listed.filter(|_| position.of.is_none() && position.to.is_none()).unwrap_or(position);
        Some(Tenure {
            spot: row.spot(),
            holder: holder.map(|holder| Said { what: holder.text, spot: holder.spot }),
            position,
            from: from.map(|date| date.what),
            until: until.map(|date| date.what),
            last_seen: seen,
            source,
        })
    }

    /// The body that a row is about.
    pub fn body(&mut self, row: &Row<'_>) -> Option<Thing> {
        let rule = self.mapping.body.as_ref().filter(|rule| rule.filter.fits(row))?;
        let name = self.name(row, &rule.name)?;
        let kind = self.kind(row, &rule.kind, BODY_TYPE)?;
        let state = self.only(row, &rule.state, "States").map(said);
        let slug = self.slug(row, &rule.slug, "body/");
        let mut thing = self.thing(row, &name, kind, [&rule.forms, &rule.keys, &rule.same_as]);
        (thing.state, thing.slug) = (state, slug);
        Some(thing)
    }

    /// The place that a row is about.
    pub fn place(&mut self, row: &Row<'_>) -> Option<Thing> {
        let rule = self.mapping.place.as_ref().filter(|rule| rule.filter.fits(row))?;
        let name = self.name(row, &rule.name)?;
        let kind = self.kind(row, &rule.kind, PLACE_TYPE)?;
        let (from, until) = (self.date(row, &rule.from, "beginnings"), self.date(row, &rule.until, "ends"));
        let slug = self.slug(row, &rule.slug, "place/");
        let mut thing = self.thing(row, &name, kind, [&rule.forms, &rule.keys, &rule.same_as]);
        (thing.from, thing.until) = self.in_order(from, until, "ends before it begins");
        thing.slug = slug;
        let all = |field: &Field| field.all(row).into_iter().map(said).collect();
        (thing.adjectives, thing.demonyms) = (all(&rule.adjectives), all(&rule.demonyms));
        (thing.within, thing.replaces) = (all(&rule.within), all(&rule.replaces));
        Some(thing)
    }

    fn thing(&mut self, row: &Row<'_>, name: &Value, kind: Kind, [forms, keys, same_as]: [&Field; 3]) -> Thing {
        let mut keys: Vec<String> = keys.all(row).into_iter().map(|key| key.text).collect();
        keys.extend(row.iri().map(str::to_owned));
        Thing {
            spot: row.spot(),
            name: plain(&name.text, &[]),
            forms: forms.all(row).into_iter().map(said).collect(),
            adjectives: Vec::new(),
            demonyms: Vec::new(),
            slug: None,
            keys,
            same_as: self.iris(row, same_as),
            kind,
            state: None,
            within: Vec::new(),
            replaces: Vec::new(),
            from: None,
            until: None,
            source: self.source(row).0,
        }
    }

    fn kind(&mut self, row: &Row<'_>, field: &Field, class: &str) -> Option<Kind> {
        let Some(word) = self.only(row, field, "kinds") else {
            self.findings.add(Fault::Kind, row.spot(), "the kind is not said");
            return None;
        };
        let kind = self.known.kind(self.mapping, &word.text, class);
        if kind.is_none() {
            let message = format!("“{}” is no kind that is known", word.text);
            let help = "say below [kinds] of the mapping which kind it is, or leave its rows out with `where`";
            self.findings.add_help(Fault::Kind, word.spot, message, help);
        }
        kind
    }

    /// The one name of a row.
    fn name(&mut self, row: &Row<'_>, field: &Field) -> Option<Value> {
        let before = self.findings.count();
        let name = field.only(row, Fault::TwoNames, "preferred names", self.findings);
        if name.is_none() && self.findings.count() == before {
            self.findings.add(Fault::Nameless, row.spot(), "the row has no name");
        }
        name
    }

    fn only(&mut self, row: &Row<'_>, field: &Field, what: &str) -> Option<Value> {
        field.only(row, Fault::Contradiction, what, self.findings)
    }

    /// What was found, or the fault.
    fn told<T>(&mut self, found: Result<T, String>, fault: Fault, spot: Spot) -> Option<T> {
        found.map_err(|message| self.findings.add(fault, spot, message)).ok()
    }

    fn slug(&mut self, row: &Row<'_>, field: &Field, sort: &str) -> Option<Said<String>> {
        let value = self.only(row, field, "slugs")?;
        let slug = slug_of(&value.text, sort);
        let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if slug.split('-').all(part) {
            return Some(Said { what: slug.to_owned(), spot: value.spot });
        }
        let message = format!("“{slug}” is no slug: small letters and digits, with hyphens between");
        self.findings.add(Fault::Identifier, value.spot, message);
        None
    }

    fn iris(&mut self, row: &Row<'_>, field: &Field) -> Vec<Said<String>> {
        let mut iris = Vec::new();
        for value in field.all(row) {
            let absolute = NamedNode::new(&value.text).ok().filter(|node| node.as_str().contains("://"));
            match absolute {
                Some(_) => iris.push(said(value)),
                None => {
                    let message = format!("“{}” is no IRI that another catalogue has for it", value.text);
                    let help = "make it one in the mapping, such as: same-as = \"http://viaf.org/viaf/{viaf}\"";
                    self.findings.add_help(Fault::Identifier, value.spot, message, help);
                }
            }
        }
        iris
    }

    /// Where the row's facts come from, a line each, and whether that is the row alone.
    fn source(&self, row: &Row<'_>) -> (String, bool) {
        let sources: Vec<String> = self.mapping.source.field.first(row).into_iter().map(|source| source.text).collect();
        if sources.is_empty() {
            // rather the name of the file than nothing
            let name = self.findings.locate(row.spot()).name;
            return (name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(), false);
        }
        (sources.join("\n"), self.mapping.source.own)
    }

    fn date(&mut self, row: &Row<'_>, field: &Field, what: &str) -> Option<Said<Date>> {
        let value = self.only(row, field, what)?;
        match date(&value.text) {
            Ok(what) => Some(Said { what, spot: value.spot }),
            Err(message) => {
                self.bad_date(message, value.spot);
                None
            }
        }
    }

    /// The end of a tenure, or the last day that its holder is seen in it.
    fn end(&mut self, row: &Row<'_>, field: &Field) -> (Option<Said<Date>>, Option<Date>) {
        let Some(value) = self.only(row, field, "ends") else { return (None, None) };
        if let Some(seen) = last_seen(&value.text) {
            return (None, Some(seen));
        }
        match date(&value.text) {
            Ok(what) => (Some(Said { what, spot: value.spot }), None),
            Err(message) => {
                self.bad_date(message, value.spot);
                (None, None)
            }
        }
    }

    fn bad_date(&mut self, message: String, spot: Spot) {
        self.findings.add_help(Fault::Date, spot, message, "write it like 1961-03-16, 1961-03 or 1961");
    }

    /// Two dates, or none of them where they run backwards.
    fn in_order(
        &mut self,
        first: Option<Said<Date>>,
        last: Option<Said<Date>>,
        wrong: &str,
    ) -> (Option<Said<Date>>, Option<Said<Date>>) {
        if let (Some(first), Some(last)) = (&first, &last)
            && last.what.compare(first.what) == Some(Ordering::Less)
        {
            let message = format!("it {wrong}: {} is before {}", last.what, first.what);
            self.findings.add_both(Fault::Contradiction, last.spot, self.findings.locate(first.spot), message);
            return (None, None);
        }
        (first, last)
    }
}

fn said(value: Value) -> Said<String> {
    Said { what: value.text, spot: value.spot }
}

/// A date as datasets write it; why it is none.
fn date(text: &str) -> Result<Date, String> {
    // a time of day, as in `1938-01-01T00:00:00Z`, is none that anybody means
    let (day, _) = text.split_once('T').filter(|(day, _)| day.len() == 10).unwrap_or((text, ""));
    if let Some(date) =
        Date::parse_iso(day).or_else(|| Date::parse(day)).or_else(|| edtf(day).filter(|_| day.starts_with('[')))
    {
        return Ok(date);
    }
    let shape = |c: char| if c.is_ascii_digit() { '9' } else { c };
    let shape: String = day.trim().chars().map(shape).collect();
    if matches!(shape.as_str(), "9999-99-99" | "9999-99" | "9999") {
        return Err(format!("there is no day or month {day}"));
    }
    Err(format!("“{text}” is no date that can be read"))
}

/// Whether two names are the same but for what printing changes.
pub(super) fn same_name(one: &str, two: &str) -> bool {
    folded(one).to_lowercase() == folded(two).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_datasets_write_them() {
        for (text, read) in [
            ("1938", "1938"),
            ("1938-01-09T00:00:00Z", "1938-01-09"),
            ("March 16, 1961", "1961-03-16"),
            ("[..1961-03-16]", "[..1961-03-16]"),
        ] {
            assert_eq!(date(text).unwrap().to_string(), read);
        }
        assert_eq!(date("1961-02-30").unwrap_err(), "there is no day or month 1961-02-30");
        for text in ["c. 1884", "12/03/1961", "1938?", "19380101", "1961-3", "-1938", "[..]", "[x..]", "1"] {
            assert_eq!(date(text).unwrap_err(), format!("“{text}” is no date that can be read"));
        }
    }
}
