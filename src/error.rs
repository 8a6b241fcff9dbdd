//! What can go wrong, where it did, and what to do about it.
//!
//! One type for the whole crate. A message names the thing that is wrong in the words of the person who gave it; the
//! [`Locator`] says where it stands; the help line says what to do next.

use std::fmt;

/// A place in something the user named: a file, or a line and column inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locator {
    /// The file, folder or address as the user wrote it.
    pub name: String,
    /// The line, counted from 1.
    pub line: Option<u64>,
    /// The column in Unicode code points, counted from 1.
    pub column: Option<u64>,
}

impl Locator {
    /// A whole file.
    pub fn file(name: impl Into<String>) -> Self {
        Self { name: name.into(), line: None, column: None }
    }

    /// A line of a file, counted from 1.
    pub fn line(name: impl Into<String>, line: u64) -> Self {
        Self { name: name.into(), line: Some(line), column: None }
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.name == "-" { "standard input" } else { &self.name })?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        Ok(())
    }
}

/// What sort of failure an [`Error`] is, for callers that react differently to some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file cannot be opened, read or written.
    Io,
    /// The reader of our output has gone away; not a failure of ours.
    ClosedPipe,
    /// An input is not what it should be: empty, binary, malformed.
    Input,
    /// The user asked for something that does not exist or does not fit: a query, a parameter, an option.
    Usage,
    /// The graph does not keep the shapes it promises.
    Invalid,
    /// A bundled file is broken: a mistake of ours.
    Bundled,
}

/// The one error of this crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    place: Option<Locator>,
    help: Option<String>,
}

/// A result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of a kind, with one sentence that says what is wrong.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), place: None, help: None }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Locator) -> Self {
        self.place = Some(place);
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A failed read or write of a named file or stream.
    pub fn io(name: impl Into<String>, error: &std::io::Error) -> Self {
        let kind = if error.kind() == std::io::ErrorKind::BrokenPipe { ErrorKind::ClosedPipe } else { ErrorKind::Io };
        Self::new(kind, error.to_string()).at(Locator::file(name))
    }

    /// What sort of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Says that the place is so many lines farther down.
    pub(crate) fn move_down(&mut self, lines: i64) {
        if let Some(line) = self.place.as_mut().and_then(|place| place.line.as_mut()) {
            *line = line.saturating_add_signed(lines);
        }
    }

    /// Where it happened, if anywhere.
    pub fn place(&self) -> Option<&Locator> {
        self.place.as_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
