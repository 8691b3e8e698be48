//! TestMetricFilter (CW-A6.6): a filter pattern tried on messages, without any group.

use crate::errors;
use crate::filter::Pattern;
use crate::model::*;
use crate::state::Logs;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Logs {
    pub(crate) fn test_metric_filter(
        &mut self,
        _: &mut Context,
        input: TestMetricFilterInput,
    ) -> Result<TestMetricFilterOutput> {
        let TestMetricFilterInput { filter_pattern, log_event_messages } = input;
        let pattern = Pattern::parse(&filter_pattern).map_err(|no| errors::invalid(no.0))?;
        let matching = (0..).zip(log_event_messages).filter_map(|(number, message)| {
            let extracted_values = Some(pattern.extract(&message)?);
            let event_number = Some(number);
            Some(MetricFilterMatchRecord {
                event_number,
                event_message: Some(message),
                extracted_values,
            })
        });
        Ok(TestMetricFilterOutput { matches: Some(matching.collect()) })
    }
}
