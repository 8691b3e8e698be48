//! A bucket's CORS configuration (S3-7.8); what it does is in [`cors`](crate::requests::cors).

use crate::access::authorization::Access;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

const RULES_MAX: usize = 100;
const ID_MAX: usize = 255;
const METHODS: [&str; 5] = ["GET", "PUT", "POST", "DELETE", "HEAD"];

impl S3 {
    pub(crate) fn put_bucket_cors(
        &mut self,
        cx: &mut Context,
        input: PutBucketCorsInput,
    ) -> Result<()> {
        let PutBucketCorsInput {
            bucket,
            cors_configuration: CORSConfiguration { cors_rules },
            content_md5: _,
            checksum_algorithm: _,
            expected_bucket_owner,
        } = input;
        let access = Access::to("s3:PutBucketCORS");
        self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        if cors_rules.is_empty() {
            return Err(errors::malformed_xml());
        }
        if cors_rules.len() > RULES_MAX {
            return Err(errors::invalid_request(
                "The number of CORS rules should not exceed allowed limit of 100 rules.",
            ));
        }
        cors_rules.iter().try_for_each(check)?;
        self.change(&bucket)?.cors.set(cx, Some(Arc::from(cors_rules)));
        Ok(())
    }

    pub(crate) fn get_bucket_cors(
        &mut self,
        cx: &mut Context,
        input: GetBucketCorsInput,
    ) -> Result<GetBucketCorsOutput> {
        let GetBucketCorsInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketCORS");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let Some(rules) = held.cors.at(cx.now) else {
            let message = "The CORS configuration does not exist";
            return Err(errors::no_such_configuration("NoSuchCORSConfiguration", message, &bucket));
        };
        Ok(GetBucketCorsOutput { cors_rules: Some(rules.to_vec()) })
    }

    pub(crate) fn delete_bucket_cors(
        &mut self,
        cx: &mut Context,
        input: DeleteBucketCorsInput,
    ) -> Result<()> {
        let DeleteBucketCorsInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:PutBucketCORS");
        self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        self.change(&bucket)?.cors.set(cx, None);
        Ok(())
    }
}

/// S3-7.8
fn check(rule: &CORSRule) -> Result<()> {
    // "The value cannot be longer than 255 characters"
    // (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html).
    let long = rule.id.as_deref().is_some_and(|id| id.chars().count() > ID_MAX);
    if long || rule.allowed_methods.is_empty() || rule.allowed_origins.is_empty() {
        return Err(errors::malformed_xml());
    }
    if let Some(method) = rule.allowed_methods.iter().find(|m| !METHODS.contains(&m.as_str())) {
        return Err(errors::invalid_request(format!(
            "Found unsupported HTTP method in CORS config. Unsupported method is {method}"
        )));
    }
    let headers = rule.allowed_headers.iter().flatten();
    let patterns = rule.allowed_origins.iter().map(|origin| ("AllowedOrigin", origin));
    for (kind, text) in patterns.chain(headers.map(|header| ("AllowedHeader", header))) {
        if text.matches('*').count() > 1 {
            return Err(errors::invalid_request(format!(
                "{kind} \"{text}\" can not have more than one wildcard."
            )));
        }
    }
    match rule.expose_headers.iter().flatten().find(|header| header.contains('*')) {
        None => Ok(()),
        Some(header) => Err(errors::invalid_request(format!(
            "ExposeHeader \"{header}\" contains wildcard. We currently do not support wildcard for \
             ExposeHeader."
        ))),
    }
}
