//! Files of every kind, whole and broken.

use std::fmt::Write as _;
use std::io::Write as _;

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use fakes::{day, sqlite};
use ground::Day;
use intake::mapping::propose;
use intake::sheet::{Format, Sheet, Upload};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::bench::*;
use super::old::{self, Cell};

/// The problem a file is refused with.
fn refused(name: &str, bytes: Vec<u8>) -> String {
    let found = Sheet::open(&Upload::from_bytes(name, bytes), None);
    let problem = found.expect_err("this file must be refused");
    assert!(problem.args.iter().any(|(name, _)| name == "file"), "{problem} names its file");
    problem.code.into_owned()
}

fn xlsx(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

fn texts(page: &mut Worksheet, row: u32, cells: &[&str]) {
    for (at, text) in cells.iter().enumerate() {
        if !text.is_empty() {
            page.write_string(row, at as u16, *text).unwrap();
        }
    }
}

/// A zip of the given parts.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const HEADER: [&str; 5] = ["Ngày rà soát", "Họ tên chủ hộ", "Số nhân khẩu", "Điểm B1", "Điểm B2"];

#[test]
fn what_is_no_spreadsheet_is_refused() {
    assert_eq!(refused("a.xlsx", vec![]), "import.file.empty");
    assert_eq!(refused("a.csv", b" \r\n \n".to_vec()), "import.file.empty");
    assert_eq!(refused("a.xlsx", b"%PDF-1.7 ...".to_vec()), "import.file.format");
    assert_eq!(refused("a.xls", b"<html><table><tr><td>1".to_vec()), "import.file.format");
    assert_eq!(refused("a.xlsx", zip(&[("word/document.xml", b"<w/>")])), "import.file.format");
    assert_eq!(refused("a.csv", b"\x01\x02\x03binary\x04".to_vec()), "import.file.format");
}

#[test]
fn a_damaged_workbook_is_refused() {
    let mut whole = xlsx(|page| texts(page, 0, &HEADER));
    assert_eq!(refused("a.xlsx", whole[..whole.len() / 2].to_vec()), "import.file.corrupt");
    // One byte wrong inside a packed part.
    whole[200] ^= 0xff;
    assert_eq!(refused("a.xlsx", whole), "import.file.corrupt");
    let torn = zip(&[("xl/workbook.xml", b"<workbook><sheets>")]);
    assert_eq!(refused("a.xlsx", torn), "import.file.corrupt");
}

#[test]
fn a_locked_workbook_is_refused() {
    // An OLE container with a directory entry EncryptedPackage is what Excel writes with a password.
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.resize(512, 0);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused("a.xlsx", locked), "import.file.password");
    // A zip whose parts are encrypted: the flag in the directory and in the part's own head.
    let mut zip = zip(&[("xl/workbook.xml", b"<workbook/>")]);
    for (mark, flags) in [(&b"PK\x03\x04"[..], 6), (&b"PK\x01\x02"[..], 8)] {
        let at = zip.windows(4).position(|window| window == mark).unwrap();
        zip[at + flags] |= 1;
    }
    assert_eq!(refused("a.xlsx", zip), "import.file.password");
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![b' '; 64 << 20];
    assert_eq!(refused("a.xlsx", zip(&[("xl/workbook.xml", &zeros)])), "import.file.bomb");
    // The directory lies about the size, which unpacking finds out.
    let mut lying = zip(&[("xl/workbook.xml", &zeros)]);
    let at = lying.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    lying[at + 24..at + 28].copy_from_slice(&1000_u32.to_le_bytes());
    assert_eq!(refused("a.xlsx", lying), "import.file.corrupt");
}

#[test]
fn repeated_cells_of_ods_are_counted_before_they_are_unrolled() {
    let row = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
         office:value-type=\"string\" table:number-columns-repeated=\"16000\"><text:p>x</text:p></table:table-cell></table:table-row>";
    let content = format!("<office:spreadsheet>{row}</office:spreadsheet>");
    let bytes = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    assert_eq!(refused("a.ods", bytes), "import.file.too_many_cells");
}

/// Rows of a sheet as texts, in the order of the file.
fn read(name: &str, bytes: Vec<u8>) -> Vec<(usize, Vec<String>)> {
    let sheet = Sheet::open(&Upload::from_bytes(name, bytes), None).unwrap();
    sheet.preview(20).unwrap()
}

