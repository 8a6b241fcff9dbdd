//! Opening graphs: whatever the user names becomes one store that can be asked.
//!
//! A graph is a listing (converted on the fly), an RDF file, a store's folder, or several of them at once. One that
//! cannot be read is passed over and named, and the others are read all the same.

mod described;
mod entries;
mod folder;
mod input;
mod rdf_file;
mod remote;
mod sources;

pub use folder::{Loaded, MODEL};
pub(crate) use rdf_file::parse;
pub use remote::{Remote, Sent, is_remote};
pub use sources::Sources;

use crate::convert::{Conversion, Converter, Residue, once_each};
use crate::decision::Decisions;
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::link::{self, Linked, people::Reader};
use crate::rdf::derived;
use crate::rdf::mint::Base;
use crate::rdf::quads::Quads;
use crate::source;
use described::Described;
use entries::Entries;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNodeRef, Quad, QuadRef, TermRef};
use oxigraph::store::{StorageError, Store};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The class whose instances have a named graph to themselves.
const RECORD: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://www.ica.org/standards/RiC/ontology#Record");

/// The class of decisions.
const DECISION: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/chancery/ontology#Decision");

/// A store, and what is to be said about how it was filled.
pub struct Opened {
    /// The statements.
    pub store: Store,
    /// What was met while reading.
    pub notes: Notes,
}

/// What is to be said about graphs that were read.
#[derive(Debug, Default)]
pub struct Notes {
    /// How many files the graphs that were named came to.
    pub files: usize,
    /// The graphs that could not be read, and why.
    pub passed_over: Vec<Error>,
    /// What was read with a doubt.
    pub warnings: Vec<Error>,
    /// What ended the reading of a file before its end.
    pub broken: Vec<Error>,
    /// Lines of listings that no rule read, each with the name of its file.
    pub residue: Vec<(String, Residue)>,
}

impl Notes {
    /// Adds what is to be said about one graph.
    fn add(&mut self, graph: &str, conversion: Conversion) {
        self.warnings.extend(conversion.warnings);
        self.broken.extend(conversion.broken);
        self.residue.extend(conversion.residue.into_iter().map(|residue| (graph.to_owned(), residue)));
    }
}

/// What is worked out of a store's statements and kept beside them: it need not be there.
pub trait Beside: Send {
    /// Sees statements on their way into an empty store, all of one or several records or of what they share.
    fn see(&mut self, quads: &[Quad]);

    /// Keeps in a store what is worked out of all that it holds, in place of what was kept before. `saw_all` says whether those
    /// are the statements that were seen.
    fn keep(&mut self, store: &Store, saw_all: bool) -> Result<()>;
}

/// Nothing is kept beside.
impl Beside for () {
    fn see(&mut self, _: &[Quad]) {}

    fn keep(&mut self, _: &Store, _: bool) -> Result<()> {
        Ok(())
    }
}

/// What is seen of a store but for its links.
struct Unlinked<'b> {
    converter: &'b Converter,
    beside: &'b mut dyn Beside,
}

impl Beside for Unlinked<'_> {
    fn see(&mut self, quads: &[Quad]) {
        if quads.first().is_some_and(|quad| !link::is_link(&quad.graph_name, self.converter.base())) {
            self.beside.see(quads);
        }
    }

    fn keep(&mut self, store: &Store, saw_all: bool) -> Result<()> {
        self.beside.keep(store, saw_all)
    }
}

/// Which links between people a graph is opened with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// Those that it holds, and no others.
    AsTheyAre,
    /// None, and those that it holds are left out.
    None,
    /// Those that are sure, made anew; a store's folder has its own.
    Sure,
    /// Those that are not sure too, made anew.
    Possible,
}

