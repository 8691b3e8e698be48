//! The attributes that a message is sent with (SQS-4.2 to SQS-4.4).

use crate::errors;
use crate::model::*;
use crate::number;
use parhelion_wire::error::Result;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const ATTRIBUTES_MAX: usize = 10;
const NAME_LENGTH_MAX: usize = 256;
const TYPE_LENGTH_MAX: usize = 256;
pub(crate) const TRACE_HEADER: &str = "AWSTraceHeader";

/// By name.
pub(crate) type Attributes = BTreeMap<String, Attribute>;

/// One attribute of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Attribute {
    /// `String`, `Number` or `Binary`, perhaps with a label: `Number.float`.
    pub data_type: String,
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Content {
    Text(String),
    Binary(Vec<u8>),
}

impl Attribute {
    pub(crate) fn into_shell(self) -> MessageAttributeValue {
        let (string_value, binary_value) = match self.content {
            Content::Text(text) => (Some(text), None),
            Content::Binary(bytes) => (None, Some(bytes.into())),
        };
        MessageAttributeValue {
            string_value,
            binary_value,
            string_list_values: None,
            binary_list_values: None,
            data_type: self.data_type,
        }
    }

    fn size(&self) -> usize {
        let content = match &self.content {
            Content::Text(text) => text.len(),
            Content::Binary(bytes) => bytes.len(),
        };
        self.data_type.len() + content
    }
}

/// What attributes add to a message's size (SQS-4.2).
pub(crate) fn size(attributes: &Attributes) -> usize {
    attributes.iter().map(|(name, attribute)| name.len() + attribute.size()).sum()
}

/// SQS-4.3: as they were sent; [`stored`] makes of them what is kept.
pub(crate) fn given(shells: BTreeMap<String, MessageAttributeValue>) -> Result<Attributes> {
    if shells.len() > ATTRIBUTES_MAX {
        return Err(errors::invalid(format!(
            "Number of message attributes [{}] exceeds the allowed maximum [{ATTRIBUTES_MAX}].",
            shells.len()
        )));
    }
    let checked = shells.into_iter().map(|(name, shell)| {
        check_name(&name)?;
        let attribute = attribute(&name, shell)?;
        Ok((name, attribute))
    });
    checked.collect()
}

/// SQS-4.3: numbers without needless zeros.
pub(crate) fn stored(mut attributes: Attributes) -> Attributes {
    for attribute in attributes.values_mut() {
        if let Content::Text(text) = &mut attribute.content
            && base(&attribute.data_type) == "Number"
            && let Some(shorter) = number::stored(text)
        {
            *text = shorter;
        }
    }
    attributes
}

/// SQS-4.4: only a trace header may be given, and it is a text.
pub(crate) fn system(shells: BTreeMap<String, MessageSystemAttributeValue>) -> Result<Attributes> {
    let checked = shells.into_iter().map(|(name, shell)| {
        if name != TRACE_HEADER {
            return Err(errors::invalid(format!(
                "Message system attribute name '{name}' is invalid. It must be {TRACE_HEADER}."
            )));
        }
        let MessageSystemAttributeValue {
            string_value,
            binary_value,
            string_list_values,
            binary_list_values,
            data_type,
        } = shell;
        let shell = MessageAttributeValue {
            string_value,
            binary_value,
            string_list_values,
            binary_list_values,
            data_type,
        };
        if shell.data_type != "String" {
            return Err(errors::invalid(format!(
                "Message system attribute '{name}' must be of type 'String'."
            )));
        }
        let attribute = attribute(&name, shell)?;
        Ok((name, attribute))
    });
    checked.collect()
}

fn check_name(name: &str) -> Result<()> {
    let lower = name.to_ascii_lowercase();
    let of_aws = lower.starts_with("aws.") || lower.starts_with("amazon.");
    let known =
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    let periods = name.starts_with('.') || name.ends_with('.') || name.contains("..");
    if name.is_empty() {
        // https://github.com/aws/aws-sdk-php/issues/694
        let text = "The request must contain non-empty message attribute name.";
        return Err(errors::invalid(text));
    }
    if name.len() > NAME_LENGTH_MAX || of_aws || !known || periods {
        return Err(errors::invalid(format!(
            "The message attribute name '{name}' is invalid. Attribute name can contain A-Z, a-z, \
             0-9, underscore (_), hyphen (-), and period (.) characters, must not begin or end with \
             a period or contain two in a row, and must not begin with AWS. or Amazon."
        )));
    }
    Ok(())
}

/// The type without its label.
fn base(data_type: &str) -> &str {
    data_type.split('.').next().unwrap_or_default()
}

fn attribute(name: &str, shell: MessageAttributeValue) -> Result<Attribute> {
    let MessageAttributeValue {
        string_value,
        binary_value,
        string_list_values,
        binary_list_values,
        data_type,
    } = shell;
    let lists = string_list_values.is_some_and(|list| !list.is_empty())
        || binary_list_values.is_some_and(|list| !list.is_empty());
    if lists {
        return Err(errors::unsupported("Message attribute list values are not supported."));
    }
    let known = ["String", "Number", "Binary"].contains(&base(&data_type));
    if !known || data_type.len() > TYPE_LENGTH_MAX {
        return Err(errors::invalid(format!(
            "The type of message (user) attribute '{name}' is invalid. You must use only the \
             following supported type prefixes: Binary, Number, String."
        )));
    }
    let empty = |kind: &str| {
        errors::invalid(format!(
            "Message (user) attribute '{name}' must contain a non-empty value of type '{kind}'."
        ))
    };
    let content = if base(&data_type) == "Binary" {
        let bytes = binary_value.filter(|bytes| !bytes.is_empty());
        Content::Binary(bytes.ok_or_else(|| empty("Binary"))?.to_vec())
    } else {
        let text = string_value.filter(|text| !text.is_empty());
        Content::Text(text.ok_or_else(|| empty("String"))?)
    };
    if let Content::Text(text) = &content
        && base(&data_type) == "Number"
        && number::stored(text).is_none()
    {
        return Err(errors::invalid(format!(
            "Can't cast the value of message (user) attribute '{name}' to a number."
        )));
    }
    Ok(Attribute { data_type, content })
}
