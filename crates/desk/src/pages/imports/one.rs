//! `/imports/{id}`: how far an import is, then what came of it.

use askama::Template;
use axum::extract::{Path, Query};
use ground::{JobId, Problem};
use intake::run::{Import, Remark, State, Verdict};
use serde::Deserialize;
use store::jobs;
use ui::{Column, Crumb, Frame, NavItem, Pager, Words, link};

use super::{found, state_word};
use crate::pages::jobs::when;
use crate::reply::{Reply, file, page};
use crate::visitor::Visitor;
use crate::work::{self, ImportInput};

/// Remarks on one page.
const SHOWN: usize = 100;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    job: String,
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    from: i64,
}

#[derive(Template)]
#[template(path = "imports/one.html")]
struct ImportPage {
    frame: Frame,
    id: String,
    unit: String,
    who: String,
    when: String,
    state: &'static str,
    /// The work under way: its number, steps done and in all.
    running: Option<(String, i64, i64)>,
    problem: Option<String>,
    tried: bool,
    done: bool,
    /// The day of review given for the dry run, for the import in earnest.
    day: String,
    counts: Vec<(&'static str, String)>,
    tabs: Vec<NavItem>,
    columns: Vec<Column>,
    remarks: Vec<Row>,
    pager: Pager,
}

struct Row {
    number: String,
    verdict: &'static str,
    column: String,
    text: String,
}

pub(super) async fn show(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Reply {
    let import = found(&visitor, &id).await?;
    let shown = import_page(&visitor, &import, &asked).await;
    page(&shown.map_err(|problem| visitor.trouble(problem))?)
}

/// The file as it came, with a column of remarks in the reader's language.
pub(super) async fn remarks_file(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let import = found(&visitor, &id).await?;
    let words = visitor.words();
    let heading = words.imports_download_column();
    let say = |problem: &Problem| words.problem(problem);
    let answer =
        intake::run::remarks_file(&visitor.desk.database, import.id, None, heading, &say).await;
    let answer = answer.map_err(|problem| visitor.trouble(problem))?;
    file(&answer.name, answer.content_type, answer.bytes)
}

async fn import_page(
    visitor: &Visitor,
    import: &Import,
    asked: &Asked,
) -> Result<ImportPage, Problem> {
    let words = visitor.words();
    let database = &visitor.desk.database;
    let job = match asked.job.parse::<JobId>() {
        Ok(job) => jobs::find(database, job).await?,
        Err(_) => None,
    };
    let job = job.filter(|job| {
        job.kind == work::IMPORT
            && work::input::<ImportInput>(job).is_ok_and(|input| input.import == import.id)
    });
    let open =
        job.as_ref().filter(|job| matches!(job.state, jobs::State::Queued | jobs::State::Running));
    let running = open.map(|job| {
        let progress = visitor.desk.watch.of(job.id);
        let (done, whole) = progress.map_or((job.done, job.total), |p| (p.done, p.total));
        (job.id.to_string(), done, whole)
    });
    // Work that failed before it reached the file says so itself.
    let problem = import.problem.clone().or_else(|| {
        let job = job.as_ref().filter(|job| job.state == jobs::State::Failed)?;
        Some(work::problem_of(job.problem.as_deref()?))
    });
    let verdict = Verdict::read(&asked.verdict);
    let mut remarks = match import.state {
        State::Done => {
            let most = SHOWN as i64 + 1;
            intake::run::remarks(database, import.id, verdict, asked.from, most).await?
        }
        _ => Vec::new(),
    };
    let next = cut(&mut remarks);
    let at = |from: i64| {
        let from = if from > 0 { from.to_string() } else { String::new() };
        link(
            &format!("/imports/{}", import.id),
            &[("job", &asked.job), ("verdict", &asked.verdict), ("from", &from)],
        )
    };
    let input = job.as_ref().and_then(|job| work::input::<ImportInput>(job).ok());
    let day = input.and_then(|input| input.day).map(ground::Day::vietnamese);
    let finished = import.state == State::Done && running.is_none();
    Ok(ImportPage {
        frame: Frame {
            trail: vec![Crumb::new(words.nav_import(), "/imports")],
            ..visitor.frame(&import.file)
        },
        id: import.id.to_string(),
        unit: visitor.unit_name(import.unit),
        who: import.created_by.clone(),
        when: when(words, import.created_at),
        state: if running.is_some() {
            words.jobs_state_running()
        } else {
            state_word(words, import)
        },
        problem: problem.filter(|_| running.is_none()).map(|problem| words.problem(&problem)),
        tried: finished && import.dry_run,
        done: finished && !import.dry_run,
        running,
        day: day.unwrap_or_default(),
        counts: counts(words, import),
        tabs: tabs(visitor, import, asked),
        columns: vec![
            Column::numeric(words.imports_row()),
            Column::new(words.imports_verdict()),
            Column::new(words.imports_column()),
            Column::new(words.imports_reason()),
        ],
        remarks: remarks.iter().map(|remark| row(words, remark)).collect(),
        pager: Pager {
            rows: if asked.from > 0 {
                words.imports_remarks_page(asked.from)
            } else {
                String::new()
            },
            page: String::new(),
            previous: (asked.from > 0).then(|| at(0)),
            next: next.map(at),
        },
    })
}

/// Cuts one page off what was read; gives the row the next page begins with. A row's remarks stay
/// together unless it has more than a page of them.
fn cut(remarks: &mut Vec<Remark>) -> Option<i64> {
    let next = remarks.get(SHOWN)?.row;
    let whole = remarks.iter().take_while(|remark| remark.row < next).count();
    let (kept, next) = if whole == 0 { (SHOWN, next + 1) } else { (whole, next) };
    remarks.truncate(kept);
    Some(next)
}

fn counts(words: &'static Words, import: &Import) -> Vec<(&'static str, String)> {
    let counts = import.counts;
    [
        (words.imports_read(), counts.read),
        (words.imports_accepted(), counts.accepted),
        (words.imports_changed(), counts.changed),
        (words.imports_duplicates(), counts.duplicates),
        (words.imports_rejected(), counts.rejected),
        (words.imports_warned(), counts.warned),
    ]
    .map(|(label, count)| (label, words.number(count)))
    .into()
}

fn verdict_word(words: &'static Words, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Rejected => words.imports_verdict_rejected(),
        Verdict::Duplicate => words.imports_verdict_duplicate(),
        Verdict::Warned => words.imports_verdict_warned(),
        Verdict::Note => words.imports_verdict_note(),
    }
}

/// One tab per verdict.
fn tabs(visitor: &Visitor, import: &Import, asked: &Asked) -> Vec<NavItem> {
    let words = visitor.words();
    let all = [Verdict::Rejected, Verdict::Warned, Verdict::Duplicate, Verdict::Note];
    let tab = |verdict: &str, label: &str| NavItem {
        label: label.to_owned(),
        url: link(&format!("/imports/{}", import.id), &[("job", &asked.job), ("verdict", verdict)]),
        current: asked.verdict == verdict,
    };
    std::iter::once(tab("", words.imports_remarks_of_all()))
        .chain(all.map(|verdict| tab(verdict.as_str(), verdict_word(words, verdict))))
        .collect()
}

fn row(words: &'static Words, remark: &Remark) -> Row {
    Row {
        number: words.number(remark.row),
        verdict: verdict_word(words, remark.verdict),
        column: remark.column.clone().unwrap_or_default(),
        text: words.problem(&remark.problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(rows: impl IntoIterator<Item = i64>) -> Vec<Remark> {
        let remark = |row| Remark {
            row,
            verdict: Verdict::Warned,
            column: None,
            problem: Problem::invalid("import.row.no_head"),
        };
        rows.into_iter().map(remark).collect()
    }

    #[test]
    fn a_row_keeps_its_remarks_on_one_page() {
        let mut few = remarks(1..=5);
        assert_eq!((cut(&mut few), few.len()), (None, 5));
        let mut exact = remarks(1..=SHOWN as i64 + 1);
        assert_eq!((cut(&mut exact), exact.len()), (Some(SHOWN as i64 + 1), SHOWN));
        let mut split = remarks((1..=98).chain([99, 99, 99]));
        assert_eq!((cut(&mut split), split.len()), (Some(99), 98));
        let mut crowded = remarks(std::iter::repeat_n(7, SHOWN + 1));
        assert_eq!((cut(&mut crowded), crowded.len()), (Some(8), SHOWN));
    }
}
