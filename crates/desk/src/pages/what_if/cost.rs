//! What a comparison would cost in a year, by the norms whose amounts are known.

use ground::Day;
use law::{Class, Law, Norm, Per, Status};
use measures::planes::{By, Moves};

use super::asked::Asked;
use super::behind::OTHER;
use super::found::signed;
use crate::say;
use crate::visitor::Visitor;

/// Every norm of the classes that a snapshot can tell, and what the known ones come to.
pub(super) struct Cost {
    pub(super) lines: Vec<Line>,
    pub(super) total: String,
}

/// One norm and how many come to have it and no longer have it.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) wording: String,
    /// The act, its article and what is to be known of the amount.
    pub(super) source: String,
    /// Whether the norm or its amount has not been compared with the gazette, or is invented.
    pub(super) unverified: bool,
    pub(super) specimen: bool,
    /// The amount each time; nothing while it is not known.
    pub(super) amount: Option<String>,
    /// Those who come to have it, and those who no longer do.
    pub(super) moved: [Number; 2],
    /// What changes in a year; nothing while the amount is not known.
    pub(super) yearly: Option<String>,
}

/// Households or persons, with the list of households.
pub(super) struct Number {
    pub(super) count: String,
    pub(super) url: Option<String>,
}

/// What the known norms come to in a year, in đồng: more (or less, below 0) than before.
pub(super) fn yearly(law: &Law, today: Day, moves: &Moves<'_>) -> i64 {
    law.norms().iter().filter_map(|norm| change(norm, today, moves)).sum()
}

fn change(norm: &Norm, today: Day, moves: &Moves<'_>) -> Option<i64> {
    let by = counted(norm);
    let more = moves.arrived(norm.class, by) as i64 - moves.left(norm.class, by) as i64;
    norm.yearly(today).map(|each| each.saturating_mul(more))
}

fn counted(norm: &Norm) -> By {
    match norm.per {
        Per::Household => By::Household,
        Per::Person => By::Person,
    }
}

impl Cost {
    pub(super) fn of(visitor: &Visitor, asked: &Asked, moves: &Moves<'_>) -> Cost {
        let (law, today) = (&visitor.desk.law, visitor.desk.today());
        // A snapshot does not tell the average living standard apart.
        let told = |norm: &&Norm| matches!(norm.class, Class::Poor | Class::NearPoor);
        let lines = law.norms().iter().filter(told);
        Cost {
            lines: lines.map(|norm| line(visitor, asked, norm, moves)).collect(),
            total: signed(visitor.words(), yearly(law, today, moves)),
        }
    }
}

fn line(visitor: &Visitor, asked: &Asked, norm: &Norm, moves: &Moves<'_>) -> Line {
    let (desk, words) = (&visitor.desk, visitor.words());
    let (lang, today) = (words.lang(), desk.today());
    let amount = norm.amount(today);
    let cited = || std::iter::once(&norm.citation).chain(amount.map(|figure| &figure.citation));
    let rests_on = |status: Status| cited().any(|citation| citation.status == status);
    let act = desk.law.source(&norm.citation.act);
    let notes: Vec<&str> = cited().filter_map(|citation| citation.note.as_deref()).collect();
    let number = |count: u64, was: &str, is: &str| {
        let fields = [&asked.fields()[..], &[("was", was), ("is", is)]].concat();
        let whom = match norm.per {
            Per::Household => words.what_if_households(words.number(count as i64)),
            Per::Person => words.what_if_persons(words.number(count as i64)),
        };
        let url = || ui::link("/what-if/households", &fields);
        Number { count: whom, url: (count > 0).then(url) }
    };
    let (class, by) = (norm.class, counted(norm));
    Line {
        name: format!("{} – {}", norm.name.get(lang), say::class(words, class)),
        wording: norm.wording.get(lang).to_owned(),
        source: [act.map_or("", |act| &act.number), &norm.citation.article]
            .into_iter()
            .chain(notes)
            .collect::<Vec<_>>()
            .join(" · "),
        unverified: rests_on(Status::Unverified),
        specimen: rests_on(Status::Specimen),
        amount: amount.map(|figure| match norm.every {
            law::Every::Month => words.what_if_a_month(words.number(figure.amount)),
            law::Every::Year => words.what_if_a_year(words.number(figure.amount)),
        }),
        moved: [
            number(moves.arrived(class, by), OTHER, class.as_str()),
            number(moves.left(class, by), class.as_str(), OTHER),
        ],
        yearly: change(norm, today, moves).map(|change| signed(words, change)),
    }
}
