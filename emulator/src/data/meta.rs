//! What a store says of itself.

use crate::clock::{Clock, Wall};
use parhelion_world::state_format::{decode, encode};
use serde::{Deserialize, Serialize};

/// The version of what is written in rows and beside them. Services have versions of their own.
pub(super) const FORMAT: u32 = 1;

/// See the module. The check of all rows is the sum of theirs, so that it changes with each by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Meta {
    format: u32,
    seed: u64,
    /// How far ahead of the system's the clock was, or where it stood.
    clock: Wall,
    /// How many commits there were: by it is known whether one that failed is there.
    pub commits: u64,
    pub rows: u64,
    pub sum: u64,
}

impl Meta {
    /// None was ever written.
    pub(super) fn is_new(&self) -> bool {
        self.format == 0
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    pub(super) fn set_seed(&mut self, seed: u64) {
        self.seed = seed;
    }

    pub(super) fn clock(&self) -> Wall {
        self.clock
    }

    pub(super) fn at(&self, clock: &Clock) -> Self {
        let clock = clock.as_wall().unwrap_or_default();
        Self { format: FORMAT, clock, ..self.clone() }
    }

    pub(super) fn bytes(&self) -> Result<Vec<u8>, String> {
        encode(self).map_err(|error| error.to_string())
    }

    /// # Errors
    /// It is none, or one of another time.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, String> {
        let meta: Self = decode(bytes).map_err(|error| error.to_string())?;
        match meta.format {
            FORMAT => Ok(meta),
            other => {
                Err(format!("it has format {other}, and this version of Parhelion reads {FORMAT}"))
            }
        }
    }
}
