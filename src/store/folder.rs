//! A store's folder: Oxigraph's files, and one more that says which version of the model they hold.
//!
//! The version is a file of its own so that it can be read without opening the store, by a build that cannot open it too.

use crate::convert::Converter;
use crate::error::{Error, ErrorKind, Locator, Result};
use oxigraph::model::Quad;
use oxigraph::store::Store;
use std::fs;
use std::path::Path;

/// The version of the model that this program writes and reads: that of its ontology.
pub const MODEL: &str = "0.1.0";

/// The file that makes a folder a store of ours.
pub(super) const MARKER: &str = "chancery-model";

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

/// Loads statements into a store's folder, which is made if it is not there; all of them or none. With a converter, the
/// people of all that it then holds are linked anew.
pub fn load(folder: &str, quads: &[Quad], link: Option<&Converter>) -> Result<Loaded> {
    let path = Path::new(folder);
    let new = match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            return Err(Error::new(ErrorKind::Usage, "this is a file, and a store is a folder")
                .at(Locator::file(folder))
                .help("name a new folder, or one that chancery load has made"));
        }
        Err(error) => return Err(Error::io(folder, &error)),
    };
    if !new {
        check(folder)?;
    }
    disk::load(folder, quads, link, || match new {
        true => fs::write(path.join(MARKER), format!("{MODEL}\n")).map_err(|error| Error::io(folder, &error)),
        false => Ok(()),
    })
}

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
    use super::{Converter, Error, Loaded, Path, Quad, Result, Store};
    use crate::store::{put, relink, storage};
    use oxigraph::store::StorageError;

    pub fn open(folder: &str) -> Result<Store> {
        Store::open_read_only(Path::new(folder)).map_err(|error| failed(folder, error))
    }

    pub fn load(
        folder: &str,
        quads: &[Quad],
        link: Option<&Converter>,
        mark: impl FnOnce() -> Result<()>,
    ) -> Result<Loaded> {
        let failed = |error| failed(folder, error);
        let store = Store::open(Path::new(folder)).map_err(failed)?;
        mark()?;
        let replaced = put(&store, quads).map_err(failed)?;
        if let Some(converter) = link {
            relink(&store, converter)?;
        }
        store.flush().map_err(failed)?;
        Ok(Loaded { replaced, quads: store.len().map_err(failed)? })
    }

    fn failed(folder: &str, error: StorageError) -> Error {
        storage(folder, error)
            .help("if another program has the store open, wait for it; if it is damaged, load its listings again into a new folder")
    }
}

/// What a build without stores on disk answers.
#[cfg(not(feature = "disk"))]
mod disk {
    use super::{Converter, Error, ErrorKind, Loaded, Locator, Quad, Result, Store};

    pub fn open(folder: &str) -> Result<Store> {
        Err(absent(folder))
    }

    pub fn load(folder: &str, _: &[Quad], _: Option<&Converter>, _: impl FnOnce() -> Result<()>) -> Result<Loaded> {
        Err(absent(folder))
    }

    fn absent(folder: &str) -> Error {
        Error::new(ErrorKind::Usage, "this build of Chancery has no stores on disk")
            .at(Locator::file(folder))
            .help("build it with them: cargo build --release --features disk; or name listings and RDF files")
    }
}
