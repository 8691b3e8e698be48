//! An application in a process of its own, as Property 16 knows applications.
//!
//! - [`Foreign`]: the application of one case; [`RunningChild`]: one start of it;
//! - `upload`: how a user uploads: straight, or with S3's help.

mod running;
pub(crate) mod upload;

pub use running::RunningChild;

use crate::child::{Nursery, Output};
use crate::declaration::{Declaration, FormOf, InterfaceOf, NamesOf, Request};
use parhelion_properties::application::{
    Application, BoxFuture, Deployment, Exchange, Form, Interface, Names, Running,
};
use parhelion_properties::property_16::Seen;
use parhelion_properties::stage::Breakdown;
use parhelion_properties::{Clients, Stage};
use std::sync::{Arc, Mutex, PoisonError};

/// How much of its output a report shows, in lines.
const SHOWN: usize = 40;

/// What all starts of an application within one case share.
pub struct Ground {
    /// What it is like.
    pub declaration: Arc<Declaration>,
    /// Where it comes from.
    pub nursery: Arc<Nursery>,
    /// Where the case is played.
    pub stage: Stage<Seen>,
    /// What each start of it has written.
    outputs: Mutex<Vec<Arc<Output>>>,
}

/// The application of one case.
pub struct Foreign {
    name: String,
    ground: Arc<Ground>,
    current: Mutex<Option<Arc<RunningChild>>>,
}

impl Foreign {
    /// On a stage; it is started by whoever drives the case.
    pub fn new(
        name: &str,
        declaration: Arc<Declaration>,
        nursery: Arc<Nursery>,
        stage: Stage<Seen>,
    ) -> Self {
        let ground = Ground { declaration, nursery, stage, outputs: Mutex::default() };
        Self { name: name.to_owned(), ground: Arc::new(ground), current: Mutex::default() }
    }

    /// Kills it, and starts it anew: what it had in memory is lost.
    pub async fn crash(&self) {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(current) = current {
            current.crash().await;
        }
    }

    /// Stops it in good order.
    pub async fn shut_down(&self) {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(current) = current {
            current.stop().await;
        }
    }

    /// Its clock is as far ahead of ours as the cloud's.
    pub async fn synchronise(&self) {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(current) = current {
            current.synchronise().await;
        }
    }
}

impl Application for Foreign {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn interface(&self) -> Interface {
        interface(&self.ground.declaration.interface)
    }

    fn set_up<'a>(&'a self, _: &'a Clients) -> BoxFuture<'a, Result<Deployment, String>> {
        Box::pin(std::future::ready(Err("it is set up by its declaration, once".to_owned())))
    }

    fn start(&self, _: &Clients, _: &Deployment) -> Arc<dyn Running> {
        let started = Arc::new(RunningChild::start(self.ground.clone()));
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(started.clone());
        started
    }
}

impl Ground {
    /// A verdict of its own, with its last words.
    fn breaks_down(&self, breakdown: Breakdown) {
        self.keep_output();
        let output = self.stage.apart().output;
        let last = output.lines().last().unwrap_or_default().trim();
        let told = |what: String| match last.is_empty() {
            true => what,
            false => format!("{what}; its last line: {last}"),
        };
        self.stage.breaks_down(match breakdown {
            Breakdown::Died(what) => Breakdown::Died(told(what)),
            Breakdown::Hangs(what) => Breakdown::Hangs(told(what)),
        });
    }

    /// What it has written, for the report.
    fn keep_output(&self) {
        let outputs = self.outputs.lock().unwrap_or_else(PoisonError::into_inner);
        let skipped = outputs.len().saturating_sub(3);
        let tails = outputs.iter().skip(skipped).map(|output| output.tail(SHOWN));
        self.stage.keep_output(tails.collect::<Vec<_>>().join("-- started anew --\n"));
    }

    fn follow(&self, output: Arc<Output>) {
        self.outputs.lock().unwrap_or_else(PoisonError::into_inner).push(output);
    }
}

/// What is declared, in Property 16's own words. How a file is sent is this crate's business: the property
/// hands it over raw.
pub fn interface(declared: &InterfaceOf) -> Interface {
    let exchange = |request: &Request| Exchange::new(&request.method, &request.path);
    let direct = declared.upload.as_ref().filter(|upload| upload.presigned.is_none());
    let form = direct.filter(|upload| upload.form == FormOf::Multipart);
    let mut interface = Interface {
        form: form.map_or(Form::Raw, |upload| Form::Multipart { field: upload.field.clone() }),
        accepted: declared.accepted.clone(),
        conflict: declared.refused.clone(),
        key: declared.key.clone(),
        derived: declared.derived.clone(),
        names: match declared.names {
            NamesOf::Any => Names::Any,
            NamesOf::Plain => Names::Plain,
        },
        publish: declared.publish.as_ref().map(exchange),
        published: declared.published.clone(),
        base: declared.base.clone(),
        listing: declared.list.as_ref().map(exchange),
        read: declared.read.as_ref().map(exchange),
        found: declared.found.clone(),
        remove: declared.remove.as_ref().map(exchange),
        removed: declared.removed.clone(),
        agent_max_kib: declared.agent_max_kib,
        ..Interface::default()
    };
    if let Some(upload) = &declared.upload {
        let path = if upload.presigned.is_some() { upload::MARK } else { &upload.path };
        interface.upload = Exchange::new(&upload.method, path);
    }
    if let Some(page) = &declared.page {
        interface.page = exchange(page);
    }
    interface
}
