//! JavaScript as CloudFront Functions runs it (CF-11): a general engine behind a gate that refuses what
//! the real runtimes refuse. Code that passes here and fails there would be the worst fault.
//!
//! | a question about | is answered in |
//! |---|---|
//! | what may be said | `gate` |
//! | what a call costs | `metering` |
//! | what the language and the modules offer | `prelude/*.js`, in the order of `prelude` |
//! | what the code can ask of the outside | `host` |
//! | how code, prelude and limits come together | `realm` |
//! | how an error reads | `wording` |
//! | a function, ready to be called | `program`, `ready` |
//! | what a call depends on, and comes to | `call` |
//!
//! # What can be relied on
//!
//! - A call ends, whatever the code does: operations are counted ([`metering`]), what the engine does in one go is
//!   paid for by its size before it is done (`prelude/prices.js`), promises settle a limited number of times, and
//!   regular expressions are polled ([`realm`]). The engine itself cannot be stopped within one operation, so no
//!   operation may be large.
//! - Calls have nothing in common but the code. They do share realms, because one takes long to make: everything
//!   in them is frozen, and a call that may have failed of that is done again in a realm of its own
//!   (`prelude/functions.js`). Code that touches prototypes always has its own.
//! - The same call of the same program has the same outcome, logs and utilisation on every machine; only how deep
//!   calls may nest depends on how the engine was built.
//! - Where AWS's pages and the engine behind the real runtimes disagree, the stricter of the two counts.
//!
//! Nothing here knows the clock, chance or the network: [`Call`] brings all of it, so that a call is a
//! function of its [`Program`] and its [`Call`]. Without the feature `engine`, which needs a C compiler, programs
//! can be kept and not called.
//!
//! ```
//! use parhelion_javascript::{Call, Program, Runtime};
//!
//! let code = "function handler(event) { event.request.uri += 'index.html'; return event.request; }";
//! let program = Program::new(Runtime::V2, code);
//! let run = program.call(&Call::new(r#"{"request":{"uri":"/docs/"}}"#));
//! assert_eq!(run.outcome.unwrap(), r#"{"uri":"/docs/index.html"}"#);
//! ```

mod call;
mod program;

#[cfg(feature = "engine")]
mod encoding;
#[cfg(feature = "engine")]
mod gate;
#[cfg(feature = "engine")]
mod host;
#[cfg(feature = "engine")]
mod metering;
#[cfg(feature = "engine")]
mod prelude;
#[cfg(feature = "engine")]
mod ready;
#[cfg(feature = "engine")]
mod realm;
#[cfg(feature = "engine")]
mod syntax;
#[cfg(feature = "engine")]
mod wording;

pub use call::{Call, KeyValues, Run};
pub use program::Program;

use serde::{Deserialize, Serialize};

/// Which language it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Runtime {
    /// `cloudfront-js-1.0`
    V1,
    /// `cloudfront-js-2.0`
    V2,
}

/// Whether code can run: the feature `engine`.
pub const HAS_ENGINE: bool = cfg!(feature = "engine");

/// The text of a function is at most this long (CF-11.1).
pub const CODE_BYTES_MAX: usize = 40_960;

#[cfg(all(test, feature = "engine"))]
mod tests;
