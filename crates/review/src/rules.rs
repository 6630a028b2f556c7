//! Which step may follow which, by the procedure in force. No database, no clock.

use ground::{Day, Problem, Result};
use law::{Class, Law, Limit, OpinionBy, Procedure, Step};

ground::words! {
    /// What a case waits for.
    Stage, internal "review.stage.unknown":
    /// The survey.
    Survey = "survey",
    /// The village meeting.
    Meeting = "meeting",
    /// Being posted.
    Posting = "posting",
    /// The end of its posting, and then the opinion where one is asked for.
    Posted = "posted",
    /// The re-check after a complaint.
    Recheck = "recheck",
    /// The decision.
    Decision = "decision",
    /// Nothing: it is decided.
    Done = "done",
    /// Nothing: it was taken out of the round.
    Withdrawn = "withdrawn",
}

/// Where a case stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    /// What it waits for.
    pub stage: Stage,
    /// The day of its last step; the opening of the round before the first.
    pub day: Day,
    /// Last day of its posting, or of the time for its re-check.
    pub until: Option<Day>,
}

/// A step that somebody wants to record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// It was surveyed, with this outcome.
    Survey(Class),
    /// A village meeting voted.
    Meet {
        /// Everybody present.
        attendance: i64,
        /// Who agreed.
        agree: i64,
        /// Who did not.
        disagree: i64,
    },
    /// Its result is posted from this day on.
    Post,
    /// Somebody complained.
    Complain,
    /// It was re-checked.
    Recheck(Class),
    /// The higher opinion came: agreed or not.
    Opinion(bool),
    /// The chair decided.
    Decide,
    /// It is taken out of the round.
    Withdraw,
}

impl Move {
    /// The step of the law that this is part of.
    pub fn step(self) -> Step {
        match self {
            Move::Survey(_) => Step::Survey,
            Move::Meet { .. } => Step::Meeting,
            Move::Post => Step::Posting,
            Move::Complain | Move::Recheck(_) => Step::Complaint,
            Move::Opinion(_) => Step::Opinion,
            Move::Decide => Step::Decision,
            Move::Withdraw => Step::List,
        }
    }

    /// The word under which it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Move::Survey(_) => "survey",
            Move::Meet { .. } => "meeting",
            Move::Post => "posting",
            Move::Complain => "complaint",
            Move::Recheck(_) => "recheck",
            Move::Opinion(_) => "opinion",
            Move::Decide => "decision",
            Move::Withdraw => "withdraw",
        }
    }
}

/// The procedure of a round, with the law it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// For acts and working days.
    pub law: &'a Law,
    /// The steps and figures.
    pub procedure: &'a Procedure,
}

