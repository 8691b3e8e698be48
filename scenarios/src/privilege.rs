//! `parhelion-verify --least-privilege`: the smallest policy under which an application's property holds.

use crate::subject::{Subject, Visit};
use parhelion_properties::privilege::{LeastPrivilege, least_privilege};
use parhelion_properties::{Options, Property, Suite};

/// What an application must be allowed to do.
///
/// # Errors
/// The property does not hold with all rights already, in words.
pub fn of(subject: Subject, options: &Options) -> Result<LeastPrivilege, String> {
    struct Least<'a>(&'a Options);
    impl Visit for Least<'_> {
        type Out = Result<LeastPrivilege, String>;
        fn visit<P: Property>(self, property: P) -> Self::Out {
            least_privilege(&mut Suite::new(property)?, self.0, &|step| eprintln!("{step}"))
        }
    }
    subject.with(Least(options))
}
