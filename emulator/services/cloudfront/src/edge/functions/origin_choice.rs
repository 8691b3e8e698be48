//! The origin that a viewer-request function chose (CF-11.4). It is no part of the cache key: of two requests
//! with one key, the second gets what the first one's origin said.

use super::super::distribution::{
    Behavior, Distribution, Origin, OriginKind, OriginProtocol, Signing,
};
use super::failure::{Failure, invalid};
use super::request::{header_name, header_value};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// Checked before it came here, by what the code called.
#[derive(Deserialize)]
#[serde(tag = "kind", content = "given", rename_all = "lowercase")]
enum Choice {
    Update(Update),
    Select { id: String, overrides: Overrides },
    Group(Group),
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Overrides {
    host_header: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Update {
    domain_name: Option<String>,
    host_header: Option<String>,
    origin_path: Option<String>,
    custom_headers: Option<BTreeMap<String, String>>,
    connection_attempts: Option<u8>,
    #[serde(default)]
    timeouts: Timeouts,
    origin_access_control_config: Option<AccessControl>,
    custom_origin_config: Option<CustomOrigin>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Timeouts {
    read_timeout: Option<u64>,
    connection_timeout: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AccessControl {
    enabled: bool,
    signing_behavior: Option<String>,
    origin_type: Option<String>,
}

#[derive(Deserialize)]
struct CustomOrigin {
    port: Option<u16>,
    protocol: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    origin_ids: Vec<Member>,
    failover_criteria: Criteria,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Member {
    origin_id: String,
    #[serde(default)]
    origin_overrides: Overrides,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Criteria {
    status_codes: BTreeSet<u16>,
}

/// The behaviour with the origins of the choice.
pub(crate) fn chosen(
    choice: &str,
    behavior: &Behavior,
    distribution: &Distribution,
) -> Result<Behavior, Failure> {
    let choice: Choice = match serde_json::from_str(choice) {
        Ok(choice) => choice,
        Err(why) => {
            return invalid(format!("The origin that the function chose is invalid: {why}"));
        }
    };
    let named = |id: &str, overrides: Overrides| {
        let found = distribution.origins.iter().find(|(known, _)| **known == *id);
        let Some((_, origin)) = found else { return invalid("There is no such origin.") };
        let mut origin = Origin::clone(origin);
        if let Some(host) = overrides.host_header {
            origin.host = Some(host.into());
        }
        Ok(Arc::new(origin))
    };
    let mut behavior = behavior.clone();
    match choice {
        Choice::Select { id, overrides } => {
            behavior.origins = vec![named(&id, overrides)?];
            behavior.failover = BTreeSet::new();
        }
        Choice::Group(Group { origin_ids, failover_criteria }) => {
            let members =
                origin_ids.into_iter().map(|it| named(&it.origin_id, it.origin_overrides));
            behavior.origins = members.collect::<Result<_, _>>()?;
            behavior.failover = failover_criteria.status_codes;
        }
        // Only the primary of an origin group.
        Choice::Update(update) => {
            if let Some(primary) = behavior.origins.first_mut() {
                *primary = Arc::new(update.applied(primary)?);
            }
        }
    }
    Ok(behavior)
}

impl Update {
    /// What is not set is inherited; custom headers are put in the place of all that there were.
    fn applied(self, origin: &Origin) -> Result<Origin, Failure> {
        let mut origin = origin.clone();
        if let Some(domain) = &self.domain_name {
            origin.domain = domain.to_ascii_lowercase().into();
            origin.host = None;
        }
        if let Some(host) = self.host_header {
            origin.host = Some(host.into());
        }
        if let Some(path) = self.origin_path {
            origin.path = path.into();
        }
        if let Some(headers) = self.custom_headers {
            let headers = headers.iter().map(|(name, value)| {
                Ok((header_name(&name.to_ascii_lowercase())?, header_value(value)?))
            });
            origin.headers = headers.collect::<Result<_, Failure>>()?;
        }
        if let Some(attempts) = self.connection_attempts {
            origin.connection_attempts = attempts;
        }
        let Timeouts { read_timeout, connection_timeout } = self.timeouts;
        origin.read_timeout = read_timeout.map_or(origin.read_timeout, Duration::from_secs);
        origin.connection_timeout =
            connection_timeout.map_or(origin.connection_timeout, Duration::from_secs);
        origin.kind = kind(&origin, self.origin_access_control_config, self.custom_origin_config);
        Ok(origin)
    }
}

/// S3 by its access control or, where nothing says otherwise, by what it was.
fn kind(
    origin: &Origin,
    access: Option<AccessControl>,
    custom: Option<CustomOrigin>,
) -> OriginKind {
    if let Some(CustomOrigin { port, protocol }) = custom {
        let (protocol, default) = match protocol.as_deref() {
            Some("http") => (OriginProtocol::Http, 80),
            _ => (OriginProtocol::Https, 443),
        };
        let port = port.unwrap_or(default);
        return OriginKind::Custom { http_port: port, https_port: port, protocol };
    }
    let region = super::super::compile::region(&origin.domain).into();
    match (access, &origin.kind) {
        (Some(access), OriginKind::S3 { .. }) => {
            OriginKind::S3 { region, access: signing(&access) }
        }
        (Some(access), _) if access.origin_type.as_deref() == Some("s3") => {
            OriginKind::S3 { region, access: signing(&access) }
        }
        (_, OriginKind::S3 { access, .. }) => OriginKind::S3 { region, access: access.clone() },
        (_, custom) => custom.clone(),
    }
}

fn signing(access: &AccessControl) -> Signing {
    match (access.enabled, access.signing_behavior.as_deref()) {
        (false, _) | (_, Some("never")) => Signing::Never,
        (_, Some("no-override")) => Signing::NoOverride,
        _ => Signing::Always,
    }
}
