//! `/rounds/cases/{id}`: one household's way through a round, and what can be recorded of it now.

use access::Verb;
use askama::Template;
use axum::extract::Path;
use ground::{CaseId, Result};
use law::Class;
use review::case::{self, Case, Reason, Taken};
use review::round::Round;
use review::rules::{Rules, Stage};
use review::{complaint, income, meeting, outlier, relation};
use ui::{Choice, Crumb, Flash, Form, Frame, NavItem};

use super::basis::{self, Line};
use super::income::{Recorded, recorded_view};
use super::{act, again, below, id as read_id, look, trust, words};
use crate::pages::household::form::{Field, Named, Questions, Wrong, day, shown_below};
use crate::reply::{Reply, go, page};
use crate::say;
use crate::visitor::{Posted, Visitor};

#[derive(Template)]
#[template(path = "rounds/case.html")]
struct CasePage {
    frame: Frame,
    household: String,
    stage: &'static str,
    next: String,
    facts: Vec<(&'static str, String)>,
    classes: Vec<(&'static str, &'static str)>,
    votes: Vec<String>,
    steps: Vec<StepRow>,
    /// The income form it rests on.
    income: Option<Recorded>,
    /// What can be recorded now, the first one first.
    actions: Vec<NavItem>,
    basis: Vec<Line>,
}

struct StepRow {
    day: String,
    kind: &'static str,
    class: Option<&'static str>,
    note: String,
    by: String,
    at: String,
}

async fn found(visitor: &Visitor, id: &str) -> Result<(Case, Round)> {
    let id: CaseId = read_id(id, "review.case.missing")?;
    look!(visitor, |tx, office| case::find(tx, &office, id).await)
}

fn trail(visitor: &Visitor, case: &Case, round: &Round) -> Vec<Crumb> {
    let mut trail = below(visitor, round);
    trail.push(Crumb::new(&*case.head, format!("/rounds/cases/{}", case.id)));
    trail
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    page(&built(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, id: &str) -> Result<CasePage> {
    let words = visitor.words();
    let desk = &visitor.desk;
    let today = desk.today();
    let (case, round) = found(visitor, id).await?;
    let (steps, votes, ties, (again, income)) = look!(visitor, |tx, office| {
        let steps = case::steps(tx, case.id).await?;
        let votes = meeting::votes(tx, case.id).await?;
        let noted = (outlier::of_case(tx, case.id).await?, income::of_case(tx, case.id).await?);
        (steps, votes, relation::of_round(tx, &office, round.id).await?, noted)
    });
    let rules = Rules::of(&desk.law, &round.procedure)?;
    let mut trail = trail(visitor, &case, &round);
    trail.pop();
    let frame = visitor.frame(&words.case_title(&case.head));
    let tied = trust::tie_of(words, &ties, &case);
    let reviewer = case.reviewer.as_ref().map(|(_, name)| match tied {
        Some(tie) => format!("{name} ({})", words.tie_mark(tie)),
        None => name.clone(),
    });
    let mut facts = vec![
        (words.village(), super::board::village(words, &case.village_name).to_owned()),
        (words.case_reason(), words::reason(words, case.reason).to_owned()),
        (words.round_reviewer(), reviewer.unwrap_or_default()),
    ];
    let again = again.and_then(|look| look.second);
    facts.push((
        words.outliers_look(),
        again.map_or_else(String::new, |second| {
            let (class, note) = (say::class(words, second.class), second.note.unwrap_or_default());
            words.outliers_found(second.by, class, second.day, note)
        }),
    ));
    facts.retain(|(_, value)| !value.is_empty());
    let classes = [
        (words.case_before(), Some(case.before)),
        (words.case_surveyed(), case.classes.surveyed),
        (words.case_met(), case.classes.met),
        (words.case_checked(), case.classes.checked),
        (words.case_decided(), case.classes.decided),
    ];
    let vote =
        |(day, attendance, agree, disagree)| words.case_vote(agree, attendance, day, disagree);
    Ok(CasePage {
        household: format!("/households/{}", case.household),
        stage: if case.posting_over(today) {
            words.stage_over()
        } else {
            words::stage(words, case.state.stage)
        },
        next: words::next(words, &case, today),
        facts,
        classes: classes
            .iter()
            .filter_map(|(label, class)| Some((*label, (*class)?.as_str())))
            .collect(),
        votes: votes.into_iter().map(vote).collect(),
        steps: steps.iter().map(|taken| step_row(visitor, taken)).collect(),
        income: income.map(|income| recorded_view(visitor, &income)),
        actions: actions(visitor, &case, today),
        basis: basis::lines(visitor, rules.procedure, today),
        frame: Frame { trail, ..frame },
    })
}

fn step_row(visitor: &Visitor, taken: &Taken) -> StepRow {
    StepRow {
        day: taken.day.vietnamese(),
        kind: words::step(visitor.words(), &taken.kind),
        class: taken.class.map(Class::as_str),
        note: taken.note.clone().unwrap_or_default(),
        by: taken.by.clone(),
        at: crate::pages::jobs::when(visitor.words(), taken.at),
    }
}

fn actions(visitor: &Visitor, case: &Case, today: ground::Day) -> Vec<NavItem> {
    let words = visitor.words();
    if !visitor.actor().may(Verb::Review) {
        return Vec::new();
    }
    let stage = case.state.stage;
    let posted = stage == Stage::Posted && !case.posting_over(today);
    let open = !matches!(stage, Stage::Done | Stage::Withdrawn);
    let asks_income = stage == Stage::Survey && case.reason == Reason::Average;
    let all = [
        (asks_income, "income", words.income_record()),
        (posted, "complaint", words.case_complain()),
        (stage == Stage::Recheck, "recheck", words.case_recheck()),
        (stage == Stage::Survey, "reviewer", words.assignment_case()),
        (open, "withdraw", words.case_withdraw()),
    ];
    let item = |(_, path, label): (bool, &str, &str)| NavItem {
        label: label.to_owned(),
        url: format!("/rounds/cases/{}/{path}", case.id),
        current: false,
    };
    all.into_iter().filter(|(offered, ..)| *offered).map(item).collect()
}

/// The two handlers of a change: ask, and save or ask again.
macro_rules! change {
    ($ask:ident, $save:ident, $questions:ident, $done:ident) => {
        pub(super) async fn $ask(visitor: Visitor, Path(id): Path<String>) -> Reply {
            visitor.must(Verb::Review)?;
            let found = found(&visitor, &id).await;
            let (case, round) = found.map_err(|problem| visitor.trouble(problem))?;
            let trail = trail(&visitor, &case, &round);
            shown_below(&visitor, trail, case.version, $questions(&visitor, &case), Form::new())
        }

        pub(super) async fn $save(
            Path(id): Path<String>,
            Posted { visitor, form }: Posted,
        ) -> Reply {
            let found = found(&visitor, &id).await;
            let (case, round) = found.map_err(|problem| visitor.trouble(problem))?;
            match $done(&visitor, case.id, &form).await {
                Ok(()) => {
                    let saved = Flash::done(visitor.words().case_saved());
                    go(&format!("/rounds/cases/{id}"), Some(saved))
                }
                Err(wrong) => {
                    let trail = trail(&visitor, &case, &round);
                    let asked = $questions(&visitor, &case);
                    again(&visitor, trail, case.version, asked, form, wrong)
                }
            }
        }
    };
}

change!(ask_complaint, complain, complaint_questions, record_complaint);
change!(ask_recheck, recheck, recheck_questions, record_recheck);
change!(ask_withdraw, withdraw, withdraw_questions, record_withdraw);

fn complaint_questions(visitor: &Visitor, case: &Case) -> Questions {
    let words = visitor.words();
    Questions {
        title: words.case_complain(),
        lead: words.case_complain_lead(&case.head),
        fields: vec![
            Field::Date(Named::new("day", words.request_received()).required()),
            Field::Text(Named::new("complaint", words.case_complaint()).required()),
        ],
        action: words.case_complain(),
        to: String::new(),
    }
}

async fn record_complaint(visitor: &Visitor, id: CaseId, form: &Form) -> Result<(), Wrong> {
    let (seen, on) = (seen(id, form), day(form)?);
    Ok(act!(visitor, complaint::receive, seen, on, form.value("complaint"))?)
}

fn recheck_questions(visitor: &Visitor, case: &Case) -> Questions {
    let words = visitor.words();
    let classes = match case.reason {
        Reason::Average => vec![Class::AverageLiving, Class::NotPoor],
        _ => vec![Class::Poor, Class::NearPoor, Class::NotPoor],
    };
    let choice = |class: Class| Choice::new(class.as_str(), say::class(words, class));
    let classes = classes.into_iter().map(choice).collect();
    Questions {
        title: words.case_recheck(),
        lead: words.case_recheck_lead(&case.head),
        fields: vec![
            Field::Date(Named::new("day", words.case_day()).required()),
            Field::Radios(Named::new("class", words.case_class_after()).required(), classes),
            Field::Text(Named::new("findings", words.case_findings()).required()),
        ],
        action: words.case_recheck(),
        to: String::new(),
    }
}

async fn record_recheck(visitor: &Visitor, id: CaseId, form: &Form) -> Result<(), Wrong> {
    let (seen, on) = (seen(id, form), day(form)?);
    let class: Class = form.value("class").parse().map_err(Wrong::with("class"))?;
    Ok(act!(visitor, complaint::recheck, seen, on, class, form.value("findings"))?)
}

fn withdraw_questions(visitor: &Visitor, case: &Case) -> Questions {
    let words = visitor.words();
    Questions {
        title: words.case_withdraw(),
        lead: words.case_withdraw_lead(&case.head),
        fields: vec![Field::Text(Named::new("reason", words.audit_why()).required())],
        action: words.case_withdraw(),
        to: String::new(),
    }
}

async fn record_withdraw(visitor: &Visitor, id: CaseId, form: &Form) -> Result<(), Wrong> {
    Ok(act!(visitor, case::withdraw, seen(id, form), form.value("reason"))?)
}

/// The case and the version a form was filled in for; one without a version matches none.
fn seen(id: CaseId, form: &Form) -> (CaseId, i64) {
    (id, form.value("version").parse().unwrap_or(0))
}
