//! What may stand in a dashboard's body (CW-D2).

use crate::errors;
use crate::model::DashboardValidationMessage;
use parhelion_wire::error::Result;
use serde_json::{Map, Value, json};

/// Findings, by where they are: `/widgets/0/properties`.
#[derive(Default)]
struct Findings {
    errors: Vec<DashboardValidationMessage>,
    warnings: Vec<DashboardValidationMessage>,
}

const WIDGETS_MAX: usize = 500;
const VARIABLES_MAX: usize = 25;
const METRICS_MAX: usize = 500;
const ALARMS_MAX: usize = 100;
const ROOT: [&str; 5] = ["widgets", "variables", "start", "end", "periodOverride"];
const WIDGET: [&str; 6] = ["type", "x", "y", "width", "height", "properties"];

/// The warnings of a body that can be saved; its errors make one error.
pub(crate) fn check(body: &str) -> Result<Vec<DashboardValidationMessage>> {
    let Ok(Value::Object(root)) = serde_json::from_str(body) else {
        return Err(errors::dashboard_input("The field DashboardBody must be a valid JSON object"));
    };
    let mut findings = Findings::default();
    findings.root(&root);
    if findings.errors.is_empty() {
        return Ok(findings.warnings);
    }
    let told = |at: &str, message: &str| {
        findings.errors.iter().map(|m| json!({ at: m.data_path, message: m.message })).collect()
    };
    let text: Vec<Value> = told("dataPath", "message");
    let text = serde_json::to_string_pretty(&text).unwrap_or_default();
    let n = findings.errors.len();
    let message =
        format!("The dashboard body is invalid, there are {n} validation errors:\n{text}");
    let list = Value::Array(told("DataPath", "Message"));
    Err(errors::dashboard_input(message).with("dashboardValidationMessages", list.to_string()))
}

impl Findings {
    fn error(&mut self, path: &str, message: impl Into<String>) {
        self.errors.push(DashboardValidationMessage {
            data_path: Some(path.to_owned()),
            message: Some(message.into()),
        });
    }

