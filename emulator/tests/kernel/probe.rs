//! A service that does everything the seam lets a service do, and nothing else.

use super::model::{Input, MODEL, Output, operations};
use parhelion_wire::Body;
use parhelion_wire::checksum::{Algorithm, digests};
use parhelion_wire::coding::Coding;
use parhelion_wire::error::Result;
use parhelion_world::service::{Hooks, Wakes};
use parhelion_world::{
    Ask, ChildProcess, Computation, Context, Declaration, Effect, EffectResult, HttpExchange,
    Message, Outcome, Timer,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

static DECLARATION: Declaration =
    Declaration { action_prefix: "probe", authorizes_itself: true, ..Declaration::DEFAULT };

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Probe {
    /// What was rung and not yet waited for.
    rung: Vec<String>,
    /// Everything that happened without a call.
    heard: Vec<String>,
}

/// When the text of an operation comes due.
#[derive(Serialize, Deserialize)]
pub(crate) struct Alarm(String);

impl Timer for Alarm {
    fn site(&self) -> String {
        "alarm".to_owned()
    }
}

parhelion_world::service! { Probe, "probe", Region, Alarm, {
    Ask => ask, Digest => digest, Encode => encode, Fetch => fetch, Later => later, Read => read,
    Refresh => refresh, Ring => ring, Run => run, Send => send, Spawn => spawn, Wait => wait,
} }

fn millis(number: i64) -> Duration {
    Duration::from_millis(number.try_into().unwrap())
}

/// A result as a text: how every effect ends.
fn shown(result: EffectResult) -> String {
    match result {
        EffectResult::Http(Ok(response)) => {
            let text = response.body().to_bytes();
            format!("{} {}", response.status().as_u16(), String::from_utf8_lossy(&text))
        }
        EffectResult::Http(Err(failure)) => failure.name().to_owned(),
        EffectResult::Run(Ok(bytes)) => format!("ok {}", String::from_utf8_lossy(&bytes)),
        EffectResult::Run(Err(failure)) => format!("{failure:?}"),
    }
}

fn exchange(url: &str, timeout: Duration) -> Effect {
    let uri: http::Uri = url.parse().unwrap();
    let host = uri.host().unwrap().to_owned();
    let request = http::Request::get(uri.path()).header("host", &host);
    Effect::Http(Box::new(HttpExchange {
        secure: false,
        host,
        port: uri.port_u16().unwrap_or(80),
        request: request.body(Body::empty()).unwrap(),
        connect_timeout: timeout,
        read_timeout: timeout,
    }))
}

impl Probe {
    /// Gives what was rung under a name, waiting for it up to so many milliseconds.
    fn wait(&mut self, cx: &mut Context, input: Input) -> Outcome<Output> {
        if let Some(at) = self.rung.iter().position(|text| *text == input.text) {
            return Outcome::Done(Ok(Output(self.rung.remove(at))));
        }
        let until = cx.arrived + millis(input.number);
        match cx.wait(until, &format!("probe/{}", input.text)) {
            Some(pause) => Outcome::again(pause),
            None => Outcome::Done(Ok(Output("nothing".to_owned()))),
        }
    }

    fn ring(&mut self, cx: &mut Context, input: Input) -> Result<Output> {
        cx.signal(&format!("probe/{}", input.text));
        self.rung.push(input.text);
        Ok(Output(String::new()))
    }

    /// Calls a function of the user's, as often in a row as its answer says `more`.
    fn run(&mut self, _: &mut Context, input: Input) -> Outcome<Output> {
        let Input { text, number } = input;
        let (name, timeout) = (text.as_str().into(), millis(number));
        let effect = Effect::Function { name, payload: text.clone().into(), timeout };
        Outcome::effect(effect, move |service: &mut Self, cx, result| match shown(result) {
            more if more == "ok more" => service.run(cx, Input { text, number }),
            shown => Outcome::Done(Ok(Output(shown))),
        })
    }

    fn fetch(&mut self, _: &mut Context, input: Input) -> Outcome<Output> {
        let effect = exchange(&input.text, millis(input.number));
        Outcome::effect(effect, |_: &mut Self, _, result| Outcome::Done(Ok(Output(shown(result)))))
    }

    /// The text, so many times, compressed where nobody waits for it: its length.
    fn encode(&mut self, _: &mut Context, input: Input) -> Outcome<Output> {
        let body = Body::from(input.text.repeat(input.number.try_into().unwrap()));
        let then = |service: &mut Self, cx: &mut Context, encoded: std::io::Result<Body>| {
            cx.note("encoded", "", &[]);
            service.heard.push("encoded".to_owned());
            Outcome::Done(Ok(Output(encoded.unwrap().len().to_string())))
        };
        Outcome::compute(Computation::Encode(body, Coding::Gzip), then)
    }

    /// What no handler may do: digests a body of any length on the spot.
    fn digest(&mut self, _: &mut Context, input: Input) -> Result<Output> {
        let body = Body::from(input.text.repeat(input.number.try_into().unwrap()));
        let found = digests(&body, &[Algorithm::Crc32])?;
        Ok(Output(found.get(Algorithm::Crc32).unwrap().base64()))
    }

    fn spawn(&mut self, _: &mut Context, input: Input) -> Outcome<Output> {
        let process = ChildProcess {
            program: "/bin/sh".to_owned(),
            arguments: vec!["-c".to_owned(), input.text],
            environment: Vec::new(),
            input: "in".into(),
            timeout: millis(input.number),
        };
        let effect = Effect::Process(Box::new(process));
        Outcome::effect(effect, |_: &mut Self, _, result| Outcome::Done(Ok(Output(shown(result)))))
    }

    /// As [`Probe::fetch`], but nobody waits for it.
    fn refresh(&mut self, cx: &mut Context, input: Input) -> Result<Output> {
        let effect = exchange(&input.text, millis(input.number));
        let then = Outcome::effect(effect, |service: &mut Self, cx: &mut Context, result| {
            cx.note("refreshed", "", &[]);
            service.heard.push(shown(result));
            Outcome::Done(Ok(()))
        });
        if let Outcome::Effect(effect, then) = then {
            cx.in_background(effect, then);
        }
        Ok(Output("begun".to_owned()))
    }

    fn send(&mut self, cx: &mut Context, input: Input) -> Result<Output> {
        let (account, here) = (cx.account.clone(), cx.arn("probe", "here"));
        let from = "probe.amazonaws.com";
        cx.send(Message::from_service(from, &account, &here, input.text, "hello"));
        Ok(Output("sent".to_owned()))
    }

    fn ask(&mut self, cx: &mut Context, input: Input) -> Result<Output> {
        let (service, operation) = input.text.split_once(':').unwrap();
        let answer = cx.ask(Ask::new(service, operation, serde_json::json!({})))?;
        Ok(Output(answer.to_string()))
    }

    fn later(&mut self, cx: &mut Context, input: Input) -> Result<Output> {
        let at = cx.now + millis(input.number);
        cx.later(at, &Alarm(input.text));
        Ok(Output(String::new()))
    }

    fn read(&mut self, _: &mut Context, _: Input) -> Result<Output> {
        Ok(Output(self.heard.join(",")))
    }
}

impl Wakes for Probe {
    fn wake(&mut self, cx: &mut Context, Alarm(text): Alarm) {
        cx.note("alarm", &text, &[]);
        cx.signal(&format!("probe/{text}"));
        self.rung.push(text);
    }
}

impl Hooks for Probe {
    fn undelivered(&mut self, _: &mut Context, message: &Message, error: &parhelion_wire::Error) {
        self.heard.push(format!("{}: {}", message.to, error.code()));
    }
}
