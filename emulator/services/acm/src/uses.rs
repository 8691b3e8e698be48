//! Which resources of other services use a certificate: they say so.

use crate::Acm;
use crate::choices::USE_ENDS_LATE;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Caller, Context, Message};
use serde::Deserialize;
use std::time::Duration;

/// What a service says of one of its resources.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Use {
    Begins,
    Ends,
}

impl Acm {
    pub(crate) fn hear_of_use(&mut self, cx: &mut Context, message: &Message) -> Result<()> {
        let unknown =
            || Error::new(400, "ResourceNotFoundException", "There is no such certificate.");
        let Caller::Service { source_arn, .. } = &message.from else { return Err(unknown()) };
        let said: Use = serde_json::from_slice(&message.payload)
            .map_err(|_| Error::new(400, "ValidationException", "That is no use."))?;
        let mut stored = (**self.certificates.get(&message.to).ok_or_else(unknown)?).clone();
        let now = cx.now;
        // What is over is forgotten: nothing grows by it.
        let users = std::mem::take(&mut stored.users).into_iter();
        stored.users = users.filter(|(_, until)| until.is_none_or(|until| now < until)).collect();
        match said {
            Use::Begins => drop(stored.users.insert(source_arn.clone(), None)),
            Use::Ends => match cx.choose_delay(&USE_ENDS_LATE) {
                Duration::ZERO => drop(stored.users.remove(source_arn)),
                late => drop(stored.users.insert(source_arn.clone(), Some(now + late))),
            },
        }
        let arn = stored.arn.clone();
        self.put(stored);
        // What is used may be due for renewal.
        self.tend(cx, &arn);
        Ok(())
    }
}
