//! Derived signing keys, kept: they depend on secret, day, region and service alone, and deriving
//! one costs more than the signature that it is for.

use super::SigningKey;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How many keys are kept: more than a world has secrets, days, regions and services in use.
const CAPACITY: usize = 1024;

/// Signing keys that were derived before. Only a cache: it decides nothing but time, so whoever
/// verifies owns one, and worlds that differ in it are equal.
#[derive(Default)]
pub struct SigningKeys(Mutex<Keys>);

#[derive(Default)]
struct Keys {
    by_name: BTreeMap<Vec<u8>, Used>,
    /// The name that is looked up; kept for its memory.
    name: Vec<u8>,
    uses: u64,
}

struct Used {
    key: SigningKey,
    last: u64,
}

impl SigningKeys {
    /// The key of a secret for a day (`yyyymmdd`), a region and a service.
    pub fn derive(&self, secret: &str, date: &str, region: &str, service: &str) -> SigningKey {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Keys { by_name, name, uses } = &mut *keys;
        *uses += 1;
        name.clear();
        for part in [secret, date, region, service] {
            // With its length, so that no two lists of parts are one name.
            name.extend_from_slice(&part.len().to_le_bytes());
            name.extend_from_slice(part.as_bytes());
        }
        if let Some(used) = by_name.get_mut(name) {
            used.last = *uses;
            return used.key.clone();
        }
        let key = SigningKey::derive(secret, date, region, service);
        if by_name.len() >= CAPACITY {
            // Half of them at once: whoever brings new scopes all the time pays for this seldom.
            let mut last: Vec<u64> = by_name.values().map(|used| used.last).collect();
            let (_, median, _) = last.select_nth_unstable(CAPACITY / 2);
            by_name.retain(|_, used| used.last > *median);
        }
        by_name.insert(name.clone(), Used { key: key.clone(), last: *uses });
        key
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_name.len()
    }
}

/// Secrets and keys are nobody's business.
impl std::fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKeys(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_keys_are_the_derived_ones() {
        let keys = SigningKeys::default();
        let scopes =
            [("s", "d", "r", "v"), ("sd", "", "r", "v"), ("s", "d", "rv", ""), ("", "", "", "")];
        for _ in 0..3 {
            for (secret, date, region, service) in scopes {
                let derived = SigningKey::derive(secret, date, region, service);
                assert_eq!(keys.derive(secret, date, region, service), derived);
            }
        }
        assert_eq!(keys.len(), scopes.len());
    }

    #[test]
    fn their_number_is_bounded_and_what_is_used_stays() {
        let keys = SigningKeys::default();
        for number in 0..3 * CAPACITY {
            keys.derive("secret", &number.to_string(), "r", "s");
            keys.derive("secret", "used", "r", "s");
            assert!(keys.len() <= CAPACITY);
        }
        let before = keys.len();
        keys.derive("secret", "used", "r", "s");
        assert_eq!(keys.len(), before);
    }
}
