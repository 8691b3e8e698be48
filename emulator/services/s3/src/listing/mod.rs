//! Listings: [`pages`] is how all of them walk keys, [`token`] how they are continued; the operations
//! are [`objects`] and [`versions`].

pub(crate) mod objects;
pub(crate) mod pages;
pub(crate) mod token;
mod versions;
