//! Log groups (CW-A2): create, delete, describe, list, protect.

use crate::arns;
use crate::ciphers::Ciphers;
use crate::encryption::data_key;
use crate::errors;
use crate::group::{DELIVERY, Group, STANDARD};
use crate::model::*;
use crate::paging::{Paging, from_name};
use crate::state::Logs;
use crate::sweep::DELIVERY_RETENTION_DAYS;
use crate::tag_set::{self, Tags};
use imbl::OrdMap;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::rows::Table;
use std::sync::Arc;

/// Groups in one account and region (CW-A2.3).
const GROUPS_MAX: usize = 1_000_000;
const DESCRIBE_LIMIT: usize = 50;
/// ListLogGroups: no default is documented; the least its users may count on is DescribeLogGroups'.
const LIST_LIMIT: usize = 50;
/// CW-A2.1: `/aws/…` is AWS's own and allowed, `aws/…` is reserved.
const RESERVED_PREFIX: &str = "aws/";

impl Logs {
    /// The group that `logGroupName` or `logGroupIdentifier` selects: one of them (CW-A3.7, CW-A4.1).
    pub(crate) fn selected(
        cx: &Context,
        name: Option<String>,
        identifier: Option<String>,
    ) -> Result<String> {
        match (name, identifier) {
            (Some(_), Some(_)) => Err(errors::name_and_identifier()),
            (Some(name), None) => Ok(name),
            (None, Some(identifier)) => Ok(arns::identified(cx, &identifier)?.to_owned()),
            (None, None) => {
                Err(errors::invalid("One of logGroupName or logGroupIdentifier is required."))
            }
        }
    }

