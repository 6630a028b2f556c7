//! Where the number in a column comes from: the typed names that layouts use.

use law::Class;
use registry::figures::{
    ByClass, CircumstanceFigures, Count, DeprivationFigures, EthnicityFigures, GroupFigures,
    MovementFigures, Resident, ReviewFigures, SummaryFigures,
};

/// Which figures of the registry a table is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Classes beside all residents (table 1).
    Review,
    /// Movement of one class between two days (2, 3).
    Movement,
    /// Deprivations of one class by indicator (4 to 7).
    Deprivation,
    /// Groups of both classes (8).
    Groups,
    /// Ethnic groups of both classes (9).
    Ethnicity,
    /// Causes and children of both classes (10, 11).
    Circumstances,
    /// One class beside all residents (12, 13).
    Summary,
}

/// The name of one number. Which class it is about is said by the column.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Source {
    /// `residents`: all resident households or persons.
    Residents,
    /// `residents.kinh`: those not of a minority.
    ResidentKinh,
    /// `residents.minority`.
    ResidentMinority,
    /// `residents.local_ethnic`: no source gives this denominator, so it stays blank.
    ResidentLocalEthnic,
    /// `total`: everybody of the class.
    Total,
    /// `kinh`: the majority.
    Kinh,
    /// `minority`: ethnic minorities.
    Minority,
    /// `local_ethnic`: groups native to the place.
    LocalEthnic,
    /// `no_labour`: nobody able to work.
    NoLabour,
    /// `merit`: with a person of merit.
    Merit,
    /// `other`: in none of the groups of table 8.
    Other,
    /// `female_head`: headed by a woman.
    FemaleHead,
    /// `ethnicity`: one ethnic group, by its official name; the layout leaves the name open.
    Ethnicity(String),
    /// `movement.1` to `movement.9`: a printed column of the movement tables.
    Movement(u8),
    /// `deprivations`: the sum of deprivations.
    Deprivations,
    /// `deprived`: households deprived in an indicator, by its order; 0 while the layout leaves it open.
    Deprived(u8),
    /// `cause.1` to `cause.8`: a cause of poverty.
    Cause(u8),
    /// `children`: children under 16.
    Children,
    /// `children.health`: of them, lacking health services.
    ChildrenHealth,
    /// `children.education`: of them, not attending school as the standard asks.
    ChildrenEducation,
}

impl Source {
    /// Reads the name used in layouts.
    pub fn read(name: &str) -> Option<Source> {
        if let Some((kind, number)) = name.split_once('.') {
            let number = || number.parse::<u8>().ok();
            match kind {
                "movement" => {
                    return number().filter(|n| (1..=9).contains(n)).map(Source::Movement);
                }
                "cause" => return number().filter(|n| (1..=8).contains(n)).map(Source::Cause),
                _ => {}
            }
        }
        Some(match name {
            "residents" => Source::Residents,
            "residents.kinh" => Source::ResidentKinh,
            "residents.minority" => Source::ResidentMinority,
            "residents.local_ethnic" => Source::ResidentLocalEthnic,
            "total" => Source::Total,
            "kinh" => Source::Kinh,
            "minority" => Source::Minority,
            "local_ethnic" => Source::LocalEthnic,
            "no_labour" => Source::NoLabour,
            "merit" => Source::Merit,
            "other" => Source::Other,
            "female_head" => Source::FemaleHead,
            "ethnicity" => Source::Ethnicity(String::new()),
            "deprivations" => Source::Deprivations,
            "deprived" => Source::Deprived(0),
            "children" => Source::Children,
            "children.health" => Source::ChildrenHealth,
            "children.education" => Source::ChildrenEducation,
            _ => return None,
        })
    }

    /// Whether the number is about residents, whatever their class.
    pub fn is_resident(&self) -> bool {
        use Source::{ResidentKinh, ResidentLocalEthnic, ResidentMinority, Residents};
        matches!(self, Residents | ResidentKinh | ResidentMinority | ResidentLocalEthnic)
    }
}

/// The figures of one row.
#[derive(Clone, PartialEq, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one per row; all rows of a table are the same variant"
)]
pub(crate) enum Figures {
    Review(ReviewFigures),
    Movement(MovementFigures),
    Deprivation(DeprivationFigures),
    Groups(ByClass<GroupFigures>),
    Ethnicity(ByClass<EthnicityFigures>),
    Circumstances(ByClass<CircumstanceFigures>),
    Summary(SummaryFigures),
}

/// What a source says of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fact {
    /// Households and the persons in them.
    Count(Count),
    /// A number of something else.
    Number(i64),
    /// Nobody has told us.
    Missing,
}

impl Figures {
    /// Figures of which every number is nought: the loader asks them which sources there are.
    pub(crate) fn empty(family: Family) -> Figures {
        match family {
            Family::Review => Figures::Review(ReviewFigures::default()),
            Family::Movement => Figures::Movement(MovementFigures::default()),
            Family::Deprivation => Figures::Deprivation(DeprivationFigures::default()),
            Family::Groups => Figures::Groups(ByClass::default()),
            Family::Ethnicity => Figures::Ethnicity(ByClass::default()),
            Family::Circumstances => Figures::Circumstances(ByClass::default()),
            Family::Summary => Figures::Summary(SummaryFigures::default()),
        }
    }

