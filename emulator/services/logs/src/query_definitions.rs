//! Saved queries of Logs Insights: their texts. Running them is another matter (CW-A9).
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html>

use crate::errors;
use crate::model::*;
use crate::paging::Paging;
use crate::state::Logs;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// Of an account and region
/// (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>).
const DEFINITIONS_MAX: usize = 1_000;
const DESCRIBE_LIMIT: i32 = 1_000;

impl Logs {
    /// With an id, replaces all of it.
    pub(crate) fn put_query_definition(
        &mut self,
        cx: &mut Context,
        input: PutQueryDefinitionInput,
    ) -> Result<PutQueryDefinitionOutput> {
        let PutQueryDefinitionInput {
            query_language,
            name,
            query_definition_id: id,
            log_group_names,
            query_string,
            client_token: _, // a repeated request has the same id, or makes another definition
            parameters,
        } = input;
        let id = match id {
            Some(id) if self.query_definitions.contains_key(&*id) => id,
            Some(_) => return Err(no_definition()),
            None if self.query_definitions.len() >= DEFINITIONS_MAX => {
                return Err(errors::limit_exceeded());
            }
            None => cx.uuid(),
        };
        let definition = QueryDefinition {
            query_language: Some(query_language.unwrap_or_else(|| "CWLI".into())),
            query_definition_id: Some(id.clone()),
            name: Some(name),
            query_string: Some(query_string),
            last_modified: Some(cx.now.0),
            log_group_names: Some(log_group_names.unwrap_or_default()),
            parameters,
        };
        self.query_definitions.insert(id.as_str().into(), Arc::new(definition));
        Ok(PutQueryDefinitionOutput { query_definition_id: Some(id) })
    }

    pub(crate) fn describe_query_definitions(
        &mut self,
        cx: &mut Context,
        input: DescribeQueryDefinitionsInput,
    ) -> Result<DescribeQueryDefinitionsOutput> {
        let DescribeQueryDefinitionsInput {
            query_language,
            query_definition_name_prefix,
            max_results,
            next_token: token,
        } = input;
        let prefix = query_definition_name_prefix.unwrap_or_default();
        let mut found: Vec<(String, QueryDefinition)> = self
            .query_definitions
            .iter()
            .filter(|(_, it)| it.name.as_ref().is_some_and(|name| name.starts_with(&prefix)))
            .filter(|(_, it)| query_language.is_none() || it.query_language == query_language)
            .map(|(id, it)| (format!("{}\n{id}", it.name.as_deref().unwrap_or_default()), it))
            .map(|(key, it)| (key, (**it).clone()))
            .collect();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let limit = max_results.unwrap_or(DESCRIBE_LIMIT).max(1) as usize;
        let paging = Paging { scope: "query-definitions", token, limit, descending: false };
        let (page, next_token) = paging.page(cx, found.into_iter())?;
        Ok(DescribeQueryDefinitionsOutput { query_definitions: Some(page), next_token })
    }

    pub(crate) fn delete_query_definition(
        &mut self,
        _: &mut Context,
        input: DeleteQueryDefinitionInput,
    ) -> Result<DeleteQueryDefinitionOutput> {
        let DeleteQueryDefinitionInput { query_definition_id } = input;
        let gone = self.query_definitions.remove(&*query_definition_id);
        gone.ok_or_else(no_definition)?;
        Ok(DeleteQueryDefinitionOutput { success: Some(true) })
    }
}

/// The text is our own.
fn no_definition() -> Error {
    crate::model::errors::resource_not_found_exception(
        "The specified query definition does not exist.",
    )
}
