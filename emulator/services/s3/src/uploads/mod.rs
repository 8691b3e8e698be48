//! Multipart uploads (S3-4): [`upload`] is what is kept of them; the operations are [`create`] and
//! abort, [`parts`] (uploaded and copied), [`complete`], [`list`] (of parts and of uploads).

mod complete;
mod create;
mod list;
mod parts;
pub(crate) mod upload;
