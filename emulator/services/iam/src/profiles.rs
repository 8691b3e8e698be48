//! Instance profiles: what hands a role to EC2 instances.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html>

use crate::account::Profile;
use crate::model::*;
use crate::refusals::conflict;
use crate::tags::Tags;
use crate::{ID, Iam, limits, paging, shown, tags};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::PrincipalKind;
use std::sync::Arc;

impl Iam {
    pub(crate) fn create_instance_profile(
        &mut self,
        cx: &mut Context,
        input: CreateInstanceProfileInput,
    ) -> Result<CreateInstanceProfileOutput> {
        let CreateInstanceProfileInput { instance_profile_name: name, path, tags } = input;
        if self.profile(cx, &name).is_ok() {
            let message = format!("Instance Profile {name} already exists.");
            return Err(errors::entity_already_exists_exception(message));
        }
        let held = self.directory.account(&cx.account).map_or(0, |held| held.profiles.len());
        limits::room(held, limits::PROFILES, "InstanceProfilesPerAccount")?;
        let path = path.unwrap_or_else(|| "/".to_owned());
        let mut made = Profile {
            arn: format!("arn:aws:iam::{}:instance-profile{path}{name}", cx.account).into(),
            path: path.into(),
            name: name.into(),
            id: format!("AIPA{}", cx.id(ID, 17)).into(),
            created: crate::now(cx),
            role: None,
            tags: Tags::new(),
        };
        tags::add(&mut made.tags, tags.unwrap_or_default())?;
        let tags = tags::shown_if_any(&made.tags);
        let instance_profile = InstanceProfile { tags, ..self.shown_profile(&made) };
        self.put_profile(cx, made);
        Ok(CreateInstanceProfileOutput { instance_profile })
    }

    pub(crate) fn get_instance_profile(
        &mut self,
        cx: &mut Context,
        input: GetInstanceProfileInput,
    ) -> Result<GetInstanceProfileOutput> {
        let GetInstanceProfileInput { instance_profile_name } = input;
        let held = self.profile(cx, &instance_profile_name)?;
        let tags = Some(tags::shown(&held.tags));
        let instance_profile = InstanceProfile { tags, ..self.shown_profile(&held) };
        Ok(GetInstanceProfileOutput { instance_profile })
    }

