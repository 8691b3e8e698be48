//! What holds for every history of a queue: compared with a model that keeps plain lists, and against
//! a cloud that takes every freedom.

use crate::support::*;
use parhelion_sqs::choices;
use parhelion_sqs::model::*;
use parhelion_world::Adversary;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const DEAD: &str = "dead";
const RECEIVES_MAX: u32 = 4;
/// The queue's retention, in seconds.
const RETENTION: i64 = 600;

#[derive(Clone, Debug)]
enum Step {
    Send {
        delay: i32,
    },
    Receive {
        most: i32,
        visibility: i32,
    },
    /// Of all that was received so far, counted from the newest.
    Delete {
        nth: usize,
    },
    Change {
        nth: usize,
        visibility: i32,
    },
    Advance {
        seconds: i64,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => prop_oneof![Just(0), 0..40].prop_map(|delay| Step::Send { delay }),
        4 => (1..=10, prop_oneof![Just(0), 1..60])
            .prop_map(|(most, visibility)| Step::Receive { most, visibility }),
        2 => (0..12_usize).prop_map(|nth| Step::Delete { nth }),
        1 => (0..6_usize, 0..90).prop_map(|(nth, visibility)| Step::Change { nth, visibility }),
        3 => prop_oneof![1..70_i64, Just(300)].prop_map(|seconds| Step::Advance { seconds }),
    ];
    vec(step, 1..60)
}

/// A queue with dead letters, in a cloud of its own.
fn cloud() -> Cloud {
    let mut cloud = Cloud::new();
    cloud.create(DEAD, &[("MessageRetentionPeriod", "1209600")]).unwrap();
    let redrive =
        format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":{RECEIVES_MAX}}}"#, arn(DEAD));
    let retention = RETENTION.to_string();
    let attributes = [("MessageRetentionPeriod", retention.as_str()), ("RedrivePolicy", &redrive)];
    cloud.create(QUEUE, &attributes).unwrap();
    cloud
}

/// What the model knows of a message.
#[derive(Clone, Debug)]
struct Known {
    sent: i64,
    /// Visible from then on.
    from: i64,
    /// In flight until `from`, by the receive of this handle.
    handle: Option<String>,
    receives: u32,
}

#[derive(Default)]
struct Model {
    now: i64,
    messages: BTreeMap<String, Known>,
    /// Body and handle of everything received, newest last.
    received: Vec<(String, String)>,
}

impl Model {
    fn advance(&mut self, seconds: i64) {
        self.now += seconds;
        self.messages.retain(|_, known| known.sent + RETENTION > self.now);
    }

    fn visible(&self) -> impl Iterator<Item = (&String, &Known)> {
        self.messages.iter().filter(|(_, known)| known.from <= self.now)
    }

    fn nth(&self, nth: usize) -> Option<(String, String)> {
        self.received.iter().rev().nth(nth).cloned()
    }
}

fn send(cloud: &mut Cloud, body: &str, delay: i32) {
    let input = SendMessageInput {
        message_body: body.into(),
        delay_seconds: Some(delay),
        ..Default::default()
    };
    cloud.send_to(QUEUE, input).unwrap();
}

fn receive(cloud: &mut Cloud, name: &str, most: i32, visibility: i32) -> Vec<(String, String)> {
    let input = ReceiveMessageInput {
        max_number_of_messages: Some(most),
        visibility_timeout: Some(visibility),
        ..Default::default()
    };
    let messages = cloud.receive_from(name, input).unwrap().into_iter();
    messages.map(|it| (it.body.unwrap(), it.receipt_handle.unwrap())).collect()
}

