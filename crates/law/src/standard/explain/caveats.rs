//! What a reader must know before relying on a result.

use ground::Lang;

use super::super::judge::{Judgement, StatedScore};
use super::super::{Standard, Trust};
use crate::{Answer, Class};

/// One remark on a result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caveat {
    /// Which remark: `mark`, `count`, `odd`, `carried`, `size`, `amount`, `class`, `unverified`,
    /// `specimen`, `score_open`, `score_stated`.
    pub id: &'static str,
    /// The remark.
    pub wording: String,
}

impl Standard {
    pub(super) fn caveats(&self, judgement: &Judgement<'_>, lang: Lang) -> Vec<Caveat> {
        let mut caveats = Vec::new();
        let mut add = |id: &'static str, with: &[(&str, &str)]| {
            let wording = self.shared.sentence(&["caveat_", id].concat(), lang, with);
            caveats.push(Caveat { id, wording });
        };
        let (world, found) = (&judgement.world, &judgement.evaluation);
        for indicator in &self.indicators {
            if judgement.contradicted & indicator.bit() != 0 {
                add("mark", &[("indicator", indicator.name.get(lang))]);
            }
        }
        self.stated_score(judgement, lang, &mut add);
        let listed = world.answers.members().len() as i64;
        if let Some(stated) = world.stated(self.known.household_size)
            && stated as i64 != listed
            && (world.answers.members_complete || stated as i64 <= listed)
        {
            let number = |number| ground::integer(lang, number);
            add("size", &[("stated", &number(stated as i64)), ("listed", &number(listed))]);
        }
        if world.by_amount {
            add("amount", &[]);
        }
        if judgement.scored.table.is_some() && found.income_score.is_none() {
            add("score_open", &[]);
        }
        if judgement.scored.is_stated() && !self.period.contains(world.setting.day) {
            add("score_stated", &[]);
        }
        if let Some(stated) = self.stated_class(judgement)
            && found.class != stated
            && found.class != Class::Undetermined
        {
            let name = |class| self.shared.class(class, lang);
            add("class", &[("stated", name(stated)), ("class", name(found.class))]);
        }
        if found.unverified {
            add("unverified", &[]);
        }
        if !self.holds(judgement, Trust::Real) {
            add("specimen", &[]);
        }
        caveats
    }

    fn stated_score(
        &self,
        judgement: &Judgement<'_>,
        lang: Lang,
        add: &mut impl FnMut(&'static str, &[(&str, &str)]),
    ) {
        let stated = judgement.world.stated(self.known.deprivation_score).unwrap_or(0.0);
        let number = |number| ground::integer(lang, number);
        let found = &judgement.evaluation;
        let stated = number(stated as i64);
        let (low, high) = (number(found.low.into()), number(found.high.into()));
        let slots = [("score", &*stated), ("low", &*low), ("high", &*high)];
        match judgement.counted.stated {
            StatedScore::Absent | StatedScore::Used => {}
            StatedScore::Carried => add("carried", &slots),
            StatedScore::Contradicts => add("count", &slots),
            StatedScore::Odd => add("odd", &slots),
        }
    }

    /// The class an imported list gives, when it was given under this standard.
    fn stated_class(&self, judgement: &Judgement<'_>) -> Option<Class> {
        let world = &judgement.world;
        let place = self.known.class.filter(|_| self.period.contains(world.setting.day))?;
        let Some(Answer::Choice(choice)) = world.answers.at(place, None) else { return None };
        let question = self.shared.questionnaire.at(place);
        question.choices[usize::from(choice)].code.parse().ok()
    }
}
