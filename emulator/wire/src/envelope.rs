//! Errors on the wire: each protocol's envelope, written and read.

use crate::http::{Ids, content_type, set_body, set_status, write_ids, write_length};
use crate::json;
use crate::malformed::Malformed;
use crate::table::{ErrorTrait, Kind, Model, Operation, Protocol, Shape};
use crate::{Body, Error, Value, xml};
use http::{HeaderName, HeaderValue, Method, Response};
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// The answer of an operation that failed, or of a request that named none.
pub fn encode(
    model: &'static Model,
    protocol: Protocol,
    operation: Option<&'static Operation>,
    method: &Method,
    error: &Error,
    ids: Ids<'_>,
) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    set_status(&mut response, error.status());
    write_ids(model, ids, response.headers_mut());
    for (name, text) in error.headers() {
        if let (Ok(name), Ok(text)) = (HeaderName::try_from(*name), HeaderValue::try_from(text)) {
            response.headers_mut().append(name, text);
        }
    }
    let modelled = find(model, operation, error.code());
    let code = modelled.map_or(error.code(), |(shape, error)| query_code(shape, error));
    if model.query_compatible() && !matches!(protocol, Protocol::AwsQuery | Protocol::Ec2Query) {
        // CW-B1.1: what the code would be in awsQuery.
        let code = if code == "ValidationException" { "ValidationError" } else { code };
        if let Ok(text) = HeaderValue::try_from(format!("{code};{}", fault(error, modelled))) {
            response.headers_mut().insert("x-amzn-query-error", text);
        }
    }
    let kind = content_type(protocol);
    match protocol {
        // S3-8.1(c).
        _ if *method == Method::HEAD || error.status() == 304 => {
            if protocol == Protocol::RestXml {
                response
                    .headers_mut()
                    .insert(http::header::CONTENT_TYPE, HeaderValue::from_static(kind));
            }
        }
        Protocol::RestXml if !model.wraps_errors() => {
            set_body(&mut response, kind, bare_xml(model, code, error, ids).into());
        }
        Protocol::RestXml => {
            let body =
                wrapped_xml(model, xml::DECLARATION, (code, fault(error, modelled)), error, ids);
            set_body(&mut response, kind, body.into());
        }
        Protocol::AwsQuery | Protocol::Ec2Query => {
            let code = if code == "ValidationException" { "ValidationError" } else { code };
            let body = wrapped_xml(model, "", (code, fault(error, modelled)), error, ids);
            set_body(&mut response, kind, body.into());
        }
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 | Protocol::RestJson => {
            let body = object(model, &type_name(model, protocol, error, modelled), error, modelled);
            set_body(&mut response, kind, body.into());
        }
        Protocol::RpcV2Cbor => {
            response
                .headers_mut()
                .insert("smithy-protocol", HeaderValue::from_static("rpc-v2-cbor"));
            let body = map(&type_name(model, protocol, error, modelled), error);
            set_body(&mut response, kind, body.into());
        }
    }
    if *method != Method::HEAD {
        write_length(&mut response);
    }
    response
}

type Modelled = Option<(&'static Shape, &'static ErrorTrait)>;

/// The modelled error with a name or query code; the operation's own go first, because two may
/// share a code (CW-B1.3: ResourceNotFound).
fn find(model: &'static Model, operation: Option<&'static Operation>, code: &str) -> Modelled {
    let with = |shape: &'static Shape| match &shape.kind {
        Kind::Structure(structure) => structure.error.as_ref().map(|error| (shape, error)),
        _ => None,
    };
    let own = operation.map_or(&[][..], |operation| operation.errors);
    let own = || own.iter().filter_map(|id| with(model.shape(*id)));
    let all = || model.shapes.iter().filter_map(with);
    let named = |(shape, _): &(&'static Shape, _)| shape.name == code;
    let coded = |(_, error): &(&'static Shape, &'static ErrorTrait)| error.code == code;
    own()
        .find(named)
        .or_else(|| own().find(coded))
        .or_else(|| all().find(named))
        .or_else(|| all().find(coded))
}

fn query_code(shape: &'static Shape, error: &'static ErrorTrait) -> &'static str {
    if error.code.is_empty() { shape.name } else { error.code }
}

fn fault(error: &Error, modelled: Modelled) -> &'static str {
    let client = modelled.map_or(error.status() < 500, |(_, modelled)| modelled.client);
    if client { "Sender" } else { "Receiver" }
}

/// `__type`: bare in awsJson 1.1 (CW-A1.1), an absolute shape id elsewhere (CW-B1.1); what is not
/// the service's own belongs to AWS's framework.
fn type_name(model: &Model, protocol: Protocol, error: &Error, modelled: Modelled) -> String {
    let code = modelled.map_or(error.code(), |(shape, _)| shape.name);
    match (protocol, modelled, code) {
        (Protocol::AwsJson1_1 | Protocol::RestJson, ..) => code.to_owned(),
        (_, Some(_), _) => format!("com.amazonaws.{}#{code}", model.name),
        (_, None, "ValidationException") => format!("com.amazon.coral.validate#{code}"),
        (_, None, _) => format!("com.amazon.coral.service#{code}"),
    }
}

