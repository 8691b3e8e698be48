//! The place of a service that is lent.

use crate::context::Context;
use crate::identity::Identities;
use crate::saved::SavedError;
use crate::service::{Hooks, Outcome, Service};
use crate::timer::Encoded;
use parhelion_wire::table::Operation;
use parhelion_wire::{Error, Value};
use std::any::Any;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(crate) struct Lent {
    /// The service as it was, where it keeps identities: those are known while it works, to itself
    /// and to those that it asks.
    pub keeper: Option<Arc<dyn Service>>,
}

impl Hooks for Lent {
    fn identities(&self) -> Option<&dyn Identities> {
        self.keeper.as_deref()?.hooks().identities()
    }
}

impl Service for Lent {
    fn boxed_clone(&self) -> Box<dyn Service> {
        Box::new(Self { keeper: self.keeper.clone() })
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
    fn has(&self, _: &str) -> bool {
        false
    }
    fn call(&mut self, _: &mut Context, operation: &'static Operation, _: Value) -> Outcome<Value> {
        let error = Error::not_implemented("a service that asks itself", operation.name);
        Outcome::Done(Err(error))
    }
    fn save(&self) -> Result<Vec<u8>, SavedError> {
        Err(SavedError::Unsaved("a service is lent".to_owned()))
    }
    fn wake(&mut self, _: &mut Context, _: &Encoded) {}
    fn hooks(&self) -> &dyn Hooks {
        self
    }
    fn hooks_mut(&mut self) -> &mut dyn Hooks {
        self
    }
}
