//! How long a client may take to take what it is sent: one that reads by drops would hold its place for ever.
//!
//! Patience is a purse of time. Waiting for the client spends it, and each byte that it takes earns some back. Whoever takes
//! just enough to keep it filled would still hold the process that works on a long answer for hours: an answer has a
//! [`Turn`], too, which is long for any client and goes on only for those that are quick.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep, timeout};

/// The most time that a purse holds, and what it holds at first.
const PURSE: Duration = Duration::from_secs(60);

/// How many bytes a client must take to be waited for a second longer: no line is as slow.
const SLOWEST: u32 = 16 << 10;

/// How long a client is waited for while a process works for it, in all, and how many bytes it must take to be waited for a
/// second longer: whatever the answer, who takes a mebibyte a second gets all of it.
const TURN: Duration = Duration::from_secs(600);
const QUICK: u32 = 1 << 20;

/// The time in which a client may take an answer that a process works on.
pub struct Turn {
    left: Duration,
}

impl Turn {
    /// All of it.
    pub fn new() -> Self {
        Self { left: TURN }
    }

    /// Waits until the client has taken a part of some bytes; the error is that it took too long in all.
    pub async fn wait<T>(&mut self, bytes: usize, taken: impl Future<Output = T>) -> io::Result<T> {
        self.left += Duration::from_secs(1) * u32::try_from(bytes).unwrap_or(u32::MAX) / QUICK;
        let began = Instant::now();
        let taken = timeout(self.left, taken).await.map_err(|_| io::ErrorKind::TimedOut)?;
        self.left = self.left.saturating_sub(began.elapsed());
        Ok(taken)
    }
}

/// A connection to a client that is waited for with patience, and no longer.
pub struct Patient<S> {
    stream: S,
    most: Duration,
    left: Duration,
    /// Since when it is waited for, and until when it will be.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<S> Patient<S> {
    /// Waits for whoever is at the other end of a stream.
    pub fn with(stream: S) -> Self {
        Self::having(stream, PURSE)
    }

    fn having(stream: S, purse: Duration) -> Self {
        Self { stream, most: purse, left: purse, waiting: None }
    }

    /// What came of writing, unless there is no patience left.
    fn judge(&mut self, context: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        let Poll::Ready(written) = written else {
            let left = self.left;
            let (_, end) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
            return end.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()));
        };
        if let Some((since, _)) = self.waiting.take() {
            self.left = self.left.saturating_sub(since.elapsed());
        }
        if let Ok(bytes) = written {
            let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
            self.left = self.most.min(self.left + Duration::from_secs(1) * bytes / SLOWEST);
        }
        Poll::Ready(written)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.judge(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    const SHORT: Duration = Duration::from_millis(300);

    #[test]
    fn whoever_takes_nothing_or_little_is_let_go() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (ours, _theirs) = duplex(1 << 10);
            let sent = Patient::having(ours, SHORT).write_all(&[0; 1 << 12]).await;
            assert_eq!(sent.unwrap_err().kind(), io::ErrorKind::TimedOut);

            // a byte at a time is always something, and never enough
            let (ours, mut theirs) = duplex(1 << 10);
            let began = Instant::now();
            let trickle = tokio::spawn(async move {
                while theirs.read_u8().await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            });
            let sent = Patient::having(ours, SHORT).write_all(&[0; 1 << 12]).await;
            assert_eq!(sent.unwrap_err().kind(), io::ErrorKind::TimedOut);
            assert!(began.elapsed() < 40 * SHORT, "{:?}", began.elapsed());
            trickle.abort();
        });
    }

    #[test]
    fn an_answer_has_its_turn_whatever_the_pace() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let pause = || tokio::time::sleep(Duration::from_millis(20));
            let mut turn = Turn { left: SHORT };
            let mut taken = 0;
            let began = Instant::now();
            // always something, more than the slowest, and too little in all
            let late = loop {
                match turn.wait(1 << 10, pause()).await {
                    Ok(()) => taken += 1,
                    Err(late) => break late,
                }
            };
            assert_eq!(late.kind(), io::ErrorKind::TimedOut);
            assert!(taken > 1 && began.elapsed() >= SHORT, "{taken} in {:?}", began.elapsed());
            // who is quick is waited for longer than that
            let mut turn = Turn { left: SHORT };
            let began = Instant::now();
            while began.elapsed() < 2 * SHORT {
                turn.wait(1 << 20, pause()).await.unwrap();
            }
        });
    }

    #[test]
    fn whoever_takes_enough_is_waited_for() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (ours, mut theirs) = duplex(1 << 14);
            let taken = tokio::spawn(async move {
                let (mut bytes, mut all) = (vec![0; 1 << 14], 0);
                loop {
                    match theirs.read(&mut bytes).await {
                        Ok(0) | Err(_) => return all,
                        Ok(count) => all += count,
                    }
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            });
            // longer in all than the purse is
            let mut ours = Patient::having(ours, SHORT);
            ours.write_all(&vec![0; 1 << 18]).await.unwrap();
            drop(ours);
            assert_eq!(taken.await.unwrap(), 1 << 18);
        });
    }
}
