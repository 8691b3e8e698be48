//! `parhelion prove`: Property 16 on an application in any language.

use clap::Parser;
use parhelion_properties::case::CaseOf;
use parhelion_properties::privilege::least_privilege;
use parhelion_properties::report::{json, junit, text};
use parhelion_properties::target::endpoint::Remote;
use parhelion_properties::target::guard::{Guard, Limits};
use parhelion_properties::{Case, Options, Property, Suite};
use parhelion_prove::child::Living;
use parhelion_prove::clock::Faketime;
use parhelion_prove::declaration::{self, DRAFT, Declaration};
use parhelion_prove::property::{Proved, clauses};
use parhelion_prove::{nightly, report};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Proves that an application in any language uses AWS correctly (Property 16), by its parhelion.toml.
///
/// What it stands on is set up once, on an AWS in this process; each case has a fork of it and a process of
/// the application of its own. First stored cases, then small ones on a good day and with single deviations
/// that AWS may legally make, then cases at random. Ends with 0 if it holds, 1 if not, 2 if it cannot be tried.
#[derive(Parser)]
#[command(name = "parhelion prove", bin_name = "parhelion prove", version)]
struct Arguments {
    /// The declaration.
    #[arg(long, default_value = "parhelion.toml", value_name = "FILE")]
    file: PathBuf,
    /// Drafts a declaration with comments, and ends.
    #[arg(long, conflicts_with_all = ["replay", "clauses"])]
    init: bool,
    /// Lists the clauses, and which are judged, and ends.
    #[arg(long)]
    clauses: bool,
    /// Random cases.
    #[arg(long, default_value_t = 30)]
    cases: usize,
    /// Single deviations at the most, spread evenly over all there are.
    #[arg(long, default_value_t = 60, value_name = "NUMBER")]
    singles: usize,
    /// Pairs of deviations.
    #[arg(long, default_value_t = 0)]
    pairs: usize,
    /// Where cases come from: the same seed, the same cases.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Applications that run side by side; without, as many as there are cores.
    #[arg(long)]
    jobs: Option<usize>,
    /// A further variable for the application and its set-up; it is part of the name in reports and stored cases.
    #[arg(long, value_name = "NAME=VALUE")]
    env: Vec<String>,
    /// The application's clock: `real`, or `virtual` through libfaketime, where that is installed.
    #[arg(long, value_enum, default_value_t = Time::Real)]
    time: Time,
    /// Where failing cases are stored, and tried first from; without, `cases` beside the declaration.
    #[arg(long, value_name = "FOLDER")]
    stored: Option<PathBuf>,
    /// How long a failure is made smaller.
    #[arg(long, default_value = "60s", value_name = "TIME", value_parser = declaration::duration)]
    smaller_within: Duration,
    /// Runs one stored case and tells its whole story.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["cases", "singles", "pairs", "seed", "junit"])]
    replay: Option<PathBuf>,
    /// With --replay: prints the journal instead of a report.
    #[arg(long, requires = "replay", conflicts_with = "json")]
    journal: bool,
    /// A deployed application instead of one that is started: `https://staging.example.org`. Nothing is set up;
    /// files are uploaded under names of the run's own, and removed.
    #[arg(long, value_name = "URL", requires = "target", help_heading = NIGHTLY)]
    app: Option<String>,
    /// On what that stands: `aws`, a real account, or an endpoint, `http://host:port`.
    #[arg(long, value_name = "aws|URL", requires = "app", help_heading = NIGHTLY)]
    target: Option<String>,
    /// The accounts that it may be, by commas; of `--target aws` (or PARHELION_ACCOUNTS).
    #[arg(long, value_name = "ID,…", help_heading = NIGHTLY)]
    accounts: Option<String>,
    /// How long requests may be sent.
    #[arg(long, default_value = "1h", value_name = "TIME", value_parser = declaration::duration, help_heading = NIGHTLY)]
    within: Duration,
    /// Prints the least policy that the credentials of such a run need, and ends.
    #[arg(long, help_heading = NIGHTLY)]
    print_policy: bool,
    /// Finds the smallest policy under which everything holds: the application signs as a user who is given what it
    /// misses, right by right. Takes some twenty times as long as a run: begin with --cases 0 --singles 0.
    #[arg(long, conflicts_with_all = ["replay", "clauses", "init", "app", "print_policy", "junit", "stored",
          "smaller_within"])]
    least_privilege: bool,
    /// The report as JSON.
    #[arg(long)]
    json: bool,
    /// Writes the report as JUnit XML too.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

