//! Applications, each started while its elder still works: starting takes longer than most cases.

use super::environment::{SignsAs, lead_here, values};
use super::living::Living;
use super::{Child, listener};
use crate::clock::{Faketime, Hands};
use crate::declaration::Declaration;
use crate::declaration::placeholders::fill;
use parhelion_properties::Deployment;
use std::collections::{BTreeMap, VecDeque};
use std::net::TcpListener;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Starts applications on one deployment.
pub struct Nursery {
    declaration: Arc<Declaration>,
    deployment: Deployment,
    /// Of the command line, over those that are declared.
    environment: BTreeMap<String, String>,
    living: Living,
    signs_as: SignsAs,
    faketime: Option<Faketime>,
    /// How many are started ahead.
    ahead: usize,
    young: Mutex<VecDeque<Young>>,
}

/// A started application to which no case belongs yet: what it asks of AWS waits at its door.
pub struct Young {
    /// The process.
    pub child: Child,
    /// Where it listens.
    pub port: u16,
    /// What it takes for AWS; nobody answers there yet.
    pub door: TcpListener,
    /// Its port.
    pub door_port: u16,
    /// By which its clock is set, if it can be.
    pub hands: Option<Hands>,
}

/// The ports that applications are given: below those that systems give to whoever asks for any, so that no
/// connection and no other program comes upon one before the application does.
const PORTS: std::ops::Range<u32> = 10_000..32_000;

/// The next port at which nobody listens; programs that run at once begin at different ones.
fn free_port() -> Result<u16, String> {
    static TAKEN: AtomicU32 = AtomicU32::new(0);
    let first = std::process::id().wrapping_mul(499);
    for _ in PORTS {
        let next = first.wrapping_add(TAKEN.fetch_add(1, Ordering::Relaxed));
        let port = PORTS.start + next % (PORTS.end - PORTS.start);
        if let Ok(port) = u16::try_from(port)
            && TcpListener::bind(("127.0.0.1", port)).is_ok()
        {
            return Ok(port);
        }
    }
    Err("there is no free port".to_owned())
}

impl Nursery {
    /// Nothing is started yet.
    pub fn new(
        declaration: Arc<Declaration>,
        deployment: Deployment,
        (environment, living, signs_as): (BTreeMap<String, String>, Living, SignsAs),
        faketime: Option<Faketime>,
        ahead: usize,
    ) -> Self {
        Self {
            declaration,
            deployment,
            environment,
            living,
            signs_as,
            faketime,
            ahead,
            young: Mutex::default(),
        }
    }

    /// An application, and others after it for whoever comes next.
    ///
    /// # Errors
    /// It cannot be started; in words.
    pub fn take(&self) -> Result<Young, String> {
        let held = self.young.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let taken = match held {
            Some(young) => young,
            None => self.start()?,
        };
        let mut young = self.young.lock().unwrap_or_else(PoisonError::into_inner);
        while young.len() < self.ahead {
            // Whoever takes the next one is told.
            let Ok(next) = self.start() else { break };
            young.push_back(next);
        }
        Ok(taken)
    }

    /// Nobody comes any more.
    pub fn clear(&self) {
        self.young.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn start(&self) -> Result<Young, String> {
        let application = &self.declaration.application;
        let (door, door_port) = listener()?;
        let port = free_port()?;
        let region = &self.deployment.region;
        let values = values(door_port, region, self.signs_as, Some((&self.deployment, port)));
        let mut words = Vec::new();
        for word in &application.command {
            words.push(fill(word, &values)?);
        }
        let program = words.first().ok_or("application.command names no program")?;
        let mut command = Command::new(program);
        command.args(&words[1..]).current_dir(self.declaration.folder.join(&application.folder));
        lead_here(&mut command, door_port, region, self.signs_as);
        for (name, value) in &application.environment {
            command.env(name, fill(value, &values)?);
        }
        command.envs(&self.environment);
        let hands =
            self.faketime.as_ref().map(|faketime| faketime.give_to(&mut command)).transpose()?;
        let child = Child::start(command, &self.living, application.ready.line.as_deref())?;
        Ok(Young { child, port, door, door_port, hands })
    }
}
