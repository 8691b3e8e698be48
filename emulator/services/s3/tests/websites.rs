//! S3-7.13: website configuration and hosting.

use crate::support::*;
use http::{Method, StatusCode};
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::Body;
use parhelion_world::Caller;
use parhelion_world::service::{Hooks, Response};

fn configure(configuration: WebsiteConfiguration) -> PutBucketWebsiteInput {
    PutBucketWebsiteInput {
        bucket: BUCKET.into(),
        website_configuration: configuration,
        ..Default::default()
    }
}

fn site() -> WebsiteConfiguration {
    WebsiteConfiguration {
        index_document: Some(IndexDocument { suffix: "index.html".into() }),
        error_document: Some(ErrorDocument { key: "error.html".into() }),
        ..Default::default()
    }
}

/// A public website with some pages.
fn hosted(configuration: WebsiteConfiguration) -> Cloud {
    let mut cloud = Cloud::with_bucket();
    cloud.statements(
        r#"{"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::photos/*"},
        {"Effect":"Allow","Principal":"*","Action":["s3:ListBucket"],"Resource":"arn:aws:s3:::photos"}"#,
    );
    cloud.call::<PutBucketWebsite>(configure(configuration)).unwrap();
    cloud.put("index.html", "home").unwrap();
    cloud.put("dir/index.html", "in dir").unwrap();
    cloud
        .call::<PutObject>(PutObjectInput {
            website_redirect_location: Some("/index.html".into()),
            ..put("old", "")
        })
        .unwrap();
    cloud.by(Caller::Anonymous);
    cloud
}

fn visit(cloud: &mut Cloud, method: Method, path: &str) -> Response {
    let request = http::Request::builder()
        .method(method)
        .uri(path)
        .header("host", "photos.s3-website-us-east-1.amazonaws.com")
        .body(Body::empty())
        .unwrap();
    cloud.request.uri = request.uri().clone();
    cloud.run("website", |s3, cx| s3.intercept(cx, &request)).unwrap().unwrap()
}

fn text(response: &Response) -> String {
    String::from_utf8(response.body().to_bytes().to_vec()).unwrap()
}

fn location(response: &Response) -> &str {
    response.headers()["location"].to_str().unwrap()
}

#[test]
fn s3_7_13_e_t37_lookup() {
    let mut cloud = hosted(site());
    for (path, body) in [("/", "home"), ("/index.html", "home"), ("/dir/", "in dir")] {
        let page = visit(&mut cloud, Method::GET, path);
        assert_eq!((page.status(), text(&page).as_str()), (StatusCode::OK, body), "{path}");
    }
    let folder = visit(&mut cloud, Method::GET, "/dir");
    assert_eq!((folder.status(), location(&folder)), (StatusCode::FOUND, "/dir/"));
    let moved = visit(&mut cloud, Method::GET, "/old");
    assert_eq!((moved.status(), location(&moved)), (StatusCode::MOVED_PERMANENTLY, "/index.html"));
    let missing = visit(&mut cloud, Method::GET, "/none");
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    assert!(text(&missing).contains("<li>Code: NoSuchKey</li>"), "{}", text(&missing));
    assert!(text(&missing).contains("Retrieve a Custom Error Document"), "S3-7.13(g)");
    cloud.by(root(OWNER)).put("error.html", "sorry").unwrap();
    let custom = visit(cloud.by(Caller::Anonymous), Method::GET, "/none");
    assert_eq!((custom.status(), text(&custom).as_str()), (StatusCode::NOT_FOUND, "sorry"));
    // Most sites let nobody list: what is missing is forbidden, folders are found all the same.
    let read = r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}"#;
    cloud.by(root(OWNER)).statements(read);
    let folder = visit(cloud.by(Caller::Anonymous), Method::GET, "/dir");
    assert_eq!((folder.status(), location(&folder)), (StatusCode::FOUND, "/dir/"));
    assert_eq!(visit(&mut cloud, Method::GET, "/none").status(), StatusCode::FORBIDDEN);
    let post = visit(&mut cloud, Method::POST, "/");
    assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED, "S3-7.13(i)");
    assert!(visit(&mut cloud, Method::HEAD, "/").body().is_empty());
}

#[test]
fn s3_7_13_c_f_redirects() {
    let all = RedirectAllRequestsTo { host_name: "x.org".into(), protocol: Some("https".into()) };
    let mut cloud =
        hosted(WebsiteConfiguration { redirect_all_requests_to: Some(all), ..Default::default() });
    let moved = visit(&mut cloud, Method::GET, "/a/b");
    assert_eq!((moved.status().as_u16(), location(&moved)), (301, "https://x.org/a/b"));

    let rule = |prefix: Option<&str>, code: Option<&str>, redirect| RoutingRule {
        condition: Some(Condition {
            key_prefix_equals: prefix.map(Into::into),
            http_error_code_returned_equals: code.map(Into::into),
        }),
        redirect,
    };
    let rules = vec![
        rule(
            Some("docs/"),
            None,
            Redirect { replace_key_prefix_with: Some("documents/".into()), ..Default::default() },
        ),
        rule(
            None,
            Some("404"),
            Redirect {
                host_name: Some("other.org".into()),
                replace_key_with: Some("lost".into()),
                http_redirect_code: Some("307".into()),
                ..Default::default()
            },
        ),
    ];
    let mut cloud = hosted(WebsiteConfiguration { routing_rules: Some(rules), ..site() });
    let moved = visit(&mut cloud, Method::GET, "/docs/a");
    assert_eq!(location(&moved), "http://photos.s3-website-us-east-1.amazonaws.com/documents/a");
    let lost = visit(&mut cloud, Method::GET, "/none");
    assert_eq!((lost.status().as_u16(), location(&lost)), (307, "http://other.org/lost"));
}

#[test]
fn s3_7_13_b_k_configuration() {
    let mut cloud = Cloud::with_bucket();
    let get = GetBucketWebsiteInput { bucket: BUCKET.into(), ..Default::default() };
    is(cloud.call::<GetBucketWebsite>(get.clone()), 404, "NoSuchWebsiteConfiguration");
    let mut code =
        |configuration| fault(cloud.call::<PutBucketWebsite>(configure(configuration))).1;
    assert_eq!(code(WebsiteConfiguration::default()), "InvalidArgument");
    for suffix in ["", "a/b"] {
        let index = Some(IndexDocument { suffix: suffix.into() });
        assert_eq!(
            code(WebsiteConfiguration { index_document: index, ..site() }),
            "InvalidArgument"
        );
    }
    let all = RedirectAllRequestsTo { host_name: "x".into(), protocol: None };
    assert_eq!(
        code(WebsiteConfiguration { redirect_all_requests_to: Some(all), ..site() }),
        "InvalidArgument"
    );
    assert_eq!(
        code(WebsiteConfiguration { routing_rules: Some(vec![]), ..site() }),
        "MalformedXML"
    );
    let empty =
        RoutingRule { condition: Some(Condition::default()), redirect: Redirect::default() };
    assert_eq!(
        code(WebsiteConfiguration { routing_rules: Some(vec![empty]), ..site() }),
        "InvalidRequest"
    );
    cloud.call::<PutBucketWebsite>(configure(site())).unwrap();
    let got = cloud.call::<GetBucketWebsite>(get.clone()).unwrap();
    assert_eq!(got.index_document, site().index_document);
    let delete = DeleteBucketWebsiteInput { bucket: BUCKET.into(), ..Default::default() };
    cloud.call::<DeleteBucketWebsite>(delete).unwrap();
    is(cloud.call::<GetBucketWebsite>(get), 404, "NoSuchWebsiteConfiguration");
}
