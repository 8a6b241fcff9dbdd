//! A process that holds a graph, and forks those that answer from it.
//!
//! ```text
//! front ── steward ── keeper ─┬─ worker …   pages, queries: each a copy that shares the keeper's memory
//!                             └─ worker     changes: when it has made one, it is the next keeper
//! ```
//!
//! The steward has no graph. It was forked before the front had threads, so that it can fork keepers whenever sources are
//! to be read again. A keeper lives as long as the front holds its line to it, and its workers as long as it does. A graph
//! in memory is never changed where others read it: a change is made in a copy, and when that has its own workers, the front
//! turns to them and lets the old keeper go.

use super::journal::Changes;
use super::room::{Known, Room};
use super::wire::{Answer, Ask, MADE, json, parsed, receive, send};
use super::{Limits, change, process, worker};
use crate::error::{Error, ErrorKind, Result};
use crate::rdf::derived;
use crate::serve::site::Response;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::{Pid, getpid};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fs;
use std::io::{BufWriter, Read};
use std::os::fd::AsFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// A worker that lived for less makes the next one wait as long, so that one that cannot live does not take all there is.
const SHORT_LIFE: Duration = Duration::from_millis(20);

/// How often a steward looks for children that have ended.
const REAPING: u16 = 1000;

/// What work there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Pages and descriptions, which the program's own queries make.
    Page,
    /// Queries of anybody.
    Query,
    /// Changes.
    Change,
}

impl Class {
    /// All of it.
    pub const ALL: [Self; 3] = [Self::Page, Self::Query, Self::Change];

    fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Query => "query",
            Self::Change => "change",
        }
    }
}

/// The sockets that the processes meet at: in a folder that only their user can enter.
#[derive(Clone, Debug)]
pub struct Sockets {
    folder: PathBuf,
}

impl Sockets {
    /// Those in a folder.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Removes them all, with their folder.
    fn remove(&self) {
        let _ = fs::remove_dir_all(&self.folder);
    }

    /// Where keepers announce themselves.
    pub fn keepers(&self) -> PathBuf {
        self.folder.join("keepers")
    }

    /// Where the changes are kept that were made since the sources were read.
    pub fn journal(&self) -> PathBuf {
        self.folder.join("changes")
    }

    /// Where the workers of a keeper answer.
    pub fn workers(&self, keeper: &str, class: Class) -> PathBuf {
        self.folder.join(format!("{keeper}-{}", class.name()))
    }
}

/// That the sources are to be read.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Order {
    /// The number of the reading.
    pub reading: u64,
    /// How many bytes of the journal are of changes that are to be made again.
    pub changes: u64,
}

/// What a keeper says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Hello {
    /// It is ready.
    Ready {
        /// Its name: a number for each reading of the sources, and one for each change since.
        keeper: String,
        /// How many quads it holds.
        quads: u64,
    },
    /// It could not read its graph.
    Failed(String),
}

/// What keepers are made of.
pub struct Plan<'a> {
    /// Where the processes meet.
    pub sockets: Sockets,
    /// What an answer may take.
    pub limits: Limits,
    /// Reads the graph; with threads, if they end before it returns.
    pub read: &'a dyn Fn() -> Result<Known>,
}

