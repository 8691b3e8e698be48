//! Website hosting (S3-7.13): what `bucket.s3-website.<region>` answers. GET and HEAD only.

use crate::buckets::bucket::Bucket;
use crate::model::operations::GetObject;
use crate::model::*;
use crate::state::S3;
use http::{HeaderValue, Method, StatusCode, header};
use parhelion_wire::error::Result;
use parhelion_wire::http::Ids;
use parhelion_wire::shell::{IntoValue as _, TypedOperation as _};
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Error};
use parhelion_world::Context;
use parhelion_world::service::{Request, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The bucket of a website's host: `<bucket>.s3-website.<region>.…`, `<bucket>.s3-website-<region>.…`
/// (S3-1.1d, S3-1.2).
pub(crate) fn bucket_of(host: &str) -> Option<&str> {
    let (bucket, rest) = host.split_once(".s3-website")?;
    let ends = rest.is_empty() || rest.starts_with(['.', '-', ':']);
    (ends && !bucket.is_empty()).then_some(bucket)
}

/// The bucket whose website a request is for, if it is for one.
pub(crate) fn website_of(request: &Request) -> Option<String> {
    let host = request.headers().get(header::HOST)?.to_str().ok()?;
    bucket_of(host).map(str::to_owned)
}

/// The path as it was sent: the door puts buckets in front of some. Decoded, without the first `/`.
fn path_of(cx: &Context, request: &Request) -> String {
    let sent = cx.request.uri.path();
    let sent = if sent.is_empty() { request.uri().path() } else { sent };
    let decoded = percent_decode_str(sent).decode_utf8_lossy();
    decoded.strip_prefix('/').unwrap_or(&decoded).to_owned()
}

/// The key that a path of a site names: a folder's is its index document.
fn key_of(site: &WebsiteConfiguration, path: &str) -> String {
    let suffix = site.index_document.as_ref().map_or("", |index| index.suffix.as_str());
    match path.is_empty() || path.ends_with('/') {
        true => format!("{path}{suffix}"),
        false => path.to_owned(),
    }
}

/// The key that a request to a bucket's website names, for logs.
pub(crate) fn page_of(cx: &Context, held: &Bucket, request: &Request) -> String {
    let path = path_of(cx, request);
    match held.settings.website.at(cx.now) {
        Some(site) => key_of(site, &path),
        None => path,
    }
}

/// A request to a website.
struct WebsiteRequest<'a> {
    host: &'a str,
    bucket: &'a str,
    /// Decoded, without the first `/`.
    path: String,
}

impl S3 {
    /// Answers a request to a website's host; `None`: it is none.
    pub(crate) fn website(&mut self, cx: &mut Context, request: &Request) -> Option<Response> {
        let host = request.headers().get(header::HOST)?.to_str().ok()?;
        let bucket = bucket_of(host)?;
        let path = path_of(cx, request);
        let wanted = WebsiteRequest { host, bucket, path };
        let method = request.method();
        let mut response = if method == Method::GET || method == Method::HEAD {
            self.page_or_error(cx, &wanted, request)
        } else {
            let error = crate::errors::method_not_allowed(method.as_str(), "OBJECT");
            html(cx, &error, None)
        };
        if method == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        Some(response)
    }

    /// S3-7.13(c–g)
    fn page_or_error(
        &mut self,
        cx: &mut Context,
        wanted: &WebsiteRequest,
        request: &Request,
    ) -> Response {
        let Some(held) = self.bucket(wanted.bucket) else {
            return html(cx, &crate::errors::no_such_bucket(wanted.bucket), None);
        };
        let Some(site) = held.settings.website.at(cx.now).clone() else {
            let code = "NoSuchWebsiteConfiguration";
            let message = "The specified bucket does not have a website configuration";
            let error = crate::errors::no_such_configuration(code, message, wanted.bucket);
            return html(cx, &error, None);
        };
        if *held.settings.requester_pays.at(cx.now) {
            return html(cx, &crate::errors::access_denied("Access Denied"), None);
        }
        if let Some(all) = &site.redirect_all_requests_to {
            let protocol = all.protocol.as_deref().unwrap_or("http");
            let location = format!("{protocol}://{}/{}", all.host_name, encoded(&wanted.path));
            return redirect(StatusCode::MOVED_PERMANENTLY, &location);
        }
        if let Some(rule) = rule(&site, &wanted.path, None) {
            return wanted.follow(rule);
        }
        let key = key_of(&site, &wanted.path);
        let error = match self.page(cx, wanted.bucket, &key, Some(request)) {
            Ok(found) => return found,
            Err(error) if error.status() == 304 => return not_modified(&error),
            Err(error) => error,
        };
        // S3-7.13(e)
        let below = key_of(&site, &format!("{key}/"));
        let is_folder = !wanted.path.is_empty() && !wanted.path.ends_with('/');
        let missing = self.bucket(wanted.bucket).is_none_or(|held| held.current(&key).is_none());
        // Sites let anybody read their objects, and nobody list them: what is missing is a 403.
        if missing && is_folder && self.page(cx, wanted.bucket, &below, None).is_ok() {
            return redirect(StatusCode::FOUND, &format!("/{}/", encoded(&wanted.path)));
        }
        if let Some(rule) = rule(&site, &wanted.path, Some(error.status())) {
            return wanted.follow(rule);
        }
        self.error_page(cx, wanted, &site, &error)
    }

