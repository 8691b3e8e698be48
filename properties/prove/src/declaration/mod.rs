//! `parhelion.toml`: how an application is started, what it looks like, and on what it stands.
//!
//! | file | |
//! | --- | --- |
//! | `parts` | the tables and their keys |
//! | `duration` | `300ms`, `20s`, `5m` |
//! | `placeholders` | `{port}`, `{endpoint}`, `{bucket}` in what a process is given |
//! | `read` | from text to a declaration, or a sentence that says what is wrong where |
//! | `check` | what types do not say |
//! | `meant` | the name that is nearest |
//! | `draft` | what `--init` writes |

mod check;
mod draft;
mod duration;
mod meant;
mod parts;
pub mod placeholders;
mod read;

pub use draft::DRAFT;
pub use duration::{Span, parse as duration};
pub use parts::{
    Clauses, Complete, Crash, Declaration, End, FormOf, InterfaceOf, NamesOf, Presigned, Process,
    Ready, Request, Resources, Setup, Upload,
};
pub use read::read;

/// The draft, read: for tests.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) fn example() -> Declaration {
    read::parse(DRAFT, std::path::Path::new(".")).unwrap()
}
