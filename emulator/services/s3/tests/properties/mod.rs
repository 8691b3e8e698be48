//! S3-10: what holds whatever is asked, as properties; each test names its T. Those about how
//! requests come in (signatures, hosts, forms) are in the emulator's own tests.

mod access;
mod events;
mod histories;
mod listings;
mod locks;
mod multipart;
mod objects;
mod requests;
mod versions;
