//! Create, describe, get, update, publish, delete, list (CF-11.1).

use super::stored::{LIVE, Stage, StoredFunction, missing};
use crate::model::*;
use crate::paging::PageRequest;
use crate::{CloudFront, errors, if_match, tags};
use imbl::OrdMap;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use std::sync::Arc;

/// Appendix A.
const FUNCTIONS_MAX: usize = 100;
const CODE_BYTES_MAX: usize = 10_240;

impl CloudFront {
    /// What a function may be: its code is not looked at (CF-11.2).
    fn check_function(
        &self,
        account: &Account,
        config: &FunctionConfig,
        code: &[u8],
    ) -> Result<()> {
        let wrong = |why: &'static str| Err(errors::invalid_argument(why));
        if config.comment.chars().count() > 128 {
            return wrong("The parameter Comment is too long.");
        }
        if code.is_empty() {
            return wrong("The parameter FunctionCode is missing or invalid.");
        }
        if code.len() > CODE_BYTES_MAX {
            return Err(errors::function_size_limit_exceeded("The function is too large."));
        }
        let Some(associations) = &config.key_value_store_associations else { return Ok(()) };
        let stores = associations.items.as_deref().unwrap_or_default();
        if usize::try_from(associations.quantity) != Ok(stores.len()) {
            return Err(errors::invalid_argument(
                "The parameter Quantity does not match the number of KeyValueStoreAssociations.",
            ));
        }
        if stores.len() > 1 {
            return wrong("A function can be associated with one key value store only.");
        }
        if !stores.is_empty() && config.runtime != "cloudfront-js-2.0" {
            return wrong(
                "Key value stores can be associated with runtime cloudfront-js-2.0 only.",
            );
        }
        match stores
            .iter()
            .all(|store| self.has_key_value_store(account, &store.key_value_store_arn))
        {
            true => Ok(()),
            false => {
                wrong("The key value store that is associated with the function does not exist.")
            }
        }
    }

    fn is_associated(&self, function: &StoredFunction) -> bool {
        let reference = crate::usage::Reference::Function(&function.arn);
        self.users(&function.account, reference).next().is_some()
    }

    fn function_summary(&self, function: &StoredFunction, stage: &Stage) -> FunctionSummary {
        function.summary(stage, self.is_associated(function))
    }

    pub(crate) fn create_function(
        &mut self,
        cx: &mut Context,
        input: CreateFunctionInput,
    ) -> Result<CreateFunctionOutput> {
        let CreateFunctionInput { name, function_config, function_code, tags } = input;
        self.check_function(&cx.account, &function_config, &function_code)?;
        if self.function(&cx.account, &name).is_ok() {
            return Err(errors::function_already_exists(
                "A function with the same name already exists in this AWS account.",
            ));
        }
        if self.functions_after(&cx.account, "").count() >= FUNCTIONS_MAX {
            return Err(errors::too_many_functions(
                "You have reached the maximum number of CloudFront functions for this AWS account.",
            ));
        }
        let tags = tags::with(&OrdMap::new(), tags.unwrap_or_default())?;
        let stage = Stage {
            e_tag: if_match::new_tag(cx),
            config: function_config,
            code: function_code,
            created: cx.now,
            modified: cx.now,
        };
        let function = StoredFunction {
            account: cx.account.clone(),
            arn: format!("arn:aws:cloudfront::{}:function/{name}", cx.account).into(),
            name: name.as_str().into(),
            development: stage,
            live: None,
        };
        let output = CreateFunctionOutput {
            location: Some(format!("https://cloudfront.amazonaws.com/2020-05-31/function/{name}")),
            e_tag: Some(function.development.e_tag.to_string()),
            function_summary: Some(self.function_summary(&function, &function.development)),
        };
        self.tags.insert(function.arn.clone(), tags);
        self.put_function(function);
        Ok(output)
    }

    pub(crate) fn describe_function(
        &mut self,
        cx: &mut Context,
        input: DescribeFunctionInput,
    ) -> Result<DescribeFunctionOutput> {
        let function = self.function(&cx.account, &input.name)?;
        let stage = function.stage(input.stage.as_deref())?;
        Ok(DescribeFunctionOutput {
            e_tag: Some(stage.e_tag.to_string()),
            function_summary: Some(self.function_summary(function, stage)),
        })
    }

