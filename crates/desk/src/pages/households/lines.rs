//! Lines of a list of households, for every page that has one.

use registry::household::Line;

use crate::say;
use crate::visitor::Visitor;

/// A line as `households/lines.html` prints it.
pub(crate) struct Row {
    pub(crate) url: String,
    pub(crate) head: String,
    pub(crate) code: String,
    pub(crate) unit: String,
    pub(crate) village: String,
    pub(crate) members: String,
    pub(crate) class: &'static str,
    pub(crate) since: String,
    /// Open findings; empty when there are none.
    pub(crate) findings: String,
    /// The last day, when it has left.
    pub(crate) closed: Option<String>,
}

pub(crate) fn rows(visitor: &Visitor, lines: Vec<Line>) -> Vec<Row> {
    let words = visitor.words();
    let row = |line: Line| Row {
        url: format!("/households/{}", line.id),
        head: line.head,
        code: line.code.unwrap_or_default(),
        unit: visitor.unit_name(line.unit),
        village: line.village_name.unwrap_or_default(),
        members: words.number(line.members),
        class: say::class_code(line.class, line.surveyed),
        since: line.class_since.vietnamese(),
        findings: if line.findings > 0 { words.number(line.findings) } else { String::new() },
        closed: line.closed.map(|day| words.households_closed(day)),
    };
    lines.into_iter().map(row).collect()
}