    pub(crate) fn list_instance_profiles(
        &mut self,
        cx: &mut Context,
        input: ListInstanceProfilesInput,
    ) -> Result<ListInstanceProfilesOutput> {
        let ListInstanceProfilesInput { path_prefix, marker, max_items } = input;
        let prefix = path_prefix.unwrap_or_else(|| "/".to_owned());
        let all = self.directory.account(&cx.account).into_iter();
        let all = all.flat_map(|held| held.profiles.values());
        let below = all.filter(|held| held.path.starts_with(&prefix));
        let all = below.map(|held| self.shown_profile(held)).collect();
        let (page, marker) = paging::page(all, name_of, marker.as_deref(), max_items)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListInstanceProfilesOutput { instance_profiles: page, is_truncated, marker })
    }

    pub(crate) fn list_instance_profiles_for_role(
        &mut self,
        cx: &mut Context,
        input: ListInstanceProfilesForRoleInput,
    ) -> Result<ListInstanceProfilesForRoleOutput> {
        let ListInstanceProfilesForRoleInput { role_name, marker, max_items } = input;
        let role = self.find(cx, PrincipalKind::Role, &role_name)?;
        let all = self.profiles_of(cx, &role.arn);
        let all = all.iter().map(|held| self.shown_profile(held)).collect();
        let (page, marker) = paging::page(all, name_of, marker.as_deref(), max_items)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListInstanceProfilesForRoleOutput { instance_profiles: page, is_truncated, marker })
    }

    pub(crate) fn delete_instance_profile(
        &mut self,
        cx: &mut Context,
        input: DeleteInstanceProfileInput,
    ) -> Result<()> {
        let DeleteInstanceProfileInput { instance_profile_name } = input;
        let held = self.profile(cx, &instance_profile_name)?;
        if held.role.is_some() {
            return Err(conflict("must remove roles from instance profile first"));
        }
        self.directory.account_mut(&cx.account).profiles.remove(&held.name);
        Ok(())
    }

    pub(crate) fn add_role_to_instance_profile(
        &mut self,
        cx: &mut Context,
        input: AddRoleToInstanceProfileInput,
    ) -> Result<()> {
        let AddRoleToInstanceProfileInput { instance_profile_name, role_name } = input;
        let held = self.profile(cx, &instance_profile_name)?;
        let role = self.own_role(cx, &role_name)?;
        let roles = usize::from(held.role.is_some());
        limits::room(roles, 1, "InstanceSessionsPerInstanceProfile")?;
        self.put_profile(cx, Profile { role: Some(role.arn.clone()), ..(*held).clone() });
        Ok(())
    }

    pub(crate) fn remove_role_from_instance_profile(
        &mut self,
        cx: &mut Context,
        input: RemoveRoleFromInstanceProfileInput,
    ) -> Result<()> {
        let RemoveRoleFromInstanceProfileInput { instance_profile_name, role_name } = input;
        let held = self.profile(cx, &instance_profile_name)?;
        let role = self.find(cx, PrincipalKind::Role, &role_name)?;
        if held.role.as_ref() != Some(&role.arn) {
            return Err(crate::missing(PrincipalKind::Role, &role_name));
        }
        self.put_profile(cx, Profile { role: None, ..(*held).clone() });
        Ok(())
    }

    pub(crate) fn tag_instance_profile(
        &mut self,
        cx: &mut Context,
        input: TagInstanceProfileInput,
    ) -> Result<()> {
        let TagInstanceProfileInput { instance_profile_name, tags } = input;
        let mut held = (*self.profile(cx, &instance_profile_name)?).clone();
        tags::add(&mut held.tags, tags)?;
        self.put_profile(cx, held);
        Ok(())
    }

    pub(crate) fn untag_instance_profile(
        &mut self,
        cx: &mut Context,
        input: UntagInstanceProfileInput,
    ) -> Result<()> {
        let UntagInstanceProfileInput { instance_profile_name, tag_keys } = input;
        let mut held = (*self.profile(cx, &instance_profile_name)?).clone();
        tags::remove(&mut held.tags, &tag_keys);
        self.put_profile(cx, held);
        Ok(())
    }

    pub(crate) fn list_instance_profile_tags(
        &mut self,
        cx: &mut Context,
        input: ListInstanceProfileTagsInput,
    ) -> Result<ListInstanceProfileTagsOutput> {
        let ListInstanceProfileTagsInput { instance_profile_name, marker, max_items } = input;
        let all = tags::shown(&self.profile(cx, &instance_profile_name)?.tags);
        let (tags, marker) = paging::page(all, |tag| &tag.key, marker.as_deref(), max_items)?;
        Ok(ListInstanceProfileTagsOutput { tags, is_truncated: Some(marker.is_some()), marker })
    }

    /// Names fold case.
    pub(crate) fn profile(&self, cx: &Context, name: &str) -> Result<Arc<Profile>> {
        let mut all = self.directory.account(&cx.account).into_iter();
        let mut all = all.by_ref().flat_map(|held| held.profiles.values());
        let found = all.find(|held| held.name.eq_ignore_ascii_case(name)).cloned();
        found.ok_or_else(|| {
            let message = format!("Instance Profile {name} cannot be found.");
            errors::no_such_entity_exception(message)
        })
    }

    fn put_profile(&mut self, cx: &Context, profile: Profile) {
        let profiles = &mut self.directory.account_mut(&cx.account).profiles;
        profiles.insert(profile.name.clone(), Arc::new(profile));
    }

    /// The instance profiles that hold a role.
    pub(crate) fn profiles_of(&self, cx: &Context, role: &str) -> Vec<Arc<Profile>> {
        let all = self.directory.account(&cx.account).into_iter();
        let all = all.flat_map(|held| held.profiles.values());
        all.filter(|held| held.role.as_deref() == Some(role)).cloned().collect()
    }

    /// Without its tags.
    pub(crate) fn shown_profile(&self, held: &Profile) -> InstanceProfile {
        let role = held.role.as_deref().and_then(|arn| self.directory.principal(arn));
        InstanceProfile {
            path: held.path.to_string(),
            instance_profile_name: held.name.to_string(),
            instance_profile_id: held.id.to_string(),
            arn: held.arn.to_string(),
            create_date: held.created,
            roles: role.map(|role| shown::profile_role(role)).into_iter().collect(),
            tags: None,
        }
    }
}

fn name_of(profile: &InstanceProfile) -> &str {
    &profile.instance_profile_name
}
