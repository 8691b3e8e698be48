//! The same protocols from the other side: requests written, answers read.
//!
//! For the property client and for the tests that drive every operation both ways.

use crate::envelope::{self, Outcome};
use crate::http::root_of;
use crate::malformed::Malformed;
use crate::table::{Location, Member, Model, Operation, Protocol, ShapeKind};
use crate::{Body, Value, cbor, json, query, rest};
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response};

/// An operation as an HTTP request, path-style, without host and signature. `None` where a value
/// cannot stand in a URL.
pub fn write_request(
    model: &'static Model,
    protocol: Protocol,
    operation: &'static Operation,
    input: Value,
) -> Option<Request<Body>> {
    let shape = operation.input.map(|shape| model.shape(shape));
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::POST;
    match protocol {
        Protocol::RestXml | Protocol::RestJson => {
            write_rest(model, protocol, operation, input, &mut request)?;
        }
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => {
            let target = format!("{}.{}", model.target_prefix, operation.name);
            request.headers_mut().insert("x-amz-target", HeaderValue::try_from(target).ok()?);
            let body =
                shape.map_or_else(|| "{}".to_owned(), |shape| json::write(model, shape, &input));
            set(&mut request, crate::http::content_type(protocol), body.into());
        }
        Protocol::RpcV2Cbor => {
            let path = format!("/service/{}/operation/{}", model.shape_name, operation.name);
            *request.uri_mut() = path.parse().ok()?;
            let mark = HeaderValue::from_static("rpc-v2-cbor");
            request.headers_mut().insert("smithy-protocol", mark);
            request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/cbor"));
            if let Some(shape) = shape {
                let body = cbor::write(model, shape, &input);
                set(&mut request, "application/cbor", body.into());
            }
        }
        Protocol::AwsQuery | Protocol::Ec2Query => {
            let form = query::write(model, operation, &input);
            set(&mut request, "application/x-www-form-urlencoded", form.into());
        }
    }
    Some(request)
}

fn write_rest(
    model: &'static Model,
    protocol: Protocol,
    operation: &'static Operation,
    input: Value,
    request: &mut Request<Body>,
) -> Option<()> {
    let shape = operation.input.map(|shape| model.shape(shape));
    let (members, mut values) = match (shape, input) {
        (Some(shape), Value::Struct(values)) => (shape.members(), values),
        _ => (&[][..], Vec::new()),
    };
    *request.method_mut() = operation.method.parse().ok()?;
    *request.uri_mut() = rest::write_uri(model, operation, members, &values).parse().ok()?;
    rest::write_headers(model, members, &values, request.headers_mut());
    let in_body = |(member, value): (&Member, &Value)| {
        !value.is_null() && matches!(member.location, Location::Body | Location::Payload)
    };
    let Some(shape) = shape.filter(|_| members.iter().zip(&values).any(in_body)) else {
        return Some(());
    };
    let or = |text: &'static str, otherwise| if text.is_empty() { otherwise } else { text };
    let root = or(operation.input_root, shape.name);
    let namespace = or(operation.input_namespace, model.xml_namespace);
    let document = (shape, root, namespace, false);
    let (body, kind) = rest::write_body(model, protocol, document, &mut values);
    *request.body_mut() = body;
    if let Some(kind) = kind {
        let kind = HeaderValue::from_static(kind);
        request.headers_mut().entry(CONTENT_TYPE).or_insert(kind);
    }
    Some(())
}

fn set(request: &mut Request<Body>, kind: &'static str, body: Body) {
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    *request.body_mut() = body;
}

/// What an answer says: the output, or the error.
///
/// # Errors
/// The answer is not what its protocol and the operation's output say.
pub fn read_answer(
    model: &'static Model,
    protocol: Protocol,
    operation: &'static Operation,
    response: &Response<Body>,
) -> Result<Outcome, Malformed> {
    let status = response.status();
    if status.is_redirection() || status.is_client_error() || status.is_server_error() {
        return envelope::read(model, protocol, response).map(Err);
    }
    let Some(shape) = operation.output.map(|shape| model.shape(shape)) else {
        return Ok(Ok(Value::Null));
    };
    let body = || response.body().read();
    let output = match protocol {
        Protocol::RestXml | Protocol::RestJson => {
            let members = shape.members();
            let mut values = Value::nulls(members.len());
            rest::read_headers(model, members, response.headers(), &mut values)?;
            for (member, value) in members.iter().zip(&mut values) {
                if member.location == Location::StatusCode {
                    *value = Value::Int(status.as_u16().into());
                }
            }
            let (root, _) = root_of(model, shape);
            let how =
                rest::Reading { roots: &[root], request: false, bare: operation.unwrapped_output };
            rest::read_body(model, protocol, shape, response.body(), how, &mut values)?;
            Value::Struct(values)
        }
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => json::read(model, shape, &body()?)?,
        Protocol::RpcV2Cbor => cbor::read(model, shape, &body()?)?,
        Protocol::AwsQuery | Protocol::Ec2Query => query::read_answer(model, operation, &body()?)?,
    };
    debug_assert!(matches!(shape.kind, ShapeKind::Structure(_)));
    Ok(Ok(output))
}
