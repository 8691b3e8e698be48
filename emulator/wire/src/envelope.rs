//! Errors on the wire: each protocol's envelope, written and read.

mod fields;

use crate::http::{
    Ids, content_type, has_two_ids, set_body, set_status, write_ids_as, write_length,
};
use crate::json;
use crate::malformed::Malformed;
use crate::table::{ErrorTrait, Model, Operation, Protocol, Shape, ShapeKind};
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
    let modelled = find(model, operation, error);
    let code = modelled.map_or(error.code(), |(shape, error)| query_code(shape, error));
    let fault = fault(error, modelled);
    let envelope = Envelope {
        protocol,
        namespace: model.xml_namespace,
        wraps: model.wraps_errors,
        query_compatible: model.query_compatible(),
        code,
        type_name: type_name(model.name, protocol, error, modelled),
        fault,
    };
    envelope.encode(method, error, ids, |name, text| {
        let members = modelled.map_or(&[][..], |(shape, _)| shape.members());
        let member = members.iter().find(|member| member.name == name);
        let kind = member.map(|member| &model.shape(member.target).kind);
        !matches!(kind, None | Some(ShapeKind::String | ShapeKind::Enum(_)))
            && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
    })
}

/// The answer of a service without a [`Model`], by what its protocol alone says.
pub fn encode_unmodelled(
    protocol: Protocol,
    namespace: &str,
    method: &Method,
    error: &Error,
    ids: Ids<'_>,
) -> Response<Body> {
    let envelope = Envelope {
        protocol,
        namespace,
        wraps: true,
        query_compatible: false,
        code: error.code(),
        type_name: type_name("", protocol, error, None),
        fault: fault(error, None),
    };
    envelope.encode(method, error, ids, |_, _| false)
}

/// What an error's envelope is made from, besides the error.
struct Envelope<'a> {
    protocol: Protocol,
    namespace: &'a str,
    /// `<ErrorResponse>` around `<Error>`; S3 has none.
    wraps: bool,
    query_compatible: bool,
    /// awsQuery's code.
    code: &'a str,
    /// `__type` of JSON and CBOR.
    type_name: String,
    fault: &'static str,
}

impl Envelope<'_> {
    /// `bare`: whether a field of an error is JSON already.
    fn encode(
        &self,
        method: &Method,
        error: &Error,
        ids: Ids<'_>,
        bare: impl Fn(&str, &str) -> bool,
    ) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        set_status(&mut response, error.status());
        let alone = self.wraps && !has_two_ids(self.protocol, ids);
        write_ids_as(alone, ids, response.headers_mut());
        for (name, text) in error.headers() {
            if let (Ok(name), Ok(text)) = (HeaderName::try_from(*name), HeaderValue::try_from(text))
            {
                response.headers_mut().append(name, text);
            }
        }
        let query = matches!(self.protocol, Protocol::AwsQuery | Protocol::Ec2Query);
        if self.query_compatible && !query {
            // CW-B1.1: what the code would be in awsQuery.
            let text = format!("{};{}", in_query(self.code), self.fault);
            set_header(&mut response, "x-amzn-query-error", &text);
        }
        if self.protocol == Protocol::RestJson {
            // https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
            set_header(&mut response, "x-amzn-errortype", &self.type_name);
        }
        let kind = content_type(self.protocol);
        // S3-8.1(c).
        if *method == Method::HEAD || error.status() == 304 {
            if self.protocol == Protocol::RestXml {
                set_header(&mut response, "content-type", kind);
            }
        } else {
            let body = self.body(error, ids, bare, &mut response);
            set_body(&mut response, kind, body);
        }
        if *method != Method::HEAD {
            write_length(&mut response);
        }
        response
    }

    fn body(
        &self,
        error: &Error,
        ids: Ids<'_>,
        bare: impl Fn(&str, &str) -> bool,
        response: &mut Response<Body>,
    ) -> Body {
        match self.protocol {
            Protocol::RestXml if !self.wraps => bare_xml(self.code, error, ids).into(),
            Protocol::RestXml => {
                self.wrapped_xml(xml::DECLARATION, self.code, error, ids, bare).into()
            }
            Protocol::AwsQuery => {
                self.wrapped_xml("", in_query(self.code), error, ids, bare).into()
            }
            Protocol::Ec2Query => ec2_xml(in_query(self.code), error, ids).into(),
            Protocol::AwsJson1_0 | Protocol::AwsJson1_1 | Protocol::RestJson => {
                object(&self.type_name, error, bare).into()
            }
            Protocol::RpcV2Cbor => {
                set_header(response, "smithy-protocol", "rpc-v2-cbor");
                map(&self.type_name, error, bare).into()
            }
        }
    }

    /// CF-9.1, CW-B1.1.
    fn wrapped_xml(
        &self,
        declaration: &str,
        code: &str,
        error: &Error,
        ids: Ids<'_>,
        bare: impl Fn(&str, &str) -> bool,
    ) -> String {
        let mut out = declaration.to_owned();
        if self.namespace.is_empty() {
            out.push_str("<ErrorResponse>");
        } else {
            out.push_str("<ErrorResponse xmlns=\"");
            out.push_str(self.namespace);
            out.push_str("\">");
        }
        out.push_str("<Error>");
        let two = has_two_ids(self.protocol, ids);
        if !two {
            element(&mut out, "Type", self.fault);
        }
        element(&mut out, "Code", code);
        element(&mut out, "Message", error.message());
        for (name, text) in error.fields() {
            match json_of(name, text, &bare) {
                Some(value) => fields::xml(&mut out, name, &value),
                None => element(&mut out, name, text),
            }
        }
        out.push_str("</Error>");
        element(&mut out, "RequestId", ids.request);
        if two {
            // S3 Control: S3's ids, and nobody's fault
            // (https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html).
            element(&mut out, "HostId", ids.host);
        }
        out.push_str("</ErrorResponse>");
        out
    }
}

