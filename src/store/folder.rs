//! A store's folder: Oxigraph's files, and one more that says which version of the model they hold.
//!
//! The version is a file of its own so that it can be read without opening the store, by a build that cannot open it too.

use super::{Beside, Notes};
use crate::convert::Converter;
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::rdf::mint::Base;
use oxigraph::model::Quad;
use oxigraph::store::Store;
use std::fs;
use std::path::Path;

/// The version of the model that this program writes and reads: that of its ontology.
pub const MODEL: &str = "0.1.0";

/// The file that makes a folder a store of ours.
pub(super) const MARKER: &str = "chancery-model";

/// The same while it is written.
const MARKING: &str = "chancery-model.new";

/// What loading came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// How many graphs of records were there already and now hold what was loaded.
    pub replaced: usize,
    /// How many statements the store holds.
    pub quads: usize,
}

/// Opens a folder to read.
pub(super) fn open(folder: &str) -> Result<Store> {
    check(folder)?;
    disk::open(folder)
}

/// A folder to load into.
pub(super) struct Target<'f> {
    folder: &'f str,
    is_new: bool,
}

impl<'f> Target<'f> {
    /// A store of this version, or a folder that is to become one.
    pub fn of(folder: &'f str) -> Result<Self> {
        let path = Path::new(folder);
        let empty = match fs::read_dir(path) {
            Ok(mut entries) => entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == MARKING)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
                return Err(Error::new(ErrorKind::Usage, "this is a file, and a store is a folder")
                    .at(Locator::file(folder))
                    .help("name a new folder, or one that chancery load has made"));
            }
            Err(error) => return Err(Error::io(folder, &error)),
        };
        if !empty {
            check(folder)?;
        }
        // a first load that was cut short has left no more than the sign of one
        Ok(Self { folder, is_new: empty || disk::is_empty(folder) })
    }

    /// Whether it holds nothing yet.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// Loads all that is handed over, or nothing of it.
    pub fn fill(
        self,
        feed: impl FnOnce(&mut Put<'_>) -> Result<Notes> + Send,
        beside: &mut dyn Beside,
    ) -> Result<(Loaded, Notes)> {
        self.mark()?;
        disk::fill(self.folder, feed, beside)
    }

    /// Opens it, to load graphs one after another.
    pub fn open(self) -> Result<disk::Loading<'f>> {
        self.mark()?;
        disk::Loading::open(self.folder)
    }

    /// The sign comes first: whatever happens then, the folder is known for what it is. One that is there stays, and a new
    /// one is there whole: of a folder with half a sign, nobody could tell what it is.
    fn mark(&self) -> Result<()> {
        disk::check(self.folder)?;
        let (path, failed) = (Path::new(self.folder), |error| Error::io(self.folder, &error));
        if path.join(MARKER).exists() {
            return Ok(());
        }
        fs::create_dir_all(path).map_err(failed)?;
        fs::write(path.join(MARKING), format!("{MODEL}\n")).map_err(failed)?;
        fs::rename(path.join(MARKING), path.join(MARKER)).map_err(failed)
    }
}

/// What takes statements that are handed over.
pub(super) type Put<'p> = dyn FnMut(Vec<Quad>) -> Result<()> + Send + 'p;

/// Whether a folder is a store of this version.
fn check(folder: &str) -> Result<()> {
    let at = |error: Error| error.at(Locator::file(folder));
    match fs::read_to_string(Path::new(folder).join(MARKER)) {
        Ok(version) if version.trim() == MODEL => Ok(()),
        Ok(version) => {
            let version = version.trim();
            let message = format!("the store holds version {version} of the model, and this program reads {MODEL}");
            Err(at(Error::new(ErrorKind::Input, message)).help("load its listings again into a new folder"))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(at(Error::new(ErrorKind::Input, "this folder is no store of Chancery"))
                .help("name the files in it, or make a store with: chancery load LISTING --store FOLDER"))
        }
        Err(error) => Err(Error::io(folder, &error)),
    }
}

/// Stores on disk, where the program was built with them.
#[cfg(feature = "disk")]
mod disk {
    use super::{
        Base, Beside, Converter, Error, ErrorKind, Loaded, Locator, Notes, Path, Put, Quad, Result, Store, fs,
    };
    use crate::rdf::derived;
    use crate::store::{described, put, relink_beside, storage};
    use oxigraph::store::StorageError;
    use std::sync::mpsc::sync_channel;
    use std::thread::{self, sleep};
    use std::time::Duration;

    /// How many batches of statements wait to be loaded.
    const WAITING: usize = 64;

    pub fn check(_: &str) -> Result<()> {
        Ok(())
    }

    /// How often a store is opened that changes meanwhile, and how long is waited between.
    const TRIES: usize = 20;
    const WAIT: Duration = Duration::from_millis(50);

    /// Opens a store to read.
    ///
    /// It is made up of files that a list names and of a log, which are read one after the other. If somebody loads between,
    /// the log tells of what came after files that were not read: that the ties are kept, without the ties. So the list must
    /// be the same before and after.
    pub fn open(folder: &str) -> Result<Store> {
        let (mut before, mut damage) = (listed(folder), None);
        for _ in 0..TRIES {
            let opened = Store::open_read_only(Path::new(folder));
            let after = listed(folder);
            match opened {
                Ok(store) if after == before => return Ok(store),
                Err(error) if after == before => damage = Some(error),
                _ => damage = None,
            }
            sleep(WAIT);
            before = listed(folder);
        }
        Err(match damage {
            Some(error) => failed(folder, error),
            None => Error::new(ErrorKind::Io, "the store is being loaded")
                .at(Locator::file(folder))
                .help("ask again when that is done"),
        })
    }

