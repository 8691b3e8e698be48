//! What a process finds in its environment: an AWS at the loopback, and nothing that leads to a real one.

use crate::declaration::placeholders::Values;
use parhelion::identity;
use parhelion_properties::Deployment;
use std::process::Command;

/// Takes away what would lead a client of AWS's elsewhere, and leads it to a port of the loopback.
pub fn lead_here(command: &mut Command, door: u16, region: &str) {
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
        .env("AWS_ACCESS_KEY_ID", identity::ACCESS_KEY)
        .env("AWS_SECRET_ACCESS_KEY", identity::SECRET_KEY)
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
pub fn values(door: u16, region: &str, application: Option<(&Deployment, u16)>) -> Values {
    let mut values = Values::from([
        ("endpoint", format!("http://127.0.0.1:{door}")),
        ("host", format!("127.0.0.1:{door}")),
        ("access-key", identity::ACCESS_KEY.to_owned()),
        ("secret-key", identity::SECRET_KEY.to_owned()),
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
