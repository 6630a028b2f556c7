//! The ground floor: the few plain values every other room is built from.
//!
//! Days and periods are *legal* dates in Viet Nam's own time, money is whole đồng, names are folded
//! and ordered the Vietnamese way here (never in SQL), and a [`Problem`] is an error that can be said
//! in the reader's language. Time, randomness and ids come in as a [`Moment`], so that the same call
//! with the same moment gives the same result.
//!
//! Do not add helpers here because two crates happen to want them: a type sinks to this floor only
//! when neither neighbour can own it.

mod day;
mod ids;
mod lang;
mod moment;
mod money;
mod problem;
mod text;
mod word;

pub use day::{Day, Instant, Period};
pub use ids::{
    AccountId, AuditId, CaseId, DecisionId, EvaluationId, HouseholdId, ImportId, JobId, MeetingId,
    PersonId, PostingId, RelationId, RequestId, RoundId, SampleId, StatusId, UnitId, VillageId,
    VisitId,
};
pub use lang::{Lang, decimal, integer, percent};
pub use moment::{Clock, Moment};
pub use money::Dong;
pub use problem::{Arg, Kind, Problem, Result};
pub use text::{fold, key64, sort_key, tidy};
