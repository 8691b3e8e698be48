//! What is done in a case: Property 16's operations, and kills.

use parhelion_properties::property_16::Operation;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One operation; in stored cases an operation of Property 16 is written as there.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Step {
    /// The application is killed between two calls, and started anew.
    Crash(Kill),
    /// An operation of Property 16.
    Driven(Operation),
}

/// `"Crash"`, as a unit variant among the operations would be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kill {
    /// SIGKILL
    Crash,
}

/// What an application has, of that which operations and clauses speak of.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // members say what they are by their names
pub struct Has {
    pub uploads: bool,
    pub reads: bool,
    pub removes: bool,
    pub lists: bool,
    pub long_requests: bool,
    pub assets: bool,
    pub publishes: bool,
    pub logs: bool,
    pub retention: bool,
    pub origin: bool,
    pub crashes: bool,
}

impl Step {
    /// A kill.
    pub fn crash() -> Self {
        Self::Crash(Kill::Crash)
    }
}

impl Has {
    /// Whether an operation means anything to such an application.
    pub fn means(self, step: &Step) -> bool {
        let Step::Driven(operation) = step else { return self.crashes };
        if matches!(operation, Operation::Restart | Operation::Wait { .. }) {
            return true;
        }
        match operation {
            Operation::Upload { .. } | Operation::UploadTwins { .. } => self.uploads,
            Operation::Asset { .. } | Operation::PlainHttp { .. } => self.assets,
            Operation::PartOfAsset { .. } => self.assets,
            Operation::Replace { .. } => self.assets && self.publishes,
            Operation::ReplaceBehind { .. } => self.assets,
            Operation::DirectRead { upload: true, .. } => self.uploads,
            Operation::DirectRead { upload: false, .. } => self.assets,
            Operation::Cors { .. } => self.origin && self.uploads,
            Operation::Read { .. } => self.reads,
            Operation::Remove { .. } => self.removes,
            Operation::List { .. } => self.lists,
            Operation::LongRequest { .. } => self.long_requests,
            _ => false,
        }
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crash(kill) => kill.fmt(f),
            Self::Driven(operation) => operation.fmt(f),
        }
    }
}

/// A list of more files than S3 has on a page.
pub(super) fn crowded_example() -> Vec<Step> {
    use parhelion_properties::property_16::operation::Content;
    let upload = Operation::Upload { name: 0, content: Content { bytes: 10, seed: 1 } };
    vec![Step::Driven(upload), Step::Driven(Operation::List { crowded: true })]
}

/// Kills after what may be in memory only.
pub(super) fn crash_example() -> Vec<Step> {
    use parhelion_properties::property_16::operation::{Accept, Content};
    let content = |seed| Content { bytes: 1500, seed };
    let upload = |name, seed| Step::Driven(Operation::Upload { name, content: content(seed) });
    let asset = Step::Driven(Operation::Asset { asset: 0, accept: Accept::Plain, pop: Some(0) });
    let replace = Step::Driven(Operation::Replace { asset: 0, content: content(7) });
    vec![upload(0, 1), Step::crash(), upload(0, 1), upload(1, 2), replace, Step::crash(), asset]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_written_as_operations_are() {
        let steps = crash_example();
        let text = serde_json::to_string(&steps).unwrap();
        assert!(
            text.starts_with(r#"[{"Upload":{"name":0,"#) && text.contains(r#""Crash""#),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Vec<Step>>(&text).unwrap(), steps);
        assert_eq!(format!("{:?}", Step::crash()), "Crash");
    }
}
