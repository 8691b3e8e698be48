//! What a mutant is: a bug of the kind that real applications have, behind a switch. Applications have
//! an enum of theirs, made by [`mutants!`], and ask for one of them at the one place where it is a bug.

/// Of which kind a bug is. How many there should be of each is taken from what studies found in programs
/// that call clouds: Chen et al., "Push-Button Reliability Testing for Cloud-Backed Applications with
/// Rainmaker" (NSDI 2023), before all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A refusal, a limit or an answer of AWS's is not handled: two of five.
    NotHandled,
    /// A retry meets what an earlier try of its own has done: a third.
    OwnEffect,
    /// State is corrupt, or half of it is missing: a fifth.
    Partial,
    /// Something leaks, or an answer is wrong: the rest.
    Wrong,
}

impl Class {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::NotHandled, Self::OwnEffect, Self::Partial, Self::Wrong];

    /// In tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotHandled => "not handled",
            Self::OwnEffect => "retry meets its own effect",
            Self::Partial => "corrupt or partial state",
            Self::Wrong => "leaks and wrong results",
        }
    }
}

/// What it takes to see a bug, besides the right operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// Nothing: on a good day it shows as well.
    Nothing,
    /// One deviation of AWS's.
    Deviation,
    /// Two or more: a call that is refused until the SDK gives up is three.
    Deviations,
    /// Several clients at once.
    Clients,
    /// That the application crashes, or its client goes away.
    Crash,
}

impl Needs {
    /// In tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "operations alone",
            Self::Deviation => "one deviation",
            Self::Deviations => "two deviations or more",
            Self::Clients => "clients at once",
            Self::Crash => "a crash",
        }
    }
}

/// Makes `enum Mutant`, each with its name, class, needs, the clause that it violates (the beginning of its
/// words), and what it is:
///
/// ```
/// mutation::mutants! {
///     NoRetention = "no-retention", Wrong, Nothing, "16c: production logs are kept":
///         "creates the log group without a retention policy";
/// }
/// assert_eq!("no-retention".parse(), Ok(Mutant::NoRetention));
/// ```
#[macro_export]
macro_rules! mutants {
    ($($name:ident = $text:literal, $class:ident, $needs:ident, $clause:literal: $says:literal;)*) => {
        /// A bug that can be switched on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Mutant {
            $(#[doc = $says] $name,)*
        }

        impl Mutant {
            /// Every one, in the order of the list.
            pub const ALL: &'static [Mutant] = &[$(Mutant::$name),*];

            /// The name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Mutant::$name => $text),* }
            }

            /// What the bug is.
            pub fn description(self) -> &'static str {
                match self { $(Mutant::$name => $says),* }
            }

            /// Of which kind it is.
            pub fn class(self) -> $crate::Class {
                match self { $(Mutant::$name => $crate::Class::$class),* }
            }

            /// What it takes to see it.
            pub fn needs(self) -> $crate::Needs {
                match self { $(Mutant::$name => $crate::Needs::$needs),* }
            }

            /// How the clause begins that it violates.
            pub fn violates(self) -> &'static str {
                match self { $(Mutant::$name => $clause),* }
            }
        }

        impl std::str::FromStr for Mutant {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let found = Self::ALL.iter().find(|mutant| mutant.name() == text);
                found.copied().ok_or_else(|| format!("no mutant is called {text}"))
            }
        }
    };
}
