//! What a reader must know before relying on a result.

use super::super::judge::{Judgement, StatedScore};
use super::super::{Standard, Trust};
use crate::{Answer, Class, Wording};

/// One remark on a result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caveat {
    /// Which remark: `mark`, `count`, `odd`, `carried`, `size`, `amount`, `class`, `unverified`,
    /// `specimen`, `score_open`, `score_stated`.
    pub id: String,
    /// The remark.
    pub wording: Wording,
}

impl Standard {
    pub(super) fn caveats(&self, judgement: &Judgement<'_>) -> Vec<Caveat> {
        let mut caveats = Vec::new();
        let mut add = |id: &str, with: &[(&str, &Wording)]| {
            let wording = self.shared.phrase(&format!("caveat_{id}"), with);
            caveats.push(Caveat { id: id.to_owned(), wording });
        };
        let (world, found) = (&judgement.world, &judgement.evaluation);
        for indicator in &self.indicators {
            if judgement.contradicted & indicator.bit() != 0 {
                add("mark", &[("indicator", &indicator.name)]);
            }
        }
        self.stated_score(judgement, &mut add);
        let listed = world.answers.members().len() as i64;
        if let Some(stated) = world.stated(self.known.household_size)
            && stated as i64 != listed
            && (world.answers.members_complete || stated as i64 <= listed)
        {
            let stated = Wording::number(stated as i64);
            add("size", &[("stated", &stated), ("listed", &Wording::number(listed))]);
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
            let (stated, class) = (self.shared.class(stated), self.shared.class(found.class));
            add("class", &[("stated", &stated), ("class", &class)]);
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
        add: &mut impl FnMut(&str, &[(&str, &Wording)]),
    ) {
        let stated = judgement.world.stated(self.known.deprivation_score).unwrap_or(0.0);
        let stated = Wording::number(stated as i64);
        let found = &judgement.evaluation;
        let (low, high) = (Wording::number(found.low.into()), Wording::number(found.high.into()));
        let slots = [("score", &stated), ("low", &low), ("high", &high)];
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
