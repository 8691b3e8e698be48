//! What series are called: the names that AWS gives them (CW-B6.8), and labels with dynamic parts
//! (CW-B6.9). Pure.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html>

/// How a query may be called.
pub(crate) fn is_id(id: &str) -> bool {
    let mut bytes = id.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// What tells one series from another.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    pub metric: &'a str,
    pub statistic: &'a str,
    pub period_secs: i64,
}

/// The metric's name, with statistic and period where they differ between series of that name.
pub(crate) fn of<'a>(series: impl Iterator<Item = Named<'a>>) -> Vec<String> {
    let series: Vec<Named> = series.collect();
    let label = |one: &Named| {
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

/// A piece of a label.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    /// `${LABEL}`: the name that the series would have.
    Label,
    /// `${PROP('Dim.host')}`
    Property(&'a str),
    /// Of the datapoints, like `${MAX}`.
    Value(&'a str),
}

/// The pieces of a label as it was given. What is not closed is text.
pub(crate) fn pieces(label: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = label;
    while let Some((text, after)) = rest.split_once("${") {
        let Some((inside, after)) = after.split_once('}') else { break };
        pieces.push(Piece::Text(text));
        let property = inside.strip_prefix("PROP('").and_then(|it| it.strip_suffix("')"));
        pieces.push(match (property, inside) {
            (Some(name), _) => Piece::Property(name),
            (None, "LABEL") => Piece::Label,
            (None, value) => Piece::Value(value),
        });
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces.retain(|piece| *piece != Piece::Text(""));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(metric: &'static str, statistic: &'static str, period_secs: i64) -> Named<'static> {
        Named { metric, statistic, period_secs }
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
    }

    #[test]
    fn cw_b6_9_pieces_of_labels() {
        use Piece::{Label, Property, Text, Value};
        for (label, expected) in [
            ("", vec![]),
            ("mine", vec![Text("mine")]),
            ("${LABEL} of ${PROP('Dim.h o')}", vec![Label, Text(" of "), Property("Dim.h o")]),
            ("a${MAX}b", vec![Text("a"), Value("MAX"), Text("b")]),
            ("$ {LABEL} ${LABEL", vec![Text("$ {LABEL} ${LABEL")]),
        ] {
            assert_eq!(pieces(label), expected, "{label}");
        }
    }
}
