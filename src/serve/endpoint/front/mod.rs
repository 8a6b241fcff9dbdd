//! HTTP: takes requests, has those answer who hold the graph, and keeps everybody within limits.

mod answer;
mod body;
mod keepers;
pub mod log;
mod metrics;
mod patience;
mod reload;

use super::keeper::{Class, Sockets};
use super::protocol::{self, Call, Meant};
use super::wire::{Ask, MADE, parsed};
use super::{Settings, change, service};
use crate::error::{Error, ErrorKind, Result};
use crate::serve::site::Response as Answer;
use answer::{add, busy, not_modified, options, plain, prefers_page, set, tag};
use body::{Any, Parts, Under, compressed, gains, held, whole};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use keepers::{Begun, Keeper, Keepers, State, agree, frame};
use metrics::Metrics;
use patience::Patient;
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use subtle::ConstantTimeEq;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

/// How long a client may take to send its headers, also the first of the next request on a connection.
const HEADERS: Duration = Duration::from_secs(10);

/// How long it may take to send a body.
const BODY: Duration = Duration::from_secs(60);

/// How long a request waits for its turn before it is turned away.
const TURN: Duration = Duration::from_secs(1);

/// How long those under way are given when the service ends.
const PARTING: Duration = Duration::from_secs(10);

/// How long the last bytes of the last answer may take.
const SETTLING: Duration = Duration::from_millis(50);

/// How many connections there may be at a time.
const CONNECTIONS: usize = 4096;

/// How many bytes the line and the headers of a request may have.
const HEAD: usize = 64 << 10;

/// A change is made by somebody who may, and may take this many times as long as a query.
const CHANGE: u32 = 20;

/// What pages may load: nothing but what is beside them.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/// What answers on the port.
#[derive(Debug)]
pub struct Front {
    settings: Settings,
    keepers: Keepers,
    metrics: Metrics,
    sockets: Sockets,
    queries: Arc<Semaphore>,
    pages: Arc<Semaphore>,
    changes: Arc<Semaphore>,
    /// How many bytes more all bodies together may have that were not passed on.
    bodies: Arc<Semaphore>,
    closing: AtomicBool,
    /// The address that it listens at.
    own: String,
    /// Tells one run from another.
    run: String,
}

impl Front {
    /// One that has no keeper yet. The stream leads to the steward.
    pub fn open(settings: Settings, sockets: Sockets, orders: UnixStream) -> Result<Self> {
        let places = |count: usize| Arc::new(Semaphore::new(count));
        Ok(Self {
            keepers: Keepers::new(sockets.clone(), orders)?,
            metrics: Metrics::default(),
            sockets,
            queries: places(settings.limits.queries),
            pages: places(settings.limits.pages),
            changes: places(1),
            bodies: places(settings.limits.bodies),
            closing: AtomicBool::new(false),
            own: String::new(),
            run: format!("{}-{:?}", std::process::id(), std::time::SystemTime::now()),
            settings,
        })
    }

    /// Answers until the process is told to stop.
    pub fn run(
        mut self,
        listener: std::net::TcpListener,
        ready: impl FnOnce(&str, u64) + Send + 'static,
    ) -> Result<()> {
        let failed = |error: std::io::Error| Error::io("the service", &error);
        let address = listener.local_addr().map_err(failed)?;
        self.own = format!("http://{address}");
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
        runtime.block_on(async {
            let front = Arc::new(self);
            let sockets = tokio::net::UnixListener::bind(front.sockets.keepers()).map_err(failed)?;
            let listener = TcpListener::from_std(listener).map_err(failed)?;
            drop(tokio::spawn(keepers::welcome(Arc::clone(&front), sockets)));
            let mut signals = Signals::new().map_err(failed)?;
            front.keepers.order()?;
            drop(tokio::spawn(Arc::clone(&front).accept(listener)));
            tokio::select! {
                read = front.first() => read?,
                () = signals.end() => return Ok(()),
            }
            ready(&front.own, front.keepers.now().map_or(0, |keeper| keeper.quads));
            front.stay(signals).await
        })
    }

