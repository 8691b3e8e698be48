//! Amazon CloudFront KeyValueStore: what is in key value stores, and how it changes (CF-9.5).
//!
//! AWS gives it an endpoint of its own, signed by Signature Version 4A. The stores are CloudFront's, where functions
//! read them: it is asked for everything, and this service has no state.
//!
//! - [`keys`]: the operations; [`data`]: how CloudFront is asked; [`token`]: how lists go on;
//! - [`address`]: its hosts, and what else marks its requests.

mod address;
mod data;
mod keys;
mod token;

/// The shells and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

use model::{MODEL, errors, operations};
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::service::Hooks;
use parhelion_world::{Context, Declaration, Permission};
use serde::{Deserialize, Serialize};

/// The API of the data of all key value stores.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KeyValueStores {}

static DECLARATION: Declaration = Declaration {
    address: Some(address::of),
    recognise: Some(address::recognise),
    version_4a_only: true,
    action_prefix: "cloudfront-keyvaluestore",
    ..Declaration::DEFAULT
};

parhelion_world::service! { KeyValueStores, "cloudfront-keyvaluestore", Global {
    DescribeKeyValueStore => describe_key_value_store,
    GetKey => get_key,
    PutKey => put_key,
    DeleteKey => delete_key,
    ListKeys => list_keys,
    UpdateKeys => update_keys,
} }

impl Hooks for KeyValueStores {
    /// Every operation is about one store.
    /// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfrontkeyvaluestore.html>
    fn permissions(
        &self,
        _: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        let store = Fields::of(&MODEL, operation, input).text("KvsARN").unwrap_or("*");
        let action = format!("cloudfront-keyvaluestore:{}", operation.name).into();
        vec![Permission { action, resource: store.to_owned() }]
    }

    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        let fields = Fields::of(&MODEL, operation, input);
        let named = [fields.text("KvsARN"), fields.text("Key")];
        named.into_iter().flatten().collect::<Vec<_>>().join("/")
    }
}
