#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
//! What a disk may do to data, and what must come of it.

mod damage;
mod faulty;
mod full;
mod upgrade;

use super::*;
use faulty::{Fault, Faulty, OnFaulty};
use parhelion_wire::Body;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A folder of the test's own.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("parhelion-data-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn open(place: &Place, disk: &Arc<Faulty>) -> Result<Data> {
    let on = OnFaulty(disk.clone());
    Data::open_on(&place.0, disk.clone(), Arc::new(move |_| Ok(Box::new(on.clone()))))
}

fn new_cloud() -> Cloud {
    Cloud::builder().auth(false).clock(Clock::wall()).build()
}

/// Status and body.
fn send(cloud: &Cloud, line: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
    let (method, path) = line.split_once(' ').unwrap();
    let request = http::Request::builder().method(method).uri(path);
    let request = request.header("host", "localhost").header("authorization", "AWS key:signature");
    let request = request.header("content-length", body.len());
    let response = cloud.handle(request.body(Body::from(body)).unwrap()).unwrap();
    (response.status().as_u16(), response.body().read().unwrap_or_default().to_vec())
}

/// What there is, without the time.
fn shown(world: &World) -> String {
    format!("{world:?}")
}

/// The number of steps that a run without faults takes.
const STEPS: u64 = 40;

/// Any step of a commit may fail, in any way: then nothing of it is there, now and after a restart, and
/// the next commit brings it.
#[test]
fn a_fault_in_any_step_leaves_what_was_there() {
    for how in [Fault::Full, Fault::Broken, Fault::Short] {
        let mut struck = 0;
        for step in 1..=STEPS {
            let (place, disk) = (Place::new("faults"), Arc::new(Faulty::default()));
            let mut data = open(&place, &disk).unwrap();
            let cloud = new_cloud();
            assert_eq!(send(&cloud, "PUT /photos", vec![]).0, 200);
            assert_eq!(send(&cloud, "PUT /photos/a", vec![b'a'; 100]).0, 200);
            data.commit(&cloud.world_as_it_is(), cloud.clock()).unwrap();
            let before = shown(&cloud.world_as_it_is());
            assert_eq!(send(&cloud, "PUT /photos/b", vec![b'b'; 100_000]).0, 200);
            let after = shown(&cloud.world_as_it_is());
            {
                let mut inside = disk.inside();
                inside.how = how;
                inside.fails = inside.steps + step..inside.steps + step + 3;
            }
            let committed = data.commit(&cloud.world_as_it_is(), cloud.clock());
            disk.inside().fails = 0..0;
            let expected = if committed.is_ok() { &after } else { &before };
            struck += u32::from(committed.is_err());
            assert!(shown(data.world.as_ref().unwrap()) == *expected, "{how:?} {step}");
            // Once there is room, it goes on: from what is in memory, or from what is on the disk.
            if step % 2 == 0 {
                data.commit(&cloud.world_as_it_is(), cloud.clock()).unwrap();
                drop(data);
                let data = open(&place, &disk).unwrap();
                assert!(shown(data.world.as_ref().unwrap()) == after, "{how:?} {step}");
            } else {
                drop(data);
                let data = open(&place, &disk).unwrap();
                let there = shown(data.world.as_ref().unwrap());
                // Nobody was told that it is not there.
                let whole = there == *expected || committed.is_err() && there == after;
                let (is_before, is_after) = (there == before, there == after);
                assert!(
                    whole,
                    "{how:?} {step}: {committed:?}, before {is_before}, after {is_after}"
                );
            }
        }
        assert!(struck > 5, "{how:?}: {struck} commits failed");
    }
}

/// After a power cut everything is there that was committed, whatever of the rest is.
#[test]
fn a_power_cut_takes_nothing_that_was_committed() {
    let mut random = parhelion_world::Random::new(5);
    for round in 0..40 {
        let (place, disk) = (Place::new("power"), Arc::new(Faulty::default()));
        let cloud = new_cloud();
        let mut data = open(&place, &disk).unwrap();
        send(&cloud, "PUT /photos", vec![]);
        let mut committed = BTreeMap::new();
        for number in 0..random.below(12) {
            let key = format!("k{}", random.below(8));
            let body = vec![number as u8; 1 + random.below(80_000)];
            assert_eq!(send(&cloud, &format!("PUT /photos/{key}"), body.clone()).0, 200);
            // The cut comes in the middle of the last commit, now and then.
            let steps = disk.inside().steps;
            if random.below(6) == 0 {
                disk.inside().fails = steps + 1 + random.below(12) as u64..u64::MAX;
            }
            match data.commit(&cloud.world_as_it_is(), cloud.clock()) {
                Ok(_) => drop(committed.insert(key, body)),
                Err(_) => break,
            }
        }
        drop(data);
        disk.cut(|| random.below(2) == 0);
        disk.inside().fails = 0..0;
        let opened = match open(&place, &disk) {
            // Bodies without rows: of a first commit that was none.
            Err(_) if committed.is_empty() => continue,
            opened => opened.unwrap(),
        };
        let Some(world) = opened.world else {
            assert!(committed.is_empty());
            continue;
        };
        let after = Cloud::from_parts(
            world,
            Clock::wall(),
            DoorState::default(),
            new_cloud().settings().clone(),
        );
        for (key, body) in &committed {
            let got = send(&after, &format!("GET /photos/{key}"), vec![]);
            assert!(got == (200, body.clone()), "round {round}: {key}");
        }
    }
}

