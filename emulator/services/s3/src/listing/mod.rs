//! Listings: [`pages`] is how all of them walk keys, [`token`] how they are continued; the operations
//! are [`objects`] and [`versions`].

pub mod objects;
pub mod pages;
pub mod token;
mod versions;
