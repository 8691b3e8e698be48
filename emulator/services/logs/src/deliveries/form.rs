//! In which form a delivery's records are written.

use super::fields::ALL;
use crate::model::Delivery;
use serde_json::json;

/// Where AWS's own default is tabs.
const TAB: &str = "\t";

/// The fields that were chosen, and how they are put together.
pub(crate) struct Form {
    /// Indexes into [`ALL`].
    chosen: Vec<usize>,
    /// `None`: JSON.
    delimiter: Option<String>,
    has_header: bool,
}

impl Form {
    pub(crate) fn of(delivery: &Delivery, format: Option<&str>) -> Self {
        let chosen = delivery.record_fields.iter().flatten();
        let format = format.unwrap_or("json");
        let given = delivery.field_delimiter.clone().filter(|it| !it.is_empty());
        Self {
            chosen: chosen.filter_map(|it| ALL.iter().position(|field| field == it)).collect(),
            delimiter: (format != "json").then(|| given.unwrap_or_else(|| TAB.into())),
            has_header: format == "w3c",
        }
    }

    /// What a file begins with.
    pub(crate) fn header(&self) -> String {
        if !self.has_header {
            return String::new();
        }
        let names: Vec<&str> = self.chosen.iter().filter_map(|at| ALL.get(*at).copied()).collect();
        format!("#Version: 1.0\n#Fields: {}\n", names.join(" "))
    }

    /// A record, of the values of all fields.
    pub(crate) fn line(&self, values: &[&str]) -> String {
        let chosen = self.chosen.iter();
        let pairs = chosen.filter_map(|at| Some((*ALL.get(*at)?, *values.get(*at)?)));
        match &self.delimiter {
            Some(delimiter) => pairs.map(|(_, value)| value).collect::<Vec<_>>().join(delimiter),
            None => {
                let members =
                    pairs.map(|(name, value)| format!("{}:{}", json!(name), json!(value)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
        }
    }
}
