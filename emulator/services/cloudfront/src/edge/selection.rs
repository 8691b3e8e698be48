//! Which names of query parameters or cookies a policy picks.

use super::glob;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Names picked by a policy. Names are case-sensitive and `*` is literal in policies (CF-2.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Selection {
    #[default]
    None,
    All,
    Only(BTreeSet<String>),
    Except(BTreeSet<String>),
    /// A legacy cookie whitelist, where `*` and `?` are wildcards (CF-2.1).
    Like(Vec<String>),
}

impl Selection {
    pub(crate) fn picks(&self, name: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Only(names) => names.contains(name),
            Self::Except(names) => !names.contains(name),
            Self::Like(patterns) => {
                patterns.iter().any(|p| glob::matches(p.as_bytes(), name.as_bytes()))
            }
        }
    }

    pub(crate) fn picks_nothing(&self) -> bool {
        matches!(self, Self::None)
    }

    /// What goes to the origin under a cache policy (`self`) and an origin request policy:
    /// the table of CF-2.3.
    pub(crate) fn with_origin_request(&self, other: &Self) -> Self {
        use Selection::{All, Except, Like, None, Only};
        match (self, other) {
            (all, None) => all.clone(),
            (None, all) => all.clone(),
            (All, _) | (_, All) if !matches!(self, Except(_)) => All,
            (Only(c), Only(w)) => Only(c.union(w).cloned().collect()),
            (Only(c), Except(b)) => Except(b.difference(c).cloned().collect()),
            (Except(x), All) => Except(x.clone()),
            (Except(x), Only(w)) => Except(x.difference(w).cloned().collect()),
            (Except(x), Except(b)) => Except(x.union(b).cloned().collect()),
            // Legacy lists never meet an origin request policy (CF-2.3b).
            (one, Like(_)) | (one @ Like(_), _) => one.clone(),
            (All, _) | (_, All) => All,
        }
    }
}

/// The parameters of a raw query that a selection keeps, in the viewer's order (CF-2.1): `&` is the
/// only separator, nothing is decoded. `None`: no parameter is kept.
pub(crate) fn query(selection: &Selection, raw: Option<&str>) -> Option<String> {
    let raw = raw?;
    match selection {
        Selection::None => None,
        Selection::All => Some(raw.to_owned()),
        _ => {
            let kept: Vec<&str> = raw
                .split('&')
                .filter(|pair| {
                    selection.picks(pair.split_once('=').map_or(*pair, |(name, _)| name))
                })
                .collect();
            (!kept.is_empty()).then(|| kept.join("&"))
        }
    }
}

/// The cookies that a selection keeps, sorted by name (CF-2.1). `lines`: the `Cookie` headers.
pub(crate) fn cookies<'a>(
    selection: &Selection,
    lines: impl Iterator<Item = &'a str>,
) -> Option<String> {
    if selection.picks_nothing() {
        return None;
    }
    let mut kept: Vec<(&str, &str)> = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| !name.is_empty() && !name.starts_with('$') && selection.picks(name))
        .collect();
    kept.sort_by_key(|(name, _)| *name);
    let pairs: Vec<String> = kept.iter().map(|(name, value)| format!("{name}={value}")).collect();
    (!pairs.is_empty()).then(|| pairs.join("; "))
}

#[cfg(test)]
mod tests {
    use super::Selection::{All, Except, Like, None as Nothing, Only};
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn the_policy_table_cf_2_3() {
        let (c, w) = (Only(set(&["c"])), Only(set(&["w"])));
        let (x, b) = (Except(set(&["x", "c"])), Except(set(&["b", "c"])));
        let rows = [
            (&Nothing, [Nothing, All, w.clone(), b.clone()]),
            (&All, [All, All, All, All]),
            (&c, [c.clone(), All, Only(set(&["c", "w"])), Except(set(&["b"]))]),
            (&x, [x.clone(), x.clone(), x.clone(), Except(set(&["x", "b", "c"]))]),
        ];
        for (key, expected) in rows {
            for (origin, expected) in [Nothing, All, w.clone(), b.clone()].iter().zip(expected) {
                assert_eq!(key.with_origin_request(origin), expected, "{key:?} with {origin:?}");
            }
        }
        let taken_back = x.with_origin_request(&Only(set(&["x"])));
        assert_eq!(taken_back, Except(set(&["c"])), "(all - X) with W");
    }

    #[test]
    fn queries_keep_order_case_and_duplicates() {
        let only = Only(set(&["a", "B"]));
        assert_eq!(query(&only, Some("b=1&a=2&B=3&a&c")), Some("a=2&B=3&a".into()));
        assert_eq!(query(&only, Some("b=1;a=2")), None, "`;` is data");
        assert_eq!(query(&All, Some("")), Some(String::new()));
        assert_eq!(query(&Nothing, Some("a=1")), None);
    }

    #[test]
    fn cookies_are_sorted_and_cleaned() {
        let lines = ["b=2; a=1; $Version=1; junk; =x", "c=3"];
        assert_eq!(cookies(&All, lines.into_iter()), Some("a=1; b=2; c=3".into()));
        let like = Like(vec!["s?_*".into()]);
        assert_eq!(cookies(&like, ["s1_x=9; s12=8"].into_iter()), Some("s1_x=9".into()));
        assert_eq!(cookies(&Nothing, lines.into_iter()), None);
    }
}