    fn required<'a>(
        &mut self,
        at: &str,
        holder: &'a Map<String, Value>,
        name: &str,
    ) -> Option<&'a Value> {
        let value = holder.get(name);
        if value.is_none() {
            self.error(at, format!("Should have required property '{name}'"));
        }
        value
    }

    /// What no schema knows is saved, with a warning.
    fn unknown(&mut self, at: &str, holder: &Map<String, Value>, known: &[&str]) {
        for name in holder.keys().filter(|name| !known.contains(&name.as_str())) {
            self.warnings.push(DashboardValidationMessage {
                data_path: Some(format!("{at}/{name}")),
                message: Some("Should NOT have additional properties".into()),
            });
        }
    }

    fn whole(&mut self, at: &str, holder: &Map<String, Value>, name: &str, from: i64, to: i64) {
        let Some(value) = holder.get(name) else { return };
        let at = format!("{at}/{name}");
        match value.as_i64() {
            None => self.error(&at, "Should be integer"),
            Some(n) if n < from => self.error(&at, format!("Should be >= {from}")),
            Some(n) if n > to => self.error(&at, format!("Should be <= {to}")),
            Some(_) => {}
        }
    }

    fn one_of(&mut self, at: &str, holder: &Map<String, Value>, name: &str, allowed: &[&str]) {
        let Some(value) = holder.get(name) else { return };
        if !value.as_str().is_some_and(|text| allowed.contains(&text)) {
            self.error(&format!("{at}/{name}"), "Should be equal to one of the allowed values");
        }
    }

    fn text(&mut self, at: &str, holder: &Map<String, Value>, name: &str) {
        if self.required(at, holder, name).is_some_and(|value| !value.is_string()) {
            self.error(&format!("{at}/{name}"), "Should be string");
        }
    }

    fn list<'a>(&mut self, at: &str, value: &'a Value, from: usize, to: usize) -> &'a [Value] {
        let Some(items) = value.as_array() else {
            self.error(at, "Should be array");
            return &[];
        };
        if items.len() < from {
            self.error(at, format!("Should NOT have less than {from} items"));
        }
        if items.len() > to {
            self.error(at, format!("Should NOT have more than {to} items"));
            return &[];
        }
        items
    }

    fn root(&mut self, root: &Map<String, Value>) {
        self.unknown("", root, &ROOT);
        self.one_of("", root, "periodOverride", &["auto", "inherit"]);
        for name in ["start", "end"] {
            if root.get(name).is_some_and(|value| !value.is_string()) {
                self.error(&format!("/{name}"), "Should be string");
            }
        }
        if let Some(variables) = root.get("variables") {
            self.list("/variables", variables, 0, VARIABLES_MAX);
        }
        let Some(widgets) = self.required("", root, "widgets") else { return };
        for (i, widget) in self.list("/widgets", widgets, 0, WIDGETS_MAX).iter().enumerate() {
            let at = format!("/widgets/{i}");
            match widget {
                Value::Object(widget) => self.widget(&at, widget),
                _ => self.error(&at, "Should be object"),
            }
        }
    }

    fn widget(&mut self, at: &str, widget: &Map<String, Value>) {
        self.unknown(at, widget, &WIDGET);
        if widget.contains_key("x") != widget.contains_key("y") {
            let absent = if widget.contains_key("x") { "y" } else { "x" };
            self.error(at, format!("Should have required property '{absent}'"));
        }
        self.whole(at, widget, "x", 0, 23);
        self.whole(at, widget, "y", 0, i64::MAX);
        self.whole(at, widget, "width", 1, 24);
        self.whole(at, widget, "height", 1, 1_000);
        let kind = self.required(at, widget, "type").and_then(Value::as_str);
        let properties = match self.required(at, widget, "properties") {
            Some(Value::Object(properties)) => properties,
            Some(_) => return self.error(&format!("{at}/properties"), "Should be object"),
            None => return,
        };
        let at_properties = format!("{at}/properties");
        match kind {
            Some("metric") => self.metric(&at_properties, properties),
            Some("text") => {
                self.text(&at_properties, properties, "markdown");
                let backgrounds = ["solid", "transparent"];
                self.one_of(&at_properties, properties, "background", &backgrounds);
            }
            Some("log") => {
                self.text(&at_properties, properties, "region");
                self.text(&at_properties, properties, "query");
                let views = ["table", "timeSeries", "bar", "pie"];
                self.one_of(&at_properties, properties, "view", &views);
            }
            Some("alarm") => {
                if let Some(alarms) = self.required(&at_properties, properties, "alarms") {
                    self.list(&format!("{at_properties}/alarms"), alarms, 1, ALARMS_MAX);
                }
            }
            Some("explorer") => {
                if let Some(metrics) = self.required(&at_properties, properties, "metrics") {
                    self.list(&format!("{at_properties}/metrics"), metrics, 1, 100);
                }
            }
            Some("custom") => self.text(&at_properties, properties, "endpoint"),
            Some(_) => {
                self.error(&format!("{at}/type"), "Should be equal to one of the allowed values");
            }
            None if widget.contains_key("type") => {
                self.error(&format!("{at}/type"), "Should be string");
            }
            None => {}
        }
    }

    /// `metrics` or one alarm's annotation, not both; AWS says so more than once
    /// (<https://github.com/aws-samples/aws-eda-slurm-cluster/issues/116>).
    fn metric(&mut self, at: &str, properties: &Map<String, Value>) {
        const SOURCE: &str = "The metric widget should have specified a region and a data source or \
                              an alarm annotation";
        if properties.contains_key("region") {
            self.text(at, properties, "region");
        }
        let views = ["timeSeries", "singleValue", "gauge", "bar", "pie", "table"];
        self.one_of(at, properties, "view", &views);
        let left = properties.get("yAxis").and_then(|axes| axes.get("left"));
        let bounded =
            left.is_some_and(|left| left.get("min").is_some() && left.get("max").is_some());
        if properties.get("view").is_some_and(|view| view == "gauge") && !bounded {
            self.error(at, "Should have required property 'yAxis'");
        }
        let alarms =
            properties.get("annotations").and_then(|annotations| annotations.get("alarms"));
        match (properties.get("metrics"), alarms) {
            (Some(metrics), None) => self.rows(&format!("{at}/metrics"), metrics),
            (None, Some(alarms)) => {
                self.list(&format!("{at}/annotations/alarms"), alarms, 1, 1);
            }
            (None, None) => {
                self.error(at, "Should have required property 'metrics'");
                self.error(at, SOURCE);
                self.error(at, "Should have required property 'annotations'");
                return;
            }
            (Some(_), Some(_)) => self.error(at, "Should match exactly one schema in oneOf"),
        }
        if !properties.contains_key("region") {
            self.error(at, "Should have required property 'region'");
            self.error(at, SOURCE);
        }
    }

    /// `[namespace, name, dimension, value, …, {options}]`, or `[{expression}]`.
    fn rows(&mut self, at: &str, metrics: &Value) {
        for (i, row) in self.list(at, metrics, 1, METRICS_MAX).iter().enumerate() {
            let at = format!("{at}/{i}");
            let cells = self.list(&at, row, 1, usize::MAX);
            if !row.is_array() {
                // https://github.com/pulumi/pulumi/issues/13059
                self.error(
                    &at,
                    "Field \"metrics\" has to be an array of array of strings, with an optional \
                     metricRenderer object as last element",
                );
            }
            let Some((last, names)) = cells.split_last() else { continue };
            let wrong = names.iter().any(|cell| !cell.is_string())
                || !(last.is_string() || last.is_object());
            if wrong {
                self.error(&at, "Invalid metric field type, only \"String\" type is allowed");
            }
        }
    }
}
