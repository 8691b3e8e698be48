//! The main job: proves Property 16 on the bundled application, and other properties on others.

use clap::Parser;
use parhelion_certify::certificate::Overall;
use parhelion_certify::render;
use parhelion_properties::case::application_of;
use parhelion_properties::report::{self, Files, Progress, Report};
use parhelion_properties::suite::budget;
use parhelion_properties::{Case, Options, Property, Shard, Suite};
use parhelion_scenarios::subject::{Subject, Visit};
use parhelion_scenarios::{
    assumptions, call_sites, certificate, emitted, mutants, privilege, referee, remote,
};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
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
    /// `dashboard`, `gallery`, `invoices`, or one of their mutants: `gallery:no-index-lock`.
    #[arg(long, default_value = "dashboard", conflicts_with_all = ["replay", "list"])]
    app: String,
    /// Shows properties and applications.
    #[arg(long, exclusive = true)]
    list: bool,
    #[command(flatten)]
    mutants: mutants::command::Asked,
    /// Tries every call of the examples with everything that may happen to it, each alone.
    #[arg(long, conflicts_with_all = ["mutants", "replay", "cases", "junit", "json", "html", "sarif",
          "emit_test", "shard", "budget", "audit"])]
    certificate: bool,
    /// Switches each of AWS's freedoms on alone, then pairs of them, with as many random cases each: lists
    /// those that the application does not bear.
    #[arg(long, conflicts_with_all = ["mutants", "replay", "certificate", "junit", "json", "html", "sarif",
          "emit_test", "shard", "budget", "audit"])]
    assumptions: bool,
    /// Finds the smallest policy under which the property holds: each right is tried out by leaving it away. With
    /// `--cases` at random (50), and the deviations of the examples.
    #[arg(long, conflicts_with_all = ["mutants", "replay", "certificate", "assumptions", "junit", "html", "sarif",
          "emit_test", "shard", "budget", "audit", "stored"])]
    least_privilege: bool,
    /// Random cases: 1,000, or 20 with PARHELION_TARGET.
    #[arg(long)]
    cases: Option<usize>,
    /// Where they come from.
    #[arg(long)]
    seed: Option<u64>,
    /// Runs one stored case, of the application that it names.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["cases", "seed", "junit", "html", "sarif", "emit_test"])]
    replay: Option<PathBuf>,
    /// The report as JSON.
    #[arg(long)]
    json: bool,
    /// Writes the report as JUnit XML too.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Writes the report as one HTML page too, which loads nothing.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Writes the report as SARIF 2.1.0 too, for code scanners.
    #[arg(long, value_name = "FILE")]
    sarif: Option<PathBuf>,
    /// Writes what fails as a Rust test: it belongs into scenarios/tests.
    #[arg(long, value_name = "FILE")]
    emit_test: Option<PathBuf>,
    /// Runs one part of all cases: 2/5 is the second of five. `parhelion-certify report merge` makes one
    /// report of the parts' JSON.
    #[arg(long, value_name = "I/N", conflicts_with_all = ["mutants", "replay"])]
    shard: Option<Shard>,
    /// Runs random cases until so much time is over, the deviations of the examples included: 60s, 5m, 2h.
    #[arg(long, value_name = "TIME", value_parser = budget, conflicts_with_all = ["cases", "mutants", "replay"])]
    budget: Option<Duration>,
    /// A report of an audit (`parhelion audit --json`): evidence for the criteria of the certificate that no
    /// run proves.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["mutants", "replay"])]
    audit: Option<PathBuf>,
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
    options.shard = arguments.shard;
    options.budget = arguments.budget;
    if let Some(answer) = elsewhere(arguments, &options)? {
        return Ok(answer);
    }
    if let Some(answer) = arguments.mutants.run(&options, arguments.json)? {
        return Ok(answer);
    }
    if let Some(file) = &arguments.replay {
        return Subject::named(&application_of(file)?)?.with(Replay(file, arguments));
    }
    let subject = Subject::named(&arguments.app)?;
    if arguments.least_privilege {
        let cases = arguments.cases.unwrap_or(50);
        let least = privilege::of(subject, &Options { cases, ..options })?;
        match arguments.json {
            true => println!("{:#}", least.json(&subject.name())),
            false => print!("{}", least.text(&subject.name())),
        }
        return Ok(true);
    }
    let told = if arguments.certificate {
        Some(call_sites::certificate(subject, &options)?)
    } else if arguments.assumptions {
        let cases = arguments.cases.unwrap_or(20);
        Some(assumptions::assumptions(subject, &Options { cases, ..options.clone() })?)
    } else {
        None
    };
    if let Some((text, holds)) = told {
        print!("{text}");
        return Ok(holds);
    }
    subject.with(Proof(&options, arguments))
}

/// An application is proved.
struct Proof<'a>(&'a Options, &'a Arguments);

impl Visit for Proof<'_> {
    type Out = Result<bool, String>;
    fn visit<P: Property>(self, property: P) -> Self::Out {
        prove(&Suite::new(property)?, self.0, self.1)
    }
}

/// A stored case is run again.
struct Replay<'a>(&'a Path, &'a Arguments);

impl Visit for Replay<'_> {
    type Out = Result<bool, String>;
    fn visit<P: Property>(self, property: P) -> Self::Out {
        replay(&Suite::new(property)?, self.0, self.1)
    }
}

