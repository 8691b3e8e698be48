//! The arguments that say what a served cloud is like.

use clap::ValueEnum;
use parhelion::data::{Data, Durability, Kept};
use parhelion::{Builder, Clock, Cloud, Journal, Outside};

/// Above what is about keys, in `--help`.
const KEYS: &str = "Keys";

#[derive(Clone, clap::Args)]
pub(super) struct CloudArguments {
    /// Whether signatures are checked: `off` takes any key.
    #[arg(long, value_enum, default_value_t = Auth::On, help_heading = KEYS)]
    pub auth: Auth,
    /// A further access key: of an account's root, or of a user of it who has no policies yet.
    #[arg(long, value_name = "ACCOUNT[/USER]:ACCESS_KEY:SECRET_KEY", help_heading = KEYS)]
    // Read later: clap's errors repeat what was given, secrets too.
    credential: Vec<String>,
    /// Services that encrypt take keys at their names that nobody has made; without, those do not
    /// exist, as in AWS.
    #[arg(long, help_heading = KEYS)]
    keys_on_trust: bool,
    /// Takes the keys that other emulators take, of account 000000000000: `test`, with the secret `test`,
    /// and those of testcontainers' module for Python.
    #[arg(long, help_heading = KEYS)]
    lax_keys: bool,
    /// Where ids and choices come from: the same seed, the same ids.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// A host that origins may be reached at over sockets (`HOST`, `HOST:PORT` or `*`); none,
    /// unless told otherwise.
    #[arg(long, value_name = "HOST[:PORT]")]
    origin_allow: Vec<String>,
    /// How many events the journal keeps.
    #[arg(long, value_name = "EVENTS", default_value_t = 10_000)]
    journal: usize,
    /// Keeps every request in the journal, and all events however many: such a journal replays the
    /// run. It is as secret as the credentials in the requests.
    #[arg(long)]
    journal_inputs: bool,
}

impl CloudArguments {
    /// # Errors
    /// An access key cannot be one.
    pub(super) fn build(self) -> std::io::Result<Cloud> {
        let (builder, keys) = self.parts()?;
        let cloud = builder.build();
        keys.give_to(&cloud)?;
        Ok(cloud)
    }

    /// As [`CloudArguments::build`], with what is kept in a folder.
    ///
    /// # Errors
    /// The folder cannot be used; an access key cannot be one.
    pub(super) fn wake(self, data: Data, durability: Durability) -> std::io::Result<Kept> {
        let (builder, keys) = self.parts()?;
        let kept = data.wake(builder, durability)?;
        keys.give_to(kept.cloud())?;
        Ok(kept)
    }

    fn parts(self) -> std::io::Result<(Builder, Keys)> {
        let journal = match self.journal_inputs {
            true => Journal::default().keeping_inputs(),
            false => Journal::with_limit(self.journal),
        };
        let builder = Cloud::builder()
            .seed(self.seed)
            .auth(self.auth == Auth::On)
            .outside(Outside::hosts(self.origin_allow))
            .clock(Clock::wall())
            .journal(journal);
        let lax = LAX_KEYS.iter().filter(|_| self.lax_keys).map(|key| Credential {
            account: "000000000000".to_owned(),
            user: None,
            access_key: (*key).to_owned(),
            secret_key: (*key).to_owned(),
        });
        let mut keys: Vec<_> = lax.collect();
        for text in &self.credential {
            let wrong = |why| std::io::Error::other(format!("--credential: {why}"));
            keys.push(credential(text).map_err(wrong)?);
        }
        Ok((builder, Keys { keys, on_trust: self.keys_on_trust }))
    }
}

/// Access keys that are their own secrets. The second is what `LocalStackContainer.get_client` of
/// testcontainers for Python (4.10.0 on PyPI) signs with.
const LAX_KEYS: [&str; 2] = ["test", "testcontainers-localstack"];

/// The access keys of the command line, and whether KMS keys are taken on trust.
struct Keys {
    keys: Vec<Credential>,
    on_trust: bool,
}

impl Keys {
    fn give_to(self, cloud: &Cloud) -> std::io::Result<()> {
        // These are the server's, whatever its cloud is told to become.
        let always = |name: &str, body: &str| match cloud.control_always(name, body.as_bytes()) {
            Some(Err(why)) => Err(std::io::Error::other(why)),
            Some(Ok(_)) | None => Ok(()),
        };
        if self.on_trust {
            always("keys-on-trust", r#"{"on":true}"#)?;
        }
        for Credential { account, user, access_key, secret_key } in self.keys {
            let command = serde_json::json!({
                "account": account,
                "user": user,
                "access_key": access_key,
                "secret_key": secret_key,
            });
            always("credentials", &command.to_string())?;
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(super) enum Auth {
    On,
    Off,
}

/// An access key given on the command line.
struct Credential {
    account: String,
    user: Option<String>,
    access_key: String,
    secret_key: String,
}

fn credential(text: &str) -> Result<Credential, String> {
    let wrong = || "expected ACCOUNT[/USER]:ACCESS_KEY:SECRET_KEY".to_owned();
    let mut parts = text.splitn(3, ':');
    let (owner, access_key, secret_key) = match (parts.next(), parts.next(), parts.next()) {
        (Some(owner), Some(access_key), Some(secret)) if !access_key.is_empty() => {
            (owner, access_key.to_owned(), secret.to_owned())
        }
        _ => return Err(wrong()),
    };
    let (account, user) = match owner.split_once('/') {
        Some((account, user)) => (account, Some(user.to_owned())),
        None => (owner, None),
    };
    if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("an account is 12 digits".to_owned());
    }
    Ok(Credential { account: account.to_owned(), user, access_key, secret_key })
}
