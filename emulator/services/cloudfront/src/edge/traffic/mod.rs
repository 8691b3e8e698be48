//! What went over the edge: counted for CloudWatch (CF-12.2) and written down for the log bucket (CF-12.1).
//!
//! - [`exchange`]: one viewer's request and what came of it;
//! - [`minute`]: the counters of a minute, and the metrics that they become;
//! - [`records`]: those that CloudWatch Logs delivers;
//! - [`standard_log`]: lines of the standard log, and the files that they become.

pub(crate) mod exchange;
pub(crate) mod log_to;
mod minute;
pub(crate) mod records;
mod standard_log;

use super::Edge;
use crate::timer::Timer;
use exchange::Exchange;
use minute::{FunctionMinute, Minute};
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use parhelion_world::rows::{Table, equal_by_identity};
use records::Records;
use serde::{Deserialize, Serialize};
use standard_log::File;
use std::sync::Arc;
use std::time::Duration;

const MINUTE: i64 = 60;

/// Lines that wait for one file: more begin the next one.
const LINES_MAX: u64 = 100_000;

/// What was not told yet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Traffic {
    /// By minute and distribution.
    minutes: Table<(i64, Arc<str>), Minute>,
    /// By minute, account and function.
    functions: Table<(i64, Arc<str>, Arc<str>), FunctionMinute>,
    /// The log files that are being written, by hour and distribution.
    files: Table<(i64, Arc<str>), File>,
    /// Their lines, by number.
    lines: Table<(i64, Arc<str>, u64), Arc<str>>,
    #[serde(default)]
    records: Records,
}

equal_by_identity!(File);

impl Edge {
    /// An answer goes to its viewer.
    pub(crate) fn count(&mut self, cx: &mut Context, exchange: &Exchange<'_>) {
        let traffic = &mut self.traffic;
        let minute = cx.now.secs().div_euclid(MINUTE);
        if traffic.minutes.get_max().is_none_or(|((last, _), _)| *last < minute) {
            let end = Timestamp::from_secs((minute + 1) * MINUTE);
            cx.later(end, &Timer::Minute { minute });
        }
        let id = exchange.distribution.id.clone();
        let counted = traffic.minutes.entry((minute, id)).or_default();
        counted.count(exchange);
        for call in exchange.calls {
            let key = (minute, exchange.distribution.account.clone(), call.function.clone());
            traffic.functions.entry(key).or_default().count(call);
        }
        self.record(cx, minute, exchange);
        if exchange.distribution.log.is_some() {
            self.write_down(cx, exchange);
        }
    }

    fn write_down(&mut self, cx: &mut Context, exchange: &Exchange<'_>) {
        let Some(to) = &exchange.distribution.log else { return };
        let hour = cx.now.secs().div_euclid(3_600);
        let id = &exchange.distribution.id;
        let file = self.traffic.files.entry((hour, id.clone())).or_insert_with(|| {
            // Files come some minutes after their hour.
            let at = Timestamp::from_secs((hour + 1) * 3_600) + Duration::from_secs(300);
            cx.later(at, &Timer::Hour { hour });
            File::new(exchange.distribution.account.clone(), to.clone())
        });
        file.lines += 1;
        let number = file.lines;
        let line = standard_log::line(cx.now, exchange);
        self.traffic.lines.insert((hour, id.clone(), number), line.into());
        if number >= LINES_MAX {
            self.store_file(cx, &(hour, id.clone()));
        }
    }

    /// A minute is over: what was counted until then becomes metrics.
    /// Those of a distribution that is `monitored` are more.
    pub(crate) fn publish_minute(
        &mut self,
        cx: &mut Context,
        minute: i64,
        monitored: impl Fn(&str) -> bool,
    ) {
        self.tell_records(cx, minute);
        cx.note("metrics", "AWS/CloudFront", &[("minute", &minute.to_string())]);
        let due: Vec<_> =
            self.traffic.minutes.keys().take_while(|(at, _)| *at <= minute).cloned().collect();
        for key in due {
            if let Some(counted) = self.traffic.minutes.remove(&key) {
                counted.publish(cx, key.0 * MINUTE, &key.1, monitored(&key.1));
            }
        }
        let due: Vec<_> =
            self.traffic.functions.keys().take_while(|(at, ..)| *at <= minute).cloned().collect();
        for key in due {
            if let Some(counted) = self.traffic.functions.remove(&key) {
                counted.publish(cx, key.0 * MINUTE, &key.1, &key.2);
            }
        }
    }

    /// An hour is over: its lines become files.
    pub(crate) fn store_hour(&mut self, cx: &mut Context, hour: i64) {
        let files = self.traffic.files.keys();
        let due: Vec<_> = files.take_while(|(at, _)| *at <= hour).cloned().collect();
        due.iter().for_each(|key| self.store_file(cx, key));
    }

    fn store_file(&mut self, cx: &mut Context, key: &(i64, Arc<str>)) {
        let Some(file) = self.traffic.files.remove(key) else { return };
        let (hour, id) = key;
        let numbers = (1..=file.lines).map(|number| (*hour, id.clone(), number));
        let lines: Vec<Arc<str>> =
            numbers.filter_map(|key| self.traffic.lines.remove(&key)).collect();
        file.store(cx, *hour, id, &lines);
    }
}
