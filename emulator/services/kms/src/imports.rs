//! Imported key material: GetParametersForImport, ImportKeyMaterial and DeleteImportedKeyMaterial.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html>

use crate::Kms;
use crate::import_tokens::{Token, Wrapping};
use crate::key_parts::{BackingKey, Imported, Origin, id};
use crate::key_ring::{DAY, Key, KeyState};
use crate::keys::new_pair_with_public;
use crate::material::Secret;
use crate::model::*;
use crate::pairs::Pair;
use crate::specs::KeySpec;
use crate::states::{creating, of_origin, pending_deletion, updating};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::{Context, Outcome};
use std::sync::Arc;

/// "The maximum value is 365 days from the request date."
const VALID_DAYS_MAX: u32 = 365;

impl Kms {
    /// "Each public key and import token set is valid for 24 hours." KMS keeps nothing of it: the token
    /// holds the private key, sealed.
    pub(crate) fn get_parameters_for_import(
        &mut self,
        cx: &mut Context,
        input: GetParametersForImportInput,
    ) -> Outcome<GetParametersForImportOutput> {
        Outcome::begun(self.make_parameters(cx, input))
    }

    fn make_parameters(
        &mut self,
        cx: &mut Context,
        input: GetParametersForImportInput,
    ) -> Result<Outcome<GetParametersForImportOutput>> {
        let GetParametersForImportInput { key_id, wrapping_algorithm, wrapping_key_spec } = input;
        let key = self.own(cx, &key_id)?;
        of_origin(&key, Origin::External)?;
        creating(&key)?;
        updating(&key)?;
        pending_deletion(&key)?;
        let wrapping = Wrapping::of(key.spec, &wrapping_algorithm, &wrapping_key_spec)?;
        let (spec, seed) = (KeySpec::Rsa(wrapping.bits), cx.bytes());
        let seal = move |kms: &mut Self, cx: &mut Context, pair: Result<(Vec<u8>, Vec<u8>)>| {
            let (private, public) = pair?;
            let valid_to = cx.now + DAY;
            let nonce = cx.bytes();
            let secret = kms.key_ring.secret_or(|| Secret::new(cx.bytes()));
            let token = Token { wrapping, valid_to, private }.seal(secret, &key.arn, nonce);
            Ok(GetParametersForImportOutput {
                key_id: Some(key.arn.to_string()),
                import_token: token.map(Into::into),
                public_key: Some(public.into()),
                parameters_valid_to: Some(valid_to),
            })
        };
        Ok(Outcome::work(
            move || new_pair_with_public(spec, seed),
            move |kms, cx, pair| Outcome::Done(seal(kms, cx, pair)),
        ))
    }

    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html>
    pub(crate) fn import_key_material(
        &mut self,
        cx: &mut Context,
        input: ImportKeyMaterialInput,
    ) -> Outcome<ImportKeyMaterialOutput> {
        Outcome::begun(self.unwrap_and_import(cx, input))
    }

    fn unwrap_and_import(
        &mut self,
        cx: &mut Context,
        input: ImportKeyMaterialInput,
    ) -> Result<Outcome<ImportKeyMaterialOutput>> {
        let ImportKeyMaterialInput {
            key_id,
            import_token,
            encrypted_key_material,
            valid_to,
            expiration_model,
            import_type,
            key_material_description,
            key_material_id,
        } = input;
        let key = self.own(cx, &key_id)?;
        of_origin(&key, Origin::External)?;
        creating(&key)?;
        pending_deletion(&key)?;
        let valid_to = expiry(cx.now, expiration_model.as_deref(), valid_to)?;
        let only_symmetric = import_type.is_some()
            || key_material_description.is_some()
            || key_material_id.is_some();
        if only_symmetric && !key.can_rotate() {
            let message = "ImportType, KeyMaterialDescription and KeyMaterialId are only usable \
                           with symmetric encryption keys.";
            return Err(errors::unsupported_operation_exception(message));
        }
        let new = import_type.map_or(key.backing_keys.is_empty(), |it| it == "NEW_KEY_MATERIAL");
        if new && key_material_id.is_some() {
            let message =
                "You cannot specify a key material ID with ImportType set to NEW_KEY_MATERIAL.";
            return Err(Error::new(400, "ValidationException", message));
        }
        let (token, spec) = (self.token(cx, &key, &import_token)?, key.spec);
        let wanted = Wanted {
            key_id,
            new,
            material_id: key_material_id,
            description: key_material_description.map(Into::into),
            valid_to,
        };
        Ok(Outcome::work(
            move || unwrapped(spec, &token, &encrypted_key_material),
            move |kms: &mut Self, cx, material| {
                Outcome::Done(material.and_then(|material| kms.import(cx, wanted, material)))
            },
        ))
    }

