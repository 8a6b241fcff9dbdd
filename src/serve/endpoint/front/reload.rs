//! Sources that change are read again, while the graph there was goes on answering.

use super::Front;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::time::sleep;

/// How often the files are looked at.
const LOOKING: Duration = Duration::from_secs(1);

/// Looks at the files that are watched, for ever, and has them read when they have changed and are at rest again.
pub async fn watch(front: Arc<Front>) {
    let files = &front.settings.watched;
    let mut read = state(files);
    let mut before = read.clone();
    loop {
        sleep(LOOKING).await;
        let now = state(files);
        if now != read && now == before && front.keepers.order().is_ok() {
            read.clone_from(&now);
        }
        before = now;
    }
}

/// When each was changed, and how long it is.
fn state(files: &[PathBuf]) -> Vec<Option<(SystemTime, u64)>> {
    let of = |file: &PathBuf| {
        let data = fs::metadata(file).ok()?;
        Some((data.modified().ok()?, data.len()))
    };
    files.iter().map(of).collect()
}