/// S3-8.1(a): no namespace; extras between message and request id.
fn bare_xml(model: &'static Model, code: &str, error: &Error, ids: Ids<'_>) -> String {
    let mut xml = xml::Writer::new(model, xml::DECLARATION, true);
    xml.open("Error", "");
    xml.text("Code", code);
    xml.text("Message", error.message());
    for (name, text) in error.fields() {
        xml.text(name, text);
    }
    xml.text("RequestId", ids.request);
    xml.text("HostId", ids.host);
    xml.close("Error");
    xml.finish()
}

/// CF-9.1, CW-B1.1.
fn wrapped_xml(
    model: &'static Model,
    declaration: &str,
    (code, fault): (&str, &str),
    error: &Error,
    ids: Ids<'_>,
) -> String {
    let mut xml = xml::Writer::new(model, declaration, true);
    xml.open("ErrorResponse", model.xml_namespace);
    xml.open("Error", "");
    xml.text("Type", fault);
    xml.text("Code", code);
    xml.text("Message", error.message());
    for (name, text) in error.fields() {
        xml.text(name, text);
    }
    xml.close("Error");
    xml.text("RequestId", ids.request);
    xml.close("ErrorResponse");
    xml.finish()
}

/// CW-A1.1. A field whose member is no text (a number, a structure) is given as JSON and stands so.
fn object(model: &'static Model, kind: &str, error: &Error, modelled: Modelled) -> String {
    let mut out = String::from("{\"__type\":");
    json::string(&mut out, kind);
    if !error.message().is_empty() {
        out.push_str(",\"message\":");
        json::string(&mut out, error.message());
    }
    let members = modelled.map_or(&[][..], |(shape, _)| shape.members());
    for (name, text) in error.fields() {
        out.push(',');
        json::string(&mut out, name);
        out.push(':');
        let member = members.iter().find(|member| member.name == name);
        let kind = member.map(|member| &model.shape(member.target).kind);
        let bare = !matches!(kind, None | Some(Kind::String | Kind::Enum(_)))
            && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        if bare {
            out.push_str(text);
        } else {
            json::string(&mut out, text);
        }
    }
    out.push('}');
    out
}

fn map(kind: &str, error: &Error) -> Vec<u8> {
    let mut cbor = Encoder::new(Vec::with_capacity(128));
    let mut write = || {
        cbor.map(2 + error.fields().len() as u64)?;
        cbor.str("__type")?.str(kind)?;
        cbor.str("message")?.str(error.message())?;
        for (name, text) in error.fields() {
            cbor.str(name)?.str(text)?;
        }
        Ok::<_, minicbor::encode::Error<std::convert::Infallible>>(())
    };
    // Writing to a vector cannot fail.
    let _ = write();
    cbor.into_writer()
}

/// Reads an error back. Codes lose what clients take away (`prefix#`, `:suffix`); an answer
/// without a body is known by its status alone (S3-3.2(a)).
pub fn read(
    model: &'static Model,
    protocol: Protocol,
    response: &Response<Body>,
) -> Result<Error, Malformed> {
    let status = response.status();
    let bytes = response.body().read()?;
    let fields = match protocol {
        _ if bytes.is_empty() => {
            let code = status.as_str().to_owned();
            vec![("Code".to_owned(), code)]
        }
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => read_xml(model, &bytes)?,
        Protocol::RpcV2Cbor => read_map(&bytes)?,
        Protocol::RestJson | Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => read_object(&bytes)?,
    };
    let (mut code, mut message) = (String::new(), String::new());
    let mut extras = Vec::new();
    for (name, text) in fields {
        match name.as_str() {
            "Code" | "__type" => {
                let bare = text.rsplit('#').next().unwrap_or_default();
                bare.split(':').next().unwrap_or_default().clone_into(&mut code);
            }
            "Message" | "message" => message = text,
            "RequestId" | "HostId" | "Type" => {}
            _ => extras.push((name, text)),
        }
    }
    let error = Error::new(status.as_u16(), code, message);
    Ok(extras.into_iter().fold(error, |error, (name, text)| error.with(name, text)))
}

type Fields = Vec<(String, String)>;

/// The leaves of `<Error>`, which may stand in an `<ErrorResponse>`.
fn read_xml(model: &'static Model, body: &[u8]) -> Result<Fields, Malformed> {
    let (mut reader, root) = xml::Reader::open(model, body, false)?;
    let mut fields = Vec::new();
    let mut inside = root.local_name().into_inner() == "Error";
    loop {
        match reader.child()? {
            Some(child) if !inside && child.local_name().into_inner() == "Error" => inside = true,
            Some(child) if !inside => reader.skip(&child)?,
            Some(child) => {
                let name = child.local_name().into_inner().to_owned();
                fields.push((name, reader.text()?));
            }
            None => return Ok(fields),
        }
    }
}

fn read_object(body: &[u8]) -> Result<Fields, Malformed> {
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(body).map_err(|error| Malformed::Body(error.to_string()))?;
    let text = |value| match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(object.into_iter().map(|(name, value)| (name, text(value))).collect())
}

fn read_map(body: &[u8]) -> Result<Fields, Malformed> {
    let mut cbor = Decoder::new(body);
    let mut fields = Vec::new();
    let mut left = cbor.map()?.unwrap_or(u64::MAX);
    while left > 0 && cbor.datatype()? != Type::Break {
        left -= 1;
        let name = cbor.str()?.to_owned();
        if cbor.datatype()? == Type::String {
            fields.push((name, cbor.str()?.to_owned()));
        } else {
            cbor.skip()?;
        }
    }
    Ok(fields)
}

/// What an operation came to, seen from outside.
pub type Outcome = Result<Value, Error>;
