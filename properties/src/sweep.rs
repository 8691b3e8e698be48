//! One async test, under everything that AWS may legally do: calm, then with every single deviation,
//! with pairs of them, and on bad days at random, each on a fork of what was prepared.

use crate::monitor::Monitor;
use crate::property::{Property, Title};
use crate::report::text;
use crate::stage::Stage;
use crate::suite::{Options, Outcome, Suite};
use crate::target::Target;
use parhelion::Cloud;
use proptest::strategy::{BoxedStrategy, Just, Strategy};
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use std::path::PathBuf;

/// How a test is swept.
///
/// ```
/// use parhelion_properties::Sweep;
///
/// // A #[test] function's body:
/// Sweep::new("a_photo_is_stored").pairs(20).random(20).run(async |cloud| {
///     let s3 = aws_sdk_s3::Client::new(&cloud.sdk_config());
///     let _ = s3.create_bucket().bucket("photos").send().await;
///     let put = s3.put_object().bucket("photos").key("cat").body(b"meow".to_vec().into());
///     if put.send().await.is_ok() {
///         cloud.heal();
///         s3.get_object().bucket("photos").key("cat").send().await.expect("it was acknowledged");
///     }
/// });
/// ```
///
/// What fails is made small and told with its story, by a panic; it is also stored beside the crate, in
/// `parhelion-regressions`, and tried first from then on: commit it, as you commit
/// `proptest-regressions`.
pub struct Sweep {
    name: String,
    options: Options,
}

impl Sweep {
    /// `name` is the test's: stored cases carry it. 100 pairs and 100 random days, or as many as
    /// `PROPTEST_CASES` says.
    pub fn new(name: &str) -> Self {
        let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
        let stored = std::env::var_os("CARGO_MANIFEST_DIR");
        let stored = stored.map(|folder| PathBuf::from(folder).join("parhelion-regressions"));
        let cases = cases.unwrap_or(100);
        let options = Options { cases, pairs: cases, stored, ..Options::default() };
        Self { name: name.to_owned(), options }
    }

    /// So many pairs of deviations.
    pub fn pairs(mut self, pairs: usize) -> Self {
        self.options.pairs = pairs;
        self
    }

    /// So many days at random.
    pub fn random(mut self, days: usize) -> Self {
        self.options.cases = days;
        self
    }

    /// Where random days come from, instead of `PROPTEST_RNG_SEED`.
    pub fn seed(mut self, seed: u64) -> Self {
        self.options.seed = seed;
        self
    }

    /// No call is refused at each of its three tries: for tests that unwrap what the SDK answers.
    /// Random days may still do it; see [`random`](Self::random).
    pub fn without_giving_up(mut self) -> Self {
        self.options.giving_up = false;
        self
    }

    /// Where failing plans are stored and replayed from; none: nowhere.
    pub fn stored(mut self, folder: Option<PathBuf>) -> Self {
        self.options.stored = folder;
        self
    }

    /// Runs the test on a new cloud each time.
    ///
    /// # Panics
    /// It fails: with the smallest deviations that make it fail, and their story.
    pub fn run<R: Ended>(self, test: impl AsyncFn(Cloud) -> R + Send + Sync + 'static) {
        self.run_prepared(async |_| (), test);
    }

    /// Runs the test each time on a fork of what `prepare` has made once, on a good day.
    ///
    /// # Panics
    /// As [`run`](Self::run); `prepare` fails.
    pub fn run_prepared<Q: Ended, R: Ended>(
        self,
        prepare: impl AsyncFn(Cloud) -> Q + Send + Sync + 'static,
        test: impl AsyncFn(Cloud) -> R + Send + Sync + 'static,
    ) {
        let outcome = self.outcome(prepare, test);
        assert!(outcome.1, "{}", outcome.0);
    }

    /// The report, and whether the test holds: what [`run`](Self::run) panics with.
    pub fn outcome<Q: Ended, R: Ended>(
        self,
        prepare: impl AsyncFn(Cloud) -> Q + Send + Sync + 'static,
        test: impl AsyncFn(Cloud) -> R + Send + Sync + 'static,
    ) -> (String, bool) {
        let swept = Swept { name: self.name, prepare, test };
        match Suite::new(swept) {
            Err(why) => (why, false),
            Ok(suite) => {
                let outcome: Outcome<_> = suite.prove(&self.options, &|_, _| {});
                (text::report(&outcome), outcome.holds())
            }
        }
    }
}

/// What a test may return: nothing, or a result whose error fails it.
pub trait Ended {
    /// Why it failed.
    fn failure(self) -> Option<String>;
}

impl Ended for () {
    fn failure(self) -> Option<String> {
        None
    }
}

impl<E: Debug> Ended for Result<(), E> {
    fn failure(self) -> Option<String> {
        self.err().map(|error| format!("{error:?}"))
    }
}

/// A test as a property with one operation.
struct Swept<G, F> {
    name: String,
    prepare: G,
    test: F,
}

/// The one operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Operation {
    Test,
}

/// What is seen of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Seen {
    Passed,
}

impl<G, F, Q, R> Property for Swept<G, F>
where
    G: AsyncFn(Cloud) -> Q + Send + Sync + 'static,
    F: AsyncFn(Cloud) -> R + Send + Sync + 'static,
    Q: Ended,
    R: Ended,
{
    type Operation = Operation;
    type Seen = Seen;
    type Fixture = ();
    type System = Stage<Seen>;

    fn title(&self) -> Title {
        Title::new("test", "one test, whatever AWS may legally do", &self.name)
    }

    async fn set_up(&self, target: &Target) -> Result<(), String> {
        // A sweep has no target but the fake.
        let Some(cloud) = target.cloud() else { return Ok(()) };
        (self.prepare)(cloud.clone()).await.failure().map_or(Ok(()), Err)
    }

    fn start(&self, (): &(), stage: &Stage<Seen>) -> Stage<Seen> {
        stage.clone()
    }

    fn operation(&self) -> BoxedStrategy<Operation> {
        Just(Operation::Test).boxed()
    }

    fn operations_max(&self) -> usize {
        1
    }

    fn examples(&self) -> Vec<Vec<Operation>> {
        vec![vec![Operation::Test]]
    }

    async fn drive(&self, stage: &Stage<Seen>, Operation::Test: &Operation) {
        if let Some(cloud) = stage.cloud() {
            // An error fails the test as a panic does. Its text is no observation: SDK errors show
            // maps, whose order is another in every run.
            if let Some(error) = (self.test)(cloud.clone()).await.failure() {
                panic!("the test returned an error: {error}");
            }
            stage.observe(Seen::Passed);
        }
    }

    fn monitors(&self) -> Vec<Monitor<Seen>> {
        vec![Monitor::always("the test passes", |Seen::Passed| Some(true))]
    }
}
