//! How the service of the stores' data reads and writes it: AWS has an endpoint of its own for that, and the data is
//! here. Who may is decided there; what is refused here, is in that API's words.

use super::data::{KeyValues, Refusal};
use super::parse_arn;
use crate::CloudFront;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// What is asked of a store, named by `arn`.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Question {
    /// How much is in it.
    Describe,
    /// The value of a key.
    Get { key: String },
    /// Some pairs behind a key.
    List { after: String, max: usize },
    /// To put and delete, if it is still this version.
    Write { seen: String, puts: Vec<(Arc<str>, Arc<str>)>, deletes: Vec<Arc<str>> },
}

fn no_store() -> Error {
    Error::new(404, "ResourceNotFoundException", "The specified key value store does not exist.")
}

fn refused(why: Refusal) -> Error {
    match why {
        Refusal::Absent => Error::new(404, "ResourceNotFoundException", why.message()),
        _ => Error::new(402, "ServiceQuotaExceededException", why.message()),
    }
}

fn conflict(why: &'static str) -> Error {
    Error::new(409, "ConflictException", why)
}

fn described(data: &KeyValues) -> Value {
    json!({
        "items": data.len(),
        "size": data.total_size(),
        "tag": data.e_tag(),
        "created": data.created().0,
        "modified": data.modified().0,
    })
}

impl CloudFront {
    /// What is in a store of the caller's own account, if it is ready.
    fn own_key_values(&self, account: &Account, arn: &str) -> Result<&KeyValues> {
        let (owner, id) =
            parse_arn(arn).filter(|(owner, _)| owner == account).ok_or_else(no_store)?;
        self.key_value_stores.find(&owner, id).ok_or_else(no_store)?;
        self.key_values(arn).ok_or_else(|| conflict("The key value store is being provisioned."))
    }

    pub(crate) fn answer_counterpart(
        &mut self,
        cx: &mut Context,
        arn: &str,
        question: Value,
    ) -> Result<Value> {
        let question = serde_json::from_value(question)
            .map_err(|error| Error::new(500, "InternalServerException", error.to_string()))?;
        let data = self.own_key_values(&cx.account, arn)?;
        match question {
            Question::Describe => Ok(described(data)),
            Question::Get { key } => {
                let value = data.get(&key).ok_or_else(|| refused(Refusal::Absent))?;
                Ok(json!({ "value": value, "of": described(data) }))
            }
            Question::List { after, max } => {
                let pairs: Vec<_> = data.after(&after).take(max).collect();
                Ok(json!(pairs))
            }
            Question::Write { seen, puts, deletes } => {
                if seen != data.e_tag() {
                    return Err(conflict(
                        "The ETag is not that of the key value store's current version.",
                    ));
                }
                let next = data.with(cx, puts, deletes).map_err(refused)?;
                let answer = described(&next);
                if let Some((owner, id)) = parse_arn(arn) {
                    self.key_values.insert((owner, id.into()), next);
                    self.bring(cx, arn);
                }
                Ok(answer)
            }
        }
    }
}
