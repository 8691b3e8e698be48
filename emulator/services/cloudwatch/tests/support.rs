//! A world with CloudWatch and a listener, and short ways to call it.

use bytes::Bytes;
use parhelion_cloudwatch::CloudWatch;
use parhelion_cloudwatch::model::*;
use parhelion_wire::error::Result;
use parhelion_wire::shell::TypedOperation;
use parhelion_wire::table::Operation;
use parhelion_wire::{Error, Model, Timestamp, Value};
use parhelion_world::identity::ACCOUNT;
use parhelion_world::service::{Handles, Hooks, ScopeKind, Service, ServiceKind};
use parhelion_world::timer::{Encoded, NoTimer};
use parhelion_world::world::{EPOCH, entry};
use parhelion_world::{
    Caller, Context, Declaration, Message, OnBehalf, Outcome, RequestInfo, What, World,
};
use std::any::Any;
use std::time::Duration;

pub(crate) const MINUTE: u64 = 60;
pub(crate) const HOUR: u64 = 60 * MINUTE;
pub(crate) const DAY: u64 = 24 * HOUR;

/// A topic that keeps what it is sent.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Listener(Vec<(String, Bytes)>);

static NO_MODEL: Model = Model {
    name: "sns",
    shape_name: "",
    signing_name: "sns",
    endpoint_prefix: "sns",
    api_version: "",
    target_prefix: "",
    xml_namespace: "",
    protocols: &[],
    wraps_errors: true,
    operations: &[],
    shapes: &[],
};

impl Hooks for Listener {
    fn deliver(&mut self, _: &mut Context, message: &Message) -> Result<()> {
        self.0.push((message.to.to_string(), message.payload.clone()));
        Ok(())
    }
}

impl Service for Listener {
    fn boxed_clone(&self) -> Box<dyn Service> {
        Box::new(self.clone())
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
    fn has(&self, _: &str) -> bool {
        false
    }
    fn call(&mut self, _: &mut Context, operation: &'static Operation, _: Value) -> Outcome<Value> {
        Outcome::Done(Err(Error::not_implemented("sns", operation.name)))
    }
    fn wake(&mut self, _: &mut Context, _: &Encoded) {}
    fn save(&self) -> std::result::Result<Vec<u8>, parhelion_world::SavedError> {
        parhelion_world::saved::encode(self)
    }
    fn hooks(&self) -> &dyn Hooks {
        self
    }
    fn hooks_mut(&mut self) -> &mut dyn Hooks {
        self
    }
}

impl ServiceKind for Listener {
    const NAME: &'static str = "sns";
    const SCOPE: ScopeKind = ScopeKind::Global;
    type Timer = NoTimer;
    fn declaration() -> &'static Declaration {
        &Declaration::DEFAULT
    }
    fn model() -> &'static Model {
        &NO_MODEL
    }
    fn operations() -> &'static [&'static str] {
        &[]
    }
    fn load(state: &[u8]) -> std::result::Result<Self, parhelion_world::SavedError> {
        parhelion_world::saved::decode(state)
    }
}

/// A cloud to test on.
#[derive(Clone)]
pub(crate) struct Cloud {
    pub world: World,
    pub account: &'static str,
    pub region: &'static str,
}

impl Cloud {
    pub(crate) fn new() -> Self {
        let world = World::new(7, vec![entry::<CloudWatch>(), entry::<Listener>()]);
        Self { world, account: ACCOUNT, region: "us-east-1" }
    }

    pub(crate) fn call<O: TypedOperation>(&mut self, input: O::Input) -> Result<O::Output>
    where
        CloudWatch: Handles<O>,
    {
        let request = RequestInfo::default();
        let who = who(self.account, self.region, &request);
        self.world.handle::<CloudWatch, O>(&who, input)
    }

    pub(crate) fn ok<O: TypedOperation>(&mut self, input: O::Input) -> O::Output
    where
        CloudWatch: Handles<O>,
    {
        self.call::<O>(input).expect("success")
    }

    pub(crate) fn err<O: TypedOperation>(&mut self, input: O::Input) -> (u16, String, String)
    where
        CloudWatch: Handles<O>,
    {
        let Err(error) = self.call::<O>(input) else { panic!("{} succeeded", O::NAME) };
        (error.status(), error.code().to_owned(), error.message().to_owned())
    }

    /// To so many seconds after the world's beginning.
    pub(crate) fn at(&mut self, secs: u64) {
        self.world.advance_to(after(secs));
    }

    pub(crate) fn put(&mut self, data: Vec<MetricDatum>) {
        self.ok::<operations::PutMetricData>(put(data));
    }

    /// Puts one value of the metric `load`, now.
    pub(crate) fn load(&mut self, value: f64) {
        self.put(vec![datum("load", value)]);
    }

