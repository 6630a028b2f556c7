//! The query as a chain of named steps, each saying why it is there.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ground::{Day, Lang, Period, Problem};
use law::rule::{Body, Definition};
use law::{Area, Citation, Standard, Status};

use super::expression::{Stand, Writer};
use super::number::Number;
use super::{Dialect, classes, members, scores};
use crate::mentions::{Rests, depth};

/// One `name AS (SELECT columns FROM from)`.
pub(super) struct Step {
    pub(super) name: String,
    pub(super) why: String,
    pub(super) columns: Vec<String>,
    pub(super) from: String,
}

/// `expression AS name`.
pub(super) fn column(expression: &str, name: &str) -> String {
    format!("{expression} AS {name}")
}

/// Whether the day lies in the period.
pub(super) fn within(day: &str, period: Period) -> String {
    match period.to {
        Some(to) => format!("{day} BETWEEN DATE '{}' AND DATE '{to}'", period.from),
        None => format!("{day} >= DATE '{}'", period.from),
    }
}

/// Columns of the tables and steps that a question may not be named like. Those made of several words
/// and a number or an ending cannot be mistaken for a question.
const OWN: [&str; 15] = [
    "household_id",
    "unit",
    "visit_day",
    "area",
    "region",
    "province",
    "members_complete",
    "member",
    "roster_complete",
    "listed",
    "score",
    "score_region",
    "by_amount",
    "class",
    "standard",
];

/// Names stand in the text as they are, so they must be plain.
pub(super) fn names_are_plain(standard: &Standard) -> Result<(), Problem> {
    let questionnaire = standard.questionnaire();
    let scopes = [law::Scope::Household, law::Scope::Member];
    let questions = || scopes.iter().flat_map(|scope| questionnaire.questions(*scope));
    let names = questions()
        .map(|question| question.id.as_str())
        .chain(standard.indicators().iter().map(|indicator| indicator.code.as_str()))
        .chain(standard.definitions().iter().map(|definition| definition.id.as_str()))
        .chain(standard.values().iter().map(|value| value.id.as_str()))
        .chain(standard.rules().iter().map(|rule| rule.id.as_str()));
    for name in names {
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let taken = OWN.contains(&name) && questions().any(|question| question.id == name);
        if taken
            || !name.bytes().all(letter)
            || !name.starts_with(|first: char| first.is_ascii_lowercase())
        {
            let problem = Problem::invalid("measures.sql.name").with("name", name);
            return Err(problem.with("standard", standard.id()));
        }
    }
    Ok(())
}

/// A dated value, where it is the same for all areas and days; else it has columns of its own.
pub(super) fn value(standard: &Standard, index: usize) -> Option<Number> {
    match standard.values()[index].figures.as_slice() {
        [] => Some(Number::Exact("CAST(NULL AS DOUBLE)".to_owned())),
        [first, rest @ ..] if rest.iter().all(|figure| figure.amount == first.amount) => {
            Some(Number::literal(first.amount as f64))
        }
        _ => None,
    }
}

/// Everything the query is made of.
pub(super) struct Plan<'a> {
    writer: Writer<'a>,
    lang: Lang,
    steps: Vec<Step>,
}