const NIGHTLY: &str = "A deployed application";

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Time {
    Real,
    Virtual,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let living = Living::default();
    let ended = end_with_children(&living).and_then(|()| run(&arguments, &living));
    living.kill_all();
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("parhelion prove: {why}");
            ExitCode::from(2)
        }
    }
}

/// Applications are process groups of their own, which no terminal tells of an interrupt.
#[cfg(unix)]
fn end_with_children(living: &Living) -> Result<(), String> {
    use tokio::signal::unix::{SignalKind, signal};
    let living = living.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            let told = (
                signal(SignalKind::interrupt()),
                signal(SignalKind::terminate()),
                signal(SignalKind::hangup()),
            );
            // Without them this process ends as it would anyhow.
            let (Ok(mut interrupt), Ok(mut terminate), Ok(mut hang_up)) = told else { return };
            let code = tokio::select! {
                _ = interrupt.recv() => 130,
                _ = terminate.recv() => 143,
                _ = hang_up.recv() => 129,
            };
            living.kill_all();
            std::process::exit(code);
        });
    });
    Ok(())
}

#[cfg(not(unix))]
fn end_with_children(_: &Living) -> Result<(), String> {
    Ok(())
}

/// Whether everything holds.
fn run(arguments: &Arguments, living: &Living) -> Result<bool, String> {
    if arguments.init {
        return init(&arguments.file);
    }
    let declaration = Arc::new(declaration::read(&arguments.file)?);
    if arguments.print_policy {
        return print_policy(&declaration, arguments);
    }
    if let (Some(target), Some(application)) = (&arguments.target, &arguments.app) {
        return nightly(&declaration, target, application, arguments);
    }
    let environment = environment(&arguments.env)?;
    let faketime = match arguments.time {
        Time::Real => None,
        Time::Virtual => Some(Faketime::find()?),
    };
    let jobs = arguments
        .jobs
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
        .max(1);
    let ahead = if arguments.replay.is_some() { 0 } else { jobs };
    let proved = Proved::new(declaration.clone(), environment, living.clone(), faketime, ahead);
    if arguments.clauses {
        list(&proved);
        return Ok(true);
    }
    let proved = if arguments.least_privilege { proved.signing_as_user() } else { proved };
    let mut suite = Suite::in_real_time(proved, deadline(&declaration))?;
    if let Some(file) = &arguments.replay {
        return replay(&suite, file, arguments);
    }
    let stored = arguments.stored.clone().unwrap_or_else(|| declaration.folder.join("cases"));
    let options = Options {
        cases: arguments.cases,
        seed: arguments.seed,
        singles: Some(arguments.singles),
        pairs: arguments.pairs,
        stored: Some(stored),
        jobs,
        smaller_within: Some(arguments.smaller_within),
        ..Options::default()
    };
    if arguments.least_privilege {
        let least = least_privilege(&mut suite, &options, &|step| eprintln!("{step}"))?;
        match arguments.json {
            true => println!("{:#}", least.json(&declaration.name)),
            false => print!("{}", least.text(&declaration.name)),
        }
        return Ok(true);
    }
    prove(&suite, &options, arguments)
}

