//! Calls with all their tries, and what each did in plain words.

use super::events::{Answer, Call, Choice, Happening};
use super::shape::{Beside, Kind};
use std::collections::BTreeMap;

/// A call of AWS's with its tries.
pub(super) struct Exchange {
    pub(super) call: Call,
    /// `op#0`
    pub(super) lane: String,
    pub(super) tries: Vec<Try>,
    /// The place of the first entry of it.
    pub(super) at: usize,
    /// It happens here only, or on a calm day only.
    pub(super) beside: Beside,
}

/// One try of a call.
#[derive(Default)]
pub(super) struct Try {
    pub(super) deviations: Vec<Choice>,
    pub(super) answer: Option<Answer>,
}

impl Try {
    /// Whether it took effect though its answer was lost.
    pub(super) fn was_lost(&self) -> bool {
        self.deviations.iter().any(|choice| choice.point.ends_with(".after"))
    }

    /// Whether it was refused by AWS's own fault.
    pub(super) fn was_refused(&self) -> bool {
        self.deviations.iter().any(|choice| choice.point.ends_with(".before"))
    }

    fn succeeded(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| !answer.lost && answer.status < 400)
    }
}

impl Exchange {
    /// Whether AWS deviated in it.
    pub(super) fn deviates(&self) -> bool {
        self.tries.iter().any(|one| !one.deviations.is_empty())
    }

    /// Whether its last try succeeded.
    pub(super) fn succeeded(&self) -> bool {
        self.tries.last().is_some_and(Try::succeeded)
    }

    /// `412 PreconditionFailed`, of its last try.
    pub(super) fn outcome(&self) -> String {
        self.tries.last().and_then(|one| one.answer.as_ref()).map_or_else(
            || "no answer".to_owned(),
            |answer| match (answer.lost, answer.code.as_str()) {
                (true, _) => "no answer".to_owned(),
                (false, "") => answer.status.to_string(),
                (false, code) => format!("{} {code}", answer.status),
            },
        )
    }

    /// The service, as AWS spells it.
    pub(super) fn service(&self) -> &str {
        match self.call.service.as_str() {
            "s3" => "S3",
            "cloudfront" => "CloudFront",
            "cloudwatch" => "CloudWatch",
            "logs" => "CloudWatch Logs",
            "sqs" => "SQS",
            other => other,
        }
    }

    /// `stored uploads/a`: what it did, as the service's deed.
    pub(super) fn did(&self) -> String {
        let what = &self.call.resource;
        match self.call.operation.as_str() {
            "PutObject" => format!("stored {what}"),
            "CopyObject" => format!("copied to {what}"),
            "DeleteObject" | "DeleteObjects" => format!("deleted {what}"),
            "CompleteMultipartUpload" => format!("put {what} together from its parts"),
            "UploadPart" => format!("took a part of {what}"),
            "PutLogEvents" => format!("took the log lines for {what}"),
            "PutMetricData" => format!("took the metrics for {what}"),
            "CreateInvalidation" => format!("began the invalidation of {what}"),
            "SendMessage" => format!("took the message for {what}"),
            operation => format!("carried out {operation} {what}"),
        }
    }
}

/// All calls with their tries, in the order of their first.
pub(super) fn of(all: &[Happening]) -> Vec<Exchange> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    let mut places = BTreeMap::new();
    for (at, happening) in all.iter().enumerate() {
        let (Some(call), Some(attempt)) = (&happening.call, &happening.attempt) else { continue };
        let name =
            (attempt.scope.clone(), attempt.call.clone(), happening.beside == Beside::OnlyCalm);
        let place = *places.entry(name).or_insert_with(|| {
            let (lane, beside) = (happening.lane.clone(), happening.beside);
            exchanges.push(Exchange { call: call.clone(), lane, tries: Vec::new(), at, beside });
            exchanges.len() - 1
        });
        exchanges[place].tries.push(one_try(all, at));
    }
    exchanges
}

/// The try that a call begins, with what its attempt met.
fn one_try(all: &[Happening], at: usize) -> Try {
    let call = &all[at];
    let same = |happening: &&Happening| {
        happening.attempt == call.attempt
            && (happening.beside == Beside::OnlyCalm) == (call.beside == Beside::OnlyCalm)
    };
    let mut found = Try::default();
    for happening in all.iter().filter(same) {
        match happening.kind {
            Kind::Deviation => found.deviations.extend(happening.choice.clone()),
            Kind::Answer if happening.to == Some(call.seq) => {
                found.answer = happening.answer.clone()
            }
            _ => {}
        }
    }
    found
}
