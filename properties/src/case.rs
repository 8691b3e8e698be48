//! A case: operations and deviations. Stored, it is run first from then on.

use crate::property_16::Operation;
use parhelion::{Pick, Site, choices};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The version of the file format.
const SCHEMA: u32 = 1;

/// What is needed to run a case again, whatever generated it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The file format's version; a case of another one is stale.
    pub schema: u32,
    /// The application and its mutant: `dashboard`, `dashboard/no-retention`.
    pub application: String,
    /// The clause that it violated; empty while it is only tried.
    pub clause: String,
    /// With numbers that stay when others are deleted.
    pub operations: Vec<(u32, Operation)>,
    /// What AWS did differently from a good day.
    pub plan: BTreeMap<Site, Pick>,
    /// Where ids come from.
    pub seed: u64,
}

impl Case {
    /// Operations on a calm day, numbered from 0. `application` is [`Application::name`](crate::Application::name)'s.
    pub fn new(application: &str, operations: Vec<Operation>, seed: u64) -> Self {
        let operations = (0..).zip(operations).collect();
        Self {
            schema: SCHEMA,
            application: application.to_owned(),
            clause: String::new(),
            operations,
            plan: BTreeMap::new(),
            seed,
        }
    }

    /// Six hex digits that name the case.
    pub fn name(&self) -> String {
        let text = serde_json::to_string(&(&self.operations, &self.plan)).unwrap_or_default();
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{:06x}", hash & 0xff_ffff)
    }

    /// Writes the case below `folder`, and says where: `<application>-<name>.case.json`.
    ///
    /// # Errors
    /// The folder cannot be made or written to.
    pub fn store(&self, folder: &Path) -> std::io::Result<PathBuf> {
        std::fs::create_dir_all(folder)?;
        let application = self.application.replace('/', "-");
        let path = folder.join(format!("{application}-{}.case.json", self.name()));
        std::fs::write(&path, serde_json::to_string_pretty(self)? + "\n")?;
        Ok(path)
    }

    /// Reads a case.
    ///
    /// # Errors
    /// "stale case" if the file is of another version or names operations that no longer exist.
    pub fn load(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|error| format!("{}: {error}", path.display()))?;
        let stale = |why: String| format!("stale case {}: {why}", path.display());
        let case: Self = serde_json::from_str(&text).map_err(|error| stale(error.to_string()))?;
        if case.schema != SCHEMA {
            return Err(stale(format!("schema {} instead of {SCHEMA}", case.schema)));
        }
        match choices::misnamed(&case.plan, &choices::points()) {
            Some(why) => Err(stale(why)),
            None => Ok(case),
        }
    }

    /// The stored cases of an application, by name; those that are stale as errors.
    pub fn stored(folder: &Path, application: &str) -> Vec<Result<Self, String>> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.to_string_lossy().ends_with(".case.json"));
        paths.sort();
        let cases = paths.iter().map(|path| Self::load(path));
        cases
            .filter(|case| case.as_ref().map_or(true, |case| case.application == application))
            .collect()
    }
}
