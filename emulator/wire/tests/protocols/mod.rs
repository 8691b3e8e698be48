mod cbor;
mod errors;
mod garbage;
mod json;
mod model;
mod query;
mod rest;
mod xml;