/// The main job: proves the property, tells what came of it, and writes the files that were asked for.
fn prove<P: Property>(
    suite: &Suite<P>,
    options: &Options,
    arguments: &Arguments,
) -> Result<bool, String> {
    let shown = std::io::stderr().is_terminal() && !arguments.json;
    let bar = Progress::new(shown, options.budget);
    let outcome = suite.prove(options, &|done, all| bar.told(done, all));
    bar.end();
    let report = Report::of(&outcome).by("parhelion-verify");
    let certificate = certificate::of(&report, arguments.audit.as_deref())?;
    if arguments.json {
        let mut told = serde_json::to_value(&report).map_err(|error| error.to_string())?;
        told["certificate"] = certificate.as_ref().map(render::json::of).unwrap_or_default();
        println!("{told:#}");
    } else {
        print!("{}", report::text::of(&report));
        if let Some(file) = outcome.counterexample().and_then(|found| found.file.as_ref()) {
            let file = file.display();
            println!(" replay: cargo run --bin parhelion-verify -- --replay {file}");
        }
        if let Some(certificate) = &certificate {
            print!("\n{}", render::text::short(certificate));
        }
    }
    annotate(&report, arguments.json);
    let Arguments { junit, html, sarif, .. } = arguments;
    let files = Files { junit: junit.clone(), html: html.clone(), sarif: sarif.clone() };
    files.write(&report)?;
    emit(&report, arguments.emit_test.as_deref())?;
    let certified = certificate.is_none_or(|it| it.verdict != Overall::NotCertified);
    Ok(outcome.holds() && certified)
}

/// Where a GitHub workflow runs: lines that it shows beside the run. It reads both streams; that which a
/// script reads stays JSON.
fn annotate(report: &Report, as_json: bool) {
    if std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| !value.is_empty()) {
        let lines = report::github::annotations(report);
        if as_json { eprint!("{lines}") } else { print!("{lines}") }
    }
}

/// Writes the counterexample as a test.
fn emit(report: &Report, file: Option<&Path>) -> Result<(), String> {
    let Some(file) = file else { return Ok(()) };
    let Some(found) = report.counterexamples().next() else {
        eprintln!("parhelion-verify: no case fails, so {} is not written", file.display());
        return Ok(());
    };
    report::files::write(file, &emitted::test(found, &report.application))
}

fn list() {
    println!(
        "properties\n  16         AWS services are connected and used (with 6.4, 6.5 and freshness)\n  \
         gallery    the page shows what was uploaded, and nothing else\n  \
         invoices   invoices are kept, numbered, audited and private\n"
    );
    println!("applications");
    for application in Subject::APPLICATIONS {
        println!("  {:<10} {}", application.name(), application.description());
    }
    for application in Subject::APPLICATIONS {
        for class in mutation::Class::ALL {
            println!("\nmutants of {}: {}", application.name(), class.name());
            let own = Subject::mutants().into_iter().filter(|it| it.whole() == application);
            for mutant in own.filter(|it| it.class() == Some(class)) {
                let name = mutant.mutant().unwrap_or_default();
                println!("  {name:<28} {}", mutant.description());
            }
        }
    }
}

/// Runs a stored case on the application that it names, and tells its whole story.
fn replay<P: Property>(
    suite: &Suite<P>,
    file: &Path,
    arguments: &Arguments,
) -> Result<bool, String> {
    let case = Case::load(file)?;
    let run = suite.replay(&case);
    if arguments.journal {
        print!("{}", run.journal.to_json_lines());
        return Ok(true);
    }
    if arguments.json {
        let mut told = report::json::replay::<P>(&case, &run);
        let story = serde_json::to_value(suite.story(&case, &run));
        told["story"] = story.map_err(|error| error.to_string())?;
        println!("{told:#}");
    } else {
        let story = suite.story(&case, &run);
        print!("{}", report::text::replayed::<P>(&story, &case, &run));
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
        if let Some(application) = arguments.mutants.on_a_target()? {
            if !matches!(application, "" | "dashboard") {
                let why = "are tried on the AWS in this process only: unset PARHELION_TARGET";
                return Err(format!("mutants of {application} {why}"));
            }
            if arguments.cases.is_some() || arguments.seed.is_some() {
                let why = "has no say where mutants are tried on a target: each has its own cases";
                return Err(format!("--cases or --seed {why}"));
            }
            if !target.is_endpoint() {
                let why =
                    "nothing removes the infrastructures that --mutants sets up, one for each";
                return Err(format!("{why}: name an endpoint, not a real account"));
            }
            let ruled = referee::all(&target, &name, &region).await?;
            match arguments.json {
                true => println!("{:#}", referee::json(&ruled)),
                false => print!("{}", referee::text(&ruled)),
            }
            // What a target does not reveal is no failure: that is what was asked.
            return Ok(Some(ruled.iter().all(|one| one.report.is_ok())));
        }
        let Subject::Dashboard(mutant) = Subject::named(&arguments.app)? else {
            let why = "is proved on the AWS in this process only: unset PARHELION_TARGET";
            return Err(format!("{} {why}", arguments.app));
        };
        let cases = arguments.cases.unwrap_or(remote::CASES);
        let random = remote::random(cases, options.seed);
        let report = remote::prove(target, &name, &region, mutant, random).await?;
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
        (arguments.replay.is_some(), "--replay"),
        (arguments.certificate, "--certificate"),
        (arguments.assumptions, "--assumptions"),
        (arguments.least_privilege, "--least-privilege"),
        (arguments.journal, "--journal"),
        (arguments.junit.is_some(), "--junit"),
        (arguments.html.is_some(), "--html"),
        (arguments.sarif.is_some(), "--sarif"),
        (arguments.emit_test.is_some(), "--emit-test"),
        (arguments.shard.is_some(), "--shard"),
        (arguments.budget.is_some(), "--budget"),
        (arguments.audit.is_some(), "--audit"),
    ];
    asked.into_iter().find_map(|(asked, flag)| asked.then_some(flag))
}
