//! What is proved: one of the bundled applications, whole or with a bug, with its property.

use crate::DashboardApplication;
use crate::gallery::GalleryProperty;
use crate::invoices::InvoicesProperty;
use mutation::{Class, Needs};
use parhelion_properties::Property;
use parhelion_properties::property_16::Property16;
use std::sync::Arc;

/// An application, with the bug that is switched on, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The web application that Property 16 is proved on.
    Dashboard(Option<dashboard::Mutant>),
    /// The media gallery.
    Gallery(Option<::gallery::Mutant>),
    /// The invoice service.
    Invoices(Option<::invoices::Mutant>),
}

/// Something that is done with a property, whichever it is.
pub trait Visit {
    /// What comes of it.
    type Out;

    /// Does it.
    fn visit<P: Property>(self, property: P) -> Self::Out;
}

/// The same of each application's mutant.
macro_rules! of_mutant {
    ($subject:expr, $mutant:ident => $value:expr) => {
        match $subject {
            Subject::Dashboard(mutant) => mutant.map(|$mutant| $value),
            Subject::Gallery(mutant) => mutant.map(|$mutant| $value),
            Subject::Invoices(mutant) => mutant.map(|$mutant| $value),
        }
    };
}

impl Subject {
    /// The applications, each without a bug.
    pub const APPLICATIONS: [Self; 3] =
        [Self::Dashboard(None), Self::Gallery(None), Self::Invoices(None)];

    /// Every mutant of every application.
    pub fn mutants() -> Vec<Self> {
        let dashboard = dashboard::Mutant::ALL.iter().map(|it| Self::Dashboard(Some(*it)));
        let gallery = ::gallery::Mutant::ALL.iter().map(|it| Self::Gallery(Some(*it)));
        let invoices = ::invoices::Mutant::ALL.iter().map(|it| Self::Invoices(Some(*it)));
        dashboard.chain(gallery).chain(invoices).collect()
    }

    /// By a name: `gallery`, `gallery:no-index-lock`, `gallery/no-index-lock`, or a mutant's alone: the
    /// dashboard's, or the only one of this name.
    ///
    /// # Errors
    /// There is none; with the nearest.
    pub fn named(name: &str) -> Result<Self, String> {
        let wanted = name.replace(':', "/");
        let all = || Self::APPLICATIONS.into_iter().chain(Self::mutants());
        if let Some(found) = all().find(|subject| subject.name() == wanted) {
            return Ok(found);
        }
        let bare: Vec<Self> = all().filter(|it| it.mutant() == Some(&*wanted)).collect();
        match bare[..] {
            [found] | [found @ Self::Dashboard(_), ..] => Ok(found),
            [] => Err(format!("no mutant is called {name}; {}", meant(&wanted))),
            _ => {
                let names: Vec<_> = bare.iter().map(Self::name).collect();
                Err(format!("several mutants are called {name}: say which, {}", names.join(" or ")))
            }
        }
    }

    /// `gallery`
    pub fn application(&self) -> &'static str {
        match self {
            Self::Dashboard(_) => "dashboard",
            Self::Gallery(_) => "gallery",
            Self::Invoices(_) => "invoices",
        }
    }

    /// The bug's name: `no-index-lock`.
    pub fn mutant(&self) -> Option<&'static str> {
        of_mutant!(self, mutant => mutant.name())
    }

    /// `gallery/no-index-lock`, as stored cases have it.
    pub fn name(&self) -> String {
        match self.mutant() {
            None => self.application().to_owned(),
            Some(mutant) => format!("{}/{mutant}", self.application()),
        }
    }

    /// What the bug is, or the application.
    pub fn description(&self) -> &'static str {
        let whole = match self {
            Self::Dashboard(_) => "a web application: uploads, assets, logs (Property 16)",
            Self::Gallery(_) => "a media gallery: photos, thumbnails, an index of them",
            Self::Invoices(_) => "an invoice service: presigned uploads, a ledger, an audit log",
        };
        of_mutant!(self, mutant => mutant.description()).unwrap_or(whole)
    }

    /// Of which kind the bug is.
    pub fn class(&self) -> Option<Class> {
        of_mutant!(self, mutant => mutant.class())
    }

    /// What it takes to see the bug.
    pub fn needs(&self) -> Option<Needs> {
        of_mutant!(self, mutant => mutant.needs())
    }

    /// How the clauses begin that the bug may violate.
    pub fn violates(&self) -> Vec<&'static str> {
        let clauses = of_mutant!(self, mutant => mutant.violates());
        clauses.unwrap_or_default().split('|').collect()
    }

    /// The same application without a bug.
    pub fn whole(&self) -> Self {
        match self {
            Self::Dashboard(_) => Self::Dashboard(None),
            Self::Gallery(_) => Self::Gallery(None),
            Self::Invoices(_) => Self::Invoices(None),
        }
    }

    /// Does something with its property.
    pub fn with<V: Visit>(self, visit: V) -> V::Out {
        match self {
            Self::Dashboard(mutant) => {
                visit.visit(Property16::new(Arc::new(DashboardApplication::new(mutant))))
            }
            Self::Gallery(mutant) => visit.visit(GalleryProperty::new(mutant)),
            Self::Invoices(mutant) => visit.visit(InvoicesProperty::new(mutant)),
        }
    }
}

/// The name that is nearest.
fn meant(name: &str) -> String {
    let all = Subject::APPLICATIONS.into_iter().chain(Subject::mutants());
    let names = all.flat_map(|it| [Some(it.name()), it.mutant().map(str::to_owned)]).flatten();
    let nearest = names.min_by_key(|known| strsim::damerau_levenshtein(name, known));
    format!("did you mean {}? --list names them all", nearest.unwrap_or_default())
}
