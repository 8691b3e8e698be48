//! A case: operations and deviations. Stored, it is run first from then on.

use crate::property::{Property, Title};
use parhelion::{Pick, Site, choices};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The version of the file format.
const SCHEMA: u32 = 2;

/// What is needed to run a case again, whatever generated it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case<O> {
    /// The file format's version; a case of another one is stale.
    pub schema: u32,
    /// The property: `16`.
    pub property: String,
    /// The application and its mutant: `dashboard`, `dashboard/no-retention`.
    pub application: String,
    /// The clause that it violated; empty while it is only tried.
    pub clause: String,
    /// With numbers that stay when others are deleted.
    pub operations: Vec<(u32, O)>,
    /// Which client does an operation, by the operation's number: 0 unless named here. Clients work at
    /// once, each through its own operations in order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub clients: BTreeMap<u32, u8>,
    /// What AWS did differently from a good day.
    pub plan: BTreeMap<Site, Pick>,
    /// Where ids come from.
    pub seed: u64,
}

/// What a stored case says of itself, whatever its operations are.
#[derive(Deserialize)]
struct Head {
    schema: u32,
    property: Option<String>,
    application: String,
}

impl<O> Case<O> {
    /// Operations on a calm day, numbered from 0, one after the other.
    pub fn new(title: &Title, operations: Vec<O>, seed: u64) -> Self {
        let operations = (0..).zip(operations).collect();
        Self {
            schema: SCHEMA,
            property: title.property.clone(),
            application: title.application.clone(),
            clause: String::new(),
            operations,
            clients: BTreeMap::new(),
            plan: BTreeMap::new(),
            seed,
        }
    }

    /// The operations of each client that has any, in its order.
    pub fn by_client(&self) -> Vec<Vec<(u32, &O)>> {
        let mut clients = BTreeMap::<u8, Vec<_>>::new();
        for (number, operation) in &self.operations {
            let client = self.clients.get(number).copied().unwrap_or(0);
            clients.entry(client).or_default().push((*number, operation));
        }
        clients.into_values().collect()
    }
}

impl<O: Serialize + DeserializeOwned> Case<O> {
    /// Six hex digits that name the case.
    pub fn name(&self) -> String {
        let content = (&self.operations, &self.clients, &self.plan);
        let text = serde_json::to_string(&content).unwrap_or_default();
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
        let path = self.path(folder);
        std::fs::write(&path, serde_json::to_string_pretty(self)? + "\n")?;
        Ok(path)
    }

    /// Where it is stored below `folder`.
    pub(crate) fn path(&self, folder: &Path) -> PathBuf {
        let legal = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' };
        let application: String = self.application.chars().map(legal).take(100).collect();
        folder.join(format!("{application}-{}.case.json", self.name()))
    }

    /// Reads a case.
    ///
    /// # Errors
    /// "stale case" if the file is of another version or names operations that no longer exist.
    pub fn load(path: &Path) -> Result<Self, String> {
        let text = read(path)?;
        let stale = |why: String| format!("stale case {}: {why}", path.display());
        let head: Head = serde_json::from_str(&text).map_err(|error| stale(error.to_string()))?;
        if head.schema != SCHEMA {
            return Err(stale(format!("schema {} instead of {SCHEMA}", head.schema)));
        }
        let case: Self = serde_json::from_str(&text).map_err(|error| stale(error.to_string()))?;
        match choices::misnamed(&case.plan, &choices::points()) {
            Some(why) => Err(stale(why)),
            None => Ok(case),
        }
    }

    /// The stored cases of a property on an application, by name; those that are stale as errors.
    pub fn stored(folder: &Path, title: &Title) -> Vec<Result<Self, String>> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.to_string_lossy().ends_with(".case.json"));
        paths.sort();
        // Cases of another property have other operations: they are somebody else's.
        paths.retain(|path| is_of(path, title));
        paths.iter().map(|path| Self::load(path)).collect()
    }
}

/// The application that a stored case names, whatever its operations are.
///
/// # Errors
/// The file cannot be read, or is no case.
pub fn application_of(path: &Path) -> Result<String, String> {
    let head: Result<Head, _> = serde_json::from_str(&read(path)?);
    head.map(|head| head.application)
        .map_err(|error| format!("{}: no case: {error}", path.display()))
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Whether a stored case may be this property's on this application: a file that cannot be read may be.
fn is_of(path: &Path, title: &Title) -> bool {
    let head = read(path).ok().and_then(|text| serde_json::from_str::<Head>(&text).ok());
    head.is_none_or(|head| {
        let property = head.property.is_none_or(|property| property == title.property);
        property && head.application == title.application
    })
}

/// The case of a property.
pub type CaseOf<P> = Case<<P as Property>::Operation>;
