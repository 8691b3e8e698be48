//! Every choice (SQS-N) can happen, and a calm cloud never makes it.

use crate::support::*;
use parhelion_sqs::choices::*;
use parhelion_sqs::model::*;
use parhelion_world::{Adversary, Plan, Point, Site, What};

/// A cloud that has run the scenario with one option taken at the point's first site, which a calm
/// run found; and what the scenario came to, calm and not.
fn only<T>(point: &'static Point, pick: u8, scenario: impl Fn(&mut Cloud) -> T) -> (Cloud, T, T) {
    let mut learning = Cloud::with_queue().against(Adversary::calm().recording_offers());
    let calm = scenario(&mut learning);
    let sites = learning.world.adversary().offered().filter(|(_, (name, _))| **name == *point.name);
    let first: Site = sites.map(|(site, _)| site.clone()).next().expect("the point is met");
    let mut cloud = Cloud::with_queue().against(Adversary::plan(Plan::unit(first, pick)));
    let deviating = scenario(&mut cloud);
    let taken = cloud.world.journal().events().iter().filter(|event| {
        matches!(&event.what, What::Choice { point: name, clause, .. }
            if name == point.name && clause.starts_with("SQS-N"))
    });
    assert_eq!(taken.count(), 1, "{} was not taken", point.name);
    (cloud, calm, deviating)
}

fn four(cloud: &mut Cloud) -> Vec<String> {
    for body in ["1", "2", "3", "4"] {
        cloud.send(body).unwrap();
    }
    cloud.bodies()
}

/// Every option but the first has its clause, and every point is listed.
#[test]
fn no_option_without_a_clause() {
    for point in ALL.into_iter().chain([FAULTS.before.point, FAULTS.after.point]) {
        assert_eq!(point.options[0].name, "calm");
        assert!(point.options.len() > 1);
        for option in &point.options[1..] {
            assert!(option.clause.is_some(), "{} {}", point.name, option.name);
        }
    }
    for faults in [FAULTS.before, FAULTS.after] {
        assert_eq!(faults.faults.len(), faults.point.options.len() - 1);
    }
}

#[test]
fn sqs_n1_a_deleted_message_returns() {
    let (mut cloud, (), ()) = only(&DELETED_RETURNS, 1, |cloud| {
        cloud.send("x").unwrap();
        let message = cloud.receive().remove(0);
        cloud.delete(&message).unwrap();
    });
    assert_eq!(cloud.counts(QUEUE), [0, 1, 0]);
    cloud.advance(30 * SECOND);
    assert_eq!(cloud.bodies(), ["x"]);
}

#[test]
fn sqs_n2_any_order() {
    let (_, calm, newest_first) = only(&ORDER, 1, four);
    assert_eq!(calm, ["1", "2", "3", "4"]);
    assert_eq!(newest_first, ["4", "3", "2", "1"]);
    let (_, _, mut shuffled) = only(&ORDER, 2, four);
    assert_ne!(shuffled, calm);
    shuffled.sort_unstable();
    assert_eq!(shuffled, calm);
}

#[test]
fn sqs_n3_short_polls_are_samples() {
    for (pick, expected) in [(1, vec!["1", "2"]), (2, vec![])] {
        let (mut cloud, _, found) = only(&SHORT_POLL, pick, four);
        assert_eq!(found, expected);
        // Repeated polls find the rest.
        assert_eq!(cloud.bodies().len(), 4 - expected.len());
    }
}

#[test]
fn sqs_n4_a_long_poll_finds_nothing() {
    let (mut cloud, calm, deviating) = only(&LONG_POLL, 1, |cloud| {
        cloud.send("x").unwrap();
        cloud.poll(20).unwrap().messages().len()
    });
    assert_eq!((calm, deviating), (1, 0));
    assert_eq!(cloud.poll(20).unwrap().messages().len(), 1);
}

#[test]
fn sqs_n5_two_receivers_of_one_message() {
    let (_, calm, deviating) = only(&DELIVERED_TWICE, 1, |cloud| {
        cloud.send("x").unwrap();
        let (first, second) = (cloud.receive(), cloud.receive());
        // Either way the newest handle deletes.
        cloud.delete(second.last().or(first.last()).unwrap()).unwrap();
        assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
        (first.len(), second.len())
    });
    assert_eq!((calm, deviating), ((1, 0), (1, 1)));
}

#[test]
fn sqs_n6_dead_letters_are_late() {
    let scenario = |cloud: &mut Cloud| {
        cloud.create("dead", &[]).unwrap();
        let redrive = format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":1}}"#, arn("dead"));
        cloud.set(QUEUE, &[("RedrivePolicy", &redrive)]).unwrap();
        cloud.send("x").unwrap();
        cloud.receive();
        cloud.advance(30 * SECOND);
        (cloud.bodies().len(), cloud.counts("dead")[0])
    };
    let (mut once_more, calm, deviating) = only(&REDRIVE_LATE, 1, scenario);
    assert_eq!((calm, deviating), ((0, 1), (1, 0)));
    once_more.advance(30 * SECOND);
    assert_eq!((once_more.bodies().len(), once_more.counts("dead")[0]), (0, 1));
    let (mut later, _, deviating) = only(&REDRIVE_LATE, 2, scenario);
    assert_eq!(deviating, (0, 0));
    later.advance(60 * SECOND);
    assert_eq!((later.bodies().len(), later.counts("dead")[0]), (0, 1));
}