/// Opens one or several graphs as one store.
///
/// A single store's folder is opened where it is, unless its own links are not those asked for; anything else is brought
/// into memory. `read` is called after each
/// graph. The error is that of the only graph; of several, each that fails is in [`Notes::passed_over`].
pub fn open(graphs: &[String], converter: &Converter, links: Links, read: &(dyn Fn() + Sync)) -> Result<Opened> {
    if let [graph] = graphs
        && input::is_store(Path::new(graph))
        && matches!(links, Links::AsTheyAre | Links::Sure)
    {
        return Ok(Opened { store: folder::open(graph)?, notes: Notes::default() });
    }
    let store = Store::new().map_err(|error| storage("memory", error))?;
    if let Some(sources) = Sources::of(graphs, converter)? {
        let mut put = |quads: Vec<Quad>| store.extend(quads).map_err(|error| storage("memory", error));
        let notes = sources.fill(links, &mut put, &|_| ())?;
        (0..notes.files).for_each(|_| read());
        return Ok(Opened { store, notes });
    }
    let (quads, notes) = gather(graphs, converter, read)?;
    let quads = match links {
        Links::AsTheyAre => quads,
        Links::None => link::unlink(quads, converter.base()),
        Links::Sure => link::relink(quads, converter, false)?,
        Links::Possible => link::relink(quads, converter, true)?,
    };
    store.extend(quads).map_err(|error| storage("memory", error))?;
    Ok(Opened { store, notes })
}

/// Opens graphs like [`open`], and all of it in memory.
pub fn open_in_memory(
    graphs: &[String],
    converter: &Converter,
    links: Links,
    read: &(dyn Fn() + Sync),
) -> Result<Opened> {
    let opened = open(graphs, converter, links, read)?;
    if !matches!(graphs, [graph] if input::is_store(Path::new(graph))) {
        return Ok(opened);
    }
    let quads: Result<Vec<Quad>, _> = opened.store.iter().collect();
    let store = Store::new().map_err(|error| storage("memory", error))?;
    store.extend(quads.map_err(|error| storage(&graphs[0], error))?).map_err(|error| storage("memory", error))?;
    Ok(Opened { store, notes: opened.notes })
}

/// The files that graphs come from, archives as such: those of folders and patterns, each once and in order. What is no
/// file, such as a store's folder or standard input, is named as it is.
pub fn files(graphs: &[String]) -> Result<Vec<PathBuf>> {
    let whole = |name: String| input::archive_of(Path::new(&name)).unwrap_or_else(|| PathBuf::from(&name));
    let mut files: Vec<PathBuf> = input::expand(graphs)?.into_iter().map(whole).collect();
    files.dedup();
    Ok(files)
}

/// How many bytes graphs have, as far as that is known before they are read: of stores and servers it is not.
pub fn bytes(graphs: &[String]) -> Result<u64> {
    Ok(input::expand(graphs)?.iter().map(|graph| input::size(graph)).sum())
}

/// Loads graphs into a store's folder, which is made if it is not there. With links, the people of all that it then holds are
/// linked anew.
///
/// Sources are loaded into a new folder all at once: until that is done, it holds nothing. Into one that holds something,
/// each graph is loaded by itself, and replaces the records that it has: whenever this is cut short, the folder has the old
/// state or the new one of each, and loading again completes it.
///
/// `beside` has its turn when all else is done. `read` is told how many bytes more were read, of [`bytes`].
pub fn load(
    folder: &str,
    graphs: &[String],
    converter: &Converter,
    links: bool,
    beside: &mut dyn Beside,
    read: &(dyn Fn(u64) + Sync),
) -> Result<(Loaded, Notes)> {
    let target = folder::Target::of(folder)?;
    if let Some(sources) = Sources::of(graphs, converter)?
        && target.is_new()
    {
        let links = if links { Links::Sure } else { Links::AsTheyAre };
        return target.fill(|put| sources.fill(links, put, read), beside);
    }
    let graphs = input::expand(graphs)?;
    let mut notes = Notes { files: graphs.len(), ..Notes::default() };
    let mut loading = target.open()?;
    for graph in &graphs {
        match read_graph(graph, converter) {
            Ok(mut conversion) => {
                let replaced = loading.put(graph, &std::mem::take(&mut conversion.quads), converter.base())?;
                notes.add(graph, conversion);
                notes.warnings.extend(replaced);
            }
            Err(error) if graphs.len() == 1 => return Err(error),
            Err(error) => notes.passed_over.push(error),
        }
        read(input::size(graph));
    }
    Ok((loading.finish(links.then_some(converter), beside)?, notes))
}

