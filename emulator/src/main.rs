//! The command line: `parhelion serve`, `parhelion run`, `parhelion health`, `parhelion doctor`, and the
//! programs beside it.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod command;

use clap::{Parser, Subcommand};
use command::{companion, doctor, health, run, serve};
use std::process::ExitCode;

/// An AWS of your own on this machine: for tests, for development, without an account.
#[derive(Parser)]
#[command(name = "parhelion", version, after_help = FIRST_STEPS)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(about = services(), after_help = READINESS)]
    Serve(serve::Arguments),
    /// Runs one command with an AWS of its own: `parhelion run -- pytest`.
    ///
    /// A server on a free port lives as long as the command does, which finds it, with credentials and
    /// a region, in its environment; nothing that may lead to a real account is left there. Ends as the
    /// command ends.
    Run(run::Arguments),
    /// Tells whether a server is well, by its exit code: for containers and scripts.
    Health(health::Arguments),
    /// Tells what this machine lacks for a server and its clients, and what to do.
    Doctor(doctor::Arguments),
    /// Proves that your application, in any language, uses AWS correctly (`prove --init`).
    Prove(companion::Arguments),
    /// Looks at what stands in an account, and tells what is wrong with it.
    Audit(companion::Arguments),
    /// Holds a specification against the properties, requirement by requirement.
    Certify(companion::Arguments),
}

const FIRST_STEPS: &str = "\
First steps:
  parhelion serve                   at http://127.0.0.1:4566; paste the lines that it prints
  parhelion run -- terraform apply  a server for one command, on a free port
  parhelion prove --init            drafts what is needed to prove your own application
  parhelion help serve              names, keys, data that stay, a seed, the journal";

const READINESS: &str = "\
When it answers, it prints how to reach it and then, on a line of its own, `Ready.`; SIGTERM and SIGINT end it
when what is being answered has been.";

/// What is served, as AWS's own command line calls it, in lines that stand beside a command's name.
fn services() -> String {
    const WIDTH: usize = 80;
    let mut lines = vec!["Serves AWS:".to_owned()];
    for word in parhelion::services::names().join(", ").split(' ') {
        match lines.last_mut().filter(|line| line.len() + 1 + word.len() <= WIDTH) {
            Some(line) => *line += &format!(" {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

fn main() -> ExitCode {
    let ended = match Arguments::parse().command {
        Command::Serve(arguments) => arguments.serve().map(|()| ExitCode::SUCCESS),
        Command::Run(arguments) => arguments.run(),
        Command::Health(arguments) => arguments.health().map(|()| ExitCode::SUCCESS),
        Command::Doctor(arguments) => Ok(arguments.doctor()),
        Command::Prove(arguments) => arguments.run("prove"),
        Command::Audit(arguments) => arguments.run("audit"),
        Command::Certify(arguments) => arguments.run("certify"),
    };
    ended.unwrap_or_else(|error| {
        eprintln!("parhelion: {error}");
        ExitCode::FAILURE
    })
}
