//! Server certificates of the account, and signing certificates of users.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html>

use crate::account::ServerCertificate;
use crate::model::*;
use crate::ssh_keys::{is_active, status};
use crate::tags::Tags;
use crate::user_things::SigningCertificate;
use crate::{ID, Iam, limits, paging, tags};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Principal;
use parhelion_x509::pem;
use std::sync::Arc;
use x509_cert::Certificate;
use x509_cert::der::DecodePem as _;

impl Iam {
    pub(crate) fn upload_server_certificate(
        &mut self,
        cx: &mut Context,
        input: UploadServerCertificateInput,
    ) -> Result<UploadServerCertificateOutput> {
        let UploadServerCertificateInput {
            path,
            server_certificate_name: name,
            certificate_body,
            private_key,
            certificate_chain,
            tags,
        } = input;
        self.check_certificate_name(cx, &name)?;
        let held = self.directory.account(&cx.account);
        let held = held.map_or(0, |held| held.server_certificates.len());
        limits::room(held, limits::SERVER_CERTIFICATES, "ServerCertificatesPerAccount")?;
        let expires = expiry(&certificate_body)?;
        check_key(&private_key)?;
        let path = path.unwrap_or_else(|| "/".to_owned());
        let mut made = ServerCertificate {
            arn: certificate_arn(cx, &path, &name),
            path: path.into(),
            name: name.into(),
            id: format!("ASCA{}", cx.id(ID, 17)).into(),
            body: certificate_body.trim_end().into(),
            chain: certificate_chain.map(|chain| chain.trim_end().into()),
            uploaded: crate::now(cx),
            expires,
            tags: Tags::new(),
        };
        tags::add(&mut made.tags, tags.unwrap_or_default())?;
        let tags = tags::shown_if_any(&made.tags);
        let server_certificate_metadata = Some(metadata(&made));
        self.put_certificate(cx, made);
        Ok(UploadServerCertificateOutput { server_certificate_metadata, tags })
    }

    pub(crate) fn get_server_certificate(
        &mut self,
        cx: &mut Context,
        input: GetServerCertificateInput,
    ) -> Result<GetServerCertificateOutput> {
        let GetServerCertificateInput { server_certificate_name } = input;
        let held = self.server_certificate(cx, &server_certificate_name)?;
        let server_certificate = crate::model::ServerCertificate {
            server_certificate_metadata: metadata(&held),
            certificate_body: held.body.to_string(),
            certificate_chain: held.chain.as_deref().map(str::to_owned),
            tags: Some(tags::shown(&held.tags)),
        };
        Ok(GetServerCertificateOutput { server_certificate })
    }

    pub(crate) fn list_server_certificates(
        &mut self,
        cx: &mut Context,
        input: ListServerCertificatesInput,
    ) -> Result<ListServerCertificatesOutput> {
        let ListServerCertificatesInput { path_prefix, marker, max_items } = input;
        let prefix = path_prefix.unwrap_or_else(|| "/".to_owned());
        let all = self.directory.account(&cx.account).into_iter();
        let all = all.flat_map(|held| held.server_certificates.values());
        let below = all.filter(|held| held.path.starts_with(&prefix));
        let all = below.map(|held| metadata(held)).collect();
        let (page, marker) = paging::page(
            all,
            |it: &ServerCertificateMetadata| &it.server_certificate_name,
            marker.as_deref(),
            max_items,
        )?;
        let is_truncated = Some(marker.is_some());
        let server_certificate_metadata_list = page;
        Ok(ListServerCertificatesOutput { server_certificate_metadata_list, is_truncated, marker })
    }

    pub(crate) fn update_server_certificate(
        &mut self,
        cx: &mut Context,
        input: UpdateServerCertificateInput,
    ) -> Result<()> {
        let UpdateServerCertificateInput {
            server_certificate_name,
            new_path,
            new_server_certificate_name: new_name,
        } = input;
        let held = self.server_certificate(cx, &server_certificate_name)?;
        if let Some(new) = new_name.as_deref().filter(|new| !new.eq_ignore_ascii_case(&held.name)) {
            self.check_certificate_name(cx, new)?;
        }
        let path = new_path.unwrap_or_else(|| held.path.to_string());
        let name = new_name.unwrap_or_else(|| held.name.to_string());
        self.directory.account_mut(&cx.account).server_certificates.remove(&held.name);
        let arn = certificate_arn(cx, &path, &name);
        let (path, name) = (path.into(), name.into());
        self.put_certificate(cx, ServerCertificate { arn, path, name, ..(*held).clone() });
        Ok(())
    }

