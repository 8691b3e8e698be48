//! A test begins in an empty cloud, where ids are others than they were. So its calls are tried in one:
//! where a call speaks of an id, the answer that has it there is looked for; and whether each call comes to
//! what it came to is known before the test is run.

use super::super::tree;
use super::Called;
use crate::clock::Clock;
use crate::cloud::Cloud;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::checksum::expected::NAMED;
use parhelion_wire::checksum::{Algorithm, digests};
use parhelion_wire::client::{read_answer, write_request};
use parhelion_wire::table::{ShapeId, ShapeKind};
use parhelion_wire::{Body, Model, Timestamp, Value};
use parhelion_world::{Journal, What, identity};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// Members that name what another call has made.
const REFERENCES: [&str; 27] = [
    "UploadId",
    "VersionId",
    "ReceiptHandle",
    "KeyId",
    "TargetKeyId",
    "SourceKeyId",
    "DestinationKeyId",
    "Id",
    "DistributionId",
    "IfMatch",
    "ETag",
    "AccessKeyId",
    "GrantId",
    "GrantToken",
    "QueueUrl",
    "CachePolicyId",
    "OriginRequestPolicyId",
    "ResponseHeadersPolicyId",
    "OriginAccessControlId",
    "NextToken",
    "nextToken",
    "ContinuationToken",
    "sequenceToken",
    "CiphertextBlob",
    "ImportToken",
    "PolicyId",
    "SerialNumber",
];

/// Of one call, so many events are enough.
const JOURNAL: usize = 200;

/// Of another chance than the cloud that the calls were made in, so that what differs by chance differs.
const SEED: u64 = 0x7e57;

/// A step into an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hop {
    Member(String),
    Entry(usize),
}

/// Where in an answer a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    /// The place of the call in the stretch.
    pub call: usize,
    pub path: Vec<Hop>,
}

/// What a rehearsal found.
#[derive(Default)]
pub(crate) struct Rehearsed {
    /// By what inputs say, where it comes from.
    pub sources: BTreeMap<String, Source>,
    /// Of each call, what it comes to in an empty cloud: status and code.
    pub outcomes: Vec<(u16, String)>,
    /// Of each call, the number of its event.
    seqs: Vec<u64>,
    /// When the first call was.
    pub(super) begun: Timestamp,
}

impl Rehearsed {
    /// Where a member's value comes from, if from an answer.
    pub(super) fn source(&self, member: &str, value: &Value) -> Option<&Source> {
        REFERENCES.contains(&member).then(|| self.sources.get(&text_of(value)?)).flatten()
    }

    /// The number of a call's event.
    pub(super) fn seq(&self, call: usize) -> u64 {
        self.seqs.get(call).copied().unwrap_or_default()
    }

    /// Whether some later call speaks of a call's answer.
    pub(super) fn is_used(&self, call: usize) -> bool {
        self.sources.values().any(|source| source.call == call)
    }

    /// Whether a call comes to what it came to.
    pub(crate) fn agrees(&self, place: usize, called: &Called) -> bool {
        self.outcomes
            .get(place)
            .is_some_and(|(status, code)| *status == called.status && *code == called.code)
    }
}

/// A value that stands in an answer.
struct Leaf {
    name: String,
    text: String,
    source: Source,
}

/// Tries the calls.
pub(crate) fn rehearse(calls: &[Called]) -> Rehearsed {
    let mut found = Rehearsed::default();
    let Some(first) = calls.first() else { return found };
    found.begun = first.at;
    let clock = Clock::manual(first.at);
    let cloud = Cloud::builder()
        .seed(SEED)
        .clock(clock)
        .auth(false)
        .journal(Journal::with_limit(JOURNAL))
        .build();
    let mut leaves: Vec<Leaf> = Vec::new();
    // What replaces what in inputs.
    let mut replaced: BTreeMap<String, String> = BTreeMap::new();
    for (place, called) in calls.iter().enumerate() {
        let passed = called.at.since(cloud.now());
        cloud.clock().skip(passed);
        bind(calls, called, &leaves, &mut found.sources, &mut replaced);
        let shape = called.operation.input.unwrap_or_default();
        let input = substituted(called.model, shape, "", &called.input, &replaced);
        let (status, code, output) = perform(&cloud, called, input);
        if let Some(shape) = called.operation.output {
            let at = Source { call: place, path: Vec::new() };
            collect(&tree::told(called.model, shape, &output), "", &at, &mut leaves);
        }
        found.outcomes.push((status, code));
        found.seqs.push(called.seq);
    }
    found
}

