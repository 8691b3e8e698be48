//! What belongs to the application.
//!
//! - by names, as they are;
//! - [`resources`]: by what a stack or a Terraform state lists;
//! - [`terraform`]: `terraform.tfstate` and `terraform show -json`;
//! - by tags: resolved while looking, because AWS has to be asked.

pub mod resources;
pub mod stack;
pub mod terraform;

use crate::call::Call;
use crate::scene::Kind;
use std::collections::BTreeSet;

/// What to look at. All of it together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Names: buckets, log groups, alarms, dashboards; ids of distributions.
    pub names: BTreeSet<(Kind, String)>,
    /// All of these must be on a thing: key and value.
    pub tags: Vec<(String, String)>,
    /// Stacks of CloudFormation.
    pub stacks: Vec<String>,
    /// It came from a list of all that there is of an application.
    pub whole: bool,
}

impl Scope {
    /// Adds one thing.
    pub fn add(&mut self, kind: Kind, name: impl Into<String>) {
        self.names.insert((kind, name.into()));
    }

    /// Names of one kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.names.iter().filter(move |(it, _)| *it == kind).map(|(_, name)| name.as_str())
    }

    /// Whether it names nothing at all.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.tags.is_empty() && self.stacks.is_empty()
    }

    /// What has to be asked to know what is in it.
    pub fn calls(&self) -> Vec<Call> {
        let kinds: BTreeSet<Kind> = self.names.iter().map(|(kind, _)| *kind).collect();
        let mut calls: Vec<Call> = kinds.into_iter().map(listing).collect();
        if !self.tags.is_empty() {
            let lists = [Kind::Bucket, Kind::Distribution, Kind::LogGroup, Kind::Alarm];
            calls.extend(lists.map(listing));
            calls.extend(Call::TAGS);
        }
        if !self.stacks.is_empty() {
            calls.push(Call::StackResources);
        }
        calls
    }

    /// Whether these tags include all that the scope asks for.
    pub fn has_tags(&self, tags: &[(String, String)]) -> bool {
        !self.tags.is_empty() && self.tags.iter().all(|wanted| tags.contains(wanted))
    }
}

/// What tells whether something of a kind is there.
fn listing(kind: Kind) -> Call {
    match kind {
        Kind::Bucket => Call::ListBuckets,
        Kind::Distribution => Call::ListDistributions,
        Kind::LogGroup => Call::LogGroups,
        Kind::Alarm => Call::Alarms,
        Kind::Dashboard => Call::ListDashboards,
    }
}

/// `KEY=VALUE`.
///
/// # Errors
/// It has no `=`, or no key.
pub fn tag(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err(format!("{text} is not of the form KEY=VALUE: --tag app=shop")),
    }
}
