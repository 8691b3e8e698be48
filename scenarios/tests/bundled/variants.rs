//! The same application in other clothes, each of them correct: other statuses, routes, formats, derived
//! objects, patience. None of them may be called broken.

use bytes::Bytes;
use dashboard::Mutant;
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use parhelion_properties::application::{
    Application, BoxFuture, Deployment, Direct, Exchange, Form, Interface, Names, Running,
};
use parhelion_properties::property_16::Property16;
use parhelion_properties::report::text;
use parhelion_properties::{Clients, Options, Suite};
use parhelion_scenarios::DashboardApplication;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// What the dashboard looks like in other clothes.
#[derive(Clone, Copy)]
struct Variant {
    name: &'static str,
    interface: fn() -> Interface,
    clients: fn(&Clients) -> Clients,
    handle: for<'a> fn(&'a Dressed, Request<Bytes>) -> BoxFuture<'a, Response<Bytes>>,
}

/// A dashboard in other clothes.
struct Dressing(DashboardApplication, Variant);

/// A running one.
struct Dressed {
    inner: Arc<dyn Running>,
    clients: Clients,
    bucket: String,
}

impl Application for Dressing {
    fn name(&self) -> String {
        format!("{} ({})", self.0.name(), self.1.name)
    }

    fn interface(&self) -> Interface {
        (self.1.interface)()
    }

    fn set_up<'a>(&'a self, clients: &'a Clients) -> BoxFuture<'a, Result<Deployment, String>> {
        self.0.set_up(clients)
    }

    fn start(&self, clients: &Clients, deployment: &Deployment) -> Arc<dyn Running> {
        let clients = (self.1.clients)(clients);
        let inner = self.0.start(&clients, deployment);
        let bucket = deployment.bucket.clone();
        Arc::new(RunningDressed(Dressed { inner, clients, bucket }, self.1))
    }
}

struct RunningDressed(Dressed, Variant);

impl Running for RunningDressed {
    fn handle(&self, request: Request<Bytes>) -> BoxFuture<'_, Response<Bytes>> {
        (self.1.handle)(&self.0, request)
    }

    fn shut_down(&self) -> BoxFuture<'_, ()> {
        self.0.inner.shut_down()
    }
}

impl Dressed {
    /// Asks the dashboard in its own words, with the request's id.
    async fn ask(&self, like: &Request<Bytes>, line: &str, body: Bytes) -> Response<Bytes> {
        let (method, path) = line.split_once(' ').unwrap();
        let mut request = Request::builder().method(method).uri(path).body(body).unwrap();
        let id = like.headers().get("x-request-id").cloned();
        request.headers_mut().extend(id.map(|id| (HeaderName::from_static("x-request-id"), id)));
        self.inner.handle(request).await
    }

    /// The same request, with another status in place of the dashboard's.
    async fn with_status(&self, request: Request<Bytes>, from: u16, to: u16) -> Response<Bytes> {
        let mut answer = self.inner.handle(request).await;
        if answer.status() == from {
            *answer.status_mut() = StatusCode::from_u16(to).unwrap();
        }
        answer
    }
}

fn unchanged(clients: &Clients) -> Clients {
    clients.clone()
}

fn own(app: &Dressed, request: Request<Bytes>) -> BoxFuture<'_, Response<Bytes>> {
    app.inner.handle(request)
}

fn trying(clients: &Clients, times: u32) -> Clients {
    let retry = aws_types::sdk_config::RetryConfig::standard().with_max_attempts(times);
    let s3 = clients.s3.config().to_builder().retry_config(retry.clone()).build();
    let cloudfront = clients.cloudfront.config().to_builder().retry_config(retry).build();
    Clients {
        s3: aws_sdk_s3::Client::from_conf(s3),
        cloudfront: aws_sdk_cloudfront::Client::from_conf(cloudfront),
        ..clients.clone()
    }
}

