//! Statements over a list of units: thirty-two at a time, so that each is one prepared text.

use ground::UnitId;

use crate::Value;

/// Units are asked for in lists of this many; a shorter list is filled up.
pub const UNITS_PER_STATEMENT: usize = 32;

/// `($1, …, $32)`: the units of one statement; its other parameters begin at `$33`.
#[macro_export]
macro_rules! among_units {
    () => {
        "($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,\
         $26,$27,$28,$29,$30,$31,$32)"
    };
}

/// The given units as the first parameters of a statement with [`among_units!`](crate::among_units). What
/// is left of the list is filled with numbers that no unit has: repeating one would let PostgreSQL expect
/// many times its rows.
pub fn unit_values(units: &[UnitId]) -> impl Iterator<Item = Value> {
    let nobody = (1..).map(|number| UnitId(-number));
    units.iter().copied().chain(nobody).take(UNITS_PER_STATEMENT).map(Value::from)
}
