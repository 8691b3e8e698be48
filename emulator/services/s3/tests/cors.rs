//! S3-7.9: preflights and actual requests, as the door sends them.

use crate::support::*;
use parhelion_s3::model::CORSRule;
use parhelion_wire::Body;
use parhelion_wire::error::Result;
use parhelion_world::Caller;
use parhelion_world::service::{Hooks, Request, Response};

fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> Request {
    let mut request = http::Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

fn preflight(cloud: &mut Cloud, path: &str, headers: &[(&str, &str)]) -> Result<Response> {
    let request = request("OPTIONS", path, headers);
    cloud.run("OPTIONS", |s3, cx| s3.intercept(cx, &request)).expect("an answer")
}

fn actual(cloud: &mut Cloud, method: &str, status: u16, headers: &[(&str, &str)]) -> Response {
    let request = request(method, "/photos/k", headers);
    let mut response = http::Response::builder().status(status).body(Body::empty()).unwrap();
    cloud.run(method, |s3, cx| s3.finish(cx, &request, &mut response));
    assert_eq!(response.headers_mut().remove("server").unwrap(), "AmazonS3", "on every answer");
    response
}

fn with_rule() -> Cloud {
    let mut cloud = Cloud::with_bucket();
    cloud
        .cors(vec![CORSRule {
            allowed_origins: vec!["https://app.example".into()],
            allowed_methods: vec!["GET".into(), "PUT".into()],
            allowed_headers: Some(vec!["*".into()]),
            max_age_seconds: Some(60),
            ..Default::default()
        }])
        .unwrap();
    cloud.by(Caller::Anonymous);
    cloud
}

const ORIGIN: (&str, &str) = ("origin", "https://app.example");
const PUT: (&str, &str) = ("access-control-request-method", "PUT");

#[test]
fn s3_7_9_a_to_d_preflights_that_fail() {
    let mut cloud = with_rule();
    let bare = error(preflight(&mut cloud, "/photos/k", &[PUT]));
    assert_eq!((bare.status(), bare.code()), (400, "BadRequest"));
    let nowhere = error(preflight(&mut cloud, "/nowhere/k", &[ORIGIN, PUT]));
    assert_eq!((nowhere.status(), nowhere.message()), (403, "CORSResponse: Bucket not found"));
    assert_eq!(
        (nowhere.field("Method"), nowhere.field("ResourceType")),
        (Some("PUT"), Some("BUCKET"))
    );
    for (path, kind) in [("/photos/k", "OBJECT"), ("/photos", "BUCKET"), ("/photos/", "BUCKET")] {
        let evil = error(preflight(&mut cloud, path, &[("origin", "https://evil.example"), PUT]));
        assert_eq!(
            (evil.status(), evil.code(), evil.field("ResourceType")),
            (403, "AccessForbidden", Some(kind))
        );
    }
    let without_method = error(preflight(&mut cloud, "/photos/k", &[ORIGIN]));
    assert_eq!(
        (without_method.status(), without_method.code(), without_method.message()),
        (400, "BadRequest", "Invalid Access-Control-Request-Method: null")
    );
    let mut cloud = Cloud::with_bucket();
    let off = error(preflight(&mut cloud, "/photos/k", &[ORIGIN, PUT]));
    assert_eq!(off.message(), "CORSResponse: CORS is not enabled for this bucket.");
}

#[test]
fn s3_7_9_e_preflight_that_matches() {
    let mut cloud = with_rule();
    let headers = ("access-control-request-headers", "X-Amz-Date,content-type");
    let response = preflight(&mut cloud, "/photos/k", &[ORIGIN, PUT, headers]).unwrap();
    assert_eq!(response.status(), 200);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("access-control-allow-origin"), "https://app.example");
    assert_eq!(header("access-control-allow-methods"), "GET, PUT");
    assert_eq!(header("access-control-allow-headers"), "x-amz-date, content-type");
    assert_eq!(header("access-control-max-age"), "60");
    assert_eq!(header("access-control-allow-credentials"), "true");
    assert_eq!(header("content-length"), "0");
}

#[test]
fn s3_7_9_f_to_h_actual_requests() {
    let mut cloud = with_rule();
    for status in [200, 403, 404] {
        let response = actual(&mut cloud, "GET", status, &[ORIGIN]);
        assert_eq!(response.headers()["access-control-allow-origin"], "https://app.example");
        assert_eq!(
            response.headers()["vary"],
            "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"
        );
        assert_eq!(response.status(), status, "T36");
    }
    for headers in [&[][..], &[("origin", "https://evil.example")]] {
        assert!(actual(&mut cloud, "GET", 200, headers).headers().is_empty());
    }
    assert!(actual(&mut cloud, "DELETE", 200, &[ORIGIN]).headers().is_empty());
    let delete = ("access-control-request-method", "DELETE");
    assert!(actual(&mut cloud, "GET", 200, &[ORIGIN, delete]).headers().is_empty());
}
