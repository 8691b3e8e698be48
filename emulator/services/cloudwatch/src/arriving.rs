//! Data that are on their way (CW-F17).

use crate::series::{Datum, MetricKey};
use crate::timer::Timer;
use parhelion_world::Context;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// Data that were accepted and are not readable yet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Arriving {
    pub data: Table<u64, Arc<Arrival>>,
    next: u64,
}

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Arrival {
    pub namespace: Arc<str>,
    pub key: MetricKey,
    pub datum: Datum,
}

equal_by_identity!(Arrival);

impl Arriving {
    pub(crate) fn hold(&mut self, cx: &mut Context, delay: Duration, arrival: Arrival) {
        let number = self.next;
        self.next += 1;
        self.data.insert(number, Arc::new(arrival));
        let home = (cx.account.clone(), cx.region.clone());
        cx.later(cx.now + delay, &Timer::Arrive { home, number });
    }
}
