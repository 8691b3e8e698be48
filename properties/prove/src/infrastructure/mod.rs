//! How what an application finds is set up, once: every case starts from a fork of it.
//!
//! - `command`: programs that make it, Terraform among them; `copy`: a cloud that stands already;
//! - [`set_up`]: one of these, and what came of it.

mod command;
mod copy;

use crate::child::Living;
use crate::declaration::{Declaration, Resources, Span};
use parhelion::Cloud;
use parhelion_properties::{Deployment, Target};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Sets everything up on a cloud, and says where it is. `environment`: of the command line.
///
/// # Errors
/// In words: what could not be set up, or is not known.
pub async fn set_up(
    cloud: &Cloud,
    declaration: &Declaration,
    environment: &BTreeMap<String, String>,
    living: &Living,
) -> Result<Resources, String> {
    let setup = &declaration.infrastructure;
    let told = match (&setup.command, &setup.terraform, &setup.saved, &setup.endpoint) {
        (Some(words), ..) => command::run(cloud, declaration, words, environment, living).await?,
        (_, Some(folder), ..) => {
            command::terraform(cloud, declaration, folder, environment, living).await?
        }
        (_, _, Some(file), _) => {
            copy::saved(cloud, &declaration.folder.join(file)).await.map(|()| Map::new())?
        }
        (.., Some(endpoint)) => copy::endpoint(cloud, endpoint).await.map(|()| Map::new())?,
        // The declaration was checked.
        (None, None, None, None) => Map::new(),
    };
    merged(&declaration.resources, &told)
}

/// What is declared, and what a set-up says of itself, which counts more. It may say more than is asked for.
fn merged(declared: &Resources, told: &Map<String, Value>) -> Result<Resources, String> {
    let mut resources = declared.clone();
    let text = |key: &str, value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        _ => Err(format!("the set-up says of {key} {value}, which is no text")),
    };
    for (key, value) in told {
        let key = key.replace('_', "-");
        match key.as_str() {
            "region" => resources.region = text(&key, value)?,
            "bucket" => resources.bucket = Some(text(&key, value)?),
            "distribution" => resources.distribution = Some(text(&key, value)?),
            "domain" => resources.domain = Some(text(&key, value)?),
            "log-group" => resources.log_group = Some(text(&key, value)?),
            "asset-prefix" => resources.asset_prefix = text(&key, value)?,
            "allowed-origin" => resources.allowed_origin = Some(text(&key, value)?),
            "asset-ttl" => {
                resources.asset_ttl = crate::declaration::duration(&text(&key, value)?).map(Span)?
            }
            "retention-days" => {
                let days = value.as_i64().and_then(|days| i32::try_from(days).ok());
                let days = days.ok_or_else(|| {
                    format!("the set-up says of {key} {value}, which is no number of days")
                })?;
                resources.retention_days = Some(days);
            }
            "assets" => {
                let all = value
                    .as_array()
                    .ok_or_else(|| format!("the set-up says of {key} {value}, which is no list"))?;
                resources.assets =
                    all.iter().map(|asset| text(&key, asset)).collect::<Result<_, _>>()?;
            }
            _ => {}
        }
    }
    Ok(resources)
}

/// Where everything is, as the property wants to know it: what is not said is looked up, where there is but
/// one.
///
/// # Errors
/// In words: what must be said.
pub async fn deployment(
    resources: &Resources,
    target: &Target,
    needs_edge: bool,
) -> Result<Deployment, String> {
    let bucket = resources
        .bucket
        .clone()
        .ok_or("resources.bucket: neither the declaration nor the set-up says which")?;
    let head = target.clients().s3.head_bucket().bucket(&bucket).send().await;
    head.map_err(|_| format!("resources.bucket: there is no bucket {bucket:?} after the set-up"))?;
    let (mut distribution, mut domain) = (resources.distribution.clone(), resources.domain.clone());
    if needs_edge {
        let cloudfront = target.clients().cloudfront;
        let list =
            cloudfront.list_distributions().send().await.map_err(|error| format!("{error:?}"))?;
        let all = list.distribution_list.and_then(|list| list.items).unwrap_or_default();
        let found = match (&distribution, all.as_slice()) {
            (Some(id), all) => all.iter().find(|one| one.id == *id),
            (None, [one]) => Some(one),
            (None, _) => None,
        };
        let found = found.ok_or_else(|| {
            let ids: Vec<_> = all.iter().map(|one| one.id.as_str()).collect();
            let there = if ids.is_empty() { "none".to_owned() } else { ids.join(", ") };
            format!("resources.distribution: say which of those that are there after the set-up: {there}")
        })?;
        domain.get_or_insert_with(|| found.domain_name.clone());
        distribution = Some(found.id.clone());
        if resources.assets.is_empty() {
            return Err(
                "resources.assets: a page is declared, but no asset that it shows".to_owned()
            );
        }
    }
    Ok(Deployment {
        region: resources.region.clone(),
        bucket,
        distribution: distribution.unwrap_or_default(),
        domain: domain.unwrap_or_default(),
        log_group: resources.log_group.clone().unwrap_or_default(),
        retention_days: resources.retention_days.unwrap_or_default(),
        assets: resources.assets.clone(),
        asset_ttl: resources.asset_ttl.0,
        allowed_origin: resources.allowed_origin.clone().unwrap_or_default(),
        asset_prefix: resources.asset_prefix.clone(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_a_set_up_says_counts_more() {
        let declared = crate::declaration::example().resources;
        let told = serde_json::json!({
            "bucket": "b-1", "log_group": "/x", "retention_days": 7, "assets": ["a.css"], "asset_ttl": "7s", "other": [],
        });
        let merged = |told: &Value| merged(&declared, told.as_object().unwrap());
        let resources = merged(&told).unwrap();
        assert_eq!(resources.bucket.as_deref(), Some("b-1"));
        assert_eq!(
            (resources.log_group.as_deref(), resources.retention_days),
            (Some("/x"), Some(7))
        );
        assert_eq!(
            (resources.assets, resources.asset_ttl),
            (vec!["a.css".to_owned()], Span(std::time::Duration::from_secs(7)))
        );
        assert!(merged(&serde_json::json!({ "bucket": 3 })).unwrap_err().contains("bucket"));
        assert!(merged(&serde_json::json!({ "retention-days": "x" })).is_err());
    }
}
