//! What S3 refuses in a lifecycle (S3-6.8).

use crate::errors;
use crate::lifecycle::order;
use crate::lifecycle::rules::Filter;
use crate::model::{LifecycleRule, LifecycleRuleAndOperator, LifecycleRuleFilter};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use std::collections::BTreeSet;

const RULES_MAX: usize = 1000;
const SIZE_MAX: i64 = 1_099_511_627_776_000;

pub(crate) fn check(rules: &[LifecycleRule]) -> Result<()> {
    if rules.is_empty() {
        return Err(errors::invalid_request("At least one lifecycle rule must be specified."));
    }
    if rules.len() > RULES_MAX {
        return Err(errors::invalid_request(
            "The number of lifecycle rules must not exceed the allowed limit of 1000 rules.",
        ));
    }
    let mut ids = BTreeSet::new();
    for rule in rules {
        check_rule(rule)?;
        let Some(id) = rule.id.as_deref().filter(|id| !id.is_empty()) else { continue };
        if id.chars().count() > 255 {
            let message = "ID length should not exceed allowed limit of 255";
            return Err(errors::invalid_argument(message, "ID", id));
        }
        if !ids.insert(id) {
            let message = "Rule ID must be unique. Found same ID for more than one rule";
            return Err(errors::invalid_argument(message, "ID", id));
        }
    }
    check_generation(rules)
}

/// Row m: rules with Prefix and rules with Filter do not mix.
fn check_generation(rules: &[LifecycleRule]) -> Result<()> {
    let second = rules.iter().any(|rule| rule.filter.is_some());
    let first = rules.iter().any(|rule| rule.filter.is_none());
    if first && second {
        return Err(errors::invalid_request(
            "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the \
             Filter.",
        ));
    }
    if second {
        return Ok(());
    }
    for (at, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.expiration.is_some()) {
        let prefix = rule.prefix.as_deref().unwrap_or_default();
        let later = rules.iter().skip(at + 1).filter(|rule| rule.expiration.is_some());
        for other in later.map(|rule| rule.prefix.as_deref().unwrap_or_default()) {
            if prefix.starts_with(other) || other.starts_with(prefix) {
                return Err(errors::invalid_request(format!(
                    "Found overlapping prefixes '{prefix}' and '{other}' for same action type \
                     'Expiration'"
                )));
            }
        }
    }
    Ok(())
}

fn check_rule(rule: &LifecycleRule) -> Result<()> {
    match (&rule.filter, &rule.prefix) {
        (None, None) => return Err(errors::malformed_xml()),
        (Some(_), Some(_)) => {
            return Err(errors::invalid_request(
                "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in \
                 the Filter.",
            ));
        }
        (Some(filter), None) => check_filter(filter)?,
        (None, Some(_)) => {}
    }
    let actions = rule.expiration.is_some()
        || rule.transitions.as_ref().is_some_and(|list| !list.is_empty())
        || rule.noncurrent_version_transitions.as_ref().is_some_and(|list| !list.is_empty())
        || rule.noncurrent_version_expiration.is_some()
        || rule.abort_incomplete_multipart_upload.is_some();
    if !actions {
        let message = "At least one action needs to be specified in a rule";
        return Err(errors::invalid_request(message));
    }
    let filter = Filter::of(rule);
    check_expiration(rule, &filter)?;
    check_noncurrent(rule)?;
    check_abort(rule, &filter)?;
    check_transitions(rule)?;
    order::check(rule, filter.prefix)
}

/// Rows a, d, l.
fn check_filter(filter: &LifecycleRuleFilter) -> Result<()> {
    let LifecycleRuleFilter { prefix, tag, object_size_greater_than, object_size_less_than, and } =
        filter;
    let criteria = [
        prefix.is_some(),
        tag.is_some(),
        object_size_greater_than.is_some(),
        object_size_less_than.is_some(),
        and.is_some(),
    ];
    if criteria.into_iter().filter(|given| *given).count() > 1 {
        return Err(errors::malformed_xml());
    }
    check_sizes(*object_size_greater_than, *object_size_less_than)?;
    let Some(and) = and else { return Ok(()) };
    let LifecycleRuleAndOperator { prefix, tags, object_size_greater_than, object_size_less_than } =
        and;
    let tags = tags.as_deref().unwrap_or_default();
    let criteria = usize::from(prefix.is_some())
        + tags.len()
        + usize::from(object_size_greater_than.is_some())
        + usize::from(object_size_less_than.is_some());
    if criteria < 2 {
        return Err(errors::malformed_xml());
    }
    let keys: BTreeSet<&str> = tags.iter().map(|tag| tag.key.as_str()).collect();
    if keys.len() < tags.len() {
        return Err(errors::invalid_request("Duplicate Tag Keys are not allowed."));
    }
    check_sizes(*object_size_greater_than, *object_size_less_than)
}

fn check_sizes(greater: Option<i64>, less: Option<i64>) -> Result<()> {
    if less.is_some_and(|less| !(1..=SIZE_MAX).contains(&less)) {
        return Err(errors::invalid_request(format!(
            "'ObjectSizeLessThan' should be between 1 and {SIZE_MAX}."
        )));
    }
    if greater.is_some_and(|greater| !(0..=SIZE_MAX).contains(&greater)) {
        return Err(errors::invalid_request(format!(
            "'ObjectSizeGreaterThan' should be between 0 and {SIZE_MAX}."
        )));
    }
    match (greater, less) {
        (Some(greater), Some(less)) if less <= greater => Err(errors::invalid_request(
            "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
        )),
        _ => Ok(()),
    }
}

