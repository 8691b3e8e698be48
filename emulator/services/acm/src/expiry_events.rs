//! GetAccountConfiguration and PutAccountConfiguration: when an account wants to hear that certificates expire.

use crate::Acm;
use crate::model::*;
use parhelion_wire::error::Result;
use parhelion_world::Context;

/// "By default, accounts receive events starting 45 days before certificate expiration"
/// (API_ExpiryEventsConfiguration).
const USUAL_DAYS: i32 = 45;

impl Acm {
    pub(crate) fn get_account_configuration(
        &mut self,
        cx: &mut Context,
        (): (),
    ) -> Result<GetAccountConfigurationOutput> {
        let days = self.expiry_events.get(&(cx.account.clone(), cx.region.clone()));
        let days_before_expiry = Some(days.copied().unwrap_or(USUAL_DAYS));
        let expiry_events = Some(ExpiryEventsConfiguration { days_before_expiry });
        Ok(GetAccountConfigurationOutput { expiry_events })
    }

    /// The token says only that the same call may be sent again, which changes nothing.
    pub(crate) fn put_account_configuration(
        &mut self,
        cx: &mut Context,
        input: PutAccountConfigurationInput,
    ) -> Result<()> {
        let PutAccountConfigurationInput { expiry_events, idempotency_token: _ } = input;
        if let Some(days) = expiry_events.and_then(|events| events.days_before_expiry) {
            self.expiry_events.insert((cx.account.clone(), cx.region.clone()), days);
        }
        Ok(())
    }
}
