//! A function in its two stages.

use crate::edge::functions::published::EdgeFunction;
use crate::model::{FunctionConfig, FunctionMetadata, FunctionSummary};
use bytes::Bytes;
use parhelion_javascript::{Program, Runtime};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::identity::Account;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(crate) const DEVELOPMENT: &str = "DEVELOPMENT";
pub(crate) const LIVE: &str = "LIVE";

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StoredFunction {
    pub(crate) account: Account,
    pub(crate) name: Arc<str>,
    pub(crate) arn: Arc<str>,
    pub(crate) development: Stage,
    /// What was published, and runs.
    pub(crate) live: Option<Stage>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stage {
    pub(crate) e_tag: Arc<str>,
    pub(crate) config: FunctionConfig,
    pub(crate) code: Bytes,
    pub(crate) created: Timestamp,
    pub(crate) modified: Timestamp,
}

impl Stage {
    /// Code that is no UTF-8 is no program; it fails when it is run, as any other does.
    pub(crate) fn program(&self) -> Program {
        let runtime = match self.config.runtime.as_str() {
            "cloudfront-js-1.0" => Runtime::V1,
            _ => Runtime::V2,
        };
        Program::new(runtime, &String::from_utf8_lossy(&self.code))
    }

    /// The ARN of the key value store that the code may read.
    pub(crate) fn store(&self) -> Option<&str> {
        let associations = self.config.key_value_store_associations.as_ref()?;
        let first = associations.items.as_deref()?.first()?;
        Some(&first.key_value_store_arn)
    }
}

pub(crate) fn missing() -> parhelion_wire::Error {
    crate::model::errors::no_such_function_exists("The specified function does not exist.")
}

impl StoredFunction {
    /// # Errors
    /// `NoSuchFunctionExists`: it was never published.
    pub(crate) fn stage(&self, stage: Option<&str>) -> Result<&Stage> {
        match stage {
            Some(LIVE) => self.live.as_ref().ok_or_else(missing),
            _ => Ok(&self.development),
        }
    }

    /// What edge locations get of the published stage.
    pub(crate) fn at_the_edge(&self) -> Option<Arc<EdgeFunction>> {
        let live = self.live.as_ref()?;
        Some(Arc::new(EdgeFunction {
            account: self.account.clone(),
            name: self.name.clone(),
            store: live.store().map(Arc::from),
            program: live.program(),
        }))
    }

    pub(crate) fn summary(&self, stage: &Stage, associated: bool) -> FunctionSummary {
        let is_live = self.live.as_ref().is_some_and(|live| std::ptr::eq(live, stage));
        let status = match &self.live {
            None => "UNPUBLISHED",
            Some(_) if associated => "ASSOCIATED",
            Some(_) => "UNASSOCIATED",
        };
        FunctionSummary {
            name: self.name.to_string(),
            status: Some(status.into()),
            function_config: stage.config.clone(),
            function_metadata: FunctionMetadata {
                function_arn: self.arn.to_string(),
                stage: Some(if is_live { LIVE } else { DEVELOPMENT }.into()),
                created_time: Some(stage.created),
                last_modified_time: stage.modified,
            },
        }
    }
}
