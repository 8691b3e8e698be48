//! SAML providers.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html>

use crate::account::SamlHeld;
use crate::model::*;
use crate::tags::Tags;
use crate::{ID, Iam, limits, paging, tags};
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::sync::Arc;

/// A provider's metadata count for so long: a hundred years.
/// <https://docs.aws.amazon.com/cli/latest/reference/iam/get-saml-provider.html#examples>
const VALID_SECS: i64 = 36_525 * 24 * 60 * 60;
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html>
const KEYS: usize = 2;

impl Iam {
    pub(crate) fn create_saml_provider(
        &mut self,
        cx: &mut Context,
        input: CreateSAMLProviderInput,
    ) -> Result<CreateSAMLProviderOutput> {
        let CreateSAMLProviderInput {
            saml_metadata_document,
            name,
            tags,
            assertion_encryption_mode,
            add_private_key,
        } = input;
        check_metadata(&saml_metadata_document)?;
        let arn: Arc<str> = format!("arn:aws:iam::{}:saml-provider/{name}", cx.account).into();
        let held = self.directory.account(&cx.account).map(|held| &held.saml_providers);
        if held.is_some_and(|held| held.contains_key(&arn)) {
            let message = format!("SAML provider with name {name} already exists.");
            return Err(errors::entity_already_exists_exception(message));
        }
        let count = held.map_or(0, |held| held.len());
        limits::room(count, limits::SAML_PROVIDERS, "SAMLProvidersPerAccount")?;
        let mut made = SamlHeld {
            arn: arn.clone(),
            id: format!("ASMP{}", cx.id(ID, 18)).into(),
            metadata: saml_metadata_document.into(),
            created: crate::now(cx),
            valid_until: Timestamp(crate::now(cx).millis().saturating_add(VALID_SECS * 1000)),
            encryption: assertion_encryption_mode.map(Arc::from),
            keys: OrdMap::new(),
            tags: Tags::new(),
        };
        if add_private_key.is_some() {
            made.keys.insert(cx.id(ID, 22).into(), crate::now(cx));
        }
        tags::add(&mut made.tags, tags.unwrap_or_default())?;
        let tags = tags::shown_if_any(&made.tags);
        self.put_saml(cx, made);
        Ok(CreateSAMLProviderOutput { saml_provider_arn: Some(arn.to_string()), tags })
    }

    pub(crate) fn get_saml_provider(
        &mut self,
        cx: &mut Context,
        input: GetSAMLProviderInput,
    ) -> Result<GetSAMLProviderOutput> {
        let GetSAMLProviderInput { saml_provider_arn } = input;
        let held = self.saml(cx, &saml_provider_arn)?;
        let key = |(id, at): (&Arc<str>, &Timestamp)| SAMLPrivateKey {
            key_id: Some(id.to_string()),
            timestamp: Some(*at),
        };
        Ok(GetSAMLProviderOutput {
            saml_provider_uuid: Some(held.id.to_string()),
            saml_metadata_document: Some(held.metadata.to_string()),
            create_date: Some(held.created),
            valid_until: Some(held.valid_until),
            tags: Some(tags::shown(&held.tags)),
            assertion_encryption_mode: held.encryption.as_deref().map(str::to_owned),
            private_key_list: (!held.keys.is_empty()).then(|| held.keys.iter().map(key).collect()),
        })
    }

    pub(crate) fn list_saml_providers(
        &mut self,
        cx: &mut Context,
        input: ListSAMLProvidersInput,
    ) -> Result<ListSAMLProvidersOutput> {
        let ListSAMLProvidersInput {} = input;
        let all = self.directory.account(&cx.account).into_iter();
        let all = all.flat_map(|held| held.saml_providers.values());
        let entry = |held: &Arc<SamlHeld>| SAMLProviderListEntry {
            arn: Some(held.arn.to_string()),
            valid_until: Some(held.valid_until),
            create_date: Some(held.created),
        };
        Ok(ListSAMLProvidersOutput { saml_provider_list: Some(all.map(entry).collect()) })
    }

