//! What is left when an application of three writes is interrupted between them.

use super::*;
use crate::application::BoxFuture;
use crate::stage::operating;
use parhelion::Cloud;
use std::time::Duration;

/// Writes `1`, `2` and `3`, one after the other; answers; and writes `later` a second afterwards.
struct Writes(Clients);

impl Writes {
    async fn put(&self, key: &str) {
        let put = self.0.s3.put_object().bucket("notes").key(key);
        put.body(b"x".to_vec().into()).send().await.unwrap();
    }
}

impl Running for Writes {
    fn handle(&self, _: http::Request<Bytes>) -> BoxFuture<'_, http::Response<Bytes>> {
        Box::pin(async {
            for key in ["1", "2", "3"] {
                self.put(key).await;
            }
            let later = Self(self.0.clone());
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_secs(1)).await;
                later.put("later").await;
            });
            http::Response::new(Bytes::new())
        })
    }

    fn shut_down(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.put("stopped"))
    }
}

/// The keys that are there in the end, and whether the request was answered.
async fn interrupted(by: Interruption, after: u32) -> (String, bool) {
    let target = Target::fake(Cloud::new());
    let s3 = target.clients().s3;
    s3.create_bucket().bucket("notes").send().await.unwrap();
    let process = Process::start(&target, |clients| Arc::new(Writes(clients.clone())));
    let mut answered = false;
    let work = async {
        let request = http::Request::new(Bytes::new());
        answered = process.ask(request).await.is_some();
    };
    operating(&target, 4, process.interrupted(by, after, work)).await;
    target.pass(Duration::from_secs(10)).await;
    let listed = s3.list_objects_v2().bucket("notes").send().await.unwrap();
    let keys: Vec<&str> = listed.contents().iter().filter_map(|object| object.key()).collect();
    assert_eq!(process.crashes().len(), usize::from(by == Interruption::Crash));
    // Who comes next is answered, whatever has happened.
    assert!(process.ask(http::Request::new(Bytes::new())).await.is_some());
    (keys.join(" "), answered)
}

#[tokio::test(start_paused = true)]
async fn a_crash_ends_everything_where_it_is() {
    for (after, left) in [(0, ""), (1, "1"), (2, "1 2")] {
        assert_eq!(interrupted(Interruption::Crash, after).await, (left.to_owned(), false));
    }
    // At the end of the operation at the latest: the task that was spawned has not had its second.
    for after in [3, 9] {
        assert_eq!(interrupted(Interruption::Crash, after).await, ("1 2 3".to_owned(), true));
    }
}

#[tokio::test(start_paused = true)]
async fn who_stops_in_good_order_answers_first() {
    for after in [0, 1, 9] {
        let (left, answered) = interrupted(Interruption::Stop, after).await;
        assert_eq!((left.as_str(), answered), ("1 2 3 stopped", true), "{after}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_goes_away_gets_no_answer_and_the_rest_goes_on() {
    assert_eq!(interrupted(Interruption::Hangup, 2).await, ("1 2".to_owned(), false));
    assert_eq!(interrupted(Interruption::Hangup, 9).await, ("1 2 3 later".to_owned(), true));
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_off_is_the_applications_own() {
    let target = Target::fake(Cloud::new());
    let seconds = |clients: &Clients| {
        let now = clients.s3.config().time_source().unwrap().now();
        now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
    };
    let seen = Arc::new(Mutex::new(Vec::new()));
    let note = seen.clone();
    let process = Process::start(&target, move |clients| {
        note.lock().unwrap().push(seconds(clients));
        Arc::new(Writes(clients.clone()))
    });
    target.clients().s3.create_bucket().bucket("notes").send().await.unwrap();
    process.restart(700).await;
    process.restart(-700).await;
    // Each has its power, and its signatures are taken.
    process.stop().await;
    let seen = seen.lock().unwrap().clone();
    assert_eq!((seen[1] - seen[0], seen[0] - seen[2]), (700, 700));
}
