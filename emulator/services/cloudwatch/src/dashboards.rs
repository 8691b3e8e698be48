//! Dashboards. They are global: an account has one set of them for all regions (CW-D1).

use crate::body;
use crate::choices;
use crate::dashboard::Dashboard;
use crate::errors;
use crate::model::{
    DashboardEntry, DeleteDashboardsInput, DeleteDashboardsOutput, GetDashboardInput,
    GetDashboardOutput, ListDashboardsInput, ListDashboardsOutput, PutDashboardInput,
    PutDashboardOutput,
};
use crate::page;
use crate::state::CloudWatch;
use crate::tag_set;
use parhelion_wire::error::Result;
use parhelion_world::{Context, Page};
use std::sync::Arc;

const NAME_MAX: usize = 255;
const LISTED_PER_PAGE: usize = 1_000;
const DELETED_MAX: usize = 100;

impl CloudWatch {
    /// Replaces the whole body. Errors in it: nothing is saved.
    pub(crate) fn put_dashboard(
        &mut self,
        cx: &mut Context,
        input: PutDashboardInput,
    ) -> Result<PutDashboardOutput> {
        let PutDashboardInput { dashboard_name, dashboard_body, tags } = input;
        check_name(&dashboard_name)?;
        let warnings = body::check(&dashboard_body)?;
        let given = tag_set::read(tags)?;
        let key = (cx.account.clone(), Arc::from(dashboard_name));
        let (found_from, tags) = match self.dashboards.get(&key) {
            // Tags are for creation only.
            Some(held) => (held.found_from, held.tags.clone()),
            None => (cx.now + cx.choose_delay(&choices::DASHBOARD_READ), given),
        };
        let (name, body) = (key.1.clone(), dashboard_body.into());
        let board = Dashboard { name, body, modified: cx.now, found_from, tags };
        self.dashboards.insert(key, Arc::new(board));
        Ok(PutDashboardOutput { dashboard_validation_messages: Some(warnings) })
    }

    pub(crate) fn get_dashboard(
        &mut self,
        cx: &mut Context,
        input: GetDashboardInput,
    ) -> Result<GetDashboardOutput> {
        check_name(&input.dashboard_name)?;
        let name = input.dashboard_name;
        let key = (cx.account.clone(), Arc::from(name.as_str()));
        match self.dashboards.get(&key).filter(|board| cx.now >= board.found_from) {
            Some(board) => Ok(GetDashboardOutput {
                dashboard_arn: Some(board.arn(&cx.account)),
                dashboard_body: Some(board.body.to_string()),
                dashboard_name: Some(name),
            }),
            None => Err(errors::no_dashboard(&name)),
        }
    }

    pub(crate) fn list_dashboards(
        &mut self,
        cx: &mut Context,
        input: ListDashboardsInput,
    ) -> Result<ListDashboardsOutput> {
        let after: Option<String> = page::read(input.next_token.as_deref())
            .map_err(|_| errors::invalid_value("The value for NextToken is invalid."))?;
        let prefix = input.dashboard_name_prefix.unwrap_or_default();
        let own = self.dashboards.range((cx.account.clone(), Arc::from(""))..);
        let own = own
            .take_while(|((account, _), _)| *account == cx.account)
            .map(|(_, board)| board)
            .filter(|board| board.name.starts_with(&prefix));
        let page = Page::after(own, |board| &board.name, after.as_deref(), LISTED_PER_PAGE);
        let next_token = page.last().map(|board| page::token(&*board.name));
        let entry = |board: &&Arc<Dashboard>| DashboardEntry {
            dashboard_name: Some(board.name.to_string()),
            dashboard_arn: Some(board.arn(&cx.account)),
            last_modified: Some(board.modified),
            size: i64::try_from(board.body.len()).ok(),
        };
        let dashboard_entries = Some(page.items.iter().map(entry).collect());
        Ok(ListDashboardsOutput { dashboard_entries, next_token })
    }

    /// All or none: AWS's page says both (CW-D1, NV).
    pub(crate) fn delete_dashboards(
        &mut self,
        cx: &mut Context,
        input: DeleteDashboardsInput,
    ) -> Result<DeleteDashboardsOutput> {
        let names = input.dashboard_names;
        if names.is_empty() || names.len() > DELETED_MAX {
            return Err(errors::invalid_value(format!(
                "The collection DashboardNames must have a size between 1 and {DELETED_MAX}."
            )));
        }
        let key = |name: &str| (cx.account.clone(), Arc::from(name));
        if let Some(missing) = names.iter().find(|name| !self.dashboards.contains_key(&key(name))) {
            return Err(errors::no_dashboard(missing));
        }
        for name in &names {
            self.dashboards.remove(&key(name));
        }
        Ok(DeleteDashboardsOutput {})
    }
}

fn check_name(name: &str) -> Result<()> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if name.is_empty() || name.len() > NAME_MAX {
        return Err(errors::invalid_value(format!(
            "The value for field DashboardName must have a length between 1 and {NAME_MAX}."
        )));
    }
    if !name.bytes().all(allowed) {
        return Err(errors::invalid_value(
            "The value for field DashboardName contains invalid characters. It can only contain \
             alphanumerics, dash (-) and underscore (_).\n",
        ));
    }
    Ok(())
}
