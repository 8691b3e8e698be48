//! Receipt handles (SQS-1.7): one for each receive, opaque, and worth nothing to other queues.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use parhelion_wire::Timestamp;

/// What a handle stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Receipt {
    /// Which message of the queue.
    pub message: u64,
    /// Which receive of the queue.
    pub receive: u64,
    pub received: Timestamp,
}

/// AWS's begin with `AQEB`.
const START: [u8; 3] = [1, 1, 1];
const LENGTH: usize = START.len() + 3 * 8 + 16;

/// The handle of a receive from the queue that has this secret.
pub(crate) fn write(secret: &str, receipt: Receipt) -> String {
    let Receipt { message, receive, received } = receipt;
    let mut bytes = Vec::with_capacity(LENGTH);
    bytes.extend(START);
    bytes.extend(message.to_be_bytes());
    bytes.extend(receive.to_be_bytes());
    bytes.extend(received.millis().to_be_bytes());
    bytes.extend(seal(secret, &bytes));
    STANDARD.encode(bytes)
}

/// What a handle stands for; `None` if it is none of this queue's.
pub(crate) fn read(secret: &str, handle: &str) -> Option<Receipt> {
    let bytes = STANDARD.decode(handle).ok().filter(|bytes| bytes.len() == LENGTH)?;
    let (content, found) = bytes.split_at(LENGTH - 16);
    if !content.starts_with(&START) || seal(secret, content) != found {
        return None;
    }
    let number = |at: usize| content.get(at..at + 8)?.try_into().ok().map(u64::from_be_bytes);
    let (message, receive, received) = (number(3)?, number(11)?, number(19)?);
    Some(Receipt { message, receive, received: Timestamp(received.cast_signed()) })
}

fn seal(secret: &str, content: &[u8]) -> [u8; 16] {
    Md5::new().chain_update(secret).chain_update(content).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqs_1_7_handles_are_their_queues_own() {
        let receipt = Receipt { message: 7, receive: u64::MAX, received: Timestamp(-1) };
        let handle = write("one", receipt);
        assert!(handle.starts_with("AQEB") && handle.len() <= 1024);
        assert_eq!(read("one", &handle), Some(receipt));
        assert_eq!(read("other", &handle), None);
        let (shorter, _) = handle.split_at(handle.len() - 4);
        for bad in ["", "AQEB", handle.trim_start_matches('A'), shorter, "not base64!"] {
            assert_eq!(read("one", bad), None, "{bad}");
        }
    }
}
