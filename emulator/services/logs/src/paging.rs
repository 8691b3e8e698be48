//! Pages of names: how the describing operations list (CW-A2.7, CW-A3.7).

use crate::choices::{DESCRIBE_PAGE, EMPTY, SHORT, TOKEN_AT_END};
use crate::tokens::{EMPTY_PAGES_MAX, NameToken};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::ops::Bound;

/// What the describing operations ask of a listing.
pub(crate) struct Paging<'a> {
    /// What is listed: tokens of another listing do not fit.
    pub scope: &'a str,
    pub token: Option<String>,
    pub limit: usize,
    pub descending: bool,
}

impl Paging<'_> {
    /// One page of a list sorted by key (descending if so said), and the token of the next.
    pub(crate) fn page<T>(
        self,
        cx: &mut Context,
        list: impl Iterator<Item = (String, T)>,
    ) -> Result<(Vec<T>, Option<String>)> {
        let start = match &self.token {
            Some(token) => NameToken::parse(cx, self.scope, token)?,
            None => NameToken { after: None, empty: 0 },
        };
        let behind = |key: &String| match &start.after {
            Some(after) if self.descending => key < after,
            Some(after) => key > after,
            None => true,
        };
        let mut rest = list.filter(|(key, _)| behind(key));
        let mut page: Vec<(String, T)> = rest.by_ref().take(self.limit).collect();
        let mut more = rest.next().is_some();
        let free = start.empty < EMPTY_PAGES_MAX;
        match if free { cx.choose(&DESCRIBE_PAGE) } else { 0 } {
            SHORT if page.len() > 1 => {
                page.truncate(page.len().div_ceil(2));
                more = true;
            }
            EMPTY => {
                page.clear();
                more = true;
            }
            TOKEN_AT_END => more = true,
            _ => {}
        }
        let empty = if page.is_empty() { start.empty + 1 } else { 0 };
        let after = page.last().map_or(start.after, |(key, _)| Some(key.clone()));
        let next = more.then(|| NameToken { after, empty }.text(cx, self.scope));
        Ok((page.into_iter().map(|(_, item)| item).collect(), next))
    }
}

/// All names from `start` on: with a test for the prefix, those that begin with it.
pub(crate) fn from_name(start: &str) -> (Bound<&str>, Bound<&str>) {
    (Bound::Included(start), Bound::Unbounded)
}
