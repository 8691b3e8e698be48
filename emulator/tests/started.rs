//! Servers as processes: where one is, by its greeting.

use std::io::{BufRead, BufReader};
use std::process::Child;

/// The address that a server tells; it has begun to listen then. Its standard output must be a pipe.
pub(crate) fn address_of(server: &mut Child) -> String {
    let lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let address = lines
        .map(Result::unwrap)
        .find_map(|line| line.strip_prefix("export AWS_ENDPOINT_URL=http://").map(str::to_owned));
    address.expect("a server")
}
