//! When simulated time begins.

use parhelion_wire::Timestamp;

/// 2026-01-01T00:00:00Z: when every simulated world begins.
pub const EPOCH: Timestamp = Timestamp::from_secs(1_767_225_600);
