//! `chancery serve`: a graph on the web.

use super::Outcome;
use crate::cli::Serve;
use crate::terminal::Terminal;
use chancery::{Error, ErrorKind, Result};

#[cfg(not(all(unix, feature = "serve")))]
pub fn run(_: &Serve, _: &Terminal) -> Result<Outcome> {
    Err(Error::new(ErrorKind::Usage, "this program was built without `serve`")
        .help("build it with the feature `serve`, which wants Linux or another Unix"))
}

#[cfg(all(unix, feature = "serve"))]
pub use unix::run;

#[cfg(all(unix, feature = "serve"))]
mod unix {
    use super::{Error, ErrorKind, Outcome, Result, Serve, Terminal};
    use crate::cli::{AuthorityFiles, Knowledge, Linking, LogForm};
    use crate::commands::{converter, counted, report, text_of};
    use chancery::Locator;
    use chancery::convert::Converter;
    use chancery::serve::endpoint::front::log;
    use chancery::serve::endpoint::room::Known;
    use chancery::serve::endpoint::{Limits, Settings, serve};
    use chancery::store;
    use serde::Deserialize;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    /// Where it listens if nobody says.
    const BIND: &str = "127.0.0.1:7878";

    /// The variable that a token may be in: unlike an argument, other users of the machine do not see it.
    const TOKEN: &str = "CHANCERY_TOKEN";

