//! Custom key stores: there are none, for what they are made of is not here.
//!
//! A store is a CloudHSM cluster, or a proxy that KMS must reach: neither exists in this cloud, so KMS
//! answers what it answers of a cluster, proxy or store that is not there.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-store-overview.html>

use crate::Kms;
use crate::model::*;
use crate::paging::{self, Pages};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Kms {
    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html>
    pub(crate) fn create_custom_key_store(
        &mut self,
        _: &mut Context,
        input: CreateCustomKeyStoreInput,
    ) -> Result<CreateCustomKeyStoreOutput> {
        let CreateCustomKeyStoreInput {
            custom_key_store_name: _,
            cloud_hsm_cluster_id,
            trust_anchor_certificate,
            key_store_password,
            custom_key_store_type,
            xks_proxy_uri_endpoint,
            xks_proxy_uri_path,
            xks_proxy_vpc_endpoint_service_name,
            xks_proxy_vpc_endpoint_service_owner: _,
            xks_proxy_authentication_credential,
            xks_proxy_connectivity,
        } = input;
        let external = custom_key_store_type.as_deref() == Some("EXTERNAL_KEY_STORE");
        let missing = if external {
            let members = [
                ("XksProxyUriEndpoint", xks_proxy_uri_endpoint.is_some()),
                ("XksProxyUriPath", xks_proxy_uri_path.is_some()),
                ("XksProxyAuthenticationCredential", xks_proxy_authentication_credential.is_some()),
                ("XksProxyConnectivity", xks_proxy_connectivity.is_some()),
            ];
            members.into_iter().find(|(_, there)| !there)
        } else {
            let members = [
                ("CloudHsmClusterId", cloud_hsm_cluster_id.is_some()),
                ("TrustAnchorCertificate", trust_anchor_certificate.is_some()),
                ("KeyStorePassword", key_store_password.is_some()),
            ];
            members.into_iter().find(|(_, there)| !there)
        };
        if let Some((member, _)) = missing {
            let kind = if external { "EXTERNAL_KEY_STORE" } else { "AWS_CLOUDHSM" };
            let message = format!("{member} is required for custom key stores of type {kind}.");
            return Err(Error::new(400, "ValidationException", message));
        }
        let of = |text: Option<String>| text.unwrap_or_default();
        Err(match (external, xks_proxy_connectivity.as_deref()) {
            (false, _) => errors::cloud_hsm_cluster_not_found_exception(format!(
                "Cannot find the cluster with cluster ID {}.",
                of(cloud_hsm_cluster_id)
            )),
            (true, Some("VPC_ENDPOINT_SERVICE")) => {
                errors::xks_proxy_vpc_endpoint_service_not_found_exception(format!(
                    "Cannot find the VPC endpoint service {}.",
                    of(xks_proxy_vpc_endpoint_service_name)
                ))
            }
            _ => errors::xks_proxy_uri_unreachable_exception(format!(
                "Cannot reach the external key store proxy at {}{}.",
                of(xks_proxy_uri_endpoint),
                of(xks_proxy_uri_path)
            )),
        })
    }

    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html>
    pub(crate) fn describe_custom_key_stores(
        &mut self,
        _: &mut Context,
        input: DescribeCustomKeyStoresInput,
    ) -> Result<DescribeCustomKeyStoresOutput> {
        let DescribeCustomKeyStoresInput {
            custom_key_store_id,
            custom_key_store_name,
            limit,
            marker,
        } = input;
        if let Some(store) = custom_key_store_id.or(custom_key_store_name) {
            return Err(no_store(&store));
        }
        let pages = Pages { usual: 1000, most: 1000 };
        let (stores, next_marker) = paging::page(
            Vec::new(),
            |_: &CustomKeyStoresListEntry| "",
            marker.as_deref(),
            (limit, pages),
        )?;
        let truncated = Some(next_marker.is_some());
        Ok(DescribeCustomKeyStoresOutput {
            custom_key_stores: Some(stores),
            next_marker,
            truncated,
        })
    }

    pub(crate) fn connect_custom_key_store(
        &mut self,
        _: &mut Context,
        input: ConnectCustomKeyStoreInput,
    ) -> Result<ConnectCustomKeyStoreOutput> {
        let ConnectCustomKeyStoreInput { custom_key_store_id } = input;
        Err(no_store(&custom_key_store_id))
    }

    pub(crate) fn disconnect_custom_key_store(
        &mut self,
        _: &mut Context,
        input: DisconnectCustomKeyStoreInput,
    ) -> Result<DisconnectCustomKeyStoreOutput> {
        let DisconnectCustomKeyStoreInput { custom_key_store_id } = input;
        Err(no_store(&custom_key_store_id))
    }

    pub(crate) fn update_custom_key_store(
        &mut self,
        _: &mut Context,
        input: UpdateCustomKeyStoreInput,
    ) -> Result<UpdateCustomKeyStoreOutput> {
        let UpdateCustomKeyStoreInput { custom_key_store_id, .. } = input;
        Err(no_store(&custom_key_store_id))
    }

    pub(crate) fn delete_custom_key_store(
        &mut self,
        _: &mut Context,
        input: DeleteCustomKeyStoreInput,
    ) -> Result<DeleteCustomKeyStoreOutput> {
        let DeleteCustomKeyStoreInput { custom_key_store_id } = input;
        Err(no_store(&custom_key_store_id))
    }
}

/// No store has this id or name.
pub(crate) fn no_store(store: &str) -> Error {
    let message = format!("Cannot find the custom key store {store}.");
    errors::custom_key_store_not_found_exception(message)
}
