//! HTTP messages: which operation a request is, its input, and the answer.

use crate::error::Result;
use crate::malformed::Malformed;
use crate::signature::Head;
use crate::table::{Location, Model, Operation, Protocol, Shape, ShapeKind};
use crate::{Body, Error, Value, cbor, json, query, rest, route, uri};
use bytes::Bytes;
use flate2::read::GzDecoder;
use http::header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use std::io::Read;

/// What a compressed body may grow to: far more than any operation takes.
const UNPACKED: u64 = 8 << 20;

/// A request as protocols see it: host and signature are done with. S3's bucket stands in the
/// path, however it came (S3-1.1).
#[derive(Clone, Copy)]
pub struct Incoming<'a> {
    /// The HTTP method.
    pub method: &'a Method,
    /// Still encoded.
    pub path: &'a str,
    /// Still encoded, without the question mark.
    pub query: &'a str,
    /// As sent, but for what the door took off.
    pub headers: &'a HeaderMap,
    /// Without framing, still in its content encoding.
    pub body: &'a Body,
}

impl<'a> From<&'a http::Request<Body>> for Incoming<'a> {
    fn from(request: &'a http::Request<Body>) -> Self {
        Self::of(Head::from(request), request.body())
    }
}

impl<'a> Incoming<'a> {
    /// Of a request's parts.
    pub fn of(head: Head<'a>, body: &'a Body) -> Self {
        let Head { method, uri, headers } = head;
        let query = uri.query().unwrap_or_default();
        Self { method, path: uri.path(), query, headers, body }
    }
}

impl Incoming<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    fn content_type(&self) -> &str {
        let text = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        text.unwrap_or_default().split(';').next().unwrap_or_default().trim()
    }
}

/// What each answer is known by, and S3's second name for it (S3-0.5(e)).
#[derive(Clone, Copy, Debug, Default)]
pub struct Ids<'a> {
    /// `x-amzn-requestid`, `x-amz-request-id`.
    pub request: &'a str,
    /// `x-amz-id-2`; empty but for S3.
    pub host: &'a str,
}

/// The protocol that a request speaks, of those that the service does (CW-B1.1).
pub fn protocol_of(model: &Model, request: &Incoming<'_>) -> Option<Protocol> {
    protocol_among(model.protocols, request)
}

/// The protocol that a request speaks, of some.
pub fn protocol_among(protocols: &[Protocol], request: &Incoming<'_>) -> Option<Protocol> {
    let speaks = |protocol| protocols.contains(&protocol).then_some(protocol);
    if let Some(rest) = speaks(Protocol::RestXml).or_else(|| speaks(Protocol::RestJson)) {
        return Some(rest);
    }
    if request.header("smithy-protocol") == Some("rpc-v2-cbor") {
        return speaks(Protocol::RpcV2Cbor);
    }
    if request.headers.contains_key("x-amz-target") {
        let (newer, older) = (speaks(Protocol::AwsJson1_1), speaks(Protocol::AwsJson1_0));
        return match request.content_type() {
            "application/x-amz-json-1.0" => older.or(newer),
            _ => newer.or(older),
        };
    }
    let form = request.content_type() == "application/x-www-form-urlencoded";
    let action = request.query.split('&').any(|pair| pair.starts_with("Action="));
    let query = speaks(Protocol::AwsQuery).or_else(|| speaks(Protocol::Ec2Query));
    if form || action { query } else { None }
}

/// The operation that a request names. `None`: a REST request that is no modelled operation;
/// other protocols answer that themselves.
///
/// # Errors
/// `UnknownOperationException`, `MissingAction`, `InvalidAction`: an RPC request that names no operation of
/// the model; `InvalidURI`: a query that cannot be decoded.
pub fn operation_of(
    model: &'static Model,
    protocol: Protocol,
    request: &Incoming<'_>,
) -> Result<Option<&'static Operation>> {
    operation_among(model, protocol, request, &[])
}

/// As [`operation_of`], where forms may name other versions of the API than the model's, too; the
/// empty one stands for none.
///
/// # Errors
/// As [`operation_of`].
pub fn operation_among(
    model: &'static Model,
    protocol: Protocol,
    request: &Incoming<'_>,
    versions: &[&str],
) -> Result<Option<&'static Operation>> {
    match protocol {
        Protocol::RestXml | Protocol::RestJson => {
            let pairs = uri::pairs(request.query).map_err(|bad| bad.error(model, protocol))?;
            Ok(route::route(model, request.method, request.path, &pairs, request.headers))
        }
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => {
            let target = request.header("x-amz-target").and_then(|target| target.split_once('.'));
            let (_, name) = target
                .filter(|(prefix, _)| *prefix == model.target_prefix)
                .ok_or_else(unknown_operation)?;
            model.operation(name).map(Some).ok_or_else(unknown_operation)
        }
        Protocol::RpcV2Cbor => {
            // The last four segments count: there may be a prefix before.
            let mut segments = request.path.rsplit('/');
            let name = segments.next().unwrap_or_default();
            let fits = segments.next() == Some("operation")
                && segments.next() == Some(model.shape_name)
                && segments.next() == Some("service")
                && request.method == Method::POST
                && !request.headers.contains_key("x-amz-target");
            let operation = if fits { model.operation(name) } else { None };
            operation.map(Some).ok_or_else(unknown_operation)
        }
        Protocol::AwsQuery | Protocol::Ec2Query => {
            let form = form_of(request).map_err(|bad| bad.error(model, protocol))?;
            let action = query::action(&form).ok_or_else(|| {
                let message = "The request is missing an action or a required parameter.";
                Error::new(400, "MissingAction", message)
            })?;
            query::versions::operation(model, &form, action, versions).map(Some)
        }
    }
}

