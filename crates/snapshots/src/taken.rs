//! A snapshot that can be asked, and the households behind its rows.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Mutex;

use ground::{HouseholdId, Instant, Problem, Result};
use measures::planes::{Snapshot, Unit};
use uuid::Uuid;

use crate::timelines::Timelines;

/// Bytes of one id.
const ID: u64 = 16;

/// A snapshot of the registry and the ids of its rows.
#[derive(Debug)]
pub struct Taken {
    /// The planes of every unit.
    pub planes: Snapshot,
    /// The statuses of every household on any day.
    pub timelines: Timelines,
    /// The row of each unit's first household, by the unit's code.
    first: HashMap<u32, u64>,
    ids: Mutex<File>,
    /// How many units were read from the registry; the others were taken over from the snapshot before.
    pub units_read: usize,
}

impl Taken {
    /// Opens both files, made under the law with this fingerprint.
    ///
    /// # Errors
    /// Those of [`Snapshot::open_for`]; `snapshots.ids` when the file of ids does not belong to it.
    pub(crate) fn open(
        (planes, ids): (&Path, &Path),
        law: &str,
        (timelines, units_read): (Timelines, usize),
    ) -> Result<Taken> {
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
        Ok(Taken { planes, timelines, first, ids: Mutex::new(ids), units_read })
    }

    /// The state of the registry that it shows: nothing noted up to this instant is missing.
    pub fn as_of(&self) -> Instant {
        self.planes.created()
    }

    /// The household in a row of a unit.
    pub fn household(&self, unit: &Unit, row: usize) -> Result<HouseholdId> {
        let mut id = [0; ID as usize];
        self.read(unit, row as u64, &mut id)?;
        Ok(HouseholdId(Uuid::from_bytes(id)))
    }

    /// The ids of all households of the `at`th unit, as they stand in the file.
    pub(crate) fn ids(&self, at: usize) -> Result<Vec<u8>> {
        let mut ids = vec![0; self.planes.unit_households(at) * ID as usize];
        self.read(&self.planes.units()[at], 0, &mut ids)?;
        Ok(ids)
    }

    fn read(&self, unit: &Unit, row: u64, into: &mut [u8]) -> Result<()> {
        let missing = || Problem::internal("snapshots.ids");
        let first = self.first.get(&unit.code).ok_or_else(missing)?;
        let mut file = self.ids.lock().map_err(|_| missing())?;
        file.seek(SeekFrom::Start((first + row) * ID))
            .and_then(|_| file.read_exact(into))
            .map_err(|error| missing().because(error))
    }
}
