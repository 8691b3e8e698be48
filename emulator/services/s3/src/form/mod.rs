//! Browser uploads: `POST /bucket` with multipart/form-data (S3-2.13).
//!
//! [`parts`] cuts the body; [`signer`] says who signed it, and [`policy`] what that one allowed
//! (S3-2.14); [`upload`] puts
//! them together and stores the object.

mod parts;
mod policy;
mod signer;
mod upload;

pub(crate) use upload::prepare;
