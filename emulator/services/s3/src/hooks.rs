//! What S3 does besides its operations: preflights, CORS headers, the words for violated
//! constraints, the order of checks.

use crate::access::acl;
use crate::buckets::names;
use crate::buckets::regions;
use crate::configuration::replication;
use crate::encryption::algorithm::invalid_algorithm;
use crate::errors;
use crate::events::{access_log, notifications};
use crate::lifecycle::run;
use crate::model::*;
use crate::objects::put::upload_too_large;
use crate::objects::write_request::invalid_storage_class;
use crate::requests::cors::Asked;
use crate::requests::target::{bucket_and_key, queried};
use crate::requests::{faults, integrity, sub_resource};
use crate::restore::operations;
use crate::state::S3;
use crate::timer::Timer;
use crate::website::hosting;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use parhelion_wire::error::Result;
use parhelion_wire::table::{Location, Operation};
use parhelion_wire::validate::{Problem, ProblemKind};
use parhelion_wire::{Body, Error, Value};
use parhelion_world::service::{Hooks, Request, Response, Wakes};
use parhelion_world::{Arn, Context, Message};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

impl Wakes for S3 {
    fn wake(&mut self, cx: &mut Context, timer: Timer) {
        let Timer(subject) = &timer;
        if subject.starts_with(run::SUBJECT) {
            self.run_lifecycle(cx, subject);
        } else if subject.starts_with(notifications::SUBJECT) {
            self.deliver_late(cx, subject);
        } else if subject.starts_with(operations::DONE) {
            self.restored(cx, subject);
        } else if subject.starts_with(operations::OVER) {
            self.restore_over(cx, subject);
        } else if subject.starts_with(access_log::SUBJECT) {
            self.deliver_access_log(cx, subject);
        } else if subject.starts_with(replication::SUBJECT) {
            self.replicate(cx, subject);
        }
    }
}

impl Hooks for S3 {
    /// Preflights need no permission (S3-7.9). Otherwise the last look at a body's bytes before
    /// they are read, unless its bucket is missing, which matters more (S3-0.6).
    fn intercept(&mut self, cx: &mut Context, request: &Request) -> Option<Result<Response>> {
        if let Some(answer) = self.website(cx, request) {
            return Some(Ok(answer));
        }
        if request.method() == Method::OPTIONS {
            return Some(self.preflight(cx, request));
        }
        let (bucket, key) = bucket_and_key(request);
        let plain = request.uri().query().unwrap_or_default().is_empty();
        if request.method() == Method::POST && plain && key.is_empty() && !bucket.is_empty() {
            return Some(self.upload_form(cx, &bucket, request));
        }
        let broken = integrity::check(request).err()?;
        self.bucket(&bucket_and_key(request).0).map(|_| Err(broken))
    }

