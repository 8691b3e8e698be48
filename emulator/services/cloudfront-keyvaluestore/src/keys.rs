//! The operations. What changes a store names the version that the caller has seen (CF-8.5); there is no other lock.

use crate::data::{self, Described, Got};
use crate::model::*;
use crate::{KeyValueStores, errors, token};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeSet;

/// Appendix A: of one UpdateKeys.
const UPDATE_KEYS: usize = 50;
const UPDATE_BYTES: usize = 3 << 20;
/// <https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_ListKeys.html>
const LISTED: i32 = 10;

impl KeyValueStores {
    pub(crate) fn describe_key_value_store(
        &mut self,
        cx: &mut Context,
        input: DescribeKeyValueStoreInput,
    ) -> Result<DescribeKeyValueStoreOutput> {
        let DescribeKeyValueStoreInput { kvs_arn } = input;
        let described = data::describe(cx, &kvs_arn)?;
        Ok(DescribeKeyValueStoreOutput {
            item_count: described.items,
            total_size_in_bytes: described.size,
            kvs_arn,
            created: described.created(),
            last_modified: Some(described.modified()),
            e_tag: described.tag,
            status: Some("READY".into()),
            failure_reason: None,
        })
    }

    pub(crate) fn get_key(&mut self, cx: &mut Context, input: GetKeyInput) -> Result<GetKeyOutput> {
        let GetKeyInput { kvs_arn, key } = input;
        let Got { value, of } = data::get(cx, &kvs_arn, &key)?;
        Ok(GetKeyOutput { key, value, item_count: of.items, total_size_in_bytes: of.size })
    }

    pub(crate) fn put_key(&mut self, cx: &mut Context, input: PutKeyInput) -> Result<PutKeyOutput> {
        let PutKeyInput { key, value, kvs_arn, if_match } = input;
        let Described { items, size, tag, .. } =
            data::write(cx, &kvs_arn, &if_match, &[(key, value)], &[])?;
        Ok(PutKeyOutput { item_count: items, total_size_in_bytes: size, e_tag: tag })
    }

    pub(crate) fn delete_key(
        &mut self,
        cx: &mut Context,
        input: DeleteKeyInput,
    ) -> Result<DeleteKeyOutput> {
        let DeleteKeyInput { kvs_arn, key, if_match } = input;
        let Described { items, size, tag, .. } = data::write(cx, &kvs_arn, &if_match, &[], &[key])?;
        Ok(DeleteKeyOutput { item_count: items, total_size_in_bytes: size, e_tag: tag })
    }

    pub(crate) fn list_keys(
        &mut self,
        cx: &mut Context,
        input: ListKeysInput,
    ) -> Result<ListKeysOutput> {
        let ListKeysInput { kvs_arn, next_token, max_results } = input;
        let wanted = usize::try_from(max_results.unwrap_or(LISTED)).unwrap_or_default();
        let after = token::key(next_token)?;
        let mut pairs = data::list(cx, &kvs_arn, &after, wanted + 1)?;
        let more = pairs.len() > wanted;
        pairs.truncate(wanted);
        let next_token = pairs.last().filter(|_| more).map(|(key, _)| token::of(key));
        let item = |(key, value)| ListKeysResponseListItem { key, value };
        Ok(ListKeysOutput { next_token, items: Some(pairs.into_iter().map(item).collect()) })
    }

    /// All or nothing; no key is named twice.
    pub(crate) fn update_keys(
        &mut self,
        cx: &mut Context,
        input: UpdateKeysInput,
    ) -> Result<UpdateKeysOutput> {
        let UpdateKeysInput { kvs_arn, if_match, puts, deletes } = input;
        let puts = puts.unwrap_or_default().into_iter();
        let puts: Vec<_> = puts.map(|put| (put.key, put.value)).collect();
        let deletes = deletes.unwrap_or_default().into_iter();
        let deletes: Vec<_> = deletes.map(|delete| delete.key).collect();
        check(&puts, &deletes)?;
        let Described { items, size, tag, .. } =
            data::write(cx, &kvs_arn, &if_match, &puts, &deletes)?;
        Ok(UpdateKeysOutput { item_count: items, total_size_in_bytes: size, e_tag: tag })
    }
}

fn check(puts: &[(String, String)], deletes: &[String]) -> Result<()> {
    let keys = || puts.iter().map(|(key, _)| key).chain(deletes);
    let wrong = |why: &'static str| Err(errors::validation_exception(why));
    if keys().next().is_none() {
        return wrong("The request has neither Puts nor Deletes.");
    }
    if keys().collect::<BTreeSet<_>>().len() < keys().count() {
        return wrong("The request names a key more than once.");
    }
    let bytes: usize = puts.iter().map(|(key, value)| key.len() + value.len()).sum();
    if keys().count() > UPDATE_KEYS || bytes > UPDATE_BYTES {
        return Err(errors::service_quota_exceeded_exception(
            "Limit exceeded: Maximum number of keys or size of an UpdateKeys request",
        ));
    }
    Ok(())
}
