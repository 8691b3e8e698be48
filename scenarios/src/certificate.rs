//! The certificate of the bundled dashboard's specification (`scenarios/dashboard/spec`), as the main job
//! prints it.

use parhelion_certify::{Binding, Certificate, Evidence, Spec, certify};
use parhelion_properties::report::Report;
use std::path::Path;
use std::time::SystemTime;

const REQUIREMENTS: &str = include_str!("../dashboard/spec/requirements.md");
const DESIGN: &str = include_str!("../dashboard/spec/design.md");
const TASKS: &str = include_str!("../dashboard/spec/tasks.md");
const BINDING: &str = include_str!("../dashboard/spec/certificate.toml");

/// What a run, and an audit where there is one, prove of the specification. `None`: it is not the
/// dashboard's run, or only a part of one.
///
/// # Errors
/// The audit cannot be read, or the specification's files contradict each other.
pub fn of(report: &Report, audit: Option<&Path>) -> Result<Option<Certificate>, String> {
    let is_whole = report.shard.is_none_or(|shard| shard.count == 1);
    let ours = report.application.split('/').next() == Some("dashboard");
    if !ours || !is_whole {
        return Ok(None);
    }
    let spec = Spec::parse(REQUIREMENTS, DESIGN, TASKS);
    let binding = Binding::parse(BINDING, &spec)?;
    let mut evidence = Evidence::new();
    let now = SystemTime::now();
    evidence.add_report("this run", report.clone(), &binding.evidence, now)?;
    if let Some(file) = audit {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
        evidence.add_audit(&file.display().to_string(), &text)?;
    }
    Ok(Some(certify(&spec, &binding, &evidence)))
}
