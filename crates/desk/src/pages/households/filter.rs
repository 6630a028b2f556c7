//! What the address of a list asks for.

use ground::{Day, Problem, Result};
use registry::household::{Filter, Groups};
use registry::status::Movement;
use serde::Deserialize;
use ui::Form;

use crate::visitor::Visitor;

/// The query of `/households`. Everything may be empty.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    /// A name, a code or an ID number to look for.
    pub(super) q: String,
    pub(super) unit: String,
    class: String,
    village: String,
    group: String,
    /// Order of an indicator under the standard in force.
    deprived: String,
    movement: String,
    from: String,
    to: String,
    finding: String,
    escaped: String,
    gone: String,
    pub(super) sort: String,
    pub(super) after: String,
}

impl Asked {
    fn pairs(&self) -> [(&'static str, &str); 14] {
        [
            ("q", &self.q),
            ("unit", &self.unit),
            ("class", &self.class),
            ("village", &self.village),
            ("group", &self.group),
            ("deprived", &self.deprived),
            ("movement", &self.movement),
            ("from", &self.from),
            ("to", &self.to),
            ("finding", &self.finding),
            ("escaped", &self.escaped),
            ("gone", &self.gone),
            ("sort", &self.sort),
            ("after", &self.after),
        ]
    }

    /// Whether one of the rarer filters is in use, which are folded away otherwise.
    pub(super) fn is_narrow(&self) -> bool {
        let rare = [&self.group, &self.deprived, &self.movement, &self.from, &self.to];
        let boxes = [&self.finding, &self.escaped, &self.gone];
        rare.into_iter().chain(boxes).any(|text| !text.is_empty())
    }

    /// What was asked for, back in the fields.
    pub(super) fn form(&self) -> Form {
        Form::typed(self.pairs())
    }

    /// The same list with some things asked for otherwise; always from its beginning unless told where.
    pub(super) fn link(&self, changed: &[(&'static str, &str)]) -> String {
        let mut query: Vec<(&str, &str)> = self.pairs().into();
        query
            .retain(|(name, _)| *name != "after" && changed.iter().all(|(other, _)| other != name));
        query.extend(changed);
        ui::link("/households", &query)
    }

    pub(super) fn filter(&self, visitor: &Visitor) -> Result<Filter> {
        let today = visitor.desk.today();
        let given = |text: &str| !text.is_empty();
        let mut filter = Filter {
            class: given(&self.class).then(|| self.class.parse()).transpose()?,
            village: given(&self.village)
                .then(|| self.village.parse().map_err(|_| unreadable("village", &self.village)))
                .transpose()?,
            finding: given(&self.finding),
            newly_escaped: given(&self.escaped).then_some(today),
            also_closed: given(&self.gone),
            ..Filter::default()
        };
        let groups = crate::say::groups(visitor.words());
        let group = groups.iter().find(|(code, _, _)| *code == self.group);
        filter.groups = group.map_or(Groups::default(), |(_, group, _)| *group);
        if given(&self.deprived) {
            let order: u8 =
                self.deprived.parse().map_err(|_| unreadable("deprived", &self.deprived))?;
            let standard = registry::national_standard(&visitor.desk.law, today);
            let standard = standard
                .filter(|standard| standard.indicators().iter().any(|known| known.order == order))
                .ok_or_else(|| unreadable("deprived", &self.deprived))?;
            filter.deprived = Some((standard.id().to_owned(), order));
        }
        if given(&self.movement) {
            let movement = self
                .movement
                .parse::<Movement>()
                .map_err(|_| unreadable("movement", &self.movement))?;
            let day = |text: &str, otherwise: Option<Day>| {
                if text.is_empty() { Ok(otherwise.unwrap_or(today)) } else { ui::read_day(text) }
            };
            let from = day(&self.from, Day::new(today.year(), 1, 1))?;
            filter.movement = Some((movement, from, day(&self.to, None)?));
        }
        Ok(filter)
    }
}

/// An address somebody changed by hand.
pub(super) fn unreadable(name: &'static str, text: &str) -> Problem {
    Problem::invalid("desk.list.unreadable").with("name", name).with("text", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_list_begins_at_its_beginning_and_keeps_the_rest() {
        let asked = Asked {
            class: "poor".into(),
            sort: "code".into(),
            after: "x.00".into(),
            ..Asked::default()
        };
        assert_eq!(asked.link(&[("sort", "")]), "/households?class=poor");
        assert_eq!(asked.link(&[("after", "y.01")]), "/households?class=poor&sort=code&after=y.01");
    }
}
