//! Response headers policies: what CloudFront adds to and takes from answers (CF-4.6).

use crate::model::*;
use crate::paging::PageRequest;
use crate::policy_names::check_name;
use crate::resources::{Item, ResourceConfig, Types};
use crate::usage::Reference;
use crate::validation::quantities::{agree, agree_some};
use crate::{CloudFront, errors};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// Limits of Appendix A.
const CUSTOM_HEADERS_MAX: usize = 10;
const REMOVE_HEADERS_MAX: usize = 10;
const VALUE_MAX: usize = 1_783;

/// Headers that no policy can remove (CF-4.6j); a name that ends in `-` stands for all that begin
/// so.
const UNREMOVABLE: [&str; 33] = [
    "connection",
    "content-encoding",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "warning",
    "x-accel-buffering",
    "x-accel-charset",
    "x-accel-limit-rate",
    "x-accel-redirect",
    "x-amz-cf-",
    "x-amzn-auth",
    "x-amzn-cf-billing",
    "x-amzn-cf-id",
    "x-amzn-cf-xff",
    "x-amzn-errortype",
    "x-amzn-fle-profile",
    "x-amzn-header-count",
    "x-amzn-header-order",
    "x-amzn-lambda-integration-tag",
    "x-amzn-requestid",
    "x-cache",
    "x-edge-",
    "x-forwarded-proto",
    "x-real-ip",
];

impl ResourceConfig for ResponseHeadersPolicyConfig {
    const MAX: usize = 20;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &crate::managed::RESPONSE_HEADERS_POLICIES
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn missing() -> Error {
        errors::no_such_response_headers_policy(
            "The specified response headers policy does not exist.",
        )
    }

    fn name_taken() -> Error {
        errors::response_headers_policy_already_exists(
            "A response headers policy with this name already exists.",
        )
    }

    fn too_many() -> Error {
        errors::too_many_response_headers_policies(
            "You have reached the maximum number of response headers policies.",
        )
    }
}

fn invalid(what: &str) -> Error {
    errors::invalid_argument(format!("The parameter {what} is invalid."))
}

fn is_header(name: &str) -> bool {
    http::HeaderName::from_bytes(name.as_bytes()).is_ok()
}

/// The policy as stored: checked, with all defaults.
fn complete(mut config: ResponseHeadersPolicyConfig) -> Result<ResponseHeadersPolicyConfig> {
    check_name(&config.name)?;
    if is_empty(&config) {
        return Err(invalid("ResponseHeadersPolicyConfig"));
    }
    config.comment.get_or_insert_default();
    if let Some(cors) = &config.cors_config {
        check_cors(cors)?;
    }
    if let Some(security) = &config.security_headers_config {
        check_security(security)?;
    }
    if let Some(timing) = &config.server_timing_headers_config {
        let rate = timing.sampling_rate.unwrap_or(0.0);
        let decimals = (rate * 10_000.0).fract().abs();
        if !(0.0..=100.0).contains(&rate) || (decimals > 1e-6 && decimals < 1.0 - 1e-6) {
            return Err(invalid("SamplingRate"));
        }
    }
    check_custom(&config)?;
    check_removed(&config)?;
    Ok(config)
}

/// A policy that does nothing is none: CloudFormation's users meet it with a name alone.
/// <https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1156>
fn is_empty(config: &ResponseHeadersPolicyConfig) -> bool {
    config.cors_config.is_none()
        && config.security_headers_config.is_none()
        && config.server_timing_headers_config.is_none()
        && config.custom_headers_config.is_none()
        && config.remove_headers_config.is_none()
}

