//! Why an alarm is in its state: the sentence and the data (CW-C5). Pure.

use crate::evaluation::{Comparison, MissingData, State};
use parhelion_wire::Timestamp;
use serde::Serialize;

/// Of a new alarm (CW-C1.2).
pub(crate) const UNCHECKED: &str = "Unchecked: Initial alarm creation";

/// A datapoint that was evaluated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seen {
    pub at: Timestamp,
    pub value: f64,
    pub sample_count: f64,
}

/// What a sentence is made of.
#[derive(Clone, Debug)]
pub(crate) struct Crossing<'a> {
    pub from: State,
    pub to: State,
    pub comparison: Comparison,
    pub threshold: f64,
    /// N and M.
    pub periods: usize,
    pub to_alarm: usize,
    pub missing: MissingData,
    /// The points that decided, oldest first.
    pub seen: &'a [Seen],
    /// How many missing points were filled in.
    pub filled: usize,
}

impl Crossing<'_> {
    /// The sentence. Which form AWS takes when is not known (CW-C5, NV): here a change from
    /// INSUFFICIENT_DATA takes the short one, any other the long one.
    pub(crate) fn sentence(&self) -> String {
        if self.to == State::InsufficientData {
            let n = self.periods;
            return format!("Insufficient Data: {} unknown.", datapoints(n, "was", "were"));
        }
        if self.seen.is_empty() {
            let filled = self.filled;
            let periods = if filled == 1 { "period" } else { "periods" };
            return format!(
                "Threshold Crossed: no datapoints were received for {filled} {periods} and {}.",
                self.missing_data(),
            );
        }
        let deciding = self.deciding();
        let count = deciding.len();
        let list: Vec<String> = deciding.iter().rev().map(point).collect();
        let list = list.join(", ");
        let not = if self.to == State::Ok { "not " } else { "" };
        let were = if count == 1 { "was" } else { "were" };
        let crossed = format!(
            "{were} {not}{} the threshold ({})",
            self.comparison.words(),
            double(self.threshold)
        );
        if self.filled > 0 {
            let noun = if count == 1 { "datapoint" } else { "datapoints" };
            let missing_data = self.missing_data();
            return format!(
                "Threshold Crossed: {count} {noun} [{list}] {crossed} and {missing_data}."
            );
        }
        if self.from == State::InsufficientData {
            let noun = if count == 1 { "datapoint" } else { "datapoints" };
            return format!("Threshold Crossed: {count} {noun} [{list}] {crossed}.");
        }
        let minimum = match self.to {
            State::Alarm => self.to_alarm,
            _ => self.periods - self.to_alarm + 1,
        };
        let noun = if minimum == 1 { "datapoint" } else { "datapoints" };
        format!(
            "Threshold Crossed: {count} out of the last {} datapoints [{list}] {crossed} (minimum \
             {minimum} {noun} for {} -> {} transition).",
            self.seen.len(),
            self.from.as_str(),
            self.to.as_str(),
        )
    }

    /// The points that speak for the new state; all of them if none does (premature alarms).
    fn deciding(&self) -> Vec<Seen> {
        let breaching = self.to == State::Alarm;
        let speaks =
            |seen: &&Seen| self.comparison.breaches(seen.value, self.threshold) == breaching;
        let deciding: Vec<Seen> = self.seen.iter().filter(speaks).copied().collect();
        if deciding.is_empty() { self.seen.to_vec() } else { deciding }
    }

    fn missing_data(&self) -> String {
        let filled = self.filled;
        let (noun, were) = if filled == 1 { ("datapoint", "was") } else { ("datapoints", "were") };
        let word = match self.missing {
            MissingData::Breaching => "Breaching",
            _ => "NonBreaching",
        };
        format!("{filled} missing {noun} {were} treated as [{word}]")
    }
}

fn datapoints(count: usize, was: &str, were: &str) -> String {
    if count == 1 { format!("1 datapoint {was}") } else { format!("{count} datapoints {were}") }
}

/// `21.5 (01/02/30 10:00:00)`: day, month, year.
fn point(seen: &Seen) -> String {
    let text = seen.at.date_time_millis();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let (day, month, year, time) = (part(8, 10), part(5, 7), part(2, 4), part(11, 19));
    format!("{} ({day}/{month}/{year} {time})", double(seen.value))
}

/// As Java prints a double: `21.0`, `0.001`, `1.0E7`, `2.5E-4`, `NaN`, `-Infinity`.
pub(crate) fn double(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if value == 0.0 || !value.is_finite() || (1e-3..1e7).contains(&magnitude) {
        return format!("{value:?}");
    }
    let text = format!("{value:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => text,
    }
}

/// `2030-01-02T10:00:00.000+0000`
pub(crate) fn date(at: Timestamp) -> String {
    format!("{}+0000", at.date_time_millis().trim_end_matches('Z'))
}

/// `StateReasonData`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReasonData {
    version: &'static str,
    query_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    statistic: String,
    period: i64,
    recent_datapoints: Vec<f64>,
    threshold: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evaluated_datapoints: Vec<EvaluatedDatapoint>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct EvaluatedDatapoint {
    timestamp: String,
    sample_count: f64,
    value: f64,
}

impl ReasonData {
    /// `seen`: oldest first, the points that decided.
    pub(crate) fn new(
        now: Timestamp,
        statistic: &str,
        period_secs: i64,
        threshold: f64,
        seen: &[Seen],
    ) -> Self {
        let evaluated = |seen: &Seen| EvaluatedDatapoint {
            timestamp: date(seen.at),
            sample_count: seen.sample_count,
            value: seen.value,
        };
        Self {
            version: "1.0",
            query_date: date(now),
            start_date: seen.first().map(|seen| date(seen.at)),
            unit: None,
            statistic: statistic.into(),
            period: period_secs,
            recent_datapoints: seen.iter().map(|seen| seen.value).collect(),
            threshold,
            evaluated_datapoints: seen.iter().rev().map(evaluated).collect(),
        }
    }

