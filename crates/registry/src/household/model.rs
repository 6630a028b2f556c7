//! What is known of a household now.

use ground::{Day, HouseholdId, UnitId, VillageId, VisitId, fold, key64};
use law::Class;

use crate::status::Timeline;

/// Sex as recorded on papers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

impl Sex {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Sex::Male => "male",
            Sex::Female => "female",
        }
    }

    /// Reads the word in the database; anything else is unknown.
    pub fn read(text: &str) -> Option<Sex> {
        match text {
            "male" => Some(Sex::Male),
            "female" => Some(Sex::Female),
            _ => None,
        }
    }
}

/// Groups a household belongs to, as the official tables 8, 9, 12 and 13 count them: a set of bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Groups(pub i64);

impl Groups {
    /// No member able to work (không có khả năng lao động, KCKNLĐ).
    pub const NO_LABOUR: Groups = Groups(1);
    /// Has a person with merit to the revolution (người có công, CSCC).
    pub const MERIT: Groups = Groups(2);
    /// Of an ethnic group native to the place (dân tộc tại chỗ, DTTC).
    pub const LOCAL_ETHNIC: Groups = Groups(4);
    /// Headed by a woman.
    pub const FEMALE_HEAD: Groups = Groups(8);
    /// Of an ethnic minority: any group but Kinh (dân tộc thiểu số, DTTS).
    pub const MINORITY: Groups = Groups(16);

    /// Both sets together.
    #[must_use]
    pub fn and(self, other: Groups) -> Groups {
        Groups(self.0 | other.0)
    }

    /// This set with `other` added when `member` holds.
    #[must_use]
    pub fn and_if(self, member: bool, other: Groups) -> Groups {
        if member { self.and(other) } else { self }
    }

    /// Whether every group of `other` is in this set.
    pub fn has(self, other: Groups) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A household (hộ) as it is now. Its past is in visits, the status timeline and events.
#[derive(Clone, PartialEq, Debug)]
pub struct Household {
    /// Id.
    pub id: HouseholdId,
    /// The province it lives in.
    pub province: UnitId,
    /// The commune it lives in.
    pub unit: UnitId,
    /// The commune it lived in until 30 June 2025, where known.
    pub unit_before: Option<UnitId>,
    /// Village or residential group.
    pub village: Option<VillageId>,
    /// Official household code as written; not unique in real lists.
    pub code: Option<String>,
    /// Name of the head.
    pub head: String,
    /// Sex of the head.
    pub head_sex: Option<Sex>,
    /// Ethnic group, by its official name.
    pub ethnicity: Option<String>,
    /// Number of members.
    pub members: i64,
    /// Groups it belongs to.
    pub groups: Groups,
    /// Address below the village, as written.
    pub address: Option<String>,
    /// Its class today: the open interval of its timeline.
    pub class: Class,
    /// Since when it has this class, however often it was confirmed.
    pub class_since: Day,
    /// Its latest visit.
    pub visit: Option<VisitId>,
    /// First day in the registry.
    pub opened: Day,
    /// Last day, when it no longer exists here.
    pub closed: Option<Day>,
    /// Why it was closed.
    pub closed_why: Option<String>,
    /// Counts changes; a form sends it back so that two officers do not overwrite each other.
    pub version: i64,
}

/// Whether anything is known of a household's class: it was visited, or came with a decision from elsewhere.
pub(crate) fn is_surveyed(class: Class, visited: bool) -> bool {
    visited || class != Class::Undetermined
}

impl Household {
    /// Repeats what the timeline says of today.
    pub fn stand(&mut self, timeline: &Timeline) {
        if let Some((class, since)) = timeline.standing() {
            (self.class, self.class_since) = (class, since);
        }
    }

    /// Whether anything is known of its class.
    pub fn is_surveyed(&self) -> bool {
        is_surveyed(self.class, self.visit.is_some())
    }

    /// The key under which a code is matched within a commune.
    pub fn code_key(unit: UnitId, code: &str) -> i64 {
        key_within(unit, "code", code)
    }

    /// The key under which a head's name is matched within a commune.
    pub fn head_key(unit: UnitId, head: &str) -> i64 {
        key_within(unit, "head", head)
    }
}

/// The unit comes first: a list comes in commune by commune, and its keys then fall on few pages of the
/// index, where they would otherwise fall anywhere.
fn key_within(unit: UnitId, kind: &str, text: &str) -> i64 {
    const OF_TEXT: u32 = 43;
    let text = key64(&[kind, &unit.to_string(), &fold(text)]) & ((1 << OF_TEXT) - 1);
    // The number of the unit without its holder takes the rest; should it not fit, only the order suffers.
    (unit.0 / 100) << OF_TEXT | text
}
