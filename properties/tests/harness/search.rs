//! A search within a budget goes on where the last one ended.

use crate::notes::{Notes, Uses};
use parhelion_properties::report::{Report, text};
use parhelion_properties::{Options, Suite};
use std::time::Duration;

#[test]
fn what_did_something_new_is_kept_for_the_next_search() {
    let folder = std::env::temp_dir().join(format!("parhelion-search-{}", std::process::id()));
    let suite = Suite::new(Notes(Uses::ItsOwn)).unwrap();
    let search = |seed| {
        let budget = Some(Duration::from_millis(1500));
        let options = Options { budget, seed, stored: Some(folder.clone()), ..Options::default() };
        Report::of(&suite.prove(&options, &|_, _| {}))
    };
    let first = search(1);
    let kept = first.search.unwrap();
    assert_eq!(first.verdict, "holds");
    assert!(kept.kept > 3 && kept.known == 0 && kept.behaviours > kept.kept, "{kept:?}");
    // Each of them is a case that can be run again.
    let stored = std::fs::read_dir(folder.join("corpus")).unwrap().count();
    assert_eq!(stored, kept.kept);
    let second = search(2);
    let again = second.search.unwrap();
    assert_eq!(again.known, kept.kept);
    assert!(again.behaviours >= kept.behaviours && again.kept > 3, "{again:?} after {kept:?}");
    // All that the examples meet was tried, and it is told.
    assert_eq!(second.reach.missed().count(), 0);
    let met = second.reach.met.len();
    assert!(second.reach.met.contains("PutObject × s3.before"), "{:?}", second.reach.met);
    let text = text::of(&second);
    assert!(text.contains(&format!("{met} of {met} that the examples meet")), "{text}");
    assert!(text.contains(&format!("({} known before)", kept.kept)), "{text}");
    std::fs::remove_dir_all(folder).unwrap();
}
