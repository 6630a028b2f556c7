//! The figures of the first page, from the columns: classes, official tables 2 to 7, and who is due.

use ground::Day;
use law::{Class, Law};
use registry::due::{Followed, ends_soon, is_unvisited, review_began};
use registry::figures::{
    self, ByClass, ClassFigures, Count, DeprivationFigures, Frame, Kept, MovementFigures, Table,
};
use registry::status::{Moving, is_below};

use super::Timelines;
use super::commune::{Commune, Spell};
use super::movement::{on, one};
use super::sums::Sums;

/// The numbers of a household's commune before the reform and of the unit of a status.
type Place = (u16, u16);

/// A place and the class there at one end, with unit and class at the other where there is one.
type End = (Place, Class, Option<(u16, Class)>);

/// Members at one end, and for those that stay: members lost by some and gained by others.
#[derive(Default)]
struct Stayed {
    count: Count,
    shrunk: i64,
    grown: i64,
}

impl Timelines {
    /// Households and persons by unit and class on a day, as [`figures::tally`].
    pub fn tally(&self, frame: &Frame<'_>, day: Day) -> Table<ClassFigures> {
        let counted = self.each(frame, |commune| {
            let mut sums: Sums<(Place, Class), Count> = Sums::new();
            for (household, spells) in commune.all() {
                if let Some(spell) = on(spells, day) {
                    *sums.of(((household.before(), spell.unit), spell.class)) += one(spell);
                }
            }
            sums.all()
        });
        let mut table = figures::Sums::<ClassFigures>::new(frame);
        for (commune, sums) in counted {
            for ((place, class), count) in sums {
                if let Some(figures) = table.row(kept(commune, place)) {
                    *figures.of_mut(class) += count;
                }
            }
        }
        table.table()
    }

    /// Official tables 2 and 3, as [`registry::status::movement`].
    pub fn movement(
        &self,
        frame: &Frame<'_>,
        opening: Day,
        closing: Day,
    ) -> ByClass<Table<MovementFigures>> {
        let counted = self.each(frame, |commune| {
            let mut opened: Sums<End, Stayed> = Sums::new();
            let mut closed: Sums<(End, [bool; 2]), Count> = Sums::new();
            for (household, spells) in commune.all() {
                let (was, is) = (on(spells, opening), on(spells, closing));
                let end = |spell: Option<&Spell>| spell.map(|one| (one.unit, one.class));
                let place = |spell: &Spell| (household.before(), spell.unit);
                if let Some(was) = was.filter(|was| is_below(was.class)) {
                    let sum = opened.of((place(was), was.class, end(is)));
                    let change = is.map_or(0, |is| i64::from(is.members) - i64::from(was.members));
                    sum.count += one(was);
                    sum.shrunk += (-change).max(0);
                    sum.grown += change.max(0);
                }
                if let Some(is) = is.filter(|is| is_below(is.class)) {
                    let ever = |e: &&Spell| e.from <= opening && e.class == is.class;
                    let arrived = |m: &&Spell| m.is_arrival() && m.began_between(opening, closing);
                    let past = [
                        spells.iter().any(|e| ever(&e)),
                        was.is_none() && spells.iter().any(|m| arrived(&m)),
                    ];
                    *closed.of(((place(is), is.class, end(was)), past)) += one(is);
                }
            }
            (opened.all(), closed.all())
        });
        let mut moving = Moving::new(frame);
        for (commune, (opened, closed)) in counted {
            let stood = |end: Option<(u16, Class)>| end.map(|(unit, c)| (commune.unit(unit), c));
            for ((place, class, end), sum) in opened {
                let changed = (sum.shrunk, sum.grown);
                moving.opened(kept(commune, place), class, stood(end), sum.count, changed);
            }
            for (((place, class, end), [ever, arrived]), count) in closed {
                let here = kept(commune, place);
                moving.closed(here, class, stood(end), count, (ever, arrived));
            }
        }
        moving.tables()
    }

    /// What the poor and near-poor lack on a day under a standard, as [`figures::deprivations`]; nothing
    /// for a day or a standard of which the columns do not tell it.
    pub fn deprivations(
        &self,
        frame: &Frame<'_>,
        day: Day,
        standard: &str,
    ) -> Option<Table<ByClass<DeprivationFigures>>> {
        (day >= self.day && standard == self.standard).then_some(())?;
        let counted = self.each(frame, |commune| {
            let mut sums: Sums<(Place, Class), DeprivationFigures> = Sums::new();
            for (household, spells) in commune.all() {
                if let Some(spell) = on(spells, day).filter(|spell| is_below(spell.class)) {
                    add(sums.of(((household.before(), spell.unit), spell.class)), spell);
                }
            }
            sums.all()
        });
        let mut table = figures::Sums::<ByClass<DeprivationFigures>>::new(frame);
        for (commune, sums) in counted {
            for ((place, class), figures) in sums {
                if let Some(row) = table.row(kept(commune, place)) {
                    *row.of_mut(class) += figures;
                }
            }
        }
        Some(table.table())
    }

    /// Who on the list is to be visited, and whose watch ends soon, as [`registry::due::followed`].
    pub fn followed(&self, frame: &Frame<'_>, law: &Law, today: Day) -> Followed {
        let began = review_began(law, today);
        let counted = self.each(frame, |commune| {
            let mut followed = Followed::default();
            let is_here = frame.holds(commune.id());
            for (household, spells) in commune.all().filter(|(h, _)| is_here && !h.closed) {
                if is_below(household.class) {
                    followed.listed += 1;
                    if began.is_some_and(|began| is_unvisited(household.visited, began)) {
                        followed.unvisited.push(household.id);
                    }
                } else if household.class != Class::Undetermined {
                    let unit = |spell: &Spell| commune.unit(spell.unit);
                    let last = spells.iter().rposition(|spell| is_below(spell.class));
                    let since = &spells[last.map_or(0, |last| last + 1)..];
                    let mut exits = since.iter().filter(|s| s.is_exit() && frame.asks_for(unit(s)));
                    if exits.any(|exit| ends_soon(exit.from, today)) {
                        followed.watch_ends.push(household.id);
                    }
                }
            }
            followed
        });
        let mut all = Followed::default();
        for (_, followed) in counted {
            all.listed += followed.listed;
            all.unvisited.extend(followed.unvisited);
            all.watch_ends.extend(followed.watch_ends);
        }
        all.watch_ends.sort_unstable();
        all
    }
}

/// Adds a household to what those of its class lack.
fn add(figures: &mut DeprivationFigures, spell: &Spell) {
    figures.total += one(spell);
    if spell.lacks.is_some() {
        figures.evaluated += one(spell);
    }
    let bits = |mask: Option<u16>, at: usize| mask.map_or(0, |mask| i64::from(mask >> at & 1));
    for at in 0..figures::INDICATORS {
        let deprived = bits(spell.lacks.map(|lacks| lacks.deprived), at);
        figures.deprived[at] += deprived;
        figures.deprivations += deprived;
        figures.unknown[at] += 1 - bits(spell.lacks.map(|lacks| lacks.known), at);
    }
}

fn kept(commune: &Commune, (before, unit): Place) -> Kept {
    Kept { unit: commune.unit(unit), now: commune.id(), before: commune.before(before) }
}