fn check_cors(cors: &ResponseHeadersPolicyCorsConfig) -> Result<()> {
    let origins = &cors.access_control_allow_origins;
    let headers = &cors.access_control_allow_headers;
    let methods = &cors.access_control_allow_methods;
    agree(origins.quantity, &origins.items)?;
    agree(headers.quantity, &headers.items)?;
    agree(methods.quantity, &methods.items)?;
    if let Some(exposed) = &cors.access_control_expose_headers {
        agree_some(exposed.quantity, &exposed.items)?;
    }
    if cors.access_control_allow_credentials && headers.items.iter().any(|name| name == "*") {
        // Its words: <https://github.com/aws/aws-cdk/pull/35308>.
        return Err(errors::invalid_argument(
            "The parameter Access-Control-Allow-Headers cannot contain * when allowCredentials is true.",
        ));
    }
    if origins.items.is_empty() {
        return Err(invalid("AccessControlAllowOrigins"));
    }
    if headers.items.is_empty() || !headers.items.iter().all(|name| is_header(name)) {
        return Err(invalid("AccessControlAllowHeaders"));
    }
    if methods.items.is_empty() {
        return Err(invalid("AccessControlAllowMethods"));
    }
    if cors.access_control_max_age_sec.is_some_and(|seconds| seconds < 0) {
        return Err(invalid("AccessControlMaxAgeSec"));
    }
    Ok(())
}

fn check_security(security: &ResponseHeadersPolicySecurityHeadersConfig) -> Result<()> {
    if let Some(xss) = &security.xss_protection {
        let block = xss.mode_block == Some(true);
        let report = xss.report_uri.as_deref().is_some_and(|uri| !uri.is_empty());
        // CF-4.6h.
        if (block && report) || (!xss.protection && (block || report)) {
            return Err(invalid("XSSProtection"));
        }
    }
    if let Some(csp) = &security.content_security_policy {
        if csp.content_security_policy.len() > VALUE_MAX {
            return Err(errors::too_long_csp_in_response_headers_policy(
                "The length of the Content-Security-Policy header value exceeds the maximum.",
            ));
        }
        if csp.content_security_policy.is_empty() {
            return Err(invalid("ContentSecurityPolicy"));
        }
    }
    let hsts = security.strict_transport_security.as_ref();
    if hsts.is_some_and(|hsts| hsts.access_control_max_age_sec < 0) {
        return Err(invalid("AccessControlMaxAgeSec"));
    }
    Ok(())
}

fn check_custom(config: &ResponseHeadersPolicyConfig) -> Result<()> {
    let Some(list) = &config.custom_headers_config else { return Ok(()) };
    agree_some(list.quantity, &list.items)?;
    let headers = list.items.as_deref().unwrap_or_default();
    if headers.len() > CUSTOM_HEADERS_MAX {
        return Err(errors::too_many_custom_headers_in_response_headers_policy(
            "The number of custom headers in the response headers policy exceeds the maximum.",
        ));
    }
    // A value may be empty (CF-4.6i).
    let good = |header: &ResponseHeadersPolicyCustomHeader| {
        is_header(&header.header)
            && header.value.len() <= VALUE_MAX
            && http::HeaderValue::from_str(&header.value).is_ok()
    };
    if !headers.iter().all(good) {
        return Err(invalid("CustomHeadersConfig"));
    }
    Ok(())
}

fn check_removed(config: &ResponseHeadersPolicyConfig) -> Result<()> {
    let Some(list) = &config.remove_headers_config else { return Ok(()) };
    agree_some(list.quantity, &list.items)?;
    let headers = list.items.as_deref().unwrap_or_default();
    if headers.len() > REMOVE_HEADERS_MAX {
        return Err(errors::too_many_remove_headers_in_response_headers_policy(
            "The number of headers to remove in the response headers policy exceeds the maximum.",
        ));
    }
    for header in headers {
        let lower = header.header.to_ascii_lowercase();
        let kept = |name: &&str| {
            if name.ends_with('-') { lower.starts_with(*name) } else { lower == *name }
        };
        if !is_header(&lower) || UNREMOVABLE.iter().any(kept) {
            let message = format!(
                "The parameter RemoveHeadersConfig contains {} that is not allowed.",
                header.header
            );
            return Err(errors::invalid_argument(message));
        }
    }
    Ok(())
}

fn answer(item: &Item<ResponseHeadersPolicyConfig>) -> ResponseHeadersPolicy {
    ResponseHeadersPolicy {
        id: item.id.to_string(),
        last_modified_time: item.modified,
        response_headers_policy_config: item.config.clone(),
    }
}

fn location(id: &str) -> Option<String> {
    Some(format!("https://cloudfront.amazonaws.com/2020-05-31/response-headers-policy/{id}"))
}

