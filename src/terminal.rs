//! What people see: tables, messages, colours and progress.
//!
//! Results go to standard output, all else to standard error. A write to standard error that fails is no failure of the
//! command.

use crate::output;
use anstream::{AutoStream, ColorChoice};
use anstyle::AnsiColor;
use chancery::{Error, Result};
use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// What standard output is called in messages.
pub const STANDARD_OUTPUT: &str = "standard output";

/// The space between columns.
const GAP: u16 = 2;

/// How wide a table may be where no terminal says it.
const WIDTH: u16 = 120;

/// A narrower terminal is thought to be mistaken about itself.
const NARROWEST: u16 = 20;

/// Work that takes less needs no progress bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Two columns are two spaces apart; a line stands under the header only.
const TABLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// The two streams, and how much to say on them.
#[derive(Clone, Copy)]
pub struct Terminal {
    quiet: bool,
}

impl Terminal {
    /// `quiet`: print results and errors only.
    pub fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    /// Writes a result to standard output.
    pub fn print(&self, write: impl FnOnce(&mut (dyn Write + Send)) -> Result<()>) -> Result<()> {
        output::to(STANDARD_OUTPUT, io::stdout(), write)
    }

    /// Writes to a file, or to standard output if none is named.
    pub fn put(&self, path: Option<&Path>, write: impl FnOnce(&mut (dyn Write + Send)) -> Result<()>) -> Result<()> {
        match path {
            Some(path) => output::to_file(path, write),
            None => self.print(write),
        }
    }

    /// Writes text to standard output.
    pub fn print_text(&self, text: &str) -> Result<()> {
        self.print(|out| out.write_all(text.as_bytes()).map_err(|error| Error::io(STANDARD_OUTPUT, &error)))
    }

    /// Writes a table: aligned on a terminal, plain in a pipe.
    pub fn print_table(&self, header: &[&str], rows: &[Vec<String>]) -> Result<()> {
        self.print_text(&if self.is_terminal() { table(header, rows) } else { plain(header, rows) })
    }

    /// Whether somebody looks at standard output.
    pub fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Whether standard output takes colours; `NO_COLOR` and `CLICOLOR_FORCE` have their say.
    pub fn has_colours(&self) -> bool {
        AutoStream::choice(&io::stdout()) != ColorChoice::Never
    }

    /// Says something that is no result.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(anstream::stderr(), "{text}");
        }
    }

    /// Says what was read with a doubt.
    pub fn warning(&self, warning: &Error) {
        let style = AnsiColor::Yellow.on_default().bold();
        self.note(&format!("{style}warning:{style:#} {warning}"));
    }

    /// Says what went wrong.
    pub fn error(&self, error: &Error) {
        let style = AnsiColor::Red.on_default().bold();
        let _ = writeln!(anstream::stderr(), "{style}error:{style:#} {error}");
    }

    /// Shows how far a number of steps has come, once they take longer than one waits for gladly.
    pub fn progress(&self, steps: usize, what: &str) -> Progress {
        Progress::new(steps as u64, what, STEPS, !self.quiet && io::stderr().is_terminal())
    }

    /// Shows how many of so many bytes are done, how fast, and how long the others will take.
    pub fn progress_of_bytes(&self, bytes: u64, what: &str) -> Progress {
        Progress::new(bytes, what, BYTES, !self.quiet && io::stderr().is_terminal())
    }
}

/// How the steps of a bar are told.
const STEPS: &str = "{spinner} {msg} {bar:30} {pos}/{len} {elapsed}";
/// How bytes are.
const BYTES: &str = "{spinner} {msg} {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta} left";

/// A progress bar that appears late, and goes away when dropped.
pub struct Progress {
    bar: ProgressBar,
    _done: Option<Sender<()>>,
}

impl Progress {
    fn new(steps: u64, what: &str, template: &str, shown: bool) -> Self {
        let bar =
            ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden()).with_message(what.to_owned());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let done = shown.then(|| {
            let (done, waits) = mpsc::channel();
            let bar = bar.clone();
            thread::spawn(move || {
                if waits.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Duration::from_millis(100));
                }
            });
            done
        });
        Self { bar, _done: done }
    }

    /// So many bytes more are done.
    pub fn add(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// One step more is done.
    pub fn step(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Aligned columns, long cells wrapped to the width of the terminal.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    layout(header, rows, width())
}

/// How wide the terminal is; where it does not say, `COLUMNS` may.
pub fn width() -> u16 {
    likely_width(Table::new().width(), std::env::var("COLUMNS").ok())
}

/// Some terminals say they have no columns at all; a table so narrow would be no table.
fn likely_width(terminal: Option<u16>, columns: Option<String>) -> u16 {
    let columns = columns.and_then(|columns| columns.parse().ok());
    [terminal, columns].into_iter().flatten().find(|width| *width >= NARROWEST).unwrap_or(WIDTH)
}

fn layout(header: &[&str], rows: &[Vec<String>], width: u16) -> String {
    let mut table = Table::new();
    table.load_style(TABLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    if !header.is_empty() {
        table.set_header(header);
    }
    table.add_rows(rows);
    // a date or the name of a rule is not broken while there is room for the longest words of all columns
    let words = longest_words(header, rows);
    let fits = |most: &u16| words.iter().map(|longest| longest.min(most) + GAP).sum::<u16>() <= width - width / 8;
    let most = (8..=24).rev().find(fits);
    for (column, longest) in table.column_iter_mut().zip(&words) {
        column.set_padding((0, GAP));
        if let Some(most) = &most {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(longest.min(most) + GAP)));
        }
    }
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The longest word of each column, in letters.
fn longest_words(header: &[&str], rows: &[Vec<String>]) -> Vec<u16> {
    let columns = rows.first().map_or(header.len(), Vec::len);
    let longest = |text: &str| text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    (0..columns)
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| longest(cell));
            let longest = cells.chain(header.get(at).map(|cell| longest(cell))).max().unwrap_or(0);
            u16::try_from(longest).unwrap_or(u16::MAX / 64)
        })
        .collect()
}

/// Columns with a tab between them, for other programs.
pub fn plain(header: &[&str], rows: &[Vec<String>]) -> String {
    rows.iter().fold(plain_row(header), |text, row| text + &plain_row(row))
}

/// Cells with a tab between them: one line, whatever they hold.
pub fn plain_row(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| cell.as_ref().replace(['\t', '\n', '\r'], " ")).collect();
    cells.join("\t") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn a_table_fits_its_width() {
        let rows = [row(&["Kim Il", "“a conversation he held with the Soviet Ambassador”"]), row(&["金日成", "short"])];
        insta::assert_snapshot!(layout(&["person", "words"], &rows, 40), @"
        person   words
        ────────────────────────────────────────
        Kim Il   “a conversation he held with
                 the Soviet Ambassador”
        金日成   short
        ");
    }

    #[test]
    fn a_terminal_without_columns_is_not_believed() {
        assert_eq!(likely_width(Some(80), None), 80);
        assert_eq!(likely_width(Some(0), None), WIDTH);
        assert_eq!(likely_width(None, Some("72".to_owned())), 72);
        assert_eq!(likely_width(Some(0), Some("wide".to_owned())), WIDTH);
    }

    #[test]
    fn a_plain_row_is_one_line() {
        let rows = [row(&["a\tb", "c\nd"])];
        assert_eq!(plain(&["x", "y"], &rows), "x\ty\na b\tc d\n");
    }
}
