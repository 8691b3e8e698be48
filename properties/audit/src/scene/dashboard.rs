//! A dashboard.

use super::alarm::Watched;
use crate::account::Failures;
use serde_json::Value;
use std::collections::BTreeMap;

/// What was seen of one.
#[derive(Clone, Debug, Default)]
pub struct Dashboard {
    /// Its name.
    pub name: String,
    /// Its widgets.
    pub body: Value,
    /// Reads that failed.
    pub failures: Failures,
}

/// What a widget names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mentioned {
    /// A metric, and the region in which the widget looks for it.
    Metric(Watched, Option<String>),
    /// An alarm's name.
    Alarm(String),
    /// A log group's name.
    LogGroup(String),
}

impl Dashboard {
    /// Its widgets.
    pub fn widgets(&self) -> &[Value] {
        self.body["widgets"].as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// All that its widgets name, each with its widget's place.
    pub fn mentions(&self) -> Vec<(usize, Mentioned)> {
        let all = self.widgets().iter().enumerate();
        all.flat_map(|(at, widget)| mentions(widget).into_iter().map(move |it| (at, it))).collect()
    }
}

fn mentions(widget: &Value) -> Vec<Mentioned> {
    let properties = &widget["properties"];
    let region = properties["region"].as_str().map(str::to_owned);
    let rows = properties["metrics"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut previous: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for row in rows {
        if let Some(metric) = metric(row, &mut previous) {
            found.push(Mentioned::Metric(metric, region.clone()));
        }
    }
    let alarms = [&properties["alarms"], &properties["annotations"]["alarms"]];
    let arns = alarms.into_iter().filter_map(Value::as_array).flatten().filter_map(Value::as_str);
    let named = arns.filter_map(|arn| arn.split_once(":alarm:").map(|(_, name)| name.to_owned()));
    found.extend(named.map(Mentioned::Alarm));
    let query = properties["query"].as_str().unwrap_or_default();
    found.extend(sources(query).into_iter().map(Mentioned::LogGroup));
    found
}

/// A row of a metric widget: namespace, name, then names and values of dimensions; `.` is what stood
/// above, `...` all of it up to the last ones. Expressions and searches are objects and name none.
fn metric(row: &Value, previous: &mut Vec<String>) -> Option<Watched> {
    let row = row.as_array()?;
    let words: Vec<&str> = row.iter().map_while(Value::as_str).collect();
    if words.is_empty() {
        return None;
    }
    let mut full: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match *word {
            "..." => {
                let after = words.len() - at - 1;
                let upto = previous.len().saturating_sub(after);
                full.extend(
                    previous.iter().take(upto).skip(full.len()).cloned().collect::<Vec<_>>(),
                );
            }
            "." => full.push(previous.get(full.len()).cloned().unwrap_or_default()),
            word => full.push(word.to_owned()),
        }
    }
    previous.clone_from(&full);
    let mut words = full.into_iter();
    let (namespace, name) = (words.next()?, words.next()?);
    let mut dimensions = BTreeMap::new();
    while let (Some(dimension), Some(value)) = (words.next(), words.next()) {
        dimensions.insert(dimension, value);
    }
    Some(Watched { namespace, name, dimensions })
}

/// `SOURCE '/group' | SOURCE "/other" | fields …`.
fn sources(query: &str) -> Vec<String> {
    let pieces = query.split('|').map(str::trim);
    let sources = pieces.filter_map(|it| it.strip_prefix("SOURCE ").or(it.strip_prefix("source ")));
    let name = |text: &str| text.trim().trim_matches(['\'', '"']).to_owned();
    // `SOURCE logGroups(namePrefix: [...])` names none by itself.
    sources.filter(|it| !it.contains('(')).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::{Dashboard, Mentioned};
    use serde_json::json;

    #[test]
    fn widgets_name_metrics_alarms_and_groups() {
        let body = json!({ "widgets": [
            { "type": "metric", "properties": { "region": "us-east-1", "metrics": [
                ["AWS/S3", "4xxErrors", "BucketName", "b", { "stat": "Sum" }],
                [".", "5xxErrors", ".", "."],
                ["...", "c"],
                [{ "expression": "m1+m2" }],
            ], "annotations": { "alarms": ["arn:aws:cloudwatch:us-east-1:1:alarm:a:b"] } } },
            { "type": "log", "properties": { "query": "SOURCE '/g' | SOURCE \"h\" | fields @message" } },
            { "type": "text", "properties": { "markdown": "SOURCE 'x'" } },
        ]});
        let dashboard = Dashboard { body, ..Dashboard::default() };
        let told: Vec<String> = dashboard
            .mentions()
            .into_iter()
            .map(|(at, it)| match it {
                Mentioned::Metric(metric, _) => format!("{at} {}", metric.text()),
                Mentioned::Alarm(name) => format!("{at} alarm {name}"),
                Mentioned::LogGroup(name) => format!("{at} group {name}"),
            })
            .collect();
        assert_eq!(
            told,
            [
                "0 AWS/S3 4xxErrors {BucketName=b}",
                "0 AWS/S3 5xxErrors {BucketName=b}",
                "0 AWS/S3 5xxErrors {BucketName=c}",
                "0 alarm a:b",
                "1 group /g",
                "1 group h",
            ]
        );
    }
}
