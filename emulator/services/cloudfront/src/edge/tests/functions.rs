//! Functions at the edge (CF-11), against a scripted origin.

use super::*;
use crate::edge::distribution::CustomError;
use crate::edge::functions::published::{EdgeFunction, Triggers};
use parhelion_javascript::{Program, Runtime};

pub(super) fn function(name: &str, code: &str) -> Arc<EdgeFunction> {
    Arc::new(EdgeFunction {
        account: "123456789012".into(),
        name: name.into(),
        store: None,
        program: Program::new(Runtime::V2, code),
    })
}

/// A distribution whose only behaviour caches and calls these.
fn calling(request: Option<&str>, response: Option<&str>) -> Distribution {
    let mut one = behavior("*", OPTIMIZED);
    one.triggers = Triggers {
        viewer_request: request.map(|_| "request".into()),
        viewer_response: response.map(|_| "response".into()),
    };
    let mut all = distribution(vec![one]);
    all.origins = vec![
        ("main".into(), custom_origin("origin.example").into()),
        ("other".into(), custom_origin("other.example").into()),
    ];
    all.functions.extend(request.map(|code| function("request", code)));
    all.functions.extend(response.map(|code| function("response", code)));
    all
}

fn at_request(body: &str) -> Bench {
    Bench::new(calling(Some(&handler(body)), None))
}

fn at_response(body: &str) -> Bench {
    Bench::new(calling(None, Some(&handler(body))))
}

fn always(point: &str) -> Adversary {
    Adversary::random_at(2, 1.0, BTreeSet::from([point.to_owned()]))
}

fn handler(body: &str) -> String {
    format!(
        "import cf from 'cloudfront';\nasync function handler(event) {{ var request = event.request; \
         var response = event.response; {body} }}"
    )
}

#[test]
fn cf_1_6_i_a_changed_uri_counts_for_the_key_and_not_for_the_behavior() {
    let mut bench =
        at_request("if (request.uri.endsWith('/')) request.uri += 'index.html'; return request;");
    let miss = bench.send(get("/docs/?a=%2f&b"), vec![reply(200, &[], "index")]);
    assert_eq!(miss.asked[0].request.uri(), "/docs/index.html");
    assert_eq!(miss.cache(), "Miss");
    let hit = bench.cached(get("/docs/index.html"));
    assert_eq!((hit.cache(), hit.body.as_str()), ("Hit", "index"));
}

#[test]
fn cf_11_3_what_a_function_makes_itself_is_sent_and_not_cached() {
    let mut bench = at_request(
        "return { statusCode: 302, statusDescription: 'Found',
            headers: { location: { value: '/new' + request.uri }, 'x-a': { value: '1', multiValue:
                [{ value: '2' }, { value: '3' }] } },
            cookies: { s: { value: '1', attributes: 'Path=/; Secure' }, t: { value: '2' } },
            body: { encoding: 'base64', data: 'aGk=' } };",
    );
    for _ in 0..2 {
        let seen = bench.cached(get("/a"));
        assert_eq!((seen.status, seen.cache()), (302, "FunctionGeneratedResponse"));
        assert_eq!(seen.header("location"), "/new/a");
        let all = |name: &str| -> Vec<_> { seen.headers.get_all(name).iter().cloned().collect() };
        assert_eq!(all("x-a"), ["2", "3"]);
        assert_eq!(all("set-cookie"), ["s=1; Path=/; Secure", "t=2"]);
        assert_eq!((seen.body.as_str(), seen.header("content-length")), ("hi", "2"));
        assert!(seen.asked.is_empty());
    }
}