    pub(crate) fn delete_server_certificate(
        &mut self,
        cx: &mut Context,
        input: DeleteServerCertificateInput,
    ) -> Result<()> {
        let DeleteServerCertificateInput { server_certificate_name } = input;
        let held = self.server_certificate(cx, &server_certificate_name)?;
        self.directory.account_mut(&cx.account).server_certificates.remove(&held.name);
        Ok(())
    }

    pub(crate) fn tag_server_certificate(
        &mut self,
        cx: &mut Context,
        input: TagServerCertificateInput,
    ) -> Result<()> {
        let TagServerCertificateInput { server_certificate_name, tags } = input;
        let mut held = (*self.server_certificate(cx, &server_certificate_name)?).clone();
        tags::add(&mut held.tags, tags)?;
        self.put_certificate(cx, held);
        Ok(())
    }

    pub(crate) fn untag_server_certificate(
        &mut self,
        cx: &mut Context,
        input: UntagServerCertificateInput,
    ) -> Result<()> {
        let UntagServerCertificateInput { server_certificate_name, tag_keys } = input;
        let mut held = (*self.server_certificate(cx, &server_certificate_name)?).clone();
        tags::remove(&mut held.tags, &tag_keys);
        self.put_certificate(cx, held);
        Ok(())
    }

    pub(crate) fn list_server_certificate_tags(
        &mut self,
        cx: &mut Context,
        input: ListServerCertificateTagsInput,
    ) -> Result<ListServerCertificateTagsOutput> {
        let ListServerCertificateTagsInput { server_certificate_name, marker, max_items } = input;
        let all = tags::shown(&self.server_certificate(cx, &server_certificate_name)?.tags);
        let (tags, marker) = paging::page(all, |tag| &tag.key, marker.as_deref(), max_items)?;
        Ok(ListServerCertificateTagsOutput { tags, is_truncated: Some(marker.is_some()), marker })
    }

    pub(crate) fn upload_signing_certificate(
        &mut self,
        cx: &mut Context,
        input: UploadSigningCertificateInput,
    ) -> Result<UploadSigningCertificateOutput> {
        let UploadSigningCertificateInput { user_name, certificate_body } = input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        expiry(&certificate_body)?;
        let body = certificate_body.trim_end();
        let held = self.directory.things(&user.arn).map(|held| &held.certificates);
        if held.is_some_and(|held| held.values().any(|it| *it.body == *body)) {
            let message = "The specified certificate already exists.";
            return Err(errors::duplicate_certificate_exception(message));
        }
        let count = held.map_or(0, |held| held.len());
        limits::room(count, limits::CERTIFICATES_OF_USER, "SigningCertificatesPerUser")?;
        let id = cx.id(ID, 32);
        let made = SigningCertificate { body: body.into(), active: true, uploaded: crate::now(cx) };
        let certificate = shown(&user, &id, &made);
        self.directory.things_mut(&user.arn).certificates.insert(id.into(), made);
        Ok(UploadSigningCertificateOutput { certificate })
    }

