//! Lambda@Edge (CF-11.6), against a scripted origin.

use super::*;
use crate::edge::lambda::associations::{Lambda, Lambdas};
use parhelion_world::RunFailure;
use serde_json::{Value, json};

fn named(event: &str) -> Option<Lambda> {
    let arn = format!("arn:aws:lambda:us-east-1:123456789012:function:{event}:1");
    Some(Lambda { arn: arn.into(), include_body: false })
}

fn calling(lambdas: Lambdas) -> Distribution {
    let mut one = behavior("*", OPTIMIZED);
    one.lambdas = lambdas;
    distribution(vec![one])
}

type Called = Result<Value, RunFailure>;
type Answers = fn(&Value) -> Called;

/// A viewer's request; `lambda` answers the events, and the script the requests to the origin.
fn send(
    bench: &mut Bench,
    viewer: ViewerRequest,
    mut lambda: impl FnMut(&str, &Value) -> Called,
    script: Vec<OriginOutcome>,
) -> Seen {
    let mut script = script.into_iter();
    let mut asked = Vec::new();
    let mut step = bench.begin(viewer);
    loop {
        step = match step {
            Outcome::Done(response) => {
                assert!(script.next().is_none(), "the origin was asked less often than scripted");
                return Seen::of(response.unwrap(), asked);
            }
            Outcome::Effect(Effect::Function { payload, .. }, resume) => {
                let event: Value = serde_json::from_slice(&payload).unwrap();
                let cf = &event["Records"][0]["cf"];
                let kind = cf["config"]["eventType"].as_str().unwrap();
                let run = lambda(kind, cf).map(|value| value.to_string().into());
                bench.with(|cloudfront, cx| resume(cloudfront, cx, EffectResult::Run(run)))
            }
            other => {
                let (request, resume) = Bench::fetched(other);
                asked.push(request);
                let outcome = script.next().expect("an unscripted request to the origin");
                bench.resume(resume, outcome)
            }
        };
    }
}

fn all() -> Lambdas {
    Lambdas {
        viewer_request: named("viewer-request"),
        origin_request: named("origin-request"),
        origin_response: named("origin-response"),
        viewer_response: named("viewer-response"),
    }
}

fn header(value: &mut Value, name: &str, text: &str) {
    value["headers"][name] = json!([{ "key": name, "value": text }]);
}

#[test]
fn cf_11_6_each_event_sees_and_changes_its_part() {
    let mut bench = Bench::new(calling(all()));
    let mut events = Vec::new();
    let mut lambda = |kind: &str, cf: &Value| {
        events.push(kind.to_owned());
        let mut value =
            if kind.ends_with("request") { cf["request"].clone() } else { cf["response"].clone() };
        match kind {
            "viewer-request" => value["uri"] = "/b".into(),
            "origin-request" => {
                value["uri"] = "/c".into();
                header(&mut value, "x-lambda", "1");
            }
            "origin-response" => header(&mut value, "x-origin", "1"),
            _ => header(&mut value, "x-viewer", "1"),
        }
        Ok(value)
    };
    let miss = send(&mut bench, get("/a"), &mut lambda, vec![reply(200, &[], "one")]);
    assert_eq!(miss.asked[0].request.uri(), "/c");
    assert_eq!(miss.asked[0].request.headers()["x-lambda"], "1");
    assert_eq!(
        (miss.header("x-origin"), miss.header("x-viewer"), miss.cache()),
        ("1", "1", "Miss")
    );
    let hit = send(&mut bench, get("/a"), &mut lambda, vec![]);
    assert_eq!((hit.header("x-origin"), hit.header("x-viewer"), hit.cache()), ("1", "1", "Hit"));
    let whole = ["viewer-request", "origin-request", "origin-response", "viewer-response"];
    assert_eq!(events[..4], whole);
    assert_eq!(events[4..], ["viewer-request", "viewer-response"], "not called on a hit");
}

#[test]
fn cf_11_6_what_origin_request_answers_is_cached_and_no_other_function_sees_it_first() {
    let lambdas = Lambdas { viewer_request: None, viewer_response: None, ..all() };
    let mut bench = Bench::new(calling(lambdas));
    let mut calls = 0;
    let mut lambda = |kind: &str, _: &Value| {
        assert_eq!(kind, "origin-request");
        calls += 1;
        Ok(json!({ "status": "200", "body": "made", "headers": {
            "cache-control": [{ "key": "Cache-Control", "value": "max-age=60" }] } }))
    };
    for _ in 0..2 {
        assert_eq!(send(&mut bench, get("/a"), &mut lambda, vec![]).body, "made");
    }
    assert_eq!(calls, 1);
}

