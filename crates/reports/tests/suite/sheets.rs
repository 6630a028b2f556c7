//! Spreadsheets, read back.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use ground::Lang;
use reports::{Cell, Rank, Table};

use crate::world::{asked, day, drawn, historic, old_communes, residents, settle, today_of};

fn file(table: &Table) -> Vec<u8> {
    reports::xlsx(table, Lang::Vi, day("2026-11-23"), &ToString::to_string).unwrap()
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The sheet row of the first figures: below the heads and the printed numbers.
fn first_row(table: &Table) -> u32 {
    6 + u32::try_from(table.header.rows.len()).unwrap() + 1
}

async fn settled() -> fakes::TestDatabase {
    let database = fakes::sqlite().await;
    settle(&database, 5, 24, 4).await;
    residents(&database, today_of(old_communes()[0]), 2026, 500).await;
    database
}

#[tokio::test(flavor = "multi_thread")]
async fn every_cell_of_every_table_comes_back() {
    let database = settled().await;
    for request in (1..=13).flat_map(|report| [asked(report), historic(report)]) {
        let table = drawn(&database, &request).await;
        let mut book = open(file(&table));
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let left = u32::try_from(table.header.leading).unwrap();
        for (row, at) in table.rows.iter().zip(first_row(&table)..) {
            for (cell, column) in row.cells.iter().zip(left..) {
                let found = sheet.get_value((at, column)).unwrap();
                match cell {
                    Cell::Count(number) => {
                        assert_eq!(found, &Data::Float(*number as f64), "{at} {column}");
                    }
                    Cell::Rate(part, whole) => {
                        let Data::Float(rate) = found else { panic!("{found:?}") };
                        assert!((rate - *part as f64 / *whole as f64 * 100.0).abs() < 1e-9);
                    }
                    Cell::Refused(_) => assert_eq!(found, &Data::String("không tính".into())),
                    Cell::Blank => assert_eq!(found, &Data::String("–".into())),
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn formulas_stand_where_the_form_prints_them_and_in_sums() {
    let database = settled().await;
    let table = drawn(&database, &asked(1)).await;
    let mut book = open(file(&table));
    let name = book.sheet_names()[0].clone();
    let formulas = book.worksheet_formula(&name).unwrap();
    let at = |row, column| formulas.get_value((row, column)).cloned().unwrap_or_default();
    let first = first_row(&table);
    assert_eq!(table.rows[0].rank, Rank::Group);
    let last = first + u32::try_from(table.rows.len()).unwrap();
    assert_eq!(at(first, 4), format!("SUM(E{}:E{last})", first + 2));
    let known = table.rows.iter().position(|row| matches!(row.cells[3], Cell::Rate(..))).unwrap();
    let row = first + u32::try_from(known).unwrap();
    assert_eq!(at(row, 5), format!("E{0}/C{0}*100", row + 1));
    let refused = table.rows.iter().position(|row| row.cells[3].refusal().is_some()).unwrap();
    assert_eq!(at(first + u32::try_from(refused).unwrap(), 5), "");

    let movement = drawn(&database, &asked(2)).await;
    let mut book = open(file(&movement));
    let formulas = book.worksheet_formula("2").unwrap();
    let first = first_row(&movement);
    let closing = formulas.get_value((first, 11)).cloned().unwrap();
    assert_eq!(
        closing,
        "D{r}-E{r}-F{r}-G{r}+H{r}+I{r}+J{r}+K{r}".replace("{r}", &(first + 1).to_string())
    );
    let opening = formulas.get_value((first, 3)).cloned().unwrap();
    let last = first + u32::try_from(movement.rows.len()).unwrap();
    let (r, from) = (first + 1, first + 3);
    assert_eq!(opening, format!("SUMIF(C{from}:C{last},C{r},D{from}:D{last})"));

    let shares = drawn(&database, &asked(5)).await;
    let mut book = open(file(&shares));
    let formulas = book.worksheet_formula("5").unwrap();
    let first = first_row(&shares);
    let Cell::Rate(part, _) = shares.rows[0].cells[1] else { panic!("{:?}", shares.rows[0]) };
    assert_eq!(formulas.get_value((first, 3)).unwrap(), &format!("{part}/C{}*100", first + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_are_merged_and_the_sheet_is_set_up_for_printing() {
    let database = settled().await;
    let table = drawn(&database, &asked(1)).await;
    let bytes = file(&table);
    let mut book = open(bytes.clone());
    let merged = book.merge_cells_by_sheet_id(0).unwrap();
    for head in table.header.rows.iter().flatten().filter(|head| head.colspan > 1) {
        let (from, to) = (head.column, head.column + head.colspan - 1);
        let found = merged.iter().any(|range| {
            (range.start.1 as usize, range.end.1 as usize) == (from, to) && range.start.0 >= 6
        });
        assert!(found, "{head:?}");
    }
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |row, column| sheet.get_value((row, column)).map(ToString::to_string).unwrap();
    assert_eq!(text(0, 0), "ỦY BAN NHÂN DÂN");
    assert_eq!(text(1, 0), "HUYỆN LẠC SƠN");
    let all: Vec<String> = sheet.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(all.iter().any(|cell| cell == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    assert!(all.iter().any(|cell| cell == "4=3/1*100"));
    assert!(all.iter().any(|cell| cell.contains(&table.law)));
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    for set in [
        r#"paperSize="9""#,
        r#"orientation="landscape""#,
        r#"fitToHeight="0""#,
        "&amp;P/&amp;N",
        r#"state="frozen""#,
    ] {
        assert!(xml.contains(set), "{set}");
    }
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    assert!(part(&bytes, "docProps/core.xml").contains("2026-11-23T00:00:00Z"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_table_gives_the_same_bytes() {
    let database = settled().await;
    let table = drawn(&database, &historic(9)).await;
    assert_eq!(file(&table), file(&table));
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}
