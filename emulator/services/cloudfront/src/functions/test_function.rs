//! TestFunction: runs code against an event, and checks nothing else (CF-11.5).

use crate::edge::functions::test::{TestOutput, test_event};
use crate::model::*;
use crate::{CloudFront, errors, if_match};
use parhelion_wire::error::Result;
use parhelion_world::Context;

/// What goes before an error's text.
const BROKEN: &str = "The CloudFront function associated with the CloudFront distribution is invalid or could not \
                      run. Error: ";

impl CloudFront {
    pub(crate) fn test_function(
        &mut self,
        cx: &mut Context,
        input: TestFunctionInput,
    ) -> Result<TestFunctionOutput> {
        if !parhelion_javascript::HAS_ENGINE {
            return Err(parhelion_wire::Error::not_implemented("cloudfront", "TestFunction"));
        }
        let TestFunctionInput { name, if_match, stage, event_object } = input;
        let function = self.function(&cx.account, &name)?;
        let stage = function.stage(stage.as_deref())?;
        if_match::check(Some(&if_match), &stage.e_tag)?;
        let event = str::from_utf8(&event_object).ok().filter(|text| {
            serde_json::from_str::<serde_json::Value>(text).is_ok_and(|event| event.is_object())
        });
        let Some(event) = event else {
            return Err(errors::invalid_argument("The parameter EventObject is invalid."));
        };
        let store = stage.store().and_then(|arn| self.edge_store(arn));
        let TestOutput { output, logs, utilization } =
            test_event(&stage.program(), event, store, cx.now);
        let (output, error) = match output {
            Ok(output) => (output, String::new()),
            Err(why) => (String::new(), format!("{BROKEN}{why}")),
        };
        let summary = function.summary(stage, false);
        Ok(TestFunctionOutput {
            test_result: Some(TestResult {
                function_summary: Some(summary),
                compute_utilization: Some(utilization.to_string()),
                function_execution_logs: Some(logs),
                function_error_message: Some(error),
                function_output: Some(output),
            }),
        })
    }
}
