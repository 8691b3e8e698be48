//! The nightly run: an application that is deployed, on an account that is real, or on any endpoint.
//!
//! Read-mostly: users' files are uploaded under names of this run's own and removed in the end; assets are only
//! looked at; nothing is set up, nobody is killed. AWS cannot be told to misbehave there.
//!
//! | file | |
//! | --- | --- |
//! | `deployed` | the application by its address |
//! | `property` | what of Property 16 is done and judged |
//! | `cleaning` | what is to be removed, written down before it is made |
//! | `policy` | the least that the harness's own credentials must be allowed |
//! | `report` | what came of it |

mod cleaning;
mod deployed;
mod policy;
mod property;
mod report;

pub use deployed::address;
pub use policy::policy;
pub use report::Report;

use crate::declaration::Declaration;
use crate::infrastructure;
use cleaning::CleanUp;
use parhelion_properties::suite::{drive, generate};
use parhelion_properties::target::endpoint::Remote;
use parhelion_properties::target::guard::Limits;
use parhelion_properties::{Case, Property, Stage, Target};
use property::Nightly;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// What stands before every name of a run, so that nobody takes its files for his own.
const MARK: &str = "parhelion-";

/// How much is done.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Random cases, after the examples.
    pub cases: usize,
    /// Where they come from.
    pub seed: u64,
}

/// The declaration of one run: every file has a name that begins with the run's.
pub fn of_run(declaration: &Declaration, run: &str) -> Declaration {
    let mut marked = declaration.clone();
    let name = format!("{MARK}{run}-{{name}}");
    let mark = |text: &mut String| *text = text.replace("{name}", &name);
    let interface = &mut marked.interface;
    mark(&mut interface.key);
    interface.derived.iter_mut().for_each(mark);
    if let Some(upload) = &mut interface.upload {
        mark(&mut upload.path);
        if let Some(presigned) = &mut upload.presigned {
            mark(&mut presigned.body);
            mark(&mut presigned.complete.path);
            mark(&mut presigned.complete.body);
        }
    }
    marked
}

/// Beginnings of the keys that a run makes.
fn keys(declaration: &Declaration) -> Vec<String> {
    let interface = &declaration.interface;
    let all = interface
        .upload
        .iter()
        .flat_map(|_| std::iter::once(&interface.key).chain(&interface.derived));
    // Without the mark a beginning would be everybody's.
    let beginnings =
        all.filter_map(|key| key.split("{name}").next().filter(|text| text.contains(MARK)));
    beginnings.map(str::to_owned).collect()
}

/// What the harness itself may do in the account.
///
/// # Errors
/// The declaration does not say which bucket.
pub fn limits(
    declaration: &Declaration,
    accounts: Vec<String>,
    within: Duration,
) -> Result<Limits, String> {
    let resources = &declaration.resources;
    let bucket =
        resources.bucket.as_deref().ok_or("resources.bucket: say which; nothing is set up here")?;
    let group = resources.log_group.as_deref().unwrap_or(bucket).trim_start_matches('/');
    let common = bucket.bytes().zip(group.bytes()).take_while(|(one, other)| one == other).count();
    let prefix = bucket.get(..common).unwrap_or_default().to_owned();
    if prefix.len() < 4 {
        return Err(format!(
            "the guard lets requests pass by the beginning of names: bucket {bucket:?} and log group {group:?} must begin with the same four characters at least"
        ));
    }
    Ok(Limits {
        accounts,
        regions: vec![resources.region.clone()],
        prefix,
        requests: 20_000,
        micro_usd: 1_000_000,
        time: within,
        deletes_only: Some(keys(declaration)),
    })
}

/// Runs examples and random cases, one after the other, until a clause is violated; then removes what was
/// made. `declaration` is that [of a run](of_run); `list` is where it is written down meanwhile.
///
/// # Errors
/// In words: what is declared is not there.
pub async fn prove(
    declaration: Declaration,
    remote: Remote,
    application: &str,
    extent: Extent,
    list: &Path,
) -> Result<Report, String> {
    let declaration = Arc::new(declaration);
    let target = Target::remote(remote.clone());
    let needs_edge = declaration.interface.page.is_some();
    let deployment =
        infrastructure::deployment(&declaration.resources, &target, needs_edge).await?;
    let property = Nightly::new(declaration.clone(), deployment.clone(), application)?;
    let fixture = property.set_up(&target).await?;
    // Before anything is made.
    let clean_up = CleanUp::begin(list, &deployment.bucket, keys(&declaration))?;
    let monitors = property.monitors();
    let mut report = Report::new(property.title().application, &monitors);
    let random = (0..extent.cases as u64)
        .map(|number| generate(&property, extent.seed.wrapping_add(number)));
    for operations in property.examples().into_iter().chain(random) {
        let stage = Stage::new(Target::remote(remote.clone()));
        let system = property.start(&fixture, &stage);
        let case = Case::new(&property.title(), operations, extent.seed);
        let ended = drive(&property, &system, &stage, &case).await;
        report.add(&monitors, &stage, ended, &case.operations);
        let left = clean_up.clean(&target).await;
        if report.is_over() || left.is_err() {
            report.left = left.err();
            break;
        }
    }
    if report.left.is_none() {
        clean_up.end();
    }
    Ok(report)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_a_run_has_its_mark() {
        let declaration = of_run(&crate::declaration::example(), "r7");
        let interface = &declaration.interface;
        assert_eq!(interface.key, "uploads/parhelion-r7-{name}");
        assert_eq!(interface.upload.as_ref().unwrap().path, "/files/parhelion-r7-{name}");
        assert_eq!(interface.publish.as_ref().unwrap().path, "/static/{name}");
        assert_eq!(keys(&declaration), ["uploads/parhelion-r7-"]);
        let limits = limits(&declaration, vec!["1".into()], Duration::from_secs(1)).unwrap();
        assert_eq!(limits.prefix, "my-app");
        assert_eq!(limits.deletes_only.unwrap(), ["uploads/parhelion-r7-"]);
    }

    #[test]
    fn names_that_have_nothing_in_common_are_refused() {
        let mut declaration = crate::declaration::example();
        declaration.resources.log_group = Some("/other".into());
        assert!(
            limits(&declaration, Vec::new(), Duration::ZERO)
                .unwrap_err()
                .contains("four characters")
        );
    }
}
