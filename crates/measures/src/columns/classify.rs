//! From a block of answers to classes: the steps of the law's own reading, each for all households.

use law::rule::Rule;
use law::{Class, Scope, Standard, Status, Trust};

use super::block::Block;
use super::count::{Counted, Stated};
use super::evaluate::World;
use super::found::Found;
use super::score::Scored;
use super::truths::{Truths, WORD, all, numbers_of, pack, zip};
use crate::mentions::Rests;

pub(super) fn block(standard: &Standard, block: &Block) -> Found {
    let rows = block.rows();
    let scored = Scored::of(standard, block);
    let mut world = World::of_standard(standard, Trust::All, block);
    world.income_score = scored.bounds.clone();
    world.by_amount = by_amount(standard, block, &scored);

    let flags = Flags::read(standard, &world);
    let counted = Counted::by_flags(&flags.deprived(), &flags.known(), rows);
    let counted = counted.with_stated(standard, block);
    world.deprivation_count = counted.numbers();
    let income_low = world.truths(&Rule::Named(standard.income_low_definition()), Scope::Household);
    let decided = Decided::by(standard, &world, |_| None);

    let unverified = unverified(&world, standard, &scored, &flags, &counted, &decided);
    Found {
        standard: standard.id().to_owned(),
        fingerprint: standard.fingerprint().to_owned(),
        indicators: flags.truths,
        income_low,
        income_score: scored.bounds.whole_numbers(rows),
        low: counted.low,
        high: counted.high,
        classes: decided.classes(standard, rows),
        unverified,
    }
}

/// The households without a score but with an income: definitions are read by amount.
fn by_amount(standard: &Standard, block: &Block, scored: &Scored<'_>) -> Vec<u64> {
    let Some(place) = standard.known_questions().income else { return vec![] };
    let mut known = block.numbers(place).exact(block.rows());
    zip(&mut known, &scored.given, |income, given| income & !given);
    known
}

/// Every indicator: by the answers, else by the mark of an imported list.
struct Flags {
    truths: Vec<Truths>,
    by_answers: Vec<Vec<u64>>,
}

impl Flags {
    fn read(standard: &Standard, world: &World<'_>) -> Flags {
        let mut flags = Flags { truths: Vec::new(), by_answers: Vec::new() };
        for indicator in standard.indicators() {
            let found = world.truths(&indicator.rule, Scope::Household);
            flags.by_answers.push(found.known());
            flags.truths.push(match indicator.stated {
                Some(place) => found.or_else(&world.block.flags(place)),
                None => found,
            });
        }
        flags
    }

    fn deprived(&self) -> Vec<Vec<u64>> {
        self.truths.iter().map(|truths| truths.yes.clone()).collect()
    }

    fn known(&self) -> Vec<Vec<u64>> {
        self.truths.iter().map(Truths::known).collect()
    }
}

/// Which rule gives each household its class.
struct Decided {
    /// Whether each rule holds.
    truths: Vec<Truths>,
    /// The households that each rule gives its class.
    given: Vec<Vec<u64>>,
}

impl Decided {
    /// The first rule that holds, unless an earlier one that gives another class may hold too.
    /// `known` gives the truth of a rule, by position, where it has been worked out already.
    fn by(
        standard: &Standard,
        world: &World<'_>,
        known: impl Fn(usize) -> Option<Truths>,
    ) -> Decided {
        let truths = standard.rules().iter().enumerate().map(|(position, rule)| {
            known(position).unwrap_or_else(|| world.truths(&rule.when, Scope::Household))
        });
        let mut decided = Decided { truths: truths.collect(), given: Vec::new() };
        // Households still to be decided, and per class those that an open rule may give it.
        let mut left = all(world.block.rows());
        let mut open = vec![vec![0; left.len()]; Class::ALL.len()];
        for (rule, when) in standard.rules().iter().zip(&decided.truths) {
            let mine = class_at(rule.class);
            let mut given = vec![0; left.len()];
            for word in 0..left.len() {
                let others = (0..open.len()).filter(|class| *class != mine);
                let elsewhere = others.fold(0, |any, class| any | open[class][word]);
                let holds = when.yes[word] & left[word];
                let may = left[word] & !when.yes[word] & !when.no[word];
                given[word] = holds & !elsewhere;
                left[word] &= !holds;
                // The average living standard is given only where it is shown.
                if rule.class != Class::AverageLiving {
                    left[word] &= !(may & elsewhere);
                    open[mine][word] |= may & !elsewhere;
                }
            }
            decided.given.push(given);
        }
        decided
    }

