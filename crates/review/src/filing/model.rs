//! What stands on forms 01 and 04.

use ground::{Day, HouseholdId, Problem, RequestId, Result, UnitId, tidy};
use registry::household::Sex;
use registry::person::{HEAD, NewPerson};

use crate::receipt::Receipt;
use crate::request::{Channel, Form};

/// The longest text in letters: the grounds. Addresses and names are shorter.
pub const LONGEST_TEXT: usize = 2_000;

/// The longest name, village or address.
const LONGEST_LINE: usize = 200;

/// Members besides the one who asks; larger households write the others into the grounds.
pub const MOST_MEMBERS: usize = 9;

ground::words! {
    /// What a member does, as the form asks.
    Activity, invalid "review.activity.unknown":
    /// Has work.
    Working = "working",
    /// Has none.
    NotWorking = "not_working",
    /// Goes to school.
    AtSchool = "at_school",
}

ground::words! {
    /// What became of a filing.
    FilingState, internal "review.answer.unknown":
    /// Its household is to be found.
    Open = "open",
    /// It is the request of a household.
    Matched = "matched",
    /// Refused in writing, with reasons.
    Refused = "refused",
}

/// Whoever asks, as on the form.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Asker {
    /// Name, sex, birth, ethnic group and ID number; the head of the household.
    pub person: NewPerson,
    /// The day the ID card was given.
    pub identity_day: Option<Day>,
    /// Working or not.
    pub activity: Option<Activity>,
    /// The village, as written.
    pub village: String,
    /// Where the household is registered.
    pub permanent: String,
    /// Where it lives.
    pub current: String,
}

/// A line of the table of members.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Member {
    /// Name, sex, birth and relation.
    pub person: NewPerson,
    /// Working, not working or at school.
    pub activity: Option<Activity>,
}

/// A request as it is handed in.
#[derive(Clone, PartialEq, Debug)]
pub struct NewFiling {
    /// Its id; the same form sent twice has the same.
    pub id: RequestId,
    /// The commune it is addressed to.
    pub unit: UnitId,
    /// What is asked for.
    pub form: Form,
    /// How it came in.
    pub channel: Channel,
    /// On which day.
    pub received: Day,
    /// Who asks.
    pub asker: Asker,
    /// The other members.
    pub members: Vec<Member>,
    /// Why, in the household's words.
    pub grounds: String,
    /// Whether what is written was pledged to be true.
    pub pledged: bool,
}

impl NewFiling {
    /// The filing, tidied.
    ///
    /// # Errors
    /// `review.filing.unsaid`, `review.filing.long`, `review.filing.unpledged` with the field; those of each
    /// person ([`NewPerson::checked`]), with `member` where it is a line of the table, from 1.
    pub(crate) fn checked(&self, today: Day) -> Result<NewFiling> {
        let line = |text: &str, field: &'static str| short(text, field, LONGEST_LINE);
        let head = NewPerson { relation: HEAD.to_owned(), ..self.asker.person.clone() };
        line(&head.name, "name")?;
        let asker = Asker {
            person: head.checked(today)?,
            village: said(&line(&self.asker.village, "village")?, "village")?,
            permanent: said(&line(&self.asker.permanent, "permanent")?, "permanent")?,
            current: line(&self.asker.current, "current")?,
            ..self.asker.clone()
        };
        if asker.person.birth_day.is_none() && asker.person.birth_year.is_none() {
            return Err(Problem::invalid("review.filing.unsaid").with("field", "birth"));
        }
        if asker.identity_day.is_some_and(|day| day > today) {
            return Err(Problem::invalid("review.request.future")
                .with("day", asker.identity_day.unwrap_or(today))
                .with("field", "identity-day"));
        }
        if self.members.len() > MOST_MEMBERS {
            return Err(Problem::invalid("review.filing.long").with("field", "members"));
        }
        let member = |(at, member): (usize, &Member)| {
            let checked = line(&member.person.name, "name").and_then(|_| {
                if member.person.relation == HEAD {
                    return Err(Problem::invalid("registry.person.two_heads"));
                }
                member.person.checked(today)
            });
            let person = checked.map_err(|problem| problem.with("member", at + 1))?;
            Ok(Member { person, ..member.clone() })
        };
        let members = self.members.iter().enumerate().map(member).collect::<Result<_>>()?;
        let grounds = said(&short(&self.grounds, "grounds", LONGEST_TEXT)?, "grounds")?;
        if !self.pledged {
            return Err(Problem::invalid("review.filing.unpledged").with("field", "pledge"));
        }
        Ok(NewFiling { asker, members, grounds, ..self.clone() })
    }
}

fn short(text: &str, field: &'static str, longest: usize) -> Result<String> {
    let text = tidy(text);
    if text.chars().count() > longest {
        return Err(Problem::invalid("review.filing.long").with("field", field));
    }
    Ok(text)
}

fn said(text: &str, field: &'static str) -> Result<String> {
    if text.is_empty() {
        return Err(Problem::invalid("review.filing.unsaid").with("field", field));
    }
    Ok(text.to_owned())
}

/// What a receipt says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Filed {
    /// Id.
    pub id: RequestId,
    /// The commune.
    pub unit: UnitId,
    /// What is asked for.
    pub form: Form,
    /// Year and number of its receipt.
    pub receipt: Receipt,
    /// The day it came in.
    pub received: Day,
    /// The day by which it is answered.
    pub due: Day,
}

/// A filing as it was handed in, and what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Filing {
    /// Its receipt.
    pub filed: Filed,
    /// How it came in.
    pub channel: Channel,
    /// Who asks; without the ID number.
    pub asker: Asker,
    /// The sealed ID number and its index.
    pub identity: Option<(Vec<u8>, Vec<u8>)>,
    /// The other members.
    pub members: Vec<Member>,
    /// Why, in the household's words.
    pub grounds: String,
    /// What became of it.
    pub state: FilingState,
    /// The household found or registered for it.
    pub household: Option<HouseholdId>,
    /// When it was refused.
    pub answered: Option<Day>,
    /// The reasons of a refusal.
    pub why: Option<String>,
}

/// Sex, by its code, as kept.
pub(super) fn sex(code: Option<&str>) -> Option<Sex> {
    code.and_then(Sex::read)
}