impl CloudFront {
    pub(crate) fn create_response_headers_policy(
        &mut self,
        cx: &mut Context,
        input: CreateResponseHeadersPolicyInput,
    ) -> Result<CreateResponseHeadersPolicyOutput> {
        let config = complete(input.response_headers_policy_config)?;
        let id = cx.uuid();
        let item = self.response_headers_policies.add(cx, id, config)?;
        Ok(CreateResponseHeadersPolicyOutput {
            location: location(&item.id),
            e_tag: Some(item.e_tag.to_string()),
            response_headers_policy: Some(answer(&item)),
        })
    }

    pub(crate) fn get_response_headers_policy(
        &mut self,
        cx: &mut Context,
        input: GetResponseHeadersPolicyInput,
    ) -> Result<GetResponseHeadersPolicyOutput> {
        let item = self.response_headers_policies.get(&cx.account, &input.id)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(GetResponseHeadersPolicyOutput { response_headers_policy: Some(answer(item)), e_tag })
    }

    pub(crate) fn get_response_headers_policy_config(
        &mut self,
        cx: &mut Context,
        input: GetResponseHeadersPolicyConfigInput,
    ) -> Result<GetResponseHeadersPolicyConfigOutput> {
        let item = self.response_headers_policies.get(&cx.account, &input.id)?;
        Ok(GetResponseHeadersPolicyConfigOutput {
            response_headers_policy_config: Some(item.config.clone()),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    pub(crate) fn update_response_headers_policy(
        &mut self,
        cx: &mut Context,
        input: UpdateResponseHeadersPolicyInput,
    ) -> Result<UpdateResponseHeadersPolicyOutput> {
        let UpdateResponseHeadersPolicyInput { response_headers_policy_config, id, if_match } =
            input;
        let tag = if_match.as_deref();
        self.response_headers_policies.checked_for_change(
            &cx.account,
            &id,
            tag,
            errors::illegal_update,
        )?;
        let config = complete(response_headers_policy_config)?;
        let item = self.response_headers_policies.replace(cx, &id, config)?;
        self.deploy_users(cx, |config| Reference::ResponseHeadersPolicy(&id).is_in(config));
        let e_tag = Some(item.e_tag.to_string());
        Ok(UpdateResponseHeadersPolicyOutput {
            response_headers_policy: Some(answer(&item)),
            e_tag,
        })
    }

    pub(crate) fn delete_response_headers_policy(
        &mut self,
        cx: &mut Context,
        input: DeleteResponseHeadersPolicyInput,
    ) -> Result<()> {
        let DeleteResponseHeadersPolicyInput { id, if_match } = input;
        let tag = if_match.as_deref();
        self.response_headers_policies.checked_for_change(
            &cx.account,
            &id,
            tag,
            errors::illegal_delete,
        )?;
        if self.users(&cx.account, Reference::ResponseHeadersPolicy(&id)).next().is_some() {
            return Err(errors::response_headers_policy_in_use(
                "The specified response headers policy is currently associated with a cache behavior. \
                 Please disassociate the policy before deleting.",
            ));
        }
        self.response_headers_policies.remove(&cx.account, &id);
        Ok(())
    }

    pub(crate) fn list_response_headers_policies(
        &mut self,
        cx: &mut Context,
        input: ListResponseHeadersPoliciesInput,
    ) -> Result<ListResponseHeadersPoliciesOutput> {
        let ListResponseHeadersPoliciesInput { type_, marker, max_items } = input;
        let types = Types::new(type_.as_deref())?;
        let page_request = PageRequest::new(marker, max_items)?;
        let resources = &self.response_headers_policies;
        let page = resources.page(&cx.account, types, &page_request);
        let (quantity, _, items, next_marker) =
            page.into_parts(|item| ResponseHeadersPolicySummary {
                type_: if resources.is_managed(&item.id) { "managed" } else { "custom" }.into(),
                response_headers_policy: answer(&item),
            });
        let max_items = page_request.max_items;
        let list = ResponseHeadersPolicyList { next_marker, max_items, quantity, items };
        Ok(ListResponseHeadersPoliciesOutput { response_headers_policy_list: Some(list) })
    }
}
