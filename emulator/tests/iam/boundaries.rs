//! Permissions boundaries: they give nothing, and take away what they do not name.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>

use super::*;

#[tokio::test(start_paused = true)]
async fn a_users_boundary() {
    let account = Account::new().with_object();
    account.user("ann");
    let key = account.key("ann");
    let read = account.policy("read", &allow("s3:GetObject")).arn.unwrap();
    let write = account.policy("write", &allow("s3:PutObject")).arn.unwrap();
    let put = |user: &str, arn: &str| {
        account.call::<PutUserPermissionsBoundary>(PutUserPermissionsBoundaryInput {
            user_name: user.into(),
            permissions_boundary: arn.into(),
        })
    };
    let shown = || {
        let got = account.call::<GetUser>(GetUserInput { user_name: Some("ann".into()) });
        got.unwrap().user.permissions_boundary
    };
    put("ann", &read).unwrap();
    assert!(!account.reads(&key).await, "a boundary gives nothing");
    let (user_name, policy_arn) = ("ann".into(), S3_FULL.into());
    account.call::<AttachUserPolicy>(AttachUserPolicyInput { user_name, policy_arn }).unwrap();
    assert!(account.reads(&key).await);
    assert!(!account.deletes(&key).await, "outside the boundary");
    let kept = shown().unwrap();
    assert_eq!(kept.permissions_boundary_arn.as_ref(), Some(&read));
    assert_eq!(kept.permissions_boundary_type.as_deref(), Some("Policy"));
    put("ann", &write).unwrap();
    assert!(!account.reads(&key).await, "the boundary was replaced");
    missing(put("ann", "arn:aws:iam::aws:policy/NoSuchPolicy"));
    missing(put("nobody", &read));
    assert_eq!(shown().unwrap().permissions_boundary_arn, Some(write));
    let delete = || DeleteUserPermissionsBoundaryInput { user_name: "ann".into() };
    account.call::<DeleteUserPermissionsBoundary>(delete()).unwrap();
    assert_eq!(shown(), None);
    assert!(account.deletes(&key).await);
}

#[tokio::test(start_paused = true)]
async fn a_roles_boundary() {
    let account = Account::new().with_object();
    account.role("app");
    let session = crate::sts::assume(&account.cloud, "app", |_| ()).unwrap();
    let (role_name, policy_arn) = ("app".into(), S3_FULL.into());
    account.call::<AttachRolePolicy>(AttachRolePolicyInput { role_name, policy_arn }).unwrap();
    assert!(account.reads(&session).await);
    let read = account.policy("read", &allow("s3:GetObject")).arn.unwrap();
    let put = |role: &str| {
        account.call::<PutRolePermissionsBoundary>(PutRolePermissionsBoundaryInput {
            role_name: role.into(),
            permissions_boundary: read.clone(),
        })
    };
    missing(put("absent"));
    put("app").unwrap();
    assert!(account.reads(&session).await);
    assert!(!account.deletes(&session).await);
    let got = account.call::<GetRole>(GetRoleInput { role_name: "app".into() }).unwrap().role;
    assert_eq!(got.permissions_boundary.unwrap().permissions_boundary_arn, Some(read.clone()));
    let delete = |role: &str| {
        let role_name = role.into();
        let input = DeleteRolePermissionsBoundaryInput { role_name };
        account.call::<DeleteRolePermissionsBoundary>(input)
    };
    missing(delete("absent"));
    delete("app").unwrap();
    assert!(account.deletes(&session).await);
}
