//! What is seen of the invoice service, and what must be true of it.

use parhelion_properties::Monitor;
use parhelion_properties::facts::{Fact, Facts, clauses};
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
    /// Leave to upload was asked for.
    Announced { status: u16 },
    /// An invoice was completed, or was not. `uploaded`: S3 had said that it has the whole.
    Completed { what: String, status: u16, uploaded: bool },
    /// In the end: the number of an invoice; what is wrong with it, if anything is.
    Numbered { what: String, number: u64, wrong: Option<String> },
    /// In the end: what a customer's invoices come to, by the service and by adding up.
    Total { customer: String, count: u64, bytes: u64, adds_up: bool },
    /// In the end: whether an invoice could be erased.
    Erasing { what: String, refused: bool },
    /// What many properties see.
    #[serde(untagged)]
    Fact(Fact),
}

impl Facts for Seen {
    fn fact(&self) -> Option<&Fact> {
        if let Self::Fact(fact) = self { Some(fact) } else { None }
    }
}

/// A log line is sent before its request is answered; AWS may show it later.
const LATER: Duration = Duration::from_secs(7 * 24 * 3600);

/// The clauses, in the order of the report.
pub fn monitors() -> Vec<Monitor<Seen>> {
    let kept = vec![
        clauses::stored_equals_sent(),
        clauses::nothing_acknowledged_is_lost(),
        clauses::nothing_appears_unasked(),
        clauses::read_your_writes(),
        clauses::no_update_is_lost(),
        clauses::private_stays_private(),
        Monitor::always("no invoice can be erased", |seen| match seen {
            Seen::Erasing { refused, .. } => Some(*refused),
            _ => None,
        }),
    ];
    let answers = vec![
        Monitor::check("numbers have neither gaps nor doubles", |seen| match seen {
            Seen::Numbered { wrong, .. } => Some(wrong.clone().map_or(Ok(()), Err)),
            _ => None,
        }),
        Monitor::always("totals add up", |seen| match seen {
            Seen::Total { adds_up, .. } => Some(*adds_up),
            _ => None,
        }),
        Monitor::never("what was uploaded is not called missing", |seen| match seen {
            Seen::Completed { status, uploaded, .. } => {
                Some(*uploaded && matches!(status, 404 | 422))
            }
            _ => None,
        }),
        Monitor::never("nothing of one's own is refused as another's", |seen| match seen {
            Seen::Announced { status } | Seen::Completed { status, .. } => Some(*status == 409),
            _ => None,
        }),
        Monitor::always("calm: no request fails on a good day", |seen| match seen {
            Seen::Answered { status, calm, .. } => Some(*status < 500 || *calm != Some(true)),
            _ => None,
        }),
    ];
    [kept, answers, logs()].into_iter().flatten().collect()
}

fn logs() -> Vec<Monitor<Seen>> {
    vec![
        Monitor::within(
            "every answered request is logged",
            LATER,
            |seen| match seen {
                Seen::Answered { id, .. } => Some(id.clone()),
                _ => None,
            },
            |seen| match seen {
                Seen::LogVisible { id } | Seen::LogMayBeLost { id } => Some(id.clone()),
                _ => None,
            },
        ),
        clauses::failures_are_logged(LATER),
        clauses::alarms_go_off(LATER),
    ]
}