    /// Waits until the graph was read for the first time.
    async fn first(&self) -> Result<()> {
        let mut states = self.keepers.states();
        loop {
            match states.borrow_and_update().clone() {
                State::Ready => return Ok(()),
                // the process that failed has told the user why
                State::Failed(message) => return Err(Error::new(ErrorKind::Input, message)),
                State::Reading => {}
            }
            if states.changed().await.is_err() {
                return Err(Error::new(ErrorKind::Io, "the process that reads graphs has ended"));
            }
        }
    }

    /// Reads the sources again when told to or when they change, and ends when told to.
    async fn stay(self: &Arc<Self>, mut signals: Signals) -> Result<()> {
        let mut again = signal(SignalKind::hangup()).map_err(|error| Error::io("signals", &error))?;
        let changed = reload::watch(Arc::clone(self));
        tokio::pin!(changed);
        loop {
            tokio::select! {
                () = signals.end() => break,
                _ = again.recv() => self.keepers.order()?,
                () = &mut changed => {}
            }
        }
        self.closing.store(true, Ordering::Release);
        let until = Instant::now() + PARTING;
        while self.metrics.under_way.load(Ordering::Acquire) > 0 && Instant::now() < until {
            sleep(Duration::from_millis(10)).await;
        }
        self.keepers.let_go();
        // the last bytes are on their way
        sleep(SETTLING).await;
        Ok(())
    }

    fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }

    async fn accept(self: Arc<Self>, listener: TcpListener) {
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                // no files left, say: it gets better when others are done
                Err(_) => {
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            if self.is_closing() {
                return;
            }
            let _ = stream.set_nodelay(true);
            let front = Arc::clone(&self);
            let answer = service_fn(move |request| {
                let front = Arc::clone(&front);
                async move { Ok::<_, Infallible>(front.answer(request).await) }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADERS)
                .max_buf_size(HEAD)
                .serve_connection(TokioIo::new(Patient::with(stream)), answer);
            drop(tokio::spawn(async move {
                // a client that breaks off is no mistake of ours
                let _ = connection.await;
                drop(place);
            }));
        }
    }

    async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Response<Any> {
        let began = Instant::now();
        let under_way = UnderWay::new(&self);
        let (method, path) = (request.method().as_str().to_owned(), request.uri().path().to_owned());
        let (class, mut response) = self.route(request).await;
        let headers = response.headers_mut();
        set(headers, "Access-Control-Allow-Origin", "*");
        set(headers, "Access-Control-Expose-Headers", "ETag, Link, Location, Retry-After");
        set(headers, "X-Content-Type-Options", "nosniff");
        if headers.get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/html")) {
            set(headers, "Content-Security-Policy", POLICY);
            set(headers, "Referrer-Policy", "same-origin");
        }
        if self.is_closing() {
            set(headers, "Connection", "close");
        }
        let status = response.status().as_u16();
        self.metrics.answered(class, status, began.elapsed());
        self.settings.log.request(&method, &path, status, began.elapsed());
        response.map(|body| held(body, under_way))
    }

    async fn route(self: &Arc<Self>, request: Request<Incoming>) -> (Option<Class>, Response<Any>) {
        let path = request.uri().path();
        let read_only = |response| (None, plain(response));
        match (request.method().as_str(), path) {
            ("OPTIONS", path) => return (None, options(path)),
            ("GET" | "HEAD", "/healthz") => {
                let (status, text) = match self.keepers.now() {
                    Some(_) => (200, "ok"),
                    None => (503, "the graph is being read"),
                };
                return read_only(Answer::text(status, text).with("Cache-Control", "no-store"));
            }
            ("GET" | "HEAD", "/metrics") => {
                let text = Answer::new(200, "text/plain; version=0.0.4; charset=utf-8", self.metrics.text());
                return read_only(text.with("Cache-Control", "no-store"));
            }
            ("GET" | "HEAD", "/.well-known/void") => {
                return read_only(Answer::text(303, "See /void").with("Location", "/void"));
            }
            _ => {}
        }
        match self.read_and_ask(request).await {
            Ok((class, response)) => (Some(class), response),
            Err(refusal) => read_only(refusal),
        }
    }

    async fn read_and_ask(self: &Arc<Self>, request: Request<Incoming>) -> Result<(Class, Response<Any>), Answer> {
        let public = self.public(request.headers());
        let (parts, body) = request.into_parts();
        let field =
            |name: HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (method, path) = (parts.method.as_str(), parts.uri.path());
        // what means nothing, or is not allowed, need not be sent; a DELETE sends nothing
        protocol::means_something(method, path)?;
        if method == "PUT" || path == "/update" {
            self.may_change(&parts.headers)?;
        }
        let (body, room) = self.body(body).await?;
        // several headers of a name mean the same as one
        let accept: Vec<&str> =
            parts.headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
        let accept = accept.join(", ");
        let call = Call {
            method,
            path,
            query: parts.uri.query().unwrap_or_default(),
            media: field(header::CONTENT_TYPE),
            accept: &accept,
            body: &body,
            public: &public,
            exists: match (field(header::IF_NONE_MATCH).trim(), field(header::IF_MATCH).trim()) {
                ("*", _) => Some(false),
                (_, "*") => Some(true),
                _ => None,
            },
        };
        let (class, ask, meant) = self.meant(&call)?;
        drop(body);
        let body = Received { bytes: meant, _room: room };
        if class == Class::Change {
            self.may_change(&parts.headers)?;
        }
        let reads = matches!(method, "GET" | "HEAD");
        let keeper = self.keepers.now().ok_or_else(|| busy("the graph is being read"))?;
        let query = parts.uri.query().unwrap_or_default();
        let tag = format!("W/\"{}-{}\"", self.state(&keeper), tag(&[path, query, &accept, &public]));
        let has = |known: &str| reads && field(header::IF_NONE_MATCH).split(',').any(|tag| tag.trim() == known);
        if has(&tag) {
            return Ok((class, not_modified(&tag)));
        }
        let gzip = field(header::ACCEPT_ENCODING).split(',').any(|name| {
            let (name, quality) = name.split_once(';').unwrap_or((name, ""));
            name.trim().eq_ignore_ascii_case("gzip")
                && !matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        });
        let mut response = self.ask(keeper, class, &ask, body, gzip, field(header::IF_MATCH)).await?;
        if response.status() == StatusCode::OK && has("*") {
            return Ok((class, not_modified(&tag)));
        }
        let headers = response.headers_mut();
        add(headers, "Vary", "Accept-Encoding");
        if response.status() == StatusCode::OK && reads {
            let headers = response.headers_mut();
            set(headers, "ETag", &tag);
            if !headers.contains_key(header::CACHE_CONTROL) {
                set(headers, "Cache-Control", "no-cache");
            }
        }
        Ok((class, response))
    }

    /// What is asked, and of whom.
    fn meant(&self, call: &Call<'_>) -> Result<(Class, Ask, Vec<u8>), Answer> {
        let meant = match call.path {
            "/sparql" => protocol::sparql(call, false)?,
            "/update" => protocol::sparql(call, true)?,
            path if protocol::is_store(path) => protocol::graph_store(call)?,
            path => {
                let page = protocol::page(call)?;
                // these work on whatever they are given
                let class = if path.starts_with("/queries/") { Class::Query } else { Class::Page };
                return Ok((class, Ask::Page(page), Vec::new()));
            }
        };
        match meant {
            Meant::Ask(ask @ Ask::Change(_), body) => Ok((Class::Change, ask, body)),
            Meant::Ask(ask, body) => Ok((Class::Query, ask, body)),
            Meant::Service if prefers_page(call.accept) => {
                let page = protocol::page(&Call { path: "/query", ..*call })?;
                Ok((Class::Page, Ask::Page(page), Vec::new()))
            }
            Meant::Service => Err(service::describe(call.public, self.settings.limits.writable, call.accept)),
        }
    }

    /// Whether the request may change the graph.
    fn may_change(&self, headers: &HeaderMap) -> Result<(), Answer> {
        if !self.settings.limits.writable {
            return Err(Answer::text(403, "this graph is not changed by anybody: it is served without --writable"));
        }
        let given = headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
        let (scheme, token) = given.split_at(given.len().min(b"Bearer ".len()));
        let token = if scheme.eq_ignore_ascii_case(b"Bearer ") { token } else { b"" };
        let wanted = self.settings.token.as_deref().unwrap_or_default().as_bytes();
        // digests are of one length, so that nothing tells how long the token is
        let same = Sha256::digest(token).ct_eq(&Sha256::digest(wanted));
        if bool::from(same) && !wanted.is_empty() {
            return Ok(());
        }
        Err(Answer::text(401, "changes want the token: Authorization: Bearer …").with("WWW-Authenticate", "Bearer"))
    }

    /// A body, and the room that it takes of what all of them together have.
    async fn body(&self, body: Incoming) -> Result<(Vec<u8>, OwnedSemaphorePermit), Answer> {
        let most = self.settings.limits.body;
        let too_large = || Answer::text(413, format!("a body may have {most} bytes"));
        // one that says so is not waited for
        if usize::try_from(body.size_hint().lower()).is_ok_and(|bytes| bytes > most) {
            return Err(too_large());
        }
        let mut body = Limited::new(body, most);
        let mut room = self.room(0)?;
        let all = async {
            let mut bytes = Vec::new();
            while let Some(frame) = body.frame().await {
                let frame = frame.map_err(|error| match error.is::<LengthLimitError>() {
                    true => too_large(),
                    false => Answer::text(400, "the body broke off"),
                })?;
                if let Ok(data) = frame.into_data() {
                    room.merge(self.room(data.len())?);
                    bytes.extend_from_slice(&data);
                }
            }
            Ok(bytes)
        };
        let bytes = timeout(BODY, all).await.map_err(|_| Answer::text(408, "the body took too long to come"))??;
        Ok((bytes, room))
    }

    /// Room for some bytes of a body. Nobody waits for it, since those who have some would wait for each other.
    fn room(&self, bytes: usize) -> Result<OwnedSemaphorePermit, Answer> {
        let wanted = u32::try_from(bytes).unwrap_or(u32::MAX);
        Arc::clone(&self.bodies).try_acquire_many_owned(wanted).map_err(|_| {
            self.metrics.turned_away.fetch_add(1, Ordering::Relaxed);
            busy("too much is sent at once; send it again soon")
        })
    }

    /// What the tags of all answers from one state of the graph begin with.
    fn state(&self, keeper: &Keeper) -> String {
        tag(&[&keeper.name, &self.run])
    }

    /// Has a worker answer. A change may be meant for the state of the graph that one of some tags is of.
    async fn ask(
        self: &Arc<Self>,
        keeper: Arc<Keeper>,
        class: Class,
        ask: &Ask,
        body: Received,
        gzip: bool,
        tags: &str,
    ) -> Result<Response<Any>, Answer> {
        let place = self.place(class).await?;
        // a change may have come about while it was waited for
        let keeper = if class == Class::Change { self.keepers.now().unwrap_or(keeper) } else { keeper };
        let begin = format!("W/\"{}-", self.state(&keeper));
        let is_meant = |tag: &str| tag.trim() == "*" || tag.trim().starts_with(&begin);
        if class == Class::Change && !tags.is_empty() && !tags.split(',').any(is_meant) {
            return Err(change::unmet("no longer as it was"));
        }
        let entry = match class {
            Class::Change => {
                let written = tokio::task::block_in_place(|| self.keepers.journal().write(ask, &body.bytes));
                let full = |error| Answer::text(507, format!("the change cannot be kept, and is not made: {error}"));
                Some(written.map_err(full)?)
            }
            Class::Page | Class::Query => None,
        };
        let limit = self.settings.limits.timeout * if class == Class::Change { CHANGE } else { 1 };
        let began = Instant::now();
        let stopped = |late: Option<Duration>| {
            self.metrics.stopped.fetch_add(1, Ordering::Relaxed);
            self.stopped(late)
        };
        let asked = async {
            let mut stream = keeper.ask(class, ask, &body.bytes).await?;
            drop(body);
            let first = frame(&mut stream).await?;
            std::io::Result::Ok((stream, first))
        };
        let (stream, first) =
            timeout(limit, asked).await.map_err(|_| stopped(Some(limit)))?.map_err(|_| stopped(None))?;
        let held = (keeper, place);
        let begun = match entry {
            Some(entry) if first == MADE => agree(stream, held, entry).await,
            _ => parsed(&first).map(|head| Begun { stream, head, held }),
        };
        let Begun { mut stream, head, held } = begun.map_err(|_| stopped(None))?;
        let left = limit.saturating_sub(began.elapsed());
        let bytes = match head.length {
            None => None,
            Some(0) => Some(Vec::new()),
            Some(_) => {
                // of a change there may be no time left, and the rest of the answer is there
                let all = timeout(left.max(SETTLING), frame(&mut stream)).await;
                Some(all.map_err(|_| stopped(Some(limit)))?.map_err(|_| stopped(None))?)
            }
        };
        let mut response = Response::new(whole(Vec::new()));
        *response.status_mut() = StatusCode::from_u16(head.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let media =
            head.headers.iter().find(|(name, _)| name == "Content-Type").map_or("", |(_, value)| value.as_str());
        let compress = gzip && gains(media, head.length);
        for (name, value) in head.headers.iter().filter(|(_, value)| !value.is_empty()) {
            add(response.headers_mut(), name, value);
        }
        if compress {
            set(response.headers_mut(), "Content-Encoding", "gzip");
        }
        *response.body_mut() = match bytes {
            Some(bytes) if compress => whole(compressed(&bytes)),
            Some(bytes) => whole(bytes),
            None => {
                let front = Arc::clone(self);
                let stopped = move || {
                    front.metrics.stopped.fetch_add(1, Ordering::Relaxed);
                };
                Parts::of(Under { stream, left, _held: held }, compress, stopped)
            }
        };
        Ok(response)
    }

    /// A place among those that are worked on.
    async fn place(&self, class: Class) -> Result<OwnedSemaphorePermit, Answer> {
        let (places, patience) = match class {
            Class::Page => (&self.pages, self.settings.limits.timeout),
            Class::Query => (&self.queries, TURN),
            Class::Change => (&self.changes, self.settings.limits.timeout),
        };
        match timeout(patience, Arc::clone(places).acquire_owned()).await {
            Ok(Ok(place)) => Ok(place),
            _ => {
                self.metrics.turned_away.fetch_add(1, Ordering::Relaxed);
                Err(busy("too much is asked at once; ask again soon"))
            }
        }
    }

    /// That an answer was cut off before it began, since it took longer than it may or for another reason.
    fn stopped(&self, late: Option<Duration>) -> Answer {
        if let Some(limit) = late {
            let seconds = limit.as_secs_f64();
            return Answer::text(504, format!("this took longer than {seconds} s, and was stopped"));
        }
        let megabytes = self.settings.limits.memory >> 20;
        Answer::text(500, format!("this was stopped: it wanted more than {megabytes} MiB of memory, or broke down"))
    }

    /// Where the public sees the site: where it was told to, or where the client says it is.
    fn public(&self, headers: &HeaderMap) -> String {
        if let Some(public) = &self.settings.public {
            return public.trim_end_matches('/').to_owned();
        }
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || host.len() > 255 || !host.chars().all(plain) {
            return self.own.clone();
        }
        format!("http://{host}")
    }
}

/// The signals to end: heard from the beginning, so that what was made is removed even if nothing was read yet.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for one.
    async fn end(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// A body that was received, with the room that it takes until it was passed on.
struct Received {
    bytes: Vec<u8>,
    _room: OwnedSemaphorePermit,
}

/// A request that is being answered, until the last of the answer was sent.
struct UnderWay {
    front: Arc<Front>,
}

impl UnderWay {
    fn new(front: &Arc<Front>) -> Self {
        front.metrics.under_way.fetch_add(1, Ordering::AcqRel);
        Self { front: Arc::clone(front) }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.front.metrics.under_way.fetch_sub(1, Ordering::AcqRel);
    }
}