fn expected() -> Vec<(usize, Vec<String>)> {
    let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
    vec![
        (2, row(["15/10/2026", "Bùi Văn Hoà", "4", "120", "40"])),
        (4, row(["16/10/2026", "Đinh Thị Thủy", "3", "130", ""])),
    ]
}

/// The five columns of [`HEADER`] below each other; 46 310 is 15 October 2026 as Excel counts days.
fn old_cells() -> Vec<(u16, u16, Cell)> {
    let mut cells: Vec<_> =
        (0..).zip(HEADER).map(|(column, text)| (0, column, Cell::Text(text))).collect();
    cells.extend([
        (1, 0, Cell::Day(46_310.0)),
        (1, 1, Cell::Text("Bùi Văn Hoà")),
        (1, 2, Cell::Number(4.0)),
        (1, 3, Cell::Number(120.0)),
        (1, 4, Cell::Number(40.0)),
        (3, 0, Cell::Day(46_311.0)),
        (3, 1, Cell::Text("Đinh Thị Thủy")),
        (3, 2, Cell::Number(3.0)),
        (3, 3, Cell::Number(130.0)),
    ]);
    cells
}

#[test]
fn an_old_excel_file_is_read() {
    let bytes = old::xls((0, 4, 0, 5), &old_cells());
    let upload = Upload::from_bytes("a.xls", bytes.clone());
    let sheet = Sheet::open(&upload, None).unwrap();
    assert_eq!((sheet.format, sheet.header.last_row), (Format::Xls, 1));
    assert_eq!(read("a.xls", bytes), expected());
}

#[test]
fn cells_of_an_old_excel_file_are_counted_before_room_is_made_for_them() {
    // The whole sheet claimed, as some writers do, is no reason to refuse what little there is.
    assert_eq!(read("a.xls", old::xls((0, 65_536, 0, 256), &old_cells())), expected());
    for claimed in [(0, u32::MAX, 0, 256), (7, 2, 0, 5), (0, 4_000_000, 0, 200)] {
        let bytes = old::xls(claimed, &old_cells());
        assert_eq!(refused("a.xls", bytes), "import.file.too_many_cells", "{claimed:?}");
    }
    let mut far = old_cells();
    far.push((65_535, 255, Cell::Number(1.0)));
    let bytes = old::xls((0, 4, 0, 5), &far);
    assert_eq!(refused("a.xls", bytes), "import.file.too_many_cells");
}

#[test]
fn an_old_excel_file_cut_short_or_in_a_circle_is_corrupt() {
    let whole = old::xls((0, 4, 0, 5), &old_cells());
    for length in [1_300, 1_700, 2_000] {
        assert_eq!(refused("a.xls", whole[..length].to_vec()), "import.file.corrupt", "{length}");
    }
    // The table says that every sector of the workbook is followed by its first.
    let mut circle = whole;
    for at in 2..9 {
        circle[512 + 4 * at..516 + 4 * at].copy_from_slice(&2_u32.to_le_bytes());
    }
    assert_eq!(refused("a.xls", circle), "import.file.corrupt");
}

proptest! {
    /// Whatever is wrong with it, an old Excel file is read or refused: no panic, no endless loop, no
    /// memory that nobody has.
    #[test]
    fn a_spoilt_old_excel_file_is_read_or_refused(
        spoilt in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6)
    ) {
        let mut bytes = old::xls((0, 4, 0, 5), &old_cells());
        // The signature decides what the file is; what is to be tried lies behind it.
        let length = bytes.len() - 24;
        for (at, value) in spoilt {
            bytes[24 + at.index(length)] = value;
        }
        match Sheet::open(&Upload::from_bytes("a.xls", bytes), None) {
            Ok(sheet) => prop_assert!(sheet.preview(20).is_ok()),
            Err(problem) => prop_assert!(problem.code.starts_with("import."), "{problem}"),
        }
    }
}

#[test]
fn an_ods_file_is_read() {
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let number = |n: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{n}\"><text:p>{n}</text:p></table:table-cell>"
        )
    };
    let day = |day: &str| {
        format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"><text:p>x</text:p></table:table-cell>"
        )
    };
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let rows = [
        row(HEADER.map(text).concat()),
        row([day("2026-10-15"), text("Bùi Văn Hoà"), number("4"), number("120"), number("40")].concat()),
        "<table:table-row table:number-rows-repeated=\"1\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".to_owned(),
        row([day("2026-10-16"), text("Đinh Thị Thủy"), number("3"), number("130")].concat()),
        "<table:table-row table:number-rows-repeated=\"1048572\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".to_owned(),
    ];
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content {names} office:version=\"1.3\">\
         <office:body><office:spreadsheet><table:table table:name=\"Danh sách\">{}</table:table>\
         </office:spreadsheet></office:body></office:document-content>",
        rows.concat()
    );
    let bytes = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            b"<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", content.as_bytes()),
    ]);
    assert_eq!(
        Sheet::open(&Upload::from_bytes("a.ods", bytes.clone()), None).unwrap().format,
        Format::Ods
    );
    assert_eq!(read("a.ods", bytes), expected());
}

