//! The keepers of the graph, as the front sees them: the one that answers now, and how it is asked.

use super::super::journal::{Entry, Journal};
use super::super::keeper::{Class, Hello, Order, Sockets};
use super::super::wire::{Ask, Head, json, length_before, length_of, parsed, send};
use super::Front;
use crate::error::{Error, Result};
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::OwnedWriteHalf;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{OwnedSemaphorePermit, watch};

/// A process that holds the graph. It ends when nobody has this any more.
#[derive(Debug)]
pub struct Keeper {
    /// Its name, another for each state of the graph.
    pub name: String,
    /// How many quads it holds.
    pub quads: u64,
    sockets: Sockets,
    line: OwnedWriteHalf,
}

impl Drop for Keeper {
    fn drop(&mut self) {
        for class in Class::ALL {
            let _ = std::fs::remove_file(self.sockets.workers(&self.name, class));
        }
    }
}

impl Keeper {
    /// The number of the reading of the sources that its graph comes from.
    fn reading(&self) -> u64 {
        self.name.split('.').next().and_then(|reading| reading.parse().ok()).unwrap_or(0)
    }

    /// Asks one of its workers.
    pub async fn ask(&self, class: Class, ask: &Ask, body: &[u8]) -> io::Result<UnixStream> {
        let mut stream = UnixStream::connect(self.sockets.workers(&self.name, class)).await?;
        let mut head = Vec::with_capacity(512);
        send(&mut head, &json(ask)?)?;
        head.extend(length_before(body)?);
        stream.write_all(&head).await?;
        stream.write_all(body).await?;
        Ok(stream)
    }
}

/// Reads a frame of an answer; an empty one is its end.
pub async fn frame(stream: &mut UnixStream) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    stream.read_exact(&mut length).await?;
    let mut bytes = vec![0; length_of(length)?];
    stream.read_exact(&mut bytes).await?;
    Ok(bytes)
}

/// An answer that has begun, and the place that it has among those that are worked on.
pub struct Begun {
    /// Where it comes from.
    pub stream: UnixStream,
    /// How it begins.
    pub head: Head,
    /// Who gives it, and its place.
    pub held: (Arc<Keeper>, OwnedSemaphorePermit),
}

/// An answer to a change: one that could be made is agreed to, and then waited for, whoever is left to be told. Until the
/// front has turned to what came of it, no other change has its place. What is made is in the journal before it is.
pub async fn agree(
    mut stream: UnixStream,
    held: (Arc<Keeper>, OwnedSemaphorePermit),
    entry: Entry,
) -> io::Result<Begun> {
    let agreed = tokio::spawn(async move {
        entry.agree();
        let head = async {
            stream.write_all(&[1]).await?;
            parsed::<Head>(&frame(&mut stream).await?)
        };
        let head = head.await;
        if head.as_ref().map_or(true, |head| head.status >= 300) {
            entry.take_back();
        }
        Ok(Begun { head: head?, stream, held })
    });
    agreed.await.map_err(io::Error::other)?
}

/// The keeper that answers now, and the way to have another.
#[derive(Debug)]
pub struct Keepers {
    sockets: Sockets,
    now: RwLock<Now>,
    orders: std::os::unix::net::UnixStream,
    readings: AtomicU64,
    heard: watch::Sender<State>,
    journal: Arc<Journal>,
}

/// Who answers now.
#[derive(Debug, Default)]
struct Now {
    keeper: Option<Arc<Keeper>>,
    /// The reading before which no keeper is wanted: a change to what was read before would undo it.
    least: u64,
    /// The last reading for which the changes before it are made again.
    restoring: u64,
}

/// What came of the last reading of the sources.
#[derive(Clone, Debug, Default)]
pub enum State {
    /// Nothing yet.
    #[default]
    Reading,
    /// A keeper.
    Ready,
    /// An error.
    Failed(String),
}

impl Keepers {
    /// None yet. The stream leads to the steward.
    pub fn new(sockets: Sockets, orders: std::os::unix::net::UnixStream) -> Result<Self> {
        let heard = watch::Sender::default();
        let journal = Arc::new(Journal::at(&sockets.journal())?);
        Ok(Self { sockets, now: RwLock::default(), orders, readings: AtomicU64::new(0), heard, journal })
    }

    /// The changes since the sources were read.
    pub fn journal(&self) -> &Arc<Journal> {
        &self.journal
    }