/// The page's links.
async fn links(app: &Dressed, request: &Request<Bytes>) -> Vec<String> {
    let page = app.ask(request, "GET /", Bytes::new()).await;
    let page = String::from_utf8(page.body().to_vec()).unwrap();
    let links = page.split("=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.starts_with("http")).map(str::to_owned).collect()
}

fn answer(media_type: &str, body: String) -> Response<Bytes> {
    Response::builder().header("content-type", media_type).body(body.into()).unwrap()
}

fn is_upload(request: &Request<Bytes>) -> bool {
    request.method() == Method::POST && request.uri().path().starts_with("/files/")
}

fn key_of(request: &Request<Bytes>) -> String {
    let name = request.uri().path().rsplit('/').next().unwrap();
    let name = percent_encoding::percent_decode_str(name).decode_utf8().unwrap();
    format!("uploads/{name}")
}

/// `POST /leave` gives a presigned URL, `POST /done` says whether the file is there.
fn directly(app: &Dressed, request: Request<Bytes>) -> BoxFuture<'_, Response<Bytes>> {
    Box::pin(async move {
        let wish: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        let name = wish["name"].as_str().unwrap_or_default().to_owned();
        let (sha256, key) =
            (wish["sha256"].as_str().unwrap_or_default(), format!("uploads/{name}"));
        let s3 = &app.clients.s3;
        match request.uri().path() {
            "/leave" => {
                let put = s3.put_object().bucket(&app.bucket).key(&key).if_none_match("*");
                let now = s3.config().time_source().unwrap().now();
                let lifetime = aws_sdk_s3::presigning::PresigningConfig::builder().start_time(now);
                let lifetime = lifetime.expires_in(Duration::from_secs(900)).build().unwrap();
                let signed = put.checksum_sha256(sha256).presigned(lifetime).await.unwrap();
                let headers: serde_json::Map<String, Value> =
                    signed.headers().map(|(name, value)| (name.into(), value.into())).collect();
                let leave = json!({ "to": { "url": signed.uri(), "headers": headers } });
                // Asked like any page, so that there is a log line.
                app.ask(&request, "GET /", Bytes::new()).await;
                answer("application/json", leave.to_string())
            }
            "/done" => {
                app.ask(&request, "GET /", Bytes::new()).await;
                let head = s3.head_object().bucket(&app.bucket).key(&key);
                let head = head.checksum_mode(aws_sdk_s3::types::ChecksumMode::Enabled);
                let status = match head.send().await {
                    Ok(head) if head.checksum_sha256.as_deref() == Some(sha256) => 201,
                    Ok(_) => 409,
                    Err(_) => 404,
                };
                let mut answer = answer("application/json", "{}".to_owned());
                *answer.status_mut() = StatusCode::from_u16(status).unwrap();
                answer
            }
            _ => app.inner.handle(request).await,
        }
    })
}

const PLAIN: Variant =
    Variant { name: "as it is", interface: Interface::default, clients: unchanged, handle: own };

fn statuses() -> Vec<Variant> {
    vec![
        Variant {
            name: "200 for an upload",
            interface: || Interface { accepted: vec![200], ..Interface::default() },
            handle: |app, request| Box::pin(app.with_status(request, 201, 200)),
            ..PLAIN
        },
        Variant {
            name: "202 for an upload",
            interface: || Interface { accepted: vec![202], ..Interface::default() },
            handle: |app, request| Box::pin(app.with_status(request, 201, 202)),
            ..PLAIN
        },
        Variant {
            name: "204 for an upload",
            interface: || Interface { accepted: vec![204], ..Interface::default() },
            handle: |app, request| Box::pin(app.with_status(request, 201, 204)),
            ..PLAIN
        },
        Variant {
            name: "303 to the file",
            interface: || Interface { accepted: vec![303], ..Interface::default() },
            handle: |app, request| {
                Box::pin(async move {
                    let path = HeaderValue::from_str(request.uri().path()).unwrap();
                    let mut answer = app.with_status(request, 201, 303).await;
                    answer.headers_mut().insert("location", path);
                    answer
                })
            },
            ..PLAIN
        },
        Variant {
            name: "412 for a name that is taken",
            interface: || Interface { conflict: vec![412], ..Interface::default() },
            handle: |app, request| Box::pin(app.with_status(request, 409, 412)),
            ..PLAIN
        },
        Variant {
            name: "422 for a name that is taken",
            interface: || Interface { conflict: vec![422], ..Interface::default() },
            handle: |app, request| Box::pin(app.with_status(request, 409, 422)),
            ..PLAIN
        },
        Variant {
            name: "503 when S3 fails",
            handle: |app, request| Box::pin(app.with_status(request, 502, 503)),
            ..PLAIN
        },
        Variant {
            name: "500 when S3 fails",
            handle: |app, request| Box::pin(app.with_status(request, 502, 500)),
            ..PLAIN
        },
        Variant {
            name: "204 for a publication",
            interface: || Interface { published: vec![204], ..Interface::default() },
            handle: |app, request| {
                Box::pin(async move {
                    let publishes = request.method() == Method::PUT;
                    let to = if publishes { 204 } else { 200 };
                    app.with_status(request, 200, to).await
                })
            },
            ..PLAIN
        },
    ]
}