    /// Steps 4 to 6 of S3-0.6 come before the model's constraints.
    fn admit(
        &mut self,
        cx: &mut Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Result<()> {
        sub_resource::check(operation, cx.request.uri.query().unwrap_or_default())?;
        let bucket = text(operation, input, "Bucket");
        if let Some(name) = bucket.filter(|_| operation.name != "CreateBucket") {
            self.known_here(cx, name)?;
        }
        if let (Some(name), Some(key)) = (bucket, text(operation, input, "Key")) {
            self.reached(cx, name, text(operation, input, "ExpectedBucketOwner"))?;
            names::check_key(key)?;
        }
        match (operation.name, bucket) {
            (_, None) => Ok(()),
            ("CreateBucket", Some(name)) => {
                names::check_bucket(name)?;
                let body = member(operation, input, "CreateBucketConfiguration");
                let Some(Value::Struct(body)) = body else { return Ok(()) };
                let constraint = match body.first() {
                    Some(Value::Text(constraint)) => Some(constraint.as_str()),
                    _ => None,
                };
                regions::placed(&cx.region, constraint).map(|_| ())
            }
            ("HeadBucket" | "GetBucketLocation", Some(name)) => {
                self.anywhere(name, text(operation, input, "ExpectedBucketOwner")).map(|_| ())
            }
            (_, Some(name)) => {
                self.reached(cx, name, text(operation, input, "ExpectedBucketOwner"))?;
                refuse_sse(operation, &cx.request.headers)?;
                let key = text(operation, input, "Key").unwrap_or_default();
                self.ask_kms(cx, operation.name, name, key)?;
                faults::fail(cx, operation.name)
            }
        }
    }

    /// 206 for ranges, 204 for two PUTs, CORS headers where the request's origin may have them.
    fn finish(&mut self, cx: &mut Context, request: &Request, response: &mut Response) {
        let status = response.status();
        if status == StatusCode::OK && response.headers().contains_key(header::CONTENT_RANGE) {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        }
        if status == StatusCode::OK && answers_no_content(request) {
            *response.status_mut() = StatusCode::NO_CONTENT;
        }
        if status == StatusCode::OK && self.begins_restore(request) {
            *response.status_mut() = StatusCode::ACCEPTED;
        }
        if self.charges(cx, request) && !matches!(status.as_u16(), 400..) {
            let requester = HeaderValue::from_static("requester");
            response.headers_mut().insert("x-amz-request-charged", requester);
        }
        let listed = request.method() == Method::GET && queried(request, "versions").is_some();
        if status == StatusCode::OK && listed {
            let (bucket, _) = bucket_and_key(request);
            let bytes = response.body().read().unwrap_or_default();
            let xml = std::str::from_utf8(&bytes).ok();
            if let Some(xml) = xml.and_then(|xml| self.interleaved(&bucket, xml)) {
                *response.body_mut() = Body::from(xml);
            }
        }
        if status == StatusCode::NOT_MODIFIED {
            *response.body_mut() = Body::empty();
            response.headers_mut().remove(header::CONTENT_TYPE);
        }
        if request.method() != Method::OPTIONS {
            self.add_cors(cx, request, response.headers_mut());
        }
        response.headers_mut().insert(header::SERVER, HeaderValue::from_static("AmazonS3"));
        faults::answer(cx, request, response);
        self.log_access(cx, request, response);
    }

    fn problem(&self, operation: &'static Operation, problems: &[Problem]) -> Error {
        match problems.first() {
            Some(problem) => worded(operation, problem),
            None => errors::malformed_xml(),
        }
    }

    /// Uploads may be refused before their bodies come (S3-3.24).
    fn foresee(&self, operation: &'static Operation, headers: &HeaderMap) -> Result<bool> {
        if !matches!(operation.name, "PutObject" | "UploadPart") {
            return Ok(false);
        }
        let said = [header::CONTENT_LENGTH.as_str(), "x-amz-decoded-content-length"];
        if said.iter().all(|name| !headers.contains_key(*name)) {
            // S3-3.1(b)
            let message = "You must provide the Content-Length HTTP header.";
            return Err(Error::new(411, "MissingContentLength", message));
        }
        let length = headers.get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
        length.and_then(upload_too_large).map_or(Ok(true), Err)
    }

    /// S3-1.3(h): 405 where the resource exists in the API with other methods.
    fn unrouted(&self, request: &Request, methods: &[&str]) -> Error {
        let path = request.uri().path();
        let segments = path.trim_start_matches('/').splitn(2, '/').filter(|part| !part.is_empty());
        let kind = ["SERVICE", "BUCKET", "OBJECT"][segments.count().min(2)];
        let message = "The specified method is not allowed against this resource.";
        Error::new(405, "MethodNotAllowed", message)
            .with("Method", request.method().as_str())
            .with("ResourceType", kind)
            .header("allow", methods.join(", "))
    }

    /// An event bus without rules takes every event and drops it.
    fn undelivered(&mut self, cx: &mut Context, message: &Message, error: &Error) {
        if Arn::parse(&message.to).is_none_or(|arn| arn.service != "events") {
            cx.note("undelivered", &message.to, &[("code", error.code())]);
        }
    }

    /// S3-0.5(d), S3-7.6(f)
    fn malformed(&self, operation: &'static Operation, error: Error) -> Error {
        let acl = matches!(operation.name, "PutBucketAcl" | "PutObjectAcl");
        if acl && error.code() == "MalformedXML" { acl::malformed() } else { error }
    }

    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        match (text(operation, input, "Bucket"), text(operation, input, "Key")) {
            (Some(bucket), Some(key)) => format!("{bucket}/{key}"),
            (Some(bucket), None) => bucket.to_owned(),
            (None, _) => String::new(),
        }
    }
}

/// A member of an operation's input, by the model's name.
fn member<'a>(operation: &'static Operation, input: &'a Value, name: &str) -> Option<&'a Value> {
    let Value::Struct(values) = input else { return None };
    let members = MODEL.shape(operation.input?).members();
    values.get(members.iter().position(|member| member.name == name)?)
}

