//! Writing results: files whole or not at all, and failures named for what they are.

use chancery::{Error, ErrorKind, Locator, Result};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use tempfile::NamedTempFile;

/// Writes to something that messages call `name`.
pub fn to(name: &str, out: impl Write + Send, write: impl FnOnce(&mut (dyn Write + Send)) -> Result<()>) -> Result<()> {
    let mut out = Watched { out: BufWriter::new(out), failure: None };
    let written = write(&mut out);
    // whoever wrote could not know what it wrote to; here it is known, and so is what to do
    let flushed = out.flush();
    match out.failure.or(flushed.err()) {
        Some(failure) => Err(failed(name, &failure)),
        None => written,
    }
}

/// A writer that remembers how it failed first.
struct Watched<W> {
    out: W,
    failure: Option<io::Error>,
}

impl<W> Watched<W> {
    fn watch<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result
            && error.kind() != io::ErrorKind::Interrupted
            && self.failure.is_none()
        {
            let again = error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error);
            self.failure = Some(again);
        }
        result
    }
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.watch(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.watch(flushed)
    }
}

/// A write that failed, and what to do.
fn failed(name: &str, error: &io::Error) -> Error {
    let plain = Error::io(name, error);
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            plain.help("the disk is full: free some space, or write elsewhere")
        }
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            plain.help("write elsewhere")
        }
        _ => plain,
    }
}

/// The file that is being written, which whoever presses Ctrl-C does not want to find.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// That a file is unfinished, as long as this lives.
struct Unfinished;

impl Unfinished {
    /// Makes the file. Until it is known to be unfinished, nobody can break off.
    fn make(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<(NamedTempFile, Self)> {
        static HANDLER: Once = Once::new();
        HANDLER.call_once(|| {
            // without a handler, a temporary file is left: no reason not to write
            let _ = ctrlc::set_handler(|| {
                if let Some(path) = Self::now().take() {
                    let _ = fs::remove_file(path);
                }
                std::process::exit(INTERRUPTED)
            });
        });
        let mut now = Self::now();
        let file = make()?;
        *now = Some(file.path().to_owned());
        Ok((file, Self))
    }

    fn now() -> MutexGuard<'static, Option<PathBuf>> {
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        *Self::now() = None;
    }
}

/// How a program ends that was told to by Ctrl-C.
const INTERRUPTED: i32 = 130;

/// Writes a file: beside its place first, then moved there, so that nobody ever meets half of it.
pub fn to_file(path: &Path, write: impl FnOnce(&mut (dyn Write + Send)) -> Result<()>) -> Result<()> {
    let name = path.display().to_string();
    let failed = |error: io::Error| failed(&name, &error);
    if path.is_dir() {
        return Err(Error::new(ErrorKind::Usage, "this is a folder")
            .at(Locator::file(&name))
            .help("name a file in it"));
    }
    // the file a link points to is what is to be replaced, not the link
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if target.metadata().is_ok_and(|there| !there.is_file()) {
        // a device or a pipe has no half-written state, and must not be replaced by a file
        return to(&name, fs::OpenOptions::new().write(true).open(&target).map_err(failed)?, write);
    }
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(Error::new(ErrorKind::Io, format!("there is no folder {}", folder.display()))
            .at(Locator::file(&name))
            .help("make it first, or write elsewhere"));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".chancery-");
    #[cfg(unix)]
    {
        // as any new file: the user's umask takes away what it should
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    // of its error only the kind: a temporary file's name would puzzle
    let made = Unfinished::make(|| builder.tempfile_in(folder));
    let (mut file, _left) = made.map_err(|error| failed(error.kind().into()))?;
    to(&name, file.as_file_mut(), write)?;
    if let Ok(there) = target.metadata() {
        file.as_file().set_permissions(there.permissions()).map_err(failed)?;
    }
    file.as_file().sync_all().map_err(failed)?;
    file.persist(&target).map_err(|error| failed(error.error))?;
    Ok(())
}
