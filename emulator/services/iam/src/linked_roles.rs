//! Service-linked roles: AWS's services make and keep them, the account's people may only look.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html>

use crate::model::*;
use crate::{ID, Iam, document, shown};
use parhelion_policy::iam::Kind;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};

/// A service that has such roles.
#[derive(Clone, Copy)]
struct Linked {
    /// What stands behind `AWSServiceRoleFor` in the role's name.
    name: &'static str,
    /// The managed policy that the role is given.
    policy: &'static str,
}

/// A line each: `ecs ECS AmazonECSServiceRolePolicy`.
static SERVICES: &str = include_str!("linked_roles.txt");

fn services() -> impl Iterator<Item = (&'static str, Linked)> {
    SERVICES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut words = line.split(' ');
        let (service, name, policy) = (words.next()?, words.next()?, words.next()?);
        Some((service, Linked { name, policy }))
    })
}

fn find(service: &str) -> Option<Linked> {
    services().find(|(known, _)| *known == service).map(|(_, linked)| linked)
}

/// The services that take a suffix.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html>
const WITH_SUFFIX: [&str; 1] = ["autoscaling"];

const PATH: &str = "/aws-service-role/";

/// The path and the name that a service's role has, or would have if the service had one.
pub(crate) fn place(service: &str, suffix: Option<&str>) -> (String, String) {
    let short = service.strip_suffix(".amazonaws.com").unwrap_or(service);
    let linked = find(short);
    let suffix = suffix.map_or(String::new(), |suffix| format!("_{suffix}"));
    let name = linked.map_or(short, |linked| linked.name);
    (format!("{PATH}{service}/"), format!("AWSServiceRoleFor{name}{suffix}"))
}

impl Iam {
    pub(crate) fn create_service_linked_role(
        &mut self,
        cx: &mut Context,
        input: CreateServiceLinkedRoleInput,
    ) -> Result<CreateServiceLinkedRoleOutput> {
        let CreateServiceLinkedRoleInput { aws_service_name: service, description, custom_suffix } =
            input;
        let short = service.strip_suffix(".amazonaws.com").unwrap_or_default();
        let Some(Linked { name, policy }) = find(short) else {
            let message = format!("Service {service} has no service-linked role.");
            return Err(errors::invalid_input_exception(message));
        };
        let suffix = match custom_suffix {
            Some(_) if !WITH_SUFFIX.contains(&short) => {
                let message = format!("Custom suffix is not allowed for {service}");
                return Err(errors::invalid_input_exception(message));
            }
            Some(suffix) => format!("_{suffix}"),
            None => String::new(),
        };
        let name = format!("AWSServiceRoleFor{name}{suffix}");
        if self.find(cx, PrincipalKind::Role, &name).is_ok() {
            let message = format!(
                "Service role name {name} has been taken in this account, please try a \
                 different suffix."
            );
            return Err(errors::invalid_input_exception(message));
        }
        self.check_free(cx, PrincipalKind::Role, &name)?;
        let trust = document(trust_of(&service), Kind::Trust)?;
        let id = format!("AROA{}", cx.id(ID, 17));
        let path = format!("{PATH}{service}/");
        let mut role = Principal::new(PrincipalKind::Role, &cx.account, &path, &name, &id);
        role.created = crate::now(cx);
        role.trust = Some(trust);
        role.description = description.map(Into::into);
        role.attached.insert(format!("arn:aws:iam::aws:policy{PATH}{policy}").into());
        let (shown, arn) = (shown::created_role(&role), role.arn.clone());
        self.directory.put_principal(role);
        self.spread_new(cx, &arn);
        Ok(CreateServiceLinkedRoleOutput { role: Some(shown) })
    }

    /// No service here uses such a role, so it goes at once.
    pub(crate) fn delete_service_linked_role(
        &mut self,
        cx: &mut Context,
        input: DeleteServiceLinkedRoleInput,
    ) -> Result<DeleteServiceLinkedRoleOutput> {
        let DeleteServiceLinkedRoleInput { role_name } = input;
        let role = self.find(cx, PrincipalKind::Role, &role_name)?;
        if !is_linked(&role) {
            return Err(crate::missing(PrincipalKind::Role, &role_name));
        }
        let id = format!("task{}{}/{}", role.path, role.name, cx.uuid());
        self.directory.remove_principal(&role.arn);
        self.spread_deleted(cx, role);
        let now = crate::now(cx);
        let tasks = &mut self.directory.account_mut(&cx.account).deletions;
        tasks.insert(id.as_str().into(), now);
        Ok(DeleteServiceLinkedRoleOutput { deletion_task_id: id })
    }

    pub(crate) fn get_service_linked_role_deletion_status(
        &mut self,
        cx: &mut Context,
        input: GetServiceLinkedRoleDeletionStatusInput,
    ) -> Result<GetServiceLinkedRoleDeletionStatusOutput> {
        let GetServiceLinkedRoleDeletionStatusInput { deletion_task_id } = input;
        let held = self.directory.account(&cx.account);
        if !held.is_some_and(|held| held.deletions.contains_key(&*deletion_task_id)) {
            let message = format!("Deletion task {deletion_task_id} cannot be found.");
            return Err(errors::no_such_entity_exception(message));
        }
        let status = "SUCCEEDED".to_owned();
        Ok(GetServiceLinkedRoleDeletionStatusOutput { status, reason: None })
    }
}

/// <https://docs.aws.amazon.com/cli/latest/reference/iam/create-service-linked-role.html#examples>
fn trust_of(service: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Action":["sts:AssumeRole"],"Effect":"Allow","Principal":{{"Service":["{service}"]}}}}]}}"#
    )
}

/// Whether a role is a service's.
pub(crate) fn is_linked(role: &Principal) -> bool {
    role.path.starts_with(PATH)
}

/// The paths of such roles are for services only.
pub(crate) fn check_path(path: &str) -> Result<()> {
    if path.starts_with(PATH) {
        let message = format!("Path {PATH} is reserved for service-linked roles.");
        return Err(errors::invalid_input_exception(message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws_managed;
    use std::collections::BTreeSet;

    /// So many are listed whose documents are not here: such a role may do nothing. No known one is lost.
    #[test]
    fn their_policies_are_known_but_for_some() {
        let is_known = |policy: &str| {
            aws_managed::find(&format!("arn:aws:iam::aws:policy{PATH}{policy}")).is_some()
        };
        let (known, unknown): (Vec<_>, Vec<_>) =
            services().partition(|(_, linked)| is_known(linked.policy));
        assert_eq!((known.len(), unknown.len()), (37, 59));
    }

    #[test]
    fn a_service_is_listed_once() {
        let lines = SERVICES.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(services().count(), lines, "three words a line");
        let known: BTreeSet<&str> = services().map(|(service, _)| service).collect();
        let named: BTreeSet<&str> = services().map(|(_, linked)| linked.name).collect();
        assert_eq!((known.len(), named.len()), (lines, lines));
    }
}
