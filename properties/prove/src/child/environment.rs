//! What a process finds in its environment: an AWS at the loopback, and nothing that leads to a real one.

use crate::declaration::placeholders::Values;
use parhelion::identity;
use parhelion_properties::Deployment;
use parhelion_properties::privilege::user;
use std::process::Command;

/// Who signs what a process sends to AWS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignsAs {
    /// The account's root, who may do everything.
    #[default]
    Root,
    /// A user, who may do what he is allowed.
    User,
}

impl SignsAs {
    /// The access key's id, and the secret.
    fn key(self) -> (String, String) {
        match self {
            Self::Root => (identity::ACCESS_KEY.to_owned(), identity::SECRET_KEY.to_owned()),
            Self::User => {
                let key = user::key();
                (key.access_key, key.secret)
            }
        }
    }
}

/// Takes away what would lead a client of AWS's elsewhere, and leads it to a port of the loopback.
pub fn lead_here(command: &mut Command, door: u16, region: &str, signs_as: SignsAs) {
    let (access_key, secret_key) = signs_as.key();
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        // Whoever means a variable of AWS's for the application declares it.
        if text.starts_with("AWS_") || text == "BOTO_CONFIG" {
            command.env_remove(&name);
        }
    }
    let nowhere = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let proxied_not = "127.0.0.1,localhost,.localhost";
    let without_proxy = |name: &str| match std::env::var(name) {
        Ok(hosts) if !hosts.is_empty() => format!("{hosts},{proxied_not}"),
        _ => proxied_not.to_owned(),
    };
    command
        .env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{door}"))
        .env("AWS_ACCESS_KEY_ID", access_key)
        .env("AWS_SECRET_ACCESS_KEY", secret_key)
        .env("AWS_REGION", region)
        .env("AWS_DEFAULT_REGION", region)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_CONFIG_FILE", nowhere)
        .env("AWS_SHARED_CREDENTIALS_FILE", nowhere)
        .env("NO_PROXY", without_proxy("NO_PROXY"))
        .env("no_proxy", without_proxy("no_proxy"))
        // What Python prints would otherwise come when it ends, or never.
        .env("PYTHONUNBUFFERED", "1");
}

/// What placeholders stand for. `deployment` and `port`: there is an application already.
pub fn values(
    door: u16,
    region: &str,
    signs_as: SignsAs,
    application: Option<(&Deployment, u16)>,
) -> Values {
    let (access_key, secret_key) = signs_as.key();
    let mut values = Values::from([
        ("endpoint", format!("http://127.0.0.1:{door}")),
        ("host", format!("127.0.0.1:{door}")),
        ("access-key", access_key),
        ("secret-key", secret_key),
        ("region", region.to_owned()),
    ]);
    if let Some((deployment, port)) = application {
        let Deployment { bucket, distribution, domain, log_group, allowed_origin, .. } = deployment;
        values.extend([
            ("port", port.to_string()),
            ("bucket", bucket.clone()),
            ("distribution", distribution.clone()),
            ("domain", domain.clone()),
            ("log-group", log_group.clone()),
            ("allowed-origin", allowed_origin.clone()),
        ]);
    }
    values
}