fn routes() -> Vec<Variant> {
    vec![
        Variant {
            name: "PUT /api/v2/objects/{name}",
            interface: || Interface {
                upload: Exchange::new("PUT", "/api/v2/objects/{name}"),
                ..Interface::default()
            },
            handle: |app, request| {
                Box::pin(async move {
                    let path = request.uri().path().to_owned();
                    let Some(name) = path.strip_prefix("/api/v2/objects/") else {
                        return app.inner.handle(request).await;
                    };
                    let body = request.body().clone();
                    app.ask(&request, &format!("POST /files/{name}"), body).await
                })
            },
            ..PLAIN
        },
        Variant {
            name: "the name in the query",
            interface: || Interface {
                upload: Exchange::new("POST", "/upload?as={name}"),
                ..Interface::default()
            },
            handle: |app, request| {
                Box::pin(async move {
                    let query = request.uri().query().unwrap_or_default().to_owned();
                    let Some(name) = query.strip_prefix("as=") else {
                        return app.inner.handle(request).await;
                    };
                    let body = request.body().clone();
                    app.ask(&request, &format!("POST /files/{name}"), body).await
                })
            },
            ..PLAIN
        },
    ]
}

fn uploads() -> Vec<Variant> {
    vec![
        Variant {
            name: "presigned uploads",
            interface: || Interface {
                upload: Exchange::new("POST", "/leave"),
                form: Form::Direct(Direct {
                    granted: vec![200],
                    address: "/to/url".into(),
                    headers: Some("/to/headers".into()),
                    fields: None,
                    ticket: None,
                    complete: Exchange::new("POST", "/done"),
                }),
                ..Interface::default()
            },
            handle: directly,
            ..PLAIN
        },
        Variant {
            name: "200 for what is there already",
            interface: || Interface { accepted: vec![200, 201], ..Interface::default() },
            handle: |app, request| {
                Box::pin(async move {
                    if !is_upload(&request) {
                        return app.inner.handle(request).await;
                    }
                    let head = app.clients.s3.head_object().bucket(&app.bucket);
                    let there = head.key(key_of(&request)).send().await.is_ok();
                    let to = if there { 200 } else { 201 };
                    app.with_status(request, 201, to).await
                })
            },
            ..PLAIN
        },
        Variant {
            name: "plain names",
            interface: || Interface { names: Names::Plain, ..Interface::default() },
            ..PLAIN
        },
    ]
}

fn pages() -> Vec<Variant> {
    vec![
        Variant {
            name: "a page in JSON",
            interface: || Interface {
                page: Exchange::new("GET", "/assets.json"),
                ..Interface::default()
            },
            handle: |app, request| {
                Box::pin(async move {
                    if request.uri().path() != "/assets.json" {
                        return app.inner.handle(request).await;
                    }
                    let links = links(app, &request).await;
                    answer("application/json", json!({ "assets": links }).to_string())
                })
            },
            ..PLAIN
        },
        Variant {
            name: "a style sheet with versions",
            interface: || Interface {
                page: Exchange::new("GET", "/all.css"),
                ..Interface::default()
            },
            handle: |app, request| {
                Box::pin(async move {
                    if request.uri().path() != "/all.css" {
                        return app.inner.handle(request).await;
                    }
                    let links = links(app, &request).await;
                    let rules = links.iter().map(|link| format!("a {{ b: url('{link}?v=1') }}"));
                    answer("text/css", rules.collect())
                })
            },
            ..PLAIN
        },
        Variant {
            name: "srcset, and no scheme",
            interface: || Interface { page: Exchange::new("GET", "/home"), ..Interface::default() },
            handle: |app, request| {
                Box::pin(async move {
                    if request.uri().path() != "/home" {
                        return app.inner.handle(request).await;
                    }
                    let links = links(app, &request).await;
                    let links =
                        links.iter().map(|link| link.trim_start_matches("https:").to_owned());
                    let set: Vec<String> = links.map(|link| format!("{link} 1x")).collect();
                    answer("text/html", format!("<img srcset=\"{}\">", set.join(", ")))
                })
            },
            ..PLAIN
        },
    ]
}