    /// CW-A2.3.
    pub(crate) fn create_log_group(
        &mut self,
        cx: &mut Context,
        input: CreateLogGroupInput,
    ) -> Result<()> {
        let CreateLogGroupInput {
            log_group_name,
            kms_key_id,
            tags,
            log_group_class,
            deletion_protection_enabled,
        } = input;
        if log_group_name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED_PREFIX))
        {
            // https://github.com/aws-observability/aws-otel-collector/issues/353
            return Err(errors::invalid("Log groups starting with AWS/ are reserved for AWS."));
        }
        let mut ciphers = Ciphers::default();
        if let Some(key) = &kms_key_id {
            ciphers.set(0, data_key(cx, &log_group_name, key)?);
        }
        let tags = Tags::new(tags.unwrap_or_default())?;
        if self.groups.contains_key(&*log_group_name) {
            return Err(errors::group_exists());
        }
        if self.groups.len() >= GROUPS_MAX {
            return Err(errors::limit_exceeded());
        }
        let class = log_group_class.as_deref().unwrap_or(STANDARD);
        let group = Group {
            created: cx.now,
            class: class.into(),
            kms_key: kms_key_id.map(Into::into),
            protected: deletion_protection_enabled.unwrap_or(false),
            tags,
            streams: Table::new(),
            bytes: 0,
            retention_days: (class == DELIVERY).then_some(DELIVERY_RETENTION_DAYS),
            sweep: Default::default(),
            metric_filters: OrdMap::new(),
            found: Default::default(),
            ciphers,
        };
        self.groups.insert(log_group_name.into(), Arc::new(group));
        Ok(())
    }

    /// CW-A2.10, CW-A2.6: everything in it goes with it.
    pub(crate) fn delete_log_group(
        &mut self,
        _: &mut Context,
        input: DeleteLogGroupInput,
    ) -> Result<()> {
        let DeleteLogGroupInput { log_group_name } = input;
        if self.group(&log_group_name)?.protected {
            return Err(errors::group_protected());
        }
        self.groups.remove(&*log_group_name);
        Ok(())
    }

    /// CW-A2.6.
    pub(crate) fn put_log_group_deletion_protection(
        &mut self,
        cx: &mut Context,
        input: PutLogGroupDeletionProtectionInput,
    ) -> Result<()> {
        let PutLogGroupDeletionProtectionInput {
            log_group_identifier,
            deletion_protection_enabled,
        } = input;
        let name = arns::identified(cx, &log_group_identifier)?;
        self.group_mut(name)?.protected = deletion_protection_enabled;
        Ok(())
    }

    /// CW-A2.7.
    pub(crate) fn describe_log_groups(
        &mut self,
        cx: &mut Context,
        input: DescribeLogGroupsInput,
    ) -> Result<DescribeLogGroupsOutput> {
        let DescribeLogGroupsInput {
            account_identifiers,
            log_group_name_prefix: prefix,
            log_group_name_pattern: pattern,
            next_token: token,
            limit,
            include_linked_accounts: _,
            log_group_class: class,
            log_group_identifiers: identifiers,
        } = input;
        if prefix.is_some() && pattern.is_some() {
            return Err(errors::invalid(
                "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
            ));
        }
        let filters = prefix.is_some() || pattern.is_some() || class.is_some();
        if identifiers.is_some() && (filters || account_identifiers.is_some()) {
            return Err(errors::invalid(
                "logGroupIdentifiers can be combined with includeLinkedAccounts only.",
            ));
        }
        let identifiers = identifiers.map(|list| named(cx, &list)).transpose()?;
        let linked = linked(cx, account_identifiers.as_deref());
        let start = prefix.as_deref().unwrap_or_default();
        let found = self.groups.range::<_, str>(from_name(start));
        let found = found.take_while(|(name, _)| linked && name.starts_with(start));
        let found = found.filter(|(name, group)| {
            pattern.as_ref().is_none_or(|pattern| name.contains(pattern.as_str()))
                && class.as_ref().is_none_or(|class| *class == *group.class)
                && identifiers.as_ref().is_none_or(|names| names.iter().any(|n| **n == ***name))
        });
        let limit = limit.map_or(DESCRIBE_LIMIT, |limit| limit.max(1) as usize);
        let paging = Paging { scope: "groups", token, limit, descending: false };
        let (page, next_token) =
            paging.page(cx, found.map(|(name, g)| (name.to_string(), (name, g))))?;
        let brief = pattern.is_some();
        let log_groups = page.into_iter().map(|(name, group)| described(cx, name, group, brief));
        Ok(DescribeLogGroupsOutput { log_groups: Some(log_groups.collect()), next_token })
    }

    /// CW-A2.7: the newer listing, by a pattern of `^prefix|substring|…`.
    pub(crate) fn list_log_groups(
        &mut self,
        cx: &mut Context,
        input: ListLogGroupsInput,
    ) -> Result<ListLogGroupsOutput> {
        let ListLogGroupsInput {
            log_group_name_pattern: pattern,
            log_group_class: class,
            include_linked_accounts: _,
            account_identifiers,
            next_token: token,
            limit,
            data_sources,
            field_index_names,
            log_group_tags,
        } = input;
        let wanted = |name: &str| {
            pattern.as_ref().is_none_or(|pattern| {
                pattern.split('|').any(|one| match one.strip_prefix('^') {
                    Some(prefix) => name.starts_with(prefix),
                    None => name.contains(one),
                })
            })
        };
        // No group here has data sources or field indexes, so a filter by them finds none.
        let linked = linked(cx, account_identifiers.as_deref())
            && data_sources.is_none()
            && field_index_names.is_none();
        let found = self.groups.iter().filter(|(name, group)| {
            linked
                && wanted(name)
                && class.as_ref().is_none_or(|class| *class == *group.class)
                && log_group_tags.as_ref().is_none_or(|tags| tag_set::selects(tags, &group.tags))
        });
        let limit = limit.map_or(LIST_LIMIT, |limit| limit.max(1) as usize);
        let paging = Paging { scope: "list", token, limit, descending: false };
        let (page, next_token) =
            paging.page(cx, found.map(|(name, g)| (name.to_string(), (name, g))))?;
        let log_groups = page.into_iter().map(|(name, group)| LogGroupSummary {
            log_group_name: Some(name.to_string()),
            log_group_arn: Some(arns::group(cx, name)),
            log_group_class: Some(group.class.to_string()),
        });
        Ok(ListLogGroupsOutput { log_groups: Some(log_groups.collect()), next_token })
    }
}

/// The names that identifiers stand for.
fn named(cx: &Context, identifiers: &[String]) -> Result<Vec<String>> {
    identifiers.iter().map(|one| arns::identified(cx, one).map(str::to_owned)).collect()
}

/// No account is linked to another here: a list of accounts selects the caller's own or nothing.
fn linked(cx: &Context, accounts: Option<&[String]>) -> bool {
    accounts.is_none_or(|list| list.is_empty() || list.iter().any(|one| **one == *cx.account))
}

/// `brief`: what a search by pattern leaves out (CW-A2.7, recorded).
fn described(cx: &Context, name: &str, group: &Group, brief: bool) -> LogGroup {
    let log_group = LogGroup {
        log_group_name: Some(name.to_owned()),
        creation_time: Some(group.created.0),
        metric_filter_count: i32::try_from(group.metric_filters.len()).ok(),
        arn: Some(arns::group_with_star(cx, name)),
        log_group_arn: Some(arns::group(cx, name)),
        log_group_class: Some(group.class.to_string()),
        ..Default::default()
    };
    if brief {
        return log_group;
    }
    LogGroup {
        retention_in_days: group.retention_days,
        stored_bytes: Some(group.stored_bytes(cx.now) as i64),
        kms_key_id: group.kms_key.as_deref().map(str::to_owned),
        deletion_protection_enabled: Some(group.protected),
        ..log_group
    }
}