    pub(crate) fn get_function(
        &mut self,
        cx: &mut Context,
        input: GetFunctionInput,
    ) -> Result<GetFunctionOutput> {
        let function = self.function(&cx.account, &input.name)?;
        let stage = function.stage(input.stage.as_deref())?;
        Ok(GetFunctionOutput {
            e_tag: Some(stage.e_tag.to_string()),
            content_type: Some("application/octet-stream".into()),
            function_code: Some(stage.code.clone()),
        })
    }

    /// The function, if the caller has seen its DEVELOPMENT stage as it is.
    fn function_seen(
        &self,
        account: &Account,
        name: &str,
        if_match: &str,
    ) -> Result<Arc<StoredFunction>> {
        let function = self.function(account, name)?;
        if_match::check(Some(if_match), &function.development.e_tag)?;
        Ok(function.clone())
    }

    /// Only the DEVELOPMENT stage changes.
    pub(crate) fn update_function(
        &mut self,
        cx: &mut Context,
        input: UpdateFunctionInput,
    ) -> Result<UpdateFunctionOutput> {
        let UpdateFunctionInput { name, if_match, function_config, function_code } = input;
        let seen = self.function_seen(&cx.account, &name, &if_match)?;
        self.check_function(&cx.account, &function_config, &function_code)?;
        let mut function = StoredFunction::clone(&seen);
        function.development = Stage {
            e_tag: if_match::new_tag(cx),
            config: function_config,
            code: function_code,
            created: function.development.created,
            modified: cx.now,
        };
        let output = UpdateFunctionOutput {
            e_tag: Some(function.development.e_tag.to_string()),
            function_summary: Some(self.function_summary(&function, &function.development)),
        };
        self.put_function(function);
        Ok(output)
    }

    /// The DEVELOPMENT stage becomes LIVE as well, and starts its way to the edge locations that run it.
    pub(crate) fn publish_function(
        &mut self,
        cx: &mut Context,
        input: PublishFunctionInput,
    ) -> Result<PublishFunctionOutput> {
        let PublishFunctionInput { name, if_match } = input;
        let seen = self.function_seen(&cx.account, &name, &if_match)?;
        let mut function = StoredFunction::clone(&seen);
        let created = function.live.as_ref().map_or(cx.now, |live| live.created);
        function.live = Some(Stage {
            e_tag: if_match::new_tag(cx),
            created,
            modified: cx.now,
            ..function.development.clone()
        });
        let live = function.stage(Some(LIVE))?;
        let summary = self.function_summary(&function, live);
        if let Some(published) = function.at_the_edge() {
            let at = cx.now + self.propagation.function;
            self.edge.publish(cx, &published, at);
        }
        self.put_function(function);
        Ok(PublishFunctionOutput { function_summary: Some(summary) })
    }

    pub(crate) fn delete_function(
        &mut self,
        cx: &mut Context,
        input: DeleteFunctionInput,
    ) -> Result<()> {
        let DeleteFunctionInput { name, if_match } = input;
        let seen = self.function_seen(&cx.account, &name, &if_match)?;
        if self.is_associated(&seen) {
            return Err(errors::function_in_use(
                "Cannot delete the function because it's attached to one or more cache behaviors.",
            ));
        }
        self.functions.remove(&(cx.account.clone(), seen.name.clone())).ok_or_else(missing)?;
        self.tags.remove(&seen.arn);
        self.edge.retire(&cx.account, &seen.name);
        Ok(())
    }

    /// One stage of each function.
    pub(crate) fn list_functions(
        &mut self,
        cx: &mut Context,
        input: ListFunctionsInput,
    ) -> Result<ListFunctionsOutput> {
        let ListFunctionsInput { marker, max_items, stage } = input;
        let page_request = PageRequest::new(marker, max_items)?;
        let account = cx.account.clone();
        let staged = self.functions_after(&account, &page_request.marker).filter_map(|function| {
            Some((function.clone(), function.stage(stage.as_deref()).ok()?.clone()))
        });
        let page = page_request.page(staged, |(function, _)| function.name.to_string());
        let (quantity, _, items, next_marker) = page.into_parts(|(function, _)| {
            let shown = function.stage(stage.as_deref()).unwrap_or(&function.development);
            self.function_summary(&function, shown)
        });
        let max_items = page_request.max_items;
        let list = FunctionList { next_marker, max_items, quantity, items };
        Ok(ListFunctionsOutput { function_list: Some(list) })
    }
}
