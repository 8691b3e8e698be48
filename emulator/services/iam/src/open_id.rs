//! OpenID Connect providers, whose tokens AssumeRoleWithWebIdentity takes.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html>

use crate::account::OpenIdHeld;
use crate::model::*;
use crate::tags::Tags;
use crate::{Iam, limits, paging, tags};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::OpenIdProvider;
use std::sync::Arc;

impl Iam {
    pub(crate) fn create_open_id_connect_provider(
        &mut self,
        cx: &mut Context,
        input: CreateOpenIDConnectProviderInput,
    ) -> Result<CreateOpenIDConnectProviderOutput> {
        let CreateOpenIDConnectProviderInput { url, client_id_list, thumbprint_list, tags } = input;
        let place = place(&url)?;
        let clients = client_id_list.unwrap_or_default();
        let thumbprints = thumbprint_list.unwrap_or_default();
        check_thumbprints(&thumbprints)?;
        limits::room(clients.len().saturating_sub(1), limits::CLIENT_IDS, CLIENTS_QUOTA)?;
        let arn: Arc<str> = format!("arn:aws:iam::{}:oidc-provider/{place}", cx.account).into();
        let held = self.directory.account(&cx.account).map(|held| &held.open_id_providers);
        if held.is_some_and(|held| held.contains_key(&arn)) {
            let message = format!("Provider with url {url} already exists.");
            return Err(errors::entity_already_exists_exception(message));
        }
        let count = held.map_or(0, |held| held.len());
        limits::room(count, limits::OPEN_ID_PROVIDERS, "OpenIDConnectProvidersPerAccount")?;
        let mut client_ids: Vec<Arc<str>> = Vec::new();
        for client in clients {
            if !client_ids.iter().any(|known| **known == *client) {
                client_ids.push(client.into());
            }
        }
        let provider = OpenIdProvider {
            arn: arn.clone(),
            url: place.into(),
            client_ids,
            thumbprints: thumbprints.into_iter().map(Arc::from).collect(),
        };
        let mut made =
            OpenIdHeld { provider: Arc::new(provider), created: crate::now(cx), tags: Tags::new() };
        tags::add(&mut made.tags, tags.unwrap_or_default())?;
        let tags = tags::shown_if_any(&made.tags);
        self.put_open_id(cx, made);
        self.hide_by(cx, &crate::choices::PROVIDER_LATE, &arn);
        let open_id_connect_provider_arn = Some(arn.to_string());
        Ok(CreateOpenIDConnectProviderOutput { open_id_connect_provider_arn, tags })
    }

    pub(crate) fn get_open_id_connect_provider(
        &mut self,
        cx: &mut Context,
        input: GetOpenIDConnectProviderInput,
    ) -> Result<GetOpenIDConnectProviderOutput> {
        let GetOpenIDConnectProviderInput { open_id_connect_provider_arn } = input;
        let held = self.open_id(cx, &open_id_connect_provider_arn)?;
        let texts = |all: &[Arc<str>]| Some(all.iter().map(|it| it.to_string()).collect());
        Ok(GetOpenIDConnectProviderOutput {
            url: Some(held.provider.url.to_string()),
            client_id_list: texts(&held.provider.client_ids),
            thumbprint_list: texts(&held.provider.thumbprints),
            create_date: Some(held.created),
            tags: Some(tags::shown(&held.tags)),
        })
    }

    pub(crate) fn list_open_id_connect_providers(
        &mut self,
        cx: &mut Context,
        input: ListOpenIDConnectProvidersInput,
    ) -> Result<ListOpenIDConnectProvidersOutput> {
        let ListOpenIDConnectProvidersInput {} = input;
        let all = self.directory.account(&cx.account).into_iter();
        let all = all.flat_map(|held| held.open_id_providers.keys());
        let entry = |arn: &Arc<str>| OpenIDConnectProviderListEntry { arn: Some(arn.to_string()) };
        let open_id_connect_provider_list = Some(all.map(entry).collect());
        Ok(ListOpenIDConnectProvidersOutput { open_id_connect_provider_list })
    }

    /// One that is not there is no fault.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html>
    pub(crate) fn delete_open_id_connect_provider(
        &mut self,
        cx: &mut Context,
        input: DeleteOpenIDConnectProviderInput,
    ) -> Result<()> {
        let DeleteOpenIDConnectProviderInput { open_id_connect_provider_arn } = input;
        let arn = &*open_id_connect_provider_arn;
        self.directory.account_mut(&cx.account).open_id_providers.remove(arn);
        Ok(())
    }

    /// An id that is there already is no fault.
    pub(crate) fn add_client_id_to_open_id_connect_provider(
        &mut self,
        cx: &mut Context,
        input: AddClientIDToOpenIDConnectProviderInput,
    ) -> Result<()> {
        let AddClientIDToOpenIDConnectProviderInput { open_id_connect_provider_arn, client_id } =
            input;
        self.change_open_id(cx, &open_id_connect_provider_arn, |provider, _| {
            if !provider.client_ids.iter().any(|known| **known == *client_id) {
                let held = provider.client_ids.len();
                limits::room(held, limits::CLIENT_IDS, CLIENTS_QUOTA)?;
                provider.client_ids.push(client_id.into());
            }
            Ok(())
        })
    }

