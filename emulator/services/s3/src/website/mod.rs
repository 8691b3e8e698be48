//! Websites (S3-7.13): [`hosting`] answers for the website endpoints; the configuration is in
//! [`configuration`](crate::configuration).

pub(crate) mod hosting;
