//! State is a value: it forks, and it can be written down and read again.

use crate::support::*;
use parhelion_sqs::Sqs;
use parhelion_sqs::model::*;
use parhelion_world::identity::ACCOUNT;
use parhelion_world::{OnBehalf, RequestInfo};

/// A receiver waits for its own world: what a fork does, it never hears.
#[test]
fn a_fork_in_the_middle_of_a_long_poll() {
    let mut cloud = Cloud::with_queue();
    let waits = cloud.poll(20).unwrap().waits();
    let mut fork = cloud.clone();
    fork.send("in the fork").unwrap();
    assert_eq!(fork.look(&waits).unwrap().messages().len(), 1);
    assert!(cloud.answered(waits).is_empty());
    assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
    assert_eq!(fork.counts(QUEUE), [0, 1, 0]);
}

fn state(cloud: &mut Cloud) -> Sqs {
    let request = RequestInfo::default();
    let who = OnBehalf::of(cloud.caller.clone(), ACCOUNT, REGION.into(), &request);
    cloud.world.with::<Sqs, _>(&who, |sqs, _| sqs.clone())
}

/// Everything is written down and read again: messages in every place, attributes, policies, tags.
#[test]
fn state_survives_being_written_down() {
    let mut cloud = Cloud::new();
    cloud.create("dead", &[]).unwrap();
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"{}"}}}}"#,
        arn(QUEUE)
    );
    let redrive = format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":2}}"#, arn("dead"));
    cloud.create(QUEUE, &[("Policy", &policy), ("RedrivePolicy", &redrive)]).unwrap();
    cloud.create("gone", &[]).unwrap();
    cloud.delete_queue("gone").unwrap();
    for body in ["in flight", "visible"] {
        cloud.send(body).unwrap();
    }
    let received = cloud.receive_from(QUEUE, ReceiveMessageInput::default()).unwrap();
    let delayed = SendMessageInput {
        message_body: "delayed".into(),
        delay_seconds: Some(5),
        ..Default::default()
    };
    cloud.send_to(QUEUE, delayed).unwrap();
    let before = state(&mut cloud);
    let text = serde_json::to_string(&before).unwrap();
    let after: Sqs = serde_json::from_str(&text).unwrap();
    assert_eq!(format!("{after:?}"), format!("{before:?}"));

    let mut other = cloud.clone();
    let request = RequestInfo::default();
    let who = OnBehalf::of(other.caller.clone(), ACCOUNT, REGION.into(), &request);
    other.world.with::<Sqs, _>(&who, |sqs, _| *sqs = after);
    for cloud in [&mut cloud, &mut other] {
        assert_eq!(cloud.counts(QUEUE), [1, 1, 1]);
        cloud.delete(&received[0]).unwrap();
        cloud.advance(5 * SECOND);
        assert_eq!(cloud.bodies(), ["visible", "delayed"]);
        assert_eq!(cloud.attribute(QUEUE, "Policy"), Some(policy.clone()));
        assert_eq!(code(cloud.create("gone", &[])), "AWS.SimpleQueueService.QueueDeletedRecently");
    }
}
