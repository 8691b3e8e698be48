#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
//! The pipeline against a scripted origin.

mod admission;
mod caching;
mod compression;
mod errors;
mod explain;
#[cfg(feature = "functions")]
mod functions;
mod lambda;
mod origins;
mod pops;
mod ranges;
mod split;
mod websockets;

use super::distribution::{
    Behavior, Distribution, Forward, Geo, Origin, OriginKind, OriginProtocol, ViewerProtocol,
};
use super::freshness::Ttls;
use super::functions::published::Triggers;
use super::key::KeyPolicy;
use super::path::Pattern;
use super::visit::Step;
use super::*;
use crate::CloudFront;
use http::{HeaderMap, Method, StatusCode};
use parhelion_wire::Body;
use parhelion_world::HttpExchange as OriginRequest;
use parhelion_world::choice::Adversary;
use parhelion_world::identity::Caller;
use parhelion_world::service::Resume;
use parhelion_world::world::entry;
use parhelion_world::{Effect, EffectResult, OnBehalf, Outcome, RequestInfo, World};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

pub(crate) const HOST: &str = "d111.cloudfront.net";

/// CachingOptimized (CF-3.2's C) but for the codings.
pub(crate) const OPTIMIZED: Ttls = Ttls::seconds(1, 86_400, 31_536_000);
pub(crate) const MIN_0: Ttls = Ttls::seconds(0, 86_400, 31_536_000);

pub(crate) fn custom_origin(domain: &str) -> Origin {
    Origin {
        domain: domain.into(),
        host: None,
        path: "".into(),
        headers: vec![],
        kind: OriginKind::Custom {
            http_port: 80,
            https_port: 443,
            protocol: OriginProtocol::Https,
        },
        connection_attempts: 3,
        connection_timeout: Duration::from_secs(10),
        read_timeout: Duration::from_secs(30),
        shield: None,
    }
}

pub(crate) fn behavior(pattern: &str, ttls: Ttls) -> Behavior {
    Behavior {
        pattern: Pattern::new(pattern),
        origins: vec![custom_origin("origin.example").into()],
        failover: BTreeSet::new(),
        protocol: ViewerProtocol::AllowAll,
        methods: vec![Method::GET, Method::HEAD],
        caches_options: false,
        compress: false,
        ttls: Some(ttls),
        key: KeyPolicy::default(),
        forward: Forward::default(),
        headers_policy: None,
        signers: None,
        triggers: Triggers::default(),
        lambdas: Default::default(),
        missing: None,
    }
}

pub(crate) fn distribution(behaviors: Vec<Behavior>) -> Distribution {
    Distribution {
        id: "E1".into(),
        arn: "arn:aws:cloudfront::123456789012:distribution/E1".into(),
        account: "123456789012".into(),
        domain_name: HOST.into(),
        names: vec![HOST.into()],
        enabled: true,
        default_root_object: None,
        behaviors: behaviors.into_iter().map(Arc::new).collect(),
        errors: BTreeMap::new(),
        geo: Geo::None,
        http3: false,
        log: None,
        origins: vec![],
        functions: vec![],
        stores: vec![],
        split: None,
    }
}

/// What an origin is scripted to do.
pub(crate) type OriginOutcome = Result<http::Response<Body>, OriginFailure>;

pub(crate) fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> OriginOutcome {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let length = response.headers_ref().unwrap().contains_key("content-length");
    if !length && status != 304 {
        response = response.header("content-length", body.len());
    }
    Ok(response.body(body.to_owned().into()).unwrap())
}

pub(crate) fn get(path: &str) -> ViewerRequest {
    request("GET", path, &[])
}

pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> ViewerRequest {
    let mut request = http::Request::builder().method(method).uri(path).header("host", HOST);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ViewerRequest::new(request.body(Body::empty()).unwrap())
}

/// What a viewer got, with the requests that origins got for it.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    pub(crate) asked: Vec<OriginRequest>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("-", |value| value.to_str().unwrap())
    }

    /// `X-Cache`'s first word.
    pub(crate) fn cache(&self) -> &str {
        self.header("x-cache").strip_suffix(" from cloudfront").unwrap()
    }

    fn of(response: http::Response<Body>, asked: Vec<OriginRequest>) -> Self {
        let (parts, body) = response.into_parts();
        let body = String::from_utf8_lossy(&body.to_bytes()).into_owned();
        Self { status: parts.status.as_u16(), headers: parts.headers, body, asked }
    }
}

/// A world with one CloudFront.
#[derive(Clone)]
pub(crate) struct Bench {
    pub(crate) world: World,
}

impl Bench {
    /// The distribution is everywhere at once.
    pub(crate) fn new(distribution: Distribution) -> Self {
        let mut bench = Self { world: World::new(1, vec![entry::<CloudFront>()]) };
        bench.deploy(distribution, 0);
        bench
    }

    pub(crate) fn with<R>(&mut self, f: impl FnOnce(&mut CloudFront, &mut Context) -> R) -> R {
        let request = RequestInfo::default();
        let who = OnBehalf::of(Caller::Anonymous, "123456789012", "us-east-1".into(), &request);
        self.world.with::<CloudFront, R>(&who, f)
    }

    /// Answers how many seconds from now the last POP has it.
    pub(crate) fn deploy(&mut self, distribution: Distribution, after: u64) -> u64 {
        self.with(|cloudfront, cx| {
            let at = cx.now + Duration::from_secs(after);
            cloudfront.edge.deploy(cx, distribution.into(), at).since(cx.now).as_secs()
        })
    }