    /// One that is not there is no fault.
    pub(crate) fn remove_client_id_from_open_id_connect_provider(
        &mut self,
        cx: &mut Context,
        input: RemoveClientIDFromOpenIDConnectProviderInput,
    ) -> Result<()> {
        let RemoveClientIDFromOpenIDConnectProviderInput {
            open_id_connect_provider_arn,
            client_id,
        } = input;
        self.change_open_id(cx, &open_id_connect_provider_arn, |provider, _| {
            provider.client_ids.retain(|known| **known != *client_id);
            Ok(())
        })
    }

    pub(crate) fn update_open_id_connect_provider_thumbprint(
        &mut self,
        cx: &mut Context,
        input: UpdateOpenIDConnectProviderThumbprintInput,
    ) -> Result<()> {
        let UpdateOpenIDConnectProviderThumbprintInput {
            open_id_connect_provider_arn,
            thumbprint_list,
        } = input;
        self.change_open_id(cx, &open_id_connect_provider_arn, |provider, _| {
            check_thumbprints(&thumbprint_list)?;
            provider.thumbprints = thumbprint_list.into_iter().map(Arc::from).collect();
            Ok(())
        })
    }

    pub(crate) fn tag_open_id_connect_provider(
        &mut self,
        cx: &mut Context,
        input: TagOpenIDConnectProviderInput,
    ) -> Result<()> {
        let TagOpenIDConnectProviderInput { open_id_connect_provider_arn, tags } = input;
        self.change_open_id(cx, &open_id_connect_provider_arn, |_, held| tags::add(held, tags))
    }

    pub(crate) fn untag_open_id_connect_provider(
        &mut self,
        cx: &mut Context,
        input: UntagOpenIDConnectProviderInput,
    ) -> Result<()> {
        let UntagOpenIDConnectProviderInput { open_id_connect_provider_arn, tag_keys } = input;
        self.change_open_id(cx, &open_id_connect_provider_arn, |_, held| {
            tags::remove(held, &tag_keys);
            Ok(())
        })
    }

    pub(crate) fn list_open_id_connect_provider_tags(
        &mut self,
        cx: &mut Context,
        input: ListOpenIDConnectProviderTagsInput,
    ) -> Result<ListOpenIDConnectProviderTagsOutput> {
        let ListOpenIDConnectProviderTagsInput { open_id_connect_provider_arn, marker, max_items } =
            input;
        let all = tags::shown(&self.open_id(cx, &open_id_connect_provider_arn)?.tags);
        let (tags, marker) = paging::page(all, |tag| &tag.key, marker.as_deref(), max_items)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListOpenIDConnectProviderTagsOutput { tags, is_truncated, marker })
    }

    fn open_id(&self, cx: &Context, arn: &str) -> Result<OpenIdHeld> {
        let held = self.directory.account(&cx.account);
        let held = held.and_then(|held| held.open_id_providers.get(arn)).cloned();
        held.ok_or_else(|| {
            let message = format!("OpenIDConnect Provider not found for arn {arn}");
            errors::no_such_entity_exception(message)
        })
    }

    fn put_open_id(&mut self, cx: &Context, held: OpenIdHeld) {
        let all = &mut self.directory.account_mut(&cx.account).open_id_providers;
        all.insert(held.provider.arn.clone(), held);
    }

    fn change_open_id(
        &mut self,
        cx: &Context,
        arn: &str,
        f: impl FnOnce(&mut OpenIdProvider, &mut Tags) -> Result<()>,
    ) -> Result<()> {
        let mut held = self.open_id(cx, arn)?;
        let mut provider = (*held.provider).clone();
        f(&mut provider, &mut held.tags)?;
        self.put_open_id(cx, OpenIdHeld { provider: Arc::new(provider), ..held });
        Ok(())
    }
}

const CLIENTS_QUOTA: &str = "ClientIdsPerOpenIdConnectProvider";

/// What ARNs and answers have of a URL: all but its scheme, which must be `https`.
fn place(url: &str) -> Result<String> {
    let place = url.strip_prefix("https://").filter(|place| {
        !place.is_empty() && !place.starts_with('/') && !place.contains(['?', '#', '@', ' '])
    });
    place
        .map(|place| place.trim_end_matches('/').to_owned())
        .ok_or_else(|| Error::new(400, "ValidationError", "Invalid Open ID Connect Provider URL"))
}

fn check_thumbprints(thumbprints: &[String]) -> Result<()> {
    if thumbprints.len() > limits::THUMBPRINTS {
        let message = "Thumbprint list must contain fewer than 5 entries.";
        return Err(errors::invalid_input_exception(message));
    }
    Ok(())
}
