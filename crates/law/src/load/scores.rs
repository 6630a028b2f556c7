//! Building score tables from their index and CSV files.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use ground::{Period, Problem};
use toml::Spanned;

use super::raw::RawTable;
use super::{File, cited, compile, twice};
use crate::rule::Names;
use crate::score::{Override, ScoreBlock, ScoreRow, ScoreTable, ScoreTables};
use crate::{Questionnaire, Source};

/// Columns before the regions: block and condition.
const FIXED: usize = 2;

pub(super) fn build(
    files: &[File],
    questionnaire: &Questionnaire,
    sources: &BTreeMap<String, Source>,
    problems: &mut Vec<Problem>,
) -> ScoreTables {
    let mut built = ScoreTables::default();
    for file in files {
        for written in &file.raw.tables {
            let (offset, raw) = (written.span().start, written.get_ref());
            if built.tables.iter().any(|table| table.id == raw.id) {
                problems.push(twice(file, offset, "table", &raw.id));
            }
            let citation = cited(file, offset, &raw.id, raw.citation.as_ref(), sources, problems);
            let Some((regions, blocks)) = csv(file, offset, raw, files, questionnaire, problems)
            else {
                continue;
            };
            let Some(citation) = citation else { continue };
            built.tables.push(ScoreTable {
                id: raw.id.clone(),
                period: Period { from: raw.from.0, to: raw.to.map(|day| day.0) },
                citation,
                regions,
                complete: raw.complete,
                blocks,
            });
        }
    }
    for file in files {
        for written in &file.raw.overrides {
            let (offset, raw) = (written.span().start, written.get_ref());
            let citation =
                cited(file, offset, &raw.block, raw.citation.as_ref(), sources, problems);
            let known = built.tables.iter().any(|table| {
                table.regions.contains(&raw.region)
                    && table.blocks.iter().any(|block| block.id == raw.block)
            });
            if !known {
                let problem = Problem::invalid("law.score.unknown_block")
                    .with("block", raw.block.as_str())
                    .with("region", raw.region.as_str());
                problems.push(file.at(offset, problem));
            }
            let Some(citation) = citation else { continue };
            built.overrides.push(Override {
                province: raw.province,
                area: raw.area,
                block: raw.block.clone(),
                region: raw.region.clone(),
                period: Period { from: raw.from.0, to: raw.to.map(|day| day.0) },
                citation,
            });
        }
    }
    overlaps(&built, problems);
    built
}

/// One day, one table.
fn overlaps(built: &ScoreTables, problems: &mut Vec<Problem>) {
    for (position, table) in built.tables.iter().enumerate() {
        for other in &built.tables[..position] {
            if table.period.overlaps(other.period) {
                let problem = Problem::conflict("law.score.overlap");
                let (id, other) = (table.id.as_str(), other.id.as_str());
                problems.push(problem.with("name", id).with("other", other));
            }
        }
    }
}

/// Reads the table's CSV file: regions from the head, blocks from the rows.
fn csv(
    index: &File,
    offset: usize,
    raw: &RawTable,
    files: &[File],
    questionnaire: &Questionnaire,
    problems: &mut Vec<Problem>,
) -> Option<(Vec<String>, Vec<ScoreBlock>)> {
    let folder = index.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = if folder.is_empty() { raw.file.clone() } else { format!("{folder}/{}", raw.file) };
    let Some(file) = files.iter().find(|file| file.root == index.root && file.path == path) else {
        let problem = Problem::invalid("law.score.no_file").with("name", raw.file.as_str());
        problems.push(index.at(offset, problem));
        return None;
    };
    let names = Names {
        questionnaire,
        values: HashMap::new(),
        definitions: HashMap::new(),
        counted: false,
    };
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file.text.as_bytes());
    let head = match reader.headers() {
        Ok(head) if head.len() > FIXED && &head[0] == "block" && &head[1] == "when" => head.clone(),
        _ => {
            problems.push(file.at(0, Problem::invalid("law.score.head")));
            return None;
        }
    };
    let mut blocks: Vec<ScoreBlock> = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = error.position().map_or(0, |position| position.byte() as usize);
                problems.push(file.at(at, Problem::invalid("law.score.row").because(error)));
                continue;
            }
        };
        let at = record.position().map_or(0, |position| position.byte() as usize);
        let points: Result<Vec<i64>, _> = record.iter().skip(FIXED).map(str::parse).collect();
        let Ok(points) = points else {
            problems.push(file.at(at, Problem::invalid("law.score.row")));
            continue;
        };
        let cel = Spanned::new(Range { start: at, end: at }, record[1].to_owned());
        let Some(when) = compile::truth(file, &cel, &names, problems) else { continue };
        let row = ScoreRow { when, points };
        match blocks.iter_mut().find(|block| block.id == record[0]) {
            Some(block) => block.rows.push(row),
            None => blocks.push(ScoreBlock { id: record[0].to_owned(), rows: vec![row] }),
        }
    }
    Some((head.iter().skip(FIXED).map(str::to_owned).collect(), blocks))
}
