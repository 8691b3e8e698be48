//! Data that are on their way (CW-F17).

use crate::series::{Datum, MetricKey};
use imbl::OrdMap;
use parhelion_world::Context;
use std::sync::Arc;
use std::time::Duration;

/// Of wakes that bring data which were not readable at once (CW-F17).
pub const SUBJECT: &str = "datum";

/// Data that were accepted and are not readable yet.
#[derive(Clone, Debug, Default)]
pub struct Arriving {
    pub data: OrdMap<u64, Arc<Arrival>>,
    next: u64,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub namespace: Arc<str>,
    pub key: MetricKey,
    pub datum: Datum,
}

impl Arriving {
    pub fn hold(&mut self, cx: &mut Context, delay: Duration, arrival: Arrival) {
        let number = self.next;
        self.next += 1;
        self.data.insert(number, Arc::new(arrival));
        let subject = format!("{SUBJECT}/{}/{}/{number}", cx.account, cx.region);
        cx.later(cx.now + delay, subject);
    }
}
