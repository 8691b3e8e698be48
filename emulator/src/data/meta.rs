//! What a store says of itself.

use crate::clock::{Clock, Wall};
use parhelion_world::SavedError;
use parhelion_world::state_format::{decode, encode};
use serde::{Deserialize, Serialize};
use std::io::{Error, ErrorKind, Result};

/// The version of what is written in rows and beside them. Services have versions of their own.
///
/// | format | what is other than in the one before |
/// | --- | --- |
/// | 1 | |
/// | 2 | values in rows name their fields by numbers; what is of format 1 is written anew with the first commit |
pub(super) const FORMAT: u32 = 2;

/// What can be read.
const READ: std::ops::RangeInclusive<u32> = 1..=FORMAT;

/// What every version of it has.
#[derive(Deserialize)]
struct OfAnyFormat {
    format: u32,
}

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
    /// How many worlds were made beside it, by all processes.
    #[serde(default)]
    worlds: u64,
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

    pub(super) fn worlds(&self) -> u64 {
        self.worlds
    }

    pub(super) fn at(&self, clock: &Clock, worlds: u64) -> Self {
        let clock = clock.as_wall().unwrap_or_default();
        Self { format: FORMAT, clock, worlds: self.worlds.max(worlds), ..self.clone() }
    }

    pub(super) fn bytes(&self) -> Result<Vec<u8>> {
        encode(self).map_err(none)
    }

    /// # Errors
    /// It is none; or of another time, which [`ErrorKind::Unsupported`] says.
    pub(super) fn of(bytes: &[u8]) -> Result<Self> {
        let OfAnyFormat { format } = decode(bytes).map_err(none)?;
        match READ.contains(&format) {
            true => decode(bytes).map_err(none),
            false => Err(Error::new(
                ErrorKind::Unsupported,
                format!("it has format {format}, and this version of Parhelion reads {FORMAT}"),
            )),
        }
    }
}

fn none(error: SavedError) -> Error {
    Error::other(error.to_string())
}
