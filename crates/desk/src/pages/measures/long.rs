//! The figures as a file, in the columns of `chieusau measure`.

use access::Verb;
use axum::extract::Query;
use ground::{Day, Result};
use measures::census::{Named, changes};
use measures::planes::Total;
use measures::{Estimate, HEADER, estimates_as_csv};
use registry::transitions::Group;

use super::asked::{Asked, OfDay, Question, Read};
use super::read;
use crate::pages::movement::found::name;
use crate::pages::reports::XLSX;
use crate::reply::{Reply, file};
use crate::visitor::Visitor;

pub(super) async fn csv(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::Report)?;
    let (name, all) = list(&visitor, &asked).await.map_err(|problem| visitor.trouble(problem))?;
    // Spreadsheet programs take a file without this mark for another alphabet.
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    estimates_as_csv(&all, &mut bytes).map_err(|problem| visitor.trouble(problem))?;
    file(&format!("{name}.csv"), "text/csv; charset=utf-8", bytes)
}

pub(super) async fn xlsx(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    visitor.must(Verb::Report)?;
    let (name, all) = list(&visitor, &asked).await.map_err(|problem| visitor.trouble(problem))?;
    let rows: Vec<_> = all.iter().map(Estimate::texts).collect();
    let bytes = reports::plain_xlsx(&name, &HEADER, &rows, visitor.desk.today());
    file(&format!("{name}.xlsx"), XLSX, bytes.map_err(|problem| visitor.trouble(problem))?)
}

/// The name of the file and everything in it: the whole, then each group; in each the levels day by day,
/// then the changes.
async fn list(visitor: &Visitor, asked: &Asked) -> Result<(String, Vec<Estimate>)> {
    let question = asked.question(visitor)?;
    let read = read::counts(&question, &visitor.desk).await?;
    let mut all = part(&question, &read, None);
    for group in read.now.groups.keys() {
        all.extend(part(&question, &read, Some((group, &name(visitor, group)))));
    }
    let unit = visitor.unit_name(question.unit);
    let title = visitor.words().measures_title();
    Ok((format!("{title} - {unit} - {}", question.day), all))
}

fn part(question: &Question<'_>, read: &Read, group: Option<(&Group, &str)>) -> Vec<Estimate> {
    let levels = |of: &OfDay| {
        let named = Named {
            over: group.map(|_| question.groups.as_str().to_owned()),
            group: group.map(|(_, name)| name.to_owned()),
            time: of.day.to_string(),
        };
        let total: Option<&Total> =
            group.map_or(Some(&of.whole), |(group, _)| of.groups.get(group));
        total.map(|total| question.index.levels(&total.tally(), question.by, &named))
    };
    let now = levels(&read.now).unwrap_or_default();
    let Some((then, before)) = read.then.as_ref().and_then(|then| Some((then, levels(then)?)))
    else {
        return now;
    };
    let changed = changes(&before, &now, years(then.day, read.now.day));
    [before, now, changed].concat()
}

/// Years between two days, for changes per year.
pub(super) fn years(from: Day, to: Day) -> f64 {
    to.days_since(from) as f64 / 365.25
}