fn message(handle: &str) -> Message {
    Message { receipt_handle: Some(handle.into()), ..Default::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// On a calm day a queue does what plain lists do: it gives out what is visible, as much as is
    /// asked for, nothing else and nothing twice; its numbers add up, dead letters included.
    #[test]
    fn a_calm_queue_is_a_list(steps in steps()) {
        let mut cloud = cloud();
        let mut model = Model::default();
        for (n, step) in steps.into_iter().enumerate() {
            match step {
                Step::Send { delay } => {
                    let (body, sent) = (format!("m{n}"), model.now);
                    send(&mut cloud, &body, delay);
                    let from = sent + i64::from(delay);
                    model.messages.insert(body, Known { sent, from, handle: None, receives: 0 });
                }
                Step::Receive { most, visibility } => {
                    let found = receive(&mut cloud, QUEUE, most, visibility);
                    let fit = model.visible().filter(|(_, known)| known.receives < RECEIVES_MAX);
                    prop_assert_eq!(found.len(), fit.count().min(most as usize));
                    let bodies: BTreeSet<&String> = found.iter().map(|(body, _)| body).collect();
                    prop_assert_eq!(bodies.len(), found.len());
                    for (body, handle) in found {
                        let known = model.messages.get_mut(&body).expect("a message that was sent");
                        prop_assert!(known.from <= model.now && known.receives < RECEIVES_MAX);
                        known.from = model.now + i64::from(visibility);
                        known.handle = Some(handle.clone());
                        known.receives += 1;
                        model.received.push((body, handle));
                    }
                }
                Step::Delete { nth } => {
                    if let Some((body, handle)) = model.nth(nth) {
                        cloud.delete_by(&handle).unwrap();
                        // What was dead-lettered is beyond the reach of the queue's handles.
                        let moved = receive_all_dead(&mut cloud.clone());
                        if !moved.contains(&body) {
                            model.messages.remove(&body);
                        }
                    }
                }
                Step::Change { nth, visibility } => {
                    if let Some((body, handle)) = model.nth(nth) {
                        let now = model.now;
                        let known = model.messages.get_mut(&body);
                        let own = known.filter(|known| {
                            known.from > now && known.handle.as_deref() == Some(&handle)
                        });
                        let changed = cloud.change(&message(&handle), visibility);
                        prop_assert_eq!(changed.is_ok(), own.is_some());
                        if let Some(known) = own {
                            known.from = now + i64::from(visibility);
                        }
                    }
                }
                Step::Advance { seconds } => {
                    cloud.advance(seconds * SECOND);
                    model.advance(seconds);
                }
            }
            let [visible, in_flight, delayed] = cloud.counts(QUEUE);
            // Dead letters live longer than the queue's messages: only those that would still be
            // there count.
            let dead = receive_all_dead(&mut cloud.clone());
            let dead = dead.iter().filter(|body| model.messages.contains_key(*body)).count() as u32;
            let all = model.messages.len() as u32;
            prop_assert_eq!(visible + in_flight + delayed + dead, all);
            prop_assert_eq!(visible + dead, model.visible().count() as u32);
            let waiting = |known: &&Known| known.from > model.now && known.receives == 0;
            prop_assert_eq!(delayed as usize, model.messages.values().filter(waiting).count());
        }
    }

    /// Whatever freedom SQS takes: nothing is received that was not sent or is too old, and
    /// everything that was sent is received, dead-lettered, deleted or too old (SQS-S3).
    #[test]
    fn a_free_queue_loses_nothing(steps in steps(), seed: u64) {
        let points = choices::ALL.iter().map(|point| point.name.to_owned()).collect();
        let mut cloud = cloud().against(Adversary::random_at(seed, 0.3, points));
        let mut sent: BTreeMap<String, i64> = BTreeMap::new();
        let mut received: Vec<(String, String)> = Vec::new();
        let mut now = 0;
        for (n, step) in steps.into_iter().enumerate() {
            match step {
                Step::Send { delay } => {
                    send(&mut cloud, &format!("m{n}"), delay);
                    sent.insert(format!("m{n}"), now);
                }
                Step::Receive { most, visibility } => {
                    for (body, handle) in receive(&mut cloud, QUEUE, most, visibility) {
                        prop_assert!(sent[&body] + RETENTION > now, "{body} is too old");
                        received.push((body, handle));
                    }
                }
                Step::Delete { nth } => {
                    if let Some((_, handle)) = received.iter().rev().nth(nth) {
                        cloud.delete_by(handle).unwrap();
                    }
                }
                Step::Change { nth, visibility } => {
                    if let Some((_, handle)) = received.iter().rev().nth(nth) {
                        // It may be out of flight.
                        let _ = cloud.change(&message(handle), visibility);
                    }
                }
                Step::Advance { seconds } => {
                    cloud.advance(seconds * SECOND);
                    now += seconds;
                }
            }
        }
        cloud.world.adversary_mut().heal();
        let alive: BTreeSet<String> = sent.into_iter()
            .filter(|(_, at)| at + RETENTION > now + 150)
            .map(|(body, _)| body)
            .collect();
        let mut seen: BTreeSet<String> = received.into_iter().map(|(body, _)| body).collect();
        for _ in 0..15 {
            cloud.advance(10 * SECOND);
            loop {
                let found = receive(&mut cloud, QUEUE, 10, 3_600);
                if found.is_empty() {
                    break;
                }
                seen.extend(found.into_iter().map(|(body, _)| body));
            }
        }
        seen.extend(receive_all_dead(&mut cloud));
        prop_assert!(alive.is_subset(&seen), "lost: {:?}", alive.difference(&seen));
    }
}

/// The bodies of all dead letters.
fn receive_all_dead(cloud: &mut Cloud) -> BTreeSet<String> {
    *cloud.world.adversary_mut() = Adversary::calm();
    let mut bodies = BTreeSet::new();
    loop {
        let found = receive(cloud, DEAD, 10, 3_600);
        if found.is_empty() {
            return bodies;
        }
        bodies.extend(found.into_iter().map(|(body, _)| body));
    }
}