/// The input of an operation, as a tree. Its constraints are still to be checked.
///
/// # Errors
/// What the protocol answers to requests that are no value of the input's shape
/// ([`Malformed::error`](crate::malformed::Malformed::error)).
pub fn read_input(
    model: &'static Model,
    protocol: Protocol,
    operation: &'static Operation,
    request: &Incoming<'_>,
) -> Result<Value> {
    let Some(shape) = operation.input.map(|shape| model.shape(shape)) else {
        return Ok(Value::Null);
    };
    let body = || unpacked(request);
    let value = match protocol {
        Protocol::RestXml | Protocol::RestJson => {
            read_rest(model, protocol, operation, shape, request)
        }
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => {
            body().and_then(|body| json::read(model, shape, &body))
        }
        Protocol::RpcV2Cbor => body().and_then(|body| cbor::read(model, shape, &body)),
        Protocol::AwsQuery | Protocol::Ec2Query => {
            let form = form_of(request).map_err(|bad| bad.error(model, protocol))?;
            let pairs = form_pairs(&form, model, protocol)?;
            query::read(model, shape, &pairs)
        }
    };
    value.map_err(|bad| {
        // S3-8.2: it says which it could not parse.
        let uri = (bad == Malformed::Uri && !model.wraps_errors).then_some(request.path);
        let error = bad.error(model, protocol);
        uri.into_iter().fold(error, |error, uri| error.with("URI", uri))
    })
}

fn read_rest(
    model: &'static Model,
    protocol: Protocol,
    operation: &'static Operation,
    shape: &'static Shape,
    request: &Incoming<'_>,
) -> Result<Value, Malformed> {
    let members = shape.members();
    let mut values = Value::nulls(members.len());
    let pairs = uri::pairs(request.query)?;
    let head = (request.path, &pairs[..], request.headers);
    rest::read_request(model, operation, members, head, &mut values)?;
    let roots = [operation.input_root, shape.name];
    let how = rest::Reading { roots: &roots, request: true, bare: false };
    rest::read_body(model, protocol, shape, request.body, how, &mut values)?;
    Ok(Value::Struct(values))
}

/// `Action` and `Version` of an awsQuery request; without an action it is none.
pub fn action_and_version(request: &Incoming<'_>) -> Option<(String, String)> {
    let form = form_of(request).ok()?;
    let pairs = uri::pairs(std::str::from_utf8(&form).ok()?.trim_end()).ok()?;
    let value = |wanted: &str| {
        let pair = pairs.iter().find(|(name, _)| name == wanted)?;
        pair.1.as_deref().map(str::to_owned)
    };
    Some((value("Action")?, value("Version").unwrap_or_default()))
}

/// The form: the body, or the query of a GET.
fn form_of(request: &Incoming<'_>) -> Result<Bytes, Malformed> {
    if request.body.is_empty() {
        Ok(Bytes::copy_from_slice(request.query.as_bytes()))
    } else {
        unpacked(request)
    }
}

/// The body; SDKs send larger ones of PutMetricData as gzip (CW-B1.1).
fn unpacked(request: &Incoming<'_>) -> Result<Bytes, Malformed> {
    let body = request.body.read()?;
    if !request.header("content-encoding").is_some_and(|how| how.eq_ignore_ascii_case("gzip")) {
        return Ok(body);
    }
    let mut bytes = Vec::new();
    let mut gzip = GzDecoder::new(&body[..]).take(UNPACKED + 1);
    match gzip.read_to_end(&mut bytes) {
        Ok(length) if length as u64 <= UNPACKED => Ok(bytes.into()),
        Ok(_) => Err(Malformed::body("The body is too large when decompressed")),
        Err(_) => Err(Malformed::body("The body is no gzip stream")),
    }
}

fn form_pairs<'a>(form: &'a [u8], model: &Model, protocol: Protocol) -> Result<uri::Pairs<'a>> {
    let malformed =
        || Malformed::body("The query string contains a syntax error").error(model, protocol);
    let text = std::str::from_utf8(form).map_err(|_| malformed())?;
    uri::pairs(text.trim_end()).map_err(|_| malformed())
}

/// CW-A1.3.
fn unknown_operation() -> Error {
    Error::new(404, "UnknownOperationException", "")
}

