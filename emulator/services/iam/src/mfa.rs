//! Virtual MFA devices.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html>

use crate::account::Device;
use crate::model::*;
use crate::tags::Tags;
use crate::totp::Seed;
use crate::{Iam, limits, paging, qr, shown, tags};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};
use std::sync::Arc;

impl Iam {
    /// The seed and its picture are shown this once.
    pub(crate) fn create_virtual_mfa_device(
        &mut self,
        cx: &mut Context,
        input: CreateVirtualMFADeviceInput,
    ) -> Result<CreateVirtualMFADeviceOutput> {
        let CreateVirtualMFADeviceInput { path, virtual_mfa_device_name: name, tags } = input;
        let path = path.unwrap_or_else(|| "/".to_owned());
        let serial: Arc<str> = format!("arn:aws:iam::{}:mfa{path}{name}", cx.account).into();
        let held = self.directory.account(&cx.account).map(|held| &held.mfa_devices);
        if held.is_some_and(|held| held.contains_key(&serial)) {
            let message = "MFADevice entity at the same path and name already exists.";
            return Err(errors::entity_already_exists_exception(message));
        }
        let count = held.map_or(0, |held| held.len());
        limits::room(count, limits::VIRTUAL_MFA_DEVICES, "VirtualMFADevicesPerAccount")?;
        let seed = Seed::new(cx.bytes::<40>().to_vec());
        let mut made = Device { serial: serial.clone(), seed, tags: Tags::new() };
        tags::add(&mut made.tags, tags.unwrap_or_default())?;
        let text = made.seed.base32();
        let address = format!(
            "otpauth://totp/Amazon%20Web%20Services:{name}@{}?secret={text}&issuer=Amazon%20Web%20Services",
            cx.account
        );
        let virtual_mfa_device = VirtualMFADevice {
            serial_number: serial.to_string(),
            base32_string_seed: Some(text.into()),
            qr_code_png: qr::png(&address).map(Into::into),
            tags: tags::shown_if_any(&made.tags),
            ..VirtualMFADevice::default()
        };
        self.directory.account_mut(&cx.account).mfa_devices.insert(serial, made);
        Ok(CreateVirtualMFADeviceOutput { virtual_mfa_device })
    }

    pub(crate) fn enable_mfa_device(
        &mut self,
        cx: &mut Context,
        input: EnableMFADeviceInput,
    ) -> Result<()> {
        let EnableMFADeviceInput {
            user_name,
            serial_number,
            authentication_code1,
            authentication_code2,
        } = input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        let device = self.device(cx, &serial_number)?;
        if self.bearer(cx, &serial_number).is_some() {
            let message = "MFA Device is already in use.";
            return Err(errors::entity_already_exists_exception(message));
        }
        let held = self.directory.things(&user.arn).map_or(0, |held| held.mfa.len());
        limits::room(held, limits::MFA_DEVICES_OF_USER, "MFADevicesPerUser")?;
        let device = synchronised(cx, device, [&authentication_code1, &authentication_code2])?;
        let now = crate::now(cx);
        self.directory.things_mut(&user.arn).mfa.insert(device.serial.clone(), now);
        self.put_device(cx, device);
        Ok(())
    }

    pub(crate) fn resync_mfa_device(
        &mut self,
        cx: &mut Context,
        input: ResyncMFADeviceInput,
    ) -> Result<()> {
        let ResyncMFADeviceInput {
            user_name,
            serial_number,
            authentication_code1,
            authentication_code2,
        } = input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        self.enabled_at(&user, &serial_number)?;
        let device = self.device(cx, &serial_number)?;
        let device = synchronised(cx, device, [&authentication_code1, &authentication_code2])?;
        self.put_device(cx, device);
        Ok(())
    }

    pub(crate) fn deactivate_mfa_device(
        &mut self,
        cx: &mut Context,
        input: DeactivateMFADeviceInput,
    ) -> Result<()> {
        let DeactivateMFADeviceInput { user_name, serial_number } = input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        self.enabled_at(&user, &serial_number)?;
        self.directory.things_mut(&user.arn).mfa.remove(&*serial_number);
        Ok(())
    }

    pub(crate) fn delete_virtual_mfa_device(
        &mut self,
        cx: &mut Context,
        input: DeleteVirtualMFADeviceInput,
    ) -> Result<()> {
        let DeleteVirtualMFADeviceInput { serial_number } = input;
        let device = self.device(cx, &serial_number)?;
        if self.bearer(cx, &serial_number).is_some() {
            let message = "MFA VirtualDevice in use. Must deactivate first.";
            return Err(errors::delete_conflict_exception(message));
        }
        self.directory.account_mut(&cx.account).mfa_devices.remove(&device.serial);
        Ok(())
    }

    pub(crate) fn get_mfa_device(
        &mut self,
        cx: &mut Context,
        input: GetMFADeviceInput,
    ) -> Result<GetMFADeviceOutput> {
        let GetMFADeviceInput { serial_number, user_name } = input;
        let bearer = self.bearer(cx, &serial_number);
        if let Some(name) = user_name {
            let user = self.find(cx, PrincipalKind::User, &name)?;
            self.enabled_at(&user, &serial_number)?;
        }
        self.device(cx, &serial_number)?;
        Ok(GetMFADeviceOutput {
            user_name: bearer.as_ref().map(|(user, _)| user.name.to_string()),
            enable_date: bearer.map(|(_, at)| at),
            serial_number,
            certifications: None,
        })
    }

