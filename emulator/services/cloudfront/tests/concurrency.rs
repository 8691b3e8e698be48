//! CF-8.5, CF-14: of writers that saw the same version, one wins; who re-reads, wins in the end.

use crate::support::*;
use proptest::prelude::*;

/// A writer reads, or writes what it read last with a mark of its own.
#[derive(Clone, Debug)]
enum Step {
    Read(usize),
    Write(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![(0_usize..3).prop_map(Step::Read), (0_usize..3).prop_map(Step::Write)];
    prop::collection::vec(step, 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn cf_8_5_no_write_is_lost(steps in steps()) {
        let mut cloud = Cloud::new();
        let id = cloud.create("one").id;
        let mut read = [(); 3].map(|()| cloud.stored(&id));
        // The model: every accepted write, in order, is what readers see.
        let mut current = cloud.stored(&id);
        let mut tags = vec![current.1.clone()];
        for (n, step) in steps.into_iter().enumerate() {
            match step {
                Step::Read(writer) => {
                    read[writer] = cloud.stored(&id);
                    prop_assert_eq!(&read[writer], &current);
                }
                Step::Write(writer) => {
                    let (mut config, tag) = read[writer].clone();
                    config.comment = format!("{} {n}", config.comment);
                    config.comment = config.comment.chars().rev().take(100).collect();
                    match cloud.update(&id, &tag, config.clone()) {
                        Ok(next) => {
                            prop_assert_eq!(&tag, &current.1, "a stale write was accepted");
                            prop_assert!(!tags.contains(&next), "a tag came back");
                            tags.push(next.clone());
                            current = (config, next);
                        }
                        Err(error) => {
                            prop_assert_eq!((error.code(), error.status()), ("PreconditionFailed", 412));
                            prop_assert_ne!(&tag, &current.1, "a fresh write was refused");
                        }
                    }
                }
            }
        }
        prop_assert_eq!(cloud.stored(&id), current);
    }
}
