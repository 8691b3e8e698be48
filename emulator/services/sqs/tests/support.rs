//! A world with SQS in it, and short ways to call it.

use parhelion_iam::Iam;
use parhelion_kms::Kms;
use parhelion_sqs::Sqs;
use parhelion_sqs::model::*;
use parhelion_wire::error::Result;
use parhelion_wire::shell::TypedOperation;
use parhelion_wire::validate::validate;
use parhelion_wire::{Error, Timestamp, json};
use parhelion_world::identity::ACCOUNT;
use parhelion_world::service::{Handles, ServiceKind};
use parhelion_world::world::{World, entry};
use parhelion_world::{Adversary, Attempt, Caller, OnBehalf, Outcome, Pause, RequestInfo, Signal};
use std::collections::BTreeMap;
use std::time::Duration;

pub(crate) const QUEUE: &str = "jobs";
pub(crate) const REGION: &str = "us-east-1";
pub(crate) const SECOND: i64 = 1_000;
pub(crate) const HOUR: i64 = 3_600 * SECOND;
pub(crate) const DAY: i64 = 24 * HOUR;

#[derive(Clone)]
pub(crate) struct Cloud {
    pub world: World,
    pub request: RequestInfo,
    pub caller: Caller,
    calls: u32,
}

/// A receiver that waits.
#[derive(Clone)]
pub(crate) struct Poll {
    input: ReceiveMessageInput,
    arrived: Timestamp,
    /// When it is run again, and what runs it before.
    pub until: Timestamp,
    pub signal: Option<Signal>,
}

pub(crate) enum Polled {
    Messages(Vec<Message>),
    Waits(Poll),
}

impl Polled {
    pub(crate) fn messages(self) -> Vec<Message> {
        match self {
            Polled::Messages(messages) => messages,
            Polled::Waits(poll) => panic!("it waits until {:?}", poll.until),
        }
    }

    pub(crate) fn waits(self) -> Poll {
        match self {
            Polled::Messages(messages) => panic!("it was answered: {messages:?}"),
            Polled::Waits(poll) => poll,
        }
    }
}

impl Cloud {
    /// Lends a service's state, for set-up.
    pub(crate) fn with<K: ServiceKind, R>(&mut self, f: impl FnOnce(&mut K) -> R) -> R {
        let request = RequestInfo::default();
        let who = OnBehalf::of(Caller::root(ACCOUNT, "AKIAROOT"), ACCOUNT, REGION.into(), &request);
        self.world.with::<K, R>(&who, |service, _| f(service))
    }

    pub(crate) fn new() -> Self {
        Self {
            world: World::new(7, vec![entry::<Sqs>(), entry::<Iam>(), entry::<Kms>()]),
            request: RequestInfo::default(),
            caller: Caller::root(ACCOUNT, "AKIAROOT"),
            calls: 0,
        }
    }

    /// With a queue.
    pub(crate) fn with_queue() -> Self {
        let mut cloud = Self::new();
        cloud.create(QUEUE, &[]).unwrap();
        cloud
    }

    pub(crate) fn against(mut self, adversary: Adversary) -> Self {
        *self.world.adversary_mut() = adversary;
        self
    }

    pub(crate) fn by(mut self, caller: Caller) -> Self {
        self.caller = caller;
        self
    }

    fn begin(&mut self, name: &str) {
        self.calls += 1;
        let call = format!("{name}#{}", self.calls).into();
        self.world.begin(Some(Attempt { scope: "test/1".into(), call, number: 1 }));
    }

    pub(crate) fn call<O: TypedOperation>(&mut self, input: O::Input) -> Result<O::Output>
    where
        Sqs: Handles<O>,
    {
        self.begin(O::NAME);
        let Self { world, request, caller, .. } = self;
        let who = OnBehalf::of(caller.clone(), ACCOUNT, REGION.into(), request);
        match world.with::<Sqs, _>(&who, |sqs, cx| Handles::<O>::handle(sqs, cx, input)) {
            Outcome::Done(result) => result,
            paused => panic!("nobody can wait here: {paused:?}"),
        }
    }

