//! Is a policy public? What Block Public Access asks (S3-7.5).

use crate::condition::{Condition, ConditionValue, Quantifier, Test};
use crate::pattern::Pattern;
use crate::statement::{Effect, Policy, Statement};

/// Keys whose fixed value names one party, one network or one resource.
const KEYS_THAT_NARROW: [&str; 11] = [
    "aws:sourcearn",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceowner",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:userid",
    "aws:principalorgid",
    "aws:principalaccount",
    "aws:principalarn",
    "aws:sourceip",
];

/// A key of the service's own that narrows as the global ones do.
#[derive(Clone, Copy, Debug)]
pub struct NarrowingKey {
    /// In lower case.
    pub name: &'static str,
    /// It is an ARN, of which it is enough that the account is fixed.
    pub by_account: bool,
}

impl Policy {
    /// One public statement makes the whole policy public. `own`: the service's own keys.
    pub fn is_public(&self, own: &[NarrowingKey]) -> bool {
        self.statements.iter().any(|statement| statement.is_public(own))
    }
}

impl Statement {
    /// Public is presumed: an Allow is not only if it names its principals, or some condition holds
    /// for fixed values only.
    fn is_public(&self, own: &[NarrowingKey]) -> bool {
        if self.effect == Effect::Deny {
            return false;
        }
        let fixed = self.principal.as_ref().is_some_and(|p| !p.negated && p.principal.is_fixed());
        !fixed && !self.conditions.iter().any(|condition| narrows(condition, own))
    }
}

fn narrows(condition: &Condition, own: &[NarrowingKey]) -> bool {
    let Condition { operator, key, values } = condition;
    let own = own.iter().find(|own| own.name == &**key);
    let by_account = own.is_some_and(|own| own.by_account);
    // Absent keys must not pass: ForAllValues and …IfExists narrow nothing.
    let strict = !operator.negated
        && !operator.if_exists
        && operator.quantifier != Some(Quantifier::ForAllValues);
    strict
        && !values.is_empty()
        && (own.is_some() || KEYS_THAT_NARROW.contains(&&**key))
        && values.iter().all(|value| match (operator.test, value) {
            (Test::Address, ConditionValue::Address(range)) => !range.is_public(),
            (Test::Text { .. }, ConditionValue::Text(pattern)) => match by_account {
                true => account_is_fixed(&pattern.split_at_colons(6)),
                false => pattern.literal().is_some(),
            },
            (Test::Arn, ConditionValue::Arn(parts)) => match by_account {
                true => account_is_fixed(parts),
                false => parts.iter().all(|part| part.literal().is_some()),
            },
            _ => false,
        })
}

fn account_is_fixed(arn: &[Pattern]) -> bool {
    arn.get(4).is_some_and(|account| account.literal().is_some_and(|a| !a.is_empty()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::NarrowingKey;
    use crate::{Policy, Purpose};

    const fn own(name: &'static str, by_account: bool) -> NarrowingKey {
        NarrowingKey { name, by_account }
    }

    const OWN: [NarrowingKey; 3] = [
        own("s3:x-amz-server-side-encryption-aws-kms-key-id", false),
        own("s3:dataaccesspointaccount", false),
        own("s3:dataaccesspointarn", true),
    ];

    fn is_public(principal: &str, condition: &str) -> bool {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},
            "Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{condition}}}]}}"#
        );
        Policy::parse(&text, Purpose::Resource).unwrap().is_public(&OWN)
    }

    #[test]
    fn s3_7_5_fixed_principals_are_not_public() {
        for (principal, public) in [
            (r#""*""#, true),
            (r#"{"AWS":"*"}"#, true),
            (r#"{"AWS":["111122223333","*"]}"#, true),
            (r#"{"AWS":"111122223333"}"#, false),
            (r#"{"Service":"cloudfront.amazonaws.com"}"#, false),
            (r#"{"Federated":"graph.facebook.com"}"#, true),
            (r#"{"Federated":"arn:aws:iam::111122223333:saml-provider/p"}"#, false),
        ] {
            assert_eq!(is_public(principal, "{}"), public, "{principal}");
        }
    }

    #[test]
    fn s3_7_5_conditions_that_narrow() {
        for (condition, public) in [
            (r#"{"StringEquals":{"aws:SourceVpc":"vpc-91237329"}}"#, false),
            (r#"{"StringLike":{"aws:SourceVpc":"vpc-91237329"}}"#, false),
            (r#"{"StringLike":{"aws:SourceVpc":"vpc-*"}}"#, true),
            (r#"{"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}"#, true),
            (r#"{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1"}}"#, true),
            (r#"{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#, true),
            (r#"{"StringEquals":{"aws:PrincipalOrgID":"${aws:username}"}}"#, true),
            (r#"{"StringEquals":{"aws:Referer":"https://x"}}"#, true),
            (r#"{"Bool":{"aws:SecureTransport":"true"}}"#, true),
            (r#"{"StringLike":{"aws:userid":"AROAEXAMPLE:*"}}"#, true),
            (r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, false),
            (r#"{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/1"]}}"#, true),
            (r#"{"IpAddress":{"aws:SourceIp":"2001:db8::/32"}}"#, false),
            (r#"{"IpAddress":{"aws:SourceIp":"2001::/16"}}"#, true),
            (r#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, true),
            (r#"{"ArnLike":{"aws:SourceArn":"arn:aws:sns:us-east-1:111122223333:t"}}"#, false),
            (r#"{"ArnLike":{"aws:SourceArn":"arn:aws:sns:us-east-1:111122223333:*"}}"#, true),
            (
                r#"{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:*:111122223333:accesspoint/*"}}"#,
                false,
            ),
            (r#"{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:*:*:accesspoint/*"}}"#, true),
        ] {
            assert_eq!(is_public(r#""*""#, condition), public, "{condition}");
        }
    }

    #[test]
    fn s3_7_5_deny_is_never_public_and_one_allow_is_enough() {
        let deny =
            r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b"}"#;
        let allow = deny.replace("Deny", "Allow");
        let policy = |statements: &str| {
            Policy::parse(&format!(r#"{{"Statement":[{statements}]}}"#), Purpose::Resource).unwrap()
        };
        assert!(!policy(deny).is_public(&OWN));
        assert!(policy(&format!("{deny},{allow}")).is_public(&OWN));
    }
}
