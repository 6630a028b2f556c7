//! Administrative units in time (đơn vị hành chính).
//!
//! On 1 July 2025 sixty-three provinces became thirty-four, the districts ended and some ten thousand
//! communes became 3 321. Codes were used again for other communes: 05323 was Chí Đạo and is now Quyết
//! Thắng. So a [`Unit`] is a unit *in one period of its life*, and every question names a day:
//!
//! ```
//! use ground::Day;
//! use places::{Level, Units};
//!
//! let units = Units::builtin();
//! let (before, after) = (Day::new(2025, 6, 30).unwrap(), Day::new(2025, 7, 1).unwrap());
//! let old = units.by_code(Level::Commune, "05323", before).unwrap();
//! let new = units.by_code(Level::Commune, "05323", after).unwrap();
//! assert_eq!((old.full_name.as_str(), new.full_name.as_str()), ("Xã Chí Đạo", "Xã Quyết Thắng"));
//!
//! // The old district, as a historic view of today's map.
//! let lac_son = units.by_code(Level::District, "157", before).unwrap();
//! assert_eq!(units.communes(lac_son.id, before).len(), 24);
//! assert_eq!(units.communes(lac_son.id, after).len(), 8);
//! ```
//!
//! - `units`: the units themselves, by id, code, parent
//! - `change`: what became of what, and any unit on any other day
//! - `attributes`: area, difficulty, region by date, each with its act
//! - `find`: names as people write them
//! - `load`, `check`: the CSV files, built in or from a folder (columns in `data/units/NOTICE.md`)
//! - `boundaries`, `tiles`: maps with and without outlines

mod attributes;
mod boundaries;
mod change;
mod check;
mod find;
mod load;
mod outline;
mod tiles;
mod unit;
mod units;

pub use attributes::{Area, Dated, Difficulty, Region};
pub use boundaries::{Boundaries, BoundaryMap, BoundaryPath, Reading};
pub use change::{Succeeds, Succession};
pub use find::Found;
pub use unit::{Level, Unit, UnitKind};
pub use units::Units;
