//! With whom each thing of a round lies: what is due, how much of it, since when, and whether it is late. No
//! database, no clock.

use ground::{AccountId, Day, VillageId};
use law::{Limit, OpinionBy};

use crate::case::Case;
use crate::round::Round;
use crate::rules::{Rules, Stage};

/// Whose turn it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum With {
    /// A reviewer surveys; nobody, while the household is given to none.
    Reviewer(Option<(String, AccountId)>),
    /// The commune's officer: a meeting, a posting, a re-check.
    Officer,
    /// Who gives the opinion.
    Opinion,
    /// The chair signs.
    Chair,
}

/// What one person has to do in one village.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// Whose turn it is.
    pub with: With,
    /// What is waited for.
    pub stage: Stage,
    /// The village.
    pub village: Option<VillageId>,
    /// Its name; empty when none is known.
    pub village_name: String,
    /// Since when the longest-waiting household waits.
    pub since: Day,
    /// The day by which it is to be done.
    pub by: Day,
    /// The households, as the round lists them.
    pub heads: Vec<String>,
}

/// Who does next what in a case, since when, and by when; `None` while a posting runs and when nothing is left.
pub fn turn(case: &Case, rules: &Rules<'_>, round: &Round, today: Day) -> Option<(With, Day, Day)> {
    let state = case.state;
    let until = state.until.unwrap_or(state.day);
    let over = case.posting_over(today);
    Some(match state.stage {
        Stage::Survey => {
            let reviewer = case.reviewer.as_ref().map(|(id, name)| (name.clone(), *id));
            (With::Reviewer(reviewer), state.day, round.due)
        }
        Stage::Meeting | Stage::Posting => (With::Officer, state.day, round.due),
        Stage::Recheck => (With::Officer, state.day, until),
        Stage::Posted if over && rules.asks_opinion(today) => {
            (With::Opinion, until.next(), rules.last_day(Limit::Opinion, until))
        }
        Stage::Posted if over => (With::Chair, until.next(), round.due),
        Stage::Decision => (With::Chair, state.day, round.due),
        Stage::Posted | Stage::Done | Stage::Withdrawn => return None,
    })
}

/// Everything that is due in a round: by person, and within that by village and step in the order of the cases.
pub fn due(cases: &[Case], rules: &Rules<'_>, round: &Round, today: Day) -> Vec<Due> {
    let mut all: Vec<Due> = Vec::new();
    for case in cases {
        let Some((with, since, by)) = turn(case, rules, round, today) else { continue };
        let stage = case.state.stage;
        let same =
            |due: &&mut Due| due.with == with && due.stage == stage && due.village == case.village;
        match all.iter_mut().find(same) {
            Some(due) => {
                due.since = due.since.min(since);
                due.by = due.by.min(by);
                due.heads.push(case.head.clone());
            }
            None => all.push(Due {
                with,
                stage,
                village: case.village,
                village_name: case.village_name.clone(),
                since,
                by,
                heads: vec![case.head.clone()],
            }),
        }
    }
    all.sort_by(|a, b| a.with.cmp(&b.with));
    all
}

/// Who gives the opinion on a day.
pub fn opinion_by(rules: &Rules<'_>, day: Day) -> OpinionBy {
    rules.procedure.opinion(day).by
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::{CaseId, HouseholdId, Instant, Moment, RoundId, UnitId};
    use law::{Class, Law};
    use proptest::prelude::*;

    use crate::case::{Classes, Reason};
    use crate::round::When;
    use crate::rules::State;

    fn day(month: u32, day: u32) -> Day {
        Day::new(2026, month, day).unwrap()
    }

    fn round() -> Round {
        Round {
            id: RoundId(Moment::seeded(Instant(0), 1).id()),
            unit: UnitId(1),
            when: When::Year(2026),
            procedure: "review-2021".to_owned(),
            opened: day(9, 1),
            due: day(12, 14),
        }
    }

    fn cases() -> impl Strategy<Value = Vec<Case>> {
        let one = (
            proptest::sample::select(Stage::ALL),
            0_i64..60,
            0_i64..9,
            proptest::option::of(0_usize..3),
            0_usize..4,
        );
        proptest::collection::vec(one, 0..40).prop_map(|all| {
            let mut moment = Moment::seeded(Instant(0), 2);
            let villages: Vec<_> = (0..3).map(|_| VillageId(moment.id())).collect();
            let people: Vec<_> =
                (0..4).map(|n| (AccountId(moment.id()), format!("R{n}"))).collect();
            let case = |(at, (stage, since, long, village, by)): (usize, _)| {
                let (since, long): (i64, i64) = (since, long);
                let village: Option<usize> = village;
                let on = day(9, 20).plus_days(since);
                Case {
                    id: CaseId(moment.id()),
                    round: round().id,
                    household: HouseholdId(moment.id()),
                    unit: UnitId(1),
                    village: village.map(|at| villages[at]),
                    reason: Reason::Listed,
                    request: None,
                    reviewer: people.get(by).filter(|_| by > 0).cloned(),
                    state: State { stage, day: on, until: Some(on.plus_days(long)) },
                    before: Class::Poor,
                    visit: None,
                    classes: Classes::default(),
                    version: 1,
                    head: format!("H{at}"),
                    members: 3,
                    village_name: String::new(),
                }
            };
            all.into_iter().enumerate().map(case).collect()
        })
    }

    proptest! {
        #[test]
        fn everything_that_waits_lies_with_just_one(all in cases()) {
            let law = Law::builtin().unwrap();
            let today = day(11, 2);
            let rules = Rules { law: &law, procedure: law.procedure_on(today).unwrap() };
            let due = due(&all, &rules, &round(), today);
            for case in &all {
                let places: Vec<&Due> = due.iter().filter(|due| due.heads.contains(&case.head)).collect();
                let stage = case.state.stage;
                let rests = matches!(stage, Stage::Done | Stage::Withdrawn)
                    || stage == Stage::Posted && !case.posting_over(today);
                prop_assert_eq!(places.len(), usize::from(!rests), "{:?}", case.state);
                for place in places {
                    prop_assert_eq!((place.stage, place.village), (stage, case.village));
                    if let With::Reviewer(reviewer) = &place.with {
                        let own = case.reviewer.as_ref().map(|(id, name)| (name.clone(), *id));
                        prop_assert_eq!(reviewer, &own);
                    }
                    prop_assert!(place.with != With::Chair || stage == Stage::Decision);
                }
            }
            let mut kinds: Vec<_> = due.iter().map(|due| (&due.with, due.stage, due.village)).collect();
            let count = kinds.len();
            kinds.sort();
            kinds.dedup();
            prop_assert_eq!(kinds.len(), count, "each kind once");
            prop_assert!(due.windows(2).all(|pair| pair[0].with <= pair[1].with), "by person");
        }
    }
}