impl<'a> Rules<'a> {
    /// The rules of a round opened under the procedure with this id.
    ///
    /// # Errors
    /// `review.procedure.missing` when the law no longer has it.
    pub fn of(law: &'a Law, id: &str) -> Result<Rules<'a>> {
        let found = law.procedures().iter().find(|procedure| procedure.id == id);
        let missing = || Problem::missing("review.procedure.missing").with("name", id);
        Ok(Rules { law, procedure: found.ok_or_else(missing)? })
    }

    /// Whether an opinion is asked for before a decision of this day.
    pub fn asks_opinion(&self, day: Day) -> bool {
        self.procedure.opinion(day).by != OpinionBy::None
    }

    /// The last day of a limit in working days that begins the day after `day`.
    pub fn last_day(&self, limit: Limit, day: Day) -> Day {
        let days = self.procedure.limit(limit, day).amount;
        self.law.calendar().after(day, days)
    }

    /// Where a case stands after a step on `day`, recorded on `today`.
    ///
    /// # Errors
    /// `review.step.*`, `review.survey.undetermined`, `review.meeting.votes`, `review.posting.running`,
    /// `review.complaint.late`; each names the rule it rests on.
    pub fn next(&self, now: State, step: Move, day: Day, today: Day) -> Result<State> {
        let refuse = |code| self.refuse(code, step.step());
        if day > today {
            return Err(refuse("review.step.future").with("day", day));
        }
        if day < now.day {
            return Err(refuse("review.step.back_dated").with("day", day).with("last", now.day));
        }
        let posted = now.stage == Stage::Posted;
        let until = now.until.unwrap_or(now.day);
        let (stage, until) = match step {
            Move::Withdraw if !matches!(now.stage, Stage::Done | Stage::Withdrawn) => {
                (Stage::Withdrawn, None)
            }
            Move::Survey(Class::Undetermined) | Move::Recheck(Class::Undetermined) => {
                return Err(refuse("review.survey.undetermined"));
            }
            Move::Survey(_) if now.stage == Stage::Survey => (Stage::Meeting, None),
            Move::Meet { attendance, agree, disagree } if now.stage == Stage::Meeting => {
                let counts = [attendance - 1, agree, disagree, attendance - agree - disagree];
                if counts.iter().any(|count| *count < 0) {
                    return Err(refuse("review.meeting.votes").with("attendance", attendance));
                }
                let enough = self.procedure.limit(Limit::MeetingAgreement, day).amount;
                let agreed = agree * 100 >= enough * attendance;
                (if agreed { Stage::Posting } else { Stage::Survey }, None)
            }
            Move::Post if now.stage == Stage::Posting => {
                (Stage::Posted, Some(self.last_day(Limit::Posting, day)))
            }
            Move::Complain if posted && day <= until => {
                (Stage::Recheck, Some(self.last_day(Limit::Recheck, day)))
            }
            Move::Complain if posted => {
                return Err(refuse("review.complaint.late").with("until", until));
            }
            Move::Recheck(_) if now.stage == Stage::Recheck => (Stage::Posting, None),
            Move::Opinion(_) | Move::Decide if posted && day <= until => {
                return Err(refuse("review.posting.running").with("until", until));
            }
            Move::Opinion(agrees) if posted && self.asks_opinion(day) => {
                (if agrees { Stage::Decision } else { Stage::Survey }, None)
            }
            Move::Decide if posted && !self.asks_opinion(day) => (Stage::Done, None),
            Move::Decide if now.stage == Stage::Decision => (Stage::Done, None),
            _ => return Err(refuse("review.step.order").with("stage", now.stage.as_str())),
        };
        Ok(State { stage, day, until })
    }

    /// A refusal that names the rule of a step.
    pub(crate) fn refuse(&self, code: &'static str, step: Step) -> Problem {
        let text = self.procedure.step(step);
        let act = self.law.source(&text.citation.act).map_or("", |source| source.number.as_str());
        let rule = format!("{act}, {}", text.citation.article);
        Problem::conflict(code).with("step", text.name.vi.to_string()).with("rule", rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn classes() -> impl Strategy<Value = Class> {
        proptest::sample::select(&Class::ALL[..])
    }

    fn moves() -> impl Strategy<Value = Move> {
        prop_oneof![
            8 => classes().prop_map(Move::Survey),
            8 => (-1_i64..9, -1_i64..9, -1_i64..9).prop_map(|(attendance, agree, disagree)| {
                Move::Meet { attendance, agree, disagree }
            }),
            8 => Just(Move::Meet { attendance: 9, agree: 9, disagree: 0 }),
            8 => Just(Move::Post),
            4 => Just(Move::Complain),
            8 => classes().prop_map(Move::Recheck),
            8 => any::<bool>().prop_map(Move::Opinion),
            8 => Just(Move::Decide),
            1 => Just(Move::Withdraw),
        ]
    }

    fn start() -> State {
        State { stage: Stage::Survey, day: Day::new(2026, 9, 1).unwrap(), until: None }
    }

    /// The steps that were accepted, with the state before and after.
    fn taken(moves: &[(Move, i64)]) -> Vec<(State, Move, State)> {
        let law = Law::builtin().unwrap();
        let today = Day::new(2026, 12, 14).unwrap();
        let rules = Rules { law: &law, procedure: law.procedure_on(today).unwrap() };
        let (mut now, mut taken) = (start(), Vec::new());
        for (step, days) in moves {
            let day = now.day.plus_days(*days);
            match rules.next(now, *step, day, today) {
                Ok(next) => {
                    taken.push((now, *step, next));
                    now = next;
                }
                Err(problem) => assert!(
                    problem.args.iter().any(|(name, _)| name == "rule"),
                    "a refusal names its rule: {problem}"
                ),
            }
        }
        taken
    }

    proptest! {
        #[test]
        fn whatever_is_tried_no_step_is_skipped_back_dated_or_out_of_order(
            tried in proptest::collection::vec((moves(), -2_i64..9), 0..60)
        ) {
            let taken = taken(&tried);
            for (at, (before, step, after)) in taken.iter().enumerate() {
                prop_assert!(after.day >= before.day);
                prop_assert!(after.day <= Day::new(2026, 12, 14).unwrap());
                let past: Vec<Move> = taken[..at].iter().map(|(_, step, _)| *step).collect();
                let last = past.last();
                match step {
                    Move::Meet { .. } => prop_assert!(matches!(last, Some(Move::Survey(_)))),
                    Move::Post => {
                        let enough = |attendance: &i64, agree: &i64| agree * 2 >= *attendance;
                        let may = match last {
                            Some(Move::Meet { attendance, agree, .. }) => enough(attendance, agree),
                            step => matches!(step, Some(Move::Recheck(_))),
                        };
                        prop_assert!(may);
                    }
                    Move::Complain => prop_assert_eq!(last, Some(&Move::Post)),
                    Move::Recheck(_) => prop_assert_eq!(last, Some(&Move::Complain)),
                    Move::Opinion(_) => {
                        prop_assert_eq!(last, Some(&Move::Post));
                        prop_assert!(Some(after.day) > before.until, "the posting had ended");
                    }
                    Move::Decide => prop_assert_eq!(last, Some(&Move::Opinion(true))),
                    Move::Survey(class) => prop_assert!(*class != Class::Undetermined),
                    Move::Withdraw => {}
                }
                prop_assert!(!past.contains(&Move::Decide) && !past.contains(&Move::Withdraw));
            }
        }
    }

    #[test]
    fn half_of_those_present_is_enough_and_less_is_not() {
        let meet = |agree| Move::Meet { attendance: 40, agree, disagree: 0 };
        for (agree, stage) in [(20, Stage::Posting), (19, Stage::Survey)] {
            let taken = taken(&[(Move::Survey(Class::Poor), 5), (meet(agree), 2)]);
            assert_eq!(taken[1].2.stage, stage, "{agree}");
        }
    }
}
