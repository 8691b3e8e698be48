//! The events of an answer
//! (<https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html>).

use bytes::{Buf, Bytes};
use parhelion_select::{Progress, Request, Selection, Step, Stored};
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error, Value};
use parhelion_world::Producer;
use std::io::Read;

/// Places in the union of the stream's events.
const RECORDS: usize = 0;
const STATS: usize = 1;
const PROGRESS: usize = 2;
const CONT: usize = 3;
const END: usize = 4;

/// Records in one event.
const PAYLOAD_MAX: usize = 1 << 20;

/// A selection, as events.
pub(crate) struct Events {
    state: State,
    with_progress: bool,
}

/// An object is not read before nobody waits for it.
enum State {
    Asked(Box<Request>, Body),
    Begun(Box<Selection>),
    Over,
}

impl Events {
    pub(crate) fn new(request: Request, body: Body, with_progress: bool) -> Self {
        Self { state: State::Asked(Box::new(request), body), with_progress }
    }
}

impl Producer for Events {
    fn next(&mut self) -> Result<Option<Vec<(usize, Value)>>> {
        let mut selection = match std::mem::replace(&mut self.state, State::Over) {
            State::Asked(request, body) => {
                Box::new(Selection::new(*request, &Object(body)).map_err(failure)?)
            }
            State::Begun(selection) => selection,
            State::Over => return Ok(None),
        };
        let step = selection.step().map_err(failure)?;
        let progress = selection.progress();
        let mut events = Vec::new();
        let end = step == Step::End;
        if let Step::Records(bytes) = step {
            let mut bytes = Bytes::from(bytes);
            while !bytes.is_empty() {
                let payload = bytes.split_to(bytes.len().min(PAYLOAD_MAX));
                events.push((RECORDS, Value::Struct(vec![Value::Blob(payload)])));
            }
        }
        if self.with_progress {
            events.push((PROGRESS, details(progress)));
        }
        if end {
            events.push((STATS, details(progress)));
            events.push((END, Value::Struct(Vec::new())));
        } else {
            if events.is_empty() {
                events.push((CONT, Value::Struct(Vec::new())));
            }
            self.state = State::Begun(selection);
        }
        Ok(Some(events))
    }
}

fn details(progress: Progress) -> Value {
    let Progress { scanned, processed, returned } = progress;
    let number = |count: u64| Value::Int(i64::try_from(count).unwrap_or(i64::MAX));
    Value::Struct(vec![Value::Struct(vec![number(scanned), number(processed), number(returned)])])
}

fn failure(problem: parhelion_select::Problem) -> Error {
    let status = if problem.code == "InternalError" { 500 } else { 400 };
    Error::new(status, problem.code, problem.message)
}

struct Object(Body);

impl Stored for Object {
    fn size(&self) -> u64 {
        self.0.len()
    }

    fn read_from(&self, start: u64) -> Box<dyn Read + Send> {
        let pieces = self.0.slice(start, self.0.len()).pieces();
        Box::new(Reader { pieces, piece: Bytes::new() })
    }
}

/// A body, read as files are.
struct Reader<I> {
    pieces: I,
    piece: Bytes,
}

impl<I: Iterator<Item = std::io::Result<Bytes>>> Read for Reader<I> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.piece.is_empty() {
            match self.pieces.next() {
                Some(piece) => self.piece = piece.map_err(std::io::Error::other)?,
                None => return Ok(0),
            }
        }
        let count = self.piece.len().min(buffer.len());
        self.piece.copy_to_slice(buffer.get_mut(..count).unwrap_or_default());
        Ok(count)
    }
}