    pub(crate) fn with_unit(mut self, unit: Option<&str>) -> Self {
        self.unit = unit.map(Into::into);
        self
    }

    /// At most 4,000 characters may be stored: the evaluated points go first (they are told in the
    /// recent ones too).
    pub(crate) fn into_json(mut self) -> String {
        let json = |data: &Self| serde_json::to_string(data).unwrap_or_default();
        let mut text = json(&self);
        while text.len() > REASON_DATA_MAX && !self.evaluated_datapoints.is_empty() {
            let half = self.evaluated_datapoints.len() / 2;
            self.evaluated_datapoints.truncate(half);
            text = json(&self);
        }
        while text.len() > REASON_DATA_MAX && !self.recent_datapoints.is_empty() {
            let half = self.recent_datapoints.len().div_ceil(2);
            self.recent_datapoints.drain(..half);
            text = json(&self);
        }
        text
    }
}

const REASON_DATA_MAX: usize = 4_000;
/// `StateReason` holds no more (CW-C7).
pub(crate) const REASON_MAX: usize = 1_023;

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(day: i64, value: f64) -> Seen {
        // 2030-02-01T10:00:00Z and the days after it.
        let at = Timestamp::from_secs(1_896_170_400 + day * 86_400);
        Seen { at, value, sample_count: 1.0 }
    }

    fn crossing(from: State, to: State, seen: &[Seen]) -> Crossing<'_> {
        Crossing {
            from,
            to,
            comparison: Comparison::Greater,
            threshold: 21.0,
            periods: 1,
            to_alarm: 1,
            missing: MissingData::Missing,
            seen,
            filled: 0,
        }
    }

    #[test]
    fn cw_c5_crossings() {
        let points = [seen(0, 21.5)];
        assert_eq!(
            crossing(State::InsufficientData, State::Alarm, &points).sentence(),
            "Threshold Crossed: 1 datapoint [21.5 (01/02/30 10:00:00)] was greater than the \
             threshold (21.0)."
        );
        assert_eq!(
            crossing(State::Ok, State::Alarm, &points).sentence(),
            "Threshold Crossed: 1 out of the last 1 datapoints [21.5 (01/02/30 10:00:00)] was \
             greater than the threshold (21.0) (minimum 1 datapoint for OK -> ALARM transition)."
        );
        let points = [seen(0, 1.0)];
        assert_eq!(
            crossing(State::Alarm, State::Ok, &points).sentence(),
            "Threshold Crossed: 1 out of the last 1 datapoints [1.0 (01/02/30 10:00:00)] was not \
             greater than the threshold (21.0) (minimum 1 datapoint for ALARM -> OK transition)."
        );
    }

    #[test]
    fn cw_c5_newest_first_and_plural() {
        let points = [seen(0, 22.0), seen(1, 3.0), seen(2, 24.0)];
        let told =
            Crossing { periods: 3, to_alarm: 2, ..crossing(State::Ok, State::Alarm, &points) };
        assert_eq!(
            told.sentence(),
            "Threshold Crossed: 2 out of the last 3 datapoints [24.0 (03/02/30 10:00:00), 22.0 \
             (01/02/30 10:00:00)] were greater than the threshold (21.0) (minimum 2 datapoints for \
             OK -> ALARM transition)."
        );
    }

    #[test]
    fn cw_c5_missing_data() {
        let told = Crossing { periods: 5, ..crossing(State::Ok, State::InsufficientData, &[]) };
        assert_eq!(told.sentence(), "Insufficient Data: 5 datapoints were unknown.");
        let told = Crossing {
            missing: MissingData::Breaching,
            filled: 2,
            ..crossing(State::Ok, State::Alarm, &[])
        };
        assert_eq!(
            told.sentence(),
            "Threshold Crossed: no datapoints were received for 2 periods and 2 missing \
             datapoints were treated as [Breaching]."
        );
    }

    #[test]
    fn doubles_as_java_prints_them() {
        let printed = [21.0, 0.001, 1e7, 2.5e-4, -12_345.5, 0.0].map(double);
        assert_eq!(printed, ["21.0", "0.001", "1.0E7", "2.5E-4", "-12345.5", "0.0"]);
        let printed = [f64::NAN, f64::INFINITY, -f64::INFINITY, 1e200].map(double);
        assert_eq!(printed, ["NaN", "Infinity", "-Infinity", "1.0E200"]);
    }

    #[test]
    fn cw_c5_reason_data() {
        let data = ReasonData::new(seen(1, 0.0).at, "Average", 60, 21.0, &[seen(0, 21.5)]);
        assert_eq!(
            data.into_json(),
            "{\"version\":\"1.0\",\"queryDate\":\"2030-02-02T10:00:00.000+0000\",\
             \"startDate\":\"2030-02-01T10:00:00.000+0000\",\"statistic\":\"Average\",\
             \"period\":60,\"recentDatapoints\":[21.5],\"threshold\":21.0,\
             \"evaluatedDatapoints\":[{\"timestamp\":\"2030-02-01T10:00:00.000+0000\",\
             \"sampleCount\":1.0,\"value\":21.5}]}"
        );
        let many: Vec<Seen> = (0..1_000).map(|day| seen(day, 1.0)).collect();
        let data = ReasonData::new(seen(1, 0.0).at, "Average", 60, 21.0, &many);
        assert!(data.into_json().len() <= REASON_DATA_MAX);
    }
}