/// Whatever bit of whatever file is another one: it is found, or nothing depends on it.
#[test]
fn a_bit_that_is_another_one_is_found() {
    let place = Place::new("flips");
    let cloud = new_cloud();
    let mut data = Data::open(&place.0).unwrap();
    send(&cloud, "PUT /photos", vec![]);
    let long = |number: u8| vec![number; 70_000];
    for number in 0..40_u8 {
        send(&cloud, &format!("PUT /photos/short{number}"), vec![number; 100]);
    }
    send(&cloud, "PUT /photos/long", long(1));
    data.commit(&cloud.world_as_it_is(), cloud.clock()).unwrap();
    drop(data);
    let written = shown(&cloud.world_as_it_is());
    let mut random = parhelion_world::Random::new(3);
    let (mut found, mut without) = (0, 0);
    let rows = place.0.join("rows.redb");
    let good = std::fs::read(&rows).unwrap();
    for _ in 0..300 {
        let mut bad = good.clone();
        let at = random.below(bad.len());
        bad[at] ^= 1 << random.below(8);
        std::fs::write(&rows, &bad).unwrap();
        match Data::open(&place.0) {
            Err(error) => {
                assert!(error.to_string().contains("--data: "), "{error}");
                found += 1;
            }
            Ok(data) => {
                let world = data.world.as_ref().expect("a cloud, or an error");
                assert!(shown(world) == written, "byte {at}");
                without += 1;
            }
        }
    }
    assert!(found > 10 && without > 10, "{found} found, {without} without effect");
    std::fs::write(&rows, &good).unwrap();
    let body = std::fs::read_dir(place.0.join("bodies")).unwrap().next().unwrap().unwrap().path();
    let good = std::fs::read(&body).unwrap();
    for _ in 0..100 {
        let mut bad = good.clone();
        let at = random.below(bad.len());
        bad[at] ^= 1 << random.below(8);
        std::fs::write(&body, &bad).unwrap();
        let served = read(&place, "long");
        assert!(served.0 == 500 || served.1 == long(1), "byte {at}: {}", served.0);
        if at < 70_000 {
            assert_eq!(served.0, 500, "byte {at}");
        }
    }
    // Absent is something else, and said when the data is opened.
    std::fs::remove_file(&body).unwrap();
    let data = Data::open(&place.0).unwrap();
    assert!(data.absent().unwrap().starts_with("1 bodies are not there"));
    drop(data);
    assert_eq!((read(&place, "long").0, read(&place, "short7").0), (500, 200));
}

fn read(place: &Place, key: &str) -> (u16, Vec<u8>) {
    let world = Data::open(&place.0).unwrap().world.clone().unwrap();
    let settings = new_cloud().settings().clone();
    let cloud = Cloud::from_parts(world, Clock::wall(), DoorState::default(), settings);
    let request = http::Request::get(format!("/photos/{key}")).header("host", "localhost");
    let request = request.header("authorization", "AWS key:signature");
    let response = cloud.handle(request.body(Body::empty()).unwrap()).unwrap();
    (response.status().as_u16(), response.body().to_bytes().to_vec())
}

/// What deletes has room that is kept for it; what only adds has not.
#[test]
fn deletes_have_room_of_their_own() {
    let (place, disk) = (Place::new("reserve"), Arc::new(Faulty::default()));
    let mut data = open(&place, &disk).unwrap();
    let cloud = new_cloud();
    send(&cloud, "PUT /photos", vec![]);
    send(&cloud, "PUT /photos/a", vec![b'a'; 100]);
    data.commit(&cloud.world_as_it_is(), cloud.clock()).unwrap();
    assert!(place.0.join("reserve").exists());
    let mut full = |line: &str, body: Vec<u8>| {
        send(&cloud, line, body);
        let mut inside = disk.inside();
        inside.fails = inside.steps + 1..inside.steps + 2;
        drop(inside);
        let committed = data.commit(&cloud.world_as_it_is(), cloud.clock());
        disk.inside().fails = 0..0;
        committed.is_ok()
    };
    assert!(!full("PUT /photos/b", vec![b'b'; 100]));
    assert!(full("DELETE /photos/a", vec![]));
    drop(data);
    let data = open(&place, &disk).unwrap();
    assert!(shown(data.world.as_ref().unwrap()) == shown(&cloud.world_as_it_is()));
}

