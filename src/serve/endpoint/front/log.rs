//! A line on standard error for each request.

use chrono::Utc;
use std::io::Write;
use std::time::Duration;

/// How requests are logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Not at all.
    #[default]
    None,
    /// For people.
    Text,
    /// A JSON object a line.
    Json,
}

impl Form {
    /// Logs a request. Neither its parameters nor its headers are: they may be private, and among the latter is the token.
    pub fn request(self, method: &str, path: &str, status: u16, took: Duration) {
        let milliseconds = (took.as_secs_f64() * 1e6).round() / 1e3;
        let now = Utc::now().format("%Y-%m-%dT%H:%M:%S%.3fZ");
        // what cannot be logged is no reason not to answer
        let _ = match self {
            Self::None => Ok(()),
            Self::Text => {
                let path: String = path.chars().flat_map(char::escape_debug).collect();
                writeln!(std::io::stderr(), "{now} {method} {path} {status} {milliseconds} ms")
            }
            Self::Json => {
                let line = serde_json::json!({
                    "time": now.to_string(), "method": method, "path": path, "status": status, "ms": milliseconds,
                });
                writeln!(std::io::stderr(), "{line}")
            }
        };
    }

    /// Says what somebody must know who has the service, whether or not requests are logged.
    pub fn alarm(self, what: &str) {
        match self {
            Self::None => Self::Text.event(what),
            form => form.event(what),
        }
    }

    /// Logs something else that happened.
    pub fn event(self, what: &str) {
        let now = Utc::now().format("%Y-%m-%dT%H:%M:%S%.3fZ");
        let _ = match self {
            Self::None => Ok(()),
            Self::Text => writeln!(std::io::stderr(), "{now} {what}"),
            Self::Json => {
                let line = serde_json::json!({ "time": now.to_string(), "event": what });
                writeln!(std::io::stderr(), "{line}")
            }
        };
    }
}