    /// The number of the source for a class; `None` when these figures do not have it.
    pub(crate) fn fact(&self, class: Option<Class>, source: &Source) -> Option<Fact> {
        match self {
            Figures::Review(figures) if source.is_resident() => resident(figures.residents, source),
            Figures::Review(figures) => match (source, class?) {
                (Source::Total, Class::Poor) => Some(Fact::Count(figures.classes.poor)),
                (Source::Total, Class::NearPoor) => Some(Fact::Count(figures.classes.near_poor)),
                (Source::Total, Class::AverageLiving) => Some(Fact::Count(figures.classes.average)),
                _ => None,
            },
            Figures::Summary(figures) if source.is_resident() => {
                resident(figures.residents, source)
            }
            Figures::Summary(figures) => match source {
                Source::Kinh => Some(Fact::Count(figures.kinh)),
                _ => group(&figures.class, source),
            },
            Figures::Movement(figures) => match source {
                Source::Movement(number) => Some(Fact::Count(figures.column((*number).into()))),
                _ => None,
            },
            Figures::Deprivation(figures) => deprivation(figures, source),
            Figures::Groups(figures) => group(of(figures, class)?, source),
            Figures::Ethnicity(figures) => ethnicity(of(figures, class)?, source),
            Figures::Circumstances(figures) => circumstance(of(figures, class)?, source),
        }
    }
}

fn of<T>(figures: &ByClass<T>, class: Option<Class>) -> Option<&T> {
    match class? {
        Class::Poor => Some(&figures.poor),
        Class::NearPoor => Some(&figures.near_poor),
        _ => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "all facts are read the same way")]
fn resident(residents: Option<Resident>, source: &Source) -> Option<Fact> {
    let count = residents.and_then(|residents| match source {
        Source::Residents => Some(residents.all),
        Source::ResidentMinority => residents.minority,
        Source::ResidentKinh => residents.minority.map(|minority| Count {
            households: residents.all.households - minority.households,
            persons: residents.all.persons - minority.persons,
        }),
        _ => None,
    });
    Some(count.map_or(Fact::Missing, Fact::Count))
}

fn deprivation(figures: &DeprivationFigures, source: &Source) -> Option<Fact> {
    Some(match source {
        Source::Total => Fact::Count(figures.total),
        Source::Deprivations => Fact::Number(figures.deprivations),
        Source::Deprived(order) => {
            Fact::Number(figures.deprived.get(usize::from(*order).saturating_sub(1)).copied()?)
        }
        _ => return None,
    })
}

fn group(figures: &GroupFigures, source: &Source) -> Option<Fact> {
    Some(Fact::Count(match source {
        Source::Total => figures.total,
        Source::Minority => figures.minority,
        Source::LocalEthnic => figures.local_ethnic,
        Source::NoLabour => figures.no_labour,
        Source::Merit => figures.merit,
        Source::Other => figures.other,
        Source::FemaleHead => figures.female_head,
        _ => return None,
    }))
}

fn ethnicity(figures: &EthnicityFigures, source: &Source) -> Option<Fact> {
    Some(Fact::Count(match source {
        Source::Total => figures.total,
        Source::Kinh => figures.kinh(),
        Source::Minority => figures.minority,
        Source::Ethnicity(name) => figures.groups.get(name).copied().unwrap_or_default(),
        _ => return None,
    }))
}

fn circumstance(figures: &CircumstanceFigures, source: &Source) -> Option<Fact> {
    Some(match source {
        Source::Total => Fact::Count(figures.total),
        Source::Cause(number) => Fact::Count(figures.causes[usize::from(*number) - 1]),
        Source::Children => Fact::Number(figures.children),
        Source::ChildrenHealth => Fact::Number(figures.children_health),
        Source::ChildrenEducation => Fact::Number(figures.children_education),
        _ => return None,
    })
}

impl Figures {
    /// Both together. A denominator that one of them lacks is missing in the sum.
    pub(crate) fn plus(mut self, other: Figures) -> Figures {
        match (&mut self, other) {
            (Figures::Review(sum), Figures::Review(other)) => {
                sum.residents = both(sum.residents, other.residents);
                sum.classes += other.classes;
            }
            (Figures::Summary(sum), Figures::Summary(other)) => {
                sum.residents = both(sum.residents, other.residents);
                sum.class += other.class;
                sum.kinh += other.kinh;
            }
            (Figures::Movement(sum), Figures::Movement(other)) => *sum += other,
            (Figures::Deprivation(sum), Figures::Deprivation(other)) => *sum += other,
            (Figures::Groups(sum), Figures::Groups(other)) => *sum += other,
            (Figures::Ethnicity(sum), Figures::Ethnicity(other)) => *sum += other,
            (Figures::Circumstances(sum), Figures::Circumstances(other)) => *sum += other,
            _ => unreachable!("the rows of one table are of one family"),
        }
        self
    }
}

fn both(one: Option<Resident>, other: Option<Resident>) -> Option<Resident> {
    let (mut sum, other) = one.zip(other)?;
    sum.all += other.all;
    sum.minority = sum.minority.zip(other.minority).map(|(a, b)| [a, b].into_iter().sum());
    Some(sum)
}
