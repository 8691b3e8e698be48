//! Named things that an account keeps and that distributions refer to by id: policies, origin
//! access controls. All have the same life: create, get, update with `If-Match`, delete unless
//! used.

use crate::errors;
use crate::if_match;
use crate::paging::{Page, PageRequest};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;
use parhelion_world::identity::Account;
use parhelion_world::rows::Table;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ops::Bound;
use std::sync::Arc;

/// What differs from one kind of thing to the next.
pub(crate) trait ResourceConfig: Clone + 'static {
    /// How many an account may have (Appendix A).
    const MAX: usize;
    /// Those that AWS manages for everybody, in the order in which lists give them.
    fn managed() -> &'static [Arc<Item<Self>>];
    fn name(&self) -> &str;
    /// The id is unknown.
    fn missing() -> Error;
    /// The name belongs to another one of the account.
    fn name_taken() -> Error;
    fn too_many() -> Error;
}

/// One of them, in its current version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Item<T> {
    pub id: Arc<str>,
    pub e_tag: Arc<str>,
    pub modified: Timestamp,
    pub config: T,
}

/// All of a kind, of all accounts; [`ResourceConfig::managed`] are there besides.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(
    serialize = "T: Clone + PartialEq + Serialize + Send + Sync + 'static",
    deserialize = "T: Clone + DeserializeOwned + Send + Sync + 'static"
))]
pub(crate) struct Resources<T> {
    custom: Table<(Account, Arc<str>), Arc<Item<T>>>,
}

impl<T> Default for Resources<T> {
    fn default() -> Self {
        Self { custom: Table::new() }
    }
}

/// Which of them a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Types {
    pub managed: bool,
    pub custom: bool,
}

impl Types {
    /// `Type=managed`, `Type=custom`, or both.
    pub(crate) fn new(given: Option<&str>) -> Result<Self> {
        match given {
            None => Ok(Self { managed: true, custom: true }),
            Some("managed") => Ok(Self { managed: true, custom: false }),
            Some("custom") => Ok(Self { managed: false, custom: true }),
            Some(_) => Err(errors::invalid_argument("The parameter Type is invalid.")),
        }
    }
}

/// The refusal of a thing that is like another one of the account.
pub(crate) fn taken<T: ResourceConfig>(_: &T) -> Error {
    T::name_taken()
}

impl<T: ResourceConfig> Resources<T> {
    pub(crate) fn is_managed(&self, id: &str) -> bool {
        T::managed().iter().any(|item| *item.id == *id)
    }

    pub(crate) fn find(&self, account: &Account, id: &str) -> Option<&Arc<Item<T>>> {
        let own = self.custom.get(&(account.clone(), id.into()));
        own.or_else(|| T::managed().iter().find(|item| *item.id == *id))
    }

    pub(crate) fn get(&self, account: &Account, id: &str) -> Result<&Arc<Item<T>>> {
        self.find(account, id).ok_or_else(T::missing)
    }

    /// One's own of a name.
    pub(crate) fn named<'a>(
        &'a self,
        account: &'a Account,
        name: &str,
    ) -> Result<&'a Arc<Item<T>>> {
        self.of(account).find(|item| item.config.name() == name).ok_or_else(T::missing)
    }

    /// One's own things, in the order of their ids.
    pub(crate) fn of<'a>(&'a self, account: &'a Account) -> impl Iterator<Item = &'a Arc<Item<T>>> {
        self.after(account, "")
    }

    pub(crate) fn after<'a>(
        &'a self,
        account: &'a Account,
        marker: &str,
    ) -> impl Iterator<Item = &'a Arc<Item<T>>> {
        let start = Bound::Excluded((account.clone(), Arc::from(marker)));
        let range = self.custom.range((start, Bound::Unbounded));
        range.take_while(move |((owner, _), _)| owner == account).map(|(_, item)| item)
    }

    /// Managed ones first, then one's own, from a marker on (CF-8.10).
    pub(crate) fn page(
        &self,
        account: &Account,
        types: Types,
        page_request: &PageRequest,
    ) -> Page<Arc<Item<T>>> {
        let managed = if types.managed { T::managed() } else { &[] };
        let marked = managed.iter().position(|item| *item.id == *page_request.marker);
        // A marker that names no managed one has the managed ones behind it, unless it is empty.
        let rest = match marked {
            Some(at) => &managed[at + 1..],
            None if page_request.marker.is_empty() => managed,
            None => &[],
        };
        let from = if marked.is_some() { "" } else { &page_request.marker };
        let custom = self.after(account, from).filter(|_| types.custom);
        page_request.page(rest.iter().chain(custom).cloned(), |item| item.id.to_string())
    }

    /// Refuses a name that is taken, and one more than an account may have.
    pub(crate) fn can_be_added(&self, account: &Account, config: &T) -> Result<()> {
        self.name_free(account, config.name(), None)?;
        match self.of(account).count() >= T::MAX {
            true => Err(T::too_many()),
            false => Ok(()),
        }
    }

    /// Adds one under an id.
    pub(crate) fn add(&mut self, cx: &mut Context, id: String, config: T) -> Result<Arc<Item<T>>> {
        self.can_be_added(&cx.account, &config)?;
        let e_tag = if_match::new_tag(cx);
        let item = Arc::new(Item { id: id.into(), e_tag, modified: cx.now, config });
        self.custom.insert((cx.account.clone(), item.id.clone()), item.clone());
        Ok(item)
    }

    fn name_free(&self, account: &Account, name: &str, mine: Option<&str>) -> Result<()> {
        let other = |item: &&Arc<Item<T>>| item.config.name() == name && Some(&*item.id) != mine;
        match self.of(account).chain(T::managed()).any(|item| other(&item)) {
            true => Err(T::name_taken()),
            false => Ok(()),
        }
    }

    /// The one to be changed, if the caller has seen its current version. A managed one is nobody's
    /// to change: `refused`.
    pub(crate) fn checked_for_change(
        &self,
        account: &Account,
        id: &str,
        if_match: Option<&str>,
        refused: fn(&'static str) -> Error,
    ) -> Result<&Arc<Item<T>>> {
        let item = self.get(account, id)?;
        if self.is_managed(id) {
            return Err(refused("The specified policy is managed by AWS and cannot be changed."));
        }
        if_match::check(if_match, &item.e_tag)?;
        Ok(item)
    }

    /// Puts a new version in the place of the one that was [checked](Self::checked_for_change).
    pub(crate) fn replace(
        &mut self,
        cx: &mut Context,
        id: &str,
        config: T,
    ) -> Result<Arc<Item<T>>> {
        self.name_free(&cx.account, config.name(), Some(id))?;
        let e_tag = if_match::new_tag(cx);
        let item = Arc::new(Item { id: id.into(), e_tag, modified: cx.now, config });
        self.custom.insert((cx.account.clone(), item.id.clone()), item.clone());
        Ok(item)
    }

    /// Changes what nobody asked for, which makes no new version.
    pub(crate) fn amend(&mut self, account: &Account, id: &str, f: impl FnOnce(&mut T)) {
        if let Some(item) = self.custom.get_mut(&(account.clone(), id.into())) {
            f(&mut Arc::make_mut(item).config);
        }
    }

    pub(crate) fn remove(&mut self, account: &Account, id: &str) {
        self.custom.remove(&(account.clone(), id.into()));
    }
}