    pub(crate) fn alarm(&mut self, name: &str) -> MetricAlarm {
        let input = DescribeAlarmsInput { alarm_names: Some(vec![name.into()]), ..default() };
        let found = self.ok::<operations::DescribeAlarms>(input).metric_alarms.unwrap_or_default();
        found.into_iter().next().expect("an alarm")
    }

    pub(crate) fn state(&mut self, name: &str) -> String {
        self.alarm(name).state_value.expect("a state")
    }

    pub(crate) fn history(&mut self) -> Vec<String> {
        let input =
            DescribeAlarmHistoryInput { scan_by: Some("TimestampAscending".into()), ..default() };
        let items = self.ok::<operations::DescribeAlarmHistory>(input).alarm_history_items;
        items.unwrap_or_default().into_iter().filter_map(|item| item.history_summary).collect()
    }

    /// What the topic got.
    pub(crate) fn published(&mut self) -> Vec<(String, serde_json::Value)> {
        let request = RequestInfo::default();
        let who = who(self.account, self.region, &request);
        let sent = self.world.with::<Listener, _>(&who, |listener, _| listener.0.clone());
        let read = |bytes: &Bytes| serde_json::from_slice(bytes).expect("JSON");
        sent.iter().map(|(arn, payload)| (arn.clone(), read(payload))).collect()
    }

    /// Times (in seconds from the beginning) and details of the journal's notes of an event.
    pub(crate) fn notes(&self, wanted: &str) -> Vec<(u64, String)> {
        let note = |event: &parhelion_world::Event| match &event.what {
            What::Background { event: name, detail, .. } if name == wanted => {
                let to = detail.get("to").or(detail.get("action")).cloned().unwrap_or_default();
                Some((event.at.since(EPOCH).as_secs(), to))
            }
            _ => None,
        };
        self.world.journal().events().iter().filter_map(|event| note(event)).collect()
    }
}

fn who<'a>(account: &str, region: &str, request: &'a RequestInfo) -> OnBehalf<'a> {
    OnBehalf::of(Caller::Anonymous, account, region.into(), request)
}

pub(crate) fn default<T: Default>() -> T {
    T::default()
}

pub(crate) fn after(secs: u64) -> Timestamp {
    EPOCH + Duration::from_secs(secs)
}

pub(crate) fn before(secs: u64) -> Timestamp {
    EPOCH - Duration::from_secs(secs)
}

pub(crate) fn put(data: Vec<MetricDatum>) -> PutMetricDataInput {
    PutMetricDataInput { namespace: "app".into(), metric_data: Some(data), ..default() }
}

pub(crate) fn datum(name: &str, value: f64) -> MetricDatum {
    MetricDatum { metric_name: name.into(), value: Some(value), ..default() }
}

pub(crate) fn dimension(name: &str, value: &str) -> Dimension {
    Dimension { name: name.into(), value: value.into() }
}

/// `load` above 50 in one minute.
pub(crate) fn high_load(name: &str) -> PutMetricAlarmInput {
    PutMetricAlarmInput {
        alarm_name: name.into(),
        namespace: Some("app".into()),
        metric_name: Some("load".into()),
        statistic: Some("Maximum".into()),
        period: Some(60),
        evaluation_periods: Some(1),
        threshold: Some(50.0),
        comparison_operator: Some("GreaterThanThreshold".into()),
        ..default()
    }
}

/// The statistics of `load` since the beginning.
pub(crate) fn statistics(names: &[&str], period: i32, until: u64) -> GetMetricStatisticsInput {
    GetMetricStatisticsInput {
        namespace: "app".into(),
        metric_name: "load".into(),
        start_time: EPOCH,
        end_time: after(until),
        period,
        statistics: Some(names.iter().map(|name| (*name).to_owned()).collect()),
        ..default()
    }
}

/// A query for a statistic of a metric of `app`.
pub(crate) fn query(id: &str, metric: &str, stat: &str, period: i32) -> MetricDataQuery {
    MetricDataQuery {
        id: id.into(),
        metric_stat: Some(MetricStat {
            metric: Metric {
                namespace: Some("app".into()),
                metric_name: Some(metric.into()),
                dimensions: None,
            },
            period,
            stat: stat.into(),
            unit: None,
        }),
        ..default()
    }
}

pub(crate) fn get(queries: Vec<MetricDataQuery>, until: u64) -> GetMetricDataInput {
    GetMetricDataInput {
        metric_data_queries: queries,
        start_time: EPOCH,
        end_time: after(until),
        scan_by: Some("TimestampAscending".into()),
        ..default()
    }
}

/// Deviates at one point, always.
pub(crate) fn always(cloud: &mut Cloud, point: &'static parhelion_world::Point) {
    let points = [point.name.to_owned()].into();
    *cloud.world.adversary_mut() = parhelion_world::Adversary::random_at(1, 1.0, points);
}