/// The same bytes, put again, mend a file that is another one or gone.
#[test]
fn bytes_that_come_again_mend_their_file() {
    let place = Place::new("again");
    let builder = || Cloud::builder().auth(false).clock(Clock::wall());
    let kept = Data::open(&place.0).unwrap().wake(builder(), Durability::Every).unwrap();
    send(kept.cloud(), "PUT /photos", vec![]);
    send(kept.cloud(), "PUT /photos/a", vec![7; 300_000]);
    drop(kept);
    let body = std::fs::read_dir(place.0.join("bodies")).unwrap().next().unwrap().unwrap().path();
    let good = std::fs::read(&body).unwrap();
    for damage in [
        |bytes: &mut Vec<u8>| bytes[5] ^= 1,
        Vec::clear,
        |bytes: &mut Vec<u8>| {
            let last = bytes.len() - 20;
            bytes[last] ^= 1;
        },
    ] {
        let mut bad = good.clone();
        damage(&mut bad);
        std::fs::write(&body, &bad).unwrap();
        let kept = Data::open(&place.0).unwrap().wake(builder(), Durability::Every).unwrap();
        let storage = kept.cloud().storage().unwrap();
        let mut landing = parhelion_wire::body::Landing::new(storage, &[]);
        landing.push(vec![7; 300_000].into()).unwrap();
        let landed = landing.finish().unwrap().body;
        assert_eq!(landed.read().unwrap().len(), 300_000);
        let got = send(kept.cloud(), "GET /photos/a", vec![]);
        assert!(got == (200, vec![7; 300_000]), "{}", got.0);
    }
}

/// Rows that are gone are missed: what is left is not taken for nothing, and not deleted.
#[test]
fn rows_that_are_gone_are_missed() {
    let place = Place::new("gone");
    let builder = || Cloud::builder().auth(false).clock(Clock::wall());
    let kept = Data::open(&place.0).unwrap().wake(builder(), Durability::Every).unwrap();
    send(kept.cloud(), "PUT /photos", vec![]);
    send(kept.cloud(), "PUT /photos/long", vec![1; 70_000]);
    drop(kept);
    let rows = place.0.join("rows.redb");
    let good = std::fs::read(&rows).unwrap();
    std::fs::remove_file(&rows).unwrap();
    for _ in 0..2 {
        // The second time there is an empty file in its place.
        let error = Data::open(&place.0).map(drop).unwrap_err().to_string();
        assert!(error.contains("rows.redb is missing, or empty"), "{error}");
    }
    std::fs::write(&rows, good).unwrap();
    assert_eq!(read(&place, "long"), (200, vec![1; 70_000]));
}

/// A second process does not write into the first one's data.
#[test]
fn one_process_at_a_time() {
    let place = Place::new("lock");
    let first = Data::open(&place.0).unwrap();
    let second = Data::open(&place.0).map(drop).unwrap_err();
    assert!(second.to_string().contains("another process has"), "{second}");
    drop(first);
    assert!(Data::open(&place.0).is_ok());
}

/// What became due while it slept happens when it wakes, at its own time, in order.
#[test]
fn what_became_due_meanwhile_happens_in_order() {
    let place = Place::new("asleep");
    let builder = || Cloud::builder().auth(false).clock(Clock::wall());
    let kept = Data::open(&place.0).unwrap().wake(builder(), Durability::Every).unwrap();
    let cloud = kept.cloud().clone();
    send(&cloud, "PUT /photos", vec![]);
    for (id, days) in [("late", 5), ("early", 2)] {
        assert_eq!(send(&cloud, &format!("PUT /photos/{id}"), b"x".to_vec()).0, 200);
        let _ = days;
    }
    let rule = |id: &str, days: u32| {
        format!(
            "<Rule><ID>{id}</ID><Filter><Prefix>{id}</Prefix></Filter><Status>Enabled</Status>\
             <Expiration><Days>{days}</Days></Expiration></Rule>"
        )
    };
    let rules = [rule("late", 5), rule("early", 2)].concat();
    let rules = format!("<LifecycleConfiguration>{rules}</LifecycleConfiguration>");
    let rules: Body = rules.into();
    let md5 =
        parhelion_wire::checksum::digests(&rules, &[parhelion_wire::checksum::Algorithm::Md5]);
    let md5 = md5.unwrap().get(parhelion_wire::checksum::Algorithm::Md5).unwrap().base64();
    let request = http::Request::put("/photos?lifecycle").header("host", "localhost");
    let request = request.header("authorization", "AWS key:signature").header("content-md5", md5);
    let request = request.header("content-length", rules.len());
    assert_eq!(cloud.handle(request.body(rules).unwrap()).unwrap().status(), 200);
    drop(cloud);
    // Asleep, as far as the clock says.
    kept.cloud().clock().skip(std::time::Duration::from_secs(4 * 86_400));
    drop(kept);
    let kept = Data::open(&place.0).unwrap().wake(builder(), Durability::Every).unwrap();
    let cloud = kept.cloud();
    assert_eq!(send(cloud, "GET /photos/early", vec![]).0, 404);
    assert_eq!(send(cloud, "GET /photos/late", vec![]).0, 200);
    let shown = cloud.journal().to_json_lines();
    let due = shown.lines().filter(|line| line.contains("due:"));
    let times: Vec<_> = due.filter_map(|line| line.split("\"at\":").nth(1)).collect();
    assert!(times.is_sorted(), "{shown}");
    drop(kept);
}