fn behaviours() -> Vec<Variant> {
    vec![
        Variant { name: "one try", clients: |clients| trying(clients, 1), ..PLAIN },
        Variant { name: "five tries", clients: |clients| trying(clients, 5), ..PLAIN },
        Variant { name: "ten tries", clients: |clients| trying(clients, 10), ..PLAIN },
        Variant {
            name: "a derived object",
            interface: || Interface {
                derived: vec!["uploads/{name}.meta".into()],
                names: Names::Plain,
                ..Interface::default()
            },
            handle: |app, request| {
                Box::pin(async move {
                    let key = is_upload(&request).then(|| key_of(&request));
                    let answer = app.inner.handle(request).await;
                    if let Some(key) = key.filter(|_| answer.status() == 201) {
                        let put = app.clients.s3.put_object().bucket(&app.bucket);
                        // It is made again some day, if this does not work.
                        let _ =
                            put.key(format!("{key}.meta")).body(b"{}".to_vec().into()).send().await;
                    }
                    answer
                })
            },
            ..PLAIN
        },
        Variant {
            name: "looks before it leaps",
            handle: |app, request| {
                Box::pin(async move {
                    if is_upload(&request) {
                        let head = app.clients.s3.head_object().bucket(&app.bucket);
                        let _ = head.key(key_of(&request)).send().await;
                    }
                    app.inner.handle(request).await
                })
            },
            ..PLAIN
        },
        Variant {
            name: "tries again itself",
            handle: |app, request| {
                Box::pin(async move {
                    let line = format!("{} {}", request.method(), request.uri());
                    let mut answer = app.ask(&request, &line, request.body().clone()).await;
                    for _ in 0..2 {
                        if answer.status() == 502 {
                            tokio::time::sleep(Duration::from_secs(1)).await;
                            answer = app.ask(&request, &line, request.body().clone()).await;
                        }
                    }
                    answer
                })
            },
            ..PLAIN
        },
    ]
}

fn all() -> Vec<Variant> {
    [vec![PLAIN], statuses(), routes(), uploads(), pages(), behaviours()]
        .into_iter()
        .flatten()
        .collect()
}

fn suite(variant: Variant, mutant: Option<Mutant>) -> Suite<Property16> {
    let application = Dressing(DashboardApplication::new(mutant), variant);
    Suite::new(Property16::new(Arc::new(application))).unwrap()
}

/// Days at random, from one seed; nights take more (`PARHELION_SEEDS`).
#[test]
fn no_correct_variant_is_called_broken() {
    let variants = all();
    assert!(variants.len() >= 20, "{}", variants.len());
    let seeds = std::env::var("PARHELION_SEEDS").ok().and_then(|text| text.parse().ok());
    let seeds = seeds.unwrap_or(1);
    for variant in variants {
        let suite = suite(variant, None);
        for seed in 0..seeds {
            let options = Options { cases: 8, seed, sweep: false, ..Options::default() };
            let outcome = suite.prove(&options, &|_, _| {});
            assert!(outcome.counterexample().is_none(), "{}", text::report(&outcome));
        }
    }
}

/// Nor is any so lenient that it lets bugs through.
#[test]
fn bugs_are_caught_in_other_clothes() {
    let variants = all();
    let bugs = [
        (Mutant::AssetsLinkedToS3, "16b"),
        (Mutant::LogsDroppedOnShutdown, "16c"),
        (Mutant::NoRetention, "16c"),
        (Mutant::InvalidationForgotten, "freshness"),
    ];
    for (variant, (mutant, clause)) in variants.into_iter().step_by(5).zip(bugs.into_iter().cycle())
    {
        let outcome = suite(variant, Some(mutant))
            .prove(&Options { cases: 60, ..Options::default() }, &|_, _| {});
        let report = text::report(&outcome);
        let found = outcome.counterexample().unwrap_or_else(|| panic!("{report}"));
        assert!(found.failure.clause().starts_with(clause), "{report}");
    }
}
