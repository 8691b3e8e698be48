//! When an alarm is evaluated, and on what (CW-C3).
//!
//! An alarm lies on a grid of minutes (ten seconds, hours) and looks at windows that slide along
//! with it. An alarm whose windows are all empty cannot change until its metric gets data: it
//! sleeps, so that a day of idle alarms costs nothing.

use crate::alarm::{Alarm, Alarms, Late};
use crate::choices;
use crate::evaluation::{Point, State};
use crate::history::History;
use crate::home::Home;
use crate::reasons::{Crossing, REASON_MAX, ReasonData, Seen};
use crate::series::{DAY, HOUR, MINUTE, MetricKey, Reading, Series};
use crate::state::{CloudWatch, Region};
use crate::statistics::Statistic;
use crate::timer::Timer;
use crate::transitions::Change;
use crate::unit::Unit;
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use std::sync::Arc;

impl CloudWatch {
    /// The clock has reached a line of an alarm's grid.
    pub(crate) fn evaluate(&mut self, cx: &mut Context, home: &Home, name: &str) {
        let Some(Region { metrics, alarms, .. }) = self.regions.get_mut(home) else { return };
        let Alarms { by_name, asleep, history } = alarms;
        let Some(alarm) = by_name.get_mut(name) else { return };
        if alarm.next != Some(cx.now) {
            return; // of an alarm that was deleted or put again since
        }
        let alarm = Arc::make_mut(alarm);
        alarm.next = None;
        let series = metrics.find(&alarm.watched.namespace, &alarm.watched.key);
        if alarm.evaluate(cx, series, history) {
            let keys = asleep.entry(alarm.watched.namespace.clone()).or_default();
            keys.entry(alarm.watched.key.clone()).or_default().insert(alarm.name.clone());
        } else {
            alarm.schedule(cx);
        }
    }
}

impl Alarms {
    /// True if alarms on metrics of the namespace sleep.
    pub(crate) fn any_asleep(&self, namespace: &str) -> bool {
        self.asleep.contains_key(namespace)
    }

    /// The metric got data: the alarms on it are evaluated again.
    pub(crate) fn wake_alarms(&mut self, cx: &mut Context, namespace: &str, key: &MetricKey) {
        let Some(keys) = self.asleep.get_mut(namespace) else { return };
        let Some(names) = keys.remove(key) else { return };
        if keys.is_empty() {
            self.asleep.remove(namespace);
        }
        for name in names {
            if let Some(alarm) = self.by_name.get_mut(&name).filter(|alarm| alarm.next.is_none()) {
                Arc::make_mut(alarm).schedule(cx);
            }
        }
    }
}

impl Alarm {
    /// Judges the windows that end now. True if nothing can change before new data come.
    fn evaluate(
        &mut self,
        cx: &mut Context,
        series: Option<&Series>,
        history: &mut History,
    ) -> bool {
        let end = match self.late {
            Some(late) if cx.now < late.at => return false,
            Some(late) => late.of,
            None => cx.now,
        };
        let seen = self.seen(series, end, cx.now);
        let Some(change) = self.judge(&seen, cx.now) else {
            self.late = None;
            let range_start = self.range_start(end);
            return series.is_none_or(|series| series.ends_before(range_start));
        };
        if self.late.is_none() {
            let delay = cx.choose_delay(&choices::EVALUATION);
            if !delay.is_zero() {
                self.late = Some(Late { at: cx.now + delay, of: end });
                return false;
            }
        }
        self.late = None;
        self.transition(cx, history, change);
        false
    }

    fn range_start(&self, end: Timestamp) -> Timestamp {
        let range = i64::try_from(self.condition.rule.range()).unwrap_or(i64::MAX);
        Timestamp::from_secs(end.secs() - range * self.watched.period_secs)
    }

