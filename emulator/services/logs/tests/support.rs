//! A world with CloudWatch Logs in it, and short ways to call it.

use parhelion_logs::Logs;
use parhelion_logs::model::*;
use parhelion_wire::error::Result;
use parhelion_wire::shell::TypedOperation;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::identity::ACCOUNT;
use parhelion_world::service::Handles;
use parhelion_world::world::{World, entry};
use parhelion_world::{Adversary, Attempt, Caller, OnBehalf, RequestInfo};
use std::time::Duration;

pub(crate) const GROUP: &str = "app/production";
pub(crate) const STREAM: &str = "web-1";

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const HOUR: i64 = 3_600 * SECOND;
pub(crate) const DAY: i64 = 24 * HOUR;

#[derive(Clone)]
pub(crate) struct Cloud {
    pub world: World,
    request: RequestInfo,
    calls: u32,
}

impl Cloud {
    pub(crate) fn new() -> Self {
        let world = World::new(7, vec![entry::<Logs>()]);
        Self { world, request: RequestInfo::default(), calls: 0 }
    }

    /// With a group and a stream.
    pub(crate) fn with_stream() -> Self {
        let mut cloud = Self::new();
        cloud.create_group(GROUP).unwrap();
        cloud.create_stream(STREAM).unwrap();
        cloud
    }

    pub(crate) fn against(mut self, adversary: Adversary) -> Self {
        *self.world.adversary_mut() = adversary;
        self
    }

    pub(crate) fn call<O: TypedOperation>(&mut self, input: O::Input) -> Result<O::Output>
    where
        Logs: Handles<O>,
    {
        self.call_in::<O>("us-east-1", input)
    }

    pub(crate) fn call_in<O: TypedOperation>(
        &mut self,
        region: &str,
        input: O::Input,
    ) -> Result<O::Output>
    where
        Logs: Handles<O>,
    {
        self.calls += 1;
        let call = format!("{}#{}", O::NAME, self.calls).into();
        self.world.begin(Some(Attempt { scope: "test/1".into(), call, number: 1 }));
        let who = OnBehalf::of(Caller::Anonymous, ACCOUNT, region.into(), &self.request);
        self.world.handle::<Logs, O>(&who, input)
    }

    pub(crate) fn now(&self) -> i64 {
        self.world.now().0
    }

    pub(crate) fn advance(&mut self, millis: i64) {
        let to = self.world.now() + Duration::from_millis(millis as u64);
        self.world.advance_to(to);
    }

    pub(crate) fn advance_to(&mut self, at: i64) {
        self.world.advance_to(Timestamp(at));
    }

    pub(crate) fn create_group(&mut self, name: &str) -> Result<()> {
        self.call::<operations::CreateLogGroup>(CreateLogGroupInput {
            log_group_name: name.into(),
            ..Default::default()
        })
    }

    pub(crate) fn delete_group(&mut self, name: &str) -> Result<()> {
        self.call::<operations::DeleteLogGroup>(DeleteLogGroupInput { log_group_name: name.into() })
    }

    pub(crate) fn create_stream(&mut self, name: &str) -> Result<()> {
        self.call::<operations::CreateLogStream>(CreateLogStreamInput {
            log_group_name: GROUP.into(),
            log_stream_name: name.into(),
        })
    }

    pub(crate) fn group(&mut self, name: &str) -> LogGroup {
        let input = DescribeLogGroupsInput {
            log_group_name_prefix: Some(name.into()),
            ..Default::default()
        };
        let groups = self.call::<operations::DescribeLogGroups>(input).unwrap().log_groups;
        groups.unwrap().into_iter().find(|g| g.log_group_name.as_deref() == Some(name)).unwrap()
    }

    pub(crate) fn streams(&mut self) -> Vec<LogStream> {
        let input =
            DescribeLogStreamsInput { log_group_name: Some(GROUP.into()), ..Default::default() };
        self.call::<operations::DescribeLogStreams>(input).unwrap().log_streams.unwrap()
    }

    pub(crate) fn put(&mut self, events: Vec<InputLogEvent>) -> Result<PutLogEventsOutput> {
        self.put_to(STREAM, events)
    }

    pub(crate) fn put_to(
        &mut self,
        stream: &str,
        events: Vec<InputLogEvent>,
    ) -> Result<PutLogEventsOutput> {
        self.call::<operations::PutLogEvents>(PutLogEventsInput {
            log_group_name: GROUP.into(),
            log_stream_name: stream.into(),
            log_events: events,
            ..Default::default()
        })
    }

    pub(crate) fn get(&mut self, input: GetLogEventsInput) -> Result<GetLogEventsOutput> {
        self.call::<operations::GetLogEvents>(GetLogEventsInput {
            log_group_name: Some(GROUP.into()),
            log_stream_name: STREAM.into(),
            ..input
        })
    }

    pub(crate) fn filter(&mut self, input: FilterLogEventsInput) -> Result<FilterLogEventsOutput> {
        self.call::<operations::FilterLogEvents>(FilterLogEventsInput {
            log_group_name: Some(GROUP.into()),
            ..input
        })
    }

    /// All messages of the stream in order, on one page.
    pub(crate) fn messages(&mut self) -> Vec<String> {
        let input = GetLogEventsInput { start_from_head: Some(true), ..Default::default() };
        texts(self.get(input).unwrap().events)
    }

    pub(crate) fn retain(&mut self, days: i32) -> Result<()> {
        self.call::<operations::PutRetentionPolicy>(PutRetentionPolicyInput {
            log_group_name: GROUP.into(),
            retention_in_days: days,
        })
    }
}

pub(crate) fn event(timestamp: i64, message: &str) -> InputLogEvent {
    InputLogEvent { timestamp, message: message.into() }
}

pub(crate) fn texts(events: Option<Vec<OutputLogEvent>>) -> Vec<String> {
    events.unwrap().into_iter().map(|event| event.message.unwrap()).collect()
}

pub(crate) fn filtered(events: Option<Vec<FilteredLogEvent>>) -> Vec<String> {
    events.unwrap().into_iter().map(|event| event.message.unwrap()).collect()
}

#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(answer: Result<T>, code: &str, message: &str) {
    let error: Error = answer.expect_err("a refusal");
    assert_eq!((error.status(), error.code(), error.message()), (400, code, message));
}

pub(crate) const INVALID: &str = "InvalidParameterException";
pub(crate) const NOT_FOUND: &str = "ResourceNotFoundException";
