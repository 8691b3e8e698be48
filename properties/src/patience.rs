//! How often the harness tries again before it blames the application.

use crate::target::Target;

/// Tries in all, whatever AWS does: nothing that happens on a bad day comes near it.
const TRIES_MAX: usize = 1000;

/// Counts the tries that failed although AWS did not deviate.
///
/// AWS's pages bound no run of failures: each try may meet another one. So a failure in which AWS
/// deviated says nothing about the application, and only tries that it let pass use patience up. On
/// targets whose deviations nobody knows, every failed try counts.
pub struct Patience<'a> {
    target: &'a Target,
    /// What AWS had done when the present try began.
    deviations: usize,
    spent: usize,
    tries: usize,
}

impl<'a> Patience<'a> {
    /// Before the first try.
    pub fn new(target: &'a Target) -> Self {
        Self { target, deviations: target.deviations(), spent: 0, tries: 0 }
    }

    /// A try has failed.
    pub fn failed(&mut self) {
        let deviations = self.target.deviations();
        self.tries += 1;
        if deviations == self.deviations || self.tries >= TRIES_MAX {
            self.spent += 1;
        }
        self.deviations = deviations;
    }

    /// How many tries have failed for which AWS has no excuse.
    pub fn spent(&self) -> usize {
        self.spent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parhelion::{Adversary, Cloud};

    #[tokio::test(start_paused = true)]
    async fn only_failures_without_a_deviation_count() {
        let cloud = Cloud::new();
        cloud.set_adversary(Adversary::random(3, 1.0));
        let target = Target::fake(cloud);
        let s3 = target.clients_trying(1).s3;
        let mut patience = Patience::new(&target);
        for _ in 0..50 {
            assert!(s3.list_buckets().send().await.is_err());
            patience.failed();
        }
        assert_eq!(patience.spent(), 0);
        patience.failed();
        assert_eq!(patience.spent(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn patience_has_an_end() {
        let cloud = Cloud::new();
        cloud.set_adversary(Adversary::random(3, 1.0));
        let target = Target::fake(cloud);
        let s3 = target.clients_trying(1).s3;
        let mut patience = Patience::new(&target);
        while patience.spent() == 0 {
            let _ = s3.list_buckets().send().await;
            patience.failed();
        }
        assert_eq!(patience.tries, TRIES_MAX);
    }
}
