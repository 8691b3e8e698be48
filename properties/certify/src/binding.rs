//! `certificate.toml`: which clauses prove which criterion. A person writes it: that two sentences mean the
//! same is nothing that a program knows.

use crate::spec::Spec;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file's name.
pub const FILE: &str = "certificate.toml";

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Binding {
    /// A program has proposed it, and nobody has said yes.
    pub draft: bool,
    /// What evidence is taken.
    pub evidence: Demands,
    /// By criterion: `6.1`.
    pub criteria: BTreeMap<String, Bound>,
    /// By property: `16`. One that is not here is proved with all the criteria that it validates.
    pub properties: BTreeMap<String, Bound>,
}

/// What evidence is taken.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Demands {
    /// Reports of this application alone; one with a bug switched on is `dashboard/<bug>` and is this one's.
    pub application: Option<String>,
    /// Older runs prove nothing.
    pub max_age_days: Option<u32>,
    /// Runs with fewer random cases prove nothing.
    pub min_cases: Option<usize>,
}

/// What proves a criterion, or why nothing has to.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bound {
    /// Clauses of properties by their names, or the beginnings of names with `*` behind; checks of an audit
    /// as `audit:<check>`.
    pub clauses: Vec<String>,
    /// `review`: a person looks at it; `out-of-scope`: nobody does.
    pub by: Option<By>,
    /// Why so.
    pub reason: Option<String>,
}

/// Who answers for a criterion, if no run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// A person looks at it.
    Review,
    /// Nobody does.
    OutOfScope,
}

impl Binding {
    /// Reads the file's text, for a specification.
    ///
    /// # Errors
    /// It is no such file, contradicts itself, or binds what the specification does not have; in a sentence.
    pub fn parse(text: &str, spec: &Spec) -> Result<Self, String> {
        let binding: Self = toml::from_str(text).map_err(|error| {
            let why = error.message();
            let line = error
                .span()
                .map(|span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
            line.map_or_else(|| format!("{FILE}: {why}"), |line| format!("{FILE}:{line}: {why}"))
        })?;
        let criteria: Vec<&str> = spec.criteria().map(|it| it.id.as_str()).collect();
        let properties: Vec<&str> = spec.properties.iter().map(|it| it.number.as_str()).collect();
        let of_criteria =
            binding.criteria.iter().map(|it| ("criterion", "requirements.md", &criteria, it));
        let of_properties =
            binding.properties.iter().map(|it| ("property", "design.md", &properties, it));
        for (what, file, known, (id, bound)) in of_criteria.chain(of_properties) {
            if !known.contains(&id.as_str()) {
                return Err(format!(
                    "{FILE} binds {what} {id}, which {file} does not have: remove it or mend the number"
                ));
            }
            bound.check().map_err(|why| format!("{FILE}: {what} {id} {why}"))?;
        }
        Ok(binding)
    }
}

impl Bound {
    fn check(&self) -> Result<(), String> {
        let reason = self.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        match self.by {
            Some(_) if !self.clauses.is_empty() => {
                Err("has clauses and somebody else to answer for it: keep one of both".to_owned())
            }
            Some(_) if !reason => Err("has no reason: say why no run proves it".to_owned()),
            None if reason && self.clauses.is_empty() => {
                Err("has a reason and nothing else: add by = \"review\" or \"out-of-scope\""
                    .to_owned())
            }
            _ if self
                .clauses
                .iter()
                .any(|clause| clause.trim().trim_end_matches('*').is_empty()) =>
            {
                Err("names a clause that is empty, or every clause there is".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// Whether nothing is bound.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.by.is_none()
    }
}
