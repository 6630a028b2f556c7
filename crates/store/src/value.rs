//! What goes into and comes out of SQL.

use std::sync::Arc;

use ground::{Day, Instant, Problem, Result};
use sqlx::Row as _;
use uuid::Uuid;

/// A parameter. `None` is NULL *of that kind*: PostgreSQL wants to know.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Whole number: counts, đồng, days, instants, yes/no.
    Int(Option<i64>),
    /// A measured number.
    Real(Option<f64>),
    /// Text.
    Text(Option<String>),
    /// A record's id.
    Uuid(Option<Uuid>),
    /// Sealed or binary content, sort keys.
    Bytes(Option<Vec<u8>>),
    /// Large content, such as a photo, that somebody else holds as well: it may have to be written again.
    Shared(Arc<Vec<u8>>),
}

impl Value {
    /// Bytes of either kind.
    pub(crate) fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Value::Bytes(bytes) => bytes.as_deref(),
            Value::Shared(bytes) => Some(bytes),
            _ => None,
        }
    }
}

macro_rules! values {
    ($($from:ty => $kind:ident, $value:ident => $into:expr;)*) => {$(
        impl From<$from> for Value {
            fn from($value: $from) -> Value {
                Value::$kind(Some($into))
            }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Value {
                Value::$kind(value.map(|$value| $into))
            }
        }
    )*};
}

values! {
    i64 => Int, v => v;
    i32 => Int, v => v.into();
    u32 => Int, v => v.into();
    u8 => Int, v => v.into();
    usize => Int, v => v as i64;
    bool => Int, v => v.into();
    Day => Int, v => v.number();
    Instant => Int, v => v.0;
    ground::Dong => Int, v => v.0;
    ground::UnitId => Int, v => v.0;
    f64 => Real, v => v;
    String => Text, v => v;
    &str => Text, v => v.to_owned();
    Uuid => Uuid, v => v;
    ground::AccountId => Uuid, v => v.0;
    ground::AuditId => Uuid, v => v.0;
    ground::CaseId => Uuid, v => v.0;
    ground::DecisionId => Uuid, v => v.0;
    ground::RelationId => Uuid, v => v.0;
    ground::SampleId => Uuid, v => v.0;
    ground::EvaluationId => Uuid, v => v.0;
    ground::HouseholdId => Uuid, v => v.0;
    ground::ImportId => Uuid, v => v.0;
    ground::JobId => Uuid, v => v.0;
    ground::MeetingId => Uuid, v => v.0;
    ground::PersonId => Uuid, v => v.0;
    ground::PostingId => Uuid, v => v.0;
    ground::RequestId => Uuid, v => v.0;
    ground::RoundId => Uuid, v => v.0;
    ground::StatusId => Uuid, v => v.0;
    ground::VillageId => Uuid, v => v.0;
    ground::VisitId => Uuid, v => v.0;
    Vec<u8> => Bytes, v => v;
    &[u8] => Bytes, v => v.to_vec();
}

impl From<Arc<Vec<u8>>> for Value {
    fn from(bytes: Arc<Vec<u8>>) -> Value {
        Value::Shared(bytes)
    }
}

/// One row of a result, from either engine. Columns are read by position, as selected.
#[derive(Debug)]
pub enum Row {
    /// From SQLite.
    Sqlite(sqlx::sqlite::SqliteRow),
    /// From PostgreSQL.
    Postgres(sqlx::postgres::PgRow),
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident, $optional:ident: $kind:ty;)*) => {$(
        $(#[$doc])*
        #[doc = " It must not be NULL."]
        pub fn $name(&self, at: usize) -> Result<$kind> {
            match self {
                Row::Sqlite(row) => row.try_get(at).map_err(|error| unreadable(at, &error)),
                Row::Postgres(row) => row.try_get(at).map_err(|error| unreadable(at, &error)),
            }
        }

        $(#[$doc])*
        #[doc = " NULL is `None`."]
        pub fn $optional(&self, at: usize) -> Result<Option<$kind>> {
            match self {
                Row::Sqlite(row) => row.try_get(at).map_err(|error| unreadable(at, &error)),
                Row::Postgres(row) => row.try_get(at).map_err(|error| unreadable(at, &error)),
            }
        }
    )*};
}

impl Row {
    getters! {
        #[doc = "The whole number in column `at`."]
        int, opt_int: i64;
        #[doc = "The real number in column `at`."]
        real, opt_real: f64;
        #[doc = "The text in column `at`."]
        text, opt_text: String;
        #[doc = "The id in column `at`."]
        uuid, opt_uuid: Uuid;
        #[doc = "The bytes in column `at`."]
        bytes, opt_bytes: Vec<u8>;
    }

    /// The day in column `at`.
    pub fn day(&self, at: usize) -> Result<Day> {
        let number = self.int(at)?;
        Day::from_number(number).ok_or_else(|| no_day(at, number))
    }

    /// The day in column `at`; NULL is `None`.
    pub fn opt_day(&self, at: usize) -> Result<Option<Day>> {
        self.opt_int(at)?
            .map(|number| Day::from_number(number).ok_or_else(|| no_day(at, number)))
            .transpose()
    }

    /// Yes (1) or no (0) in column `at`.
    pub fn flag(&self, at: usize) -> Result<bool> {
        Ok(self.int(at)? != 0)
    }
}

fn unreadable(at: usize, error: &sqlx::Error) -> Problem {
    Problem::internal("store.row.unreadable").with("column", at).because(error)
}

fn no_day(at: usize, number: i64) -> Problem {
    Problem::internal("store.row.unreadable")
        .with("column", at)
        .because(format!("{number} is no day"))
}