#[test]
fn cf_1_1_what_viewer_request_answers_is_not_cached() {
    let mut bench = Bench::new(calling(all()));
    let mut lambda = |_: &str, _: &Value| {
        Ok(json!({ "status": 302, "headers": {
        "location": [{ "value": "/b" }] } }))
    };
    for _ in 0..2 {
        let seen = send(&mut bench, get("/a"), &mut lambda, vec![]);
        assert_eq!((seen.status, seen.cache()), (302, "LambdaGeneratedResponse"));
        assert_eq!(seen.header("location"), "/b");
    }
}

#[test]
fn cf_6_7_g_origin_request_is_called_for_each_member_of_a_group() {
    let mut distribution = calling(Lambdas { origin_request: named("o"), ..Lambdas::default() });
    let mut one = Behavior::clone(&distribution.behaviors[0]);
    one.origins.push(custom_origin("second.example").into());
    one.failover = BTreeSet::from([500]);
    distribution.behaviors = vec![one.into()];
    let mut bench = Bench::new(distribution);
    let mut calls = 0;
    let script = vec![reply(500, &[], ""), reply(200, &[], "two")];
    let seen = send(
        &mut bench,
        get("/a"),
        |_, cf| {
            calls += 1;
            Ok(cf["request"].clone())
        },
        script,
    );
    assert_eq!((seen.body.as_str(), calls), ("two", 2));
}

#[test]
fn cf_6_8_failures_are_503_and_wrong_answers_502() {
    let cases: [(Answers, u16, &str); 6] = [
        (|_| Err(RunFailure::Timeout), 503, "LambdaExecutionError"),
        (|_| Err(RunFailure::NotFound("f".into())), 503, "LambdaExecutionError"),
        (|_| Ok(json!("text")), 502, "LambdaValidationError"),
        (|_| Ok(json!({ "status": "99" })), 502, "LambdaValidationError"),
        (
            |cf| {
                let mut request = cf["request"].clone();
                header(&mut request, "host", "other");
                Ok(request)
            },
            502,
            "LambdaValidationError",
        ),
        (
            |cf| {
                let mut request = cf["request"].clone();
                request["headers"]["x-a"] = json!([{ "key": "X-B", "value": "1" }]);
                Ok(request)
            },
            502,
            "LambdaValidationError",
        ),
    ];
    for (lambda, status, word) in cases {
        let only = Lambdas { viewer_request: named("v"), ..Lambdas::default() };
        let mut bench = Bench::new(calling(only));
        let seen = send(&mut bench, get("/a"), |_, cf| lambda(cf), vec![]);
        assert_eq!((seen.status, seen.cache()), (status, word));
    }
    // At viewer-response the status stays.
    let only = Lambdas { viewer_response: named("v"), ..Lambdas::default() };
    let changed = |_: &str, cf: &Value| {
        let mut response = cf["response"].clone();
        response["status"] = "201".into();
        Ok(response)
    };
    let mut bench = Bench::new(calling(only));
    let seen = send(&mut bench, get("/a"), changed, vec![reply(200, &[], "")]);
    assert_eq!((seen.status, seen.cache()), (502, "LambdaValidationError"));
}

#[test]
fn cf_11_6_a_body_is_shown_where_it_is_asked_for_and_can_be_replaced() {
    let lambda = named("v").map(|lambda| Lambda { include_body: true, ..lambda });
    let mut distribution = calling(Lambdas { viewer_request: lambda, ..Lambdas::default() });
    let mut one = Behavior::clone(&distribution.behaviors[0]);
    one.methods.push(Method::POST);
    distribution.behaviors = vec![one.into()];
    let mut bench = Bench::new(distribution);
    let sent = http::Request::post("/a").header("host", HOST).body(Body::from("hi".to_owned()));
    let seen = send(
        &mut bench,
        ViewerRequest::new(sent.unwrap()),
        |_, cf| {
            assert_eq!(cf["request"]["body"]["data"], "aGk=");
            let mut request = cf["request"].clone();
            request["body"] = json!({ "action": "replace", "encoding": "text", "data": "ho" });
            Ok(request)
        },
        vec![reply(200, &[], "")],
    );
    let asked = &seen.asked[0].request;
    assert_eq!(
        (&*asked.body().to_bytes(), &asked.headers()["content-length"]),
        (&b"ho"[..], &"2".parse().unwrap())
    );
}
