//! What a SAML response says, once it is proved, and who may say it.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html>

use crate::model::{Tag, errors};
use crate::xml::Element;
use crate::xml_signature::{bytes, is_signed};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use rsa::PublicKey;
use rsa::pkcs8::DecodePublicKey;
use sha1::{Digest, Sha1};
use std::collections::BTreeMap;
use std::time::Duration;
use x509_cert::Certificate;
use x509_cert::der::{Decode, Encode};

const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";
const FORMATS: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

/// What AWS's attributes begin with.
const ATTRIBUTES: &str = "https://aws.amazon.com/SAML/Attributes/";
/// Whom assertions for AWS are for.
const AUDIENCES: [&str; 2] = ["urn:amazon:webservices", "https://signin.aws.amazon.com/saml"];
/// How long they can be used.
const FRESH: Duration = Duration::from_secs(300);

/// A provider: what its assertions are called by, and signed with.
pub(crate) struct Vouching {
    entity: String,
    keys: Vec<PublicKey>,
}

impl Vouching {
    /// By its metadata.
    pub(crate) fn parse(metadata: &str) -> Option<Self> {
        let root = Element::parse(metadata).filter(|it| it.is(METADATA, "EntityDescriptor"))?;
        let entity = root.attribute("entityID")?.to_owned();
        let keys = root
            .all(METADATA, "IDPSSODescriptor")
            .flat_map(|it| it.all(METADATA, "KeyDescriptor"))
            .filter(|it| it.attribute("use") != Some("encryption"))
            .flat_map(|it| it.all(SIGNATURE, "KeyInfo"))
            .flat_map(|it| it.all(SIGNATURE, "X509Data"))
            .flat_map(|it| it.all(SIGNATURE, "X509Certificate"))
            .filter_map(|it| {
                let certificate = Certificate::from_der(&bytes(it)?).ok()?;
                let key = certificate.tbs_certificate.subject_public_key_info.to_der().ok()?;
                PublicKey::from_public_key_der(&key).ok()
            })
            .collect();
        Some(Self { entity, keys })
    }
}

/// What is said of somebody.
pub(crate) struct Assertion {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    /// `persistent`, `transient`, or whatever the name's format is.
    pub(crate) subject_type: String,
    /// Where it was sent to.
    pub(crate) recipient: String,
    issued: Timestamp,
    begins: Option<Timestamp>,
    ends: Option<Timestamp>,
    attributes: BTreeMap<String, Vec<String>>,
}

/// A response as it was sent: nothing of it is proved yet.
pub(crate) fn response(encoded: &str) -> Result<Element> {
    let unreadable = || invalid("Invalid base64 SAMLResponse");
    let text: String = encoded.chars().filter(|c| !c.is_whitespace()).collect();
    let text = STANDARD.decode(text).map_err(|_| unreadable())?;
    let text = String::from_utf8(text).map_err(|_| unreadable())?;
    let response = Element::parse(&text).filter(|it| it.is(PROTOCOL, "Response"));
    response.ok_or_else(|| invalid("Could not parse SAML Response"))
}

impl Assertion {
    /// Of a response that somebody has signed, or whose assertion is.
    pub(crate) fn of(response: &Element, by: &Vouching) -> Result<Self> {
        if response.all(ASSERTION, "EncryptedAssertion").next().is_some() {
            let what = "AssumeRoleWithSAML with an encrypted assertion";
            return Err(Error::not_implemented("sts", what));
        }
        let assertion = response.only(ASSERTION, "Assertion");
        let assertion = assertion.ok_or_else(|| invalid("Could not parse SAML Response"))?;
        if !is_signed(response, &by.keys) && !is_signed(assertion, &by.keys) {
            return Err(invalid("Response signature invalid"));
        }
        let read = Self::read(assertion).ok_or_else(|| invalid("Could not parse SAML Response"))?;
        if read.issuer != by.entity {
            return Err(invalid("Issuer not present in specified provider"));
        }
        let mut audiences = assertion
            .all(ASSERTION, "Conditions")
            .flat_map(|it| it.all(ASSERTION, "AudienceRestriction"))
            .flat_map(|it| it.all(ASSERTION, "Audience"));
        if !audiences.any(|it| AUDIENCES.contains(&it.text().trim())) {
            return Err(invalid("Response does not contain the required audience."));
        }
        Ok(read)
    }