    /// S3-7.13(g)
    fn error_page(
        &mut self,
        cx: &mut Context,
        wanted: &WebsiteRequest,
        site: &WebsiteConfiguration,
        error: &Error,
    ) -> Response {
        let client = (400..500).contains(&error.status()) && error.status() != 405;
        let Some(document) = site.error_document.as_ref().filter(|_| client) else {
            return html(cx, error, None);
        };
        match self.page(cx, wanted.bucket, &document.key, None) {
            Ok(mut found) => {
                if found.status() == StatusCode::OK {
                    *found.status_mut() = status_of(error);
                }
                found
            }
            Err(second) => html(cx, error, Some(&second)),
        }
    }

    /// An object as a page, or where it redirects to.
    fn page(
        &mut self,
        cx: &mut Context,
        bucket: &str,
        key: &str,
        request: Option<&Request>,
    ) -> Result<Response> {
        let mut input =
            GetObjectInput { bucket: bucket.to_owned(), key: key.to_owned(), ..Default::default() };
        if let Some(request) = request {
            let text = |name| {
                request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
            };
            let date =
                |name| text(name).and_then(|t| parhelion_wire::Timestamp::parse_http_date(&t));
            input.if_match = text(header::IF_MATCH);
            input.if_none_match = text(header::IF_NONE_MATCH);
            input.range = text(header::RANGE);
            input.if_modified_since = date(header::IF_MODIFIED_SINCE);
            input.if_unmodified_since = date(header::IF_UNMODIFIED_SINCE);
        }
        let output = self.get_object(cx, input)?;
        if let Some(target) = &output.website_redirect_location {
            return Ok(redirect(StatusCode::MOVED_PERMANENTLY, target));
        }
        let Some(operation) = MODEL.operation(GetObject::NAME) else {
            return Err(Error::new(500, "InternalError", crate::errors::INTERNAL_ERROR));
        };
        let (request_id, host_id) = (cx.request.request_id.clone(), cx.request.host_id.clone());
        let ids = Ids { request: &request_id, host: &host_id };
        let value = output.into_value();
        Ok(parhelion_wire::http::encode(&MODEL, Protocol::RestXml, operation, value, ids))
    }
}

impl WebsiteRequest<'_> {
    /// S3-7.13(f)
    fn follow(&self, rule: &RoutingRule) -> Response {
        let RoutingRule { condition, redirect: target } = rule;
        let prefix = condition.as_ref().and_then(|c| c.key_prefix_equals.as_deref());
        let key = match (&target.replace_key_with, &target.replace_key_prefix_with) {
            (Some(key), _) => key.clone(),
            (None, Some(with)) => {
                let rest = self.path.strip_prefix(prefix.unwrap_or_default());
                format!("{with}{}", rest.unwrap_or(&self.path))
            }
            (None, None) => self.path.clone(),
        };
        let protocol = target.protocol.as_deref().unwrap_or("http");
        let host = target.host_name.as_deref().unwrap_or(self.host);
        let code = target.http_redirect_code.as_deref().and_then(|code| code.parse().ok());
        let status = code.unwrap_or(StatusCode::MOVED_PERMANENTLY);
        redirect(status, &format!("{protocol}://{host}/{}", encoded(&key)))
    }
}

/// The first rule for a path; with an error, the first that is about it (S3-7.13d).
fn rule<'a>(
    site: &'a WebsiteConfiguration,
    path: &str,
    error: Option<u16>,
) -> Option<&'a RoutingRule> {
    site.routing_rules.iter().flatten().find(|rule| {
        let condition = rule.condition.as_ref();
        let prefix = condition.and_then(|c| c.key_prefix_equals.as_deref()).unwrap_or_default();
        let wanted = condition.and_then(|c| c.http_error_code_returned_equals.as_deref());
        let fits = match (wanted, error) {
            (None, None) => true,
            (Some(wanted), Some(error)) => wanted.parse() == Ok(error),
            _ => false,
        };
        fits && path.starts_with(prefix)
    })
}

/// Keys in a Location.
fn encoded(key: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'/')
        .remove(b'?')
        .remove(b'=')
        .remove(b'&')
        .remove(b'#')
        .remove(b'!');
    utf8_percent_encode(key, KEPT).to_string()
}

fn redirect(status: StatusCode, location: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    response
}

fn not_modified(error: &Error) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    add_headers(&mut response, error);
    response
}

fn add_headers(response: &mut Response, error: &Error) {
    for (name, value) in error.headers() {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(*name, value);
        }
    }
}

fn status_of(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// S3-7.13(h)
fn html(cx: &Context, error: &Error, second: Option<&Error>) -> Response {
    let status = status_of(error);
    let title = format!("{} {}", status.as_str(), status.canonical_reason().unwrap_or_default());
    let item = |name: &str, value: &str| format!("<li>{name}: {}</li>\n", escaped(value));
    let items = |error: &Error| {
        let mut text = item("Code", error.code()) + &item("Message", error.message());
        for (name, value) in error.fields() {
            text += &item(name, value);
        }
        text
    };
    let ids = item("RequestId", &cx.request.request_id) + &item("HostId", &cx.request.host_id);
    let more = second.map_or_else(String::new, |second| {
        format!(
            "<h3>An Error Occurred While Attempting to Retrieve a Custom Error \
             Document</h3>\n<ul>\n{}</ul>\n",
            items(second)
        )
    });
    let text = format!(
        "<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n\
         <ul>\n{}{ids}</ul>\n{more}<hr/>\n</body>\n</html>\n",
        items(error)
    );
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    add_headers(&mut response, error);
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_1_1_d_hosts() {
        for (host, bucket) in [
            ("b.s3-website-us-east-1.amazonaws.com", Some("b")),
            ("a.b.s3-website.eu-west-1.amazonaws.com", Some("a.b")),
            ("b.s3-website.localhost:4566", Some("b")),
            ("b.s3.amazonaws.com", None),
            ("b.s3-websites.localhost", None),
        ] {
            assert_eq!(bucket_of(host), bucket, "{host}");
        }
    }
}
