//! The cloud: a handle to a world, its clock and its doors. Clone shares; [`Cloud::fork`] copies.

use crate::clock::Clock;
use crate::network::Origins;
use crate::scope::CallNames;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_wire::signature::SigningKeys;
use parhelion_world::service::Handles;
use parhelion_world::world::{self, EPOCH, Who};
use parhelion_world::{
    Adversary, Caller, Directory, Journal, KeyRing, RequestInfo, What, World, identity,
};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// An AWS in this process. Cheap to clone: every clone is the same cloud.
///
/// The lock is held for the microseconds of one call and never over an await.
#[derive(Clone)]
pub struct Cloud {
    inner: Arc<Inner>,
}

struct Inner {
    state: Mutex<State>,
    clock: Clock,
    origins: Origins,
    settings: Settings,
    /// Only spares time: forks begin without.
    signing_keys: SigningKeys,
}

pub(crate) struct State {
    pub world: World,
    pub names: CallNames,
}

/// What a cloud is built with.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub seed: u64,
    /// Signatures are checked.
    pub auth: bool,
}

/// Builds a [`Cloud`] that is not the default one.
pub struct Builder {
    settings: Settings,
    clock: Option<Clock>,
    journal: Journal,
    epoch: Timestamp,
}

impl Builder {
    /// Where ids, jitter and choices come from. The same seed gives the same bytes.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    pub fn clock(mut self, clock: Clock) -> Self {
        self.epoch = clock.now();
        self.clock = Some(clock);
        self
    }

    /// Whether signatures are checked. Without, credentials still decide the account.
    pub fn auth(mut self, auth: bool) -> Self {
        self.settings.auth = auth;
        self
    }

    /// `Journal::off()` for raw speed, `Journal::with_limit(n)` for long-lived servers.
    pub fn journal(mut self, journal: Journal) -> Self {
        self.journal = journal;
        self
    }

    pub fn build(self) -> Cloud {
        let Self { settings, clock, journal, epoch } = self;
        let entries = vec![
            world::entry::<parhelion_s3::S3>(),
            world::entry::<parhelion_cloudfront::CloudFront>(),
            world::entry::<parhelion_cloudwatch::CloudWatch>(),
            world::entry::<parhelion_logs::Logs>(),
            world::entry::<parhelion_s3control::S3Control>(),
            world::entry::<parhelion_iam::Iam>(),
            world::entry::<parhelion_kms::Kms>(),
            world::entry::<parhelion_sts::Sts>(),
        ];
        let mut world = World::new(settings.seed, entries);
        *world.journal_mut() = journal;
        world.advance_to(epoch);
        let clock = clock.unwrap_or_else(|| Clock::tokio(epoch));
        Cloud::from_parts(world, clock, Origins::default(), settings)
    }
}

impl Default for Cloud {
    fn default() -> Self {
        Self::new()
    }
}

impl Cloud {
    /// An empty cloud at 2026-01-01T00:00:00Z, on tokio's clock, with seed 0.
    pub fn new() -> Self {
        Self::builder().build()
    }

    pub fn builder() -> Builder {
        Builder {
            settings: Settings { seed: 0, auth: true },
            clock: None,
            journal: Journal::default(),
            epoch: EPOCH,
        }
    }

    fn from_parts(world: World, clock: Clock, origins: Origins, settings: Settings) -> Self {
        let state = Mutex::new(State { world, names: CallNames::default() });
        let signing_keys = SigningKeys::default();
        Self { inner: Arc::new(Inner { state, clock, origins, settings, signing_keys }) }
    }

    pub(crate) fn signing_keys(&self) -> &SigningKeys {
        &self.inner.signing_keys
    }

    /// A copy of the whole cloud as it is now, in O(1). Neither sees what the other does next.
    ///
    /// On tokio's clock, fork inside the runtime that will use the fork.
    pub fn fork(&self) -> Self {
        let inner = &self.inner;
        let mut world = self.state().world.clone();
        // A fixture may have been built in another runtime: time goes on from the world's.
        let clock = inner.clock.fork_at(world.now());
        world.advance_to(clock.now());
        Self::from_parts(world, clock, inner.origins.clone(), inner.settings.clone())
    }

    /// The cloud as it is now, standing still: what many cases start from. O(1).
    pub fn snapshot(&self) -> Snapshot {
        let world = self.state().world.clone();
        let inner = &self.inner;
        Snapshot { world, origins: inner.origins.clone(), settings: inner.settings.clone() }
    }

