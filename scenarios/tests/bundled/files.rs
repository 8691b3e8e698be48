//! A small application whose files can be read, removed and listed: what it does well is not called broken, and
//! each of its bugs is caught by the clause that speaks of it.

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use parhelion_properties::application::{
    Application, BoxFuture, Deployment, Exchange, Interface, Running,
};
use parhelion_properties::property_16::Property16;
use parhelion_properties::report::text;
use parhelion_properties::{Clients, Options, Suite};
use parhelion_scenarios::DashboardApplication;
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// How it is broken.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Bug {
    RemovalNotMade,
    RemovalErrorSwallowed,
    MissingIsEmpty,
    ReadFromMemory,
    TruncatedWhenRead,
    ListOfOnePage,
    ListFromMemory,
    RetriedRemovalIsMissing,
}

/// The dashboard with files beside it.
struct Files(DashboardApplication, Option<Bug>);

struct RunningFiles {
    dashboard: Arc<dyn Running>,
    clients: Clients,
    bucket: String,
    bug: Option<Bug>,
    read: Mutex<BTreeMap<String, Bytes>>,
    listed: Mutex<Option<Vec<String>>>,
}

impl Application for Files {
    fn name(&self) -> String {
        format!("files {:?}", self.1)
    }

    fn interface(&self) -> Interface {
        let listing = Some(Exchange::new("GET", "/list"));
        let read = Some(Exchange::new("GET", "/files/{name}"));
        let remove = Some(Exchange::new("DELETE", "/files/{name}"));
        Interface { listing, read, remove, ..self.0.interface() }
    }

    fn set_up<'a>(&'a self, clients: &'a Clients) -> BoxFuture<'a, Result<Deployment, String>> {
        self.0.set_up(clients)
    }

    fn start(&self, clients: &Clients, deployment: &Deployment) -> Arc<dyn Running> {
        Arc::new(RunningFiles {
            dashboard: self.0.start(clients, deployment),
            clients: clients.clone(),
            bucket: deployment.bucket.clone(),
            bug: self.1,
            read: Mutex::default(),
            listed: Mutex::default(),
        })
    }
}

fn answer(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = StatusCode::from_u16(status).unwrap();
    answer
}

impl RunningFiles {
    /// None: AWS has a bad moment.
    async fn read(&self, key: &str) -> Option<Response<Bytes>> {
        if self.bug == Some(Bug::ReadFromMemory)
            && let Some(content) = self.read.lock().unwrap().get(key)
        {
            return Some(answer(200, content.clone()));
        }
        let got = self.clients.s3.get_object().bucket(&self.bucket).key(key).send().await;
        match got {
            Ok(object) => {
                let content = object.body.collect().await.ok()?.into_bytes();
                self.read.lock().unwrap().insert(key.to_owned(), content.clone());
                let end = match self.bug {
                    Some(Bug::TruncatedWhenRead) => content.len().min(1000),
                    _ => content.len(),
                };
                Some(answer(200, content.slice(..end)))
            }
            Err(error) if error.as_service_error().is_some_and(|it| it.is_no_such_key()) => {
                let status = if self.bug == Some(Bug::MissingIsEmpty) { 200 } else { 404 };
                Some(answer(status, ""))
            }
            Err(_) => None,
        }
    }

    async fn remove(&self, key: &str) -> Option<Response<Bytes>> {
        let s3 = &self.clients.s3;
        match self.bug {
            Some(Bug::RemovalNotMade) => return Some(answer(204, "")),
            Some(Bug::RetriedRemovalIsMissing) => {
                // Its own retry meets what its first try has done.
                for _ in 0..3 {
                    let head = s3.head_object().bucket(&self.bucket).key(key).send().await;
                    match head {
                        Err(error)
                            if error.as_service_error().is_some_and(|it| it.is_not_found()) =>
                        {
                            return Some(answer(404, ""));
                        }
                        Err(_) => return None,
                        Ok(_) => {}
                    }
                    let once = aws_sdk_s3::config::Config::builder()
                        .retry_config(aws_sdk_s3::config::retry::RetryConfig::disabled());
                    let removed = s3.delete_object().bucket(&self.bucket).key(key);
                    if removed.customize().config_override(once).send().await.is_ok() {
                        return Some(answer(204, ""));
                    }
                }
                return None;
            }
            _ => {}
        }
        let removed = s3.delete_object().bucket(&self.bucket).key(key).send().await;
        let swallows = self.bug == Some(Bug::RemovalErrorSwallowed);
        (removed.is_ok() || swallows).then(|| answer(204, ""))
    }

