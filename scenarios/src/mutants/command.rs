//! `parhelion-verify --mutants`.

use super::{Engine, hunt, page, table, workload};
use crate::subject::Subject;
use clap::Args;
use parhelion_properties::Options;
use std::path::PathBuf;

/// What is asked for of mutants.
#[derive(Args, Clone, Debug, Default)]
pub struct Asked {
    /// Tries every mutant, or those of one application, and shows what caught them.
    #[arg(long, value_name = "APPLICATION", num_args = 0..=1, require_equals = true,
          default_missing_value = "", conflicts_with_all = ["replay", "junit", "html", "sarif", "emit_test",
          "app"])]
    pub mutants: Option<String>,
    /// With --mutants: another engine than this one, to compare.
    #[arg(long, requires = "mutants", value_enum)]
    baseline: Option<Engine>,
    /// With --mutants: writes the smallest cases to a folder, in ETNA's format: scenarios/workloads.
    #[arg(long, requires = "mutants", value_name = "FOLDER", conflicts_with = "baseline")]
    workloads: Option<PathBuf>,
    /// With --mutants: this engine and all others; writes docs/mutants.md.
    #[arg(long, requires = "mutants", value_name = "FILE",
          conflicts_with_all = ["baseline", "json"])]
    page: Option<PathBuf>,
}

impl Asked {
    /// Whose mutants are to be tried on a target where waiting is real: an application's name, or empty; none: none
    /// are.
    ///
    /// # Errors
    /// What else is asked for needs the AWS in this process.
    pub fn on_a_target(&self) -> Result<Option<&str>, String> {
        let asked = [
            (self.baseline.is_some(), "--baseline"),
            (self.workloads.is_some(), "--workloads"),
            (self.page.is_some(), "--page"),
        ];
        match asked.into_iter().find(|(asked, _)| *asked) {
            Some((_, flag)) => {
                Err(format!("{flag} needs choices and virtual time: unset PARHELION_TARGET"))
            }
            None => Ok(self.mutants.as_deref()),
        }
    }

    /// Does what is asked for; none: nothing is.
    ///
    /// # Errors
    /// In words.
    pub fn run(&self, options: &Options, as_json: bool) -> Result<Option<bool>, String> {
        let Some(application) = &self.mutants else { return Ok(None) };
        let subjects = of(application)?;
        let engines = match (&self.page, self.baseline) {
            (Some(_), _) => Engine::ALL.to_vec(),
            (None, engine) => vec![engine.unwrap_or(Engine::Legal)],
        };
        let mut all = Vec::new();
        for engine in engines {
            for subject in &subjects {
                let caught = hunt(*subject, engine, options)?;
                eprint!("{}", if caught.fits() { "." } else { "!" });
                all.push(caught);
            }
            eprintln!();
        }
        if let Some(folder) = &self.workloads {
            let own = all.iter().filter(|caught| caught.engine == Engine::Legal).cloned();
            workload::write(folder, &own.collect::<Vec<_>>())?;
        }
        match &self.page {
            Some(file) => {
                let text = page::markdown(&all, options.cases);
                let written = std::fs::write(file, text);
                written.map_err(|error| format!("{}: {error}", file.display()))?;
            }
            None if as_json => println!("{:#}", table::json(&all)),
            None => print!("{}", table::text(&all)),
        }
        // What others let through is no failure of theirs.
        let own = all.iter().filter(|caught| caught.engine == Engine::Legal);
        Ok(Some(own.into_iter().all(|caught| caught.fits())))
    }
}

/// The mutants of an application; of all, if none is named.
fn of(application: &str) -> Result<Vec<Subject>, String> {
    let mut all = Subject::mutants();
    if !application.is_empty() {
        let names = Subject::APPLICATIONS.map(|subject| subject.application());
        if !names.contains(&application) {
            return Err(format!(
                "--mutants={application}: no such application; there are {}",
                names.join(", ")
            ));
        }
        all.retain(|subject| subject.application() == application);
    }
    Ok(all)
}
