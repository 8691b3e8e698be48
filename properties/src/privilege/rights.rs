//! Rights: actions on resources, as IAM policies write them.

use parhelion::{Journal, What};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// How many resources an action may name one by one; of more, what they have in common.
const NAMED_MAX: usize = 3;

/// Actions, each with the resources that it was asked for on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights(BTreeMap<String, BTreeSet<String>>);

impl Rights {
    /// What AWS refused in a run because the caller had no right to it. Who was refused without a reason asked
    /// for something that is not known.
    pub fn refused(journal: &Journal) -> Self {
        let mut rights = Self::default();
        for event in journal.events() {
            let What::Answer { code, detail, .. } = &event.what else { continue };
            if code.starts_with("AccessDenied")
                && let Some((_, asked)) = detail.split_once("is not authorized to perform: ")
                && let Some((action, rest)) = asked.split_once(" on resource: ")
                && let Some(resource) = rest.split(' ').next()
            {
                let resource = resource.trim_matches('"').to_owned();
                rights.0.entry(action.to_owned()).or_default().insert(resource);
            }
        }
        rights
    }

    /// Adds others; whether a policy of these says more than it said.
    pub fn add(&mut self, others: Self) -> bool {
        let before = self.statements();
        for (action, resources) in others.0 {
            self.0.entry(action).or_default().extend(resources);
        }
        before != self.statements()
    }

    /// Those without an action.
    pub fn without(&self, action: &str) -> Self {
        let mut rest = self.clone();
        rest.0.remove(action);
        rest
    }

    /// An action alone.
    pub fn only(&self, action: &str) -> Self {
        let own = self.0.get_key_value(action).map(|(action, on)| (action.clone(), on.clone()));
        Self(own.into_iter().collect())
    }

    /// The actions.
    pub fn actions(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// The resources of an action, as a policy names them.
    pub fn resources(&self, action: &str) -> Vec<String> {
        self.0.get(action).map(patterns).unwrap_or_default()
    }

    /// The policy document; none: there are no rights.
    pub fn policy(&self) -> Option<String> {
        let one = |(resources, actions): (Vec<String>, Vec<String>)| {
            let resources =
                if resources.len() == 1 { json!(resources[0]) } else { json!(resources) };
            json!({ "Effect": "Allow", "Action": actions, "Resource": resources })
        };
        let statements: Vec<_> = self.statements().into_iter().map(one).collect();
        let document = json!({ "Version": "2012-10-17", "Statement": statements });
        (!statements.is_empty()).then(|| format!("{document:#}"))
    }

    /// Resources, with the actions that are allowed on them.
    fn statements(&self) -> BTreeMap<Vec<String>, Vec<String>> {
        let mut statements = BTreeMap::<_, Vec<String>>::new();
        for (action, resources) in &self.0 {
            statements.entry(patterns(resources)).or_default().push(action.clone());
        }
        statements
    }
}

/// Objects by their folder, everything else by its name, as long as there are few.
fn patterns(resources: &BTreeSet<String>) -> Vec<String> {
    let all: BTreeSet<String> = resources.iter().map(|resource| folder_of(resource)).collect();
    let few = all.len() <= NAMED_MAX;
    if few { all.into_iter().collect() } else { vec![common(&all)] }
}

/// `arn:aws:s3:::bucket/uploads/*` of an object in a folder.
fn folder_of(resource: &str) -> String {
    let key = resource.strip_prefix("arn:aws:s3:::").and_then(|path| path.split_once('/'));
    match key.and_then(|(bucket, key)| Some((bucket, key.rsplit_once('/')?.0))) {
        Some((bucket, folder)) => format!("arn:aws:s3:::{bucket}/{folder}/*"),
        None => resource.to_owned(),
    }
}

/// What all begin with, up to where a name ends, and then anything.
fn common(all: &BTreeSet<String>) -> String {
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return "*".to_owned() };
    let same = first.chars().zip(last.chars()).take_while(|(one, other)| one == other);
    let same: String = same.map(|(same, _)| same).collect();
    let end = same.rfind(['/', ':']).map_or(0, |at| at + 1);
    format!("{}*", same.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights(all: &[(&str, &str)]) -> Rights {
        let mut rights = Rights::default();
        for (action, resource) in all {
            let resources = rights.0.entry((*action).to_owned()).or_default();
            resources.insert((*resource).to_owned());
        }
        rights
    }

    #[test]
    fn objects_are_named_by_their_folder_and_many_by_what_they_share() {
        let get = "s3:GetObject";
        let of = |keys: &[&str]| {
            let arns: Vec<_> = keys.iter().map(|key| format!("arn:aws:s3:::b/{key}")).collect();
            rights(&arns.iter().map(|arn| (get, arn.as_str())).collect::<Vec<_>>()).resources(get)
        };
        assert_eq!(of(&["index.json"]), ["arn:aws:s3:::b/index.json"]);
        assert_eq!(of(&["up/é/1", "up/é/2"]), ["arn:aws:s3:::b/up/é/*"]);
        assert_eq!(of(&["a", "b", "c", "d"]), ["arn:aws:s3:::b/*"]);
        assert_eq!(of(&["x/a/1", "x/b/1", "x/c/1", "x/d/1"]), ["arn:aws:s3:::b/x/*"]);
        assert_eq!(common(&["é1".to_owned(), "è2".to_owned()].into()), "*");
    }

    #[test]
    fn a_policy_names_each_resource_once() {
        let mut all = rights(&[("s3:PutObject", "arn:b/1"), ("s3:GetObject", "arn:b/1")]);
        let policy: serde_json::Value =
            serde_json::from_str(&all.policy().unwrap_or_default()).unwrap_or_default();
        let one = json!({ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
                          "Resource": "arn:b/1" });
        assert_eq!(policy["Statement"], json!([one]));
        assert!(!all.add(all.clone()) && all.add(rights(&[("logs:PutLogEvents", "*")])));
        assert_eq!(all.without("s3:GetObject").actions(), ["logs:PutLogEvents", "s3:PutObject"]);
        assert_eq!(Rights::default().policy(), None);
    }
}
