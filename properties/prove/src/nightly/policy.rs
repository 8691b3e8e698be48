//! The least that the credentials of a nightly run must be allowed.

use super::keys;
use crate::declaration::Declaration;
use serde_json::{Value, json};

/// A policy of IAM's for them. `account` stands in ARNs; `*` if it is not known.
///
/// # Errors
/// The declaration does not say which bucket.
pub fn policy(declaration: &Declaration, account: &str) -> Result<Value, String> {
    let resources = &declaration.resources;
    let bucket = resources.bucket.as_deref().ok_or("resources.bucket: say which")?;
    let mut statements = vec![json!({
        "Sid": "LookAtBucket", "Effect": "Allow", "Action": ["s3:ListBucket"],
        "Resource": format!("arn:aws:s3:::{bucket}"),
    })];
    let made: Vec<String> =
        keys(declaration).iter().map(|key| format!("arn:aws:s3:::{bucket}/{key}*")).collect();
    if !made.is_empty() {
        statements.push(json!({
            "Sid": "ReadAndRemoveOwnFiles", "Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"],
            "Resource": made,
        }));
    }
    if declaration.interface.page.is_some() {
        let assets = format!("arn:aws:s3:::{bucket}/{}*", resources.asset_prefix);
        let one = resources.distribution.as_deref().unwrap_or("*");
        statements.push(json!({
            "Sid": "ReadAssets", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": assets,
        }));
        statements.push(json!({
            "Sid": "LookAtDistributions", "Effect": "Allow", "Action": ["cloudfront:ListDistributions"], "Resource": "*",
        }));
        statements.push(json!({
            "Sid": "LookAtInvalidations", "Effect": "Allow",
            "Action": ["cloudfront:GetDistribution", "cloudfront:ListInvalidations"],
            "Resource": format!("arn:aws:cloudfront::{account}:distribution/{one}"),
        }));
    }
    if let Some(group) = &resources.log_group {
        let group = format!("arn:aws:logs:{}:{account}:log-group:{group}", resources.region);
        statements.push(json!({
            "Sid": "ReadLines", "Effect": "Allow", "Action": ["logs:FilterLogEvents"],
            "Resource": [&group, format!("{group}:*")],
        }));
        statements.push(json!({
            "Sid": "LookAtLogGroups", "Effect": "Allow", "Action": ["logs:DescribeLogGroups"], "Resource": "*",
        }));
    }
    Ok(json!({ "Version": "2012-10-17", "Statement": statements }))
}
