//! Functions by their names.

use super::stored::{StoredFunction, missing};
use crate::CloudFront;
use parhelion_wire::error::Result;
use parhelion_world::identity::Account;
use std::ops::Bound;
use std::sync::Arc;

impl CloudFront {
    /// # Errors
    /// `NoSuchFunctionExists`
    pub(crate) fn function(&self, account: &Account, name: &str) -> Result<&Arc<StoredFunction>> {
        self.functions.get(&(account.clone(), Arc::from(name))).ok_or_else(missing)
    }

    /// An account's functions, by name, after one.
    pub(crate) fn functions_after<'a>(
        &'a self,
        account: &'a Account,
        name: &str,
    ) -> impl Iterator<Item = &'a Arc<StoredFunction>> {
        let start = Bound::Excluded((account.clone(), Arc::from(name)));
        let range = self.functions.range((start, Bound::Unbounded));
        range.take_while(move |((owner, _), _)| owner == account).map(|(_, function)| function)
    }

    pub(crate) fn put_function(&mut self, function: StoredFunction) {
        let key = (function.account.clone(), function.name.clone());
        self.functions.insert(key, Arc::new(function));
    }
}