    /// The list of the store's files, and how long it is: whatever changes the files adds to it.
    fn listed(folder: &str) -> Option<(String, u64)> {
        let folder = Path::new(folder);
        let name = fs::read_to_string(folder.join("CURRENT")).ok()?;
        let length = fs::metadata(folder.join(name.trim())).ok()?.len();
        Some((name, length))
    }

    /// Whether a store holds nothing, or was never begun.
    pub fn is_empty(folder: &str) -> bool {
        let begun = Path::new(folder).join("CURRENT").exists();
        !begun || open(folder).is_ok_and(|store| store.is_empty().unwrap_or(false))
    }

    /// Opens a store to load into, which nobody else can do then. What a load that was killed had sorted and not yet put there
    /// goes: nothing else would ever take it away.
    fn begin(folder: &str) -> Result<Store> {
        let store = Store::open(Path::new(folder)).map_err(|error| failed(folder, error))?;
        let unreadable = |error| Error::io(folder, &error);
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name();
            if name.to_str().is_some_and(|name| name.starts_with("bulk-") && name.ends_with(".sst")) {
                fs::remove_file(entry.path()).map_err(unreadable)?;
            }
        }
        Ok(store)
    }

    /// Loads at Oxigraph's own speed: while some statements are handed over, those before them are sorted.
    pub fn fill(
        folder: &str,
        feed: impl FnOnce(&mut Put<'_>) -> Result<Notes> + Send,
        beside: &mut dyn Beside,
    ) -> Result<(Loaded, Notes)> {
        let failed = |error| failed(folder, error);
        let store = begin(folder)?;
        let mut loader = store.bulk_loader();
        let notes = thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<Vec<Quad>>(WAITING);
            let seeing = &mut *beside;
            let feeding = scope.spawn(move || {
                feed(&mut |quads| {
                    seeing.see(&quads);
                    sender.send(quads).map_err(|_| Error::new(ErrorKind::Io, "the store takes no more"))
                })
            });
            let loaded = loader.load_quads(receiver.into_iter().flatten()).map_err(failed);
            let fed = feeding.join().unwrap_or_else(|_| Err(Error::new(ErrorKind::Bundled, "conversion broke off")));
            loaded.and(fed)
        })?;
        loader.commit().map_err(failed)?;
        let quads = store.len().map_err(failed)?;
        beside.keep(&store, true)?;
        store.flush().map_err(failed)?;
        Ok((Loaded { replaced: 0, quads }, notes))
    }

    /// A store that is loaded into, a graph at a time.
    pub struct Loading<'f> {
        folder: &'f str,
        store: Store,
        replaced: usize,
    }

    impl<'f> Loading<'f> {
        pub fn open(folder: &'f str) -> Result<Self> {
            Ok(Self { folder, store: begin(folder)?, replaced: 0 })
        }

        /// Loads a graph, all of it or nothing, and warns of what it describes otherwise than the store did.
        pub fn put(&mut self, graph: &str, quads: &[Quad], base: &Base) -> Result<Vec<Error>> {
            let failed = |error| failed(self.folder, error);
            let warnings = described::replaced(&self.store, graph, quads).map_err(failed)?;
            self.replaced += put(&self.store, quads, base).map_err(failed)?;
            Ok(warnings)
        }

        /// With a converter, links the people of all that the store holds anew.
        pub fn finish(self, link: Option<&Converter>, beside: &mut dyn Beside) -> Result<Loaded> {
            let failed = |error| failed(self.folder, error);
            if let Some(converter) = link {
                relink_beside(&self.store, converter, beside)?;
            }
            beside.keep(&self.store, link.is_some())?;
            self.store.flush().map_err(failed)?;
            Ok(Loaded { replaced: self.replaced, quads: derived::count(&self.store).map_err(failed)? })
        }
    }

    fn failed(folder: &str, error: StorageError) -> Error {
        storage(folder, error)
            .help("if another program has the store open, wait for it; if it is damaged, load its listings again into a new folder")
    }
}

/// What a build without stores on disk answers.
#[cfg(not(feature = "disk"))]
mod disk {
    use super::{Base, Beside, Converter, Error, ErrorKind, Loaded, Locator, Notes, Put, Quad, Result, Store};

    pub fn check(folder: &str) -> Result<()> {
        Err(absent(folder))
    }

    pub fn open(folder: &str) -> Result<Store> {
        Err(absent(folder))
    }

    pub fn is_empty(_: &str) -> bool {
        false
    }

    pub fn fill(
        folder: &str,
        _: impl FnOnce(&mut Put<'_>) -> Result<Notes> + Send,
        _: &mut dyn Beside,
    ) -> Result<(Loaded, Notes)> {
        Err(absent(folder))
    }

    pub struct Loading<'f> {
        folder: &'f str,
    }

    impl<'f> Loading<'f> {
        pub fn open(folder: &'f str) -> Result<Self> {
            Err(absent(folder))
        }

        pub fn put(&mut self, _: &str, _: &[Quad], _: &Base) -> Result<Vec<Error>> {
            Err(absent(self.folder))
        }

        pub fn finish(self, _: Option<&Converter>, _: &mut dyn Beside) -> Result<Loaded> {
            Err(absent(self.folder))
        }
    }

    fn absent(folder: &str) -> Error {
        Error::new(ErrorKind::Usage, "this build of Chancery has no stores on disk")
            .at(Locator::file(folder))
            .help("build it with them: cargo build --release --features disk; or name listings and RDF files")
    }
}
