//! A service's type: by it the world makes services, and lends them as what they are.

use super::contract::{Hooks, Service};
use super::scope::ScopeKind;
use crate::commons::Entry;
use crate::context::Context;
use crate::declaration::Declaration;
use crate::state_format::SavedError;
use crate::timer::Timer;
use parhelion_wire::Model;
use std::sync::Arc;

/// A service's type: how the world makes one.
pub trait ServiceKind: Service + Hooks + Clone + Default {
    /// The name in the emulator: the folder's.
    const NAME: &'static str;
    /// How far one instance reaches.
    const SCOPE: ScopeKind;
    /// Its reasons to be woken.
    type Timer: Timer;
    /// What it says of itself.
    fn declaration() -> &'static Declaration;
    /// Its API.
    fn model() -> &'static Model;
    /// Names of the operations that work, in the order of the list.
    fn operations() -> &'static [&'static str];
    /// What [`Service::save`] wrote.
    ///
    /// # Errors
    /// It is not that.
    fn load(state: &[u8]) -> Result<Self, SavedError>;
}

/// A service that is woken by its timers.
pub trait Wakes: ServiceKind {
    /// One has come due.
    fn wake(&mut self, cx: &mut Context, timer: Self::Timer);
}

/// The entry of a kind of service.
pub fn entry<K: ServiceKind>() -> Entry {
    Entry {
        name: K::NAME,
        scope: K::SCOPE,
        declaration: K::declaration(),
        model: K::model(),
        operations: K::operations(),
        make: || Arc::new(K::default()),
        load: |state| Ok(Arc::new(K::load(state)?)),
        of_state: |state| Some(Arc::new(*state.downcast::<K>().ok()?)),
    }
}
