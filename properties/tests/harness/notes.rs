//! A small application: it keeps notes in S3, and counts them, which nobody needs.

use aws_sdk_cloudwatch::types::MetricDatum;
use parhelion_properties::{Clients, Monitor, Property, Stage, Target, Title};
use proptest::prelude::*;
use serde::Serialize;

/// Whose clients it uses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Uses {
    ItsOwn,
    TheHarness,
}

pub(crate) struct Notes(pub(crate) Uses);

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Seen {
    Kept { note: u8, failed: bool, calm: bool },
}

pub(crate) struct System(Stage<Seen>, Clients);

impl Property for Notes {
    type Operation = u8;
    type Seen = Seen;
    type Fixture = ();
    type System = System;

    fn title(&self) -> Title {
        Title::new("notes", "notes are kept", &format!("notes/{:?}", self.0))
    }
    async fn set_up(&self, target: &Target) -> Result<(), String> {
        let made = target.clients().s3.create_bucket().bucket("notes").send().await;
        made.map(drop).map_err(|error| error.to_string())
    }
    fn start(&self, (): &(), stage: &Stage<Seen>) -> System {
        let clients = match self.0 {
            Uses::ItsOwn => stage.clients(),
            Uses::TheHarness => stage.target().clients_trying(3),
        };
        System(stage.clone(), clients)
    }
    fn operation(&self) -> BoxedStrategy<u8> {
        (0..20_u8).boxed()
    }
    fn simpler(&self, note: &u8) -> Vec<u8> {
        (0..*note).collect()
    }
    fn operations_max(&self) -> usize {
        6
    }
    fn examples(&self) -> Vec<Vec<u8>> {
        vec![vec![1, 2]]
    }
    async fn drive(&self, System(stage, clients): &System, note: &u8) {
        let put = clients.s3.put_object().bucket("notes").key(format!("notes/{note}"));
        let failed = put.send().await.is_err();
        let one = MetricDatum::builder().metric_name("notes").value(1.0).build();
        // Whether it is counted is all the same.
        let _ = clients.cloudwatch.put_metric_data().namespace("n").metric_data(one).send().await;
        let calm = stage.target().is_good_day().unwrap();
        stage.observe(Seen::Kept { note: *note, failed, calm });
    }
    fn monitors(&self) -> Vec<Monitor<Seen>> {
        vec![Monitor::always(
            "a note is kept on a good day",
            |Seen::Kept { failed, calm, .. }| Some(!(*failed && *calm)),
        )]
    }
}
