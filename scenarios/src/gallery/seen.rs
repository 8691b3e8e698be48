//! What is seen of the gallery, and what must be true of it.

use parhelion_properties::Monitor;
use parhelion_properties::facts::{Content, Fact, Facts, clauses};
use serde::Serialize;
use std::time::Duration;

/// One thing seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // members say what they are by their names
pub enum Seen {
    /// A request was answered.
    Answered { id: String, status: u16, calm: Option<bool> },
    /// A log line has arrived.
    LogVisible { id: String },
    /// A log line may be lost.
    LogMayBeLost { id: String },
    /// An upload was answered.
    Upload { status: u16 },
    /// What many properties see.
    #[serde(untagged)]
    Fact(Fact),
}

impl Facts for Seen {
    fn fact(&self) -> Option<&Fact> {
        if let Self::Fact(fact) = self { Some(fact) } else { None }
    }
}

/// What a name has that no photo has.
pub fn absent() -> Content {
    Content { bytes: 0, sha256: "absent".to_owned(), ..Content::default() }
}

/// A log line is sent before its request is answered; AWS may show it later.
const LOGS_VISIBLE: Duration = Duration::from_secs(7 * 24 * 3600);

/// The clauses, in the order of the report.
pub fn monitors() -> Vec<Monitor<Seen>> {
    vec![
        clauses::stored_equals_sent(),
        clauses::read_your_writes(),
        clauses::links_answer(),
        clauses::private_stays_private(),
        clauses::clean_up_leaves_nothing(),
        Monitor::never("an upload is never refused as another one's", |seen| match seen {
            Seen::Upload { status } => Some(*status == 409),
            _ => None,
        }),
        Monitor::within(
            "every answered request is logged",
            LOGS_VISIBLE,
            |seen| match seen {
                Seen::Answered { id, .. } => Some(id.clone()),
                _ => None,
            },
            |seen| match seen {
                Seen::LogVisible { id } | Seen::LogMayBeLost { id } => Some(id.clone()),
                _ => None,
            },
        ),
        Monitor::always("calm: no request fails on a good day", |seen| match seen {
            Seen::Answered { status, calm, .. } => Some(*status < 500 || *calm != Some(true)),
            _ => None,
        }),
    ]
}
