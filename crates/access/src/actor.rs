//! Whoever acts.

use ground::{AccountId, Day, Lang, Problem, Result, UnitId};
use places::Units;
use store::audit::By;

use crate::scope::{Scope, lies_below};
use crate::{Role, Verb, may};

/// A signed-in person, or the program itself. Passed to every action; what it does is written to the
/// audit trail under [`Actor::by`].
#[derive(Clone, Debug)]
pub struct Actor {
    /// The name and account for the audit trail.
    pub by: By,
    /// What it may do.
    pub role: Role,
    /// Where it may do it: here and everywhere below.
    pub unit: UnitId,
    /// The account, when a person is signed in.
    pub account: Option<AccountId>,
    /// The language it reads.
    pub lang: Lang,
}

impl Actor {
    /// A person with an account.
    pub fn person(account: AccountId, name: &str, role: Role, unit: UnitId, lang: Lang) -> Actor {
        let by = By { account: Some(account), name: name.to_owned() };
        Actor { by, role, unit, account: Some(account), lang }
    }

    /// The program under a name such as `chieusau import`: an administrator for the whole country.
    /// Whoever can run a command on the database's own machine needs no permission from us.
    pub fn program(name: &str) -> Actor {
        let by = By { account: None, name: name.to_owned() };
        Actor {
            by,
            role: Role::Administrator,
            unit: UnitId::NATION,
            account: None,
            lang: Lang::default(),
        }
    }

    /// Whether the role carries the right, somewhere.
    pub fn may(&self, verb: Verb) -> bool {
        may(self.role, verb)
    }

    /// Whether the unit is the actor's own or lies below it, today or through its successors.
    pub fn covers(&self, unit: UnitId, units: &Units) -> bool {
        lies_below(units, unit, self.unit)
    }

    /// Every unit of any time that the actor covers, in order; `None` when that is the whole country.
    pub fn reach(&self, units: &Units) -> Option<Vec<UnitId>> {
        if self.unit == UnitId::NATION {
            return None;
        }
        let all = units.all().iter().map(|unit| unit.id);
        Some(all.filter(|unit| self.covers(*unit, units)).collect())
    }

    /// Refuses unless the actor may do this to that unit.
    ///
    /// # Errors
    /// `access.refused.verb` when the role does not carry the right; outside the actor's units
    /// `access.refused.unit`, or for a mere view `access.unit.missing`, so that nobody learns from a
    /// refusal what exists elsewhere.
    pub fn check(&self, verb: Verb, unit: UnitId, units: &Units) -> Result<()> {
        if !self.may(verb) {
            return Err(Problem::refused("access.refused.verb")
                .with("verb", verb.as_str())
                .with("role", self.role.as_str()));
        }
        if self.covers(unit, units) {
            return Ok(());
        }
        if matches!(verb, Verb::View | Verb::ViewIdentity | Verb::Report | Verb::ViewAudit) {
            return Err(Problem::missing("access.unit.missing"));
        }
        let name = units.get(self.unit).map_or("?", |unit| unit.full_name.as_str());
        Err(Problem::refused("access.refused.unit").with("verb", verb.as_str()).with("own", name))
    }

    /// The part of the country whose lists the actor may see.
    pub fn scope(&self, units: &Units, today: Day) -> Scope {
        Scope::of(self.unit, units, today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use places::Level;

    #[test]
    fn the_reach_of_a_commune_a_province_and_the_nation() {
        let (units, today) = (Units::builtin(), Day::new(2026, 11, 23).unwrap());
        let before = Day::new(2025, 6, 30).unwrap();
        let unit = |level, code, day| units.by_code(level, code, day).unwrap().id;
        let actor = |unit| Actor { unit, ..Actor::program("test") };
        assert_eq!(actor(UnitId::NATION).reach(units), None);
        let commune = unit(Level::Commune, "05266", today);
        let small = actor(commune).reach(units).unwrap();
        let old = unit(Level::Commune, "05335", before);
        assert!(small.contains(&commune) && small.contains(&old), "what it was made of as well");
        assert!(small.len() < 10, "{small:?}");
        let large = actor(unit(Level::Province, "25", today)).reach(units).unwrap();
        assert!(small.iter().all(|unit| large.contains(unit)));
        assert!(large.contains(&unit(Level::Province, "17", before)), "a province that joined it");
        assert!(large.is_sorted() && large.len() > 148, "{}", large.len());
    }
}
