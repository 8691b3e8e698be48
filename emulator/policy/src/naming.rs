//! Other names for a document's principals: whom a policy means may be called otherwise by now.

use crate::document::Json;
use crate::statement::Policy;
use std::collections::BTreeMap;

impl Policy {
    /// A text of it as it is shown: its ARNs are those that whom it means have now, by unique id, and
    /// stand for ids of those who are gone. `arn_of`: of a unique id, with the ARN that it had.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles>
    pub fn shown(&self, text: &str, arn_of: impl Fn(&str, &str) -> Option<String>) -> String {
        let pins = self.pins().into_iter();
        let now = pins.map(|(arn, id)| (arn, arn_of(arn, id).unwrap_or_else(|| id.to_owned())));
        let others: BTreeMap<&str, String> = now.filter(|(arn, now)| arn != now).collect();
        let renamed = (!others.is_empty()).then(|| renamed(text, |arn| others.get(arn).cloned()));
        renamed.flatten().unwrap_or_else(|| text.to_owned())
    }
}

/// A policy's text with other names for some of its principals; `None`: none of them has another.
pub fn renamed(text: &str, by: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut json = Json::parse(text).ok()?;
    let mut changed = false;
    let statements = member(&mut json, "Statement").map(one_or_many).unwrap_or_default();
    for statement in statements {
        for element in ["Principal", "NotPrincipal"] {
            let Some(principal) = member(statement, element) else { continue };
            let named = member(principal, "AWS").map(one_or_many).unwrap_or_default();
            for value in named {
                if let Some(other) = value.text().and_then(&by) {
                    *value = Json::Text(other);
                    changed = true;
                }
            }
        }
    }
    let mut out = String::new();
    json.write(&mut out);
    changed.then_some(out)
}

/// A policy's text with ARNs in the place of canonical ids, as S3 keeps it; `None`: it names nobody by
/// an id for which there is an ARN.
/// <https://github.com/hashicorp/terraform/pull/6955>
pub fn without_canonical_ids(
    text: &str,
    arn_of: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut json = Json::parse(text).ok()?;
    let mut changed = false;
    let statements = member(&mut json, "Statement").map(one_or_many).unwrap_or_default();
    for statement in statements {
        for element in ["Principal", "NotPrincipal"] {
            if let Some(Json::Object(kinds)) = member(statement, element) {
                changed |= to_arns(kinds, &arn_of);
            }
        }
    }
    let mut out = String::new();
    json.write(&mut out);
    changed.then_some(out)
}

/// Moves those that have an ARN from one kind of principal to the other.
fn to_arns(kinds: &mut Vec<(String, Json)>, arn_of: impl Fn(&str) -> Option<String>) -> bool {
    let values = |kinds: &[(String, Json)], wanted: &str| {
        let found = kinds.iter().find(|(kind, _)| kind == wanted);
        found.map(|(_, values)| values.one_or_many().to_vec()).unwrap_or_default()
    };
    let (mut ids, mut arns) = (values(kinds, "CanonicalUser"), values(kinds, "AWS"));
    let before = arns.len();
    ids.retain(|id| match id.text().and_then(&arn_of) {
        Some(arn) => {
            arns.push(Json::Text(arn));
            false
        }
        None => true,
    });
    if arns.len() == before {
        return false;
    }
    kinds.retain(|(kind, _)| kind != "CanonicalUser" && kind != "AWS");
    for (kind, mut values) in [("AWS", arns), ("CanonicalUser", ids)] {
        let one = if values.len() == 1 { values.pop() } else { None };
        match one {
            Some(one) => kinds.push((kind.to_owned(), one)),
            None if values.is_empty() => {}
            None => kinds.push((kind.to_owned(), Json::List(values))),
        }
    }
    true
}

fn member<'a>(json: &'a mut Json, name: &str) -> Option<&'a mut Json> {
    let Json::Object(members) = json else { return None };
    members.iter_mut().find(|(known, _)| known == name).map(|(_, value)| value)
}

fn one_or_many(json: &mut Json) -> &mut [Json] {
    match json {
        Json::List(values) => values,
        one => std::slice::from_mut(one),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::statement::Purpose;

    #[test]
    fn s3_7_2_a_canonical_ids_become_arns() {
        let text = |principal: &str| {
            format!(
                r#"{{"Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"*","Resource":"*"}}]}}"#
            )
        };
        let arn_of = |id: &str| id.starts_with('k').then(|| format!("arn-{id}"));
        for (principal, expected) in [
            (r#"{"CanonicalUser":"k1"}"#, Some(r#"{"AWS":"arn-k1"}"#)),
            (
                r#"{"CanonicalUser":["k1","k2"],"AWS":"a"}"#,
                Some(r#"{"AWS":["a","arn-k1","arn-k2"]}"#),
            ),
            (
                r#"{"Service":"s","CanonicalUser":["x","k1"]}"#,
                Some(r#"{"Service":"s","AWS":"arn-k1","CanonicalUser":"x"}"#),
            ),
            (r#"{"CanonicalUser":"x"}"#, None),
            (r#""*""#, None),
        ] {
            let written = without_canonical_ids(&text(principal), arn_of);
            assert_eq!(written, expected.map(text), "{principal}");
        }
    }

    /// Two who swapped names, and a condition that says one of them.
    #[test]
    fn only_principals_are_renamed_and_each_once() {
        let (ann, bob) =
            ("arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:user/bob");
        let text = |first: &str, second: &str| {
            format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","NotPrincipal":{{"AWS":["{first}","{second}"]}},"Action":"*","Resource":"*","Condition":{{"ArnEquals":{{"aws:PrincipalArn":"{ann}"}}}}}}]}}"#
            )
        };
        let mut policy = Policy::parse(&text(ann, bob), Purpose::Resource).unwrap();
        policy.pin(|arn| Some(if arn == ann { "AIDAANN" } else { "AIDABOB" }.into()));
        let swapped = |_: &str, id: &str| Some(if id == "AIDAANN" { bob } else { ann }.to_owned());
        assert_eq!(policy.shown(&text(ann, bob), swapped), text(bob, ann));
        assert_eq!(policy.shown("{", swapped), "{", "no policy");
    }
}
