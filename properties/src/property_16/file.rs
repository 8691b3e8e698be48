//! Users read files through the application, and remove them.

use super::browser;
use super::drive::{Driver, Sent};
use super::operation::Accept;
use super::seen::{Seen, absent};
use crate::facts::{Content, Fact};
use bytes::Bytes;
use http::StatusCode;
use http::header::LOCATION;

impl Driver {
    /// Facts are about files that can be read: without a request for that they decide nothing.
    fn fact(&self, fact: impl FnOnce() -> Fact) {
        if self.interface.read.is_some() {
            self.stage.observe(Seen::File(fact()));
        }
    }

    pub(super) fn sent(&self, name: &str, content: &Content) {
        self.fact(|| Fact::Sent { what: name.to_owned(), content: content.clone() });
    }

    pub(super) fn acknowledged(&self, name: &str, content: &Content) {
        self.fact(|| Fact::Acknowledged { what: name.to_owned(), content: content.clone() });
    }

    pub(super) fn refused(&self, name: &str, content: &Content) {
        self.fact(|| Fact::Refused { what: name.to_owned(), content: content.clone() });
    }

    fn was_read(&self, name: &str, path: &str, content: Content) {
        let (what, path) = (name.to_owned(), path.to_owned());
        self.fact(|| Fact::Read { what, path, content: Some(content) });
    }

    pub(super) async fn read(&self, name: u8) {
        let Some(read) = &self.interface.read else { return };
        let name = self.file_name(name);
        let nothing = Sent::new("", Bytes::new());
        let Some(answer) = self.ask(read, &name, nothing).await else { return };
        let status = answer.status();
        if self.interface.found.contains(&status.as_u16()) {
            return self.was_read(&name, "the application", Content::of(answer.body()));
        }
        if !status.is_redirection() {
            if says_no(status) {
                self.was_read(&name, "the application", absent());
            }
            return;
        }
        let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
        // An edge may know an older file for a while.
        if !to.starts_with("http") || to.contains(&self.deployment.domain) {
            return;
        }
        match self.follow(to).await {
            Some((200, Some(content))) => self.was_read(&name, "a link", Content::of(&content)),
            Some((400..500, _)) => self.was_read(&name, "a link", absent()),
            _ => {}
        }
    }

    /// The status behind a link, and what came whole.
    async fn follow(&self, url: &str) -> Option<(u16, Option<Bytes>)> {
        match self.service.process.follow(url).await {
            Some(answer) => answer.map(|it| (it.status().as_u16(), Some(it.into_body()))),
            None => {
                let seen = browser::get(self.stage.target(), url, Accept::Plain, None).await?;
                Some((seen.status, seen.content))
            }
        }
    }

    pub(super) async fn remove(&self, name: u8) {
        let Some(remove) = &self.interface.remove else { return };
        let name = self.file_name(name);
        let key = self.interface.key_of(&name);
        self.sent(&name, &absent());
        self.memory(|memory| memory.accepted.retain(|(accepted, _)| *accepted != key));
        let nothing = Sent::new("", Bytes::new());
        let Some(answer) = self.ask(remove, &name, nothing).await else { return };
        let status = answer.status();
        if self.interface.removed.contains(&status.as_u16()) {
            self.acknowledged(&name, &absent());
            self.memory(|memory| {
                if !memory.unsure.contains(&key) {
                    memory.removed.insert(key);
                }
            });
        } else if says_no(status) {
            // Nothing was removed, since nothing was there.
            self.refused(&name, &absent());
            self.was_read(&name, "its removal", absent());
        }
    }
}

/// There is no such file: neither a bad moment nor a request to come again.
fn says_no(status: StatusCode) -> bool {
    status.is_client_error() && !matches!(status.as_u16(), 408 | 425 | 429)
}
