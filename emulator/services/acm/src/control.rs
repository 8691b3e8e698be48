//! Certificates under ARNs that somebody has fixed already, beside ACM's own API.

use crate::Acm;
use crate::requests::CERTIFICATES_MAX;
use crate::stored::{Method, Progress, Requested, Source, Stored};
use imbl::OrdMap;
use parhelion_world::{Arn, Context};
use parhelion_x509::KeyAlgorithm;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCertificate {
    arn: String,
    names: Vec<String>,
}

impl Acm {
    /// `POST /_parhelion/certificates`: as if it had been requested under this ARN and issued at once.
    pub(crate) fn add_certificate(
        &mut self,
        cx: &mut Context,
        body: &[u8],
    ) -> Result<Value, String> {
        let NewCertificate { arn, names } =
            serde_json::from_slice(body).map_err(|error| error.to_string())?;
        let found = Arn::parse(&arn).filter(|arn| arn.service == "acm");
        let found = found.filter(|arn| {
            arn.resource.strip_prefix("certificate/").is_some_and(|it| !it.is_empty())
        });
        let Some(found) = found else {
            return Err("arn: not arn:aws:acm:REGION:ACCOUNT:certificate/ID".to_owned());
        };
        let names: Vec<Arc<str>> =
            names.iter().map(|name| name.to_ascii_lowercase().into()).collect();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.*".contains(&byte);
        let is_name = |name: &Arc<str>| (1..=253).contains(&name.len()) && name.bytes().all(plain);
        let domain = names.first().filter(|_| names.iter().all(is_name) && names.len() <= 100);
        let Some(domain) = domain.cloned() else {
            return Err("names: 1 to 100 names, as example.com and *.example.com".to_owned());
        };
        if self.certificates.len() >= CERTIFICATES_MAX && !self.certificates.contains_key(&*arn) {
            return Err(format!("there are {CERTIFICATES_MAX} certificates already"));
        }
        let requested = Requested {
            method: Method::Dns,
            mail_domains: OrdMap::new(),
            token: None,
            private_authority: None,
            managed_by: None,
            logs_transparently: true,
            may_be_exported: false,
            exported: false,
            details_at: cx.now,
            progress: Progress::Pending { validated: Some(cx.now) },
            renewed: None,
        };
        let stored = Stored {
            account: found.account.into(),
            arn: arn.as_str().into(),
            domain,
            names,
            key: KeyAlgorithm::P256,
            created: cx.now,
            tags: OrdMap::new(),
            users: OrdMap::new(),
            source: Source::Requested(requested),
        };
        self.put(stored);
        self.tend(cx, &arn);
        Ok(json!({ "arn": arn }))
    }
}
