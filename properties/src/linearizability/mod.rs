//! Whether what clients saw of a key of S3 can be explained (S3-9.1 a, b, e, f): the judge, and the SDK's
//! clients.

pub mod register;

pub use parhelion_linearizability::*;
