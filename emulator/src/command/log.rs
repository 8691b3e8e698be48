//! What a server tells on standard error: errors alone, unless it is asked for more.

use clap::ValueEnum;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::layer;
use tracing_subscriber::prelude::*;

#[derive(clap::Args)]
pub(super) struct LogArguments {
    /// Tells on standard error what the server does: a level (`warn`, `info`, `debug`), or levels of
    /// parts (`parhelion::server=debug,hyper=info`).
    #[arg(long, value_name = "FILTER", value_parser = filter)]
    log: Option<Targets>,
    /// A line on standard error for each request: time, method, path, status, bytes, milliseconds,
    /// request id, world and access key; never secrets or signatures.
    #[arg(long)]
    access_log: bool,
    /// How these lines are written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    log_format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    /// An object a line.
    Json,
}

impl LogArguments {
    /// From now on, in the whole process.
    pub(super) fn begin(&self) {
        let of_access = if self.access_log { LevelFilter::INFO } else { LevelFilter::OFF };
        let filter = self.log.clone().unwrap_or_else(unasked);
        let filter = filter.with_target("parhelion::access", of_access);
        let told = tracing_subscriber::registry().with(filter);
        match self.log_format {
            Format::Text => told.with(layer().with_writer(std::io::stderr)).init(),
            Format::Json => {
                let json = layer().json().flatten_event(true);
                told.with(json.with_writer(std::io::stderr)).init();
            }
        }
    }
}

/// What is told to those who do not ask: what can no longer be kept or read back.
fn unasked() -> Targets {
    Targets::new().with_target("parhelion", LevelFilter::ERROR)
}

/// A level alone is that of this program's own parts: what others tell may be anybody's secret.
fn filter(text: &str) -> Result<Targets, String> {
    let given: Targets = text.parse().map_err(|error| format!("{error}"))?;
    let own = given.default_level().map(|level| ("parhelion", level));
    Ok(Targets::new().with_targets(own).with_targets(given.iter()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn a_level_is_of_this_programs_own_parts() {
        let of = filter("debug").unwrap();
        assert!(of.would_enable("parhelion::server", &Level::DEBUG));
        assert!(!of.would_enable("hyper::proto", &Level::ERROR));
        let of = filter("info,hyper=trace").unwrap();
        assert!(!of.would_enable("parhelion::server", &Level::DEBUG));
        assert!(of.would_enable("hyper::proto", &Level::TRACE));
        assert!(filter("parhelion=loud").is_err());
    }
}
