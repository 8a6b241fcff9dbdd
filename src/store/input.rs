//! From what the user names to files: folders, patterns, archives, packed files and standard input.

use super::unreadable;
use crate::error::{Error, ErrorKind, Locator, Result};
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

/// The most that one packed file may unpack to.
const LARGEST: u64 = 4 << 30;

/// How many times its own size a packed file may unpack to, above [`FREE`]: text packs to a tenth, seldom to a fiftieth.
const RATIO: u64 = 200;

/// What may unpack from a file of any size.
const FREE: u64 = 64 << 20;

/// What a folder has that is a release: its graph, its description and its checksums.
const RELEASE: [&str; 3] = ["full.nq", "void.ttl", "SHA256SUMS"];

/// How many files are taken from one folder or archive.
const MOST: usize = 1 << 20;

/// The files of what was named, in the order named; those of a folder, pattern or archive by their names.
pub(super) fn expand(graphs: &[String]) -> Result<Vec<String>> {
    let mut files = Vec::with_capacity(graphs.len());
    for graph in graphs {
        let path = Path::new(graph);
        if let Some(whole) = of_release(path) {
            files.push(whole.to_string_lossy().into_owned());
        } else if path.is_dir() && !is_store(path) {
            let mut found = Vec::new();
            in_folder(path, &mut found)?;
            if found.is_empty() {
                return Err(Error::new(ErrorKind::Input, "the folder has no file to read")
                    .at(Locator::file(graph))
                    .help("name a folder with listings, tables or volumes in it; files that begin with a dot are passed over"));
            }
            found.sort();
            for file in found {
                with_members(&file.to_string_lossy(), &mut files)?;
            }
        } else if graph.contains(['*', '?']) && !path.exists() && !graph.contains("://") {
            let found = matching(graph)?;
            if found.is_empty() {
                return Err(Error::new(ErrorKind::Io, "no file fits this pattern")
                    .at(Locator::file(graph))
                    .help("check the path"));
            }
            for file in found {
                with_members(&file, &mut files)?;
            }
        } else {
            with_members(graph, &mut files)?;
        }
    }
    Ok(files)
}

/// Whether a folder is a store's, or was one: one whose marker is gone is still no folder of listings.
pub(super) fn is_store(path: &Path) -> bool {
    path.join(super::folder::MARKER).exists() || path.join("CURRENT").exists()
}

/// The file that holds the whole graph of a release, in whose folder the others say the same in other terms.
fn of_release(folder: &Path) -> Option<PathBuf> {
    let files = RELEASE.map(|name| folder.join(name));
    let is_release = files.iter().all(|file| file.is_file());
    let [whole, ..] = files;
    is_release.then_some(whole)
}

fn in_folder(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let failed = |error: io::Error| Error::io(folder.display().to_string(), &error);
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            // what a link leads to may be the folder itself
            if kind.is_dir() {
                open.push(entry.path());
            } else if entry.path().is_file() && found.len() < MOST {
                found.push(entry.path());
            }
        }
    }
    Ok(())
}

/// The files that a pattern of `*` and `?` fits, each part of the path by itself.
fn matching(pattern: &str) -> Result<Vec<String>> {
    let mut found = vec![if pattern.starts_with('/') { PathBuf::from("/") } else { PathBuf::new() }];
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        let mut next = Vec::new();
        for folder in found {
            if !part.contains(['*', '?']) {
                next.extend(Some(folder.join(part)).filter(|path| path.exists()));
                continue;
            }
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
            let Ok(entries) = fs::read_dir(here) else { continue };
            let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
            let fits = |name: &String| (!name.starts_with('.') || part.starts_with('.')) && fits(part, name);
            next.extend(names.filter(fits).map(|name| folder.join(name)));
        }
        found = next;
    }
    let mut files: Vec<String> =
        found.into_iter().filter(|path| path.is_file()).map(|path| path.to_string_lossy().into_owned()).collect();
    files.sort();
    Ok(files)
}

/// Whether a name fits a pattern, in time of the one times the other.
fn fits(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    // where in the name a prefix of the pattern can end
    let mut ends = vec![false; name.len() + 1];
    ends[0] = true;
    for sign in pattern.chars() {
        let mut next = vec![false; name.len() + 1];
        for at in 0..=name.len() {
            next[at] = match sign {
                '*' => ends[at] || (at > 0 && next[at - 1]),
                '?' => at > 0 && ends[at - 1],
                _ => at > 0 && ends[at - 1] && name[at - 1] == sign,
            };
        }
        ends = next;
    }
    ends[name.len()]
}

fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip")) && path.is_file()
}

/// A file, or the files in it if it is an archive.
fn with_members(file: &str, files: &mut Vec<String>) -> Result<()> {
    let path = Path::new(file);
    if !is_zip(path) {
        files.push(file.to_owned());
        return Ok(());
    }
    let archive = archive(path)?;
    let plain = |name: &str| !name.ends_with('/') && !name.starts_with("__MACOSX/") && !name.contains("/.");
    let names = archive.file_names().flatten().filter(|name| plain(name));
    let mut members: Vec<String> = names.take(MOST).map(|name| format!("{file}/{name}")).collect();
    if members.is_empty() {
        return Err(Error::new(ErrorKind::Input, "the archive has no file to read").at(Locator::file(file)));
    }
    members.sort();
    files.extend(members);
    Ok(())
}

fn archive(path: &Path) -> Result<zip::ZipArchive<BufReader<File>>> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
    zip::ZipArchive::new(BufReader::new(file)).map_err(|error| {
        Error::new(ErrorKind::Input, format!("this is no sound archive: {error}"))
            .at(Locator::file(name))
            .help("copy it anew, or unpack it and name the folder")
    })
}

