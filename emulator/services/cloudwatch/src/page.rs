//! What CloudWatch says to a token that is not its own (CW-B6.2).

use crate::errors;
use parhelion_wire::error::Result;
pub(crate) use parhelion_world::page::token;
use serde::de::DeserializeOwned;

/// The place that a token stands for; `None` where there is no token.
pub(crate) fn read<T: DeserializeOwned>(token: Option<&str>) -> Result<Option<T>> {
    let read = |token| {
        let place = parhelion_world::page::place(token);
        place.ok_or_else(errors::invalid_next_token)
    };
    token.map(read).transpose()
}
