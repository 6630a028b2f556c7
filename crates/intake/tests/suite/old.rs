//! Writes Excel files of the old kind as far as a test needs them: one sheet with texts, numbers and days,
//! its records in a container of 512-byte sectors.

/// What a cell holds.
pub(crate) enum Cell {
    Text(&'static str),
    Number(f64),
    /// A day, as Excel counts them.
    Day(f64),
}

/// A file with one visible sheet and a hidden one; `dimensions` are first and last row, first and last
/// column, the last not included.
pub(crate) fn xls(dimensions: (u32, u32, u16, u16), cells: &[(u16, u16, Cell)]) -> Vec<u8> {
    let mut head = begin(0x0005);
    record(&mut head, 0x0042, &1200_u16.to_le_bytes());
    for format in [0_u16, 14] {
        let mut style = vec![0; 20];
        style[2..4].copy_from_slice(&format.to_le_bytes());
        record(&mut head, 0x00e0, &style);
    }
    let sheets = [("Danh sách", 0_u8), ("Nháp", 1)];
    let length = |name: &str| 4 + 8 + 2 * name.encode_utf16().count();
    let first = head.len() + sheets.iter().map(|(name, _)| length(name)).sum::<usize>() + 4;
    let page = sheet(dimensions, cells);
    for ((name, hidden), at) in sheets.iter().zip([first, first + page.len()]) {
        let mut data = (at as u32).to_le_bytes().to_vec();
        data.extend([*hidden, 0, name.encode_utf16().count() as u8, 1]);
        data.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        record(&mut head, 0x0085, &data);
    }
    record(&mut head, 0x000a, &[]);
    let draft = sheet((0, 1, 0, 1), &[(0, 0, Cell::Text("bỏ"))]);
    contain([head, page, draft].concat())
}

fn sheet((top, bottom, left, right): (u32, u32, u16, u16), cells: &[(u16, u16, Cell)]) -> Vec<u8> {
    let mut out = begin(0x0010);
    let mut data = [top.to_le_bytes(), bottom.to_le_bytes()].concat();
    data.extend([left.to_le_bytes(), right.to_le_bytes(), [0, 0]].concat());
    record(&mut out, 0x0200, &data);
    for (row, column, cell) in cells {
        let style = u16::from(matches!(cell, Cell::Day(_)));
        let mut data = [row.to_le_bytes(), column.to_le_bytes(), style.to_le_bytes()].concat();
        match cell {
            Cell::Text(text) => {
                data.extend((text.encode_utf16().count() as u16).to_le_bytes());
                data.push(1);
                data.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
                record(&mut out, 0x0204, &data);
            }
            Cell::Number(number) | Cell::Day(number) => {
                data.extend(number.to_le_bytes());
                record(&mut out, 0x0203, &data);
            }
        }
    }
    record(&mut out, 0x000a, &[]);
    out
}

fn begin(kind: u16) -> Vec<u8> {
    let mut out = Vec::new();
    let mut data = [0x0600_u16.to_le_bytes(), kind.to_le_bytes()].concat();
    data.resize(16, 0);
    record(&mut out, 0x0809, &data);
    out
}

fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend((data.len() as u16).to_le_bytes());
    out.extend(data);
}

/// Sector 0 says which sector follows which, sector 1 is the folder, the rest is the workbook.
fn contain(mut book: Vec<u8>) -> Vec<u8> {
    // Shorter streams lie elsewhere.
    book.resize(book.len().max(4096).next_multiple_of(512), 0);
    let sectors = book.len() / 512;
    assert!(sectors <= 126, "one table of sectors is enough for a test");
    let mut file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    file.resize(24, 0);
    for number in [0x3e_u16, 3, 0xfffe, 9, 6] {
        file.extend(number.to_le_bytes());
    }
    file.resize(44, 0);
    for number in [1, 1, 0, 4096, END, 0, END, 0, 0] {
        file.extend(u32::to_le_bytes(number));
    }
    file.resize(512, 0xff);
    let follows = (3..sectors as u32 + 2).chain([END]);
    let table = [0xffff_fffd, END].into_iter().chain(follows);
    file.extend(table.flat_map(u32::to_le_bytes));
    file.resize(1024, 0xff);
    entry(&mut file, "Root Entry", 5, END, 0);
    entry(&mut file, "Workbook", 2, 2, book.len() as u32);
    file.resize(1536, 0);
    [file, book].concat()
}

const END: u32 = 0xffff_fffe;

fn entry(file: &mut Vec<u8>, name: &str, kind: u8, start: u32, length: u32) {
    let begin = file.len();
    file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    file.resize(begin + 64, 0);
    file.extend((2 * name.len() as u16 + 2).to_le_bytes());
    file.extend([kind, 1]);
    file.extend([0xff; 12]);
    file.resize(begin + 116, 0);
    file.extend(start.to_le_bytes());
    file.extend(length.to_le_bytes());
    file.resize(begin + 128, 0);
}
