//! Where a bucket's notification configuration sends an event (S3-7.15).

use crate::model::*;

/// One destination of the three kinds that have ARNs.
pub(crate) struct Rule<'a> {
    pub id: &'a str,
    pub arn: &'a str,
    pub events: &'a [String],
    pub filter: Option<&'a NotificationConfigurationFilter>,
    /// Element and argument name.
    pub kind: &'static str,
}

/// All destinations of a configuration, in its order.
pub(crate) fn rules(configuration: &NotificationConfiguration) -> Vec<Rule<'_>> {
    let mut rules = Vec::new();
    for topic in configuration.topic_configurations.iter().flatten() {
        rules.push(Rule {
            id: topic.id.as_deref().unwrap_or_default(),
            arn: &topic.topic_arn,
            events: &topic.events,
            filter: topic.filter.as_ref(),
            kind: "Topic",
        });
    }
    for queue in configuration.queue_configurations.iter().flatten() {
        rules.push(Rule {
            id: queue.id.as_deref().unwrap_or_default(),
            arn: &queue.queue_arn,
            events: &queue.events,
            filter: queue.filter.as_ref(),
            kind: "Queue",
        });
    }
    for function in configuration.lambda_function_configurations.iter().flatten() {
        rules.push(Rule {
            id: function.id.as_deref().unwrap_or_default(),
            arn: &function.lambda_function_arn,
            events: &function.events,
            filter: function.filter.as_ref(),
            kind: "CloudFunction",
        });
    }
    rules
}

impl Rule<'_> {
    /// Prefix and suffix of the filter.
    fn affixes(&self) -> (&str, &str) {
        let value = |name: &str| {
            let filter = self.filter.and_then(|filter| filter.key.as_ref());
            let mut rules = filter.into_iter().flat_map(|key| key.filter_rules.iter().flatten());
            let rule = rules.find(|rule| rule.name.as_deref() == Some(name));
            rule.and_then(|rule| rule.value.as_deref()).unwrap_or_default()
        };
        (value("Prefix"), value("Suffix"))
    }

    pub(crate) fn wants(&self, event: &str, key: &str) -> bool {
        let (prefix, suffix) = self.affixes();
        self.events.iter().any(|pattern| names(pattern, event))
            && key.starts_with(prefix)
            && key.ends_with(suffix)
    }

    /// S3-7.15(e)
    pub(crate) fn overlaps(&self, other: &Rule) -> bool {
        let meet = |a: &str, b: &str| names(a, b) || names(b, a);
        let shared = self.events.iter().any(|a| {
            other.events.iter().any(|b| {
                meet(a, b.strip_prefix("s3:").unwrap_or(b))
                    || meet(b, a.strip_prefix("s3:").unwrap_or(a))
            })
        });
        let ((prefix, suffix), (other_prefix, other_suffix)) = (self.affixes(), other.affixes());
        shared
            && (prefix.starts_with(other_prefix) || other_prefix.starts_with(prefix))
            && (suffix.ends_with(other_suffix) || other_suffix.ends_with(suffix))
    }
}

/// `s3:ObjectCreated:*` names `ObjectCreated:Put`.
fn names(pattern: &str, event: &str) -> bool {
    let pattern = pattern.strip_prefix("s3:").unwrap_or(pattern);
    match pattern.strip_suffix('*') {
        Some(start) => event.starts_with(start),
        None => pattern == event,
    }
}

/// What a bucket's configuration makes of one event.
pub(crate) fn destinations(
    configuration: &NotificationConfiguration,
    event: &str,
    key: &str,
) -> Vec<(String, String)> {
    let all = rules(configuration);
    let wanted = all.iter().filter(|rule| rule.wants(event, key));
    wanted.map(|rule| (rule.arn.to_owned(), rule.id.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_7_15_a_event_names() {
        assert!(names("s3:ObjectCreated:*", "ObjectCreated:Put"));
        assert!(names("s3:ObjectCreated:Put", "ObjectCreated:Put"));
        assert!(!names("s3:ObjectCreated:Put", "ObjectCreated:Copy"));
        assert!(!names("s3:ObjectRemoved:*", "ObjectCreated:Put"));
    }
}
