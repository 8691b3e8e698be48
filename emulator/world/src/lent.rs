//! The place of a service that is lent.

use crate::context::Context;
use crate::saved::SavedError;
use crate::service::{Hooks, Outcome, Service};
use crate::timer::Encoded;
use parhelion_wire::table::Operation;
use parhelion_wire::{Error, Value};
use std::any::Any;

#[derive(Debug)]
pub(crate) struct Lent;

impl Hooks for Lent {}

impl Service for Lent {
    fn boxed_clone(&self) -> Box<dyn Service> {
        Box::new(Lent)
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