/// The statements of one or several graphs, each where it comes first.
///
/// Errors and `read` are as in [`open`].
pub fn gather(graphs: &[String], converter: &Converter, read: &(dyn Fn() + Sync)) -> Result<(Vec<Quad>, Notes)> {
    let graphs = &input::expand(graphs)?;
    let read_one = |graph: &String| {
        let conversion = read_graph(graph, converter);
        read();
        conversion
    };
    // rayon keeps the order of the graphs, so messages come in the order the user would look for them
    let conversions: Vec<_> = graphs.par_iter().map(read_one).collect();
    let (mut quads, mut notes) = (Vec::new(), Notes { files: graphs.len(), ..Notes::default() });
    let mut described = Described::default();
    for (graph, conversion) in graphs.iter().zip(conversions) {
        match conversion {
            Ok(mut conversion) => {
                let other = if graphs.len() > 1 { described.see(graph, &conversion.quads) } else { Vec::new() };
                quads.extend(std::mem::take(&mut conversion.quads));
                notes.add(graph, conversion);
                notes.warnings.extend(other);
            }
            Err(error) if graphs.len() == 1 => return Err(error),
            Err(error) => notes.passed_over.push(error),
        }
    }
    Ok((once_each(quads), notes))
}

/// Goes through the statements of one or several graphs without keeping them, in no order, some perhaps twice.
///
/// Errors and `read` are as in [`open`]. Each graph counts as a whole or not at all: if one breaks off, the others are read
/// anew.
pub fn fold<T: Default + Send>(
    graphs: &[String],
    converter: &Converter,
    read: &(dyn Fn() + Sync),
    take: &(dyn Fn(&mut T, QuadRef<'_>) + Sync),
) -> Result<(T, Notes)> {
    if let Some(sources) = Sources::of(graphs, converter)? {
        let mut folded = T::default();
        let mut take_all = |quads: Quads| {
            quads.iter().for_each(|quad| take(&mut folded, quad));
            Ok(())
        };
        let notes = sources.convert(&|quads| quads, &mut take_all, &|_| ())?;
        (0..notes.files).for_each(|_| read());
        return Ok((folded, notes));
    }
    let graphs = &input::expand(graphs)?;
    let folded = Mutex::new(T::default());
    let take_all = |quads: &[Quad]| {
        let mut folded = folded.lock().unwrap_or_else(PoisonError::into_inner);
        quads.iter().for_each(|quad| take(&mut folded, quad.as_ref()));
    };
    let read_one = |(number, graph): (usize, &String)| {
        let notes = each(graph, number, converter, &take_all);
        read();
        notes
    };
    let found: Vec<_> = graphs.par_iter().enumerate().map(read_one).collect();
    let (mut notes, mut whole) = (Notes { files: graphs.len(), ..Notes::default() }, Vec::new());
    for (graph, found) in graphs.iter().zip(found) {
        match found {
            Ok(found) => {
                notes.add(graph, found);
                whole.push(graph.clone());
            }
            Err(error) if graphs.len() == 1 => return Err(error),
            Err(error) => notes.passed_over.push(error),
        }
    }
    if notes.passed_over.is_empty() {
        return Ok((folded.into_inner().unwrap_or_else(PoisonError::into_inner), notes));
    }
    let folded = if whole.is_empty() { T::default() } else { fold(&whole, converter, &|| (), take)?.0 };
    Ok((folded, notes))
}

/// How many statements are handed over at a time.
const BATCH: usize = 1 << 10;

/// Hands over the statements of one graph, some at a time; what is left of it is what is to be said about them.
fn each(graph: &str, number: usize, converter: &Converter, take: &(dyn Fn(&[Quad]) + Sync)) -> Result<Conversion> {
    let path = Path::new(graph);
    if let Some(format) = rdf_file::format(path).filter(|_| path.is_file() && !converts(path, converter))
        && rdf_file::stream(path, number, format, take)
    {
        return Ok(only(Vec::new()));
    }
    let mut conversion = read_graph(graph, converter)?;
    take(&std::mem::take(&mut conversion.quads));
    Ok(conversion)
}

/// Puts statements into a store, in one transaction.
///
/// The graph of a record holds all that is said of it, so it replaces the one that is there. Other graphs are shared by
/// records, and grow; but each entry of an authority file replaces what was said of it. Returns how many graphs were
/// replaced.
pub fn put(store: &Store, quads: &[Quad], base: &Base) -> Result<usize, StorageError> {
    let of_records: HashSet<&GraphName> = quads
        .iter()
        .filter(|quad| quad.predicate == rdf::TYPE && quad.object.as_ref() == TermRef::from(RECORD))
        .map(|quad| &quad.graph_name)
        .filter(|graph| !graph.is_default_graph())
        .collect();
    let mut transaction = store.start_transaction()?;
    transaction.remove(derived::mark());
    let mut replaced = 0;
    for graph in of_records {
        let there = transaction.quads_for_pattern(None, None, None, Some(graph.as_ref())).next().transpose()?;
        if there.is_some() {
            transaction.clear_graph(graph.as_ref())?;
            replaced += 1;
        }
    }
    let mut entries = Entries::new(base);
    entries.note(quads);
    entries.remove(quads, &mut transaction)?;
    transaction.extend(quads);
    transaction.commit()?;
    Ok(replaced)
}

/// Who is who in a store, by what it says of them and by its decisions, whatever links it holds.
pub fn linked(store: &Store, converter: &Converter) -> Result<Linked> {
    linked_beside(store, converter, &mut ())
}

/// The same, and `beside` sees all that the store holds.
pub fn linked_beside(store: &Store, converter: &Converter, beside: &mut dyn Beside) -> Result<Linked> {
    let failed = |error| storage("the store", error);
    let mut reader = Reader::default();
    let take = |quads: &[Quad]| {
        quads.iter().for_each(|quad| reader.read(quad.as_ref()));
        beside.see(quads);
    };
    derived::graphs(store, take).map_err(failed)?;
    Linked::new(reader, converter, &Decisions::from_quads(&decided(store).map_err(failed)?)?)
}

/// Links the people of a store, in place of the links that it holds.
pub fn relink(store: &Store, converter: &Converter) -> Result<()> {
    relink_beside(store, converter, &mut ())
}

/// The same, and `beside` sees all that the store holds then.
fn relink_beside(store: &Store, converter: &Converter, beside: &mut dyn Beside) -> Result<()> {
    let failed = |error| storage("the store", error);
    let linked = linked_beside(store, converter, &mut Unlinked { converter, beside })?;
    let mut transaction = store.start_transaction().map_err(failed)?;
    transaction.remove(derived::mark());
    let graphs: Vec<_> = store.named_graphs().collect::<Result<_, _>>().map_err(failed)?;
    for graph in graphs.iter().filter(|graph| link::is_link(&GraphName::from((*graph).clone()), converter.base())) {
        transaction.clear_graph(graph.as_ref()).map_err(failed)?;
    }
    let links: Vec<Quad> = linked.quads(converter).chain(linked.described(converter)).collect();
    beside.see(&links);
    transaction.extend(&links);
    transaction.commit().map_err(failed)
}

/// What a store says of decisions.
fn decided(store: &Store) -> Result<Vec<Quad>, StorageError> {
    let mut quads = Vec::new();
    for decision in store.quads_for_pattern(None, Some(rdf::TYPE), Some(DECISION.into()), None) {
        let subject = decision?.subject;
        for quad in store.quads_for_pattern(Some(subject.as_ref()), None, None, None) {
            quads.push(quad?);
        }
    }
    Ok(quads)
}

/// One graph's statements.
fn read_graph(graph: &str, converter: &Converter) -> Result<Conversion> {
    let path = Path::new(graph);
    if remote::can_be_read(graph) {
        return Ok(only(Remote::new(graph, None, None)?.read()?));
    }
    if graph.contains("://") {
        return Err(Error::new(ErrorKind::Usage, "addresses cannot be read")
            .at(Locator::file(graph))
            .help("save the page or the graph to a file and name that"));
    }
    if path.is_dir() {
        let store = folder::open(graph)?;
        let quads: Result<Vec<_>, _> = derived::statements(&store).collect();
        return Ok(only(quads.map_err(|error| storage(graph, error))?));
    }
    let bytes = input::bytes(graph)?;
    let name = input::inner(graph);
    match rdf_file::format(Path::new(name)).filter(|_| !is_source(name, &bytes, converter)) {
        Some(format) => {
            let mut quads = rdf_file::parse(graph, format, &bytes)?;
            quads.retain(|quad| !derived::is_derived(&quad.graph_name));
            Ok(only(quads))
        }
        None => converter.convert(graph, &bytes),
    }
}

/// Whether a file is one to convert, whatever its name: XML and JSON may be RDF or a source.
fn converts(path: &Path, converter: &Converter) -> bool {
    let beginning = || {
        let mut beginning = Vec::new();
        fs::File::open(path).ok()?.take(BEGINNING).read_to_end(&mut beginning).ok()?;
        Some(beginning)
    };
    converter.options().form.is_some()
        || (may_be_source(path) && beginning().is_some_and(|bytes| source::is_form(&bytes)))
}

fn is_source(name: &str, bytes: &[u8], converter: &Converter) -> bool {
    let beginning = &bytes[..bytes.len().min(BEGINNING as usize)];
    converter.options().form.is_some() || (may_be_source(Path::new(name)) && source::is_form(beginning))
}

/// How much of a file tells whether it is RDF.
const BEGINNING: u64 = 1 << 16;

fn may_be_source(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xml") || extension.eq_ignore_ascii_case("json"))
}

/// Statements that were no listing.
fn only(quads: Vec<Quad>) -> Conversion {
    Conversion { quads, records: 0, residue: Vec::new(), warnings: Vec::new(), broken: None }
}

/// A file that cannot be read, and what to do.
fn unreadable(name: &str, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::new(ErrorKind::Io, "there is no such file").at(Locator::file(name)).help("check the path")
        }
        io::ErrorKind::PermissionDenied => Error::new(ErrorKind::Io, "the file may not be read")
            .at(Locator::file(name))
            .help("ask for the right to read it, or copy it"),
        _ => Error::io(name, error),
    }
}

