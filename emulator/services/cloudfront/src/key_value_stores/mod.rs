//! Key value stores.
#![allow(dead_code, reason = "written by nobody yet")]

mod data;

pub(crate) use data::KeyValues;

use crate::CloudFront;

impl CloudFront {
    pub(crate) fn key_values(&self, _arn: &str) -> Option<&KeyValues> {
        None
    }
}
