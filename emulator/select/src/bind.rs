//! Names of an expression, once it is known what records have.

use crate::problem::{Problem, Result, ambiguous};
use crate::syntax::{At, Expr, Item, Name, Step};

/// What records have.
#[derive(Clone, Debug)]
pub(crate) enum Schema {
    /// Columns, and their names where a header says them.
    Csv(Option<Vec<String>>),
    Json,
}

/// A column of the answer.
#[derive(Clone, Debug)]
pub(crate) enum Column {
    /// All of the record: `*`, `alias.*`
    All,
    One(String, Expr),
}

#[derive(Clone, Copy)]
pub(crate) struct Binder<'a> {
    pub schema: &'a Schema,
    pub alias: &'a Name,
}

impl Binder<'_> {
    /// The `at`th column, from zero.
    pub(crate) fn item(&self, at: usize, item: Item) -> Result<Column> {
        if let Expr::Path(steps, _) = &item.expr
            && let [Step::Name(root), Step::Fields] = steps.as_slice()
            && self.is_alias(root)
        {
            return Ok(Column::All);
        }
        let name = item.name.unwrap_or_else(|| format!("_{}", at + 1));
        Ok(Column::One(name, self.expr(item.expr)?))
    }

    pub(crate) fn expr(&self, expr: Expr) -> Result<Expr> {
        match expr {
            Expr::Path(steps, at) => self.path(steps, at),
            Expr::Call(function, parts) => {
                let parts: Result<Vec<Expr>> =
                    parts.into_iter().map(|part| self.expr(part)).collect();
                Ok(Expr::Call(function, parts?))
            }
            expr => Ok(expr),
        }
    }

    fn is_alias(&self, name: &Name) -> bool {
        name.fits(&self.alias.text) || self.alias.fits(&name.text)
    }

    fn path(&self, mut steps: Vec<Step>, at: At) -> Result<Expr> {
        if steps.iter().any(|step| matches!(step, Step::Fields | Step::Elements)) {
            let message = "Invalid use of * in select list.";
            return Err(Problem::new("ParseInvalidContextForWildcardInSelectList", message));
        }
        if let Some(Step::Name(root)) = steps.first()
            && self.is_alias(root)
        {
            steps.remove(0);
        }
        if steps.is_empty() {
            return Ok(Expr::Row);
        }
        match (self.schema, steps.as_slice()) {
            (Schema::Json, _) => Ok(Expr::Field(steps)),
            (Schema::Csv(names), [Step::Name(name)]) => {
                column(names.as_deref(), name, at).map(Expr::Column)
            }
            // Nothing is inside a text.
            (Schema::Csv(_), _) => Err(invalid_column(at)),
        }
    }
}

/// The name in the header, or `_1` for the first column.
fn column(names: Option<&[String]>, name: &Name, at: At) -> Result<usize> {
    let mut fitting =
        names.unwrap_or_default().iter().enumerate().filter(|(_, own)| name.fits(own));
    match (fitting.next(), fitting.next()) {
        (Some(_), Some(_)) => return Err(ambiguous(&name.text)),
        (Some((found, _)), None) => return Ok(found),
        (None, _) => {}
    }
    let place =
        name.text.strip_prefix('_').filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    match place.map(|digits| digits.parse::<usize>().ok().and_then(|n| n.checked_sub(1))) {
        Some(Some(place)) => Ok(place),
        Some(None) => Err(invalid_column(at)),
        None if names.is_none() => Err(invalid_column(at)),
        None => {
            let message = "Some headers in the query are missing from the file. Please check the \
                           file and try again.";
            Err(Problem::new("MissingHeaders", message))
        }
    }
}

fn invalid_column(At { line, column }: At) -> Problem {
    let message = format!(
        "The column index at line {line}, column {column} is invalid. Please check the service \
         documentation and try again."
    );
    Problem::new("InvalidColumnIndex", message)
}
