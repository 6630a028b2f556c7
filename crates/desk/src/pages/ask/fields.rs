//! The fields of forms 01 and 04, on the page for everybody and on the one for officers alike.

use ground::{Problem, RequestId};
use registry::person::{HEAD, NewPerson, RELATIONS};
use review::filing::{Activity, Asker, MOST_MEMBERS, Member};
use store::seal::Seal;
use ui::{Choice, Form, Words};

use crate::pages::household::form::{Wrong, given};
use crate::pages::household::members::read_person;
use crate::say;

/// What can be chosen in them.
pub(in crate::pages) struct Choices {
    pub(in crate::pages) sexes: Vec<Choice>,
    pub(in crate::pages) ethnicities: Vec<Choice>,
    pub(in crate::pages) relations: Vec<Choice>,
    pub(in crate::pages) activities: Vec<Choice>,
    /// Villages known in the commune, offered and not asked for.
    pub(in crate::pages) villages: Vec<String>,
    /// The lines of the table of members, from 1.
    pub(in crate::pages) lines: Vec<String>,
}

pub(in crate::pages) fn choices(words: &Words, villages: Vec<String>) -> Choices {
    let others = RELATIONS.into_iter().filter(|code| *code != HEAD);
    let names = registry::ethnicity::NAMES;
    Choices {
        sexes: [("male", words.sex_male()), ("female", words.sex_female())]
            .map(|(code, label)| Choice::new(code, label))
            .into(),
        ethnicities: names.map(|name| Choice::new(name, name)).into(),
        relations: others.map(|code| Choice::new(code, say::relation(words, code))).collect(),
        activities: Activity::ALL
            .iter()
            .map(|one| Choice::new(one.as_str(), activity(words, *one)))
            .collect(),
        villages,
        lines: (1..=MOST_MEMBERS).map(|line| line.to_string()).collect(),
    }
}

/// Whether anything is written in a line of the table, or wrong with it.
pub(in crate::pages) fn is_open(form: &Form, line: &str) -> bool {
    ["name", "birth", "relation", "sex", "activity"].iter().any(|name| {
        let name = format!("{name}-{line}");
        !form.value(&name).is_empty() || form.error(&name).is_some()
    })
}

/// What a member does.
pub(in crate::pages) fn activity(words: &Words, activity: Activity) -> &'static str {
    match activity {
        Activity::Working => words.ask_working(),
        Activity::NotWorking => words.ask_not_working(),
        Activity::AtSchool => words.ask_at_school(),
    }
}

/// Whoever asks, as typed.
pub(in crate::pages) fn asker(form: &Form) -> Result<Asker, Wrong> {
    let identity_day = given(form, "identity-day").map(ui::read_day).transpose();
    Ok(Asker {
        person: NewPerson { relation: HEAD.to_owned(), ..read_person(form, "")? },
        identity_day: identity_day.map_err(Wrong::with("identity-day"))?,
        activity: read_activity(form, "")?,
        village: form.value("village").to_owned(),
        permanent: form.value("permanent").to_owned(),
        current: form.value("current").to_owned(),
    })
}

/// The lines of the table that something is written in, each with its number.
pub(in crate::pages) fn members(form: &Form) -> Result<Vec<(usize, Member)>, Wrong> {
    let mut members = Vec::new();
    for line in 1..=MOST_MEMBERS {
        let suffix = format!("-{line}");
        let member =
            Member { person: read_person(form, &suffix)?, activity: read_activity(form, &suffix)? };
        if member != Member::default() {
            members.push((line, member));
        }
    }
    Ok(members)
}

fn read_activity(form: &Form, suffix: &str) -> Result<Option<Activity>, Wrong> {
    let name = format!("activity{suffix}");
    let read = given(form, &name).map(str::parse).transpose();
    read.map_err(Wrong::with(name))
}

/// What is wrong beside its field: of the line it names, where it names one.
pub(in crate::pages) fn beside(problem: Problem, lines: &[usize]) -> Wrong {
    let wrong = Wrong::from(problem);
    let named = |wanted: &str| wrong.problem.args.iter().find(|(name, _)| name == wanted);
    let line = named("member").and_then(|(_, value)| match value {
        ground::Arg::Number(at) => lines.get(usize::try_from(*at).ok()?.checked_sub(1)?),
        ground::Arg::Text(_) => None,
    });
    let field = match named("field") {
        Some((_, ground::Arg::Text(field))) => field.clone(),
        _ => wrong.field.clone(),
    };
    let field = line.map_or(field.clone(), |line| format!("{field}-{line}"));
    Wrong { field, problem: wrong.problem }
}

/// The id under which a form is kept however often it is sent, with proof that this desk made it: nobody
/// chooses the id of a record.
pub(in crate::pages) fn once(seal: &Seal, id: RequestId) -> String {
    let proof = seal.index("review_filing.once", &id.to_string());
    proof.iter().fold(format!("{id}."), |text, byte| format!("{text}{byte:02x}"))
}

/// Reads what [`once`] wrote.
pub(in crate::pages) fn read_once(seal: &Seal, text: &str) -> Result<RequestId, Problem> {
    let stale = || Problem::invalid("desk.ask.stale");
    let (id, _) = text.split_once('.').ok_or_else(stale)?;
    let id: RequestId = id.parse().map_err(|_| stale())?;
    if once(seal, id) == text { Ok(id) } else { Err(stale()) }
}

#[cfg(test)]
mod tests {
    use ground::{Instant, Moment};

    use super::*;

    #[test]
    fn only_ids_made_here_are_taken() {
        let (seal, other) = (Seal::new(&[7; 32]), Seal::new(&[8; 32]));
        let id = RequestId(Moment::seeded(Instant(1), 1).id());
        assert_eq!(read_once(&seal, &once(&seal, id)).unwrap(), id);
        for wrong in [once(&other, id), id.to_string(), format!("{id}."), String::new()] {
            assert_eq!(read_once(&seal, &wrong).unwrap_err().code, "desk.ask.stale");
        }
    }
}
