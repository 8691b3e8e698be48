//! Reads go on while nothing can be written.

use super::*;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

const ROUNDS: u32 = 200;

async fn ask(cloud: &Cloud, line: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
    let (method, path) = line.split_once(' ').unwrap();
    let request = http::Request::builder().method(method).uri(path);
    let request = request.header("host", "localhost").header("authorization", "AWS key:signature");
    let request = request.header("content-length", body.len());
    let response = cloud.send(request.body(Body::from(body)).unwrap()).await.unwrap();
    (response.status().as_u16(), response.body().read().unwrap_or_default().to_vec())
}

/// Who reads while writers are refused one after the other sees what was kept, and nothing of theirs.
#[test]
fn reads_go_on_while_the_disk_is_full() {
    let (place, disk) = (Place::new("full"), Arc::new(Faulty::default()));
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    let builder = Cloud::builder().auth(false).clock(Clock::wall());
    let kept = open(&place, &disk).unwrap().wake(builder, Durability::Every).unwrap();
    let cloud = kept.cloud();
    runtime.block_on(async {
        assert_eq!(ask(cloud, "PUT /photos", vec![]).await.0, 200);
        assert_eq!(ask(cloud, "PUT /photos/kept", b"kept".to_vec()).await.0, 200);
        disk.inside().fails = 0..u64::MAX;
        // The first ones find out that it is full.
        assert_eq!(ask(cloud, "PUT /photos/kept", b"lost".to_vec()).await.0, 503);
        let (over, refused) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
        let writers = (0..4).map(|writer| {
            let (cloud, over, refused) = (cloud.clone(), over.clone(), refused.clone());
            tokio::spawn(async move {
                while !over.load(Ordering::SeqCst) {
                    let line = if writer % 2 == 0 { "PUT /photos/kept" } else { "PUT /photos/new" };
                    assert_eq!(ask(&cloud, line, b"lost".to_vec()).await.0, 503);
                    refused.fetch_add(1, Ordering::SeqCst);
                }
            })
        });
        let writers: Vec<_> = writers.collect();
        let readers = (0..4).map(|_| {
            let cloud = cloud.clone();
            tokio::spawn(async move {
                for _ in 0..ROUNDS {
                    let kept = (200, b"kept".to_vec());
                    assert_eq!(ask(&cloud, "GET /photos/kept", vec![]).await, kept);
                    assert_eq!(ask(&cloud, "GET /photos/new", vec![]).await.0, 404);
                }
            })
        });
        for reader in readers.collect::<Vec<_>>() {
            reader.await.unwrap();
        }
        over.store(true, Ordering::SeqCst);
        for writer in writers {
            writer.await.unwrap();
        }
        assert!(refused.load(Ordering::SeqCst) > 10, "{refused:?}");
        // Once there is room again, all goes on.
        disk.inside().fails = 0..0;
        assert_eq!(ask(cloud, "PUT /photos/new", b"new".to_vec()).await.0, 200);
        assert_eq!(ask(cloud, "GET /photos/new", vec![]).await, (200, b"new".to_vec()));
    });
    drop(kept);
    let data = open(&place, &disk).unwrap();
    assert!(shown(data.world.as_ref().unwrap()).contains("new"));
}