    pub(crate) fn list_signing_certificates(
        &mut self,
        cx: &mut Context,
        input: ListSigningCertificatesInput,
    ) -> Result<ListSigningCertificatesOutput> {
        let ListSigningCertificatesInput { user_name, marker, max_items } = input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        let all = self.directory.things(&user.arn).into_iter();
        let all = all.flat_map(|held| held.certificates.iter());
        let all = all.map(|(id, held)| shown(&user, id, held)).collect();
        let id = |it: &crate::model::SigningCertificate| it.certificate_id.clone();
        let asked = paging::Asked { marker, max_items };
        let (certificates, marker) = paging::page_as_is(all, id, &asked)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListSigningCertificatesOutput { certificates, is_truncated, marker })
    }

    pub(crate) fn update_signing_certificate(
        &mut self,
        cx: &mut Context,
        input: UpdateSigningCertificateInput,
    ) -> Result<()> {
        let UpdateSigningCertificateInput { user_name, certificate_id, status } = input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        let mut held = self.signing_certificate(&user, &certificate_id)?;
        held.active = is_active(&status)?;
        self.directory.things_mut(&user.arn).certificates.insert(certificate_id.into(), held);
        Ok(())
    }

    pub(crate) fn delete_signing_certificate(
        &mut self,
        cx: &mut Context,
        input: DeleteSigningCertificateInput,
    ) -> Result<()> {
        let DeleteSigningCertificateInput { user_name, certificate_id } = input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        self.signing_certificate(&user, &certificate_id)?;
        self.directory.things_mut(&user.arn).certificates.remove(&*certificate_id);
        Ok(())
    }

    fn signing_certificate(&self, user: &Principal, id: &str) -> Result<SigningCertificate> {
        let held = self.directory.things(&user.arn).and_then(|held| held.certificates.get(id));
        held.cloned().ok_or_else(|| {
            let message = format!("The Certificate with id {id} cannot be found.");
            errors::no_such_entity_exception(message)
        })
    }

    /// `server-certificate/<id>` of the account, for services that show it to their clients: its path, the names that
    /// it is good for, whether it is out of date.
    pub(crate) fn certificate_for_counterpart(
        &self,
        cx: &Context,
        resource: &str,
    ) -> Result<serde_json::Value> {
        let Some(id) = resource.strip_prefix("server-certificate/") else {
            return Err(parhelion_wire::Error::not_implemented("iam", resource));
        };
        let all = self.directory.account(&cx.account).into_iter();
        let mut all = all.flat_map(|held| held.server_certificates.values());
        let held = all.find(|held| *held.id == *id).ok_or_else(|| {
            let message = format!("The Server Certificate with id {id} cannot be found.");
            errors::no_such_entity_exception(message)
        })?;
        let blocks = pem::read(&held.body).unwrap_or_default();
        let parsed =
            blocks.first().and_then(|block| parhelion_x509::Certificate::from_der(&block.der));
        let names = parsed.map(|parsed| parsed.names()).unwrap_or_default();
        Ok(serde_json::json!({
            "Path": &*held.path,
            "Names": names,
            "Expired": held.expires <= cx.now,
        }))
    }

    /// Names fold case.
    fn server_certificate(&self, cx: &Context, name: &str) -> Result<Arc<ServerCertificate>> {
        let all = self.directory.account(&cx.account).into_iter();
        let mut all = all.flat_map(|held| held.server_certificates.values());
        let found = all.find(|held| held.name.eq_ignore_ascii_case(name)).cloned();
        found.ok_or_else(|| {
            let message = format!("The Server Certificate with name {name} cannot be found.");
            errors::no_such_entity_exception(message)
        })
    }

    /// The ARN that a certificate has or would have.
    pub(crate) fn server_certificate_arn(
        &self,
        cx: &Context,
        name: &str,
        path: Option<&str>,
    ) -> String {
        match self.server_certificate(cx, name) {
            Ok(held) => held.arn.to_string(),
            Err(_) => certificate_arn(cx, path.unwrap_or("/"), name).to_string(),
        }
    }

    fn check_certificate_name(&self, cx: &Context, name: &str) -> Result<()> {
        if self.server_certificate(cx, name).is_ok() {
            let message = format!("The Server Certificate with name {name} already exists.");
            return Err(errors::entity_already_exists_exception(message));
        }
        Ok(())
    }

    fn put_certificate(&mut self, cx: &Context, held: ServerCertificate) {
        let all = &mut self.directory.account_mut(&cx.account).server_certificates;
        all.insert(held.name.clone(), Arc::new(held));
    }
}

fn certificate_arn(cx: &Context, path: &str, name: &str) -> Arc<str> {
    format!("arn:aws:iam::{}:server-certificate{path}{name}", cx.account).into()
}

fn metadata(held: &ServerCertificate) -> ServerCertificateMetadata {
    ServerCertificateMetadata {
        path: held.path.to_string(),
        server_certificate_name: held.name.to_string(),
        server_certificate_id: held.id.to_string(),
        arn: held.arn.to_string(),
        upload_date: Some(held.uploaded),
        expiration: Some(held.expires),
    }
}

fn shown(
    user: &Principal,
    id: &str,
    held: &SigningCertificate,
) -> crate::model::SigningCertificate {
    crate::model::SigningCertificate {
        user_name: user.name.to_string(),
        certificate_id: id.to_owned(),
        certificate_body: held.body.to_string(),
        status: status(held.active),
        upload_date: Some(held.uploaded),
    }
}

/// Until when a certificate in PEM holds.
fn expiry(pem: &str) -> Result<Timestamp> {
    let parsed = Certificate::from_pem(pem.trim()).map_err(|_| {
        let message =
            "Unable to parse certificate. Please ensure the certificate is in PEM format.";
        errors::malformed_certificate_exception(message)
    })?;
    let end = parsed.tbs_certificate.validity.not_after.to_unix_duration().as_secs();
    Ok(Timestamp::from_secs(i64::try_from(end).unwrap_or_default()))
}

/// A private key in PEM, without a password. Whether it is the certificate's own is not looked at.
fn check_key(pem: &str) -> Result<()> {
    let kinds = ["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY"];
    let is_pem = |kind: &&str| {
        let text = pem.trim();
        text.starts_with(&format!("-----BEGIN {kind}-----"))
            && text.ends_with(&format!("-----END {kind}-----"))
    };
    if kinds.iter().any(is_pem) {
        return Ok(());
    }
    let message =
        "Unable to parse key. Please ensure the private key is in PEM format and not encrypted.";
    Err(errors::malformed_certificate_exception(message))
}