impl Plan<'_> {
    /// Forks keepers, each when it is ordered, until nobody is left to order one.
    pub fn steward(&self, mut orders: UnixStream) -> ! {
        // Ctrl-C is for the front, which lets answers under way come to their end
        let _ = nix::unistd::setpgid(Pid::from_raw(0), Pid::from_raw(0));
        #[cfg(target_os = "linux")]
        let _ = nix::sys::prctl::set_child_subreaper(true);
        let me = getpid();
        let mut readers = HashSet::new();
        loop {
            while let Ok(status) = waitpid(None, Some(WaitPidFlag::WNOHANG))
                && status != WaitStatus::StillAlive
            {
                // one that is killed while it reads cannot tell so itself, and somebody waits for it; others that end here are
                // workers whose keeper has gone
                let was_reader = status.pid().is_some_and(|pid| readers.remove(&pid));
                if let WaitStatus::Signaled(_, signal, _) = status
                    && was_reader
                {
                    let why =
                        format!("the process that reads the graph was ended by {signal}: is there memory enough?");
                    self.fail_here(&Error::new(ErrorKind::Io, why));
                }
            }
            let mut line = [PollFd::new(orders.as_fd(), PollFlags::POLLIN)];
            if poll(&mut line, PollTimeout::from(REAPING)).is_ok_and(|ready| ready == 0) {
                continue;
            }
            let order = receive(&mut orders).and_then(|order| order.map(|order| parsed::<Order>(&order)).transpose());
            let Ok(Some(order)) = order else {
                // a front that was killed has left it
                self.sockets.remove();
                process::end(0)
            };
            match process::fork() {
                Ok(Some(reader)) => drop(readers.insert(reader)),
                Ok(None) => {
                    drop(orders);
                    process::end_with_parent(me);
                    match self.known(order.changes) {
                        Ok(known) => self.reign(known, order.reading.to_string()),
                        Err(error) => self.fail(&error),
                    }
                }
                Err(error) => self.fail_here(&error),
            }
        }
    }

    /// Reads the sources, and makes the changes that were made to them before.
    fn known(&self, changes: u64) -> Result<Known> {
        let known = (self.read)()?;
        if changes == 0 {
            return Ok(known);
        }
        worker::keep_to_one_thread();
        known.changed(Changes::of(&self.sockets.journal(), changes)?)
    }

    fn fail_here(&self, error: &Error) {
        if let Ok(mut front) = UnixStream::connect(self.sockets.keepers())
            && let Ok(hello) = json(&Hello::Failed(error.to_string()))
        {
            let _ = send(&mut front, &hello);
        }
    }

    fn fail(&self, error: &Error) -> ! {
        self.fail_here(error);
        process::end(1)
    }

    /// Keeps a graph; and in the process that has changed it, what has come of it, in place of what was known before.
    fn reign(&self, mut known: Known, mut name: String) -> ! {
        let mut made: Option<Made> = None;
        loop {
            let room = match Room::of(&known) {
                Ok(room) => room,
                Err(error) => self.refuse(made, &error),
            };
            let next = self.keep(&room, &name, made);
            drop(room);
            name = following(&name);
            known = match known.again() {
                Ok(known) => known,
                Err(error) => self.refuse(Some(next), &error),
            };
            made = Some(next);
        }
    }

    /// Says why a graph cannot be kept: to whoever has changed it, or to the front.
    fn refuse(&self, made: Option<Made>, error: &Error) -> ! {
        let Some(Made { stream, .. }) = made else { self.fail(error) };
        let _ = Answer::to(BufWriter::new(stream)).instead(&Response::text(500, error.to_string()));
        process::end(1)
    }

    /// Holds the graph, and sees to it that there are workers, until the front lets go. Whoever made the change that this
    /// graph comes from is answered when the front has turned here. It returns in the worker that has made the next.
    fn keep(&self, room: &Room<'_>, name: &str, made: Option<Made>) -> Made {
        let mut crews = match process::alone().and_then(|()| self.crews(name)) {
            Ok(crews) => crews,
            Err(error) => self.fail(&error),
        };
        let Ok(mut front) = UnixStream::connect(self.sockets.keepers()) else { process::end(1) };
        let (answer, life) = made.map(|Made { stream, response, life }| ((stream, response), life)).unzip();
        let mut unheard = Some((derived::count(&room.store).unwrap_or_default(), answer));
        loop {
            for at in 0..crews.len() {
                while crews[at].workers.len() < crews[at].wanted {
                    match crews[at].hire() {
                        Ok(Hired::Another) => {}
                        Ok(Hired::This(own)) => {
                            let Crew { class, listener, .. } = crews.swap_remove(at);
                            // the lines of the keeper are not this one's: they would stay open when it ends
                            drop((front, crews, unheard, life));
                            match class {
                                Class::Page | Class::Query => worker::work(room, &listener, &self.limits),
                                Class::Change => return self.change(room, &listener, own),
                            }
                        }
                        Err(error) => self.fail(&error),
                    }
                }
            }
            if let Some((quads, answer)) = unheard.take() {
                let hello = Hello::Ready { keeper: name.to_owned(), quads: quads as u64 };
                let mut wanted = [0];
                let heard = json(&hello).and_then(|hello| {
                    send(&mut front, &hello)?;
                    front.read_exact(&mut wanted)
                });
                if let (Ok(()), Some((stream, response))) = (heard, answer) {
                    let response = if wanted == [0] { overtaken() } else { response };
                    let _ = Answer::to(BufWriter::new(stream)).instead(&response);
                }
            }
            // the front lets go at once of a keeper that it does not want
            if wait(&front, &mut crews) == Wait::Over {
                // the one that makes changes may be the next keeper; if not, it ends with this process
                let readers = crews.iter().filter(|crew| crew.class != Class::Change);
                for worker in readers.flat_map(|crew| &crew.workers) {
                    let _ = kill(worker.pid, Signal::SIGKILL);
                }
                process::end(0);
            }
        }
    }

    fn crews(&self, name: &str) -> Result<Vec<Crew>> {
        let crew = |class| {
            let path = self.sockets.workers(name, class);
            let listener = UnixListener::bind(&path).map_err(|error| Error::io(path.display().to_string(), &error))?;
            Ok(Crew { class, listener, wanted: self.limits.workers(class), workers: Vec::new() })
        };
        Class::ALL.into_iter().map(crew).collect()
    }

    /// Makes changes, until one is made: then this takes the place of the keeper that it was forked from.
    fn change(&self, room: &Room<'_>, listener: &UnixListener, life: UnixStream) -> Made {
        let mut watch = worker::begin(&self.limits);
        loop {
            let Ok((stream, _)) = listener.accept() else { process::end(1) };
            let made = watch.over(&stream, || {
                let Some((ask, body)) = worker::asked(&stream)? else { return Ok(None) };
                Ok(Some(match &ask {
                    Ask::Change(change) => change::make(&room.store, change, &body),
                    _ => Response::text(400, "only changes are made here"),
                }))
            });
            match made {
                Ok(Some(response)) if response.status < 300 => {
                    // whoever has gone meanwhile has changed nothing: it ends with this process
                    if !agreed(&stream) {
                        process::end(1);
                    }
                    process::outlive_parent();
                    process::uncap_memory();
                    return Made { stream, response, life };
                }
                Ok(Some(response)) => drop(Answer::to(BufWriter::new(stream)).instead(&response)),
                Ok(None) | Err(_) => {}
            }
        }
    }
}

