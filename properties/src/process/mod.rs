//! An application as a process: it is stopped and started anew in good order, loses its power between
//! two calls of AWS, or a client of its goes away.
//!
//! - [`machine`]: what it runs on.

pub(crate) mod machine;

use crate::application::Running;
use crate::stage::current_operation;
use crate::target::{ATTEMPTS, Clients, Target};
use bytes::Bytes;
use machine::Machine;
use parhelion::Timestamp;
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// What comes in the middle of an operation's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Interruption {
    /// The machine loses its power: requests under way get no answer, what was in memory is lost, tasks
    /// end where they are. It is started anew.
    Crash,
    /// A new version is rolled out: it gets new requests, and the old one, when it has answered those
    /// that it has, stops in good order. Then its machine loses its power.
    Stop,
    /// The client goes away: what answered it is dropped where it is, as servers do.
    Hangup,
}

/// How an application is started.
type Start = dyn Fn(&Clients) -> Arc<dyn Running> + Send + Sync;

/// A running application, and how it is started.
pub struct Process {
    target: Target,
    start: Box<Start>,
    life: Mutex<Life>,
    crashes: Mutex<Vec<Timestamp>>,
}

/// One start of it. A clone is the same one.
#[derive(Clone)]
struct Life {
    running: Arc<dyn Running>,
    machine: Machine,
    /// How many requests it has not answered yet.
    under_way: Arc<watch::Sender<usize>>,
}

impl Life {
    fn begin(target: &Target, start: &Start, ahead: i64) -> Self {
        let machine = Machine::new(ahead);
        let config = machine.wired(&target.application_config());
        let running = start(&target.clients_by(&config, ATTEMPTS.into()));
        Self { running, machine, under_way: Arc::new(watch::Sender::new(0)) }
    }

    /// Answers what it has, stops in good order, and is gone.
    async fn end(&self) {
        // The sender is this life's own.
        let _ = self.under_way.subscribe().wait_for(|requests| *requests == 0).await;
        if self.machine.is_on() {
            self.running.shut_down().await;
            self.machine.cut();
        }
    }
}

/// A request under way, counted until it is dropped.
struct UnderWay<'a>(&'a watch::Sender<usize>);

impl<'a> UnderWay<'a> {
    fn new(count: &'a watch::Sender<usize>) -> Self {
        count.send_modify(|count| *count += 1);
        Self(count)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

impl Process {
    /// Starts it on a machine of its own.
    pub fn start(
        target: &Target,
        start: impl Fn(&Clients) -> Arc<dyn Running> + Send + Sync + 'static,
    ) -> Self {
        let life = Mutex::new(Life::begin(target, &start, 0));
        let target = target.clone();
        Self { target, start: Box::new(start), life, crashes: Mutex::default() }
    }

    /// The running one; who has lost its power is started anew.
    fn life(&self) -> Life {
        let mut life = self.life.lock().unwrap_or_else(PoisonError::into_inner);
        if !life.machine.is_on() {
            *life = Life::begin(&self.target, &*self.start, 0);
        }
        life.clone()
    }

    /// Answers a request. `None`: it crashed before, or the client went away.
    pub async fn ask(&self, request: http::Request<Bytes>) -> Option<http::Response<Bytes>> {
        let life = self.life();
        let _counted = UnderWay::new(&life.under_way);
        let fuse = life.machine.fuse();
        let interrupted = async {
            match &fuse {
                Some(fuse) if !fuse.is_blown() => {
                    tokio::select! {
                        biased;
                        () = life.machine.without_power() => {}
                        () = fuse.hung_up() => {}
                    }
                }
                _ => life.machine.without_power().await,
            }
        };
        tokio::select! {
            biased;
            () = interrupted => None,
            answer = life.running.handle(request) => Some(answer),
        }
    }

    /// Follows a link that it has given: [`Running::follow`](crate::application::Running::follow).
    pub async fn follow(&self, url: &str) -> Option<Option<http::Response<Bytes>>> {
        let life = self.life();
        Some(life.running.follow(url)?.await)
    }

    /// Stops it in good order, and starts it on a machine whose clock is so many seconds ahead.
    pub async fn restart(&self, ahead: i64) {
        let anew = Life::begin(&self.target, &*self.start, ahead);
        let old = {
            let mut life = self.life.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *life, anew)
        };
        old.end().await;
    }

    /// Stops it in good order, for good.
    pub async fn stop(&self) {
        self.life().end().await;
    }

    /// Does an operation's work, into which something comes after so many of its calls of AWS; at its
    /// end at the latest, unless it is a client that goes away.
    pub async fn interrupted(&self, by: Interruption, after: u32, work: impl Future<Output = ()>) {
        let operation = current_operation().unwrap_or_default();
        let life = self.life();
        let fuse = life.machine.lay_fuse(operation, after, by);
        match by {
            Interruption::Crash => {
                work.await;
                fuse.blow();
                life.machine.cut();
                let now = self.target.now();
                self.crashes.lock().unwrap_or_else(PoisonError::into_inner).push(now);
                // Whatever it does when it starts, it does now.
                self.life();
            }
            Interruption::Stop => {
                let worked = async {
                    work.await;
                    fuse.blow();
                };
                let replaced = async {
                    fuse.blown().await;
                    self.restart(0).await;
                };
                tokio::join!(biased; worked, replaced);
            }
            Interruption::Hangup => work.await,
        }
        life.machine.remove_fuse(operation);
    }

    /// Whether it has crashed, and nobody has asked it anything since: whoever does starts it anew.
    pub fn has_crashed(&self) -> bool {
        !self.life.lock().unwrap_or_else(PoisonError::into_inner).machine.is_on()
    }

    /// When it crashed.
    pub fn crashes(&self) -> Vec<Timestamp> {
        self.crashes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
