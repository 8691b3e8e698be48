//! How the options of the points are written: calm, or permitted by a clause, at once or late.

use parhelion_world::{Clause, Opt};

pub(super) const CALM: Opt = Opt { name: "calm", clause: None, millis: 0 };

pub(super) const fn option(name: &'static str, clause: &'static Clause) -> Opt {
    Opt { name, clause: Some(clause), millis: 0 }
}

pub(super) const fn delay(name: &'static str, clause: &'static Clause, millis: u64) -> Opt {
    Opt { name, clause: Some(clause), millis }
}
