//! Files beside a report: for CI servers, code scanners and browsers.

use super::{Report, html, junit, sarif};
use std::path::{Path, PathBuf};

/// Which forms of a report are written where; none: not at all.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// JUnit XML.
    pub junit: Option<PathBuf>,
    /// One HTML page that loads nothing.
    pub html: Option<PathBuf>,
    /// SARIF 2.1.0.
    pub sarif: Option<PathBuf>,
}

impl Files {
    /// Writes them.
    ///
    /// # Errors
    /// One cannot be written: its name, and why.
    pub fn write(&self, report: &Report) -> Result<(), String> {
        if let Some(file) = &self.junit {
            write(file, &junit::of(report))?;
        }
        if let Some(file) = &self.html {
            write(file, &html::of(report))?;
        }
        if let Some(file) = &self.sarif {
            write(file, &format!("{:#}\n", sarif::of(report)))?;
        }
        Ok(())
    }
}

/// Writes a file, and makes the folders that it lies in.
///
/// # Errors
/// It cannot be written: its name, and why.
pub fn write(file: &Path, text: &str) -> Result<(), String> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), std::fs::create_dir_all);
    let written = made.and_then(|()| std::fs::write(file, text));
    written.map_err(|error| format!("{} cannot be written: {error}", file.display()))
}
