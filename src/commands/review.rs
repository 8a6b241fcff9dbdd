//! `chancery review`: questions for a person, and the answers.

use super::{Outcome, authority, converter, counted, open, open_with};
use crate::cli::Review;
use crate::output;
use crate::terminal::Terminal;
use chancery::convert::DEFAULT_BASE;
use chancery::decision::{Decisions, short};
use chancery::link::candidate::Candidates;
use chancery::link::{Linked, people::Reader};
use chancery::resolve::authority::Authority;
use chancery::review::answer::{Change, Signature, changes};
use chancery::review::file::{File, Tally};
use chancery::review::question::{Kind, Question, decided, decisions, entries, linked, open_questions};
use chancery::review::{sheet, suggest::suggest};
use chancery::{Error, ErrorKind, Locator, Result};
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::Store;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// How many dormant decisions are shown; the others are only counted.
const SHOWN: usize = 5;

/// How many mistakes are shown: where every row lacks a date, one need not be told a thousand times.
const MISTAKES: usize = 20;

pub fn run(command: &Review, terminal: &Terminal) -> Result<Outcome> {
    let authority = authority(&command.knowledge)?;
    match &command.apply {
        Some(sheet) => apply(command, sheet, &authority, terminal),
        None => ask(command, &authority, terminal),
    }
}

/// Writes the questions.
fn ask(command: &Review, authority: &Authority, terminal: &Terminal) -> Result<Outcome> {
    let (store, outcome) = open_with(command.linking.links(), &command.graphs, &command.knowledge, terminal)?;
    let standing = decisions(&store)?;
    if let Some(path) = command.output.file() {
        keep_answers(path, &standing, &known(authority, Some(&store))?)?;
    }
    let converter = converter(DEFAULT_BASE, &command.knowledge)?;
    // of no graph: what is asked for is who of the authority files it may be
    let entries = Linked::new(Reader::default(), &converter, &Decisions::default())?;
    let candidates = Candidates::new(&entries, &converter);
    let mut questions = open_questions(&store, &|name| suggest(&candidates, name))?;
    if command.linked {
        questions.extend(linked(&store)?);
    }
    if command.decided {
        questions.extend(decided(&store)?);
    }
    let write = |out: &mut (dyn std::io::Write + Send)| sheet::write(&questions, command.separator.byte(), out);
    terminal.put(command.output.file(), write)?;
    terminal.note(&summary(&questions));
    dormant(&standing, &store, authority, terminal);
    Ok(outcome)
}

/// Writes the answers into the file of decisions.
fn apply(command: &Review, path: &Path, authority: &Authority, terminal: &Terminal) -> Result<Outcome> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Error::new(ErrorKind::Io, "there is no such sheet").at(Locator::file(&name)).help("check the path")
        }
        _ => Error::io(&name, &error),
    })?;
    let answers = sheet::read(&name, &bytes)?;
    let mut file = File::read(&command.decisions)?;
    let (store, outcome) = match command.graphs.is_empty() {
        true => (None, Outcome::Done),
        false => {
            let (store, outcome) = open(&command.graphs, &command.knowledge, terminal)?;
            (Some(store), outcome)
        }
    };
    let signature = Signature { by: command.by.clone(), date: command.date };
    let entries = known(authority, store.as_ref())?;
    let kept = |errors: Vec<Error>| refuse(&errors, &command.decisions, terminal);
    let changes = changes(&answers, &signature, &entries).map_err(kept)?;
    let tally = file.change(&changes).map_err(kept)?;
    if tally.has_changes() {
        output::to_file(&command.decisions, |out| file.write(out))?;
    }
    let standing = Decisions::new(file.decisions()?).unwrap_or_default();
    say(&tally, standing.iter().len(), &command.decisions, terminal);
    if let Some(store) = &store {
        dormant(&standing, store, authority, terminal);
    }
    Ok(outcome)
}

/// Says all that is wrong with the answers; none of them is kept.
fn refuse(errors: &[Error], decisions: &Path, terminal: &Terminal) -> Error {
    if let [only] = errors {
        return only.clone();
    }
    errors.iter().take(MISTAKES).for_each(|error| terminal.error(error));
    if errors.len() > MISTAKES {
        terminal.note(&format!("and {} more", errors.len() - MISTAKES));
    }
    let message = format!("{} things to mend first; the decisions are as they were", errors.len());
    Error::new(ErrorKind::Input, message).at(Locator::file(decisions.display().to_string()))
}