    async fn list(&self) -> Option<Response<Bytes>> {
        let remembered = self.listed.lock().unwrap().clone();
        if let (Some(Bug::ListFromMemory), Some(names)) = (self.bug, remembered) {
            return Some(answer(200, serde_json::to_vec(&names).unwrap()));
        }
        let list = self.clients.s3.list_objects_v2().bucket(&self.bucket).prefix("uploads/");
        let mut pages = list.into_paginator().send();
        let mut names = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.ok()?;
            let keys = page.contents().iter().filter_map(|object| object.key());
            names.extend(keys.map(|key| key.trim_start_matches("uploads/").to_owned()));
            if self.bug == Some(Bug::ListOfOnePage) {
                break;
            }
        }
        *self.listed.lock().unwrap() = Some(names.clone());
        Some(answer(200, serde_json::to_vec(&names).unwrap()))
    }
}

impl Running for RunningFiles {
    /// Its log lines are the dashboard's: of a request that it does not know it says so.
    fn handle(&self, request: Request<Bytes>) -> BoxFuture<'_, Response<Bytes>> {
        Box::pin(async move {
            let path = request.uri().path().to_owned();
            let name = path
                .strip_prefix("/files/")
                .map(|name| format!("uploads/{}", percent_decode_str(name).decode_utf8_lossy()));
            let made = match (request.method(), &name) {
                (&Method::GET, Some(key)) => self.read(key).await,
                (&Method::DELETE, Some(key)) => self.remove(key).await,
                _ if path == "/list" => self.list().await,
                _ => return self.dashboard.handle(request).await,
            };
            let mut logged = request.map(|_| Bytes::new());
            *logged.uri_mut() = "/".parse().unwrap();
            *logged.method_mut() = Method::GET;
            self.dashboard.handle(logged).await;
            made.unwrap_or_else(|| answer(503, "come again"))
        })
    }

    fn shut_down(&self) -> BoxFuture<'_, ()> {
        self.dashboard.shut_down()
    }
}

fn suite(bug: Option<Bug>) -> Suite<Property16> {
    let application = Files(DashboardApplication::new(None), bug);
    Suite::new(Property16::new(Arc::new(application))).unwrap()
}

#[test]
fn files_that_are_read_and_removed_well_are_not_called_broken() {
    let options = Options { cases: 40, singles: Some(150), ..Options::default() };
    let outcome = suite(None).prove(&options, &|_, _| {});
    assert!(outcome.holds(), "{}", text::report(&outcome));
    for clause in ["is read as it was accepted", "nothing is read", "gone from S3", "list of files"]
    {
        let report = text::report(&outcome);
        assert!(
            report.lines().any(|line| line.contains(clause) && line.contains('✓')),
            "{clause}: {report}"
        );
    }
}

#[test]
fn each_bug_is_caught_by_the_clause_that_speaks_of_it() {
    for (bug, clause) in [
        (Bug::RemovalNotMade, "16a: the list of files has none that was removed"),
        (Bug::RemovalErrorSwallowed, "16a: "),
        (Bug::MissingIsEmpty, "16a: "),
        (Bug::ReadFromMemory, "16a: a file is read as it was accepted"),
        (Bug::TruncatedWhenRead, "16a: a file is read as it was accepted"),
        (Bug::ListOfOnePage, "16a: the list of files has every"),
        (Bug::ListFromMemory, "16a: the list of files"),
        (Bug::RetriedRemovalIsMissing, "16a: a file is read as it was accepted"),
    ] {
        let outcome =
            suite(Some(bug)).prove(&Options { cases: 400, ..Options::default() }, &|_, _| {});
        let report = text::report(&outcome);
        let found = outcome.counterexample().unwrap_or_else(|| panic!("{bug:?}: {report}"));
        assert!(found.failure.clause().starts_with(clause), "{bug:?}: {report}");
        assert!(found.case.operations.len() <= 4, "{bug:?}: {report}");
    }
}