#[test]
fn old_fonts_and_broken_letters_are_refused_with_the_way_out() {
    // "Họ và tên chủ hộ" typed in a TCVN3 font, and UTF-8 once read as Windows-1252.
    let tcvn3 = b"Ng\xb5y r\xb5 so\xb8t;H\xe4 v\xb5 t\xaan ch\xf1 h\xe9;S\xe8 nh\xa9n kh\xc8u\n1;\xae\xb5o v\xa8n;3\n";
    assert_eq!(refused("a.csv", tcvn3.to_vec()), "import.file.tcvn3");
    let vni =
        "Ngaøy raø soaùt;Hoï vaø teân chuû hoä;Soá nhaân khaåu\n05/10/2026;Ñinh Thò Thuûy;3\n";
    let (bytes, _, lost) = WINDOWS_1252.encode(vni);
    assert!(!lost);
    assert_eq!(refused("a.csv", bytes.into_owned()), "import.file.vni");
    assert_eq!(refused("a.csv", vni.into()), "import.file.vni");
    let garbled = "Há»™ tÃªn,Chá»§ há»™,Sá»‘ nhÃ¢n kháº©u\n1,2,3\n";
    assert_eq!(refused("a.csv", garbled.into()), "import.file.garbled");
    let (in_a_workbook, late) = ("Hä vµ tªn chñ hé", "®µo v¨n ¬n µ ®");
    let bytes = xlsx(|page| texts(page, 0, &[in_a_workbook, late, "§iÓm µ"]));
    assert_eq!(refused("a.xlsx", bytes), "import.file.tcvn3");
    // Headings in a new font, names in an old one.
    for (names, code) in [
        (["Bïi V¨n Hoµ", "§inh ThÞ Thñy", "Hµ C«ng S¬n"], "import.file.tcvn3"),
        (["Buøi Vaên Hoøa", "Ñinh Thò Thuûy", "Haø Thò Bích"], "import.file.vni"),
    ] {
        let bytes = xlsx(|page| {
            texts(page, 0, &HEADER);
            for (row, name) in (1..).zip(names) {
                texts(page, row, &["05/10/2026", name, "3", "120", "30"]);
            }
        });
        assert_eq!(refused("a.xlsx", bytes), code);
    }
    let minority = "Họ tên chủ hộ,Mã hộ\nY Blŏ Niê,1\nH'Ñiu Ksơr,2\nRơ Châm H’Mrư,3\n";
    assert!(Sheet::open(&csv(minority), None).is_ok());
}

#[test]
fn every_encoding_that_can_be_told_is_read() {
    let text = "Họ tên chủ hộ;Mã hộ;Số nhân khẩu\nBùi Thị Thủy;L1;4\nĐinh Công Sơn;L2;3\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [&[0xff, 0xfe], &utf16[..]].concat();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    // Windows-1258 writes tone marks as characters of their own.
    let apart = "Ho\u{323} tên chu\u{309} hô\u{323};Ma\u{303} hô\u{323};Sô\u{301} nhân khâ\u{309}u\nBùi Thi\u{323} Thu\u{309}y;L1;4\nĐinh Công Sơn;L2;3\n";
    let (old, _, lost) = WINDOWS_1258.encode(apart);
    assert!(!lost, "the sample can be written in the old code page");
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        utf16.clone(),
        marked,
        big,
        old.into_owned(),
    ] {
        let sheet = Sheet::open(&Upload::from_bytes("a.csv", bytes), None).unwrap();
        let rows = sheet.preview(20).unwrap();
        assert_eq!(rows[0], (2, vec!["Bùi Thị Thủy".into(), "L1".into(), "4".into()]));
        assert_eq!(rows[1].1[0], "Đinh Công Sơn");
    }
}

