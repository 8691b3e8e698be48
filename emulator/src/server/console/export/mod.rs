//! A stretch of the journal as a test: the calls of a journal that keeps inputs, as calls of boto3's or of
//! the AWS SDK for Rust, each with what came of it.
//!
//! | step | file |
//! | --- | --- |
//! | what was asked, and what came of it | here |
//! | … tried in an empty cloud: which answers later calls speak of | [`rehearsal`] |
//! | … written for pytest | [`python`] |
//! | … written for Rust | [`rust`] |

mod python;
mod rehearsal;
mod rust;
mod words;

use super::story;
use super::view::View;
use crate::door::{self, Delivery};
use parhelion_wire::table::Operation;
use parhelion_wire::{Body, Model, Timestamp, Value};
use parhelion_world::{ApiInput, Input, Step, What};
pub(super) use rehearsal::{Rehearsed, rehearse};
use std::collections::BTreeMap;

pub(super) use python::pytest;
pub(super) use rust::rust_test;

/// The most calls of a test.
const CALLS_MAX: usize = 500;

/// The longest body that is written into one.
const BODY_MAX: u64 = 64 << 10;

/// One call.
pub(super) struct Called {
    /// The number of its event.
    pub seq: u64,
    pub at: Timestamp,
    pub model: &'static Model,
    pub operation: &'static Operation,
    pub region: String,
    pub caller: String,
    pub input: Value,
    pub status: u16,
    /// Empty: it succeeded.
    pub code: String,
}

/// What of a stretch can be written.
#[derive(Default)]
pub(super) struct Stretch {
    pub calls: Vec<Called>,
    /// Events that cannot, and why.
    pub left_out: Vec<(u64, String)>,
}

/// The calls from one event to another.
///
/// # Errors
/// The journal does not say what was asked.
pub(super) fn gather(view: &View, from: u64, to: u64) -> Result<Stretch, String> {
    if !view.journal.keeps_inputs() {
        if view.place.world.is_some() {
            let why = "Journals of worlds do not keep what was asked: the server's own cloud can be exported.";
            return Err(why.to_owned());
        }
        let why = "This journal does not keep what was asked, only that it was: start the server with \
                   --journal-inputs, and what happens from then on can be exported.";
        return Err(why.to_owned());
    }
    let events = view.journal.events();
    let mut stretch = Stretch::default();
    let (mut inputs, mut begun) = (BTreeMap::new(), None);
    for event in events.iter().take_while(|event| event.seq <= to) {
        match &event.what {
            What::Input(Input::Api(input)) => drop(inputs.insert(event.seq, &**input)),
            What::Step { of, step: Step::Begin | Step::AtOnce } => begun = Some(*of),
            What::Call { region, caller, .. } if event.seq >= from => {
                let input = begun.take().and_then(|of| inputs.remove(&of));
                if stretch.calls.len() == CALLS_MAX {
                    stretch
                        .left_out
                        .push((event.seq, format!("a test has at most {CALLS_MAX} calls")));
                    break;
                }
                let what = (event.seq, event.at, region.as_str(), caller.as_str());
                match read(view, input, what) {
                    Ok(called) => stretch.calls.push(called),
                    Err(why) => stretch.left_out.push((event.seq, why)),
                }
            }
            What::Call { .. } => begun = None,
            What::Viewer { .. } if event.seq >= from => {
                stretch.left_out.push((event.seq, "viewers' requests are not exported".to_owned()));
            }
            _ => {}
        }
    }
    Ok(stretch)
}

fn read(
    view: &View,
    input: Option<&ApiInput>,
    (seq, at, region, caller): (u64, Timestamp, &str, &str),
) -> Result<Called, String> {
    let request = input.and_then(|input| input.request.request().ok());
    let request = request.ok_or("what was asked is not in the journal")?;
    if request.body().is_empty() && input.is_some_and(|input| input.foreseen) && brings(&request) {
        return Err("it was refused by its head, and its body was never read".to_owned());
    }
    if !is_name_of_region(region) {
        return Err("it was signed for what is no region".to_owned());
    }
    let delivery = Delivery::inside(request.headers());
    // In the copy, where nobody checks signatures: only what it says is of interest.
    let call = door::arrive(view.still(), request, delivery);
    let call = call.map_err(|_| "no service of this cloud was asked".to_owned())?;
    let operation = call.operation.ok_or("it is no operation that SDKs have")?;
    let input = call.input.map_err(|error| format!("it could not be read: {}", error.message()))?;
    if bytes_in(&input) > BODY_MAX {
        return Err(format!("its body is longer than {BODY_MAX} bytes"));
    }
    let answer = story::answer_to(view.journal.events(), seq).ok_or("it has no answer yet")?;
    let What::Answer { status, code, lost, .. } = &answer.what else {
        return Err("it has no answer of its own".to_owned());
    };
    if *lost {
        return Err("its answer was lost".to_owned());
    }
    Ok(Called {
        seq,
        at,
        model: call.entry.model,
        operation,
        region: region.to_owned(),
        caller: caller.to_owned(),
        input,
        status: *status,
        code: code.clone(),
    })
}

/// Whether a request says that it has a body.
fn brings(request: &http::Request<Body>) -> bool {
    let headers = request.headers();
    let length = headers.get(http::header::CONTENT_LENGTH);
    length.is_some_and(|length| length != "0")
        || headers.contains_key(http::header::TRANSFER_ENCODING)
}

/// Without the check of signatures (`--auth off`), a scope may say anything.
fn is_name_of_region(region: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    region.bytes().all(plain)
}

/// How much of an input are bytes.
fn bytes_in(value: &Value) -> u64 {
    match value {
        Value::Body(body) => body.len(),
        Value::Blob(bytes) => bytes.len() as u64,
        Value::Text(text) => text.len() as u64,
        Value::List(all) | Value::Struct(all) => all.iter().map(bytes_in).sum(),
        Value::Map(all) => all.iter().map(|(key, value)| key.len() as u64 + bytes_in(value)).sum(),
        Value::Union(_, value) => bytes_in(value),
        _ => 0,
    }
}