fn prove(suite: &Suite<Proved>, options: &Options, arguments: &Arguments) -> Result<bool, String> {
    let bar = std::io::stderr().is_terminal() && !arguments.json;
    let outcome = suite.prove(options, &|done, all| {
        if bar {
            eprint!("\r\x1b[K{done}/{all}");
            // A count that cannot be shown is no loss.
            let _ = std::io::stderr().flush();
        }
    });
    if bar {
        eprint!("\r\x1b[K");
    }
    if arguments.json {
        println!("{:#}", json::report(&outcome));
    } else {
        print!("{}", text::report(&outcome));
        let file = arguments.file.to_string_lossy();
        print!("{}", report::after(&outcome, (file != "parhelion.toml").then_some(&*file)));
    }
    if let Some(file) = &arguments.junit {
        let written = std::fs::write(file, junit::report(&outcome));
        written.map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(outcome.holds())
}

/// The run's own name: no other run of a minute's has it.
fn name_of_run() -> String {
    let now =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("{:x}{:x}", now.as_secs(), std::process::id() % 4096)
}

fn print_policy(declaration: &Declaration, arguments: &Arguments) -> Result<bool, String> {
    let account = accounts(arguments).into_iter().next().unwrap_or_else(|| "*".to_owned());
    // Each run's files have names of their own, with this beginning.
    let policy = nightly::policy(&nightly::of_run(declaration, "*"), &account)?;
    println!("{policy:#}");
    Ok(true)
}

fn accounts(arguments: &Arguments) -> Vec<String> {
    let given = arguments.accounts.clone().or_else(|| std::env::var("PARHELION_ACCOUNTS").ok());
    let given = given.unwrap_or_default();
    given
        .split(',')
        .map(str::trim)
        .filter(|account| !account.is_empty())
        .map(str::to_owned)
        .collect()
}

/// On an application that is deployed.
fn nightly(
    declaration: &Declaration,
    target: &str,
    application: &str,
    arguments: &Arguments,
) -> Result<bool, String> {
    let declaration = nightly::of_run(declaration, &name_of_run());
    let extent = nightly::Extent { cases: arguments.cases, seed: arguments.seed };
    let list = declaration.folder.join(format!("clean-up-{}.sh", name_of_run()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let limits = nightly::limits(&declaration, accounts(arguments), arguments.within)?;
    let report = runtime.block_on(async {
        let remote = match target {
            "aws" => connect(limits).await?,
            endpoint => at_endpoint(endpoint, limits)?,
        };
        nightly::prove(declaration, remote, application, extent, &list).await
    })?;
    if arguments.json {
        println!("{:#}", report.json());
    } else {
        print!("{}", report.text());
    }
    Ok(report.holds())
}

/// An emulator plays any account.
fn at_endpoint(address: &str, mut limits: Limits) -> Result<Remote, String> {
    limits.accounts.push(parhelion::identity::ACCOUNT.to_owned());
    let guard = Guard::new(limits, parhelion::identity::ACCOUNT)?;
    Ok(Remote::endpoint(address)?.guarded(guard))
}

#[cfg(feature = "aws")]
async fn connect(limits: Limits) -> Result<Remote, String> {
    if limits.accounts.is_empty() {
        return Err(
            "--accounts: say which accounts it may be; nothing is sent to any other".to_owned()
        );
    }
    parhelion_properties::target::aws::connect_within(limits).await
}

#[cfg(not(feature = "aws"))]
async fn connect(_: Limits) -> Result<Remote, String> {
    Err("--target aws: this build has no TLS: cargo build -p parhelion-prove --features aws"
        .to_owned())
}

/// Longer than everything in one operation that has a bound of its own.
fn deadline(declaration: &Declaration) -> Duration {
    let application = &declaration.application;
    let asked = application.answers_within.0 * u32::from(declaration.interface.tries) * 4;
    application.ready.within.0 * 2 + application.end.within.0 + asked + Duration::from_secs(30)
}

fn environment(given: &[String]) -> Result<BTreeMap<String, String>, String> {
    let pairs = given.iter().map(|text| match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(format!("--env {text}: write it as NAME=VALUE")),
    });
    pairs.collect()
}

fn init(file: &Path) -> Result<bool, String> {
    let written = std::fs::OpenOptions::new().write(true).create_new(true).open(file);
    let written = written.and_then(|mut file| file.write_all(DRAFT.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            format!("{} is there already: it is left as it is", file.display())
        }
        _ => format!("{}: {error}", file.display()),
    })?;
    println!("{}: change what is marked CHANGE, then run `parhelion prove`", file.display());
    Ok(true)
}

/// What is judged before the set-up has said more.
fn list(proved: &Proved) {
    let judged: Vec<String> =
        proved.monitors().into_iter().map(|it| it.clause.into_owned()).collect();
    for clause in clauses::all() {
        let mark = if judged.contains(&clause) { "judged" } else { "off" };
        println!("  {mark:<7} {clause}");
    }
}

/// Runs a stored case, and tells its whole story.
fn replay(suite: &Suite<Proved>, file: &Path, arguments: &Arguments) -> Result<bool, String> {
    let case: CaseOf<Proved> = Case::load(file)?;
    let title = suite.property().title();
    if case.application != title.application {
        let set = case.application.split_once('/').map(|(_, set)| set);
        let set =
            set.map(|set| set.split(',').map(|one| format!(" --env {one}")).collect::<String>());
        return Err(format!(
            "{} is a case of {}, and this is {}: run it with{}",
            file.display(),
            case.application,
            title.application,
            set.unwrap_or_else(|| " no --env".to_owned()),
        ));
    }
    let run = suite.replay(&case);
    if arguments.journal {
        print!("{}", run.journal.to_json_lines());
        return Ok(run.failure.is_none());
    }
    if arguments.json {
        println!("{:#}", json::replay::<Proved>(&case, &run));
    } else {
        print!("{}{}", text::replay::<Proved>(&case, &run), report::written(&run));
    }
    Ok(run.failure.is_none())
}
