//! Memory of this process, as Linux counts it.

use anyhow::{Context as _, Result};

/// Anonymous memory now, and the highest use of all less what is mapped from files now, in MB (10⁶).
pub(crate) fn in_use() -> Result<String> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let megabytes = |name: &str| -> Result<f64> {
        let line =
            status.lines().find(|line| line.starts_with(name)).context("a line of status")?;
        let kibibytes: f64 = line.split_whitespace().nth(1).context("a number")?.parse()?;
        Ok(kibibytes * 1024.0 / 1e6)
    };
    let (anonymous, files) = (megabytes("RssAnon:")?, megabytes("RssFile:")?);
    let highest = megabytes("VmHWM:")? - files;
    Ok(format!("{{\"anonymous\": {anonymous:.1}, \"highest\": {highest:.1}}}"))
}