/// A failure of a store.
fn storage(name: &str, error: StorageError) -> Error {
    Error::io(name, &error.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::DEFAULT_BASE;
    use crate::rdf::vocab::rico;
    use oxigraph::model::vocab::rdfs;
    use oxigraph::model::{Literal, NamedNode};

    fn quad(subject: &str, value: &str, graph: &str) -> Quad {
        let iri = |end: &str| NamedNode::new(format!("http://example.org/{end}")).unwrap();
        Quad::new(iri(subject), iri("says"), Literal::from(value), iri(graph))
    }

    fn record(graph: &str) -> Quad {
        let iri = NamedNode::new(format!("http://example.org/{graph}")).unwrap();
        Quad::new(iri.clone(), rdf::TYPE, RECORD, iri)
    }

    #[test]
    fn a_record_read_again_replaces_its_graph_and_leaves_the_others() {
        let store = Store::new().unwrap();
        let first = [record("a"), quad("a", "old", "a"), quad("x", "one", "shared"), record("b")];
        let base = Base::new(DEFAULT_BASE).unwrap();
        assert_eq!(put(&store, &first, &base).unwrap(), 0);
        let second = [record("a"), quad("a", "new", "a"), quad("x", "two", "shared")];
        assert_eq!(put(&store, &second, &base).unwrap(), 1);
        let mut left: Vec<_> = store.iter().map(|quad| quad.unwrap().object.to_string()).collect();
        left.retain(|object| object.starts_with('"'));
        left.sort();
        assert_eq!(left, ["\"new\"", "\"one\"", "\"two\""]);
        assert!(store.contains(&record("b")).unwrap());
    }

    /// What only refers to a thing replaces nothing of it.
    #[test]
    fn an_entry_of_an_authority_file_is_replaced_with_its_tenures() {
        let base = Base::new(DEFAULT_BASE).unwrap();
        let graph = base.graph("authority");
        let iri = |end: &str| NamedNode::new(format!("{DEFAULT_BASE}person/{end}")).unwrap();
        let name = |person: &str| Quad::new(iri(person), rico::name, Literal::from(person), graph.clone());
        let label =
            |person: &str, label: &str| Quad::new(iri(person), rdfs::LABEL, Literal::from(label), graph.clone());
        let tenure = |end: &str| Quad::new(iri(end), rico::relationHasSource, iri("a"), graph.clone());
        let store = Store::new().unwrap();
        let first =
            [name("a"), label("a", "old"), tenure("a#office-1"), tenure("a#office-2"), name("b"), label("b", "B")];
        put(&store, &first, &base).unwrap();
        put(&store, &[tenure("a#office-1"), name("a"), label("a", "new"), label("b", "B!")], &base).unwrap();
        let left: HashSet<Quad> = store.iter().collect::<Result<_, _>>().unwrap();
        let right = [tenure("a#office-1"), name("a"), label("a", "new"), name("b"), label("b", "B"), label("b", "B!")];
        assert_eq!(left, HashSet::from(right));
    }

    #[test]
    fn blank_nodes_of_two_files_stay_apart() {
        let folder = tempfile::tempdir().unwrap();
        let graphs: Vec<_> = ["a.nt", "b.nt"]
            .iter()
            .map(|name| {
                let path = folder.path().join(name);
                fs::write(&path, "_:x <http://example.org/says> \"hello\" .\n").unwrap();
                path.to_str().unwrap().to_owned()
            })
            .collect();
        let (quads, _) = gather(&graphs, &Converter::new(DEFAULT_BASE).unwrap(), &|| ()).unwrap();
        assert_eq!(quads.len(), 2);
    }

    /// Files by their names and texts in a folder, and where they are.
    fn files(files: &[(&str, &str)]) -> (tempfile::TempDir, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let write = |(name, text): &(&str, &str)| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let paths = files.iter().map(write).collect();
        (folder, paths)
    }

    /// All that [`fold`] hands over, sorted.
    fn folded(graphs: &[String]) -> Result<(Vec<String>, Notes)> {
        let converter = Converter::new(DEFAULT_BASE).unwrap();
        let keep = |all: &mut Vec<String>, quad: QuadRef<'_>| all.push(quad.to_string());
        let (mut all, notes) = fold(graphs, &converter, &|| (), &keep)?;
        all.sort();
        Ok((all, notes))
    }

    /// More lines than fit into one part of a file.
    fn many_lines() -> String {
        let line = |n: usize| format!("_:all <http://example.org/has> <http://example.org/{n}> .\n");
        (0..BATCH * 4).map(line).collect()
    }

    #[test]
    fn folding_hands_over_what_gathering_keeps() {
        let listing = include_str!("../data/samples/inter-korean-relations.txt");
        let turtle = "<http://a> <http://b> \"c\" .";
        let (_folder, graphs) =
            files(&[("listing.txt", listing), ("a.ttl", turtle), ("a.nq", "<http://d> <http://e> <http://f> .")]);
        let converter = Converter::new(DEFAULT_BASE).unwrap();
        let gathered = gather(&graphs, &converter, &|| ()).unwrap().0;
        let mut gathered: Vec<_> = gathered.iter().map(ToString::to_string).collect();
        gathered.sort();
        let mut folded = folded(&graphs).unwrap().0;
        folded.dedup();
        assert!(folded.len() > 1000);
        assert_eq!(folded, gathered);
    }

    #[test]
    fn a_blank_node_is_one_in_all_parts_of_its_file_and_another_in_the_next() {
        let lines = many_lines();
        let (_folder, graphs) = files(&[("a.nt", &lines), ("b.nt", &lines)]);
        let all = folded(&graphs).unwrap().0;
        let subjects: HashSet<_> = all.iter().map(|quad| quad.split(' ').next().unwrap()).collect();
        assert_eq!((all.len(), subjects.len()), (2 * lines.lines().count(), 2));
    }

    #[test]
    fn a_file_that_breaks_off_counts_for_nothing() {
        let broken = format!("{}<http://a> <http://b> c .\n", many_lines());
        let (_folder, graphs) = files(&[("a.nt", &broken), ("b.nt", "<http://d> <http://e> <http://f> .\n")]);
        let (all, notes) = folded(&graphs).unwrap();
        assert_eq!(all, ["<http://d> <http://e> <http://f>"]);
        let converter = Converter::new(DEFAULT_BASE).unwrap();
        let gathered = gather(&graphs[..1], &converter, &|| ()).unwrap_err().to_string();
        assert!(gathered.contains("a.nt:4097:"), "{gathered}");
        assert_eq!(notes.passed_over.iter().map(ToString::to_string).collect::<Vec<_>>(), [gathered.as_str()]);
        assert_eq!(folded(&graphs[..1]).unwrap_err().to_string(), gathered);
        let (_folder, empty) = files(&[("a.nq", "\n")]);
        assert!(folded(&empty).unwrap_err().to_string().contains("the file is empty"));
    }
}