    /// The one that answers now.
    pub fn now(&self) -> Option<Arc<Keeper>> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).keeper.clone()
    }

    /// Has the sources read again, without the changes that were made. Until that is done, the keeper there is answers.
    pub fn order(&self) -> Result<()> {
        self.order_with(self.following(), 0)
    }

    /// Has the sources read again and all changes made to them, since the keeper there was has ended. Until that is done,
    /// nobody answers, and nothing is changed.
    fn restore(&self) -> Result<()> {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let reading = self.following();
        *now = Now { keeper: None, least: reading, restoring: reading };
        self.order_with(reading, self.journal.length())
    }

    fn following(&self) -> u64 {
        self.readings.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn order_with(&self, reading: u64, changes: u64) -> Result<()> {
        let mut frame = Vec::new();
        let order = json(&Order { reading, changes }).and_then(|order| send(&mut frame, &order));
        let sent = order.and_then(|()| io::Write::write_all(&mut &self.orders, &frame));
        sent.map_err(|error| Error::io("the process that reads graphs", &error))
    }

    /// What comes of readings.
    pub fn states(&self) -> watch::Receiver<State> {
        self.heard.subscribe()
    }

    /// Turns to one, and says so to it, unless one of a later reading is wanted.
    fn turn_to(&self, keeper: &Arc<Keeper>) -> bool {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let reading = keeper.reading();
        let is_wanted = now.least <= reading;
        if is_wanted {
            if now.least < reading && now.restoring != reading {
                self.journal.begin_anew();
            }
            now.keeper = Some(Arc::clone(keeper));
            now.least = reading;
        }
        // whoever made the change that it comes from is told after that, and finds it made
        let _ = keeper.line.try_write(&[u8::from(is_wanted)]);
        is_wanted
    }

    /// Lets all of them go.
    pub fn let_go(&self) {
        self.now.write().unwrap_or_else(PoisonError::into_inner).keeper = None;
    }
}

/// Welcomes keepers as they announce themselves.
pub async fn welcome(front: Arc<Front>, listener: UnixListener) {
    while let Ok((stream, _)) = listener.accept().await {
        let front = Arc::clone(&front);
        drop(tokio::spawn(async move {
            let mut stream = stream;
            // one that ends before it says anything is heard of by its silence
            let Ok(bytes) = frame(&mut stream).await else { return };
            match parsed(&bytes) {
                Ok(Hello::Ready { keeper, quads }) => front.turn_to(keeper, quads, stream).await,
                Ok(Hello::Failed(message)) => front.reading_failed(message),
                Err(_) => {}
            }
        }));
    }
}

impl Front {
    async fn turn_to(&self, name: String, quads: u64, stream: UnixStream) {
        let (mut ear, line) = stream.into_split();
        let keepers = &self.keepers;
        let sockets = keepers.sockets.clone();
        if line.writable().await.is_err() {
            return;
        }
        let keeper = Arc::new(Keeper { name: name.clone(), quads, sockets, line });
        let is_wanted = keepers.turn_to(&keeper);
        // it ends when nobody has it any more
        drop(keeper);
        if !is_wanted {
            return;
        }
        self.metrics.keepers.fetch_add(1, Ordering::Relaxed);
        self.metrics.quads.store(quads, Ordering::Relaxed);
        self.settings.log.event(&format!("the graph has {quads} quads"));
        keepers.heard.send_replace(State::Ready);
        // it says nothing more: its end is heard here, and if nothing took its place, another is wanted
        let _ = ear.read(&mut [0]).await;
        if keepers.now().is_some_and(|now| now.name == name) && !self.is_closing() {
            let log = self.settings.log;
            log.alarm("the process that holds the graph has ended; another reads it, and makes what was changed again");
            if keepers.restore().is_err() {
                log.alarm("the process that reads graphs has ended, too: nothing is answered any more");
            }
        }
    }

    fn reading_failed(&self, message: String) {
        let log = self.settings.log;
        match (self.keepers.now(), self.keepers.readings.load(Ordering::Relaxed)) {
            (Some(_), _) => log.event(&format!("the graph could not be read, and what there is stays: {message}")),
            // the service ends, and says why
            (None, 1) => log.event(&format!("the graph could not be read: {message}")),
            (None, _) => log.alarm(&format!("the graph could not be read, and nothing is answered: {message}")),
        }
        self.keepers.heard.send_replace(State::Failed(message));
    }
}
