//! AssumeRoleWithSAML: a role for whom a SAML provider vouches.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html>

use crate::Sts;
use crate::assertion::{Assertion, Vouching, response};
use crate::limits::{Limits, limits};
use crate::model::*;
use crate::session::Wanted;
use crate::tags::SessionTags;
use crate::trust::{AssumeKeys, lasting, named, trusted, untrusted};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Session;
use std::sync::Arc;

const ACTION: &str = "sts:AssumeRoleWithSAML";

impl Sts {
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html>
    pub(crate) fn assume_role_with_saml(
        &mut self,
        cx: &mut Context,
        input: AssumeRoleWithSAMLInput,
    ) -> Result<AssumeRoleWithSAMLOutput> {
        let AssumeRoleWithSAMLInput {
            role_arn,
            principal_arn,
            saml_assertion,
            policy_arns,
            policy,
            duration_seconds,
        } = input;
        let role = named(cx, &role_arn)?;
        let response = response(&saml_assertion)?;
        let metadata = cx.identities().saml_metadata(&principal_arn);
        let metadata = metadata.ok_or_else(|| invalid("Specified provider doesn't exist"))?;
        let vouching =
            Vouching::parse(&metadata).ok_or_else(|| invalid("Could not parse metadata"))?;
        let assertion = Assertion::of(&response, &vouching)?;
        assertion.check_time(cx.now)?;
        if !assertion.allows(&role_arn, &principal_arn) {
            return Err(untrusted(ACTION));
        }
        let session_name = assertion.session_name()?;
        let source_identity = assertion.source_identity()?;
        let (tags, transitive) = assertion.tags();
        let tags = SessionTags::default().with(tags, transitive)?;
        let role = role.ok_or_else(|| untrusted(ACTION))?;
        let qualifier = assertion.name_qualifier(&principal_arn);
        let said = assertion.keys(&principal_arn, &qualifier);
        let keys = AssumeKeys {
            role: Some(&role),
            session_name: Some(&session_name),
            source_identity: source_identity.as_deref(),
            token: Some(&said),
            provider: Some(&principal_arn),
            ..AssumeKeys::new(cx, &tags)
        };
        trusted(&role, &principal_arn, ACTION, &keys)?;
        // Whichever is shorter.
        let asked = duration_seconds.or(assertion.session_duration()).unwrap_or(3600);
        let seconds = asked.min(assertion.session_duration().unwrap_or(asked));
        let seconds = lasting(cx, &role, seconds)?;
        let Limits { policies, packed } =
            limits(cx, &role.account, policy.as_deref(), policy_arns, &tags)?;
        let session = Session {
            policies,
            tags: tags.all,
            transitive: tags.transitive,
            source_identity: source_identity.as_deref().map(Arc::from),
            provider: Some(principal_arn.as_str().into()),
            ..Session::default()
        };
        let wanted = Wanted { role: &role, name: &session_name, seconds };
        let (credentials, assumed) = self.issue_for_role(cx, wanted, session);
        Ok(AssumeRoleWithSAMLOutput {
            credentials: Some(credentials),
            assumed_role_user: Some(assumed),
            packed_policy_size: packed,
            subject: Some(assertion.subject),
            subject_type: Some(assertion.subject_type),
            issuer: Some(assertion.issuer),
            audience: Some(assertion.recipient),
            name_qualifier: Some(qualifier),
            source_identity,
        })
    }
}

fn invalid(message: &'static str) -> Error {
    errors::invalid_identity_token_exception(message)
}