#[test]
fn cf_11_3_a_failing_function_is_503_and_a_wrong_answer_502() {
    let cases = [
        ("return nothing;", 503, "FunctionExecutionError"),
        ("while (true) ;", 503, "FunctionExecutionError"),
        ("return null;", 502, "FunctionValidationError"),
        ("return 'request';", 502, "FunctionValidationError"),
        ("request.method = 'POST'; return request;", 502, "FunctionValidationError"),
        ("request.headers.host = { value: 'x' }; return request;", 502, "FunctionValidationError"),
        ("delete request.headers.host; return request;", 502, "FunctionValidationError"),
        (
            "request.headers['X-A'] = { value: 'x' }; return request;",
            502,
            "FunctionValidationError",
        ),
        (
            "request.headers['x-edge-a'] = { value: '1' }; return request;",
            502,
            "FunctionValidationError",
        ),
        (
            "request.headers.cookie = { value: 'a=b' }; return request;",
            502,
            "FunctionValidationError",
        ),
        ("request.headers['x-a'] = { value: 1 }; return request;", 502, "FunctionValidationError"),
        (
            "request.headers['x-a'] = { value: 'a\\nb' }; return request;",
            502,
            "FunctionValidationError",
        ),
        ("request.uri = 'a'; return request;", 502, "FunctionValidationError"),
        ("request.uri = '/' + 'a'.repeat(8192); return request;", 502, "FunctionValidationError"),
        ("return { statusCode: 99 };", 502, "FunctionValidationError"),
        ("return { statusCode: '200' };", 502, "FunctionValidationError"),
        ("return { statusCode: 200, body: 'text' };", 502, "FunctionValidationError"),
        (
            "return { statusCode: 200, headers: { via: { value: '1' } } };",
            502,
            "FunctionValidationError",
        ),
    ];
    for (body, status, word) in cases {
        let seen = at_request(body).cached(get("/a"));
        assert_eq!((seen.status, seen.cache()), (status, word), "{body}");
        let text = "The CloudFront function associated with the CloudFront distribution is invalid or could not run.";
        assert!(seen.body.contains(text), "{body}");
    }
}

#[test]
fn cf_7_2_f_a_failing_function_may_have_a_page_of_its_own() {
    let mut all = calling(Some(&handler("throw new Error('x');")), None);
    let page = Some(("/sorry.html".into(), StatusCode::OK));
    all.errors.insert(503, CustomError { min_ttl: Duration::ZERO, page });
    // The page's own fetch is not the function's to see.
    let seen = Bench::new(all).send(get("/a"), vec![reply(200, &[], "sorry")]);
    assert_eq!((seen.status, seen.body.as_str(), seen.cache()), (200, "sorry", "Error"));
}

