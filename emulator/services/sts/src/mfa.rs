//! Second factors: the codes that devices show.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html>

use crate::Sts;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;

impl Sts {
    /// When a second factor was shown: now, if one was and it is right.
    pub(crate) fn second_factor(
        &mut self,
        cx: &Context,
        serial: Option<&str>,
        code: Option<&str>,
    ) -> Result<Option<Timestamp>> {
        let (Some(serial), Some(code)) = (serial, code) else {
            if serial.is_none() && code.is_none() {
                return Ok(None);
            }
            let message = "Both a serial number and a token code are needed.";
            return Err(Error::new(400, "ValidationError", message));
        };
        let step = cx.identities().mfa_step(cx.caller.arn(), serial, code, cx.now);
        if step.is_some_and(|step| self.used_codes.take(serial, step, code)) {
            return Ok(Some(cx.now));
        }
        let message = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
        Err(Error::new(403, "AccessDenied", message))
    }
}
