//! Amazon Resource Names, taken apart once.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>

use std::fmt;

/// `arn:partition:service:region:account:resource`, borrowed from its text.
///
/// ```
/// # use parhelion_world::Arn;
/// let arn = Arn::parse("arn:aws:kms:eu-west-1:123456789012:key/1234").unwrap();
/// assert_eq!((arn.service, arn.region, arn.resource), ("kms", "eu-west-1", "key/1234"));
/// assert_eq!(arn.to_string(), "arn:aws:kms:eu-west-1:123456789012:key/1234");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, …
    pub partition: &'a str,
    /// The service's name in ARNs.
    pub service: &'a str,
    /// Empty for global resources.
    pub region: &'a str,
    /// The owner's 12 digits; empty where the name alone is unique.
    pub account: &'a str,
    /// The rest, colons and slashes included.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Takes a text apart; `None` where it does not have six parts or does not begin with `arn`.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let mut part = || parts.next();
        (part()? == "arn").then_some(())?;
        let (partition, service) = (part()?, part()?);
        let (region, account, resource) = (part()?, part()?, part()?);
        Some(Self { partition, service, region, account, resource })
    }
}

impl fmt::Display for Arn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, service, region, account, resource } = self;
        write!(f, "arn:{partition}:{service}:{region}:{account}:{resource}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons_in_the_resource_stay() {
        let text = "arn:aws:logs:us-east-1:1:log-group:a:log-stream:b";
        let arn = Arn::parse(text).map(|arn| arn.resource);
        assert_eq!(arn, Some("log-group:a:log-stream:b"));
    }

    #[test]
    fn what_is_no_arn_is_none() {
        for text in ["", "arn", "arn:aws:s3", "urn:aws:s3:::b", "arn:aws:s3::b"] {
            assert_eq!(Arn::parse(text), None, "{text}");
        }
    }
}