    /// As a door does it: authorised, checked against the model, run. Inputs are JSON.
    pub(crate) fn ask(
        &mut self,
        operation: &str,
        input: serde_json::Value,
    ) -> Result<serde_json::Value> {
        self.begin(operation);
        let operation = MODEL.operation(operation).unwrap();
        let shape = operation.input.unwrap();
        let input = json::read(&MODEL, MODEL.shape(shape), input.to_string().as_bytes()).unwrap();
        let Self { world, request, caller, .. } = self;
        let who = OnBehalf::of(caller.clone(), ACCOUNT, REGION.into(), request);
        world.authorize("sqs", &who, MODEL.protocols[0], operation, &input)?;
        let problems = validate(&MODEL, shape, &input);
        world.with_service("sqs", &who, |sqs, _| {
            let mut problems = problems;
            problems.retain(|problem| sqs.hooks().enforces(operation, problem));
            if problems.is_empty() {
                Ok(())
            } else {
                Err(sqs.hooks().problem(operation, &problems))
            }
        })?;
        let output = world.call_now("sqs", &who, operation, input)?;
        Ok(match operation.output {
            None => serde_json::Value::Null,
            Some(shape) => {
                serde_json::from_str(&json::write(&MODEL, MODEL.shape(shape), &output)).unwrap()
            }
        })
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.world.now()
    }

    pub(crate) fn advance(&mut self, millis: i64) {
        let to = self.world.now() + Duration::from_millis(millis as u64);
        self.world.advance_to(to);
    }