fn text<'a>(operation: &'static Operation, input: &'a Value, name: &str) -> Option<&'a str> {
    match member(operation, input, name)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// S3-7.10(g): reads name no encryption.
fn refuse_sse(operation: &Operation, headers: &HeaderMap) -> Result<()> {
    const NAME: &str = "x-amz-server-side-encryption";
    match headers.get(NAME) {
        Some(value) if matches!(operation.name, "GetObject" | "HeadObject") => {
            let message =
                "x-amz-server-side-encryption header is not supported for this operation.";
            Err(errors::invalid_argument(message, NAME, String::from_utf8_lossy(value.as_bytes())))
        }
        _ => Ok(()),
    }
}

/// S3-7.1: these answer 204, which the model does not say.
fn answers_no_content(request: &Request) -> bool {
    const NAMES: [&str; 6] =
        ["policy", "tagging", "analytics", "inventory", "metrics", "intelligent-tiering"];
    let (_, key) = bucket_and_key(request);
    let named = NAMES.iter().any(|name| queried(request, name).is_some());
    request.method() == Method::PUT && key.is_empty() && named
}

fn header_text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

impl S3 {
    fn begins_restore(&self, request: &Request) -> bool {
        if request.method() != Method::POST || queried(request, "restore").is_none() {
            return false;
        }
        let (bucket, key) = bucket_and_key(request);
        let key = percent_decode_str(key).decode_utf8_lossy();
        self.is_restoring(&bucket, &key, queried(request, "versionId"))
    }

    /// S3-7.18(a): the caller pays.
    fn charges(&self, cx: &Context, request: &Request) -> bool {
        let (bucket, _) = bucket_and_key(request);
        let Some(held) = self.bucket(&bucket) else { return false };
        let own = cx.caller.account().is_some_and(|account| *account == held.owner);
        !own && *held.settings.requester_pays.at(cx.now)
    }

    /// S3-7.9(a–e)
    fn preflight(&self, cx: &Context, request: &Request) -> Result<Response> {
        let headers = request.headers();
        let Some(origin) = header_text(headers, &header::ORIGIN) else {
            let message = "Insufficient information. Origin request header needed.";
            return Err(Error::new(400, "BadRequest", message));
        };
        let (bucket, key) = bucket_and_key(request);
        let method = header_text(headers, &header::ACCESS_CONTROL_REQUEST_METHOD);
        let method = method.unwrap_or("OPTIONS");
        let forbidden = |message: &'static str, kind: &str| {
            Error::new(403, "AccessForbidden", message)
                .with("Method", method)
                .with("ResourceType", kind)
        };
        let Some(held) = self.bucket(&bucket) else {
            return Err(forbidden("CORSResponse: Bucket not found", "BUCKET"));
        };
        let Some(rules) = held.cors.at(cx.now) else {
            let message = "CORSResponse: CORS is not enabled for this bucket.";
            return Err(forbidden(message, "BUCKET"));
        };
        let asked_headers = header_text(headers, &header::ACCESS_CONTROL_REQUEST_HEADERS);
        let asked = Asked { origin, method, headers: asked_headers };
        let Some(grant) = asked.find(rules) else {
            let message = "CORSResponse: This CORS request is not allowed. This is usually because \
                           the evalution of Origin, request method / Access-Control-Request-Method \
                           or Access-Control-Request-Headers are not whitelisted by the resource's \
                           CORS spec.";
            return Err(forbidden(message, if key.is_empty() { "BUCKET" } else { "OBJECT" }));
        };
        let mut response = Response::new(Body::empty());
        add(response.headers_mut(), asked.headers(&grant, true));
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        Ok(response)
    }

    /// S3-7.9(f–h): on errors too.
    fn add_cors(&self, cx: &Context, request: &Request, headers: &mut HeaderMap) {
        let Some(origin) = header_text(request.headers(), &header::ORIGIN) else { return };
        let host = header_text(request.headers(), &header::HOST).and_then(hosting::bucket_of);
        let bucket = host.map_or_else(|| bucket_and_key(request).0, Cow::Borrowed);
        let Some(Some(rules)) = self.bucket(&bucket).map(|held| held.cors.at(cx.now)) else {
            return;
        };
        let sent = request.headers();
        let method = header_text(sent, &header::ACCESS_CONTROL_REQUEST_METHOD);
        let asked = Asked {
            origin,
            method: method.unwrap_or(request.method().as_str()),
            headers: header_text(sent, &header::ACCESS_CONTROL_REQUEST_HEADERS),
        };
        if let Some(grant) = asked.find(rules) {
            add(headers, asked.headers(&grant, false));
        }
    }
}