#[test]
fn cf_11_3_one_value_is_put_in_the_place_of_the_first_and_several_go_before() {
    let headers =
        [("x-a", "1"), ("x-a", "2"), ("x-b", "1"), ("x-b", "2"), ("cookie", "c=1; c=2; d=3")];
    let mut bench = at_request(
        "request.headers['x-a'].value = '9';
         request.headers['x-b'].value = '9';
         request.headers['x-b'].multiValue = [{ value: '7' }];
         delete request.cookies.d;
         return { statusCode: 200, headers: { seen: { value: JSON.stringify(request.headers['x-a']) } } };",
    );
    let seen = bench.cached(request("GET", "/", &headers));
    assert_eq!(seen.header("seen"), r#"{"value":"9","multiValue":[{"value":"1"},{"value":"2"}]}"#);
    let mut all = calling(
        Some(&handler(
            "request.headers['x-a'].value = '9';
             request.headers['x-b'].multiValue = [{ value: '7' }, { value: '8' }];
             delete request.cookies.d; delete request.headers['x-c'];
             return request;",
        )),
        None,
    );
    let mut one = Behavior::clone(&all.behaviors[0]);
    one.forward.others = crate::edge::distribution::Others::All;
    one.forward.cookies = crate::edge::selection::Selection::All;
    all.behaviors = vec![one.into()];
    let mut sent = headers.to_vec();
    sent.push(("x-c", "1"));
    let seen = Bench::new(all).send(request("GET", "/", &sent), vec![reply(200, &[], "")]);
    let asked = seen.asked[0].request.headers();
    let lines = |name: &str| -> Vec<_> { asked.get_all(name).iter().cloned().collect() };
    assert_eq!(lines("x-a"), ["9", "2"]);
    assert_eq!(lines("x-b"), ["7", "8"]);
    assert_eq!(lines("cookie"), ["c=1; c=2"]);
    assert!(lines("x-c").is_empty());
}

#[test]
fn cf_1_10_what_was_not_changed_goes_on_as_it_was_sent() {
    let all = |code: &str| {
        let mut all = calling(Some(&handler(code)), None);
        let mut one = Behavior::clone(&all.behaviors[0]);
        one.forward.queries = crate::edge::selection::Selection::All;
        all.behaviors = vec![one.into()];
        all
    };
    let asked = |code: &str, path: &str| {
        let seen = Bench::new(all(code)).send(get(path), vec![reply(200, &[], "")]);
        seen.asked[0].request.uri().to_string()
    };
    assert_eq!(asked("return request;", "/a%2Fb/?&b=2&&a=%20&a"), "/a%2Fb/?&b=2&&a=%20&a");
    let reordered = "var q = request.querystring; request.querystring = { z: { value: 'ä &' }, b: q.b }; \
                     return request;";
    assert_eq!(asked(reordered, "/?b=2&a=1"), "/?z=%C3%A4%20%26&b=2");
    assert_eq!(asked("request.querystring = 'x=1'; return request;", "/?b=2"), "/?x=1");
    assert_eq!(asked("request.querystring = {}; return request;", "/?b=2"), "/");
    assert_eq!(asked("request.uri = '/ü?x'; return request;", "/a?b=2"), "/%C3%BC%3Fx?b=2");
    let raw = "request.uri = '/' + request.rawQueryString(); return request;";
    assert_eq!(asked(raw, "/?b=2&"), "/b=2&?b=2&");
    assert_eq!(asked(raw, "/"), "/undefined");
}

#[test]
fn cf_1_1_a_viewer_response_function_sees_what_comes_from_the_origin_and_no_error() {
    let code = "response.headers['x-f'] = { value: String(response.statusCode) };
        response.headers['cache-control'] = { value: 'no-store' };
        response.cookies.f = { value: '1', attributes: 'Path=/' };
        delete response.headers.server; return response;";
    let mut bench = at_response(code);
    let miss =
        bench.send(get("/a"), vec![reply(200, &[("server", "x"), ("etag", "\"1\"")], "one")]);
    let hit = bench.cached(get("/a"));
    for seen in [miss, hit] {
        assert_eq!(
            (seen.header("x-f"), seen.header("server"), seen.body.as_str()),
            ("200", "-", "one")
        );
        assert_eq!(
            (seen.header("cache-control"), seen.header("set-cookie")),
            ("no-store", "f=1; Path=/")
        );
    }
    let missing = bench.send(get("/none"), vec![reply(404, &[], "none")]);
    assert_eq!((missing.status, missing.header("x-f")), (404, "-"), "S36");
    let unchanged = bench.cached(request("GET", "/a", &[("if-none-match", "\"1\"")]));
    assert_eq!((unchanged.status, unchanged.header("x-f")), (304, "304"));
    let mut replaced =
        at_response("response.statusCode = 201; response.body = { data: 'two' }; return response;");
    let seen = replaced.send(get("/a"), vec![reply(200, &[], "one")]);
    assert_eq!((seen.status, seen.body.as_str(), seen.header("content-length")), (201, "two", "3"));
    let wrong = at_response("return event.request;").send(get("/a"), vec![reply(200, &[], "one")]);
    assert_eq!((wrong.status, wrong.cache()), (502, "FunctionValidationError"));
}

#[test]
fn cf_1_1_what_a_function_made_at_the_request_no_function_sees_at_the_response() {
    let request = handler("return { statusCode: 200 };");
    let response = handler("response.headers['x-f'] = { value: '1' }; return response;");
    let seen = Bench::new(calling(Some(&request), Some(&response))).cached(get("/a"));
    assert_eq!((seen.status, seen.header("x-f")), (200, "-"));
}

#[test]
fn cf_11_4_a_function_chooses_the_origin_and_the_key_does_not_know_s54() {
    let mut bench = at_request(
        "if (request.headers['x-other']) cf.selectRequestOriginById('other', { hostHeader: 'shown.example' });
         return request;",
    );
    let other =
        bench.send(request("GET", "/a", &[("x-other", "1")]), vec![reply(200, &[], "other")]);
    assert_eq!(other.asked[0].host, "other.example");
    assert_eq!(other.asked[0].request.headers()["host"], "shown.example");
    assert_eq!(bench.cached(get("/a")).body, "other");
    let mut updated = at_request(
        "cf.updateRequestOrigin({ domainName: 'New.example', originPath: '/p', connectionAttempts: 1,
            customHeaders: { 'X-C': '1' }, timeouts: { readTimeout: 7 },
            customOriginConfig: { port: 8080, protocol: 'http', sslProtocols: ['TLSv1.2'] } });
         return request;",
    );
    let seen = updated.send(get("/a"), vec![reply(200, &[], "new")]);
    let asked = &seen.asked[0];
    assert_eq!((asked.host.as_str(), asked.port, asked.secure), ("new.example", 8080, false));
    assert_eq!(asked.request.uri(), "/p/a");
    assert_eq!(
        (&asked.request.headers()["host"], &asked.request.headers()["x-c"]),
        (&"new.example".parse().unwrap(), &"1".parse().unwrap())
    );
    assert_eq!(asked.read_timeout, Duration::from_secs(7));
    let mut group = at_request(
        "cf.createRequestOriginGroup({ originIds: [{ originId: 'other' }, { originId: 'main' }],
            failoverCriteria: { statusCodes: [500, 503] } });
         return request;",
    );
    let seen = group.send(get("/a"), vec![reply(503, &[], ""), reply(200, &[], "main")]);
    let hosts: Vec<_> = seen.asked.iter().map(|asked| asked.host.as_str()).collect();
    assert_eq!((hosts, seen.body.as_str()), (vec!["other.example", "origin.example"], "main"));
    let unknown =
        at_request("cf.selectRequestOriginById('none'); return request;").cached(get("/a"));
    assert_eq!((unknown.status, unknown.cache()), (503, "FunctionExecutionError"));
}

