//! A query at work: records in, the answer's bytes out, some at a time.

use crate::aggregate::Total;
use crate::bind::{Binder, Column, Schema};
use crate::bytes::{Compression, Stored, Window};
use crate::csv::{CsvInput, Header};
use crate::evaluate::{Row, Scope, expand};
use crate::output::Output;
#[cfg(feature = "parquet")]
use crate::parquet::{self, Groups};
use crate::parser;
use crate::problem::{Problem, Result};
use crate::syntax::{Expr, List, Step as PathStep};
use crate::value::Value;
use crate::{EXPRESSION_MAX, json};

/// An answer comes in pieces of about so many bytes; none is longer than a record and this.
const PIECE: usize = 64 * 1024;

/// So many bytes of an object are looked at before it is said how far that is.
const STRETCH: u64 = 4 << 20;

/// What an object is.
#[derive(Clone, Debug)]
pub enum Input {
    /// Fields between delimiters.
    Csv(CsvInput),
    /// Values one after the other. `lines`: each in a line of its own.
    Json {
        /// `Type` is LINES.
        lines: bool,
    },
    /// Columns, row group by row group.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// Records that begin in a part of the object; both ends are inside.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScanRange {
    /// From there on.
    pub start: Option<u64>,
    /// Up to there; alone: the last so many bytes.
    pub end: Option<u64>,
}

/// What is asked of an object.
#[derive(Clone, Debug)]
pub struct Request {
    /// In SQL.
    pub expression: String,
    /// What the object is.
    pub input: Input,
    /// How it is packed.
    pub compression: Compression,
    /// What of it is looked at.
    pub range: Option<ScanRange>,
    /// How the answer is written.
    pub output: Output,
    /// Milliseconds since 1970.
    pub now: i64,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the object.
    pub scanned: u64,
    /// The same, unpacked.
    pub processed: u64,
    /// Bytes of the answer.
    pub returned: u64,
}

/// What some work comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Bytes of the answer; none, where records were looked at in vain.
    Records(Vec<u8>),
    /// There is no more.
    End,
}

enum Columns {
    All,
    Listed(Vec<Column>),
}

/// A query at work.
pub struct Selection {
    window: Window,
    input: Input,
    output: Output,
    now: i64,
    /// The last byte that a record may begin at.
    until: u64,
    path: Vec<PathStep>,
    columns: Columns,
    /// Of the header.
    names: Option<Vec<String>>,
    condition: Option<Expr>,
    /// Records that may still come.
    left: u64,
    aggregates: Vec<(Total, Expr)>,
    /// Aggregates are shown once.
    sums_up: bool,
    /// Rows of the record that is being looked at.
    rows: std::vec::IntoIter<Row>,
    #[cfg(feature = "parquet")]
    groups: Option<Groups>,
    out: String,
    returned: u64,
    ended: bool,
}

impl Selection {
    /// Reads the expression, and of the object no more than its header.
    ///
    /// # Errors
    /// What is wrong with the request.
    pub fn new(request: Request, object: &dyn Stored) -> Result<Self> {
        let Request { expression, input, compression, range, output, now } = request;
        if expression.len() > EXPRESSION_MAX {
            let message = "The SQL expression is too long: The maximum byte-length for the SQL \
                           expression is 256 KB.";
            return Err(Problem::new("ExpressionTooLong", message));
        }
        let query = parser::parse(&expression)?;
        let (from, until) = extent(range, object.size(), compression, &input)?;
        let (window, names) = open(&input, object, compression, from)?;
        #[cfg(feature = "parquet")]
        let groups = match &input {
            Input::Parquet => Some(Groups::open(object, (from, until))?),
            _ => None,
        };
        let schema = match &input {
            Input::Json { .. } => Schema::Json,
            #[cfg(feature = "parquet")]
            Input::Parquet => Schema::Json,
            Input::Csv(_) if query.from.path.is_empty() => Schema::Csv(names.clone()),
            Input::Csv(_) => {
                let message = "The key path in the SQL expression is not valid.";
                return Err(Problem::new("InvalidKeyPath", message));
            }
        };
        let binder = Binder { schema: &schema, alias: &query.from.alias };
        let columns = match query.list {
            List::All => Columns::All,
            List::Items(items) => {
                let items = items.into_iter().enumerate().map(|(at, item)| binder.item(at, item));
                Columns::Listed(items.collect::<Result<_>>()?)
            }
        };
        let condition = query.condition.map(|expr| binder.expr(expr)).transpose()?;
        let aggregates = query.aggregates.into_iter();
        let aggregates: Result<Vec<(Total, Expr)>> = aggregates
            .map(|(aggregate, expr)| Ok((Total::new(aggregate), binder.expr(expr)?)))
            .collect();
        let aggregates = aggregates?;
        let left = match query.limit {
            Some(Expr::Literal(Value::Int(limit))) => u64::try_from(limit).unwrap_or(0),
            _ => u64::MAX,
        };
        Ok(Self {
            window,
            input,
            output,
            now,
            until,
            path: query.from.path,
            columns,
            names,
            condition,
            left,
            sums_up: !aggregates.is_empty(),
            aggregates,
            rows: Vec::new().into_iter(),
            #[cfg(feature = "parquet")]
            groups,
            out: String::new(),
            returned: 0,
            ended: false,
        })
    }