/// Says that a change could be made; whether that is still wanted.
fn agreed(mut stream: &UnixStream) -> bool {
    send(&mut stream, MADE).is_ok() && stream.read_exact(&mut [0]).is_ok()
}

/// That a change was made to what was read before.
fn overtaken() -> Response {
    let why = "the sources were read again meanwhile, and the change is not in what was read: send it again";
    Response::text(503, why).with("Retry-After", "1")
}

/// A change that was made.
struct Made {
    /// Whoever wants to know.
    stream: UnixStream,
    /// What they are told.
    response: Response,
    /// The end of the line by which the keeper before knows that this process lives. It is no worker's of this one.
    life: UnixStream,
}

/// The name of the keeper after a change: `3.7` becomes `3.8`.
fn following(name: &str) -> String {
    let (reading, change) = name.split_once('.').unwrap_or((name, "0"));
    format!("{reading}.{}", change.parse::<u64>().unwrap_or(0) + 1)
}

/// The workers of a class.
struct Crew {
    class: Class,
    listener: UnixListener,
    wanted: usize,
    workers: Vec<Worker>,
}

struct Worker {
    pid: Pid,
    /// Ends when it does.
    alive: UnixStream,
    since: Instant,
}

/// Which of two processes goes on.
enum Hired {
    /// This one, with what is closed when it ends, and no sooner.
    This(UnixStream),
    Another,
}

impl Crew {
    /// Forks a worker.
    fn hire(&mut self) -> Result<Hired> {
        let (alive, end) = UnixStream::pair().map_err(|error| Error::io("a pair of sockets", &error))?;
        let keeper = getpid();
        match process::fork()? {
            Some(pid) => {
                self.workers.push(Worker { pid, alive, since: Instant::now() });
                Ok(Hired::Another)
            }
            None => {
                process::end_with_parent(keeper);
                Ok(Hired::This(end))
            }
        }
    }
}

#[derive(PartialEq, Eq)]
enum Wait {
    Over,
    Ended,
}

/// Waits until the front lets go or a worker ends, and forgets those that have.
fn wait(front: &UnixStream, crews: &mut [Crew]) -> Wait {
    let workers = crews.iter().flat_map(|crew| &crew.workers);
    let streams = std::iter::once(front).chain(workers.map(|worker| &worker.alive));
    // nobody says anything on these lines: what can be read is their end
    let mut ends: Vec<PollFd<'_>> = streams.map(|stream| PollFd::new(stream.as_fd(), PollFlags::POLLIN)).collect();
    let _ = poll(&mut ends, PollTimeout::NONE);
    let ended: Vec<bool> = ends.iter().map(|end| end.any().unwrap_or(false)).collect();
    let Some((over, ended)) = ended.split_first() else { return Wait::Over };
    if *over {
        return Wait::Over;
    }
    let mut ended = ended.iter();
    for crew in crews {
        crew.workers.retain(|worker| {
            let has_ended = ended.next().copied().unwrap_or(false);
            if has_ended {
                let _ = waitpid(worker.pid, None);
                if worker.since.elapsed() < SHORT_LIFE {
                    thread::sleep(SHORT_LIFE);
                }
            }
            !has_ended
        });
    }
    Wait::Ended
}