#[test]
fn n23_a_published_function_reaches_one_edge_location_after_the_other() {
    let version =
        |number: u8| handler(&format!("return {{ statusCode: {} }};", 200 + u16::from(number)));
    let mut bench = Bench::new(calling(Some(&version(1)), None));
    bench.adversary(always("cloudfront.function-delay"));
    bench.with(|cloudfront, cx| {
        let at = cx.now + Duration::from_secs(1);
        cloudfront.edge.publish(cx, &function("request", &version(2)), at);
    });
    let all = |bench: &mut Bench| -> Vec<u16> {
        let at = |pop: &&str| {
            bench.cached(ViewerRequest { pop: Some((*pop).into()), ..get("/a") }).status
        };
        super::super::pop::NAMES.iter().map(at).collect()
    };
    bench.pass(1);
    assert_eq!(all(&mut bench), [201; 4], "every location hears of it later");
    bench.pass(10);
    let between = all(&mut bench);
    assert!(between.contains(&201) && between.contains(&202), "{between:?}");
    bench.pass(50);
    assert_eq!(all(&mut bench), [202; 4]);
}

#[test]
fn n24_a_function_may_be_throttled() {
    let mut bench = at_request("return request;");
    bench.adversary(always("cloudfront.function-throttle"));
    let seen = bench.cached(get("/a"));
    assert_eq!((seen.status, seen.cache()), (503, "FunctionThrottledError"));
}

#[test]
fn the_same_seed_answers_the_same_bytes() {
    let code =
        "return { statusCode: 200, headers: { x: { value: Math.random() + ' ' + Date.now() + ' ' +
        event.context.requestId } } };";
    let run = || -> Vec<String> {
        let mut bench = at_request(code);
        (0..50).map(|_| bench.cached(get("/a")).header("x").to_owned()).collect()
    };
    let (one, two) = (run(), run());
    assert_eq!(one, two);
    assert_ne!(one[0], one[1]);
}
