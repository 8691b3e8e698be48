//! The dashboard behind another interface: forms, other statuses, a page in JSON with fingerprints. What is
//! declared so is not called broken, and its bugs are still caught.

use bytes::Bytes;
use dashboard::Mutant;
use http::{HeaderName, Request, Response, StatusCode};
use parhelion_properties::application::{
    Application, BoxFuture, Deployment, Exchange, Form, Interface, Names, Running,
};
use parhelion_properties::property_16::Property16;
use parhelion_properties::report::text;
use parhelion_properties::{Clients, Options, Suite};
use parhelion_scenarios::DashboardApplication;
use std::sync::Arc;

/// The same application, as its users would see another one.
struct Disguised(DashboardApplication);

struct RunningDisguised(Arc<dyn Running>);

impl Application for Disguised {
    fn name(&self) -> String {
        format!("disguised {}", self.0.name())
    }

    fn interface(&self) -> Interface {
        Interface {
            upload: Exchange::new("PUT", "/api/upload"),
            form: Form::Multipart { field: "photo".into() },
            accepted: vec![200],
            conflict: vec![422],
            names: Names::Plain,
            publish: Some(Exchange::new("POST", "/api/publish?asset={name}")),
            published: vec![202],
            page: Exchange::new("GET", "/api/assets.json"),
            ..Interface::default()
        }
    }

    fn set_up<'a>(&'a self, clients: &'a Clients) -> BoxFuture<'a, Result<Deployment, String>> {
        self.0.set_up(clients)
    }

    fn start(&self, clients: &Clients, deployment: &Deployment) -> Arc<dyn Running> {
        Arc::new(RunningDisguised(self.0.start(clients, deployment)))
    }
}

impl RunningDisguised {
    /// Asks the dashboard itself, in its own words.
    async fn ask(&self, like: &Request<Bytes>, line: &str, body: Bytes) -> Response<Bytes> {
        let (method, path) = line.split_once(' ').unwrap();
        let mut request = Request::builder().method(method).uri(path).body(body).unwrap();
        let id = like.headers().get("x-request-id").cloned();
        request.headers_mut().extend(id.map(|id| (HeaderName::from_static("x-request-id"), id)));
        self.0.handle(request).await
    }
}

/// The file in a form, and its name.
fn of_form(body: &Bytes) -> (String, Bytes) {
    let end_of_head = body.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    let head = String::from_utf8(body[..end_of_head].to_vec()).unwrap();
    assert!(head.contains("name=\"photo\""), "{head}");
    let name = head.split("filename=\"").nth(1).unwrap().split('"').next().unwrap();
    let mark = format!("\r\n{}--\r\n", head.lines().next().unwrap());
    (name.to_owned(), body.slice(end_of_head..body.len() - mark.len()))
}

impl Running for RunningDisguised {
    fn handle(&self, request: Request<Bytes>) -> BoxFuture<'_, Response<Bytes>> {
        Box::pin(async move {
            let path = request.uri().path_and_query().unwrap().as_str();
            let (mut answer, translate) = if path == "/api/upload" {
                let (name, file) = of_form(request.body());
                let answer = self.ask(&request, &format!("POST /files/{name}"), file).await;
                (answer, [(201, 200), (409, 422)])
            } else if let Some(name) = path.strip_prefix("/api/publish?asset=") {
                let line = format!("PUT /assets/{name}");
                let answer = self.ask(&request, &line, request.body().clone()).await;
                (answer, [(200, 202), (0, 0)])
            } else {
                let page = self.ask(&request, "GET /", Bytes::new()).await;
                let page = String::from_utf8(page.body().to_vec()).unwrap();
                let links = page.split("=\"").skip(1).filter_map(|rest| rest.split('"').next());
                let links: Vec<_> = links.filter(|link| link.starts_with("http")).collect();
                let links = links.iter().map(|link| format!("{link}?v=3f2a9c01"));
                let body = serde_json::json!({ "assets": links.collect::<Vec<_>>() }).to_string();
                let answer = Response::builder().header("content-type", "application/json");
                (answer.body(body.into()).unwrap(), [(0, 0), (0, 0)])
            };
            let other = translate.iter().find(|(from, _)| *from == answer.status().as_u16());
            if let Some((_, to)) = other {
                *answer.status_mut() = StatusCode::from_u16(*to).unwrap();
            }
            answer
        })
    }

    fn shut_down(&self) -> BoxFuture<'_, ()> {
        self.0.shut_down()
    }
}

fn suite(mutant: Option<Mutant>) -> Suite<Property16> {
    let application = Disguised(DashboardApplication::new(mutant));
    Suite::new(Property16::new(Arc::new(application))).unwrap()
}

fn options(cases: usize) -> Options {
    Options { cases, ..Options::default() }
}

#[test]
fn what_is_declared_is_not_called_broken() {
    let outcome = suite(None).prove(&Options { singles: Some(100), ..options(20) }, &|_, _| {});
    assert!(outcome.holds(), "{}", text::report(&outcome));
}

#[test]
fn bugs_are_caught_behind_it() {
    for (mutant, clause) in [
        (Mutant::LostAnswerStoredTwice, "16a"),
        (Mutant::AssetsLinkedToS3, "16b"),
        (Mutant::LogsDroppedOnShutdown, "16c"),
        (Mutant::InvalidationForgotten, "freshness"),
    ] {
        let outcome = suite(Some(mutant)).prove(&options(100), &|_, _| {});
        let report = text::report(&outcome);
        let found = outcome.counterexample().unwrap_or_else(|| panic!("{report}"));
        assert!(found.failure.clause().starts_with(clause), "{report}");
    }
}
