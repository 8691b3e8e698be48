//! What went over the edge: counted for CloudWatch (CF-12.2) and written down for the log bucket (CF-12.1).
//!
//! - [`exchange`]: one viewer's request and what came of it;
//! - [`minute`]: the counters of a minute, and the metrics that they become;
//! - [`standard_log`]: lines of the standard log, and the files that they become.

pub(crate) mod exchange;
pub(crate) mod log_to;
mod minute;
mod standard_log;

use super::Edge;
use crate::timer::Timer;
use exchange::Exchange;
use imbl::OrdMap;
use minute::{FunctionMinute, Minute};
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use std::sync::Arc;
use std::time::Duration;

const MINUTE: i64 = 60;

/// Lines that wait for one file: more begin the next one.
const LINES_MAX: usize = 100_000;

/// What was not told yet. A world that is saved and loaded forgets it: metrics and logs of AWS are best effort
/// as well (CF-12.1).
#[derive(Clone, Debug, Default)]
pub(crate) struct Traffic {
    /// By minute and distribution.
    minutes: OrdMap<(i64, Arc<str>), Minute>,
    /// By minute, account and function.
    functions: OrdMap<(i64, Arc<str>, Arc<str>), FunctionMinute>,
    /// By hour and distribution.
    lines: OrdMap<(i64, Arc<str>), standard_log::Lines>,
}

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
        if exchange.distribution.log.is_some() {
            self.write_down(cx, exchange);
        }
    }

    fn write_down(&mut self, cx: &mut Context, exchange: &Exchange<'_>) {
        let hour = cx.now.secs().div_euclid(3_600);
        let key = (hour, exchange.distribution.id.clone());
        let lines = self.traffic.lines.entry(key).or_insert_with(|| {
            // Files come some minutes after their hour.
            let at = Timestamp::from_secs((hour + 1) * 3_600) + Duration::from_secs(300);
            cx.later(at, &Timer::Hour { hour });
            standard_log::Lines::new(exchange.distribution.clone())
        });
        lines.push(standard_log::line(cx.now, exchange));
        if lines.len() >= LINES_MAX {
            let full =
                std::mem::replace(lines, standard_log::Lines::new(exchange.distribution.clone()));
            full.store(cx, hour);
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
        let due: Vec<_> =
            self.traffic.lines.keys().take_while(|(at, _)| *at <= hour).cloned().collect();
        for key in due {
            if let Some(lines) = self.traffic.lines.remove(&key) {
                lines.store(cx, key.0);
            }
        }
    }
}