    fn read(assertion: &Element) -> Option<Self> {
        let subject = assertion.only(ASSERTION, "Subject")?;
        let name = subject.only(ASSERTION, "NameID")?;
        let confirmation = subject.only(ASSERTION, "SubjectConfirmation")?;
        let data = confirmation.only(ASSERTION, "SubjectConfirmationData")?;
        let conditions = assertion.only(ASSERTION, "Conditions")?;
        let format = name.attribute("Format").unwrap_or("persistent");
        let time = |it: &Element, name: &str| it.attribute(name).map(Timestamp::parse_date_time);
        let mut attributes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let statements = assertion.all(ASSERTION, "AttributeStatement");
        for attribute in statements.flat_map(|it| it.all(ASSERTION, "Attribute")) {
            let values =
                attribute.all(ASSERTION, "AttributeValue").map(|it| it.text().trim().to_owned());
            attributes.entry(attribute.attribute("Name")?.to_owned()).or_default().extend(values);
        }
        // Whichever ends first.
        let ends = [time(conditions, "NotOnOrAfter"), time(data, "NotOnOrAfter")];
        let ends = ends.into_iter().flatten().collect::<Option<Vec<_>>>()?.into_iter().min();
        Some(Self {
            issuer: assertion.only(ASSERTION, "Issuer")?.text().trim().to_owned(),
            subject: name.text().trim().to_owned(),
            subject_type: format.strip_prefix(FORMATS).unwrap_or(format).to_owned(),
            recipient: data.attribute("Recipient")?.to_owned(),
            issued: time(assertion, "IssueInstant")??,
            begins: time(conditions, "NotBefore").map_or(Some(None), |it| it.map(Some))?,
            ends,
            attributes,
        })
    }

    /// Whether it is its time: for five minutes.
    pub(crate) fn check_time(&self, now: Timestamp) -> Result<()> {
        let over = self.ends.is_some_and(|ends| ends <= now) || self.issued + FRESH < now;
        if over {
            return Err(errors::expired_token_exception(
                "Token must be redeemed within 5 minutes of issuance",
            ));
        }
        let begins = self.begins.map_or(self.issued, |begins| begins.max(self.issued));
        if now + FRESH < begins {
            return Err(invalid("Token is not valid yet"));
        }
        Ok(())
    }

    fn values(&self, name: &str) -> &[String] {
        self.attributes.get(&format!("{ATTRIBUTES}{name}")).map_or(&[], Vec::as_slice)
    }

    /// Whether it says that its subject may have this role by this provider: in either order.
    pub(crate) fn allows(&self, role: &str, provider: &str) -> bool {
        self.values("Role").iter().any(|pair| {
            let parts: Vec<&str> = pair.split(',').map(str::trim).collect();
            parts == [role, provider] || parts == [provider, role]
        })
    }

    pub(crate) fn session_name(&self) -> Result<String> {
        let name = self.values("RoleSessionName").first();
        let name = name.ok_or_else(|| invalid("RoleSessionName is required in AuthnResponse"))?;
        if !is_name(name) {
            return Err(invalid(
                "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}",
            ));
        }
        Ok(name.clone())
    }

    pub(crate) fn source_identity(&self) -> Result<Option<String>> {
        let Some(name) = self.values("SourceIdentity").first() else { return Ok(None) };
        if !is_name(name) || name.starts_with("aws:") {
            return Err(invalid(
                "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"",
            ));
        }
        Ok(Some(name.clone()))
    }

    /// In seconds.
    pub(crate) fn session_duration(&self) -> Option<i32> {
        self.values("SessionDuration").first()?.parse().ok()
    }

    /// Session tags, and which of them are transitive.
    pub(crate) fn tags(&self) -> (Vec<Tag>, Vec<String>) {
        let prefix = format!("{ATTRIBUTES}PrincipalTag:");
        let tags = self.attributes.iter().filter_map(|(name, values)| {
            let key = name.strip_prefix(&prefix)?.to_owned();
            Some(Tag { key, value: values.first()?.clone() })
        });
        (tags.collect(), self.values("TransitiveTagKeys").to_vec())
    }

    /// The same for the same issuer, account and provider.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html>
    pub(crate) fn name_qualifier(&self, provider: &str) -> String {
        STANDARD.encode(Sha1::digest(format!("{}{}", self.issuer, document(provider))))
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml>
    pub(crate) fn keys(&self, provider: &str, qualifier: &str) -> BTreeMap<String, Vec<String>> {
        let pairs = [
            ("saml:aud", self.recipient.clone()),
            ("saml:iss", self.issuer.clone()),
            ("saml:sub", self.subject.clone()),
            ("saml:sub_type", self.subject_type.clone()),
            ("saml:doc", document(provider)),
            ("saml:namequalifier", qualifier.to_owned()),
        ];
        pairs.into_iter().map(|(name, value)| (name.to_owned(), vec![value])).collect()
    }
}

/// `<account>/<name>` of a provider's ARN.
fn document(provider: &str) -> String {
    let account = provider.split(':').nth(4).unwrap_or_default();
    let name = provider.rsplit('/').next().unwrap_or_default();
    format!("{account}/{name}")
}

fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    (2..=64).contains(&text.len()) && text.chars().all(fits)
}

fn invalid(message: &'static str) -> Error {
    errors::invalid_identity_token_exception(message)
}