/// Excel on Windows ends lines with `\r\n`, an old Macintosh with `\r`.
#[test]
fn no_row_is_lost_or_misnumbered_whatever_ends_the_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let lines =
            ["Họ tên chủ hộ,Mã hộ", "Lan,1", "\"Mai", "Hoa\",2", "", "Cúc,3", "Đào,4"].join(end);
        let sheet = Sheet::open(&csv(&lines), None).unwrap();
        let rows: Vec<(usize, String)> =
            sheet.preview(20).unwrap().into_iter().map(|(at, row)| (at, row[1].clone())).collect();
        let expected = [(2, "1"), (3, "2"), (5, "3"), (6, "4")];
        assert_eq!(rows, expected.map(|(at, code)| (at, code.to_owned())), "{end:?}");
    }
}

#[test]
fn a_wrong_byte_and_an_open_quote_are_named_with_their_row() {
    let mut text =
        b"H\xe1\xbb\x8d t\xc3\xaan ch\xe1\xbb\xa7 h\xe1\xbb\x99,M\xc3\xa3 h\xe1\xbb\x99\n".to_vec();
    text.extend(b"Lan,1\nMai,\xff\xfe\x80\n");
    assert_eq!(refused("a.csv", text), "import.file.encoding");
    for swallowed in [0, 1, 100, 400_000] {
        let mut open = String::from("Họ tên chủ hộ,Mã hộ,Số nhân khẩu\nLan,1,2\nMai,\"2,3\n");
        open.push_str(&"Hoa,3,4\n".repeat(swallowed));
        let sheet = Sheet::open(&csv(&open), None).map(|sheet| sheet.each(&mut |_| Ok(true)));
        let problem = sheet.and_then(|read| read).expect_err("the quote is never closed");
        assert_eq!(problem.code, "import.file.quote", "{swallowed}");
        let row = ("row".into(), 3_i64.into());
        assert!(problem.args.contains(&row), "{swallowed}: {problem}");
    }
}

