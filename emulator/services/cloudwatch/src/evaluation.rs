//! From datapoints to an alarm's state (CW-C4). Pure.

use serde::{Deserialize, Serialize};

/// An alarm's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum State {
    Ok,
    Alarm,
    InsufficientData,
}

impl State {
    pub(crate) const ALL: [Self; 3] = [Self::InsufficientData, Self::Alarm, Self::Ok];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Alarm => "ALARM",
            Self::InsufficientData => "INSUFFICIENT_DATA",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What a missing datapoint stands for: `TreatMissingData`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum MissingData {
    #[default]
    Missing,
    Ignore,
    Breaching,
    NotBreaching,
}

impl MissingData {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "missing" => Self::Missing,
            "ignore" => Self::Ignore,
            "breaching" => Self::Breaching,
            "notBreaching" => Self::NotBreaching,
            _ => return None,
        })
    }
}

/// One window of the evaluation range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    Missing,
    Breaching,
    NotBreaching,
}

/// M out of N.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rule {
    /// `EvaluationPeriods`: N.
    pub periods: usize,
    /// `DatapointsToAlarm`: M, at most N.
    pub to_alarm: usize,
    pub missing: MissingData,
}

/// What an evaluation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// `None`: the alarm keeps the state it has.
    pub state: Option<State>,
    /// Which points of the range decided, oldest first.
    pub decided_by: Vec<usize>,
    /// How many missing points were filled in (`breaching`, `notBreaching`).
    pub filled: usize,
}

/// How many points beyond N are fetched. Not published; AWS's tables show two (CW-C4, NV).
pub(crate) const POINTS_BEYOND: usize = 2;

impl Rule {
    /// How many windows an evaluation looks at.
    pub(crate) fn range(&self) -> usize {
        self.periods + POINTS_BEYOND
    }

    /// Judges a range of points, oldest first (CW-C4).
    pub(crate) fn judge(&self, range: &[Point]) -> Verdict {
        let last = range.len().saturating_sub(self.periods)..range.len();
        let real: Vec<usize> = (0..range.len()).filter(|i| range[*i] != Point::Missing).collect();
        if last.clone().all(|i| range[i] != Point::Missing) {
            return self.by_count(range, last.collect(), 0);
        }
        if real.len() >= self.periods {
            return self.by_count(range, real[real.len() - self.periods..].to_vec(), 0);
        }
        let fill = self.periods - real.len();
        match self.missing {
            MissingData::Breaching => self.by_count(range, real, fill),
            MissingData::NotBreaching => Verdict { filled: fill, ..self.by_count(range, real, 0) },
            MissingData::Missing | MissingData::Ignore => self.sparse(range, real),
        }
    }

    /// ALARM if at least M of the points breach.
    fn by_count(&self, range: &[Point], decided_by: Vec<usize>, filled: usize) -> Verdict {
        let alarm = breaching(range, &decided_by) + filled >= self.to_alarm;
        let state = if alarm { State::Alarm } else { State::Ok };
        Verdict { state: Some(state), decided_by, filled }
    }

    /// Too few points, and nothing to fill them with.
    fn sparse(&self, range: &[Point], real: Vec<usize>) -> Verdict {
        let state = if breaching(range, &real) >= self.to_alarm {
            Some(State::Alarm)
        } else if real.iter().any(|i| range[*i] == Point::NotBreaching) {
            Some(State::Ok)
        } else if self.missing == MissingData::Ignore {
            None
        } else if let Some(oldest) = real.first() {
            // The "premature alarm" rule: only breaching points, and the first is old enough.
            let age = range.len() - oldest;
            (age >= self.to_alarm).then_some(State::Alarm)
        } else {
            Some(State::InsufficientData)
        };
        Verdict { state, decided_by: real, filled: 0 }
    }
}

fn breaching(range: &[Point], points: &[usize]) -> usize {
    points.iter().filter(|i| range[**i] == Point::Breaching).count()
}

/// How a value is compared with a threshold: `ComparisonOperator` (CW-C1.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Comparison {
    GreaterOrEqual,
    Greater,
    Less,
    LessOrEqual,
}

impl Comparison {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "GreaterThanOrEqualToThreshold" => Self::GreaterOrEqual,
            "GreaterThanThreshold" => Self::Greater,
            "LessThanThreshold" => Self::Less,
            "LessThanOrEqualToThreshold" => Self::LessOrEqual,
            _ => return None,
        })
    }

    pub(crate) fn breaches(self, value: f64, threshold: f64) -> bool {
        match self {
            Self::GreaterOrEqual => value >= threshold,
            Self::Greater => value > threshold,
            Self::Less => value < threshold,
            Self::LessOrEqual => value <= threshold,
        }
    }

    /// As reasons say it (CW-C5).
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::GreaterOrEqual => "greater than or equal to",
            Self::Greater => "greater than",
            Self::Less => "less than",
            Self::LessOrEqual => "less than or equal to",
        }
    }
}

#[cfg(test)]
mod tests;
