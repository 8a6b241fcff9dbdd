//! `chancery completions`: a script that teaches a shell the command line.

use super::Outcome;
use crate::cli::{Cli, Completions};
use crate::terminal::Terminal;
use chancery::Result;
use clap::CommandFactory;

pub fn run(command: &Completions, terminal: &Terminal) -> Result<Outcome> {
    // into memory first: the generator panics on a pipe that is closed
    let mut script = Vec::new();
    clap_complete::generate(command.shell, &mut Cli::command(), "chancery", &mut script);
    terminal.print_text(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}