impl<'a> Plan<'a> {
    pub(super) fn of(standard: &'a Standard, dialect: Dialect, lang: Lang) -> Plan<'a> {
        let writer = Writer { standard, dialect, conditions: Vec::new(), of_home: BTreeSet::new() };
        let mut plan = Plan { writer, lang, steps: Vec::new() };
        // What follows the members is written first: only then are all conditions on them known.
        let after = plan.after_members();
        let judged = members::judged(&mut plan.writer);
        let people = members::people(&plan.writer);
        let roster = members::roster(&plan.writer.conditions);
        let homes = members::homes(&plan.writer);
        plan.steps = vec![plan.visits(), people, judged, roster, homes];
        plan.steps.extend(after);
        plan
    }

    /// The visits with the figures of the law for their area and day.
    fn visits(&self) -> Step {
        let mut columns = vec![
            "h.*".to_owned(),
            column("COALESCE(h.members_complete, FALSE)", "roster_complete"),
        ];
        let standard = self.writer.standard;
        for (index, one) in standard.values().iter().enumerate() {
            if value(standard, index).is_none() {
                let [rural, urban] =
                    [Area::Rural, Area::Urban].map(|area| figure_on(standard, index, area));
                for (end, best) in [("low", "LEAST"), ("high", "GREATEST")] {
                    let name = format!("law_{}_{end}", one.id);
                    let figure = format!(
                        "CASE h.area WHEN 'rural' THEN {rural} WHEN 'urban' THEN {urban} \
                         ELSE {best}({rural}, {urban}) END"
                    );
                    columns.push(format!(
                        "{} -- {}{}",
                        column(&figure, &name),
                        one.name.get(self.lang),
                        cited(one.figures.iter().map(|figure| &figure.citation))
                    ));
                }
            }
        }
        Step {
            name: "visits".to_owned(),
            why: "The visits with the figures of the law for their area and day; in an unknown area a \
                  figure lies between the rural and the urban one."
                .to_owned(),
            columns,
            from: "households h".to_owned(),
        }
    }

    fn after_members(&mut self) -> Vec<Step> {
        let standard = self.writer.standard;
        let step = |name: &str, why: &str, columns: Vec<String>, from: &str| Step {
            name: name.to_owned(),
            why: why.to_owned(),
            columns,
            from: from.to_owned(),
        };
        let mut headed = vec!["*".to_owned()];
        headed.extend(members::heads(&self.writer));
        let why = "Number of members: counted if all are listed, else as stated, never below those listed.";
        let mut steps = vec![step("headed", why, headed, "homes")];
        steps.extend(scores::steps(&mut self.writer));

        let counted = |index: usize| Rests::of_definition(standard, index).count;
        steps.extend(self.definitions("scored", |index| !counted(index)));
        let from = last(&steps);
        steps.push(step(
            "flags",
            "Each indicator: by the answers, else by a listed mark.",
            self.flags(),
            &from,
        ));
        steps.push(step(
            "tallied",
            "Deprived at least, and at most.",
            classes::tally(standard),
            "flags",
        ));
        let why = "What a stated deprivation score says of the number.";
        steps.push(step("narrowed", why, classes::stated(standard), "tallied"));
        let why = "The number of deprivations; a stated one is left aside where it contradicts the flags.";
        steps.push(step("settled", why, classes::settled(), "narrowed"));
        steps.extend(self.definitions("settled", counted));
        let from = last(&steps);
        steps.push(step("ruled", "Each rule for a class, in order.", self.rules(), &from));
        steps
    }

    /// Definitions, each in a step after those it mentions.
    fn definitions(&mut self, from: &str, wanted: impl Fn(usize) -> bool) -> Vec<Step> {
        let standard = self.writer.standard;
        let mut steps: Vec<Step> = Vec::new();
        for (index, definition) in standard.definitions().iter().enumerate() {
            if !wanted(index) {
                continue;
            }
            let depth = depth(standard, index);
            let columns = self.definition(definition);
            let name = format!("{from}_defined{depth}");
            if let Some(step) = steps.iter_mut().find(|step| step.name == name) {
                step.columns.extend(columns);
            } else {
                let why = "Definitions of the standard.".to_owned();
                let mut all = vec!["*".to_owned()];
                all.extend(columns);
                steps.push(Step { name, why, columns: all, from: String::new() });
            }
        }
        steps.sort_by_key(|step| {
            step.name.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().ok()
        });
        let mut before = from.to_owned();
        for step in &mut steps {
            step.from.clone_from(&before);
            before.clone_from(&step.name);
        }
        steps
    }

    fn definition(&mut self, definition: &Definition) -> Vec<String> {
        let name = format!("def_{}", definition.id);
        let choose = |amount: &str, score: &str| {
            format!("CASE WHEN by_amount THEN {amount} ELSE {score} END")
        };
        let note = format!(" -- {}", definition.cel.replace('\n', " "));
        match (&definition.body, &definition.by_amount) {
            (Body::Truth(rule), None) => {
                vec![column(&self.writer.truth(rule, Stand::Household), &name) + &note]
            }
            (Body::Truth(rule), Some(Body::Truth(by_amount))) => {
                let score = self.writer.truth(rule, Stand::Household);
                let amount = self.writer.truth(by_amount, Stand::Household);
                vec![column(&choose(&amount, &score), &name) + &note]
            }
            (Body::Number(number), by_amount) => {
                let score = self.writer.number(number, Stand::Household);
                let (mut low, mut high) = (score.low().to_owned(), score.high().to_owned());
                if let Some(Body::Number(by_amount)) = by_amount {
                    let amount = self.writer.number(by_amount, Stand::Household);
                    low = choose(amount.low(), &low);
                    high = choose(amount.high(), &high);
                }
                vec![
                    column(&low, &format!("{name}_low")) + &note,
                    column(&high, &format!("{name}_high")),
                ]
            }
            _ => unreachable!("the loader gives both bodies one type"),
        }
    }

    fn flags(&mut self) -> Vec<String> {
        let standard = self.writer.standard;
        let mut columns = vec!["*".to_owned()];
        for indicator in standard.indicators() {
            let found = self.writer.truth(&indicator.rule, Stand::Household);
            let stated = indicator.stated.map(|place| &standard.questionnaire().at(place).id);
            let lacks = match stated {
                Some(stated) => format!("COALESCE({found}, {stated})"),
                None => format!("({found})"),
            };
            columns.push(format!(
                "{} -- {}. {}{}",
                column(&lacks, &format!("lacks_{}", indicator.code)),
                indicator.order,
                indicator.wording(self.lang),
                cited([&indicator.citation])
            ));
        }
        columns
    }

    fn rules(&mut self) -> Vec<String> {
        let mut columns = vec!["*".to_owned()];
        for rule in self.writer.standard.rules() {
            let when = self.writer.truth(&rule.when, Stand::Household);
            columns.push(format!(
                "({when}) AS rule_{} -- {}{}",
                rule.id,
                rule.wording.get(self.lang),
                cited([&rule.citation])
            ));
        }
        columns
    }

    /// The whole text.
    pub(super) fn query(&self) -> String {
        let standard = self.writer.standard;
        let mut text = format!(
            "-- {} ({})\n-- {} · {} {}\n-- households, members → household_id, unit, {}\n",
            standard.name(self.lang),
            standard.id(),
            standard.fingerprint(),
            standard.citation().act,
            standard.citation().article,
            "lacks_…, deprivations_low, deprivations_high, income_low, income_score, class"
        );
        text += "WITH\n";
        for step in &self.steps {
            let comma =
                if std::ptr::eq(step, self.steps.last().unwrap_or(step)) { "" } else { "," };
            let _ = write!(
                text,
                "-- {}\n{} AS (\n  SELECT\n    {}\n  FROM {}\n){comma}\n",
                step.why,
                step.name,
                listed(&step.columns),
                step.from
            );
        }
        let dialect = self.writer.dialect;
        let mut columns = vec!["household_id".to_owned(), "unit".to_owned()];
        columns.extend(standard.indicators().iter().map(|one| format!("lacks_{}", one.code)));
        let whole = |end: &str| {
            column(&format!("CAST(deprivations_{end} AS INT)"), &format!("deprivations_{end}"))
        };
        columns.extend([whole("low"), whole("high")]);
        let low = &standard.definitions()[standard.income_low_definition()].id;
        columns.push(column(&format!("def_{low}"), "income_low"));
        let score = if standard.score_tables().is_empty() {
            "CAST(score AS BIGINT)".to_owned()
        } else {
            "CASE WHEN score_low = score_high THEN CAST(score_low AS BIGINT) END".to_owned()
        };
        columns.push(column(&score, "income_score"));
        columns.push(column(&classes::class(standard), "class"));
        columns.push(column(&dialect.quoted(standard.id()), "standard"));
        columns.push(column(&dialect.quoted(standard.fingerprint()), "law_fingerprint"));
        text + &format!("SELECT\n    {}\nFROM ruled\n", listed(&columns))
    }
}

/// The columns of a step, a comma before each remark rather than after it.
fn listed(columns: &[String]) -> String {
    let last = columns.len() - 1;
    let one = |(at, column): (usize, &String)| {
        let comma = if at == last { "" } else { "," };
        match column.split_once(" -- ") {
            // A remark ends with its line.
            Some((expression, remark)) => {
                format!("{expression}{comma} -- {}", remark.replace('\n', " "))
            }
            None => format!("{column}{comma}"),
        }
    };
    columns.iter().enumerate().map(one).collect::<Vec<_>>().join("\n    ")
}

fn last(steps: &[Step]) -> String {
    steps.last().map_or_else(|| "homes".to_owned(), |step| step.name.clone())
}

/// The figure for an area, by the day where it changes. Outside the standard's own days the first or
/// the last figure holds.
fn figure_on(standard: &Standard, index: usize, area: Area) -> String {
    let value = &standard.values()[index];
    let mut figures: Vec<(Option<Day>, i64)> = value
        .figures
        .iter()
        .filter(|figure| figure.area.is_none_or(|here| here == area))
        .map(|figure| (figure.period.to, figure.amount))
        .collect();
    figures.sort_by_key(|(to, _)| (to.is_none(), *to));
    let Some((last, earlier)) = figures.split_last() else { return "NULL".to_owned() };
    if earlier.is_empty() {
        return last.1.to_string();
    }
    let when = |(to, amount): &(Option<Day>, i64)| match to {
        Some(to) => format!(" WHEN h.visit_day <= DATE '{to}' THEN {amount}"),
        None => String::new(),
    };
    let earlier: String = earlier.iter().map(when).collect();
    format!("CASE{earlier} ELSE {} END", last.1)
}

/// A remark where a figure or wording is not confirmed against the gazette.
fn cited<'c>(citations: impl IntoIterator<Item = &'c Citation>) -> String {
    let statuses: Vec<Status> = citations.into_iter().map(|citation| citation.status).collect();
    let mark = if statuses.contains(&Status::Specimen) {
        "specimen"
    } else if statuses.contains(&Status::Unverified) {
        "unverified"
    } else {
        return String::new();
    };
    format!(" [{mark}]")
}
