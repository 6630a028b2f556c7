//! The data of the official tables 1 to 13 and the lists 14 and 15, read from the registry by grouped
//! statements. Laying them out is the business of `reports`.

mod actions;
mod behind;
mod circumstances;
mod counts;
mod frame;
mod model;
mod rate;
mod residents;

pub use actions::{Target, set_resident, set_target, targets};
pub use behind::{Behind, Listed, households};
pub use circumstances::{circumstances, deprivations};
pub use counts::{ethnicities, groups, review, review_of, summary, tally};
pub use frame::{Frame, Geography, Kept, Sums};
pub(crate) use frame::{Placed, household_if, kept, scope_unit};
pub use model::{
    ByClass, CircumstanceFigures, ClassFigures, Count, DeprivationFigures, EthnicityFigures,
    GroupFigures, INDICATORS, MovementFigures, Resident, ReviewFigures, SummaryFigures, Table,
    UnitRow,
};
pub use rate::Rate;
pub use residents::{residents, sources};

pub(crate) fn statements() -> Vec<&'static store::Statement> {
    [
        actions::STATEMENTS,
        behind::STATEMENTS,
        circumstances::STATEMENTS,
        counts::STATEMENTS,
        residents::STATEMENTS,
    ]
    .concat()
}
