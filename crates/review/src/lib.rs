//! The review of households: rounds, requests, and each household's way from survey to decision.
//!
//! A [`request`] is a household's; one from somebody whose household nobody has found yet is a [`filing`].
//! A [`round`] belongs to one commune: the periodic one of a year or the off-cycle one of a month. Each
//! household in it is a [`case`] that takes one step after another; [`rules`] says which, by the
//! procedure in `law/procedures/`. A village [`meeting`], a [`posting`], a complaint, the higher
//! opinion and the chair's [`decision`] each move the cases concerned, all or none, in one transaction
//! with the audit trail. The decision freezes its lists and writes the registry's status intervals.

pub mod assign;
pub mod case;
pub mod certificate;
pub mod complaint;
pub mod decision;
pub mod filing;
pub mod income;
pub mod meeting;
mod office;
pub mod opinion;
pub mod outlier;
pub mod posting;
pub mod receipt;
pub mod relation;
pub mod report;
pub mod request;
pub mod round;
pub mod rules;
pub mod sample;
pub mod scan;
pub mod survey;
pub mod tasks;
pub mod turn;
pub mod worker;

pub use office::Office;

/// Every statement of this room, for the test that prepares them on both engines.
pub fn statements() -> Vec<&'static store::Statement> {
    [
        assign::STATEMENTS,
        case::STATEMENTS,
        certificate::STATEMENTS,
        decision::STATEMENTS,
        &filing::statements(),
        income::STATEMENTS,
        meeting::STATEMENTS,
        &outlier::statements(),
        posting::STATEMENTS,
        receipt::STATEMENTS,
        relation::STATEMENTS,
        report::STATEMENTS,
        request::STATEMENTS,
        round::STATEMENTS,
        &sample::statements(),
        scan::STATEMENTS,
        survey::STATEMENTS,
        tasks::STATEMENTS,
        worker::STATEMENTS,
    ]
    .concat()
}
