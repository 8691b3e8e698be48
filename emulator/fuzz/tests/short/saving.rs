//! State is data: for any history, a cloud that was saved and loaded answers every further request as
//! the original does, byte by byte, and so are its journal and all that there is of it.

use crate::histories::{History, Step};
use http::Response;
use parhelion::{Body, Cloud};

/// `PARHELION_SAVING_CASES` makes it more, `PARHELION_SAVING_SEED` other ones.
fn cases() -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = number("PARHELION_SAVING_SEED").unwrap_or(0);
    first..first + number("PARHELION_SAVING_CASES").unwrap_or(60)
}

const STEPS: usize = 40;

/// An answer as its receiver sees it.
type Seen = Option<(u16, Vec<(String, Vec<u8>)>, Vec<u8>)>;

fn seen(response: Option<&Response<Body>>) -> Seen {
    let response = response?;
    let lines = response.headers().iter();
    let lines = lines.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()));
    let body = response.body().read().unwrap().to_vec();
    Some((response.status().as_u16(), lines.collect(), body))
}

/// What a run comes to.
#[derive(Debug, PartialEq)]
struct End {
    answers: Vec<Seen>,
    journal: Vec<String>,
    world: String,
    saved: Vec<u8>,
}

impl End {
    fn of(cloud: &Cloud, answers: Vec<Seen>) -> Self {
        let journal = cloud.journal().to_json_lines();
        let journal = journal.lines().map(str::to_owned).collect();
        let (world, saved) = (format!("{:?}", cloud.snapshot()), cloud.save().unwrap());
        Self { answers, journal, world, saved }
    }
}

/// Virtual time of its own for each run.
fn in_runtime<T>(run: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_time().start_paused(true).build().unwrap().block_on(run)
}

/// A history, what is saved after it, and how it goes on.
async fn original(seed: u64) -> (Vec<u8>, Vec<Step>, End) {
    let cloud = Cloud::builder().seed(seed).auth(false).build();
    let mut history = History::new(seed);
    for step in history.beginning() {
        history.learn(step.run(&cloud).await.as_ref());
    }
    for _ in 0..STEPS {
        let step = history.next(&cloud);
        let response = step.run(&cloud).await;
        history.learn(response.as_ref());
    }
    settle().await;
    let saved = cloud.save().unwrap();
    let (mut steps, mut answers) = (Vec::new(), Vec::new());
    for _ in 0..STEPS {
        let step = history.next(&cloud);
        let response = step.run(&cloud).await;
        history.learn(response.as_ref());
        answers.push(seen(response.as_ref()));
        steps.push(step);
    }
    settle().await;
    (saved, steps, End::of(&cloud, answers))
}

async fn loaded(saved: Vec<u8>, steps: &[Step]) -> End {
    let cloud = Cloud::builder().auth(false).load(saved.clone()).unwrap();
    assert!(cloud.save().unwrap() == saved, "what was loaded is saved as it was");
    let mut answers = Vec::new();
    for step in steps {
        answers.push(seen(step.run(&cloud).await.as_ref()));
    }
    settle().await;
    End::of(&cloud, answers)
}

/// What an answer left to be done behind it comes to its end.
async fn settle() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

#[test]
fn a_loaded_cloud_answers_as_the_original_does() {
    let (mut succeeded, mut all) = (0, 0);
    for seed in cases() {
        let (saved, steps, original) = in_runtime(original(seed));
        let loaded = in_runtime(loaded(saved, &steps));
        let both = original.answers.iter().zip(&loaded.answers);
        for (number, ((ours, theirs), step)) in both.zip(&steps).enumerate() {
            assert_eq!(ours, theirs, "seed {seed}, step {number}: {step:?}");
        }
        assert_eq!(original.journal, loaded.journal, "seed {seed}");
        assert_eq!(original.world, loaded.world, "seed {seed}");
        assert!(original.saved == loaded.saved, "seed {seed}: the saved states differ");
        all += original.answers.len();
        let is_success = |seen: &&Seen| matches!(seen, Some((200..=299, ..)));
        succeeded += original.answers.iter().filter(is_success).count();
    }
    // A history of refusals alone would show nothing.
    assert!(succeeded * 3 > all, "{succeeded} of {all} requests succeeded");
}
