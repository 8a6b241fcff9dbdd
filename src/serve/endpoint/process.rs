//! Processes: forking one, and how much it may take.

use crate::error::{Error, ErrorKind, Result};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::unistd::{ForkResult, Pid};
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// How long threads that have nothing left to do may take to end.
const WINDING_UP: Duration = Duration::from_secs(if cfg!(feature = "disk") { 1 } else { 10 });

/// Makes a copy of this process that shares its memory until one of the two writes to it; `None` in the copy.
pub fn fork() -> Result<Option<Pid>> {
    // SAFETY: the copy has only the thread that forks. What other threads had locked would stay locked in it for ever, so
    // there must be none; `alone` is called once before the first fork, and nothing since has started any.
    #[allow(
        unsafe_code,
        reason = "there is no other way to share a graph in memory and to be able to kill what reads it"
    )]
    match unsafe { nix::unistd::fork() } {
        Ok(ForkResult::Parent { child }) => Ok(Some(child)),
        Ok(ForkResult::Child) => Ok(None),
        Err(error) => Err(failed("a process cannot be started", error)),
    }
}

/// Waits until this process has one thread. Where the system does not tell, it is taken to be so.
///
/// Oxigraph's store on disk keeps threads after it is closed. They hold nothing then, and nothing of theirs is used in a
/// copy: with the feature they are waited for in vain, and let be.
pub fn alone() -> Result<()> {
    let until = Instant::now() + WINDING_UP;
    let threads = || fs::read_dir("/proc/self/task").map_or(1, Iterator::count);
    while threads() > 1 {
        if Instant::now() > until {
            let error = Error::new(ErrorKind::Io, "threads that read the graph do not end");
            return if cfg!(feature = "disk") { Ok(()) } else { Err(error) };
        }
        thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// Caps the memory that this process may have beyond what it has now: a larger allocation fails, which ends it.
pub fn cap_memory(bytes: u64) -> Result<()> {
    let Some(now) = memory() else { return Ok(()) };
    // what a crash would leave on the disk is as large as the graph
    setrlimit(Resource::RLIMIT_CORE, 0, 0).map_err(|error| failed("core files cannot be forbidden", error))?;
    let cap = now.saturating_add(bytes);
    let (_, hard) = getrlimit(Resource::RLIMIT_AS).map_err(|error| failed("the memory cap cannot be read", error))?;
    setrlimit(Resource::RLIMIT_AS, cap.min(hard), hard).map_err(|error| failed("memory cannot be capped", error))
}

/// Takes the cap off again.
pub fn uncap_memory() {
    if let Ok((_, hard)) = getrlimit(Resource::RLIMIT_AS) {
        let _ = setrlimit(Resource::RLIMIT_AS, hard, hard);
    }
}

/// The bytes of memory that are mapped, where the system tells.
pub fn memory() -> Option<u64> {
    let pages: u64 = fs::read_to_string("/proc/self/statm").ok()?.split(' ').next()?.parse().ok()?;
    let size = nix::unistd::sysconf(nix::unistd::SysconfVar::PAGE_SIZE).ok()??;
    Some(pages * u64::try_from(size).ok()?)
}

/// Has the system end this process when its parent ends.
pub fn end_with_parent(parent: Pid) {
    #[cfg(target_os = "linux")]
    {
        let _ = nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL);
    }
    // it may have ended before that
    if nix::unistd::getppid() != parent {
        end(1);
    }
}

/// Lets this process outlive its parent again.
pub fn outlive_parent() {
    #[cfg(target_os = "linux")]
    {
        let _ = nix::sys::prctl::set_pdeathsig(None);
    }
}

/// Ends this process at once, without undoing anything.
pub fn end(status: i32) -> ! {
    std::process::exit(status)
}

/// As many open files as the system lets this process have.
pub fn many_files() {
    if let Ok((_, hard)) = getrlimit(Resource::RLIMIT_NOFILE) {
        let _ = setrlimit(Resource::RLIMIT_NOFILE, hard, hard);
    }
}

/// A call that the system refused.
pub fn failed(what: &str, error: nix::Error) -> Error {
    Error::new(ErrorKind::Io, format!("{what}: {}", error.desc()))
}
