//! The kinds of resources that services list, by their own operations: what "all resources" shows, what
//! is counted, and what two clouds are compared by.

mod list;

pub(super) use list::KINDS;

use super::tree::{self, Json};
use super::view::View;
use parhelion_wire::error::Result;
use serde_json::json;

/// One kind.
pub(super) struct Kind {
    pub service: &'static str,
    /// In addresses: `iam-users`.
    pub slug: &'static str,
    /// `Users`
    pub title: &'static str,
    operation: &'static str,
    /// Where the entries stand in the answer.
    list: &'static str,
    /// The member of an entry that names it; empty: the entry itself is its name.
    pub id: &'static str,
    /// What else a row shows: heads and members.
    pub columns: &'static [(&'static str, &'static str)],
    /// The members that bound a page: of the question for how many, of the answer and the question for
    /// where to go on.
    pages: (Limit, &'static str, &'static str),
    /// The member by which the operation itself searches for names that begin so.
    prefix: &'static str,
    /// Further input.
    input: Input,
    /// The page of an entry, and the parameter that names it there; empty: the general one.
    pub page: (&'static str, &'static str),
}

/// How an operation is told how many entries it may give.
#[derive(Clone, Copy)]
enum Limit {
    None,
    Number(&'static str),
    Text(&'static str),
}

/// What an operation wants besides.
#[derive(Clone, Copy)]
enum Input {
    Nothing,
    /// The account, as S3 Control wants it.
    Account,
    /// Only what the account has made.
    Local,
    Custom,
}

const PLAIN: Kind = Kind {
    service: "",
    slug: "",
    title: "",
    operation: "",
    list: "",
    id: "",
    columns: &[],
    pages: (Limit::None, "", ""),
    prefix: "",
    input: Input::Nothing,
    page: ("", ""),
};

/// A page of a list.
pub(super) struct Listed {
    pub entries: Vec<Json>,
    /// Where it goes on.
    pub next: Option<String>,
}

impl Kind {
    pub(super) fn find(slug: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.slug == slug)
    }

    /// An entry's name.
    pub(super) fn name(&self, entry: &Json) -> String {
        tree::plain(tree::at(entry, self.id))
    }

    /// At the most so many entries, from where another page ended.
    ///
    /// # Errors
    /// The operation's own.
    pub(super) fn list(
        &self,
        view: &View,
        prefix: &str,
        from: &str,
        at_most: usize,
    ) -> Result<Listed> {
        let (limit, told, asked) = self.pages;
        let mut input = serde_json::Map::new();
        // No service gives fewer than it may, and some no more than 50.
        match limit {
            Limit::None => {}
            Limit::Number(name) => drop(input.insert(name.to_owned(), json!(at_most))),
            Limit::Text(name) => drop(input.insert(name.to_owned(), json!(at_most.to_string()))),
        }
        if !from.is_empty() {
            input.insert(asked.to_owned(), json!(from));
        }
        if !prefix.is_empty() && !self.prefix.is_empty() {
            input.insert(self.prefix.to_owned(), json!(prefix));
        }
        match self.input {
            Input::Nothing => {}
            Input::Account => drop(input.insert("AccountId".to_owned(), json!(view.place.account))),
            Input::Local => drop(input.insert("Scope".to_owned(), json!("Local"))),
            Input::Custom => drop(input.insert("Type".to_owned(), json!("custom"))),
        }
        let answer = view.ask(self.service, self.operation, Json::Object(input))?;
        let next = Some(tree::text(&answer, told)).filter(|next| !next.is_empty());
        let mut entries = tree::entries(&answer, self.list).to_vec();
        if !prefix.is_empty() {
            // Where the operation cannot search, what it gave is searched.
            let wanted = prefix.to_lowercase();
            entries.retain(|entry| self.name(entry).to_lowercase().contains(&wanted));
        }
        Ok(Listed { entries, next: next.map(str::to_owned) })
    }

    /// Entries with some text in their names: those that begin so, where the operation itself searches,
    /// and those of the first page.
    pub(super) fn search(&self, view: &View, wanted: &str, at_most: usize) -> Option<Vec<Json>> {
        let mut found = self.list(view, wanted, "", at_most).ok()?.entries;
        if wanted.is_empty() || self.prefix.is_empty() {
            return Some(found);
        }
        let lower = wanted.to_lowercase();
        for entry in self.list(view, "", "", at_most).ok()?.entries {
            let name = self.name(&entry);
            if name.to_lowercase().contains(&lower) && !found.iter().any(|it| self.name(it) == name)
            {
                found.push(entry);
            }
        }
        Some(found)
    }

    /// How many there are, as far as one page says: `100+` where there are more.
    pub(super) fn count(&self, view: &View, at_most: usize) -> Option<String> {
        let listed = self.list(view, "", "", at_most).ok()?;
        let more = if listed.next.is_some() { "+" } else { "" };
        Some(format!("{}{more}", listed.entries.len()))
    }

    /// The page of an entry.
    pub(super) fn href(&self, view: &View, name: &str) -> String {
        match self.page {
            ("", _) => view.href("resource", &[("kind", self.slug), ("name", name)]),
            (page, parameter) => view.href(page, &[(parameter, name)]),
        }
    }
}