    pub(crate) fn list_mfa_devices(
        &mut self,
        cx: &mut Context,
        input: ListMFADevicesInput,
    ) -> Result<ListMFADevicesOutput> {
        let ListMFADevicesInput { user_name, marker, max_items } = input;
        // Root's own devices have no calls here.
        let root = user_name.is_none() && cx.caller.is_root();
        let user = (!root).then(|| self.user_or_caller(cx, user_name.as_deref())).transpose()?;
        let all = user.iter().flat_map(|user| {
            let enabled = self.directory.things(&user.arn).into_iter().flat_map(|it| it.mfa.iter());
            enabled.map(|(serial, at)| MFADevice {
                user_name: user.name.to_string(),
                serial_number: serial.to_string(),
                enable_date: *at,
            })
        });
        let (mfa_devices, marker) = paging::page(
            all.collect(),
            |it: &MFADevice| &it.serial_number,
            marker.as_deref(),
            max_items,
        )?;
        Ok(ListMFADevicesOutput { mfa_devices, is_truncated: Some(marker.is_some()), marker })
    }

    /// With their users, but without seeds.
    pub(crate) fn list_virtual_mfa_devices(
        &mut self,
        cx: &mut Context,
        input: ListVirtualMFADevicesInput,
    ) -> Result<ListVirtualMFADevicesOutput> {
        let ListVirtualMFADevicesInput { assignment_status, marker, max_items } = input;
        let all = self.directory.account(&cx.account).into_iter();
        let all = all.flat_map(|held| held.mfa_devices.keys());
        let all = all.map(|serial| {
            let bearer = self.bearer(cx, serial);
            VirtualMFADevice {
                serial_number: serial.to_string(),
                user: bearer.as_ref().map(|(user, _)| shown::listed_user(user)),
                enable_date: bearer.map(|(_, at)| at),
                ..VirtualMFADevice::default()
            }
        });
        let wanted = |device: &VirtualMFADevice| match assignment_status.as_deref() {
            Some("Assigned") => device.user.is_some(),
            Some("Unassigned") => device.user.is_none(),
            _ => true,
        };
        let (virtual_mfa_devices, marker) = paging::page(
            all.filter(wanted).collect(),
            |it: &VirtualMFADevice| &it.serial_number,
            marker.as_deref(),
            max_items,
        )?;
        let is_truncated = Some(marker.is_some());
        Ok(ListVirtualMFADevicesOutput { virtual_mfa_devices, is_truncated, marker })
    }

    pub(crate) fn tag_mfa_device(
        &mut self,
        cx: &mut Context,
        input: TagMFADeviceInput,
    ) -> Result<()> {
        let TagMFADeviceInput { serial_number, tags } = input;
        let mut device = self.device(cx, &serial_number)?;
        tags::add(&mut device.tags, tags)?;
        self.put_device(cx, device);
        Ok(())
    }

    pub(crate) fn untag_mfa_device(
        &mut self,
        cx: &mut Context,
        input: UntagMFADeviceInput,
    ) -> Result<()> {
        let UntagMFADeviceInput { serial_number, tag_keys } = input;
        let mut device = self.device(cx, &serial_number)?;
        tags::remove(&mut device.tags, &tag_keys);
        self.put_device(cx, device);
        Ok(())
    }

    pub(crate) fn list_mfa_device_tags(
        &mut self,
        cx: &mut Context,
        input: ListMFADeviceTagsInput,
    ) -> Result<ListMFADeviceTagsOutput> {
        let ListMFADeviceTagsInput { serial_number, marker, max_items } = input;
        let all = tags::shown(&self.device(cx, &serial_number)?.tags);
        let (tags, marker) = paging::page(all, |tag| &tag.key, marker.as_deref(), max_items)?;
        Ok(ListMFADeviceTagsOutput { tags, is_truncated: Some(marker.is_some()), marker })
    }

    fn device(&self, cx: &Context, serial: &str) -> Result<Device> {
        let held = self.directory.account(&cx.account);
        held.and_then(|held| held.mfa_devices.get(serial)).cloned().ok_or_else(|| {
            let message = format!("VirtualMFADevice with serial number {serial} doesn't exist.");
            errors::no_such_entity_exception(message)
        })
    }

    fn put_device(&mut self, cx: &Context, device: Device) {
        let all = &mut self.directory.account_mut(&cx.account).mfa_devices;
        all.insert(device.serial.clone(), device);
    }

    /// Whose a device is, and since when.
    fn bearer(&self, cx: &Context, serial: &str) -> Option<(Arc<Principal>, Timestamp)> {
        self.directory.all_things().find_map(|(arn, held)| {
            let user = self.directory.principal(arn).filter(|it| it.account == cx.account)?;
            Some((user.clone(), *held.mfa.get(serial)?))
        })
    }

    fn enabled_at(&self, user: &Principal, serial: &str) -> Result<Timestamp> {
        let held = self.directory.things(&user.arn).and_then(|held| held.mfa.get(serial));
        held.copied().ok_or_else(|| -> Error {
            let message = format!("MFA Device {serial} is invalid for user {}.", user.name);
            errors::no_such_entity_exception(message)
        })
    }
}

/// By two codes in a row.
fn synchronised(cx: &Context, device: Device, codes: [&str; 2]) -> Result<Device> {
    match device.seed.synchronised(codes, crate::now(cx)) {
        Some(seed) => Ok(Device { seed, ..device }),
        None => {
            let message = "Authentication code for device is not valid.";
            Err(errors::invalid_authentication_code_exception(message))
        }
    }
}
