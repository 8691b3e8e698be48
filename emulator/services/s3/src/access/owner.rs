//! Owners: the canonical user id of an account (S3-5.1j), or of an origin access identity (CF-6.6).

use crate::model::Owner;
use parhelion_policy::is_service_user;
use parhelion_world::identity::{Account, Caller};
use parhelion_world::random;

/// Who wrote what nobody signed (S3-2.10).
pub(crate) const ANONYMOUS: &str = "65a011a29cdf8ec533ec3d1ccaae921c";

/// Who a caller is as an owner and as a grantee: an account, or an origin access identity, which is
/// one by itself.
pub(crate) fn party(caller: &Caller) -> Option<&Account> {
    match caller {
        Caller::Principal { account, .. } => Some(account),
        Caller::ServiceUser { canonical_user, .. } => Some(canonical_user),
        Caller::Service { .. } | Caller::Anonymous => None,
    }
}

/// 64 hex digits that belong to an account for ever; an account without a name is nobody.
pub(crate) fn canonical_id(account: &str) -> String {
    if account.is_empty() {
        return ANONYMOUS.to_owned();
    }
    if is_service_user(account) {
        return account.to_owned();
    }
    (0..4).map(|word| format!("{:016x}", random::hash(0xca_0000 + word, account))).collect()
}

/// Display names were withdrawn at the end of 2025.
pub(crate) fn of(account: &str) -> Owner {
    Owner { display_name: None, id: Some(canonical_id(account)) }
}
