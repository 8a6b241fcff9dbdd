//! The command line of Chancery: arguments, command, exit status.

mod cli;
mod commands;
mod output;
mod terminal;

use chancery::ErrorKind;
use clap::Parser;
use commands::Outcome;
use std::process::ExitCode;
use terminal::Terminal;

fn main() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(answer) => {
            // clap answers --help this way too; where nobody is left to read it, nothing is lost
            let _ = answer.print();
            return if answer.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        }
    };
    let terminal = Terminal::new(cli.quiet);
    match commands::run(cli.command, &terminal) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(2),
        Err(error) if error.kind() == ErrorKind::ClosedPipe => ExitCode::SUCCESS,
        Err(error) => {
            terminal.error(&error);
            ExitCode::FAILURE
        }
    }
}