/// A stored text that no header can carry is left out.
fn add(headers: &mut HeaderMap, pairs: Vec<(&'static str, String)>) {
    for (name, value) in pairs {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

/// S3's words for a violated constraint of its model.
fn worded(operation: &'static Operation, problem: &Problem) -> Error {
    let members = operation.input.map_or(&[][..], |shape| MODEL.shape(shape).members());
    let (top, inside) = match problem.path.split_once('.') {
        Some((top, _)) => (top, true),
        None => (problem.path.as_str(), false),
    };
    let value = problem.value.clone().unwrap_or_default();
    // Paths begin with a small letter.
    let member = members.iter().find(|member| member.name.eq_ignore_ascii_case(top));
    let (top, location) = match member {
        Some(member) => (member.name, Some(member.location)),
        None => (top, None),
    };
    if inside && matches!(operation.name, "PutBucketAcl" | "PutObjectAcl") {
        return acl::malformed();
    }
    if inside && top == "Tagging" && problem.path.ends_with(".key") {
        // S3-3.18(d): a key must not be empty.
        return errors::invalid_tag("The TagKey you have provided is invalid", &value);
    }
    if operation.name == "PutBucketNotificationConfiguration" && problem.kind == ProblemKind::Enum {
        let message = "A specified event is not supported for notifications.";
        // The value is shown as the list that it is in.
        return errors::invalid_argument(message, "Event", value.trim_matches(['[', ']']));
    }
    if inside || location == Some(Location::Body) {
        return errors::malformed_xml();
    }
    match (top, problem.kind, location) {
        ("StorageClass", ProblemKind::Enum, _) => invalid_storage_class(&value),
        ("ServerSideEncryption", ProblemKind::Enum, _) => invalid_algorithm(&value),
        ("ObjectLockLegalHoldStatus", ProblemKind::Enum, _) => {
            let message = "Legal Hold must be either of 'ON' or 'OFF'";
            errors::invalid_argument(message, "x-amz-object-lock-legal-hold", value)
        }
        ("TransitionDefaultMinimumObjectSize", ProblemKind::Enum, _) => {
            // S3-6.8(e)
            let message = format!("Invalid TransitionDefaultMinimumObjectSize found: {value}");
            errors::invalid_request(message)
        }
        ("MetadataDirective", ProblemKind::Enum, _) => {
            let message = "Unknown metadata directive.";
            errors::invalid_argument(message, "x-amz-metadata-directive", value)
        }
        ("TaggingDirective", ProblemKind::Enum, _) => {
            let message = "Unknown tagging directive.";
            errors::invalid_argument(message, "x-amz-tagging-directive", value)
        }
        ("ACL", ProblemKind::Enum, _) => errors::invalid_argument("", "x-amz-acl", value),
        ("ObjectLockMode", ProblemKind::Enum, _) => {
            let message = "Unknown wormMode directive.";
            errors::invalid_argument(message, "x-amz-object-lock-mode", value)
        }
        ("ObjectOwnership", ProblemKind::Enum, _) => {
            let message = format!("Invalid x-amz-object-ownership header: {value}");
            errors::invalid_argument(message, "x-amz-object-ownership", value)
        }
        ("EncodingType", _, _) => {
            let message = "Invalid Encoding Method specified in Request";
            errors::invalid_argument(message, "encoding-type", value)
        }
        ("ChecksumAlgorithm", _, Some(Location::Header("x-amz-checksum-algorithm"))) => {
            // S3-4.1(d)
            errors::invalid_request(
                "Checksum algorithm provided is unsupported. Please try again with any of the \
                 valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
            )
        }
        ("ChecksumAlgorithm", _, _) => {
            let message = "Value for x-amz-sdk-checksum-algorithm header is invalid.";
            errors::invalid_request(message)
        }
        ("UploadId", ProblemKind::Required, _) if operation.name == "CompleteMultipartUpload" => {
            // A POST to an object that names no operation (S3-1.3h).
            errors::method_not_allowed("POST", "OBJECT")
        }
        ("Policy", ProblemKind::Required, _) => {
            let message = "Policies must be valid JSON and the first byte must be '{'";
            Error::new(400, "MalformedPolicy", message)
        }
        (_, ProblemKind::Required, Some(Location::Payload)) => errors::missing_body(),
        (_, _, Some(Location::Header(name) | Location::Query(name))) => {
            errors::invalid_argument("", name, value)
        }
        _ => errors::malformed_xml(),
    }
}
