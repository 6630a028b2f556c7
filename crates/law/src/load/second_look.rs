//! Building the figures of a second look: one for every sign, each with its reason.

use ground::{Period, Problem};

use super::File;
use super::procedures::{named, whole};
use crate::second_look::{Chosen, SecondLook, Sign};

pub(super) fn build(files: &[File], problems: &mut Vec<Problem>) -> SecondLook {
    let mut all: Vec<(usize, Chosen)> = Vec::new();
    for file in files {
        for written in &file.raw.second_look {
            let (at, raw) = (written.span().start, written.get_ref());
            let Ok(sign) = raw.sign.parse::<Sign>() else {
                problems.push(named(file, at, "law.second_look.unknown", &raw.sign));
                continue;
            };
            if raw.unit != sign.unit() {
                let problem = Problem::invalid("law.procedure.unit").with("unit", sign.unit());
                problems.push(file.at(at, problem.with("name", raw.sign.as_str())));
            }
            if raw.amount < 1 || raw.reason.vi.is_empty() || raw.reason.en.is_empty() {
                problems.push(named(file, at, "law.second_look.reason", &raw.sign));
            }
            // A folder of its own replaces what the folders before it say of a sign.
            all.retain(|(root, chosen)| *root == file.root || chosen.sign != sign);
            let period = Period { from: raw.from.0, to: raw.to.map(|day| day.0) };
            let reason = raw.reason.clone();
            all.push((file.root, Chosen { sign, amount: raw.amount, period, reason }));
        }
    }
    let chosen: Vec<Chosen> = all.into_iter().map(|(_, chosen)| chosen).collect();
    let Some(file) = files.first() else { return SecondLook::default() };
    for sign in Sign::ALL {
        let periods: Vec<Period> =
            chosen.iter().filter(|one| one.sign == *sign).map(|one| one.period).collect();
        match periods.iter().map(|period| period.from).min() {
            // One figure for every day from the first on.
            Some(first) => {
                let periods = periods.into_iter();
                whole(file, 0, sign.as_str(), periods, Period::since(first), problems);
            }
            None => problems.push(named(file, 0, "law.procedure.missing", sign.as_str())),
        }
    }
    SecondLook { chosen }
}
