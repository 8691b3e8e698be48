//! CloudFront Functions at an edge location (CF-11): viewer-request before the cache is asked,
//! viewer-response after it has answered.
//!
//! | a question about | is answered in |
//! |---|---|
//! | a function, and which behaviours call it | [`published`] |
//! | one call | [`occasion`], and how it fails [`failure`] |
//! | names with one or several values | [`entries`] |
//! | a request as code sees it, and what it made of it | [`request`] |
//! | a response as code sees it, changed or made | [`response`] |
//! | headers that code may not touch | [`header_rules`] |
//! | the origin that code chooses | [`origin_choice`] |
//! | the key value store that code reads | [`store`] |
//! | what it wrote to the console | [`log`] |
//! | TestFunction | [`test`] |

mod entries;
pub(crate) mod failure;
pub(crate) mod header_rules;
mod log;
pub(crate) mod occasion;
mod origin_choice;
pub(crate) mod published;
mod request;
mod response;
pub(crate) mod store;
pub(crate) mod test;
