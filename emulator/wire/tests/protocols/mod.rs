mod cbor;
mod errors;
mod garbage;
mod json;
mod model;
mod query;
mod rest;
mod xml;

use parhelion_wire::Value;
use parhelion_wire::error::Result;
use parhelion_wire::http::{Incoming, operation_of, read_input};
use parhelion_wire::table::{Model, Operation, Protocol};

/// The operation that a request names, and its input.
fn decode(
    model: &'static Model,
    protocol: Protocol,
    request: &Incoming<'_>,
) -> Result<Option<(&'static Operation, Value)>> {
    let Some(operation) = operation_of(model, protocol, request)? else { return Ok(None) };
    let input = read_input(model, protocol, operation, request)?;
    Ok(Some((operation, input)))
}
