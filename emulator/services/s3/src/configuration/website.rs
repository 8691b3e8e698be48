//! A bucket's website configuration (S3-7.13a, b, k); what it does is in [`hosting`](crate::website::hosting).

use crate::access::authorization::Access;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

const RULES_MAX: usize = 50;

impl S3 {
    pub(crate) fn put_bucket_website(
        &mut self,
        cx: &mut Context,
        input: PutBucketWebsiteInput,
    ) -> Result<()> {
        let PutBucketWebsiteInput { bucket, website_configuration: configuration, .. } = input;
        let access = Access::to("s3:PutBucketWebsite");
        self.authorize_bucket(cx, &bucket, input.expected_bucket_owner.as_deref(), &access)?;
        check(&configuration)?;
        self.change(&bucket)?.settings.website.set(cx, Some(Arc::new(configuration)));
        Ok(())
    }

    pub(crate) fn get_bucket_website(
        &mut self,
        cx: &mut Context,
        input: GetBucketWebsiteInput,
    ) -> Result<GetBucketWebsiteOutput> {
        let GetBucketWebsiteInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketWebsite");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let Some(configuration) = held.settings.website.at(cx.now).as_deref().cloned() else {
            return Err(errors::no_such_configuration(
                "NoSuchWebsiteConfiguration",
                "The specified bucket does not have a website configuration",
                &bucket,
            ));
        };
        Ok(GetBucketWebsiteOutput {
            redirect_all_requests_to: configuration.redirect_all_requests_to,
            index_document: configuration.index_document,
            error_document: configuration.error_document,
            routing_rules: configuration.routing_rules,
        })
    }

    pub(crate) fn delete_bucket_website(
        &mut self,
        cx: &mut Context,
        input: DeleteBucketWebsiteInput,
    ) -> Result<()> {
        let DeleteBucketWebsiteInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:DeleteBucketWebsite");
        self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        self.change(&bucket)?.settings.website.set(cx, None);
        Ok(())
    }
}

/// S3-7.13(b)
fn check(configuration: &WebsiteConfiguration) -> Result<()> {
    let WebsiteConfiguration { error_document, index_document, redirect_all_requests_to, .. } =
        configuration;
    let rules = configuration.routing_rules.as_deref();
    if let Some(all) = redirect_all_requests_to {
        if error_document.is_some() || index_document.is_some() || rules.is_some() {
            return Err(errors::invalid_argument(
                "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
                "RedirectAllRequestsTo",
                "not null",
            ));
        }
        return check_protocol(all.protocol.as_deref());
    }
    let Some(index) = index_document else {
        return Err(errors::invalid_argument(
            "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
            "IndexDocument",
            "null",
        ));
    };
    if index.suffix.is_empty() || index.suffix.contains('/') {
        let message = "The IndexDocument Suffix is not well formed";
        return Err(errors::invalid_argument(message, "IndexDocument", &*index.suffix));
    }
    let Some(rules) = rules else { return Ok(()) };
    if rules.is_empty() || rules.len() > RULES_MAX {
        return Err(errors::malformed_xml());
    }
    rules.iter().try_for_each(check_rule)
}

fn check_rule(rule: &RoutingRule) -> Result<()> {
    let RoutingRule { condition, redirect } = rule;
    let error = condition.as_ref().and_then(|it| it.http_error_code_returned_equals.as_deref());
    if let Some(code) = error.filter(|code| !is_code(code, &['4', '5'])) {
        return Err(errors::invalid_request(format!(
            "The provided HTTP error code ({code}) is not valid. Valid codes are 4XX or 5XX."
        )));
    }
    if let Some(Condition { http_error_code_returned_equals: None, key_prefix_equals: None }) =
        condition
    {
        return Err(errors::invalid_request(
            "Condition cannot be empty. To redirect all requests without a condition, the \
             condition element shouldn't be present.",
        ));
    }
    check_protocol(redirect.protocol.as_deref())?;
    if redirect.replace_key_prefix_with.is_some() && redirect.replace_key_with.is_some() {
        let message = "You can only define ReplaceKeyPrefix or ReplaceKey but not both.";
        return Err(errors::invalid_request(message));
    }
    let code = redirect.http_redirect_code.as_deref();
    if let Some(code) = code.filter(|code| *code == "300" || !is_code(code, &['3'])) {
        let message = format!(
            "The provided HTTP redirect code ({code}) is not valid. Valid codes are 3XX except 300."
        );
        return Err(errors::invalid_request(message));
    }
    Ok(())
}

/// A status of three digits that begins with one of these.
fn is_code(code: &str, first: &[char]) -> bool {
    code.len() == 3 && code.starts_with(first) && code.bytes().all(|b| b.is_ascii_digit())
}

fn check_protocol(protocol: Option<&str>) -> Result<()> {
    match protocol {
        None | Some("http" | "https") => Ok(()),
        Some(_) => Err(errors::invalid_request(
            "Invalid protocol, protocol can be http or https. If not defined the protocol will be \
             selected automatically.",
        )),
    }
}