#[test]
fn the_header_is_found_below_motto_and_titles_over_merged_rows() {
    let bytes = xlsx(|page| {
        page.merge_range(0, 0, 0, 9, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", &Style::new()).unwrap();
        page.merge_range(1, 0, 1, 9, "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026", &Style::new())
            .unwrap();
        texts(
            page,
            3,
            &["TT", "Họ và tên chủ hộ", "Năm sinh", "", "Thiếu hụt", "", "", "Kết quả phân loại"],
        );
        texts(page, 4, &["", "", "Nam", "Nữ", "1", "2", "3", ""]);
        texts(page, 5, &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"]);
        texts(page, 6, &["1", "Bùi Văn Hoà", "1980", "", "x", "", "x", "Hộ nghèo"]);
    });
    let sheet = Sheet::open(&Upload::from_bytes("a.xlsx", bytes), None).unwrap();
    assert_eq!(sheet.header.last_row, 6);
    let fields: Vec<_> =
        propose(&sheet).mapping.columns.iter().map(|f| f.map_or("", |f| f.code())).collect();
    assert_eq!(
        fields,
        [
            "",
            "head_name",
            "birth_year_male",
            "birth_year_female",
            "deprivation.employment",
            "deprivation.dependants",
            "deprivation.nutrition",
            "class"
        ]
    );
    assert_eq!(sheet.preview(5).unwrap().len(), 1);
}

#[test]
fn without_any_header_the_file_is_refused() {
    assert_eq!(refused("a.csv", b"1,2\n3,4\n5,6\n".to_vec()), "import.file.no_header");
}

#[test]
fn dates_of_both_systems_and_cached_formulas_are_read() {
    let day_ = day("2026-10-05");
    let bytes = xlsx(|page| {
        texts(page, 0, &HEADER);
        let date = Style::new().set_num_format("dd/mm/yyyy");
        let written = ExcelDateTime::from_ymd(2026, 10, 5).unwrap();
        page.write_datetime_with_format(1, 0, &written, &date).unwrap();
        texts(page, 1, &["", "Bùi Thị Lan"]);
        page.write_formula(1, 2, Formula::new("=2+2").set_result("4")).unwrap();
        page.write_formula(1, 3, Formula::new("=A99*#REF!").set_result("#REF!")).unwrap();
        page.write_number(1, 4, 30).unwrap();
    });
    let sheet = Sheet::open(&Upload::from_bytes("a.xlsx", bytes.clone()), None).unwrap();
    assert_eq!(sheet.format, Format::Xlsx);
    let shown = &sheet.preview(1).unwrap()[0].1;
    assert_eq!(shown[..4], [day_.vietnamese(), "Bùi Thị Lan".into(), "4".into(), "#REF!".into()]);
    // The same serial number in a workbook counting from 1904 is a day four years later.
    let later = rewritten(&bytes, "xl/workbook.xml", "<workbookPr", "<workbookPr date1904=\"1\"");
    let sheet = Sheet::open(&Upload::from_bytes("a.xlsx", later), None).unwrap();
    let shown = &sheet.preview(1).unwrap()[0].1;
    assert_eq!(shown[0], day_.plus_days(1462).vietnamese());
}

#[tokio::test]
async fn a_formula_without_its_value_is_no_blank() {
    let database = sqlite().await;
    let bytes = xlsx(|page| {
        texts(page, 0, &HEADER);
        texts(page, 1, &["05/10/2026", "Bùi Thị Lan"]);
        page.write_formula(1, 2, Formula::new("=2+2").set_result("x")).unwrap();
        page.write_number(1, 3, 120).unwrap();
        page.write_number(1, 4, 30).unwrap();
    });
    // An empty text is a value, and blank; nothing at all is a formula nobody has worked out.
    let part = "xl/worksheets/sheet1.xml";
    let bytes = rewritten(&bytes, part, "<f>2+2</f><v>x</v>", "<f>2+2</f><v></v>");
    let worked_out = Sheet::open(&Upload::from_bytes("a.xlsx", bytes.clone()), None).unwrap();
    assert_eq!(worked_out.preview(1).unwrap()[0].1[2], "");
    let bytes = rewritten(&bytes, part, " t=\"str\"><f>2+2</f><v></v>", "><f>2+2</f>");
    let upload = Upload::from_bytes("a.xlsx", bytes);
    let (summary, said) = bring_with(&database, &upload, &options(&upload, lac_son())).await;
    assert_eq!((summary.counts.accepted, summary.counts.rejected), (0, 1));
    assert_eq!(codes(&said), [(2, "import.row.formula_unsaved")]);
}

/// The workbook with one replacement in one part.
fn rewritten(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..old.len() {
        let mut file = old.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        if name == part {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(from));
            content = text.replacen(from, to, 1).into_bytes();
        }
        parts.push((name, content));
    }
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    zip(&parts)
}

#[test]
fn a_million_empty_rows_cost_nothing() {
    let mut rows = String::new();
    for n in 3..1_000_000 {
        write!(rows, "<row r=\"{n}\"><c r=\"A{n}\" s=\"0\"/></row>").unwrap();
    }
    let bytes = xlsx(|page| {
        texts(page, 0, &HEADER);
        texts(page, 1, &["05/10/2026", "Bùi Thị Lan", "3", "120", "30"]);
    });
    let filled = rewritten(
        &bytes,
        "xl/worksheets/sheet1.xml",
        "</sheetData>",
        &format!("{rows}</sheetData>"),
    );
    let sheet = Sheet::open(&Upload::from_bytes("a.xlsx", filled), None).unwrap();
    assert_eq!(sheet.preview(100).unwrap().len(), 1);
}

#[tokio::test]
async fn a_workbook_comes_back_with_remarks() {
    let database = sqlite().await;
    let bytes = xlsx(|page| {
        texts(page, 0, &HEADER);
        texts(page, 1, &["05/10/2026", "Bùi Thị Lan", "3", "120", "30"]);
        texts(page, 2, &["05/10/2026", "", "3", "120", "30"]);
        texts(page, 3, &["31/02/2026", "Bùi Thị Mai", "3", "120", "30"]);
    });
    let upload = Upload::from_bytes("xa lac son.xlsx", bytes);
    let (summary, said) = bring_with(&database, &upload, &options(&upload, lac_son())).await;
    assert_eq!(codes(&said), [(3, "import.row.no_head"), (4, "import.row.not_a_day")]);
    let say = |problem: &ground::Problem| problem.code.to_string();
    let answer =
        intake::run::remarks_file(&database, summary.import, None, "Ghi chú", &say).await.unwrap();
    assert_eq!(answer.name, "xa lac son-ghi-chu.xlsx");
    let again = Sheet::open(&Upload::from_bytes(&answer.name, answer.bytes), None).unwrap();
    assert_eq!(again.header.labels.last().unwrap(), "Ghi chú");
    let rows = again.preview(9).unwrap();
    assert_eq!(rows[1].1[5], "import.row.no_head");
    assert_eq!(rows[2].1[5], "A (Ngày rà soát): import.row.not_a_day");
    assert_eq!(rows[0].1.len(), 5, "nothing to say about the first row");
    let _: Day = today();
}