    /// The households that some rule gives this class.
    fn with_class(&self, standard: &Standard, class: Class) -> Vec<u64> {
        let mut found = vec![0; self.given.first().map_or(0, Vec::len)];
        for (rule, given) in standard.rules().iter().zip(&self.given) {
            if rule.class == class {
                zip(&mut found, given, |found, given| found | given);
            }
        }
        found
    }

    /// The class of every household.
    fn classes(&self, standard: &Standard, rows: usize) -> Vec<Class> {
        const UNDETERMINED: usize = Class::ALL.len() - 1;
        let given = Class::ALL.map(|class| self.with_class(standard, class));
        let mut classes = Vec::with_capacity(rows.next_multiple_of(WORD));
        for word in 0..rows.div_ceil(WORD) {
            // How far each household's class is from the last in binary digits, so that those
            // without a class come out undetermined.
            let mut digits = [0; 3];
            for (class, given) in given.iter().enumerate() {
                for (digit, bits) in digits.iter_mut().enumerate() {
                    if (UNDETERMINED - class) >> digit & 1 == 1 {
                        *bits |= given[word];
                    }
                }
            }
            let before = numbers_of(&digits);
            classes.extend(before.map(|before| Class::ALL[UNDETERMINED - usize::from(before)]));
        }
        classes.truncate(rows);
        classes
    }
}

fn class_at(class: Class) -> usize {
    Class::ALL.iter().position(|one| *one == class).expect("every class is among all")
}

/// The households whose class would be lost if only confirmed figures, tables and wordings counted.
fn unverified<'a>(
    trusting: &World<'a>,
    standard: &'a Standard,
    scored: &'a Scored<'a>,
    flags: &Flags,
    counted: &Counted,
    decided: &Decided,
) -> Vec<u64> {
    let block = trusting.block;
    let rows = block.rows();
    let (mut deprived, mut known) = (flags.deprived(), flags.known());
    let in_force = match block.one_day() {
        Some(day) if standard.period().contains(day) => all(rows),
        _ => pack(rows, |row| standard.period().contains(block.settings.days[row])),
    };
    for (at, indicator) in standard.indicators().iter().enumerate() {
        if indicator.citation.status == Status::Verified {
            continue;
        }
        // A mark given under the standard in force is the reviewer's own reading of the law; answers,
        // and marks given under another, are read by our wording.
        for word in 0..in_force.len() {
            let answered = in_force[word] & flags.by_answers[at][word];
            let doubtful = answered | !in_force[word] & known[at][word];
            deprived[at][word] &= !doubtful;
            known[at][word] &= !doubtful;
        }
    }
    let mut doubted = Counted::by_flags(&deprived, &known, rows);
    let carried = standard.carry_over().map(|carry| carry.citation.status);
    let used = |stated: &Stated| *stated != Stated::Unused;
    for row in (0..rows).filter(|row| used(&counted.stated[*row])) {
        let stands = match counted.stated[row] {
            Stated::Used => true,
            Stated::Carried => carried.is_some_and(|status| Trust::Confirmed.accepts(status)),
            Stated::Unused => false,
        };
        if stands {
            (doubted.low[row], doubted.high[row]) = (counted.low[row], counted.high[row]);
        }
    }
    let mut world = World::of_standard(standard, Trust::Confirmed, block);
    world.income_score = scored.trusted(standard, Trust::Confirmed);
    world.by_amount.clone_from(&trusting.by_amount);
    // What rests on confirmed figures only, and not on the number, comes out as before.
    let confirmed = |value: &usize| {
        let figures = &standard.values()[*value].figures;
        figures.iter().all(|figure| Trust::Confirmed.accepts(figure.citation.status))
    };
    let score_stands = scored.is_trusted(standard, Trust::Confirmed);
    let stands = |rests: &Rests| {
        !rests.count && (score_stands || !rests.score) && rests.values.iter().all(confirmed)
    };
    world.take_definitions(trusting, stands);
    world.deprivation_count = doubted.numbers();
    let again = Decided::by(standard, &world, |position| {
        let rests = Rests::of_rule(standard, &standard.rules()[position].when);
        stands(&rests).then(|| decided.truths[position].clone())
    });
    // Doubtful is a class that a doubtful rule gave, or that is not given again.
    let mut doubtful = vec![0; in_force.len()];
    for (rule, given) in standard.rules().iter().zip(&decided.given) {
        if rule.citation.status == Status::Verified {
            let again = again.with_class(standard, rule.class);
            for ((doubtful, given), again) in doubtful.iter_mut().zip(given).zip(&again) {
                *doubtful |= given & !again;
            }
        } else {
            zip(&mut doubtful, given, |doubtful, given| doubtful | given);
        }
    }
    doubtful
}
