//! What series are called that were given no label (CW-B6.8). Pure.

/// What tells one series from another.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    /// As asked for; wins.
    pub label: Option<&'a str>,
    pub metric: &'a str,
    pub statistic: &'a str,
    pub period_secs: i64,
}

/// The metric's name, with statistic and period where they differ between series of that name.
pub(crate) fn of<'a>(series: impl Iterator<Item = Named<'a>>) -> Vec<String> {
    let series: Vec<Named> = series.collect();
    let label = |one: &Named| {
        if let Some(label) = one.label {
            return label.to_owned();
        }
        let same = || series.iter().filter(|other| other.metric == one.metric);
        let mut label = one.metric.to_owned();
        if same().any(|other| other.statistic != one.statistic) {
            label.push(' ');
            label.push_str(one.statistic);
        }
        if same().any(|other| other.period_secs != one.period_secs) {
            label.push(' ');
            label.push_str(&one.period_secs.to_string());
        }
        label
    };
    series.iter().map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(metric: &'static str, statistic: &'static str, period_secs: i64) -> Named<'static> {
        Named { label: None, metric, statistic, period_secs }
    }

    #[test]
    fn cw_b6_8_default_labels() {
        let labels = |series: &[Named<'static>]| of(series.iter().copied());
        assert_eq!(labels(&[named("a", "Sum", 60)]), ["a"]);
        assert_eq!(labels(&[named("a", "Sum", 60), named("b", "p99", 300)]), ["a", "b"]);
        let stats = [named("a", "Sum", 60), named("a", "Average", 60)];
        assert_eq!(labels(&stats), ["a Sum", "a Average"]);
        let periods = [named("a", "Sum", 60), named("a", "Sum", 300)];
        assert_eq!(labels(&periods), ["a 60", "a 300"]);
        let both = [named("a", "Sum", 60), named("a", "Average", 300)];
        assert_eq!(labels(&both), ["a Sum 60", "a Average 300"]);
        let given = Named { label: Some("mine"), ..named("a", "Sum", 60) };
        assert_eq!(labels(&[given, named("a", "Sum", 60)]), ["mine", "a"]);
    }
}
