//! The main job: proves Property 16 on the bundled application.

use clap::Parser;
use dashboard::Mutant;
use parhelion_properties::case::application_of;
use parhelion_properties::property_16::Property16;
use parhelion_properties::report;
use parhelion_properties::{Case, Options, Suite};
use parhelion_scenarios::{DashboardApplication, mutants, remote};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use tracing_subscriber::filter::LevelFilter;

/// Half of a case's time is the SDK's small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Proves that an application uses AWS correctly (Property 16), on an AWS in this process.
///
/// With PARHELION_TARGET=http://host:port, on what listens there; with PARHELION_TARGET=aws (and
/// the feature `aws`), on a real account.
#[derive(Parser)]
#[command(name = "parhelion-verify", version)]
struct Arguments {
    /// `dashboard`, or the name of one of its mutants.
    #[arg(long, default_value = "dashboard", conflicts_with_all = ["mutants", "replay", "list"])]
    app: String,
    /// Shows properties and applications.
    #[arg(long, exclusive = true)]
    list: bool,
    /// Tries every mutant, and shows what caught it.
    #[arg(long, conflicts_with_all = ["replay", "junit"])]
    mutants: bool,
    /// Random cases: 1,000, or 20 with PARHELION_TARGET.
    #[arg(long)]
    cases: Option<usize>,
    /// Where they come from.
    #[arg(long)]
    seed: Option<u64>,
    /// Runs one stored case, of the application that it names.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["cases", "seed", "junit"])]
    replay: Option<PathBuf>,
    /// The report as JSON.
    #[arg(long)]
    json: bool,
    /// Writes the report as JUnit XML too.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// With --replay: prints the journal instead of a report.
    #[arg(long, requires = "replay", conflicts_with = "json")]
    journal: bool,
    /// Where failing cases are stored, and replayed from.
    #[arg(long, default_value = "target/parhelion/cases", value_name = "FOLDER")]
    stored: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log_to_stderr();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("parhelion-verify: {why}");
            ExitCode::from(2)
        }
    }
}

/// What the SDK tells of itself, at the level that `RUST_LOG` names: `debug`, `trace`.
fn log_to_stderr() {
    let level = std::env::var("RUST_LOG").ok();
    let level = level.and_then(|level| level.parse::<LevelFilter>().ok());
    if let Some(level) = level {
        let builder = tracing_subscriber::fmt::fmt().with_max_level(level);
        builder.with_writer(std::io::stderr).init();
    }
}