fn perform(cloud: &Cloud, called: &Called, input: Value) -> (u16, String, Value) {
    let Called { model, operation, region, .. } = called;
    let nothing = || (0, String::new(), Value::Null);
    let protocol = model.protocol();
    let Some(mut request) = write_request(model, protocol, operation, input) else {
        return nothing();
    };
    let (name, key) = (model.signing_name, identity::ACCESS_KEY);
    let headers = [
        ("host", "localhost".to_owned()),
        (
            "authorization",
            format!(
                "AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{name}/aws4_request, \
                 SignedHeaders=host, Signature=0"
            ),
        ),
        ("content-length", request.body().len().to_string()),
        // SDKs add what S3 wants of some calls.
        ("content-md5", digest(request.body(), Algorithm::Md5)),
    ];
    let sum = checksum(&request);
    for (name, value) in headers.into_iter().chain(sum) {
        if let Ok(value) = value.parse() {
            request.headers_mut().insert(name, value);
        }
    }
    let Some(response) = cloud.handle(request) else { return nothing() };
    let status = response.status().as_u16();
    // The code as the journal has it: some protocols have other names for it, and some answers none.
    let events = cloud.journal().events().clone();
    let code = events.iter().rev().find_map(|event| match &event.what {
        What::Answer { code, .. } => Some(code.clone()),
        _ => None,
    });
    let output = read_answer(model, protocol, operation, &response).ok().and_then(Result::ok);
    (status, code.unwrap_or_default(), output.unwrap_or_default())
}

/// SDKs send the checksum whose algorithm they name.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html>
fn checksum(request: &http::Request<Body>) -> Option<(&'static str, String)> {
    let named = request.headers().get(NAMED)?.to_str().ok()?;
    let algorithm = Algorithm::from_name(named)?;
    let is_there = request.headers().contains_key(algorithm.header());
    (!is_there).then(|| (algorithm.header(), digest(request.body(), algorithm)))
}

fn digest(body: &Body, algorithm: Algorithm) -> String {
    let found = digests(body, &[algorithm]).unwrap_or_default();
    found.get(algorithm).map(|digest| STANDARD.encode(digest.bytes())).unwrap_or_default()
}

/// Finds where the values come from that a call speaks of.
fn bind(
    calls: &[Called],
    called: &Called,
    leaves: &[Leaf],
    sources: &mut BTreeMap<String, Source>,
    replaced: &mut BTreeMap<String, String>,
) {
    let mut asked = Vec::new();
    let shape = called.operation.input.unwrap_or_default();
    references(called.model, shape, "", &called.input, &mut asked);
    for (name, text) in asked {
        // What is the same in the empty cloud needs no answer.
        if sources.contains_key(&text) || leaves.iter().any(|leaf| leaf.text == text) {
            continue;
        }
        let taken: BTreeSet<&Source> = sources.values().collect();
        let fits = |leaf: &&Leaf| {
            answers(&name, &leaf.name)
                && !taken.contains(&leaf.source)
                && (leaf.name != "Id" || is_its_own(leaf))
                && (name != "Id" || is_of_service(calls, leaf, called))
        };
        let score = |leaf: &&Leaf| {
            let of = calls.get(leaf.source.call);
            let last = |text: &str| text.rsplit('/').next().unwrap_or_default().to_owned();
            let same_end = usize::from(last(&leaf.text) == last(&text)) * 100;
            let alike = of.map_or(0, |of| likeness(of, called));
            // Of those that are as good, the first.
            (same_end + alike, std::cmp::Reverse(leaf.source.clone()))
        };
        let best = leaves.iter().filter(fits).max_by_key(score);
        // A queue's address says the queue wherever the server is.
        let best = best.filter(|leaf| {
            name != "QueueUrl" || leaf.text.rsplit('/').next() == text.rsplit('/').next()
        });
        if let Some(leaf) = best {
            replaced.insert(text.clone(), leaf.text.clone());
            sources.insert(text, leaf.source.clone());
        }
    }
}

/// Whether a value in an answer may name what the answer is about: an `Id` in a configuration, or in what an
/// entry has, names a part that the caller has named.
fn is_its_own(leaf: &Leaf) -> bool {
    let path = &leaf.source.path;
    let entries = path.iter().filter(|hop| matches!(hop, Hop::Entry(_))).count();
    let in_part = path.iter().any(|hop| match hop {
        Hop::Member(name) => {
            name.contains("Config") || matches!(name.as_str(), "Origins" | "OriginGroups")
        }
        Hop::Entry(_) => false,
    });
    entries <= 1 && !in_part
}