#[test]
fn sqs_n7_numbers_are_approximate() {
    for (pick, expected) in [(1, [2, 0, 0]), (2, [0, 0, 0])] {
        let (mut cloud, calm, deviating) = only(&COUNTS, pick, |cloud| {
            for _ in 0..4 {
                cloud.send("x").unwrap();
            }
            cloud.counts(QUEUE)
        });
        assert_eq!((calm, deviating), ([4, 0, 0], expected));
        assert_eq!(cloud.counts(QUEUE), [4, 0, 0]);
    }
}

#[test]
fn sqs_n8_attributes_propagate() {
    for (pick, seconds) in [(1, 10), (2, 60)] {
        let (mut cloud, (), ()) = only(&ATTRIBUTES_LATE, pick, |cloud| {
            cloud.set(QUEUE, &[("DelaySeconds", "900")]).unwrap();
        });
        assert_eq!(cloud.attribute(QUEUE, "DelaySeconds").unwrap(), "900");
        cloud.advance(seconds * SECOND - 1);
        cloud.send("not delayed").unwrap();
        cloud.advance(1);
        cloud.send("delayed").unwrap();
        assert_eq!(cloud.counts(QUEUE), [1, 0, 1]);
    }
    for (pick, seconds) in [(1, 60), (2, 900)] {
        let (mut cloud, (), ()) = only(&RETENTION_LATE, pick, |cloud| {
            cloud.send("x").unwrap();
            cloud.advance(100 * SECOND);
            cloud.set(QUEUE, &[("MessageRetentionPeriod", "60")]).unwrap();
        });
        cloud.advance(seconds * SECOND - 1);
        assert_eq!(cloud.counts(QUEUE), [1, 0, 0]);
        cloud.advance(1);
        assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
    }
}

#[test]
fn sqs_n9_queues_come_and_go_slowly() {
    let (mut cloud, calm, deviating) = only(&CREATE_LATE, 1, |cloud| {
        cloud.create("new", &[]).unwrap();
        cloud.create("new", &[]).unwrap();
        cloud.list("n").len()
    });
    assert_eq!((calm, deviating), (1, 0));
    cloud.advance(SECOND);
    assert_eq!(cloud.list("n").len(), 1);

    for (pick, seconds) in [(1, 10), (2, 60)] {
        let (mut cloud, calm, deviating) = only(&DELETE_QUEUE_LATE, pick, |cloud| {
            cloud.delete_queue(QUEUE).unwrap();
            cloud.list("")
        });
        assert_eq!((calm, deviating), (vec![], vec![QUEUE.to_owned()]));
        cloud.send("into the void").unwrap();
        assert!(cloud.bodies().is_empty());
        cloud.delete_queue(QUEUE).unwrap();
        cloud.advance(seconds * SECOND - 1);
        assert!(cloud.create(QUEUE, &[]).is_err());
        cloud.send("into the void").unwrap();
        cloud.advance(1);
        assert_eq!(code(cloud.send("x")), NO_QUEUE);
        cloud.advance((60 - seconds) * SECOND);
        cloud.create(QUEUE, &[]).unwrap();
    }
}

#[test]
fn sqs_n10_purges_take_their_time() {
    for (pick, left) in [(1, 1), (2, 0)] {
        let (mut cloud, calm, deviating) = only(&PURGE_LATE, pick, |cloud| {
            cloud.send("before").unwrap();
            cloud.purge().unwrap();
            cloud.counts(QUEUE)[0]
        });
        assert_eq!((calm, deviating), (0, 1));
        assert_eq!(cloud.bodies(), ["before"]);
        cloud.send("meanwhile").unwrap();
        cloud.advance(60 * SECOND - 1);
        assert_eq!(cloud.counts(QUEUE)[0], 2);
        cloud.advance(1);
        assert_eq!(cloud.counts(QUEUE)[0], left);
    }
}

#[test]
fn sqs_n15_an_old_handle_does_nothing() {
    let (_, calm, deviating) = only(&OLD_HANDLE, 1, |cloud| {
        cloud.send("x").unwrap();
        let first = cloud.receive().remove(0);
        cloud.advance(30 * SECOND);
        cloud.receive();
        cloud.delete(&first).unwrap();
        cloud.counts(QUEUE)
    });
    assert_eq!((calm, deviating), ([0, 0, 0], [0, 1, 0]));
}

#[test]
fn sqs_n17_entries_fail_by_the_services_fault() {
    let scenario = |cloud: &mut Cloud| {
        let entry = |id: &str| SendMessageBatchRequestEntry {
            id: id.into(),
            message_body: id.into(),
            ..Default::default()
        };
        let entries = vec![entry("a"), entry("b")];
        let input = SendMessageBatchInput { queue_url: url(QUEUE), entries };
        cloud.call::<operations::SendMessageBatch>(input).unwrap().failed.unwrap_or_default()
    };
    let (mut cloud, calm, deviating) = only(&BATCH_ENTRY, 1, scenario);
    assert!(calm.is_empty());
    let failed: Vec<(&str, &str, bool)> =
        deviating.iter().map(|it| (it.id.as_str(), it.code.as_str(), it.sender_fault)).collect();
    assert_eq!(failed, [("a", "InternalError", false)]);
    assert_eq!(cloud.bodies(), ["b"]);
}
