//! Metric filters (CW-A7): patterns over a group's events that become metrics.

use crate::errors;
use crate::filter::Pattern;
use crate::model::*;
use crate::paging::Paging;
use crate::state::Logs;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// CW-A7.1: of a group.
const FILTERS_MAX: usize = 100;
/// CW-A7.8
const DIMENSIONS_MAX: usize = 3;
/// CW-A7.13
const DESCRIBE_LIMIT: i32 = 50;

impl Logs {
    /// Of the same name replaces.
    pub(crate) fn put_metric_filter(
        &mut self,
        cx: &mut Context,
        input: PutMetricFilterInput,
    ) -> Result<()> {
        let PutMetricFilterInput {
            log_group_name,
            filter_name,
            filter_pattern,
            metric_transformations,
            apply_on_transformed_logs,
            field_selection_criteria,
            emit_system_field_dimensions,
        } = input;
        if field_selection_criteria.is_some() || emit_system_field_dimensions.is_some() {
            // CW-A7.15
            return Err(parhelion_wire::Error::not_implemented(
                "logs",
                "PutMetricFilter with fieldSelectionCriteria or emitSystemFieldDimensions",
            ));
        }
        let pattern = Pattern::parse(&filter_pattern).map_err(|no| errors::invalid(no.0))?;
        metric_transformations.iter().try_for_each(|one| check(&pattern, one))?;
        let group = self.group_mut(&log_group_name)?;
        if !group.is_standard() {
            return Err(errors::invalid_for_the_class());
        }
        if !group.metric_filters.contains_key(&*filter_name)
            && group.metric_filters.len() >= FILTERS_MAX
        {
            return Err(errors::limit_exceeded());
        }
        let filter = MetricFilter {
            filter_name: Some(filter_name.clone()),
            filter_pattern: Some(filter_pattern),
            metric_transformations: Some(metric_transformations),
            creation_time: Some(cx.now.0),
            log_group_name: Some(log_group_name),
            apply_on_transformed_logs: Some(apply_on_transformed_logs.unwrap_or(false)),
            ..Default::default()
        };
        group.metric_filters.insert(filter_name.into(), Arc::new(filter));
        Ok(())
    }

    /// CW-A7.13: by name; of a group, or of all.
    pub(crate) fn describe_metric_filters(
        &mut self,
        cx: &mut Context,
        input: DescribeMetricFiltersInput,
    ) -> Result<DescribeMetricFiltersOutput> {
        let DescribeMetricFiltersInput {
            log_group_name,
            filter_name_prefix,
            next_token: token,
            limit,
            metric_name,
            metric_namespace,
        } = input;
        if metric_name.is_some() != metric_namespace.is_some() {
            return Err(errors::invalid(
                "The parameters metricName and metricNamespace must be specified together.",
            ));
        }
        if let Some(name) = &log_group_name {
            self.group(name)?;
        }
        // "CloudWatch Logs uses the value that you set here only if you also include the
        // `logGroupName` parameter" (API_DescribeMetricFilters).
        let prefix = filter_name_prefix.filter(|_| log_group_name.is_some()).unwrap_or_default();
        let is_of = |filter: &MetricFilter| {
            let transformations = filter.metric_transformations.as_deref().unwrap_or_default();
            metric_name.is_none()
                || transformations.iter().any(|one| {
                    Some(&one.metric_name) == metric_name.as_ref()
                        && Some(&one.metric_namespace) == metric_namespace.as_ref()
                })
        };
        let groups = self.groups.iter();
        let groups =
            groups.filter(|(name, _)| log_group_name.as_ref().is_none_or(|one| **one == ***name));
        let mut found: Vec<(String, MetricFilter)> = groups
            .flat_map(|(group, held)| held.metric_filters.iter().map(move |own| (group, own)))
            .filter(|(_, (name, filter))| name.starts_with(&prefix) && is_of(filter))
            .map(|(group, (name, filter))| (sorted_by(name, group), (**filter).clone()))
            .collect();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let limit = limit.unwrap_or(DESCRIBE_LIMIT).max(1) as usize;
        let paging = Paging { scope: "metric-filters", token, limit, descending: false };
        let (page, next_token) = paging.page(cx, found.into_iter())?;
        Ok(DescribeMetricFiltersOutput { metric_filters: Some(page), next_token })
    }

    pub(crate) fn delete_metric_filter(
        &mut self,
        _: &mut Context,
        input: DeleteMetricFilterInput,
    ) -> Result<()> {
        let DeleteMetricFilterInput { log_group_name, filter_name } = input;
        let filters = &mut self.group_mut(&log_group_name)?.metric_filters;
        // CW-A7.14: worded as the subscription filter's.
        let missing = "The specified metric filter does not exist.";
        let gone = filters.remove(&*filter_name);
        gone.map(drop).ok_or_else(|| crate::model::errors::resource_not_found_exception(missing))
    }
}

/// A text that sorts as the filter's name does, then as the group's: what ends the name is less than
/// whatever could go on in it, which is anything but `:` and `*`.
fn sorted_by(filter: &str, group: &str) -> String {
    format!("{}\0\0{group}", filter.replace('\0', "\0\u{1}"))
}

/// CW-A7.3, 7, 8; the texts of the value, of too many dimensions and of their names are our own.
fn check(pattern: &Pattern, transformation: &MetricTransformation) -> Result<()> {
    let value = &transformation.metric_value;
    if value.parse::<f64>().map_or(true, |number| !number.is_finite()) && !pattern.has_part(value) {
        return Err(errors::invalid(format!(
            "The metric value '{value}' is neither a number nor a field of the filter pattern."
        )));
    }
    let Some(dimensions) = transformation.dimensions.as_ref().filter(|some| !some.is_empty())
    else {
        return Ok(());
    };
    if !pattern.names_parts() {
        return Err(errors::invalid("The specified filter pattern does not support dimensions"));
    }
    if transformation.default_value.is_some() {
        // https://github.com/aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock/pull/632
        return Err(errors::invalid(
            "Invalid metric transformation: dimensions and default value are mutually exclusive \
             properties",
        ));
    }
    if dimensions.len() > DIMENSIONS_MAX {
        return Err(errors::invalid(format!(
            "A metric transformation has at most {DIMENSIONS_MAX} dimensions."
        )));
    }
    match dimensions.values().find(|name| !pattern.has_part(name)) {
        Some(name) => Err(errors::invalid(format!("'{name}' is no field of the filter pattern."))),
        None => Ok(()),
    }
}