/// An `Id` is of one service only.
fn is_of_service(calls: &[Called], leaf: &Leaf, called: &Called) -> bool {
    calls.get(leaf.source.call).is_some_and(|of| of.model.name == called.model.name)
}

/// Whether a member of an answer is what a member of a question names.
fn answers(asked: &str, told: &str) -> bool {
    asked == told
        || match asked {
            "IfMatch" => told == "ETag",
            "DistributionId"
            | "CachePolicyId"
            | "OriginRequestPolicyId"
            | "ResponseHeadersPolicyId"
            | "OriginAccessControlId" => told == "Id",
            "TargetKeyId" | "SourceKeyId" | "DestinationKeyId" => told == "KeyId",
            "NextToken" => told == "NextMarker",
            "ContinuationToken" => told == "NextContinuationToken",
            "sequenceToken" => told == "nextSequenceToken",
            _ => false,
        }
}

/// How many texts two inputs have in common.
fn likeness(one: &Called, two: &Called) -> usize {
    let texts = |called: &Called| match &called.input {
        Value::Struct(values) => values.iter().filter_map(text_of).collect::<BTreeSet<String>>(),
        _ => BTreeSet::new(),
    };
    let same_service = usize::from(one.model.name == two.model.name);
    texts(one).intersection(&texts(two)).count() * 2 + same_service
}

/// Of a text or a blob.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Blob(bytes) => Some(STANDARD.encode(bytes)),
        _ => None,
    }
}

fn references(
    model: &'static Model,
    shape: ShapeId,
    name: &str,
    value: &Value,
    found: &mut Vec<(String, String)>,
) {
    match value {
        Value::Struct(values) => {
            for (member, value) in model.shape(shape).members().iter().zip(values) {
                // Below the top, an `Id` is one that the caller has chosen: an origin's, a rule's, an
                // entry's of a batch.
                if member.name != "Id" || name.is_empty() {
                    references(model, member.target, member.name, value, found);
                }
            }
        }
        Value::List(entries) => {
            let ShapeKind::List(list) = &model.shape(shape).kind else { return };
            entries.iter().for_each(|entry| references(model, list.target, name, entry, found));
        }
        value => {
            let text = text_of(value).filter(|text| !text.is_empty());
            found.extend(
                text.filter(|_| REFERENCES.contains(&name)).map(|text| (name.to_owned(), text)),
            );
        }
    }
}

fn substituted(
    model: &'static Model,
    shape: ShapeId,
    name: &str,
    value: &Value,
    replaced: &BTreeMap<String, String>,
) -> Value {
    match value {
        Value::Struct(values) => {
            let members = model.shape(shape).members().iter().zip(values);
            let of = members.map(|(member, value)| {
                substituted(model, member.target, member.name, value, replaced)
            });
            Value::Struct(of.collect())
        }
        Value::List(entries) => {
            let ShapeKind::List(list) = &model.shape(shape).kind else { return value.clone() };
            let of =
                entries.iter().map(|entry| substituted(model, list.target, name, entry, replaced));
            Value::List(of.collect())
        }
        Value::Text(text) if REFERENCES.contains(&name) => {
            Value::Text(replaced.get(text).unwrap_or(text).clone())
        }
        Value::Blob(_) if REFERENCES.contains(&name) => {
            let other = text_of(value).and_then(|text| STANDARD.decode(replaced.get(&text)?).ok());
            other.map_or_else(|| value.clone(), |bytes| Value::Blob(bytes.into()))
        }
        value => value.clone(),
    }
}

fn collect(json: &Json, name: &str, at: &Source, found: &mut Vec<Leaf>) {
    let below = |step: Hop| {
        let mut source = at.clone();
        source.path.push(step);
        source
    };
    match json {
        Json::Object(members) => members.iter().for_each(|(name, value)| {
            collect(value, name, &below(Hop::Member(name.clone())), found);
        }),
        Json::Array(entries) => entries.iter().enumerate().for_each(|(index, value)| {
            collect(value, name, &below(Hop::Entry(index)), found);
        }),
        Json::String(text) => {
            found.push(Leaf { name: name.to_owned(), text: text.clone(), source: at.clone() });
        }
        _ => {}
    }
}
