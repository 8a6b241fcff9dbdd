//! SPARQL, linked data and the reading room over HTTP, safe to put on the open internet.
//!
//! | | |
//! |---|---|
//! | [`protocol`] | what a request asks for, by the standards |
//! | [`sparql`], [`change`], [`service`], [`room`] | what is answered, and what changes |
//! | [`wire`] | how the processes talk |
//! | [`journal`] | the changes that were made, to make them again |
//! | [`process`], [`worker`], [`keeper`] | processes that hold the graph and answer from it |
//! | [`front`] | HTTP, limits, logs and figures; it has no graph |
//!
//! Nothing that a query does can take the service down: it runs in a process of its own that shares the graph's memory with
//! all others, is capped in what it takes beyond, and is killed when its time is up. A library can ask a query to stop, but
//! in an `ORDER BY` over a cross join a query looks up from its work too seldom for that. A copy of a process costs a few
//! milliseconds, and is there before it is wanted.

pub mod change;
pub mod front;
pub mod journal;
pub mod keeper;
pub mod process;
pub mod protocol;
pub mod room;
pub mod service;
pub mod sparql;
pub mod wire;
pub mod worker;

use crate::error::{Error, ErrorKind, Locator, Result};
use front::Front;
use keeper::{Class, Plan, Sockets};
use room::Known;
use std::net::TcpListener;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::Duration;

/// What answers may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long a query may be worked on.
    pub timeout: Duration,
    /// How many bytes of memory it may take beside the graph.
    pub memory: u64,
    /// How many rows or triples its answer may have.
    pub rows: u64,
    /// How many queries are worked on at a time.
    pub queries: usize,
    /// How many pages are.
    pub pages: usize,
    /// How many bytes a request's body may have.
    pub body: usize,
    /// How many bytes those of all requests together may have at a time, in memory.
    pub bodies: usize,
    /// Whether the graph may be changed by those who have the token.
    pub writable: bool,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            timeout: Duration::from_secs(30),
            memory: 512 << 20,
            rows: 1_000_000,
            queries: 4 * cores,
            pages: 2 * cores,
            body: 64 << 20,
            bodies: 256 << 20,
            writable: false,
        }
    }
}

impl Limits {
    /// How many processes do a class of work.
    pub fn workers(&self, class: Class) -> usize {
        match class {
            Class::Page => self.pages,
            Class::Query => self.queries,
            Class::Change => usize::from(self.writable),
        }
    }
}

/// Where and for whom a graph is served.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The address to listen at: `127.0.0.1:7878`.
    pub bind: String,
    /// Where the public sees it, if not there: `https://archive.example`.
    pub public: Option<String>,
    /// What answers may take.
    pub limits: Limits,
    /// What those who change the graph must know.
    pub token: Option<String>,
    /// How requests are logged.
    pub log: front::log::Form,
    /// Files that are read again when they change.
    pub watched: Vec<PathBuf>,
}

/// Serves a graph until it is told to stop.
///
/// The process must have no other thread. `read` reads the graph in a process of its own, at first and whenever sources are
/// to be read again, and its threads must have ended when it returns. `ready` is told the address that it listens at, and how
/// many quads there are, when that is done for the first time.
pub fn serve(
    settings: Settings,
    read: &dyn Fn() -> Result<Known>,
    ready: impl FnOnce(&str, u64) + Send + 'static,
) -> Result<()> {
    let listener = listen(&settings.bind)?;
    let folder = tempfile::Builder::new()
        .prefix("chancery-")
        .tempdir()
        .map_err(|error| Error::io(std::env::temp_dir().display().to_string(), &error))?;
    let sockets = Sockets::at(folder.path());
    let (orders, heard) = UnixStream::pair().map_err(|error| Error::io("a pair of sockets", &error))?;
    process::many_files();
    match process::fork()? {
        Some(_) => {
            drop(heard);
            Front::open(settings, sockets, orders)?.run(listener, ready)
        }
        None => {
            drop((listener, orders));
            Plan { sockets, limits: settings.limits, read }.steward(heard)
        }
    }
}

/// Takes the port at once: that it is in use should not be found out when the graph is read.
fn listen(bind: &str) -> Result<TcpListener> {
    let listener = TcpListener::bind(bind).map_err(|error| {
        let help = match error.kind() {
            std::io::ErrorKind::AddrInUse => "another program listens there; name another with --bind, port 0 for any",
            std::io::ErrorKind::PermissionDenied => "ports below 1024 are the system's; take a higher one",
            _ => "an address is such as 127.0.0.1:7878, or [::]:7878 for everybody",
        };
        Error::new(ErrorKind::Io, format!("nothing can listen there: {error}")).at(Locator::file(bind)).help(help)
    })?;
    listener.set_nonblocking(true).map_err(|error| Error::io(bind, &error))?;
    Ok(listener)
}
