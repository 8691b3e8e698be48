//! CloudFront Functions as accounts manage them (CF-11.1): what is stored, published, tested, associated.
//! The edge runs them ([`crate::edge`]).

mod association;
mod lookup;
mod operations;
pub(crate) mod stored;
mod test_function;
