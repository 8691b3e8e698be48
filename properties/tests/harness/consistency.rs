//! S3-9.1 by concurrent clients: on the fake with AWS at its worst, and over the server's door with
//! real threads.

use parhelion::{Adversary, Clock, Cloud, server};
use parhelion_properties::Target;
use parhelion_properties::linearizability::register::{RegisterClient, Registers};
use parhelion_properties::linearizability::{Invocation, Response};
use parhelion_properties::target::endpoint::Remote;
use proptest::prelude::*;
use std::sync::Arc;
use std::time::Duration;

const KEYS: [&str; 2] = ["a", "b"];

/// What one client does, with its pauses in milliseconds.
type Script = Vec<(u8, usize, u64)>;

async fn run(client: RegisterClient<'_>, script: &Script, pauses: bool) {
    let mut last = None;
    for (kind, key, pause) in script {
        let key = KEYS[*key];
        match kind {
            0 => client.put(key).await,
            1 => client.put_if_absent(key).await,
            2 => client.put_if_match(key, last.unwrap_or(1)).await,
            3 => client.delete(key).await,
            4 => client.list(&KEYS).await,
            5 => last = client.head(key).await,
            _ => last = client.get(key).await,
        }
        if pauses {
            tokio::time::sleep(Duration::from_millis(*pause)).await;
        }
    }
}

fn scripts() -> impl Strategy<Value = Vec<Script>> {
    let step = (0..8u8, 0..2usize, 0..120u64);
    prop::collection::vec(prop::collection::vec(step, 1..20), 1..6)
}

/// Runs the scripts side by side on a cloud of their own; the histories, and what AWS did.
fn on_the_fake(
    scripts: &[Script],
    adversary: Adversary,
    versioned: bool,
) -> (Arc<Registers>, Cloud) {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.unwrap().block_on(async {
        let cloud = Cloud::builder().seed(5).build();
        let target = Target::fake(cloud.clone());
        let s3 = target.clients_trying(1).s3;
        s3.create_bucket().bucket("registers").send().await.unwrap();
        if versioned {
            use aws_sdk_s3::types::{BucketVersioningStatus, VersioningConfiguration};
            let enabled =
                VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled);
            let put = s3.put_bucket_versioning().bucket("registers");
            put.versioning_configuration(enabled.build()).send().await.unwrap();
        }
        cloud.set_adversary(adversary);
        let registers = Arc::new(Registers::new("registers"));
        let clients: Vec<_> = scripts
            .iter()
            .cloned()
            .enumerate()
            .map(|(number, script)| {
                let (registers, s3) = (registers.clone(), s3.clone());
                let name = format!("client-{number}/0");
                tokio::spawn(parhelion::within(name, async move {
                    run(RegisterClient::new(&registers, &s3, number as u32), &script, true).await;
                }))
            })
            .collect();
        for client in clients {
            client.await.unwrap();
        }
        cloud.heal();
        // What is there in the end is part of the history.
        let last = RegisterClient::new(&registers, &s3, 99);
        for key in KEYS {
            last.get(key).await;
        }
        last.list(&KEYS).await;
        (registers, cloud)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// S3-9.1 (a), (b), (e), (f), whatever S3-9.4 allows meanwhile.
    #[test]
    fn keys_are_linearizable(scripts in scripts(), seed in any::<u64>(), rate in 0..3usize, versioned in any::<bool>()) {
        let rate = [0.0, 0.05, 0.15][rate];
        let (registers, _) = on_the_fake(&scripts, Adversary::random(seed, rate), versioned);
        if let Err(why) = registers.check() {
            prop_assert!(false, "{}", why);
        }
    }
}

/// The property above would be vacuous if calls did not overlap, or nobody ever lost a race.
#[test]
fn the_clients_do_race() {
    let script = |keys: [u8; 6]| keys.map(|kind| (kind, 0, 10)).to_vec();
    let scripts =
        vec![script([1, 6, 2, 6, 0, 3]), script([1, 6, 2, 5, 4, 2]), script([6, 1, 6, 2, 3, 6])];
    let slow = Adversary::random_at(3, 0.5, ["latency".to_owned()].into());
    let (registers, cloud) = on_the_fake(&scripts, slow, false);
    registers.check().unwrap();
    let history = &registers.histories()["a"];
    let overlaps = |one: usize, other: usize| {
        let (one, other) = (&history[one], &history[other]);
        one.client != other.client && one.sent < other.answered && other.sent < one.answered
    };
    let pairs = (0..history.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    assert!(pairs.filter(|(one, other)| overlaps(*one, *other)).count() > 3);
    assert!(history.iter().any(|call| call.response == Response::Refused));
    assert!(!cloud.adversary().taken().is_empty());
}

/// A register that forgets a write is caught: the check can fail.
#[test]
fn a_forgotten_write_is_caught() {
    let scripts = vec![vec![(0, 0, 10), (6, 0, 10), (0, 0, 10), (6, 0, 10)]];
    let (registers, _) = on_the_fake(&scripts, Adversary::calm(), false);
    let mut history = registers.histories()["a"].clone();
    let first = history[0].invocation;
    let Invocation::Put(old) = first else { panic!("{first:?}") };
    history[3].response = Response::Holds(Some(old));
    parhelion_properties::linearizability::check(&history).unwrap_err();
}

/// A server on a port of its own, in a thread of its own; it lives as long as the process.
fn serve(cloud: Cloud) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    // Two threads that accept, as `parhelion serve` has a thread a core.
    for _ in 0..2 {
        let (cloud, listener) = (cloud.clone(), listener.try_clone().unwrap());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                server::serve(cloud, listener).await.unwrap();
            });
        });
    }
    format!("http://{address}")
}

/// The clients of a server, each a thread with its own runtime and connections.
fn over_the_door(adversary: Adversary, clients: u32, steps: u32) {
    let cloud = Cloud::builder().clock(Clock::wall()).build();
    let address = serve(cloud.clone());
    let s3 = || Target::remote(Remote::endpoint(&address).unwrap()).clients_trying(1).s3;
    let block_on = |future: std::pin::Pin<Box<dyn Future<Output = ()>>>| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(future);
    };
    let first = s3();
    block_on(Box::pin(async move {
        first.create_bucket().bucket("registers").send().await.unwrap();
    }));
    cloud.set_adversary(adversary);
    let registers = Arc::new(Registers::new("registers"));
    std::thread::scope(|scope| {
        for number in 0..clients {
            let (registers, s3) = (registers.clone(), s3());
            scope.spawn(move || {
                let mut random = parhelion::random::Random::new(number.into());
                let step = |random: &mut parhelion::random::Random| {
                    (random.below(8) as u8, random.below(2), 0)
                };
                let script: Script = (0..steps).map(|_| step(&mut random)).collect();
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime.unwrap().block_on(run(
                    RegisterClient::new(&registers, &s3, number),
                    &script,
                    false,
                ));
            });
        }
    });
    cloud.heal();
    if let Err(why) = registers.check() {
        panic!("{why}");
    }
    let calls: usize = registers.histories().values().map(Vec::len).sum();
    assert!(calls as u32 >= clients * steps / 2, "{calls} calls");
}

#[test]
fn keys_are_linearizable_over_the_door() {
    over_the_door(Adversary::calm(), 6, 100);
}

#[test]
fn keys_are_linearizable_over_the_door_on_a_bad_day() {
    let points = ["s3.before", "s3.after", "s3.conditional-conflict", "s3.body-cut"];
    let points = points.map(str::to_owned).into();
    over_the_door(Adversary::random_at(11, 0.05, points), 4, 60);
}
