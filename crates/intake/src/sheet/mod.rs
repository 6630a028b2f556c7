//! Rows out of whatever spreadsheet a commune sends: XLSX, XLS, ODS or delimited text.
//!
//! A file is judged by its content, not by the ending of its name, and is looked over by [`guard`]
//! before anything in it is unpacked. Rows are then pushed one by one to the caller; XLSX and text are
//! streamed, so that memory does not grow with the file.

mod cell;
mod delimited;
mod guard;
mod header;
mod old;
mod repeats;
mod text;
mod workbook;

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ground::{Problem, Result};

pub(crate) use cell::UNSAVED;
pub use cell::{Cell, Row};
pub use header::Header;
use text::Text;

/// A spreadsheet as it came, with the name people know it by.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The file's name, without folders.
    pub name: String,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Bytes(Arc<[u8]>),
    Path(PathBuf),
}

/// Something that can be read from any position.
pub(crate) trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

impl Upload {
    /// A file that was sent over the network.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Upload {
        Upload { name: name.to_owned(), content: Content::Bytes(bytes.into()) }
    }

    /// A file on this machine.
    ///
    /// # Errors
    /// `import.file.missing` when there is no readable file.
    pub fn from_path(path: &Path) -> Result<Upload> {
        let name = path
            .file_name()
            .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
        let upload = Upload { name, content: Content::Path(path.to_owned()) };
        upload.open().map(|_| upload)
    }

    /// A fresh reader at the beginning of the file.
    pub(crate) fn open(&self) -> Result<Box<dyn ReadSeek>> {
        match &self.content {
            Content::Bytes(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Content::Path(path) => match File::open(path) {
                Ok(file) if file.metadata().is_ok_and(|about| about.is_file()) => {
                    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
                }
                Ok(_) => Err(self.problem(Problem::missing("import.file.missing"))),
                Err(error) => {
                    Err(self.problem(Problem::missing("import.file.missing")).because(error))
                }
            },
        }
    }

    /// Adds the file's name to a problem.
    pub(crate) fn problem(&self, problem: Problem) -> Problem {
        problem.with("file", self.name.as_str())
    }
}

/// What kind of spreadsheet it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Excel 2007 and later.
    Xlsx,
    /// Excel 97–2003.
    Xls,
    /// LibreOffice.
    Ods,
    /// Delimited text (CSV).
    Delimited,
}

/// A readable sheet of a file, with its header found.
#[derive(Clone, Debug)]
pub struct Sheet {
    upload: Upload,
    /// What kind of spreadsheet it is.
    pub format: Format,
    text: Option<Text>,
    table: String,
    /// Names of all sheets in the file; empty for delimited text.
    pub tables: Vec<String>,
    /// The header.
    pub header: Header,
}

impl Sheet {
    /// Opens the sheet called `table`, or the one that looks most like a list of households.
    ///
    /// # Errors
    /// `import.file.*`: empty, corrupt, protected by a password, too big when unpacked, of another
    /// format, in an encoding that cannot be read, or without a header row. `import.sheet.missing`.
    pub fn open(upload: &Upload, table: Option<&str>) -> Result<Sheet> {
        let format = guard::format(upload)?;
        let text = match format {
            Format::Delimited => Some(text::detect(upload)?),
            _ => None,
        };
        let tables = match format {
            Format::Delimited => Vec::new(),
            _ => workbook::tables(upload, format)?,
        };
        let mut sheet = Sheet {
            upload: upload.clone(),
            format,
            text,
            table: String::new(),
            tables,
            header: Header::default(),
        };
        sheet.choose(table)?;
        Ok(sheet)
    }

    /// The sheet's name; empty for delimited text.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// The character between cells of delimited text.
    pub(crate) fn delimiter(&self) -> u8 {
        self.text.as_ref().map_or(b',', |text| text.delimiter)
    }

    fn choose(&mut self, wanted: Option<&str>) -> Result<()> {
        let candidates = match wanted.filter(|_| !self.tables.is_empty()) {
            Some(name) if self.tables.iter().any(|table| table == name) => vec![name.to_owned()],
            Some(name) => return Err(Problem::missing("import.sheet.missing").with("sheet", name)),
            None if self.tables.is_empty() => vec![String::new()],
            None => self.tables.clone(),
        };
        let mut best: Option<(usize, String, Header, Option<&'static str>)> = None;
        for table in candidates {
            self.table = table;
            let top = self.top(header::LOOKED_AT)?;
            if let Some((found, header)) = header::find(&top)
                && best.as_ref().is_none_or(|(most, ..)| found > *most)
            {
                best = Some((found, self.table.clone(), header, garbled(&top)));
            }
        }
        let Some((_, table, header, garbled)) = best else {
            return Err(self.upload.problem(Problem::invalid("import.file.no_header")));
        };
        if let Some(code) = garbled {
            return Err(self.upload.problem(Problem::invalid(code)));
        }
        (self.table, self.header) = (table, header);
        Ok(())
    }

    /// The first `count` rows as text, with their numbers.
    fn top(&self, count: usize) -> Result<Vec<(usize, Vec<String>)>> {
        let mut rows = Vec::new();
        self.all(&mut |row| {
            rows.push((row.number, row.cells.iter().map(Cell::shown).collect()));
            Ok(rows.len() < count)
        })?;
        Ok(rows)
    }

    /// Calls `each` for every row below the header that is not blank, until it says to stop.
    pub fn each(&self, each: &mut dyn FnMut(&Row) -> Result<bool>) -> Result<()> {
        let last = self.header.last_row;
        self.all(&mut |row| if row.number <= last { Ok(true) } else { each(row) })
    }

    /// The first `count` rows below the header as they read, with their numbers.
    pub fn preview(&self, count: usize) -> Result<Vec<(usize, Vec<String>)>> {
        let mut rows = Vec::new();
        self.each(&mut |row| {
            rows.push((row.number, row.cells.iter().map(Cell::shown).collect()));
            Ok(rows.len() < count)
        })?;
        Ok(rows)
    }

    /// Calls `each` for every row that is not blank, titles and header included.
    pub(crate) fn all(&self, each: &mut dyn FnMut(&Row) -> Result<bool>) -> Result<()> {
        let mut filled = |row: &Row| if row.is_blank() { Ok(true) } else { each(row) };
        match &self.text {
            Some(text) => delimited::each(&self.upload, text, &mut filled),
            None => workbook::each(&self.upload, self.format, &self.table, &mut filled),
        }
    }
}

/// The code of what is wrong with the letters of a column. Often only the names are typed in an old
/// font, below headings in a new one.
fn garbled(rows: &[(usize, Vec<String>)]) -> Option<&'static str> {
    let width = rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
    let of_column = |at: usize| {
        let cells: Vec<&str> =
            rows.iter().filter_map(|(_, row)| row.get(at).map(String::as_str)).collect();
        text::garbled(&cells.join(" "))
    };
    (0..width).find_map(of_column)
}
