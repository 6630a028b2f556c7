//! The data of the official tables 1 to 13 and the lists 14 and 15, read from the registry by grouped
//! statements. Laying them out is the business of `reports`.

mod frame;
mod model;
mod rate;

pub use frame::{Frame, Geography};
pub use model::{
    ByClass, CircumstanceFigures, ClassFigures, Count, DeprivationFigures, EthnicityFigures,
    GroupFigures, INDICATORS, MovementFigures, Resident, ReviewFigures, SummaryFigures, Table,
    UnitRow,
};
pub use rate::Rate;
