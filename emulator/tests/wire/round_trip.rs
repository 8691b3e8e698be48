//! What one end writes, the other reads: every operation, every protocol, both directions.

use super::values::{Values, shown, without_untold};
use super::{operations, twin};
use http::Request;
use parhelion_wire::Body;
use parhelion_wire::client::{read_answer, write_request};
use parhelion_wire::http::{Ids, Incoming, encode, operation_of, protocol_of, read_input};
use parhelion_wire::table::{Location, Model, Operation, Protocol, ShapeId, ShapeKind};

type Case = (&'static Model, Protocol, &'static Operation);

fn every_operation(check: impl Fn(Case, &mut Values) -> Result<(), String>) {
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for case @ (model, protocol, operation) in operations() {
        for (turn, share) in [0, 100, 50, 50].into_iter().enumerate() {
            tried += 1;
            let state = tried + 1000 * turn as u64;
            if let Err(problem) = check(case, &mut Values { model, state, share }) {
                wrong.push(format!("{} {protocol:?}: {problem}", operation.name));
            }
        }
    }
    let shown = wrong.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n\n");
    assert!(wrong.is_empty(), "{} of {tried} are wrong:\n{shown}", wrong.len());
}

#[test]
fn requests_are_read_as_written() {
    every_operation(|(model, protocol, operation), values| {
        let input = operation.input.map(|shape| values.of(shape)).unwrap_or_default();
        let written = write_request(model, protocol, operation, input.clone());
        let Some(request) = written else { return Err("cannot be written".to_owned()) };
        let incoming = Incoming::from(&request);
        if protocol_of(model, &incoming) != Some(protocol) {
            return Err(format!("taken for {:?}", protocol_of(model, &incoming)));
        }
        let found = match operation_of(model, protocol, &incoming) {
            Ok(Some(found)) => found,
            Ok(None) => return Err(format!("no operation: {}", show(&request))),
            Err(error) => return Err(format!("{error}: {}", show(&request))),
        };
        if twin(operation.name) == Some(found.name) {
            return Ok(());
        }
        if found.name != operation.name {
            return Err(format!("taken for {}", found.name));
        }
        let value = read_input(model, protocol, operation, &incoming)
            .map_err(|error| format!("{error}: {}", show(&request)))?;
        let Some(shape) = operation.input.map(|shape| model.shape(shape)) else { return Ok(()) };
        let sent = shown(model, shape, &input);
        let read = without_untold(&sent, shown(model, shape, &value));
        if sent == read {
            Ok(())
        } else {
            Err(format!("{sent}\nread as {read}\n{}", show(&request)))
        }
    });
}

#[test]
fn answers_are_read_as_written() {
    every_operation(|(model, protocol, operation), values| {
        // Two members of the deprecated GetBucketNotification have one element's name.
        if twin(operation.name).is_some() {
            return Ok(());
        }
        let Some(id) = operation.output.filter(|&id| !is_streamed(model, id)) else {
            return Ok(());
        };
        let output = values.of(id);
        let ids = Ids { request: "request", host: "host" };
        let answer = encode(model, protocol, operation, output.clone(), ids);
        let read = match read_answer(model, protocol, operation, &answer) {
            Ok(Ok(value)) => value,
            Ok(Err(error)) => return Err(format!("read as {error}: {answer:?}")),
            Err(malformed) => return Err(format!("{malformed:?}: {answer:?}")),
        };
        let shape = model.shape(id);
        let sent = shown(model, shape, &output);
        let read = without_untold(&sent, shown(model, shape, &read));
        if sent == read { Ok(()) } else { Err(format!("{sent}\nread as {read}\n{answer:?}")) }
    });
}

/// Event streams are carried by no protocol yet.
fn is_streamed(model: &'static Model, shape: ShapeId) -> bool {
    let members = model.shape(shape).members().iter();
    members
        .filter(|member| matches!(member.location, Location::Payload | Location::Body))
        .any(|member| matches!(model.shape(member.target).kind, ShapeKind::EventStream(_)))
}

fn show(request: &Request<Body>) -> String {
    let body = request.body().to_bytes();
    format!("{} {}\n{}", request.method(), request.uri(), String::from_utf8_lossy(&body))
}