    /// Works until there is something to say.
    ///
    /// # Errors
    /// What is wrong with the object, or with the expression over it. It is over then.
    pub fn step(&mut self) -> Result<Step> {
        if self.ended && self.out.is_empty() {
            return Ok(Step::End);
        }
        let stop = self.window.processed().saturating_add(STRETCH);
        while !self.ended && self.out.len() < PIECE && self.window.processed() < stop {
            self.record()?;
        }
        let bytes = std::mem::take(&mut self.out).into_bytes();
        self.returned += bytes.len() as u64;
        Ok(if self.ended && bytes.is_empty() { Step::End } else { Step::Records(bytes) })
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        #[cfg(feature = "parquet")]
        if let Some(groups) = &self.groups {
            let (scanned, returned) = (groups.size(), self.returned);
            return Progress { scanned, processed: scanned, returned };
        }
        Progress {
            scanned: self.window.scanned(),
            processed: self.window.processed(),
            returned: self.returned,
        }
    }

    fn record(&mut self) -> Result<()> {
        let row = if self.left == 0 { None } else { self.row()? };
        let Some(row) = row else {
            self.ended = true;
            return if self.sums_up && self.left > 0 { self.sum_up() } else { Ok(()) };
        };
        let scope = Scope { row: &row, totals: &[], now: self.now };
        if let Some(condition) = &self.condition
            && scope.evaluate(condition)?.truth()? != Some(true)
        {
            return Ok(());
        }
        if self.sums_up {
            for (total, expr) in &mut self.aggregates {
                total.add(scope.evaluate(expr)?)?;
            }
            return Ok(());
        }
        let fields = self.fields(&scope)?;
        self.output.write(&fields, &mut self.out)?;
        self.left -= 1;
        Ok(())
    }

