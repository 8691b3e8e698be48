//! What customers do with the invoice service.

use parhelion_properties::Interruption;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// One operation of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operation {
    /// A customer announces an invoice, uploads it, and completes it.
    Submit {
        /// Who.
        customer: u8,
        /// Which invoice: how long it is.
        invoice: u8,
        /// What is uploaded.
        sends: Sends,
        /// How it is completed.
        completes: Completes,
    },
    /// A customer reads an invoice of his, of those that have a number.
    Read {
        /// Which one, counted in a circle.
        which: u8,
    },
    /// Others try to read it: anonymously at the bucket, as another customer, or by an expired link.
    Pry {
        /// Which one.
        which: u8,
    },
    /// A customer lists his invoices.
    List {
        /// Who.
        customer: u8,
    },
    /// The service is stopped in good order and started anew.
    Restart,
    /// Time passes.
    Wait {
        /// How long.
        millis: u32,
    },
    /// In the middle of an operation the service crashes, a new version of it is rolled out, or the client
    /// goes away.
    Interrupted {
        /// What comes.
        by: Interruption,
        /// After how many of the operation's calls of AWS.
        after: u8,
        /// The operation.
        during: Box<Operation>,
    },
}

/// What a customer uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sends {
    /// What was announced.
    Whole,
    /// Half of it.
    Half,
    /// Nothing.
    Nothing,
    /// What was announced, when the leave has expired.
    TooLate,
}

/// How often a customer completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Completes {
    /// Until he has an answer.
    Once,
    /// And once more.
    Twice,
    /// Twice at once.
    AtOnce,
}

/// How many customers there are.
pub const CUSTOMERS: u8 = 2;

impl Operation {
    /// Simpler operations of the same kind, boldest first.
    pub fn simpler(&self) -> Vec<Self> {
        let mut simpler = Vec::new();
        match self.clone() {
            Self::Submit { customer, invoice, sends, completes } => {
                let other = |customer, invoice, sends, completes| Self::Submit {
                    customer,
                    invoice,
                    sends,
                    completes,
                };
                if completes != Completes::Once {
                    simpler.push(other(customer, invoice, sends, Completes::Once));
                }
                if completes == Completes::AtOnce {
                    simpler.push(other(customer, invoice, sends, Completes::Twice));
                }
                if sends != Sends::Whole {
                    simpler.push(other(customer, invoice, Sends::Whole, completes));
                }
                simpler.extend((customer > 0).then(|| other(0, invoice, sends, completes)));
                simpler.extend((invoice > 0).then(|| other(customer, 0, sends, completes)));
            }
            Self::Read { which } => simpler.extend((which > 0).then_some(Self::Read { which: 0 })),
            Self::Pry { which } => simpler.extend((which > 0).then_some(Self::Pry { which: 0 })),
            Self::List { customer } => {
                simpler.extend((customer > 0).then_some(Self::List { customer: 0 }));
            }
            Self::Restart => {}
            Self::Wait { millis } => {
                let shorter = [1, millis / 2, millis - millis / 8];
                let shorter = shorter.into_iter().filter(|less| *less < millis);
                simpler.extend(shorter.map(|millis| Self::Wait { millis }));
            }
            Self::Interrupted { by, after, during } => {
                simpler.push((*during).clone());
                let other = |after, during| Self::Interrupted { by, after, during };
                let fewer = [0, after / 2, after.saturating_sub(1)].into_iter();
                let fewer = fewer.filter(|fewer| *fewer < after);
                simpler.extend(fewer.map(|after| other(after, during.clone())));
                let within = during.simpler().into_iter();
                simpler.extend(within.map(|during| other(after, Box::new(during))));
            }
        }
        simpler
    }
}

fn submit() -> impl Strategy<Value = Operation> {
    let sends = prop_oneof![
        8 => Just(Sends::Whole),
        1 => Just(Sends::Half),
        1 => Just(Sends::Nothing),
        1 => Just(Sends::TooLate),
    ];
    let completes = prop_oneof![
        5 => Just(Completes::Once),
        1 => Just(Completes::Twice),
        1 => Just(Completes::AtOnce),
    ];
    (0..CUSTOMERS, 0_u8..20, sends, completes).prop_map(|(customer, invoice, sends, completes)| {
        Operation::Submit { customer, invoice, sends, completes }
    })
}

/// One operation at random.
pub fn operation() -> impl Strategy<Value = Operation> {
    let by = prop_oneof![
        Just(Interruption::Crash),
        Just(Interruption::Stop),
        Just(Interruption::Hangup)
    ];
    let wait = prop_oneof![1_u32..50, 50_u32..10_000, 200_000_u32..400_000];
    prop_oneof![
        8 => submit(),
        2 => any::<u8>().prop_map(|which| Operation::Read { which }),
        1 => any::<u8>().prop_map(|which| Operation::Pry { which }),
        2 => (0..CUSTOMERS).prop_map(|customer| Operation::List { customer }),
        1 => Just(Operation::Restart),
        1 => wait.prop_map(|millis| Operation::Wait { millis }),
        3 => (by, 0_u8..10, submit().prop_map(Box::new))
            .prop_map(|(by, after, during)| Operation::Interrupted { by, after, during }),
    ]
}

/// Small workloads that between them use everything: what single deviations are tried on.
pub fn examples() -> Vec<Vec<Operation>> {
    use Completes::{AtOnce, Once, Twice};
    use Interruption::{Crash, Hangup, Stop};
    use Operation::{List, Pry, Read, Restart, Submit};
    use Sends::{Half, Nothing, TooLate, Whole};
    let submit = |customer, sends, completes| Submit { customer, invoice: 1, sends, completes };
    let interrupted =
        |by, after| Operation::Interrupted { by, after, during: Box::new(submit(0, Whole, Once)) };
    vec![
        vec![submit(0, Whole, Once), Read { which: 0 }, List { customer: 0 }, Pry { which: 0 }],
        vec![submit(0, Half, Once), submit(0, Nothing, Once), submit(1, TooLate, Once)],
        vec![submit(0, Whole, AtOnce), Restart],
        vec![submit(0, Whole, Twice), submit(1, Whole, Once)],
        // Between two of the calls that make an invoice.
        vec![interrupted(Crash, 5), interrupted(Crash, 8)],
        vec![interrupted(Stop, 1), interrupted(Hangup, 5)],
    ]
}
