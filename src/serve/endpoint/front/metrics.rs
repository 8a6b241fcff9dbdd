//! Figures about the service, as Prometheus reads them.

use super::super::keeper::Class;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The bounds of the times that are told apart, in seconds.
const BOUNDS: [f64; 8] = [0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 30.0, f64::INFINITY];

/// What is counted.
#[derive(Debug, Default)]
pub struct Metrics {
    /// Requests under way.
    pub under_way: AtomicU64,
    /// Queries and pages that were stopped: out of time, out of memory, or broken.
    pub stopped: AtomicU64,
    /// Requests that were turned away since too many were under way.
    pub turned_away: AtomicU64,
    /// How often the graph was read or changed.
    pub keepers: AtomicU64,
    /// The quads of the graph.
    pub quads: AtomicU64,
    kinds: [Kind; 4],
}

#[derive(Debug, Default)]
struct Kind {
    statuses: [AtomicU64; 6],
    times: [AtomicU64; BOUNDS.len()],
    microseconds: AtomicU64,
}

impl Metrics {
    /// Counts a request that was answered.
    pub fn answered(&self, class: Option<Class>, status: u16, took: Duration) {
        let kind = &self.kinds[class.map_or(3, |class| class as usize)];
        kind.statuses[usize::from(status / 100).min(5)].fetch_add(1, Ordering::Relaxed);
        kind.microseconds.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
        let at = BOUNDS.iter().position(|bound| took.as_secs_f64() <= *bound).unwrap_or(BOUNDS.len() - 1);
        kind.times[at].fetch_add(1, Ordering::Relaxed);
    }

    /// All of it as text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut one = |name: &str, kind: &str, help: &str, value: &AtomicU64| {
            let value = value.load(Ordering::Relaxed);
            let _ = write!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n");
        };
        one("chancery_requests_under_way", "gauge", "Requests that are being answered.", &self.under_way);
        one("chancery_stopped_total", "counter", "Answers cut off: out of time or memory.", &self.stopped);
        one("chancery_turned_away_total", "counter", "Requests answered 503: too many at once.", &self.turned_away);
        one("chancery_graph_readings_total", "counter", "How often the graph was read or changed.", &self.keepers);
        one("chancery_quads", "gauge", "Quads of the graph.", &self.quads);
        let _ =
            write!(out, "# HELP chancery_requests_total Requests answered.\n# TYPE chancery_requests_total counter\n");
        let names = ["page", "query", "change", "other"];
        for (name, kind) in names.iter().zip(&self.kinds) {
            for (hundreds, count) in kind.statuses.iter().enumerate().skip(1) {
                let count = count.load(Ordering::Relaxed);
                let _ = writeln!(out, "chancery_requests_total{{kind=\"{name}\",status=\"{hundreds}xx\"}} {count}");
            }
        }
        let _ = write!(
            out,
            "# HELP chancery_request_seconds Time until an answer began.\n# TYPE chancery_request_seconds histogram\n"
        );
        for (name, kind) in names.iter().zip(&self.kinds) {
            let mut sum = 0;
            for (bound, count) in BOUNDS.iter().zip(&kind.times) {
                sum += count.load(Ordering::Relaxed);
                let bound = if bound.is_finite() { bound.to_string() } else { "+Inf".to_owned() };
                let _ = writeln!(out, "chancery_request_seconds_bucket{{kind=\"{name}\",le=\"{bound}\"}} {sum}");
            }
            let seconds = Duration::from_micros(kind.microseconds.load(Ordering::Relaxed)).as_secs_f64();
            let _ = writeln!(out, "chancery_request_seconds_sum{{kind=\"{name}\"}} {seconds}");
            let _ = writeln!(out, "chancery_request_seconds_count{{kind=\"{name}\"}} {sum}");
        }
        out
    }
}
