//! Which web ACL a distribution has. What an ACL decides is AWS WAF's, which is not here: it lets everything
//! through.

use crate::model::*;
use crate::stored_distribution::StoredDistribution;
use crate::validation::web_acl;
use crate::{CloudFront, errors, if_match};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// What lists call distributions without one by.
const NONE: &str = "null";

fn no_entity() -> parhelion_wire::Error {
    errors::entity_not_found("The specified distribution does not exist.")
}

impl CloudFront {
    fn set_web_acl(
        &mut self,
        cx: &mut Context,
        id: &str,
        seen: Option<&str>,
        acl: &str,
    ) -> Result<Arc<str>> {
        let stored = self.distribution(&cx.account, id).map_err(|_| no_entity())?.clone();
        if seen.is_some() {
            if_match::check(seen, &stored.e_tag)?;
        }
        if acl.is_empty() {
            self.check_web_acl_goes(&stored)?;
        }
        let mut config = DistributionConfig::clone(&stored.config);
        config.web_acl_id = Some(acl.to_owned());
        Ok(self.reconfigure(cx, &stored, config).e_tag.clone())
    }

    pub(crate) fn associate_distribution_web_acl(
        &mut self,
        cx: &mut Context,
        input: AssociateDistributionWebACLInput,
    ) -> Result<AssociateDistributionWebACLOutput> {
        let AssociateDistributionWebACLInput { id, web_acl_arn: arn, if_match } = input;
        if web_acl(&arn).is_err() || !arn.starts_with("arn:") {
            return Err(errors::invalid_argument("The parameter WebACLArn is invalid."));
        }
        let tag = self.set_web_acl(cx, &id, if_match.as_deref(), &arn)?;
        Ok(AssociateDistributionWebACLOutput {
            id: Some(id),
            web_acl_arn: Some(arn),
            e_tag: Some(tag.to_string()),
        })
    }

    pub(crate) fn disassociate_distribution_web_acl(
        &mut self,
        cx: &mut Context,
        input: DisassociateDistributionWebACLInput,
    ) -> Result<DisassociateDistributionWebACLOutput> {
        let DisassociateDistributionWebACLInput { id, if_match } = input;
        let tag = self.set_web_acl(cx, &id, if_match.as_deref(), "")?;
        Ok(DisassociateDistributionWebACLOutput { id: Some(id), e_tag: Some(tag.to_string()) })
    }

    pub(crate) fn list_distributions_by_web_acl_id(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByWebACLIdInput,
    ) -> Result<ListDistributionsByWebACLIdOutput> {
        let ListDistributionsByWebACLIdInput { marker, max_items, web_acl_id } = input;
        let wanted = if web_acl_id == NONE { "" } else { web_acl_id.as_str() };
        if !wanted.is_empty() {
            web_acl(wanted)?;
        }
        let has_it = |stored: &StoredDistribution| {
            stored.config.web_acl_id.as_deref().unwrap_or_default() == wanted
        };
        let list = self.list_of(cx, marker, max_items, has_it)?;
        Ok(ListDistributionsByWebACLIdOutput { distribution_list: Some(list) })
    }
}