    /// Imports what was unwrapped meanwhile.
    fn import(
        &mut self,
        cx: &mut Context,
        wanted: Wanted,
        material: Vec<u8>,
    ) -> Result<ImportKeyMaterialOutput> {
        let Wanted { key_id, new, material_id, description, valid_to } = wanted;
        let key = self.own(cx, &key_id)?;
        pending_deletion(&key)?;
        let id = id(&key.material_name(), &material);
        if material_id.is_some_and(|named| *named != *id) {
            return Err(unexpected("The key material is not the one of the key material ID."));
        }
        let imported = Imported { bytes: Some(material.into()), description, valid_to };
        let mut key = (*key).clone();
        if new {
            key.import_new(&id, imported)?
        } else {
            key.import_again(&id, imported)?
        }
        if key.state == KeyState::PendingImport && !key.lacks_material() {
            key.state = KeyState::Enabled;
        }
        let output = ImportKeyMaterialOutput {
            key_id: Some(key.arn.to_string()),
            key_material_id: key.can_rotate().then(|| id.to_string()),
        };
        self.keep(cx, key);
        Ok(output)
    }

    /// The token for a key, while it is good.
    fn token(&self, cx: &Context, key: &Key, token: &[u8]) -> Result<Token> {
        let token = self.key_ring.secret().and_then(|secret| Token::open(secret, &key.arn, token));
        let Some(token) = token else {
            let message = "The import token is invalid or is associated with a different KMS key.";
            return Err(errors::invalid_import_token_exception(message));
        };
        if token.valid_to <= cx.now {
            return Err(errors::expired_import_token_exception("The import token is expired."));
        }
        Ok(token)
    }

    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html>
    pub(crate) fn delete_imported_key_material(
        &mut self,
        cx: &mut Context,
        input: DeleteImportedKeyMaterialInput,
    ) -> Result<DeleteImportedKeyMaterialOutput> {
        let DeleteImportedKeyMaterialInput { key_id, key_material_id } = input;
        let key = self.own(cx, &key_id)?;
        of_origin(&key, Origin::External)?;
        creating(&key)?;
        updating(&key)?;
        let mut key = (*key).clone();
        let current = || key.own_backing_keys().next_back().map(|it| it.id.to_string());
        let named = key_material_id.or_else(current);
        if let Some(named) = &named {
            key.delete_material(named)?;
        }
        let output = DeleteImportedKeyMaterialOutput {
            key_id: Some(key.arn.to_string()),
            key_material_id: named.filter(|_| key.can_rotate()),
        };
        self.keep(cx, key);
        Ok(output)
    }
}

impl Key {
    /// Material that the key never had: its first, or what it will be rotated to.
    fn import_new(&mut self, id: &Arc<str>, imported: Imported) -> Result<()> {
        if self.backing_keys.iter().any(|it| it.id == *id) {
            return Err(unexpected("The key material is already associated with the KMS key."));
        }
        if self.is_replica() {
            let message = format!(
                "{} is a multi-Region replica key: new key material is imported into its primary \
                 key first.",
                self.arn
            );
            return Err(errors::unsupported_operation_exception(message));
        }
        if !self.backing_keys.is_empty() && !self.can_rotate() {
            return Err(not_the_same());
        }
        if self.pending().is_some() {
            let message = format!("{} has key material that is pending rotation.", self.arn);
            return Err(errors::kms_invalid_state_exception(message));
        }
        let imported = Some(imported);
        self.backing_keys.push_back(BackingKey { id: id.clone(), rotated: None, imported });
        Ok(())
    }