/// Whether everything holds.
fn run(arguments: &Arguments) -> Result<bool, String> {
    if arguments.list {
        list();
        return Ok(true);
    }
    let mut options = Options { stored: Some(arguments.stored.clone()), ..Options::default() };
    options.cases = arguments.cases.unwrap_or(options.cases);
    options.seed = arguments.seed.unwrap_or(options.seed);
    if let Some(answer) = elsewhere(arguments, &options)? {
        return Ok(answer);
    }
    if arguments.mutants {
        return hunt_all(&options, arguments.json);
    }
    if let Some(file) = &arguments.replay {
        return replay(file, arguments);
    }
    let suite = suite(&arguments.app)?;
    let bar = std::io::stderr().is_terminal() && !arguments.json;
    let outcome = suite.prove(&options, &|done, all| {
        if bar && (done.is_multiple_of(16) || done == all) {
            progress(done, all);
        }
    });
    if bar {
        eprint!("\r\x1b[K");
    }
    if arguments.json {
        println!("{:#}", report::json::report(&outcome));
    } else {
        print!("{}", report::text::report(&outcome));
        if let Some(file) = outcome.counterexample().and_then(|found| found.file.as_ref()) {
            let file = file.display();
            println!(" replay: cargo run --bin parhelion-verify -- --replay {file}");
        }
    }
    if let Some(file) = &arguments.junit {
        let written = std::fs::write(file, report::junit::report(&outcome));
        written.map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(outcome.holds())
}

fn list() {
    println!(
        "properties\n  16   AWS services are connected and used (with 6.4, 6.5 and freshness)\n"
    );
    println!("applications\n  {:<26} the bundled web application", "dashboard");
    for mutant in Mutant::ALL {
        println!("  {:<26} {}", mutant.name(), mutant.description());
    }
}

fn suite(application: &str) -> Result<Suite<Property16>, String> {
    let application = Arc::new(DashboardApplication::new(mutant(application)?));
    Suite::new(Property16::new(application))
}

/// The mutant that an application's name names; the unbroken one is none.
fn mutant(name: &str) -> Result<Option<Mutant>, String> {
    match name.strip_prefix("dashboard/").unwrap_or(name) {
        "dashboard" => Ok(None),
        mutant => mutant.parse().map(Some).map_err(|why| format!("{why}; {}", meant(mutant))),
    }
}

/// The application whose name is nearest.
fn meant(name: &str) -> String {
    let all = Mutant::ALL.iter().map(|mutant| mutant.name()).chain(["dashboard"]);
    let nearest = all.min_by_key(|known| strsim::damerau_levenshtein(name, known));
    format!("did you mean {}? --list names them all", nearest.unwrap_or_default())
}

fn hunt_all(options: &Options, as_json: bool) -> Result<bool, String> {
    let mut all = Vec::new();
    for mutant in Mutant::ALL {
        let caught = mutants::hunt(*mutant, &Options { stored: None, ..options.clone() })?;
        eprint!("{}", if caught.by.is_some() { "." } else { "!" });
        all.push(caught);
    }
    eprintln!();
    if as_json {
        println!("{:#}", mutants::json(&all));
    } else {
        print!("{}", mutants::table(&all));
    }
    Ok(all.iter().all(|caught| caught.by.is_some()))
}

/// Runs a stored case on the application that it names, and tells its whole story.
fn replay(file: &Path, arguments: &Arguments) -> Result<bool, String> {
    let suite = suite(&application_of(file)?)?;
    let case = Case::load(file)?;
    let run = suite.replay(&case);
    if arguments.journal {
        print!("{}", run.journal.to_json_lines());
        return Ok(true);
    }
    if arguments.json {
        println!("{:#}", report::json::replay::<Property16>(&case, &run));
    } else {
        print!("{}", report::text::replay::<Property16>(&case, &run));
    }
    Ok(run.failure.is_none())
}

/// On what `PARHELION_TARGET` names, if it names anything.
fn elsewhere(arguments: &Arguments, options: &Options) -> Result<Option<bool>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let name =
            std::env::var("PARHELION_PREFIX").unwrap_or_else(|_| "parhelion-verify".to_owned());
        let Some(target) = remote::from_environment(&name).await? else { return Ok(None) };
        if let Some(flag) = only_simulated(arguments) {
            let why = "needs choices and virtual time: unset PARHELION_TARGET";
            return Err(format!("{flag} {why}"));
        }
        let region = std::env::var("AWS_REGION").unwrap_or_else(|_| "us-east-1".to_owned());
        let mutant = mutant(&arguments.app)?;
        let cases = arguments.cases.unwrap_or(remote::CASES);
        let report = remote::prove(target, &name, &region, mutant, cases, options.seed).await?;
        if arguments.json {
            println!("{:#}", report.json());
        } else {
            print!("{}", report.text());
        }
        Ok(Some(report.holds()))
    })
}

/// What was asked for and can be had on the fake only.
fn only_simulated(arguments: &Arguments) -> Option<&'static str> {
    let asked = [
        (arguments.mutants, "--mutants"),
        (arguments.replay.is_some(), "--replay"),
        (arguments.journal, "--journal"),
        (arguments.junit.is_some(), "--junit"),
    ];
    asked.into_iter().find_map(|(asked, flag)| asked.then_some(flag))
}

fn progress(done: usize, all: usize) {
    const WIDTH: usize = 40;
    let full = WIDTH * done / all.max(1);
    eprint!("\r{}{} {done}/{all}", "█".repeat(full), "░".repeat(WIDTH - full));
    // A bar that cannot be shown is no loss.
    let _ = std::io::stderr().flush();
}
