//! `parhelion-certify`: a specification in, a certificate out; and reports of parts of a run in, one out.

mod merging;

use clap::{Parser, Subcommand};
use parhelion_certify::certificate::Overall;
use parhelion_certify::{Binding, Certificate, Evidence, Spec, binding, certify, draft, render};
use parhelion_properties::report::Report;
use parhelion_properties::report::files::write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

/// Says of every acceptance criterion of a specification whether runs have proved it.
///
/// The folder has requirements.md, design.md and tasks.md, in English or French, and certificate.toml, which
/// binds criteria to clauses (--draft writes a proposal). Exit code: 0 nothing is against it, 1 something is
/// violated, vacuous, undecided or wrongly bound, or nothing is proved; 2 it could not be judged.
#[derive(Parser)]
#[command(
    name = "parhelion-certify",
    version,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    certify: Certify,
}

#[derive(Subcommand)]
enum Command {
    /// Reports of runs.
    Report {
        #[command(subcommand)]
        command: merging::Command,
    },
}

#[derive(clap::Args)]
struct Certify {
    /// The folder with requirements.md, design.md, tasks.md and certificate.toml.
    #[arg(value_name = "SPEC_FOLDER")]
    folder: Option<PathBuf>,
    /// Reports of runs: what parhelion-verify or parhelion prove print with --json.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    report: Vec<PathBuf>,
    /// Reports of audits: what parhelion audit prints with --json.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    audit: Vec<PathBuf>,
    /// The binding, if it is not certificate.toml of the folder.
    #[arg(long, value_name = "FILE")]
    binding: Option<PathBuf>,
    /// Writes a proposal for the binding, by words in common with the clauses of --report, if there is none.
    #[arg(long, conflicts_with_all = ["json", "markdown", "html", "junit", "strict"])]
    draft: bool,
    /// The certificate as JSON.
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// The certificate as Markdown.
    #[arg(long)]
    markdown: bool,
    /// Writes it as one HTML page too, which loads nothing.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Writes it as JUnit XML too.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Also fails where anything is unbound or unproved, the binding is a draft, or a line was not understood.
    #[arg(long)]
    strict: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Some(Command::Report { command }) => merging::run(command),
        None => run(&arguments.certify),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("parhelion-certify: {why}");
            ExitCode::from(2)
        }
    }
}

/// Whether nothing speaks against the certificate.
fn run(arguments: &Certify) -> Result<bool, String> {
    let Some(folder) = &arguments.folder else {
        return Err("name the folder of a specification: parhelion-certify SPEC_FOLDER".to_owned());
    };
    let spec = Spec::read(folder)?;
    let file = arguments.binding.clone().unwrap_or_else(|| folder.join(binding::FILE));
    if arguments.draft {
        return drafted(arguments, &spec, &file);
    }
    let bound = bound(&spec, &file, arguments.binding.is_some())?;
    let evidence = evidence(arguments, &bound)?;
    let certificate = certify(&spec, &bound, &evidence);
    if arguments.json {
        println!("{:#}", render::json::of(&certificate));
    } else if arguments.markdown {
        print!("{}", render::markdown::of(&certificate));
    } else {
        print!("{}", render::text::of(&certificate));
    }
    if let Some(file) = &arguments.html {
        write(file, &render::html::of(&certificate))?;
    }
    if let Some(file) = &arguments.junit {
        write(file, &render::junit::of(&certificate))?;
    }
    Ok(passes(&certificate, arguments.strict))
}

fn passes(certificate: &Certificate, strict: bool) -> bool {
    match certificate.verdict {
        Overall::NotCertified => false,
        Overall::PartlyCertified => !strict,
        Overall::Certified => !strict || !certificate.draft && certificate.notes.is_empty(),
    }
}

/// The binding; without a file nothing is bound, and that is said.
fn bound(spec: &Spec, file: &Path, named: bool) -> Result<Binding, String> {
    match std::fs::read_to_string(file) {
        Ok(text) => Binding::parse(&text, spec),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => {
            eprintln!(
                "parhelion-certify: {} is not there, so nothing is bound: --draft writes a proposal",
                file.display()
            );
            Ok(Binding::default())
        }
        Err(error) => Err(format!("{} cannot be read: {error}", file.display())),
    }
}

fn evidence(arguments: &Certify, bound: &Binding) -> Result<Evidence, String> {
    let now = SystemTime::now();
    let mut evidence = Evidence::new();
    for file in &arguments.report {
        let name = file.display().to_string();
        let report = Report::read(&read(file)?).map_err(|why| format!("{name}: {why}"))?;
        evidence.add_report(&name, report, &bound.evidence, now)?;
    }
    for file in &arguments.audit {
        evidence.add_audit(&file.display().to_string(), &read(file)?)?;
    }
    Ok(evidence)
}

fn drafted(arguments: &Certify, spec: &Spec, file: &Path) -> Result<bool, String> {
    if file.exists() {
        return Err(format!("{} is there already: edit it, or move it away first", file.display()));
    }
    let evidence = evidence(arguments, &Binding::default())?;
    let clauses = evidence.clauses();
    write(file, &draft::draft(spec, &clauses))?;
    let criteria = spec.criteria().count();
    let from = if clauses.is_empty() {
        "without any clause: give --report FILE to have some proposed".to_owned()
    } else {
        format!("from {} clauses", clauses.len())
    };
    println!(
        "{} is a proposal for {criteria} criteria, {from}; read it, and take draft = true out",
        file.display()
    );
    Ok(true)
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file)
        .map_err(|error| format!("{} cannot be read: {error}", file.display()))
}