    fn row(&mut self) -> Result<Option<Row>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Ok(Some(row));
            }
            if let Input::Csv(csv) = &self.input {
                let past = self.window.position() > self.until;
                return if past { Ok(None) } else { Ok(csv.next(&mut self.window)?.map(Row::Csv)) };
            }
            #[cfg(feature = "parquet")]
            if let Some(groups) = &mut self.groups {
                let Some(roots) = groups.next()? else { return Ok(None) };
                let rows = roots.into_iter().map(|root| expand(root, &self.path));
                let rows: Vec<Vec<Value>> = rows.collect::<Result<_>>()?;
                self.rows =
                    rows.into_iter().flatten().map(Row::Json).collect::<Vec<_>>().into_iter();
                continue;
            }
            let Some(root) = json::next(&mut self.window, self.until)? else { return Ok(None) };
            let rows: Vec<Row> = expand(root, &self.path)?.into_iter().map(Row::Json).collect();
            self.rows = rows.into_iter();
        }
    }

    fn sum_up(&mut self) -> Result<()> {
        let totals: Result<Vec<Value>> =
            self.aggregates.iter().map(|(it, _)| it.result()).collect();
        let totals = totals?;
        let row = Row::Json(Value::Missing);
        let fields = self.fields(&Scope { row: &row, totals: &totals, now: self.now })?;
        self.output.write(&fields, &mut self.out)
    }

    fn fields(&self, scope: &Scope) -> Result<Vec<(String, Value)>> {
        let Columns::Listed(columns) = &self.columns else { return Ok(self.all(scope.row)) };
        let mut fields = Vec::with_capacity(columns.len());
        for column in columns {
            match column {
                Column::All => fields.extend(self.all(scope.row)),
                Column::One(name, expr) => fields.push((name.clone(), scope.evaluate(expr)?)),
            }
        }
        Ok(fields)
    }

    /// `*`: what is no object has one column.
    fn all(&self, row: &Row) -> Vec<(String, Value)> {
        match row {
            Row::Json(Value::Struct(fields)) => fields.clone(),
            Row::Json(Value::Missing) => Vec::new(),
            Row::Json(value) => vec![("_1".to_owned(), value.clone())],
            Row::Csv(fields) => {
                let names = self.names.as_deref().unwrap_or_default();
                let named = |(at, text): (usize, &String)| {
                    let name = names.get(at).cloned().unwrap_or_else(|| format!("_{}", at + 1));
                    (name, Value::Text(text.clone()))
                };
                fields.iter().enumerate().map(named).collect()
            }
        }
    }
}

/// The first byte that a record may begin at, and the last.
fn extent(
    range: Option<ScanRange>,
    size: u64,
    compression: Compression,
    input: &Input,
) -> Result<(u64, u64)> {
    let Some(ScanRange { start, end }) = range else { return Ok((0, u64::MAX)) };
    let supported = match input {
        Input::Csv(csv) => !csv.quoted_record_delimiter,
        Input::Json { lines } => *lines,
        #[cfg(feature = "parquet")]
        Input::Parquet => true,
    };
    if compression != Compression::None || !supported {
        let message = "Scan range queries are not supported on this type of object. Please check \
                       the service documentation and try again.";
        return Err(Problem::new("UnsupportedScanRangeInput", message));
    }
    let last = size.saturating_sub(1);
    let (from, until) = match (start, end) {
        (None, None) => (1, 0),
        (Some(start), end) => (start, end.unwrap_or(last)),
        (None, Some(count)) => (size.saturating_sub(count), last),
    };
    if from > until || from > last {
        let message = "The provided scan range is not valid. Please check the service documentation \
                       and try again.";
        return Err(Problem::new("InvalidScanRange", message));
    }
    Ok((from, until))
}

/// The object from there on, and the names in its header.
fn open(
    input: &Input,
    object: &dyn Stored,
    compression: Compression,
    from: u64,
) -> Result<(Window, Option<Vec<String>>)> {
    let lines = CsvInput { record_delimiter: Some("\n".to_owned()), ..CsvInput::default() };
    let csv = match input {
        Input::Csv(csv) => csv,
        Input::Json { .. } => &lines,
        #[cfg(feature = "parquet")]
        Input::Parquet => return parquet::check(compression).map(|()| nothing(object)),
    };
    let mut window = Window::new(object, compression, 0);
    window.more()?;
    if window.bytes().starts_with("\u{feff}".as_bytes()) {
        window.take("\u{feff}".len());
    }
    let names = match (input, csv.header) {
        (Input::Json { .. }, _) | (_, Header::None) => None,
        #[cfg(feature = "parquet")]
        (Input::Parquet, _) => None,
        (_, Header::Ignore) => csv.next(&mut window)?.and(None),
        (_, Header::Use) => Some(csv.next(&mut window)?.unwrap_or_default()),
    };
    if from <= window.position() {
        return Ok((window, names));
    }
    // A record begins behind a delimiter.
    let delimiter = csv.delimiters().into_iter().map(<[u8]>::len).min().unwrap_or(1);
    let mut window = Window::new(object, compression, from.saturating_sub(delimiter as u64));
    csv.skip_rest(&mut window)?;
    Ok((window, names))
}

/// Nothing is read of an object that is no text.
#[cfg(feature = "parquet")]
fn nothing(object: &dyn Stored) -> (Window, Option<Vec<String>>) {
    (Window::new(object, Compression::None, object.size()), None)
}