/// An error if a sheet is there whose answers would be lost.
fn keep_answers(path: &Path, standing: &Decisions, entries: &BTreeSet<String>) -> Result<()> {
    let bytes = match fs::read(path) {
        Ok(bytes) if !bytes.is_empty() => bytes,
        _ => return Ok(()),
    };
    let name = path.display().to_string();
    let lost = |message: &str| {
        Err(Error::new(ErrorKind::Usage, message).at(Locator::file(&name)).help(format!(
            "keep them with: chancery review --apply {name}; then name the file of decisions with the graphs, or write \
             to another file"
        )))
    };
    let Ok(answers) = sheet::read(&name, &bytes) else {
        return Err(Error::new(ErrorKind::Usage, "there is a file that is no sheet of questions")
            .at(Locator::file(&name))
            .help("write to another file, or delete this one"));
    };
    let anybody = Signature { by: Some("-".to_owned()), date: Some(chrono::NaiveDate::MIN) };
    let kept = |change: &Change| match change {
        Change::Decide(new) => standing.iter().any(|old| (&old.node, &old.ruling) == (&new.node, &new.ruling)),
        Change::TakeBack { node, .. } => !standing.iter().any(|old| old.concerns(node)),
    };
    match changes(&answers, &anybody, entries) {
        Ok(changes) if changes.iter().all(kept) => Ok(()),
        _ => lost("this sheet holds answers that are no decisions yet, and they would be lost"),
    }
}

/// The authority entries there are, by the ends of their IRIs.
fn known(authority: &Authority, store: Option<&Store>) -> Result<BTreeSet<String>> {
    let mut known = store.map_or_else(|| Ok(BTreeSet::new()), entries)?;
    known.extend(authority.persons().iter().map(|person| format!("person/{}", person.slug)));
    known.extend(authority.bodies().iter().map(|body| format!("body/{}", body.slug)));
    Ok(known)
}

/// `12 questions: 7 doubtful links, 5 names of nobody known`
fn summary(questions: &[Question]) -> String {
    let of = |kind: Kind| questions.iter().filter(|question| question.kind == kind).count();
    let (links, names, linked, decided) = (of(Kind::Link), of(Kind::Name), of(Kind::Linked), of(Kind::Decided));
    let asked = counted(links + names, "question", "questions");
    let each =
        [counted(links, "doubtful link", "doubtful links"), counted(names, "unresolved name", "unresolved names")];
    let also = |count: usize, one: &str, many: &str| match count {
        0 => String::new(),
        _ => format!("; {}", counted(count, one, many)),
    };
    let (linked, decided) = (also(linked, "link", "links"), also(decided, "decision", "decisions"));
    format!("{asked}: {}{linked}{decided}", each.join(", "))
}

fn say(tally: &Tally, in_all: usize, decisions: &Path, terminal: &Terminal) {
    for decision in &tally.taken_back {
        terminal.note(&format!("taken back: {decision}"));
    }
    for place in &tally.nothing_to_take_back {
        terminal.note(&format!("{place}: there is no such decision to take back"));
    }
    terminal.note(&format!(
        "{}: {} added, {} changed, {} taken back, {} there already; {} in all",
        decisions.display(),
        tally.added,
        tally.changed,
        tally.taken_back.len(),
        tally.unchanged,
        counted(in_all, "decision", "decisions"),
    ));
}

/// Names the decisions about what is not there.
fn dormant(decisions: &Decisions, store: &Store, authority: &Authority, terminal: &Terminal) {
    let in_authority = |node: &NamedNode| authority.name(short(node)).is_some();
    let in_store =
        |node: NamedNodeRef<'_>| store.quads_for_pattern(Some(node.into()), None, None, None).next().is_some();
    let dormant = decisions.dormant(|node| in_store(node.as_ref()) || in_authority(node));
    if dormant.is_empty() {
        return;
    }
    terminal.note(&match dormant.len() {
        1 => "1 decision is kept, but dormant: what it is about is not in these graphs".to_owned(),
        many => format!("{many} decisions are kept, but dormant: what they are about is not in these graphs"),
    });
    for decision in dormant.iter().take(SHOWN) {
        terminal.note(&format!("  {decision}"));
    }
    if dormant.len() > SHOWN {
        terminal.note(&format!("  and {} more", dormant.len() - SHOWN));
    }
}