fn positive(days: i32, message: &'static str, name: &'static str) -> Result<()> {
    if days > 0 { Ok(()) } else { Err(errors::invalid_argument(message, name, days.to_string())) }
}

/// Row c.
fn check_midnight(date: Timestamp) -> Result<()> {
    if date.millis() % 86_400_000 == 0 {
        return Ok(());
    }
    Err(errors::invalid_argument("'Date' must be at midnight GMT", "Date", date.date_time()))
}

/// Rows b, c, g, h.
fn check_expiration(rule: &LifecycleRule, filter: &Filter) -> Result<()> {
    let Some(expiration) = &rule.expiration else { return Ok(()) };
    let given = [
        expiration.days.is_some(),
        expiration.date.is_some(),
        expiration.expired_object_delete_marker.is_some(),
    ];
    if given.into_iter().filter(|given| *given).count() != 1 {
        return Err(errors::malformed_xml());
    }
    if let Some(days) = expiration.days {
        positive(days, "'Days' for Expiration action must be a positive integer", "Days")?;
    }
    if let Some(date) = expiration.date {
        check_midnight(date)?;
    }
    if expiration.expired_object_delete_marker == Some(true) {
        return check_plain("ExpiredObjectDeleteMarker", filter);
    }
    Ok(())
}

/// Row h.
fn check_plain(action: &str, filter: &Filter) -> Result<()> {
    let with = match (filter.tags.is_empty(), filter.has_size()) {
        (false, _) => "Tags",
        (true, true) => "Object Size",
        (true, false) => return Ok(()),
    };
    Err(errors::invalid_request(format!("{action} cannot be specified with {with}.")))
}

/// Rows b, g, n.
fn check_noncurrent(rule: &LifecycleRule) -> Result<()> {
    let Some(expiration) = &rule.noncurrent_version_expiration else { return Ok(()) };
    let days = expiration.noncurrent_days.ok_or_else(errors::malformed_xml)?;
    positive(
        days,
        "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
        "NoncurrentDays",
    )?;
    match expiration.newer_noncurrent_versions {
        None => Ok(()),
        Some(_) if rule.filter.is_none() => Err(errors::invalid_request(
            "NewerNoncurrentVersions element can only be used in Lifecycle V2.",
        )),
        Some(count) => positive(
            count,
            "'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must be a positive \
             integer",
            "NewerNoncurrentVersions",
        ),
    }
}

fn check_abort(rule: &LifecycleRule, filter: &Filter) -> Result<()> {
    let Some(abort) = &rule.abort_incomplete_multipart_upload else { return Ok(()) };
    let days = abort.days_after_initiation.ok_or_else(errors::malformed_xml)?;
    positive(
        days,
        "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
        "DaysAfterInitiation",
    )?;
    check_plain("AbortIncompleteMultipartUpload", filter)
}

/// Rows i, j.
fn check_transitions(rule: &LifecycleRule) -> Result<()> {
    let prefix = Filter::of(rule).prefix;
    let mut classes = BTreeSet::new();
    let (mut dated, mut timed) = (false, false);
    if let Some(expiration) = &rule.expiration {
        (dated, timed) = (expiration.date.is_some(), expiration.days.is_some());
    }
    for transition in rule.transitions.iter().flatten() {
        let class = transition.storage_class.as_deref().ok_or_else(errors::malformed_xml)?;
        if transition.days.is_some() == transition.date.is_some() {
            return Err(errors::malformed_xml());
        }
        dated |= transition.date.is_some();
        timed |= transition.days.is_some();
        if let Some(date) = transition.date {
            check_midnight(date)?;
        }
        if let Some(days) = transition.days {
            check_days("Transition", "Days", class, days)?;
        }
        if !classes.insert(class) {
            return Err(errors::invalid_request(format!(
                "'StorageClass' must be different for 'Transition' actions in same 'Rule' with \
                 filter '(prefix={prefix})'"
            )));
        }
    }
    if dated && timed {
        return Err(errors::invalid_request(format!(
            "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle \
             rule for filter '(prefix={prefix})'"
        )));
    }
    let mut classes = BTreeSet::new();
    for transition in rule.noncurrent_version_transitions.iter().flatten() {
        let class = transition.storage_class.as_deref().ok_or_else(errors::malformed_xml)?;
        let days = transition.noncurrent_days.ok_or_else(errors::malformed_xml)?;
        check_days("NoncurrentVersionTransition", "NoncurrentDays", class, days)?;
        if !classes.insert(class) {
            return Err(errors::invalid_request(format!(
                "'StorageClass' must be different for 'NoncurrentVersionTransition' actions in \
                 same 'Rule' with filter '(prefix={prefix})'"
            )));
        }
    }
    Ok(())
}

fn check_days(action: &str, name: &'static str, class: &str, days: i32) -> Result<()> {
    let refused =
        |message: String| -> Error { errors::invalid_argument(message, name, days.to_string()) };
    if days < 0 {
        return Err(refused(format!("'{name}' for {action} action must be nonnegative")));
    }
    if matches!(class, "STANDARD_IA" | "ONEZONE_IA") && days < 30 {
        return Err(refused(format!(
            "'{name}' in {action} action must be greater than or equal to 30 for storageClass \
             '{class}'"
        )));
    }
    Ok(())
}
