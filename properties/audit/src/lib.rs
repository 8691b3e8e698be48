//! The audit: whether what an application needs of S3, CloudFront and CloudWatch is connected, used
//! and in order.
//!
//! - [`scope`]: what belongs to the application: by names, tags, a stack, a Terraform state;
//! - [`account`]: where it is: a cloud in this process, an endpoint, AWS itself; reads only;
//! - [`call`]: what is asked there, and the least policy that allows it;
//! - [`look`]: asks, and makes a [`scene`] of the answers: plain data, failures included;
//! - [`check`]: what a check is, a value; [`checks`]: all of them; pure;
//! - [`audit`]: runs them, and what comes of it: [`verdict`]s with a command that [`mend`]s;
//! - [`estimate`]: roughly what it costs, in money and CO2;
//! - [`baseline`]: findings that were accepted;
//! - [`report`]: for people and machines.

pub mod account;
pub mod audit;
pub mod baseline;
pub mod call;
pub mod check;
pub mod checks;
pub mod document;
pub mod estimate;
pub mod look;
pub mod mend;
pub mod report;
pub mod scene;
pub mod scope;
pub mod verdict;

pub use audit::{Audit, Finding, run};
pub use call::Call;
pub use check::{Check, Severity};
pub use verdict::Verdict;