/// How many bytes a file has; what is none, such as a store, a server or a member of an archive, counts as none.
pub(super) fn size(name: &str) -> u64 {
    Path::new(name).metadata().ok().filter(fs::Metadata::is_file).map_or(0, |about| about.len())
}

/// The archive that a file is in.
pub(super) fn archive_of(file: &Path) -> Option<PathBuf> {
    file.ancestors().skip(1).find(|ancestor| is_zip(ancestor)).map(Path::to_owned)
}

/// The name of a file without what says that it is packed.
pub(super) fn inner(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".gz") {
        &name[..name.len() - 3]
    } else if lower.ends_with(".zst") {
        &name[..name.len() - 4]
    } else {
        name
    }
}

/// The bytes of a file, unpacked; what is in an archive may be packed itself.
pub(super) fn bytes(name: &str) -> Result<Vec<u8>> {
    let bytes = stored(name)?;
    let packed = bytes.len() as u64;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return unpacked(name, packed, flate2::read::MultiGzDecoder::new(bytes.as_slice()));
    }
    if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let decoder = ruzstd::decoding::StreamingDecoder::new(bytes.as_slice());
        return unpacked(name, packed, decoder.map_err(|error| broken(name, &error.to_string()))?);
    }
    Ok(bytes)
}

/// The bytes of a file as they stand there.
fn stored(name: &str) -> Result<Vec<u8>> {
    let path = Path::new(name);
    if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Error::io("standard input", &error))?;
        return Ok(bytes);
    }
    let Some(zip) = archive_of(path) else {
        return fs::read(path).map_err(|error| unreadable(name, &error));
    };
    let member = path.strip_prefix(&zip).map(|member| member.to_string_lossy().into_owned()).unwrap_or_default();
    let mut archive = archive(&zip)?;
    let file = archive.by_name(&member).map_err(|error| broken(name, &error.to_string()))?;
    let packed = file.compressed_size();
    unpacked(name, packed, file)
}

/// A file to be read from its beginning, unpacked on the way; none if it can only be read whole.
pub(super) fn reader(name: &str) -> Result<Option<Box<dyn Read + Send>>> {
    let path = Path::new(name);
    if name == "-" || archive_of(path).is_some() {
        return Ok(None);
    }
    let mut file = File::open(path).map_err(|error| unreadable(name, &error))?;
    let is_file = file.metadata().is_ok_and(|about| about.is_file());
    if !is_file {
        return Ok(None);
    }
    let mut magic = [0; 4];
    let read = file.read(&mut magic).and_then(|read| file.rewind().map(|()| read));
    let magic = &magic[..read.map_err(|error| unreadable(name, &error))?];
    let packed = file.metadata().map_or(0, |about| about.len());
    if magic.starts_with(&[0x1f, 0x8b]) {
        let decoder = flate2::read::MultiGzDecoder::new(BufReader::new(file));
        return Ok(Some(Box::new(Capped::new(name, packed, decoder))));
    }
    if magic == [0x28, 0xb5, 0x2f, 0xfd] {
        let decoder = ruzstd::decoding::StreamingDecoder::new(BufReader::new(file));
        let decoder = decoder.map_err(|error| broken(name, &error.to_string()))?;
        return Ok(Some(Box::new(Capped::new(name, packed, decoder))));
    }
    Ok(Some(Box::new(file)))
}

/// What unpacks a file, up to the most that it can hold in earnest. Its errors are ours.
struct Capped<R> {
    name: String,
    packed: u64,
    left: u64,
    reader: R,
}

impl<R> Capped<R> {
    fn new(name: &str, packed: u64, reader: R) -> Self {
        Self { name: name.to_owned(), packed, left: most(packed), reader }
    }
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read =
            self.reader.read(buffer).map_err(|error| io::Error::other(broken(&self.name, &error.to_string())))?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::other(swollen(&self.name, self.packed, most(self.packed))))?;
        Ok(read)
    }
}

/// The most that a packed file of so many bytes may unpack to.
fn most(packed: u64) -> u64 {
    LARGEST.min(FREE.max(packed.saturating_mul(RATIO)))
}

fn swollen(name: &str, packed: u64, limit: u64) -> Error {
    let message =
        format!("the packed file of {packed} bytes unpacks to more than {} MiB, which is refused", limit >> 20);
    Error::new(ErrorKind::Input, message)
        .at(Locator::file(name))
        .help("unpack it yourself and name the file, if you trust it")
}

fn broken(name: &str, error: &str) -> Error {
    Error::new(ErrorKind::Input, format!("the packed file cannot be unpacked: {error}"))
        .at(Locator::file(name))
        .help("copy it anew: it is cut short or damaged")
}

/// What a packed file holds, if that is not more than it can hold in earnest.
fn unpacked(name: &str, packed: u64, reader: impl Read) -> Result<Vec<u8>> {
    let limit = most(packed);
    let mut bytes = Vec::new();
    reader.take(limit + 1).read_to_end(&mut bytes).map_err(|error| broken(name, &error.to_string()))?;
    if bytes.len() as u64 > limit {
        return Err(swollen(name, packed, limit));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_names() {
        assert!(fits("*.csv", "a.csv") && fits("a?c*", "abcd") && fits("*", ""));
        assert!(!fits("*.csv", "a.csv.gz") && !fits("a?", "a"));
        assert!(!fits(&"*a".repeat(40), &"a".repeat(39)), "and not in exponential time");
    }

    #[test]
    fn what_swells_beyond_measure_is_refused() {
        let error = unpacked("bomb.gz", 1000, io::repeat(b'a')).unwrap_err().to_string();
        assert!(error.starts_with("bomb.gz: the packed file of 1000 bytes unpacks to more than 64 MiB"), "{error}");
    }
}
