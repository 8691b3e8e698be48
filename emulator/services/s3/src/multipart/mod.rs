//! Multipart uploads (S3-4): [`create`] and abort, [`parts`] (uploaded and copied), [`complete`],
//! [`list`] (of parts and of uploads). What is kept of them is in [`uploads`](crate::uploads).

mod complete;
mod create;
mod list;
mod parts;