/// awsQuery's names of the framework's own errors.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html>
fn in_query(code: &str) -> &str {
    match code {
        "ValidationException" => "ValidationError",
        "AccessDeniedException" => "AccessDenied",
        own => own,
    }
}

fn set_header(response: &mut Response<Body>, name: &'static str, text: &str) {
    if let Ok(text) = HeaderValue::try_from(text) {
        response.headers_mut().insert(name, text);
    }
}

type Modelled = Option<(&'static Shape, &'static ErrorTrait)>;

/// The modelled error: the one that it was made as, or one with its name or query code; the operation's
/// own go first, because two may share a code (CW-B1.3: ResourceNotFound).
fn find(model: &'static Model, operation: Option<&'static Operation>, error: &Error) -> Modelled {
    let code = error.code();
    let with = |shape: &'static Shape| match &shape.kind {
        ShapeKind::Structure(structure) => structure.error.as_ref().map(|error| (shape, error)),
        _ => None,
    };
    let own = operation.map_or(&[][..], |operation| operation.errors);
    let own = || own.iter().filter_map(|id| with(model.shape(*id)));
    let all = || model.shapes.iter().filter_map(with);
    let named = |(shape, _): &(&'static Shape, _)| shape.name == code;
    let coded = |(_, error): &(&'static Shape, &'static ErrorTrait)| error.code == code;
    let made = error.shape().and_then(|name| all().find(|(shape, _)| shape.name == name));
    made.or_else(|| own().find(named))
        .or_else(|| own().find(coded))
        .or_else(|| all().find(named))
        .or_else(|| all().find(coded))
}

fn query_code(shape: &'static Shape, error: &'static ErrorTrait) -> &'static str {
    if error.code.is_empty() { shape.name } else { error.code }
}

fn fault(error: &Error, modelled: Modelled) -> &'static str {
    // The model calls some faults of the service the client's.
    let client = error.status() < 500 && modelled.is_none_or(|(_, modelled)| modelled.client);
    if client { "Sender" } else { "Receiver" }
}

/// `__type`: bare in awsJson 1.1 (CW-A1.1), an absolute shape id elsewhere (CW-B1.1); what is not
/// the service's own belongs to AWS's framework.
fn type_name(service: &str, protocol: Protocol, error: &Error, modelled: Modelled) -> String {
    let code = modelled.map_or(error.code(), |(shape, _)| shape.name);
    match (protocol, modelled, code) {
        (Protocol::AwsJson1_1 | Protocol::RestJson, ..) => code.to_owned(),
        (_, Some(_), _) => format!("com.amazonaws.{service}#{code}"),
        (_, None, _) => match of_the_framework(code) {
            name @ "ValidationException" => format!("com.amazon.coral.validate#{name}"),
            name => format!("com.amazon.coral.service#{name}"),
        },
    }
}