    /// The state, with all that is due until now done.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        let now = self.inner.clock.now();
        // A panic in a handler is caught at the door; what it left behind is still a world.
        let mut state = self.inner.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.world.advance_to(now);
        state
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(crate) fn origins(&self) -> &Origins {
        &self.inner.origins
    }

    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Lets virtual time pass; everything due happens, in order, each at its own time.
    pub async fn advance(&self, duration: Duration) {
        self.inner.clock.pass(duration).await;
        drop(self.state());
    }

    /// When the next thing is due: an expiry, a deployment, an alarm's evaluation.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.state().world.next_due()
    }

    /// What happened so far. O(1).
    pub fn journal(&self) -> Journal {
        self.state().world.journal().clone()
    }

    /// Notes what an application or a test saw or did, between AWS's own events.
    pub fn fact(&self, name: &str, fields: &[(&str, &str)]) {
        let fields: BTreeMap<String, String> =
            fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let attempt = crate::scope::current()
            .map(|scope| parhelion_world::Attempt { scope, ..Default::default() });
        let mut state = self.state();
        state.world.begin(attempt);
        state.world.record(What::Fact { name: name.into(), fields });
    }

    /// Who decides AWS's choices from here on.
    pub fn set_adversary(&self, adversary: Adversary) {
        *self.state().world.adversary_mut() = adversary;
    }

    /// The adversary as it stands: what it decided and what it was offered.
    pub fn adversary(&self) -> Adversary {
        self.state().world.adversary().clone()
    }

    /// From here on AWS has a good day.
    pub fn heal(&self) {
        self.state().world.adversary_mut().heal();
    }

    /// Adds or looks up access keys, users, roles and their policies.
    pub fn with_directory<R>(&self, f: impl FnOnce(&mut Directory) -> R) -> R {
        f(self.state().world.directory_mut())
    }

    /// Adds or looks up KMS keys. As long as an account has none, all that it names are taken on
    /// trust.
    pub fn with_key_ring<R>(&self, f: impl FnOnce(&mut KeyRing) -> R) -> R {
        f(self.state().world.key_ring_mut())
    }

    /// The raw door: one operation, typed, straight into the core, as the development account's
    /// root in us-east-1. No HTTP, no signature, no faults, no journal.
    ///
    /// ```
    /// # use parhelion::{Cloud, s3};
    /// let cloud = Cloud::new();
    /// let input = s3::model::CreateBucketInput { bucket: "photos".into(), ..Default::default() };
    /// cloud.call::<s3::S3, s3::model::operations::CreateBucket>(input)?;
    /// # Ok::<(), parhelion::Error>(())
    /// ```
    pub fn call<K, O>(&self, input: O::Input) -> Result<O::Output>
    where
        K: Handles<O>,
        O: parhelion_wire::shell::Shape,
    {
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let who = root(&request);
        let mut state = self.state();
        state.world.begin(None);
        state.world.with::<K, _>(&who, |service, cx| service.handle(cx, input))
    }
}

/// A cloud standing still. Unlike a [`Cloud`], it belongs to no runtime.
#[derive(Clone)]
pub struct Snapshot {
    world: World,
    origins: Origins,
    settings: Settings,
}

/// What there is: see [`World`].
impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.world.fmt(f)
    }
}

impl Snapshot {
    /// A cloud that goes on from here, with chance and choices of its own and an empty journal.
    /// To be called inside the runtime whose clock it shall go by. O(1).
    pub fn start(&self, seed: u64, adversary: Adversary) -> Cloud {
        let Self { mut world, origins, mut settings } = self.clone();
        *world.random_mut() = parhelion_world::Random::new(seed);
        *world.adversary_mut() = adversary;
        *world.journal_mut() = Journal::default();
        settings.seed = seed;
        let clock = Clock::tokio(world.now());
        Cloud::from_parts(world, clock, origins, settings)
    }
}

/// The development account's root, in us-east-1.
pub(crate) fn root(request: &RequestInfo) -> Who<'_> {
    let account: Arc<str> = identity::ACCOUNT.into();
    Who {
        caller: Caller::root(&account, identity::ACCESS_KEY),
        account,
        region: "us-east-1".into(),
        request,
    }
}