    /// The datapoints of the evaluation range, oldest first.
    fn seen(&self, series: Option<&Series>, end: Timestamp, now: Timestamp) -> Vec<Option<Seen>> {
        let mut seen = vec![None; self.condition.rule.range()];
        let Some(series) = series else { return seen };
        let watched = &self.watched;
        let start = self.range_start(end);
        let samples = watched.statistic.needs_samples();
        let (period_secs, unit) = (watched.period_secs, watched.unit);
        let fine = period_secs < 60;
        let windows =
            series.windows(&Reading { start, end, period_secs, unit, samples, fine, now });
        // Of several units and none asked, the first by name (CW-C1.12: undefined).
        let unit = windows.iter().map(|window| window.unit).min();
        for window in windows.iter().filter(|window| Some(window.unit) == unit) {
            let Some(value) = watched.statistic.of(&window.values) else { continue };
            let index = (window.start.secs() - start.secs()) / watched.period_secs;
            let slot = usize::try_from(index).ok().and_then(|index| seen.get_mut(index));
            if let Some(slot) = slot {
                let sample_count = window.values.sample_count;
                *slot = Some(Seen { at: window.start, value, sample_count });
            }
        }
        seen
    }

    /// The state that the datapoints say, with its reason; `None`: it stays as it is.
    fn judge(&self, seen: &[Option<Seen>], now: Timestamp) -> Option<Change> {
        let condition = &self.condition;
        let point = |seen: &Option<Seen>| match seen {
            None => Point::Missing,
            Some(seen) if condition.comparison.breaches(seen.value, condition.threshold) => {
                Point::Breaching
            }
            Some(_) => Point::NotBreaching,
        };
        let points: Vec<Point> = seen.iter().map(point).collect();
        let verdict = condition.rule.judge(&points);
        let to = verdict.state?;
        if to == self.state {
            return None;
        }
        let decided: Vec<Seen> = verdict.decided_by.iter().filter_map(|i| seen[*i]).collect();
        if condition.ignores_low_samples && decided.iter().any(|seen| self.has_low_samples(seen)) {
            return None;
        }
        Some(self.change(now, to, &decided, verdict.filled))
    }

    /// CW-C1.11: fewer than 10/(1−p) samples for p ≥ 0.5, 10/p below.
    fn has_low_samples(&self, seen: &Seen) -> bool {
        let Statistic::Percentile(percent) = self.watched.statistic else { return false };
        let needed = if percent >= 50.0 { 1_000.0 / (100.0 - percent) } else { 1_000.0 / percent };
        seen.sample_count < needed
    }

    fn change(&self, now: Timestamp, to: State, decided: &[Seen], filled: usize) -> Change {
        let Self { condition, watched, .. } = self;
        let crossing = Crossing {
            from: self.state,
            to,
            comparison: condition.comparison,
            threshold: condition.threshold,
            periods: condition.rule.periods,
            to_alarm: condition.rule.to_alarm,
            missing: condition.rule.missing,
            seen: decided,
            filled,
        };
        let mut reason = crossing.sentence();
        if let Some((end, _)) = reason.char_indices().nth(REASON_MAX) {
            reason.truncate(end);
        }
        let (name, period) = (&watched.statistic_name, watched.period_secs);
        let data = ReasonData::new(now, name, period, condition.threshold, decided);
        let data = data.with_unit(watched.unit.map(Unit::as_str));
        Change { to, reason, reason_data: Some(data.into_json()) }
    }

    /// The next line of the alarm's grid after now.
    pub(crate) fn schedule(&mut self, cx: &mut Context) {
        let step = self.grid_secs();
        let secs = cx.now.secs();
        let at = Timestamp::from_secs(secs - secs.rem_euclid(step) + step);
        self.next = Some(at);
        cx.later(at, &Timer::Evaluate { home: self.home.clone(), alarm: self.name.to_string() });
    }

    /// Ten seconds, a minute, or an hour where the range is longer than a day (CW-C3).
    fn grid_secs(&self) -> i64 {
        let period = self.watched.period_secs;
        let range = period * i64::try_from(self.condition.rule.periods).unwrap_or(i64::MAX / DAY);
        if range > DAY {
            HOUR
        } else if period < MINUTE {
            10
        } else {
            MINUTE
        }
    }
}