    /// The options that a configuration file may have.
    #[derive(Debug, Default, Deserialize)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    struct Config {
        #[serde(default)]
        graphs: Vec<String>,
        #[serde(default)]
        authority: Vec<String>,
        bind: Option<String>,
        public: Option<String>,
        timeout: Option<f64>,
        max_memory: Option<u64>,
        max_rows: Option<u64>,
        max_queries: Option<usize>,
        max_bodies: Option<usize>,
        #[serde(default)]
        writable: bool,
        token_file: Option<PathBuf>,
        #[serde(default)]
        watch: bool,
        log: Option<LogForm>,
    }

    pub fn run(command: &Serve, terminal: &Terminal) -> Result<Outcome> {
        let config = command.config.as_deref().map_or_else(|| Ok(Config::default()), configuration)?;
        let graphs = if command.graphs.is_empty() { config.graphs.clone() } else { command.graphs.clone() };
        if graphs.is_empty() {
            return Err(Error::new(ErrorKind::Usage, "no graph is named, neither here nor in the configuration")
                .help("chancery serve GRAPH, or graphs = [\"GRAPH\"] in the file"));
        }
        let authority = command.knowledge.files.authority.iter().chain(&config.authority).cloned().collect();
        let knowledge = Knowledge { files: AuthorityFiles { authority }, ..command.knowledge.clone() };
        let settings = settings(command, &config, &graphs)?;
        let read = || read(&graphs, &command.base, command.linking, &knowledge, terminal);
        let quiet = *terminal;
        serve(settings, &read, move |address, quads| {
            let _ = quiet.print_text(&format!("{address}\n"));
            let quads = counted(usize::try_from(quads).unwrap_or(usize::MAX), "quad", "quads");
            quiet.note(&format!("serving {quads}: pages there, SPARQL at {address}/sparql; Ctrl-C ends it"));
        })?;
        Ok(Outcome::Done)
    }

    /// Reads the graphs, with as many threads as there are cores, which have ended when this returns.
    fn read(
        graphs: &[String],
        base: &str,
        linking: Linking,
        knowledge: &Knowledge,
        terminal: &Terminal,
    ) -> Result<Known> {
        let pool =
            rayon::ThreadPoolBuilder::new().build().map_err(|error| Error::new(ErrorKind::Io, error.to_string()))?;
        pool.install(|| {
            let converter: Converter = converter(base, knowledge)?;
            let opened = store::open_in_memory(graphs, &converter, linking.links(), &|| ())?;
            report(&opened.notes, terminal)?;
            Known::new(opened.store, converter)
        })
    }

    fn configuration(path: &Path) -> Result<Config> {
        let name = path.display().to_string();
        let text = text_of(&name, "configuration", "check the path")?;
        toml::from_str(&text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start].matches('\n').count() as u64 + 1);
            Error::new(ErrorKind::Input, error.message().to_owned())
                .at(Locator { name, line, column: None })
                .help("the options are those of `chancery serve --help`")
        })
    }

    fn settings(command: &Serve, config: &Config, graphs: &[String]) -> Result<Settings> {
        let writable = command.writable || config.writable;
        if writable && (command.watch || config.watch) {
            let message = "--watch does not go with --writable: files that are read again would undo what was changed";
            return Err(Error::new(ErrorKind::Usage, message)
                .help("leave out one of them; SIGHUP has the files read when you say so, and drops the changes"));
        }
        let usual = Limits::default();
        let mib = |value: u64| value.saturating_mul(1 << 20);
        let bodies = at_least(1, "--max-bodies", command.max_bodies.or(config.max_bodies))?;
        let bodies = bodies.map_or(usual.bodies, |mib| mib.min(1 << 20) << 20);
        let queries = at_least(1, "--max-queries", command.max_queries.or(config.max_queries))?;
        let limits = Limits {
            timeout: timeout(command.timeout.or(config.timeout), usual.timeout)?,
            memory: at_least(16, "--max-memory", command.max_memory.or(config.max_memory))?.map_or(usual.memory, mib),
            rows: at_least(1, "--max-rows", command.max_rows.or(config.max_rows))?.unwrap_or(usual.rows),
            queries: queries.unwrap_or(usual.queries).min(1024),
            body: usual.body.min(bodies),
            bodies,
            writable,
            ..usual
        };
        let files = if command.watch || config.watch { store::files(graphs)? } else { Vec::new() };
        Ok(Settings {
            bind: command.bind.clone().or_else(|| config.bind.clone()).unwrap_or_else(|| BIND.to_owned()),
            public: command.public.as_ref().or(config.public.as_ref()).map(|url| public(url)).transpose()?,
            limits,
            token: if writable {
                Some(token(command.token_file.as_ref().or(config.token_file.as_ref()))?)
            } else {
                None
            },
            log: match command.log.or(config.log) {
                None | Some(LogForm::None) => log::Form::None,
                Some(LogForm::Text) => log::Form::Text,
                Some(LogForm::Json) => log::Form::Json,
            },
            watched: files,
        })
    }

    fn timeout(seconds: Option<f64>, usual: Duration) -> Result<Duration> {
        let Some(seconds) = seconds else { return Ok(usual) };
        match Duration::try_from_secs_f64(seconds) {
            Ok(time) if !time.is_zero() && seconds <= 86_400.0 => Ok(time),
            _ => Err(Error::new(ErrorKind::Usage, format!("a query cannot be given {seconds} seconds"))
                .help("--timeout takes a number above 0, and a day at the most")),
        }
    }

    /// A limit that was asked for, if it is one to work with.
    fn at_least<N: Copy + PartialOrd + std::fmt::Display>(
        least: N,
        option: &str,
        asked: Option<N>,
    ) -> Result<Option<N>> {
        match asked {
            Some(asked) if asked < least => {
                Err(Error::new(ErrorKind::Usage, format!("{option} {asked} leaves nothing to work with"))
                    .help(format!("it takes {least} or more")))
            }
            asked => Ok(asked),
        }
    }

    /// The address that the public knows, without a slash at its end.
    fn public(url: &str) -> Result<String> {
        let plain = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let wrong =
            |rest: &str| rest.is_empty() || rest.contains(['?', '#', '"', '<', '>', '\\', ' ']) || !rest.is_ascii();
        if plain.is_none_or(wrong) {
            return Err(Error::new(ErrorKind::Usage, format!("“{url}” is no address of a site"))
                .help("write it like https://archive.example"));
        }
        Ok(url.trim_end_matches('/').to_owned())
    }

    fn token(file: Option<&PathBuf>) -> Result<String> {
        let token = match file {
            Some(file) => text_of(&file.display().to_string(), "file with a token", "check the path")?,
            None => std::env::var(TOKEN).unwrap_or_default(),
        };
        let token = token.trim();
        if token.len() < 16 {
            return Err(Error::new(ErrorKind::Usage, "--writable wants a token of 16 characters or more")
                .help(format!("name a file that has it with --token-file, or put it into {TOKEN}")));
        }
        Ok(token.to_owned())
    }
}
