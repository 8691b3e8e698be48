//! What a person, a script and a CI server read. All forms are made of one [`Report`], which is also what
//! scripts get as JSON and what parts of a run are [merged](merge) from.

pub mod files;
pub mod github;
pub mod html;
pub mod json;
pub mod junit;
pub mod merge;
mod place;
pub mod progress;
pub mod sarif;
pub mod shape;
pub mod test_file;
pub mod text;
mod timeline;

pub use files::Files;
pub use progress::Progress;
pub use shape::Report;
