//! AWS Certificate Manager: certificates that are requested and validated, or imported.
//!
//! - [`stored`]: what a certificate is; [`requests`], [`names`]: how one is asked for; [`validation`]: what
//!   becomes of it as time goes by; [`authority`]: who signs it.
//! - [`imports`]: certificates of others; [`bodies`]: what is in a certificate; [`details`], [`listing`]: what
//!   is told of it; [`options`], [`tags`], [`expiry_events`].
//! - [`uses`]: which resources use it; [`deleting`]; [`permissions`]: who may; [`served`]: what a server shows.
//! - [`choices`]: where AWS is free; [`control`]: certificates beside ACM's own API.

mod authority;
mod bodies;
pub mod choices;
mod control;
mod deleting;
mod details;
mod expiry_events;
mod imports;
mod key_names;
mod listing;
mod names;
mod options;
mod permissions;
mod requests;
mod served;
mod stored;
mod tags;
mod timer;
mod uses;
mod validation;

/// The shells and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

use model::*;
use parhelion_wire::Value;
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_world::identity::Account;
use parhelion_world::rows::{Table, equal_by_identity};
use parhelion_world::service::{Hooks, Secures};
use parhelion_world::{Context, Declaration, Message, Permission};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use stored::Stored;
use timer::Timer;

/// ACM, one for all accounts and regions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Acm {
    /// By ARN.
    certificates: Table<Arc<str>, Arc<Stored>>,
    /// Days before expiry that accounts want to hear of it, by account and region.
    expiry_events: Table<(Account, Arc<str>), i32>,
    /// What the keys of those who sign come from: made when the first certificate is issued.
    authority: Option<[u8; 32]>,
}

equal_by_identity!(Stored);

static DECLARATION: Declaration = Declaration {
    action_prefix: "acm",
    faults: choices::FAULTS,
    points: &choices::ALL,
    // Whoever makes a distribution needs no right to look at its certificate: CloudFront does.
    lets_services: &[("cloudfront.amazonaws.com", &["acm:DescribeCertificate"])],
    changing_reads: &["ExportCertificate"],
    ..Declaration::DEFAULT
};

parhelion_world::service! { Acm, "acm", Global, Timer, {
    RequestCertificate => request_certificate,
    ImportCertificate => import_certificate,
    DescribeCertificate => describe_certificate,
    GetCertificate => get_certificate,
    ListCertificates => list_certificates,
    DeleteCertificate => delete_certificate,
    ExportCertificate => export_certificate,
    RenewCertificate => renew_certificate,
    ResendValidationEmail => resend_validation_email,
    UpdateCertificateOptions => update_certificate_options,
    AddTagsToCertificate => add_tags_to_certificate,
    RemoveTagsFromCertificate => remove_tags_from_certificate,
    ListTagsForCertificate => list_tags_for_certificate,
    GetAccountConfiguration => get_account_configuration,
    PutAccountConfiguration => put_account_configuration,
} }

impl Hooks for Acm {
    fn permissions(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        permissions::of(cx, operation, input)
    }

    fn resource_tags(&self, _: &Context, arn: &str) -> Vec<(String, String)> {
        let tags = self.certificates.get(arn).into_iter().flat_map(|stored| &stored.tags);
        tags.map(|(key, value)| (key.to_string(), value.to_string())).collect()
    }

    /// The certificate's id.
    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        permissions::named(operation, input).rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// A resource of another service begins to use a certificate, or no longer does.
    fn deliver(&mut self, cx: &mut Context, message: &Message) -> Result<()> {
        self.hear_of_use(cx, message)
    }

    fn secures(&self) -> Option<&dyn Secures> {
        Some(self)
    }

    fn control(
        &mut self,
        cx: &mut Context,
        name: &str,
        body: &[u8],
    ) -> Option<Result<serde_json::Value, String>> {
        (name == "certificates").then(|| self.add_certificate(cx, body))
    }
}
