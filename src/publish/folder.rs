//! A folder that is written beside its place, and moved there when it is complete.

use super::{CHECKSUMS, DESCRIPTION};
use crate::error::{Error, ErrorKind, Locator, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder under way.
pub struct Folder {
    target: PathBuf,
    under_way: TempDir,
}

impl Folder {
    /// One that shall stand at some place. What is there may only be a release, and then only if it shall be replaced.
    pub fn beside(target: &Path, force: bool) -> Result<Self> {
        let name = target.display().to_string();
        let wrong = |message: &str, help: &str| {
            Err(Error::new(ErrorKind::Usage, message).at(Locator::file(&name)).help(help.to_owned()))
        };
        let target = match fs::symlink_metadata(target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => target.to_owned(),
            Err(error) => return Err(Error::io(name, &error)),
            Ok(_) if !force => {
                return wrong("this is there already", "name another folder, or replace it with --force");
            }
            Ok(_) => {
                // the folder that a link leads to is what is replaced, not the link
                let there = target.canonicalize().map_err(|error| Error::io(&name, &error))?;
                if !there.is_dir() {
                    return wrong("this is no folder", "name another");
                }
                let empty = fs::read_dir(&there).map_err(|error| Error::io(&name, &error))?.next().is_none();
                if !empty && ![CHECKSUMS, DESCRIPTION].iter().all(|file| there.join(file).is_file()) {
                    return wrong(
                        "this folder is no release, and is not replaced",
                        "name another, or empty it yourself",
                    );
                }
                there
            }
        };
        let parent = match target.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        if !parent.is_dir() {
            return wrong(&format!("there is no folder {}", parent.display()), "make it first, or write elsewhere");
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".chancery-");
        #[cfg(unix)]
        {
            // as any new folder: the user's umask takes away what it should
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let under_way = builder.tempdir_in(parent).map_err(|error| {
            Error::new(ErrorKind::Io, format!("nothing can be written beside it: {}", error.kind()))
                .at(Locator::file(&name))
                .help("write elsewhere")
        })?;
        Ok(Self { target, under_way })
    }

    /// Writes a file of it; how many bytes it has, and their SHA-256.
    pub fn file(&self, name: &str, write: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<(u64, [u8; 32])> {
        let place = self.target.join(name).display().to_string();
        let failed = |error: io::Error| Error::io(&place, &error);
        let file = fs::File::create(self.under_way.path().join(name)).map_err(failed)?;
        let mut out = Counted { out: BufWriter::new(file), bytes: 0, digest: Sha256::new() };
        write(&mut out)?;
        out.flush().map_err(failed)?;
        out.out.get_ref().sync_all().map_err(failed)?;
        Ok((out.bytes, out.digest.finalize().into()))
    }

    /// Puts it in its place. What was there goes when it stands, and comes back if it cannot.
    pub fn move_to_place(self) -> Result<()> {
        let failed = |error: io::Error| Error::io(self.target.display().to_string(), &error);
        let new = self.under_way.path();
        if fs::symlink_metadata(&self.target).is_err() {
            fs::rename(new, &self.target).map_err(failed)?;
            let _ = self.under_way.keep();
            return Ok(());
        }
        let parent = self.target.parent().unwrap_or(Path::new("."));
        let aside = tempfile::Builder::new().prefix(".chancery-").tempdir_in(parent).map_err(failed)?;
        let old = aside.path().join("old");
        fs::rename(&self.target, &old).map_err(failed)?;
        if let Err(error) = fs::rename(new, &self.target) {
            // better the old one than none
            let _ = fs::rename(&old, &self.target);
            return Err(failed(error));
        }
        let _ = self.under_way.keep();
        Ok(())
    }
}

/// Counts and digests what is written.
struct Counted<W> {
    out: W,
    bytes: u64,
    digest: Sha256,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
