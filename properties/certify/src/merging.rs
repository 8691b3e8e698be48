//! `report merge`: one report of the parts of a run.

use parhelion_properties::report::files::write;
use parhelion_properties::report::merge::merge;
use parhelion_properties::report::{Files, Report, text};
use std::path::PathBuf;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Makes one report of all parts of a run (parhelion-verify --shard I/N --json): counts are added, and of
    /// each clause's counterexamples the smallest stays. One report of a whole run stays what it is.
    Merge(Merge),
}

#[derive(clap::Args)]
pub(crate) struct Merge {
    /// The parts' reports, each once, in any order.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Writes the merged JSON here, and prints a report for people.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Writes it as JUnit XML too.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Writes it as one HTML page too, which loads nothing.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Writes it as SARIF 2.1.0 too.
    #[arg(long, value_name = "FILE")]
    sarif: Option<PathBuf>,
}

/// Whether the whole run holds.
pub(crate) fn run(Command::Merge(arguments): &Command) -> Result<bool, String> {
    let mut parts = Vec::new();
    for file in &arguments.files {
        let name = file.display();
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("{name} cannot be read: {error}"))?;
        parts.push(Report::read(&text).map_err(|why| format!("{name}: {why}"))?);
    }
    let merged = merge(parts)?;
    let json = serde_json::to_string_pretty(&merged).map_err(|error| error.to_string())?;
    match &arguments.out {
        Some(file) => {
            write(file, &format!("{json}\n"))?;
            print!("{}", text::of(&merged));
        }
        None => println!("{json}"),
    }
    let Merge { junit, html, sarif, .. } = arguments;
    let files = Files { junit: junit.clone(), html: html.clone(), sarif: sarif.clone() };
    files.write(&merged)?;
    Ok(merged.verdict == "holds")
}
