//! A world with KMS and nothing else.

use parhelion_kms::Kms;
use parhelion_kms::model::operations::*;
use parhelion_kms::model::*;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_wire::shell::TypedOperation;
use parhelion_world::identity::{ACCESS_KEY, ACCOUNT};
use parhelion_world::service::Handles;
use parhelion_world::world::entry;
use parhelion_world::{Caller, OnBehalf, RequestInfo, World};
use std::time::Duration;

pub(crate) const DAY: Duration = Duration::from_secs(24 * 3600);
pub(crate) const HOME: &str = "us-east-1";
pub(crate) const AWAY: &str = "eu-west-1";

pub(crate) const NOT_FOUND: &str = "NotFoundException";
pub(crate) const INVALID_STATE: &str = "KMSInvalidStateException";
pub(crate) const UNSUPPORTED: &str = "UnsupportedOperationException";
pub(crate) const INVALID: &str = "ValidationException";

#[derive(Clone)]
pub(crate) struct Cloud(pub(crate) World);

impl Cloud {
    pub(crate) fn new() -> Self {
        Self(World::new(7, vec![entry::<Kms>()]))
    }

    pub(crate) fn call_in<O: TypedOperation>(
        &mut self,
        region: &str,
        input: O::Input,
    ) -> Result<O::Output>
    where
        Kms: Handles<O>,
    {
        let request = RequestInfo::default();
        let caller = Caller::root(ACCOUNT, ACCESS_KEY);
        let who = OnBehalf::of(caller, ACCOUNT, region.into(), &request);
        self.0.begin(None);
        self.0.handle::<Kms, O>(&who, input)
    }

    pub(crate) fn call<O: TypedOperation>(&mut self, input: O::Input) -> Result<O::Output>
    where
        Kms: Handles<O>,
    {
        self.call_in::<O>(HOME, input)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.now()
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.0.advance_to(self.0.now() + by);
    }

    /// Until what takes a moment is over.
    pub(crate) fn settle(&mut self) {
        self.advance(Duration::from_secs(5));
    }

    pub(crate) fn create(&mut self, input: CreateKeyInput) -> KeyMetadata {
        self.call::<CreateKey>(input).unwrap().key_metadata.unwrap()
    }

    pub(crate) fn describe_in(&mut self, region: &str, key: &str) -> Result<KeyMetadata> {
        let input = DescribeKeyInput { key_id: key.into(), grant_tokens: None };
        self.call_in::<DescribeKey>(region, input).map(|it| it.key_metadata.unwrap())
    }

    pub(crate) fn describe(&mut self, key: &str) -> KeyMetadata {
        self.describe_in(HOME, key).unwrap()
    }

    pub(crate) fn state_in(&mut self, region: &str, key: &str) -> String {
        self.describe_in(region, key).unwrap().key_state.unwrap()
    }

    pub(crate) fn state(&mut self, key: &str) -> String {
        self.state_in(HOME, key)
    }

    pub(crate) fn encrypt_in(&mut self, region: &str, key: &str) -> Result<bytes::Bytes> {
        let plaintext = "secret".into();
        let input = EncryptInput { key_id: key.into(), plaintext, ..Default::default() };
        self.call_in::<Encrypt>(region, input).map(|it| it.ciphertext_blob.unwrap())
    }

    pub(crate) fn encrypt(&mut self, key: &str) -> Result<bytes::Bytes> {
        self.encrypt_in(HOME, key)
    }

    pub(crate) fn decrypt_in(
        &mut self,
        region: &str,
        blob: &bytes::Bytes,
    ) -> Result<DecryptOutput> {
        let input = DecryptInput { ciphertext_blob: Some(blob.clone()), ..Default::default() };
        let output = self.call_in::<Decrypt>(region, input)?;
        assert_eq!(output.plaintext.as_deref(), Some(&b"secret"[..]));
        Ok(output)
    }

    pub(crate) fn decrypt(&mut self, blob: &bytes::Bytes) -> Result<DecryptOutput> {
        self.decrypt_in(HOME, blob)
    }

    pub(crate) fn enable(&mut self, key: &str) -> Result<()> {
        self.call::<EnableKey>(EnableKeyInput { key_id: key.into() })
    }

    pub(crate) fn disable(&mut self, key: &str) -> Result<()> {
        self.call::<DisableKey>(DisableKeyInput { key_id: key.into() })
    }

    pub(crate) fn schedule_in(
        &mut self,
        region: &str,
        key: &str,
    ) -> Result<ScheduleKeyDeletionOutput> {
        let (key_id, pending_window_in_days) = (key.into(), Some(7));
        let input = ScheduleKeyDeletionInput { key_id, pending_window_in_days };
        self.call_in::<ScheduleKeyDeletion>(region, input)
    }

    pub(crate) fn cancel(&mut self, key: &str) -> Result<CancelKeyDeletionOutput> {
        self.call::<CancelKeyDeletion>(CancelKeyDeletionInput { key_id: key.into() })
    }

    pub(crate) fn rotations(&mut self, key: &str, all: bool) -> Vec<RotationsListEntry> {
        let include_key_material = all.then(|| "ALL_KEY_MATERIAL".into());
        let key_id = key.into();
        let input = ListKeyRotationsInput { key_id, include_key_material, ..Default::default() };
        self.call::<ListKeyRotations>(input).unwrap().rotations.unwrap()
    }

    pub(crate) fn status(&mut self, key: &str) -> GetKeyRotationStatusOutput {
        let input = GetKeyRotationStatusInput { key_id: key.into() };
        self.call::<GetKeyRotationStatus>(input).unwrap()
    }

    pub(crate) fn rotate(&mut self, key: &str) -> Result<()> {
        let input = RotateKeyOnDemandInput { key_id: key.into() };
        self.call::<RotateKeyOnDemand>(input).map(drop)
    }

    pub(crate) fn enable_rotation(&mut self, key: &str, days: Option<i32>) -> Result<()> {
        let (key_id, rotation_period_in_days) = (key.into(), days);
        self.call::<EnableKeyRotation>(EnableKeyRotationInput { key_id, rotation_period_in_days })
    }
}

#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T>, code: &str) -> String {
    let error = result.expect_err("a refusal");
    assert_eq!((error.status(), error.code()), (400, code), "{}", error.message());
    error.message().to_owned()
}
