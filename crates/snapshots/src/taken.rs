//! A snapshot that can be asked, and the households behind its rows.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Mutex;

use ground::{HouseholdId, Instant, Problem, Result};
use measures::planes::{Snapshot, Unit};
use uuid::Uuid;

/// Bytes of one id.
const ID: u64 = 16;

/// A snapshot of the registry and the ids of its rows.
#[derive(Debug)]
pub struct Taken {
    /// The planes of every unit.
    pub planes: Snapshot,
    /// The row of each unit's first household, by the unit's code.
    first: HashMap<u32, u64>,
    ids: Mutex<File>,
}

impl Taken {
    /// Opens both files, made under the law with this fingerprint.
    ///
    /// # Errors
    /// Those of [`Snapshot::open_for`]; `snapshots.ids` when the file of ids does not belong to it.
    pub(crate) fn open(planes: &Path, ids: &Path, law: &str) -> Result<Taken> {
        let planes = Snapshot::open_for(planes, law)?;
        let foreign = || Problem::invalid("snapshots.ids");
        let ids = File::open(ids).map_err(|error| foreign().because(error))?;
        let length = ids.metadata().map_err(|error| foreign().because(error))?.len();
        if length != planes.households() * ID {
            return Err(foreign());
        }
        let mut first = HashMap::new();
        let mut row = 0;
        for (at, unit) in planes.units().iter().enumerate() {
            first.insert(unit.code, row);
            row += planes.unit_households(at) as u64;
        }
        Ok(Taken { planes, first, ids: Mutex::new(ids) })
    }

    /// The state of the registry that it shows: nothing noted up to this instant is missing.
    pub fn as_of(&self) -> Instant {
        self.planes.created()
    }

    /// The household in a row of a unit.
    pub fn household(&self, unit: &Unit, row: usize) -> Result<HouseholdId> {
        let missing = || Problem::internal("snapshots.ids");
        let first = self.first.get(&unit.code).ok_or_else(missing)?;
        let mut id = [0; ID as usize];
        let mut file = self.ids.lock().map_err(|_| missing())?;
        file.seek(SeekFrom::Start((first + row as u64) * ID))
            .and_then(|_| file.read_exact(&mut id))
            .map_err(|error| missing().because(error))?;
        Ok(HouseholdId(Uuid::from_bytes(id)))
    }
}
