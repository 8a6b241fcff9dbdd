//! Bodies of answers: whole, or in parts as they come, compressed where the client can read that.

use super::keepers::{Keeper, frame};
use super::patience::Turn;
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::convert::Infallible;
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::net::UnixStream;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::timeout;

/// Less is not worth compressing.
const WORTH: usize = 1 << 10;

/// How many parts may wait for a slow client.
const WAITING: usize = 4;

/// Any body.
pub type Any = http_body_util::combinators::UnsyncBoxBody<Bytes, io::Error>;

/// All of a body.
pub fn whole(bytes: impl Into<Bytes>) -> Any {
    Full::new(bytes.into()).map_err(|never: Infallible| match never {}).boxed_unsync()
}

/// The same body, which holds something until it was sent.
pub fn held(body: Any, what: impl Unpin + Send + 'static) -> Any {
    Held { body, _what: what }.boxed_unsync()
}

struct Held<T> {
    body: Any,
    _what: T,
}

impl<T: Unpin> Body for Held<T> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Whether a media type gains by being compressed.
pub fn gains(media: &str, length: Option<usize>) -> bool {
    let text = media.starts_with("text/")
        || ["json", "xml", "javascript", "svg", "n-triples", "n-quads", "trig"].iter().any(|word| media.contains(word));
    text && length.is_none_or(|length| length >= WORTH)
}

/// All of a body, compressed.
pub fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = encoder();
    // writing to memory cannot fail
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn encoder() -> GzEncoder<Vec<u8>> {
    GzEncoder::new(Vec::new(), Compression::fast())
}

/// The parts of an answer as a worker sends them. If they break off, so does the body: no client can take it for whole.
pub struct Parts {
    parts: mpsc::Receiver<io::Result<Bytes>>,
}

/// An answer under way, and what is held until it has come to its end.
pub struct Under {
    /// Where it comes from.
    pub stream: UnixStream,
    /// Who works on it, and its place among those that are worked on.
    pub _held: (Arc<Keeper>, OwnedSemaphorePermit),
    /// How long it may still be waited for.
    pub left: Duration,
}

impl Parts {
    /// Passes them on, until the answer ends, its time is up, or nobody wants it any more; `stopped` is told if it broke off.
    pub fn of(under: Under, compress: bool, stopped: impl FnOnce() + Send + 'static) -> Any {
        let (sender, parts) = mpsc::channel(WAITING);
        drop(tokio::spawn(async move {
            // what is held is let go before the error is taken
            if let Err(error) = pass_on(under, compress, &sender).await {
                stopped();
                let _ = sender.send(Err(error)).await;
            }
        }));
        Self { parts }.boxed_unsync()
    }
}

async fn pass_on(mut under: Under, compress: bool, sender: &mpsc::Sender<io::Result<Bytes>>) -> io::Result<()> {
    let (mut encoder, mut turn) = (compress.then(encoder), Turn::new());
    loop {
        let began = Instant::now();
        let part = tokio::select! {
            part = timeout(under.left, frame(&mut under.stream)) => part.map_err(|_| io::ErrorKind::TimedOut)??,
            () = sender.closed() => return Ok(()),
        };
        // only the time that the answer is worked on counts, not that in which the client takes it
        under.left = under.left.saturating_sub(began.elapsed());
        let ended = part.is_empty();
        let part = match (&mut encoder, ended) {
            (Some(encoder), false) => {
                encoder.write_all(&part)?;
                encoder.flush()?;
                std::mem::take(encoder.get_mut())
            }
            (Some(_), true) => encoder.take().map_or_else(|| Ok(Vec::new()), GzEncoder::finish)?,
            (None, _) => part,
        };
        if !part.is_empty() {
            // a client that takes too little is let go, and with it the receiver
            let taken = turn.wait(part.len(), sender.send(Ok(Bytes::from(part)))).await?;
            taken.map_err(|_| io::ErrorKind::BrokenPipe)?;
        }
        if ended {
            return Ok(());
        }
    }
}

impl Body for Parts {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.parts.poll_recv(context).map(|part| part.map(|part| part.map(Frame::data)))
    }
}
