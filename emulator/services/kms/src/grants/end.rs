//! RetireGrant and RevokeGrant: grants end. Who may retire one, the grant itself says ([`decide`]).
//! <https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html>
//!
//! [`decide`]: super::decide

use super::tokens::Named;
use crate::Kms;
use crate::choices::GRANT_END_LATE;
use crate::cryptography::check_dry_run;
use crate::model::*;
use crate::names::Naming;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Kms {
    pub(crate) fn retire_grant(&mut self, cx: &mut Context, input: RetireGrantInput) -> Result<()> {
        let RetireGrantInput { grant_token, key_id, grant_id, dry_run } = input;
        let (key, id) = match (grant_token, key_id, grant_id) {
            (Some(token), None, None) => {
                let Named { key, id } = self.named_by(&token)?;
                (self.find(cx, &key)?, id)
            }
            (None, Some(key), Some(id)) => {
                let key = self.find_named(cx, &key, Naming::Key)?;
                check_id(Some(&id))?;
                (key, id)
            }
            _ => {
                return Err(super::create::invalid(
                    "Specify either a grant token, or both a grant ID and a key ID.",
                ));
            }
        };
        self.end_grant(cx, &key.arn, &id, dry_run)
    }

    pub(crate) fn revoke_grant(&mut self, cx: &mut Context, input: RevokeGrantInput) -> Result<()> {
        let RevokeGrantInput { key_id, grant_id, dry_run } = input;
        let key = self.find_named(cx, &key_id, Naming::Key)?;
        check_id(Some(&grant_id))?;
        self.end_grant(cx, &key.arn, &grant_id, dry_run)
    }

    fn end_grant(
        &mut self,
        cx: &mut Context,
        key: &str,
        id: &str,
        dry_run: Option<bool>,
    ) -> Result<()> {
        if self.grants.get(key, id).is_none() {
            return Err(errors::not_found_exception(format!("Grant ID {id} not found")));
        }
        check_dry_run(dry_run)?;
        let at = cx.now + cx.choose_delay(&GRANT_END_LATE);
        self.grants.end(key, id, cx.now, at);
        Ok(())
    }
}

/// KMS-3.1
pub(super) fn check_id(id: Option<&str>) -> Result<()> {
    let fits = |id: &str| id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    match id {
        Some(id) if !fits(id) => {
            Err(errors::invalid_grant_id_exception(format!("Invalid grant ID: {id}")))
        }
        _ => Ok(()),
    }
}
