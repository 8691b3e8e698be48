//! An account's own Block Public Access, which holds for all its buckets (S3-7.5).

use crate::flags::PublicAccessBlock;
use crate::model::*;
use crate::{S3Control, check_account};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl S3Control {
    pub(crate) fn get_public_access_block(
        &mut self,
        cx: &mut Context,
        input: GetPublicAccessBlockInput,
    ) -> Result<GetPublicAccessBlockOutput> {
        let GetPublicAccessBlockInput { account_id } = input;
        check_account(cx, &account_id)?;
        let Some(flags) = self.public_access.get(account_id.as_str()) else {
            let message = "The public access block configuration was not found";
            let code = "NoSuchPublicAccessBlockConfiguration";
            return Err(Error::new(404, code, message).with("AccountId", account_id));
        };
        Ok(GetPublicAccessBlockOutput { public_access_block_configuration: Some(shown(*flags)) })
    }

    pub(crate) fn put_public_access_block(
        &mut self,
        cx: &mut Context,
        input: PutPublicAccessBlockInput,
    ) -> Result<()> {
        let PutPublicAccessBlockInput { public_access_block_configuration, account_id } = input;
        check_account(cx, &account_id)?;
        let flags = flags(&public_access_block_configuration);
        self.public_access.insert(account_id.into(), flags);
        Ok(())
    }

    pub(crate) fn delete_public_access_block(
        &mut self,
        cx: &mut Context,
        input: DeletePublicAccessBlockInput,
    ) -> Result<()> {
        let DeletePublicAccessBlockInput { account_id } = input;
        check_account(cx, &account_id)?;
        self.public_access.remove(account_id.as_str());
        Ok(())
    }
}

pub(crate) fn flags(configuration: &PublicAccessBlockConfiguration) -> PublicAccessBlock {
    let PublicAccessBlockConfiguration {
        block_public_acls,
        ignore_public_acls,
        block_public_policy,
        restrict_public_buckets,
    } = configuration;
    PublicAccessBlock {
        block_public_acls: block_public_acls.unwrap_or(false),
        ignore_public_acls: ignore_public_acls.unwrap_or(false),
        block_public_policy: block_public_policy.unwrap_or(false),
        restrict_public_buckets: restrict_public_buckets.unwrap_or(false),
    }
}

pub(crate) fn shown(flags: PublicAccessBlock) -> PublicAccessBlockConfiguration {
    PublicAccessBlockConfiguration {
        block_public_acls: Some(flags.block_public_acls),
        ignore_public_acls: Some(flags.ignore_public_acls),
        block_public_policy: Some(flags.block_public_policy),
        restrict_public_buckets: Some(flags.restrict_public_buckets),
    }
}
