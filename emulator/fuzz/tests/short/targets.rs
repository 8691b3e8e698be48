//! Every target for a moment. `PARHELION_FUZZ_RUNS` makes the moment longer.

use parhelion::random::Random;
use parhelion_fuzz::{TARGETS, mutate};

fn runs() -> u64 {
    std::env::var("PARHELION_FUZZ_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(300)
}

#[test]
fn every_target_takes_its_seeds_spoilt_seeds_and_noise() {
    for (n, (name, target, seeds)) in TARGETS.iter().enumerate() {
        for seed in *seeds {
            target(seed);
        }
        let mut random = Random::new(n as u64);
        for run in 0..runs() {
            let seed = seeds[random.below(seeds.len())];
            let data = match run % 8 {
                0 => mutate::noise(&mut random),
                _ => mutate::spoilt(&mut random, seed),
            };
            let outcome = std::panic::catch_unwind(|| target(&data));
            assert!(outcome.is_ok(), "{name}, run {run}: {:?}", String::from_utf8_lossy(&data));
        }
    }
}

/// A target whose seeds are all refused would test nothing but refusals.
#[test]
fn seeds_are_valid() {
    use parhelion_fuzz::{door, seeds};
    // Uploads, archives and locks that are not there are refused whatever the document says.
    let refused = [4, 15, 16, 17];
    for (n, seed) in seeds::XML.iter().enumerate() {
        let answer = door::send(&door::cloud(false), door::document(seed).unwrap());
        let text = String::from_utf8_lossy(&answer.body().to_bytes()).into_owned();
        assert_eq!(answer.status().is_success(), !refused.contains(&n), "{n}: {text}");
        assert!(!text.contains("MalformedXML"), "{n}: {text}");
    }
    for policy in seeds::POLICY {
        let text = std::str::from_utf8(policy).unwrap();
        use parhelion_policy::{Policy, Purpose};
        let purposes = [Purpose::Resource, Purpose::Identity, Purpose::Trust];
        assert!(purposes.into_iter().any(|it| Policy::parse(text, it).is_ok()), "{text}");
    }
}
