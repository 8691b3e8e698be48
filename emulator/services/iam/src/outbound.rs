//! Outbound identity federation: whether an account's principals may get tokens that prove to others who
//! they are (STS's GetWebIdentityToken).
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_getting_started.html>

use crate::Iam;
use crate::model::*;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Iam {
    /// The issuer is the same ever after.
    pub(crate) fn enable_outbound_web_identity_federation(
        &mut self,
        cx: &mut Context,
        (): (),
    ) -> Result<EnableOutboundWebIdentityFederationOutput> {
        if self.gives_web_tokens(cx) {
            return Err(errors::feature_enabled_exception(
                "Outbound web identity federation is already enabled for your account.",
            ));
        }
        let host = format!("https://{}.tokens.sts.global.api.aws", cx.uuid());
        let held = self.directory.account_mut(&cx.account);
        held.gives_web_tokens = true;
        let issuer = held.web_issuer.get_or_insert_with(|| host.into());
        let issuer_identifier = Some(issuer.to_string());
        Ok(EnableOutboundWebIdentityFederationOutput { issuer_identifier })
    }

    pub(crate) fn disable_outbound_web_identity_federation(
        &mut self,
        cx: &mut Context,
        (): (),
    ) -> Result<()> {
        if !self.gives_web_tokens(cx) {
            return Err(disabled());
        }
        self.directory.account_mut(&cx.account).gives_web_tokens = false;
        Ok(())
    }

    fn gives_web_tokens(&self, cx: &Context) -> bool {
        self.directory.account(&cx.account).is_some_and(|held| held.gives_web_tokens)
    }

    pub(crate) fn get_outbound_web_identity_federation_info(
        &mut self,
        cx: &mut Context,
        (): (),
    ) -> Result<GetOutboundWebIdentityFederationInfoOutput> {
        let held = self.directory.account(&cx.account).filter(|held| held.gives_web_tokens);
        let held = held.ok_or_else(disabled)?;
        Ok(GetOutboundWebIdentityFederationInfoOutput {
            issuer_identifier: held.web_issuer.as_deref().map(str::to_owned),
            jwt_vending_enabled: Some(true),
        })
    }
}

fn disabled() -> Error {
    errors::feature_disabled_exception(
        "Outbound web identity federation is not enabled for your account.",
    )
}