    pub(crate) fn update_saml_provider(
        &mut self,
        cx: &mut Context,
        input: UpdateSAMLProviderInput,
    ) -> Result<UpdateSAMLProviderOutput> {
        let UpdateSAMLProviderInput {
            saml_metadata_document,
            saml_provider_arn,
            assertion_encryption_mode,
            add_private_key,
            remove_private_key,
        } = input;
        let mut held = (*self.saml(cx, &saml_provider_arn)?).clone();
        if let Some(metadata) = saml_metadata_document {
            check_metadata(&metadata)?;
            held.metadata = metadata.into();
        }
        if let Some(id) = remove_private_key
            && held.keys.remove(&*id).is_none()
        {
            let message = format!("Private key {id} cannot be found.");
            return Err(errors::no_such_entity_exception(message));
        }
        if add_private_key.is_some() {
            limits::room(held.keys.len(), KEYS, "PrivateKeysPerSAMLProvider")?;
            held.keys.insert(cx.id(ID, 22).into(), crate::now(cx));
        }
        held.encryption = assertion_encryption_mode.map(Arc::from).or(held.encryption);
        self.put_saml(cx, held);
        Ok(UpdateSAMLProviderOutput { saml_provider_arn: Some(saml_provider_arn) })
    }

    pub(crate) fn delete_saml_provider(
        &mut self,
        cx: &mut Context,
        input: DeleteSAMLProviderInput,
    ) -> Result<()> {
        let DeleteSAMLProviderInput { saml_provider_arn } = input;
        let held = self.saml(cx, &saml_provider_arn)?;
        self.directory.account_mut(&cx.account).saml_providers.remove(&held.arn);
        Ok(())
    }

    pub(crate) fn tag_saml_provider(
        &mut self,
        cx: &mut Context,
        input: TagSAMLProviderInput,
    ) -> Result<()> {
        let TagSAMLProviderInput { saml_provider_arn, tags } = input;
        let mut held = (*self.saml(cx, &saml_provider_arn)?).clone();
        tags::add(&mut held.tags, tags)?;
        self.put_saml(cx, held);
        Ok(())
    }

    pub(crate) fn untag_saml_provider(
        &mut self,
        cx: &mut Context,
        input: UntagSAMLProviderInput,
    ) -> Result<()> {
        let UntagSAMLProviderInput { saml_provider_arn, tag_keys } = input;
        let mut held = (*self.saml(cx, &saml_provider_arn)?).clone();
        tags::remove(&mut held.tags, &tag_keys);
        self.put_saml(cx, held);
        Ok(())
    }

    pub(crate) fn list_saml_provider_tags(
        &mut self,
        cx: &mut Context,
        input: ListSAMLProviderTagsInput,
    ) -> Result<ListSAMLProviderTagsOutput> {
        let ListSAMLProviderTagsInput { saml_provider_arn, marker, max_items } = input;
        let all = tags::shown(&self.saml(cx, &saml_provider_arn)?.tags);
        let (tags, marker) = paging::page(all, |tag| &tag.key, marker.as_deref(), max_items)?;
        Ok(ListSAMLProviderTagsOutput { tags, is_truncated: Some(marker.is_some()), marker })
    }

    fn saml(&self, cx: &Context, arn: &str) -> Result<Arc<SamlHeld>> {
        let held = self.directory.account(&cx.account);
        let held = held.and_then(|held| held.saml_providers.get(arn)).cloned();
        held.ok_or_else(|| {
            errors::no_such_entity_exception(format!("Manifest not found for arn {arn}"))
        })
    }

    fn put_saml(&mut self, cx: &Context, held: SamlHeld) {
        let all = &mut self.directory.account_mut(&cx.account).saml_providers;
        all.insert(held.arn.clone(), Arc::new(held));
    }
}

/// XML whose root is an `EntityDescriptor` that has an `IDPSSODescriptor`.
fn check_metadata(text: &str) -> Result<()> {
    let mut reader = Reader::from_str(text);
    let (mut depth, mut roots, mut identity_provider) = (0_usize, 0_usize, false);
    let sound = loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.local_name();
                roots += usize::from(depth == 0 && name.as_ref() == "EntityDescriptor");
                identity_provider |= depth == 1 && name.as_ref() == "IDPSSODescriptor";
                depth += 1;
            }
            Ok(Event::Empty(tag)) => {
                let name = tag.local_name();
                identity_provider |= depth == 1 && name.as_ref() == "IDPSSODescriptor";
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => break depth == 0 && roots == 1,
            Ok(_) => {}
            Err(_) => break false,
        }
    };
    if sound && identity_provider {
        return Ok(());
    }
    Err(errors::invalid_input_exception("Could not parse metadata"))
}
