//! `parhelion-audit`: the command.

mod arguments;

use arguments::Arguments;
use clap::Parser;
use parhelion_audit::account::Account;
use parhelion_audit::baseline::{self, Baseline};
use parhelion_audit::call;
use parhelion_audit::look::look;
use parhelion_audit::report::{Format, report};
use parhelion_audit::{audit, checks};
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(code) => ExitCode::from(code),
        Err(why) => {
            eprintln!("parhelion-audit: {why}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<u8, String> {
    let checks = checks::chosen(&arguments.only, &arguments.skip)?;
    if arguments.list {
        say(&arguments::list(&checks))?;
        return Ok(0);
    }
    let scope = arguments.scope()?;
    let calls = checks::calls(&checks, &scope.calls());
    if arguments.print_policy {
        say(&format!("{:#}\n", call::policy(&calls)))?;
        return Ok(0);
    }
    if scope.is_empty() {
        return Err(format!("nothing says what to look at: {}", arguments::SCOPES));
    }
    let accepted = match &arguments.baseline {
        Some(file) => Some(Baseline::parse(&file.display().to_string(), &arguments::read(file)?)?),
        None => None,
    };
    let options = arguments.options();
    let fail_on = arguments.fail_on;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    // A cloud from a file begins on the runtime's clock.
    let scene = runtime.block_on(async {
        let mut account: Account = arguments.account()?;
        account.identify().await?;
        look(&account, &scope, &calls, &options).await
    })?;
    let mut audit = audit::run(scene, &checks);
    if let Some(file) = &arguments.write_baseline {
        write_file(file, &baseline::write(&audit.findings))?;
    }
    let stale = accepted.map(|it| it.apply(&mut audit.findings)).unwrap_or_default();
    for entry in stale {
        eprintln!("parhelion-audit: the baseline accepts {entry}, which does not fail: remove it");
    }
    for (format, file) in arguments.files() {
        write_file(file, &report(&audit, format, fail_on))?;
    }
    say(&report(&audit, arguments.format(), fail_on))?;
    Ok(audit.exit_code(fail_on))
}

fn write_file(file: &std::path::Path, text: &str) -> Result<(), String> {
    std::fs::write(file, text)
        .map_err(|error| format!("{} cannot be written: {error}", file.display()))
}

/// To standard output, whose reader may be gone.
fn say(text: &str) -> Result<(), String> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

impl Arguments {
    fn format(&self) -> Format {
        self.format.map_or(Format::Text, |format| format.0)
    }
}