/// The answer of an operation that succeeded.
pub fn encode(
    model: &'static Model,
    protocol: Protocol,
    operation: &'static Operation,
    output: Value,
    ids: Ids<'_>,
) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    write_ids(model, ids, response.headers_mut());
    let shape = operation.output.map(|shape| model.shape(shape));
    match protocol {
        Protocol::RestXml | Protocol::RestJson => {
            set_status(&mut response, operation.status);
            if let (Some(shape), Value::Struct(values)) = (shape, output) {
                write_rest(model, (protocol, operation), shape, values, &mut response);
            }
        }
        Protocol::AwsQuery | Protocol::Ec2Query => {
            let xml = query::write_answer(model, operation, &output, ids.request);
            set_body(&mut response, "text/xml", xml.into());
        }
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => {
            let body = match shape {
                Some(shape) if !shape.members().is_empty() => json::write(model, shape, &output),
                // CW-A1.1: nothing at all; the older protocol says `{}` (CW-B1.1).
                _ if protocol == Protocol::AwsJson1_1 => String::new(),
                _ => "{}".to_owned(),
            };
            set_body(&mut response, content_type(protocol), body.into());
        }
        Protocol::RpcV2Cbor => {
            response
                .headers_mut()
                .insert("smithy-protocol", HeaderValue::from_static("rpc-v2-cbor"));
            if let Some(shape) = shape {
                let body = cbor::write(model, shape, &output);
                set_body(&mut response, content_type(protocol), body.into());
            }
        }
    }
    write_length(&mut response);
    response
}

fn write_rest(
    model: &'static Model,
    (protocol, operation): (Protocol, &'static Operation),
    shape: &'static Shape,
    mut values: Vec<Value>,
    response: &mut Response<Body>,
) {
    let members = shape.members();
    for (member, value) in members.iter().zip(&values) {
        if let (Location::StatusCode, Value::Int(status)) = (member.location, value) {
            set_status(response, u16::try_from(*status).unwrap_or_default());
        }
    }
    let set = values.iter().filter(|value| !value.is_null()).count();
    response.headers_mut().reserve(set + 4);
    rest::write_headers(model, members, &values, response.headers_mut());
    let (root, namespace) = root_of(model, shape);
    let document = (shape, root, namespace, operation.unwrapped_output);
    let (body, kind) = rest::write_body(model, protocol, document, &mut values);
    if let Some(kind) = kind {
        let kind = HeaderValue::from_static(kind);
        response.headers_mut().entry(CONTENT_TYPE).or_insert(kind);
    }
    *response.body_mut() = body;
    // A part of an object (S3-3.7): no model binds this status.
    if response.status() == StatusCode::OK && response.headers().contains_key(CONTENT_RANGE) {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
}

/// Name and namespace of the root element of an answer without payload member.
pub(crate) fn root_of(
    model: &'static Model,
    shape: &'static Shape,
) -> (&'static str, &'static str) {
    let (name, namespace) = match &shape.kind {
        ShapeKind::Structure(structure) => (structure.xml_name, structure.xml_namespace),
        _ => ("", ""),
    };
    (
        if name.is_empty() { shape.name } else { name },
        if namespace.is_empty() { model.xml_namespace } else { namespace },
    )
}

pub(crate) fn content_type(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::RestXml => "application/xml",
        Protocol::RestJson => "application/json",
        Protocol::AwsJson1_0 => "application/x-amz-json-1.0",
        Protocol::AwsJson1_1 => "application/x-amz-json-1.1",
        Protocol::AwsQuery | Protocol::Ec2Query => "text/xml",
        Protocol::RpcV2Cbor => "application/cbor",
    }
}

pub(crate) fn set_status<B>(response: &mut Response<B>, status: u16) {
    if let Ok(status) = StatusCode::from_u16(status) {
        *response.status_mut() = status;
    }
}

pub(crate) fn set_body(response: &mut Response<Body>, kind: &'static str, body: Body) {
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    *response.body_mut() = body;
}

/// S3-0.5(f): 204 and 304 have no body, other empty answers say so. What a member bound stays
/// (HeadObject).
pub(crate) fn write_length(response: &mut Response<Body>) {
    if matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
        return;
    }
    let length = response.body().len();
    response.headers_mut().entry(CONTENT_LENGTH).or_insert_with(|| HeaderValue::from(length));
}

/// S3-0.5(e), CW-A1.1.
pub fn write_ids(model: &Model, ids: Ids<'_>, headers: &mut HeaderMap) {
    let alone = model.wraps_errors && !has_two_ids(model.protocol(), ids);
    write_ids_as(alone, ids, headers);
}

/// S3 and what belongs to it.
pub(crate) fn has_two_ids(protocol: Protocol, ids: Ids<'_>) -> bool {
    protocol == Protocol::RestXml && !ids.host.is_empty()
}

/// `alone`: an answer is known by one id only.
pub(crate) fn write_ids_as(alone: bool, ids: Ids<'_>, headers: &mut HeaderMap) {
    let mut set = |name: &'static str, id: &str| {
        if let (Ok(id), false) = (HeaderValue::from_str(id), id.is_empty()) {
            headers.insert(HeaderName::from_static(name), id);
        }
    };
    if alone {
        set("x-amzn-requestid", ids.request);
    } else {
        set("x-amz-request-id", ids.request);
        set("x-amz-id-2", ids.host);
    }
}
