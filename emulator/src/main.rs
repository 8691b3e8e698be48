//! The command line: `parhelion serve`, `parhelion run`, `parhelion doctor`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod command;

use clap::{Parser, Subcommand};
use command::{doctor, run, serve};
use std::process::ExitCode;

/// An AWS that lives inside your process; this is its door for everybody else.
#[derive(Parser)]
#[command(name = "parhelion", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(about = services())]
    Serve(serve::Arguments),
    /// Runs a command with an AWS of its own: `parhelion run -- pytest`.
    ///
    /// A server on a free port lives as long as the command does, which finds it, with credentials and
    /// a region, in its environment; nothing that may lead to a real account is left there. Ends as the
    /// command ends.
    Run(run::Arguments),
    /// Tells whether this machine has what a server and its clients need, and what to do where not.
    Doctor(doctor::Arguments),
}

/// What is served, as AWS's own command line calls it.
fn services() -> String {
    format!("Serves AWS on one port: {}", parhelion::services::names().join(", "))
}

fn main() -> ExitCode {
    let ended = match Arguments::parse().command {
        Command::Serve(arguments) => arguments.serve().map(|()| ExitCode::SUCCESS),
        Command::Run(arguments) => arguments.run(),
        Command::Doctor(arguments) => Ok(arguments.doctor()),
    };
    ended.unwrap_or_else(|error| {
        eprintln!("parhelion: {error}");
        ExitCode::FAILURE
    })
}
