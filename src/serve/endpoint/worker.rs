//! A process that answers, one request after another, and that may be killed at any moment.
//!
//! What it is asked it works out in memory that is capped. As soon as nobody waits for the answer any more, since the client
//! has gone or the time is up, it ends, whatever it is at: another takes its place.

use super::room::Room;
use super::wire::{Answer, Ask, parsed, receive};
use super::{Limits, process};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use std::io::{self, BufWriter};
use std::os::fd::AsFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// How long an answer that was just given may take to be known as given.
const SETTLING: Duration = Duration::from_millis(20);

/// How many milliseconds pass between looks whether an answer was given.
const LOOKING: u8 = 100;

/// A process that has grown by more than this part of its cap makes way for a fresh one.
const GROWN: u64 = 4;

/// Answers whoever connects, until it is killed.
pub fn work(room: &Room<'_>, listener: &UnixListener, limits: &Limits) -> ! {
    let mut watch = begin(limits);
    let cap = process::memory().unwrap_or(0) + limits.memory / GROWN;
    loop {
        let Ok((stream, _)) = listener.accept() else { process::end(1) };
        // who has gone before the answer came misses nothing
        let _ = watch.over(&stream, || answer(room, limits, &stream));
        if process::memory().is_some_and(|now| now > cap) {
            process::end(0);
        }
    }
}

/// Starts what watches over this process, and caps its memory.
pub fn begin(limits: &Limits) -> Watch {
    let watch = Watch::start();
    // threads would have memory of their own, and there is a process for each core
    keep_to_one_thread();
    if process::cap_memory(limits.memory).is_err() {
        process::end(1);
    }
    watch
}

/// Has this process do all its work itself, unless it does so already.
pub fn keep_to_one_thread() {
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
}

fn answer(room: &Room<'_>, limits: &Limits, stream: &UnixStream) -> io::Result<()> {
    let Some((ask, body)) = asked(stream)? else { return Ok(()) };
    room.answer(&ask, &body, limits, Answer::to(BufWriter::new(stream)))
}

/// What somebody asks, and its body; none if they have gone.
pub fn asked(mut stream: &UnixStream) -> io::Result<Option<(Ask, Vec<u8>)>> {
    let Some(head) = receive(&mut stream)? else { return Ok(None) };
    let Some(body) = receive(&mut stream)? else { return Ok(None) };
    Ok(Some((parsed(&head)?, body)))
}

/// A thread that ends the process when whoever asked hangs up.
pub struct Watch {
    jobs: Sender<(UnixStream, Arc<AtomicBool>)>,
}

impl Watch {
    fn start() -> Self {
        let (jobs, given) = channel();
        let (ready, begun) = channel();
        thread::spawn(move || {
            // its share of memory is there before the cap is
            let _ = ready.send(vec![0_u8; 1 << 10]);
            watch(&given);
        });
        let _ = begun.recv();
        Self { jobs }
    }

    /// Does some work as long as the other side of the stream waits for it.
    pub fn over<T>(&mut self, stream: &UnixStream, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let done = Arc::new(AtomicBool::new(false));
        let sent = self.jobs.send((stream.try_clone()?, Arc::clone(&done)));
        if sent.is_err() {
            process::end(1);
        }
        let worked = work();
        done.store(true, Ordering::Release);
        worked
    }
}

fn watch(jobs: &Receiver<(UnixStream, Arc<AtomicBool>)>) {
    for (stream, done) in jobs {
        // a hang-up is told without being asked for
        let mut ends = [PollFd::new(stream.as_fd(), PollFlags::empty())];
        while !done.load(Ordering::Acquire) && !poll(&mut ends, PollTimeout::from(LOOKING)).is_ok_and(|ends| ends > 0) {
        }
        if !done.load(Ordering::Acquire) {
            thread::sleep(SETTLING);
        }
        if !done.load(Ordering::Acquire) {
            let _ = nix::sys::signal::kill(nix::unistd::getpid(), nix::sys::signal::Signal::SIGKILL);
        }
    }
}