    /// Material that it has or had already.
    fn import_again(&mut self, id: &Arc<str>, mut imported: Imported) -> Result<()> {
        let held = self.backing_keys.iter_mut().find(|it| it.id == *id);
        let held = held.and_then(|it| it.imported.as_mut()).ok_or_else(not_the_same)?;
        // "KMS retains the value you specified when you last imported the same key material."
        imported.description = imported.description.or_else(|| held.description.take());
        *held = imported;
        Ok(())
    }

    fn delete_material(&mut self, named: &str) -> Result<()> {
        if self.pending().is_some_and(|it| *it.id == *named) {
            self.drop_pending();
            return Ok(());
        }
        let held = self.backing_keys.iter_mut().find(|it| *it.id == *named);
        let Some(held) = held.and_then(|it| it.imported.as_mut()) else {
            let message = format!("Key material '{named}' does not exist");
            return Err(errors::not_found_exception(message));
        };
        (held.bytes, held.valid_to) = (None, None);
        self.wait_for_material();
        Ok(())
    }
}

fn unexpected(message: &'static str) -> Error {
    errors::incorrect_key_material_exception(message)
}

fn not_the_same() -> Error {
    unexpected("The key material is not the same key material that was previously imported.")
}

/// What is to be imported, and how.
struct Wanted {
    key_id: String,
    new: bool,
    material_id: Option<String>,
    description: Option<Arc<str>>,
    valid_to: Option<Timestamp>,
}

/// What was wrapped by the public key of a token.
fn unwrapped(spec: KeySpec, token: &Token, wrapped: &[u8]) -> Result<Vec<u8>> {
    let material = token.unwrap_material(wrapped).ok_or_else(|| {
        errors::invalid_ciphertext_exception("The encrypted key material cannot be decrypted.")
    })?;
    check_material(spec, &material)?;
    Ok(material)
}

/// "The default is KEY_MATERIAL_EXPIRES."
fn expiry(
    now: Timestamp,
    model: Option<&str>,
    valid_to: Option<Timestamp>,
) -> Result<Option<Timestamp>> {
    let message = match (model, valid_to) {
        (Some("KEY_MATERIAL_DOES_NOT_EXPIRE"), None) => return Ok(None),
        (Some("KEY_MATERIAL_DOES_NOT_EXPIRE"), Some(_)) => {
            "ValidTo must not be specified when ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE."
        }
        (_, None) => "ValidTo must be specified when ExpirationModel is KEY_MATERIAL_EXPIRES.",
        (_, Some(at)) if at <= now => "ValidTo must be in the future.",
        (_, Some(at)) if at > now + DAY * VALID_DAYS_MAX => {
            "ValidTo must be within 365 days of the request."
        }
        (_, Some(at)) => return Ok(Some(at)),
    };
    Err(Error::new(400, "ValidationException", message))
}

/// Symmetric and HMAC keys are bytes of their length, pairs PKCS#8 in DER.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-conceptual.html#importing-keys-material-requirements>
fn check_material(spec: KeySpec, material: &[u8]) -> Result<()> {
    let fits = match spec {
        KeySpec::Symmetric => material.len() == 32,
        KeySpec::Hmac(bits) => material.len() * 8 == usize::from(bits),
        KeySpec::Rsa(_) | KeySpec::Ecc(_) => Pair::from_der(spec, material).is_some(),
    };
    match fits {
        true => Ok(()),
        false => Err(unexpected("The key material does not fit the key spec.")),
    }
}