    pub(crate) fn invalidate(&mut self, path: &str, after: u64) -> u64 {
        self.with(|cloudfront, cx| {
            let at = cx.now + Duration::from_secs(after);
            cloudfront.edge.invalidate(cx, "E1", &[path.to_owned()], at).since(cx.now).as_secs()
        })
    }

    pub(crate) fn pass(&mut self, seconds: u64) {
        let to = self.world.now() + Duration::from_secs(seconds);
        self.world.advance_to(to);
    }

    pub(crate) fn adversary(&mut self, adversary: Adversary) {
        *self.world.adversary_mut() = adversary;
    }

    pub(crate) fn begin(&mut self, viewer: ViewerRequest) -> Step {
        self.world.begin(None);
        self.with(|cloudfront, cx| cloudfront.edge.begin(cx, viewer))
    }

    /// The request that the edge wants carried, and how it goes on.
    pub(crate) fn fetched<T>(step: Outcome<T>) -> (OriginRequest, Resume<T>) {
        match step {
            Outcome::Effect(Effect::Http(request), resume) => (*request, resume),
            other => panic!("no request to an origin: {other:?}"),
        }
    }

    pub(crate) fn resume<T>(&mut self, resume: Resume<T>, outcome: OriginOutcome) -> Outcome<T> {
        let step = self.answered(resume, outcome);
        self.computed(step)
    }

    /// As [`Bench::resume`], but what is to be computed is not computed yet.
    pub(crate) fn answered<T>(&mut self, resume: Resume<T>, outcome: OriginOutcome) -> Outcome<T> {
        self.with(|cloudfront, cx| resume(cloudfront, cx, EffectResult::Http(outcome)))
    }

    /// Goes on with what is to be computed, if anything.
    pub(crate) fn computed<T>(&mut self, step: Outcome<T>) -> Outcome<T> {
        match step {
            Outcome::Compute(computation, then) => {
                let computed = computation.run();
                self.with(|cloudfront, cx| then(cloudfront, cx, computed))
            }
            step => step,
        }
    }

    /// One viewer's request; the origin answers what the script says, in order.
    pub(crate) fn send(&mut self, viewer: ViewerRequest, script: Vec<OriginOutcome>) -> Seen {
        let mut script = script.into_iter();
        let mut asked = Vec::new();
        let mut step = self.begin(viewer);
        let background = self.world.take_background();
        let response = loop {
            match step {
                Outcome::Done(response) => break response.unwrap(),
                step_with_effect => {
                    let (request, resume) = Self::fetched(step_with_effect);
                    asked.push(request);
                    let outcome = script.next().expect("an unscripted request to the origin");
                    step = self.resume(resume, outcome);
                }
            }
        };
        for work in background {
            let mut step = Outcome::Effect(work.effect, work.resume);
            while !matches!(step, Outcome::Done(_)) {
                let (request, resume) = Self::fetched(step);
                asked.push(request);
                step = self.resume(resume, script.next().expect("an unscripted refresh"));
            }
        }
        assert!(script.next().is_none(), "the origin was asked less often than scripted");
        Seen::of(response, asked)
    }

    /// A request that must be answered without the origin.
    pub(crate) fn cached(&mut self, viewer: ViewerRequest) -> Seen {
        self.send(viewer, vec![])
    }
}

/// A bench with one caching behaviour.
pub(crate) fn bench(ttls: Ttls) -> Bench {
    Bench::new(distribution(vec![behavior("*", ttls)]))
}

#[test]
fn an_edge_forks_and_forks_do_not_see_each_other() {
    let mut one = bench(OPTIMIZED);
    one.send(get("/a"), vec![reply(200, &[], "one")]);
    let mut two = one.clone();
    two.invalidate("/*", 0);
    two.send(get("/a"), vec![reply(200, &[], "two")]);
    assert_eq!(one.cached(get("/a")).body, "one");
    assert_eq!(two.cached(get("/a")).body, "two");
}

#[test]
fn the_edges_headers_cf_4() {
    let mut bench = bench(OPTIMIZED);
    let origins =
        [("via", "1.0 origin"), ("server", "nginx"), ("x-amz-meta-a", "1"), ("set-cookie", "s=1")];
    let miss = bench.send(get("/a"), vec![reply(200, &origins, "x")]);
    assert_eq!(miss.cache(), "Miss");
    assert_eq!(miss.header("x-amz-cf-pop"), "IAD89-C1");
    assert_eq!(miss.header("age"), "-", "CF-3.12");
    assert_eq!(miss.header("server"), "nginx");
    assert_eq!(miss.header("set-cookie"), "-", "CF-3.8a");
    assert_eq!(miss.header("connection"), "keep-alive");
    let id = miss.header("x-amz-cf-id");
    assert!(id.len() == 56 && id.ends_with("=="), "{id}");
    assert_eq!(miss.asked[0].request.headers()["x-amz-cf-id"], id);
    let via = miss.header("via");
    assert!(via.starts_with("1.1 ") && via.ends_with(".cloudfront.net (CloudFront)"), "{via}");
    bench.pass(7);
    let hit = bench.cached(get("/a"));
    assert_eq!((hit.cache(), hit.header("age")), ("Hit", "7"));
    assert_eq!(hit.header("date"), miss.header("date"), "replayed (CF-3.12)");
    assert_ne!(hit.header("x-amz-cf-id"), id);
    assert_eq!(hit.header("x-amz-meta-a"), "1");
}
