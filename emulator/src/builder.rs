//! How clouds are made: what the services are, and which doors carry their work.

use crate::clock::Clock;
use crate::cloud::{Cloud, DoorState, Doors, Settings};
use crate::drive::begin_background;
use crate::network::{exchange, leaves};
use crate::origins::Outside;
use crate::services;
use parhelion_wire::Timestamp;
use parhelion_world::service::ServiceKind;
use parhelion_world::world::{EPOCH, entry};
use parhelion_world::{Entry, Journal, Start, What, World};

/// Builds a [`Cloud`] that is not the default one.
pub struct Builder {
    pub(crate) settings: Settings,
    pub(crate) clock: Option<Clock>,
    pub(crate) journal: Journal,
    epoch: Timestamp,
    more: Vec<Entry>,
    keys_on_trust: bool,
}

impl Builder {
    /// Where ids, jitter and choices come from. The same seed gives the same bytes.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// What the cloud goes by; its time begins at what the clock shows now. Without, it is
    /// [`Clock::tokio`] from 2026-01-01T00:00:00Z on.
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

    /// Which hosts outside this process may be reached over sockets: none, unless told otherwise.
    pub fn outside(mut self, outside: Outside) -> Self {
        self.settings.outside = outside;
        self
    }

    /// `Journal::off()` for raw speed, `Journal::with_limit(n)` for long-lived servers.
    pub fn journal(mut self, journal: Journal) -> Self {
        self.journal = journal;
        self
    }

    /// Whether services that encrypt take keys at their names that nobody has made, for configurations
    /// that name the keys of another account. Without, such a key does not exist, as in AWS.
    pub fn keys_on_trust(mut self, trusts: bool) -> Self {
        self.keys_on_trust = trusts;
        self
    }

    /// Adds a service of the user's own beside those that are built in.
    pub fn service<K: ServiceKind>(mut self) -> Self {
        self.more.push(entry::<K>());
        self
    }

    /// The cloud.
    pub fn build(self) -> Cloud {
        let Self { settings, clock, journal, epoch, more, keys_on_trust } = self;
        let mut entries = services::entries();
        entries.extend(more);
        let services = entries.iter().map(|entry| entry.name.to_owned()).collect();
        let mut world = World::new(settings.seed, entries);
        *world.journal_mut() = journal;
        world.advance_to(epoch);
        if world.journal().keeps_inputs() {
            let Settings { seed, auth, .. } = settings;
            let start = Start { format: Start::FORMAT, seed, auth, services };
            world.record(What::Start(start));
        }
        let clock = clock.unwrap_or_else(|| Clock::tokio(epoch));
        let cloud = Cloud::from_parts(world, clock, DoorState::default(), settings);
        if keys_on_trust {
            // Whose keys those are says nothing against it, and a cloud without keys has none to trust.
            let _ = cloud.control("keys-on-trust", br#"{"on":true}"#);
        }
        cloud
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

    /// Begins a cloud with this one's settings, on a clock that stands still.
    #[cfg(feature = "server")]
    pub(crate) fn builder_alike(&self) -> Builder {
        let settings = self.settings().clone();
        Builder { settings, ..Self::builder().clock(Clock::manual(EPOCH)) }
    }

    /// Begins a cloud that is not the default one.
    ///
    /// ```
    /// use parhelion::{Clock, Cloud, Timestamp};
    ///
    /// let noon = Clock::manual(Timestamp::from_secs(1_800_014_400));
    /// let cloud = Cloud::builder().seed(7).clock(noon).build();
    /// assert_eq!(cloud.now().date_time(), "2027-01-15T12:00:00Z");
    /// ```
    pub fn builder() -> Builder {
        Builder {
            settings: Settings {
                doors: Doors { background: begin_background, exchange, leaves },
                seed: 0,
                auth: true,
                outside: Outside::nothing(),
            },
            clock: None,
            journal: Journal::default(),
            epoch: EPOCH,
            more: Vec::new(),
            keys_on_trust: false,
        }
    }
}
