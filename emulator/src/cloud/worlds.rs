//! Worlds: forks of a server's cloud that are served beside it, each with time, adversary, journal and
//! chance of its own.

use super::register::{Beginning, Key, Leads, Told};
use super::{Cloud, Snapshot};
use parhelion_world::identity::ACCOUNT;
use parhelion_world::{Random, random};
use std::sync::Arc;

impl Cloud {
    /// Notes how this cloud is now, as what it is reset to; the first time only.
    pub(crate) fn begin_to_be_served(&self) {
        let (snapshot, frozen) = (self.snapshot(), self.clock().is_frozen());
        let beginning = &mut self.inner.worlds.register().beginning;
        beginning.get_or_insert(Beginning { snapshot, frozen });
    }

    /// The secret of this cloud's servers, which are one to whoever sees their pages: the first that is
    /// offered.
    pub(crate) fn secret(&self, offered: Arc<str>) -> Arc<str> {
        self.inner.worlds.register().secret.get_or_insert(offered).clone()
    }

    /// Makes this cloud what it was when it began to be served.
    pub(crate) fn reset(&self) {
        let beginning = self.inner.worlds.register().beginning.clone();
        let Some(Beginning { snapshot, frozen }) = beginning else { return };
        self.restore(&snapshot);
        self.know_what_stands();
        let clock = self.clock();
        if frozen {
            clock.freeze();
            return;
        }
        // What follows the wall does not fall behind it.
        clock.thaw();
        if let Some(system) = clock.system().filter(|system| *system > self.now()) {
            clock.set(system);
        }
    }

    /// Forks `origin` into a world of this cloud's. Its chance hangs on its seed alone, without one on
    /// its name: the same preparation and names give the same ids in every run. To be called inside a
    /// runtime, where the world is kept.
    ///
    /// # Errors
    /// There is one of that name already, or there are too many.
    pub(crate) fn add_world(
        &self,
        origin: &Cloud,
        name: Option<String>,
        seed: Option<u64>,
    ) -> Result<Told<Self>, String> {
        let worlds = &self.inner.worlds;
        let mut register = worlds.register();
        let name = register.free_name(name)?;
        let seed = seed.unwrap_or_else(|| random::hash(origin.settings().seed, &name));
        // Of the name besides, so that no two worlds have one key.
        let key = Key::of(random::hash(seed, &name));
        let cloud = origin.fork_with_chance(seed);
        {
            // Its own lock: this cloud's is held.
            let mut own = cloud.inner.worlds.register();
            own.own_key = Some(key.clone());
            own.standing.clone_from(&register.standing);
        }
        cloud.know_what_stands();
        cloud.begin_to_be_served();
        let kept = cloud.clone();
        let keeper = tokio::spawn(async move { kept.keep().await }).abort_handle();
        let told = Told { name, cloud, key };
        worlds.add(&mut register, &told, keeper);
        Ok(told)
    }

    /// As [`Cloud::control`], and again whenever this cloud, or a world of it, becomes another: a key that
    /// a server was given is the server's, whatever state it is told to load.
    ///
    /// # Errors
    /// In words, why the service does not take this body.
    pub fn control_always(
        &self,
        name: &str,
        body: &[u8],
    ) -> Option<Result<serde_json::Value, String>> {
        let done = self.control(name, body);
        if let Some(Ok(_)) = &done {
            self.inner.worlds.register().standing.push((name.to_owned(), body.to_vec()));
        }
        done
    }

    /// As another state is loaded, what is the server's may be unknown to it: its commands, and the key
    /// that leads into a world.
    pub(crate) fn know_what_stands(&self) {
        let (own_key, standing) = {
            let register = self.inner.worlds.register();
            (register.own_key.clone(), register.standing.clone())
        };
        for (name, body) in standing {
            // It was taken once; what has come into the way since is the state's own.
            let _ = self.control(&name, &body);
        }
        let Some(Key { access_key, secret_key }) = own_key else { return };
        let credential = serde_json::json!({
            "account": ACCOUNT, "access_key": access_key, "secret_key": secret_key,
        });
        self.control("credentials", credential.to_string().as_bytes());
    }

    /// Forgets a world; what it is answering at the moment, it answers, and what waits there for a
    /// clock that stands still waits by the wall's. `false`: there is none.
    pub(crate) fn drop_world(&self, name: &str) -> bool {
        let Some(gone) = self.inner.worlds.forget(name) else { return false };
        gone.clock().thaw();
        true
    }

    /// How many worlds were made without a name of their own, ever: what the next is called, and its key,
    /// hang on it.
    pub(crate) fn worlds_made(&self) -> u64 {
        self.inner.worlds.register().made
    }

    /// As many were made by the processes before this one: their names and keys do not come again.
    pub(crate) fn worlds_were_made(&self, made: u64) {
        let mut register = self.inner.worlds.register();
        register.made = register.made.max(made);
    }

    /// A world of this cloud's, by its name.
    pub(crate) fn world(&self, name: &str) -> Option<Told<Self>> {
        self.inner.worlds.find(name)
    }

    /// All worlds, by name.
    pub(crate) fn worlds(&self) -> Vec<Told<Self>> {
        self.inner.worlds.all()
    }

    /// Where an access key leads: a world's own into that world; one that this cloud itself knows
    /// nowhere else; others where they were made, if only one world knows them.
    pub(crate) fn leads(&self, access_key: &str) -> Leads {
        let worlds = &self.inner.worlds;
        if worlds.never_had_any() {
            return Leads::Home;
        }
        if let Some(leads) = worlds.register().leads(access_key) {
            return leads;
        }
        let knows = |cloud: &Self| cloud.locked_as_it_is().world.credential(access_key).is_some();
        if knows(self) {
            return Leads::Home;
        }
        if let Some(leads) = worlds.register().learned(access_key) {
            return leads;
        }
        let mut knowing = worlds.all().into_iter().filter(|told| knows(&told.cloud));
        let leads = match (knowing.next(), knowing.next()) {
            (None, _) => Leads::Home,
            (Some(told), None) => Leads::To(told.name),
            (Some(_), Some(_)) => Leads::Several,
        };
        // Nobody knows what nobody has made yet.
        if let Leads::To(_) | Leads::Several = leads {
            worlds.register().learn(access_key, &leads);
        }
        leads
    }

    /// A fork with chance of its own and an empty journal. O(1).
    fn fork_with_chance(&self, seed: u64) -> Self {
        let Snapshot { mut world, door_state, mut settings } = self.snapshot();
        *world.random_mut() = Random::new(seed);
        let journal = world.journal().begun_anew();
        *world.journal_mut() = journal;
        settings.seed = seed;
        let clock = self.inner.clock.fork_at(world.now());
        world.advance_to(clock.now());
        Self::from_parts(world, clock, door_state, settings)
    }
}