/// The framework's own errors are called otherwise where they have no awsQuery codes: clients are shown
/// the code of `x-amzn-query-error`, and this name beside it (CW-B1.3, SQS-1.2).
fn of_the_framework(code: &str) -> &str {
    match code {
        "ValidationError" => "ValidationException",
        "InvalidParameterValue" => "InvalidParameterValueException",
        "MissingParameter" => "MissingRequiredParameterException",
        "AccessDenied" => "AccessDeniedException",
        own => own,
    }
}

/// S3-8.1(a): no namespace; extras between message and request id.
fn bare_xml(code: &str, error: &Error, ids: Ids<'_>) -> String {
    let mut out = xml::DECLARATION.to_owned();
    out.push_str("<Error>");
    code_and_message(&mut out, code, error);
    element(&mut out, "RequestId", ids.request);
    element(&mut out, "HostId", ids.host);
    out.push_str("</Error>");
    out
}

/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
fn ec2_xml(code: &str, error: &Error, ids: Ids<'_>) -> String {
    let mut out = xml::DECLARATION.to_owned();
    out.push_str("<Response><Errors><Error>");
    code_and_message(&mut out, code, error);
    out.push_str("</Error></Errors>");
    element(&mut out, "RequestID", ids.request);
    out.push_str("</Response>");
    out
}

fn code_and_message(out: &mut String, code: &str, error: &Error) {
    element(out, "Code", code);
    element(out, "Message", error.message());
    for (name, text) in error.fields() {
        element(out, name, text);
    }
}

/// `<name>text</name>`
fn element(out: &mut String, name: &str, text: &str) {
    for part in ["<", name, ">"] {
        out.push_str(part);
    }
    xml::escape(out, text);
    for part in ["</", name, ">"] {
        out.push_str(part);
    }
}

/// CW-A1.1. A field whose member is no text (a number, a structure) stands as it is.
fn object(kind: &str, error: &Error, bare: impl Fn(&str, &str) -> bool) -> String {
    let mut out = String::from("{\"__type\":");
    json::string(&mut out, kind);
    if !error.message().is_empty() {
        out.push_str(",\"message\":");
        json::string(&mut out, error.message());
    }
    for (name, text) in error.fields() {
        out.push(',');
        json::string(&mut out, name);
        out.push(':');
        if bare(name, text) {
            out.push_str(text);
        } else {
            json::string(&mut out, text);
        }
    }
    out.push('}');
    out
}

/// The value of a field whose member is no text.
fn json_of(name: &str, text: &str, bare: impl Fn(&str, &str) -> bool) -> Option<serde_json::Value> {
    if bare(name, text) { serde_json::from_str(text).ok() } else { None }
}

fn map(kind: &str, error: &Error, bare: impl Fn(&str, &str) -> bool) -> Vec<u8> {
    let mut cbor = Encoder::new(Vec::with_capacity(128));
    let mut write = || {
        cbor.map(2 + error.fields().len() as u64)?;
        cbor.str("__type")?.str(kind)?;
        cbor.str("message")?.str(error.message())?;
        for (name, text) in error.fields() {
            cbor.str(name)?;
            match json_of(name, text, &bare) {
                Some(value) => fields::cbor(&mut cbor, &value)?,
                None => cbor.str(text)?.ok()?,
            }
        }
        Ok::<_, minicbor::encode::Error<std::convert::Infallible>>(())
    };
    // Writing to a vector cannot fail.
    let _ = write();
    cbor.into_writer()
}

/// Reads an error back. Codes lose what clients take away (`prefix#`, `:suffix`); an answer
/// without a body is known by its status alone (S3-3.2(a)).
///
/// # Errors
/// The body is no error's envelope of the protocol.
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

/// The leaves of `<Error>`, which may stand in an `<ErrorResponse>`, or in EC2's `<Errors>`.
fn read_xml(model: &'static Model, body: &[u8]) -> Result<Fields, Malformed> {
    let (mut reader, root) = xml::Reader::open(model, body, xml::Demands::Tags)?;
    let mut fields = Vec::new();
    let mut inside = root.local_name().into_inner() == "Error";
    loop {
        match reader.child()? {
            Some(child) if !inside && child.local_name().into_inner() == "Error" => inside = true,
            Some(child) if !inside && child.local_name().into_inner() == "Errors" => {}
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