    pub(crate) fn create(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<String> {
        let attributes = (!attributes.is_empty()).then(|| texts(attributes));
        let input = CreateQueueInput { queue_name: name.into(), attributes, tags: None };
        Ok(self.call::<operations::CreateQueue>(input)?.queue_url.unwrap())
    }

    pub(crate) fn set(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
        let attributes = texts(attributes);
        self.call::<operations::SetQueueAttributes>(SetQueueAttributesInput {
            queue_url: url(name),
            attributes,
        })
    }

    pub(crate) fn attributes(&mut self, name: &str, names: &[&str]) -> BTreeMap<String, String> {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let input = GetQueueAttributesInput { queue_url: url(name), attribute_names: Some(names) };
        let output = self.call::<operations::GetQueueAttributes>(input).unwrap();
        output.attributes.unwrap_or_default()
    }

    pub(crate) fn attribute(&mut self, name: &str, attribute: &str) -> Option<String> {
        self.attributes(name, &[attribute]).remove(attribute)
    }

    /// The three numbers of messages: visible, in flight, delayed.
    pub(crate) fn counts(&mut self, name: &str) -> [u32; 3] {
        let all = self.attributes(name, &["All"]);
        ["", "NotVisible", "Delayed"]
            .map(|kind| all[&format!("ApproximateNumberOfMessages{kind}")].parse().unwrap())
    }

    pub(crate) fn send(&mut self, body: &str) -> Result<SendMessageOutput> {
        self.send_to(QUEUE, SendMessageInput { message_body: body.into(), ..Default::default() })
    }

    pub(crate) fn send_to(
        &mut self,
        name: &str,
        input: SendMessageInput,
    ) -> Result<SendMessageOutput> {
        self.call::<operations::SendMessage>(SendMessageInput { queue_url: url(name), ..input })
    }

    pub(crate) fn receive_from(
        &mut self,
        name: &str,
        input: ReceiveMessageInput,
    ) -> Result<Vec<Message>> {
        let input = ReceiveMessageInput { queue_url: url(name), ..input };
        let output = self.call::<operations::ReceiveMessage>(input)?;
        Ok(output.messages.unwrap_or_default())
    }

    /// Up to ten messages, by a short poll.
    pub(crate) fn receive(&mut self) -> Vec<Message> {
        self.receive_from(QUEUE, ten()).unwrap()
    }

    /// The bodies of up to ten messages.
    pub(crate) fn bodies(&mut self) -> Vec<String> {
        self.receive().into_iter().map(|message| message.body.unwrap()).collect()
    }

    /// A long poll: answered at once, or waiting.
    pub(crate) fn poll(&mut self, seconds: i32) -> Result<Polled> {
        let input = ReceiveMessageInput { wait_time_seconds: Some(seconds), ..ten() };
        self.poll_with(ReceiveMessageInput { queue_url: url(QUEUE), ..input })
    }

    pub(crate) fn poll_with(&mut self, input: ReceiveMessageInput) -> Result<Polled> {
        let now = self.now();
        self.look(&Poll { input, arrived: now, until: now, signal: None })
    }

    /// Runs a waiting receiver again.
    pub(crate) fn look(&mut self, poll: &Poll) -> Result<Polled> {
        self.begin("ReceiveMessage");
        let Self { world, request, caller, .. } = self;
        let who = OnBehalf {
            may_wait: true,
            arrived: Some(poll.arrived),
            ..OnBehalf::of(caller.clone(), ACCOUNT, REGION.into(), request)
        };
        let input = poll.input.clone();
        let outcome = world.with::<Sqs, _>(&who, |sqs, cx| {
            Handles::<operations::ReceiveMessage>::handle(sqs, cx, input)
        });
        Ok(match outcome {
            Outcome::Done(output) => Polled::Messages(output?.messages.unwrap_or_default()),
            Outcome::Again { pause: Pause::Wait { until, signal }, .. } => {
                Polled::Waits(Poll { until, signal, ..poll.clone() })
            }
            other => panic!("{other:?}"),
        })
    }

    /// Lets a waiting receiver be answered, as a door does that has nothing else to do.
    pub(crate) fn answered(&mut self, mut poll: Poll) -> Vec<Message> {
        loop {
            self.world.advance_to(poll.until);
            match self.look(&poll).unwrap() {
                Polled::Messages(messages) => return messages,
                Polled::Waits(next) => poll = next,
            }
        }
    }

    pub(crate) fn delete(&mut self, message: &Message) -> Result<()> {
        self.delete_by(message.receipt_handle.as_deref().unwrap())
    }

    pub(crate) fn delete_by(&mut self, handle: &str) -> Result<()> {
        self.call::<operations::DeleteMessage>(DeleteMessageInput {
            queue_url: url(QUEUE),
            receipt_handle: handle.into(),
        })
    }

    pub(crate) fn change(&mut self, message: &Message, seconds: i32) -> Result<()> {
        self.call::<operations::ChangeMessageVisibility>(ChangeMessageVisibilityInput {
            queue_url: url(QUEUE),
            receipt_handle: message.receipt_handle.clone().unwrap(),
            visibility_timeout: seconds,
        })
    }

    pub(crate) fn purge(&mut self) -> Result<()> {
        self.call::<operations::PurgeQueue>(PurgeQueueInput { queue_url: url(QUEUE) })
    }

    pub(crate) fn delete_queue(&mut self, name: &str) -> Result<()> {
        self.call::<operations::DeleteQueue>(DeleteQueueInput { queue_url: url(name) })
    }

    pub(crate) fn list(&mut self, prefix: &str) -> Vec<String> {
        let input =
            ListQueuesInput { queue_name_prefix: Some(prefix.into()), ..Default::default() };
        let output = self.call::<operations::ListQueues>(input).unwrap();
        let urls = output.queue_urls.unwrap_or_default();
        urls.iter().map(|url| url.rsplit('/').next().unwrap().to_owned()).collect()
    }
}

pub(crate) fn ten() -> ReceiveMessageInput {
    ReceiveMessageInput { max_number_of_messages: Some(10), ..Default::default() }
}

pub(crate) fn url(name: &str) -> String {
    format!("https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}")
}

pub(crate) fn arn(name: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")
}

pub(crate) fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

pub(crate) fn code<T: std::fmt::Debug>(result: Result<T>) -> String {
    result.unwrap_err().code().to_owned()
}

/// Code and text.
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> (String, String) {
    let error = result.unwrap_err();
    (error.code().to_owned(), error.message().to_owned())
}

pub(crate) const NO_QUEUE: &str = "AWS.SimpleQueueService.NonExistentQueue";
