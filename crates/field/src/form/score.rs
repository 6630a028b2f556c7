//! The score of form B1 as the form adds it up from the table of points in force, so that the phone knows
//! the class where no score was written down by hand.
//!
//! Each block is read from its last row to its first: a row that holds gives its points, one that does not
//! leaves those of the rows below it, and one that may hold leaves the least and the most of both.

use std::fmt::Write as _;

use ground::Problem;
use law::{ScoreBlock, ScoreTable};

use super::results::Calculation;
use super::xpath::{AREA, PROVINCE, REGION, Stand, Writer, score_node};

/// The nodes of the score: what each row and block gives, whether there is a score, its least and its most.
/// Nothing while no table is in force.
///
/// # Errors
/// `field.form.product`, with the table and the block.
pub(super) fn calculations(writer: &mut Writer<'_>) -> Result<Vec<Calculation>, Problem> {
    let Some(table) = writer.table() else { return Ok(Vec::new()) };
    let region = format!("if({AREA} = 'urban', 'urban', if({AREA} = 'rural', {REGION}, ''))");
    let mut all = vec![calculation("region", region)];
    for (at, block) in table.blocks.iter().enumerate() {
        let nodes = self::block(writer, table, &format!("b{}", at + 1), block);
        let place = |problem: Problem| {
            problem.with("standard", table.id.as_str()).with("rule", block.id.as_str())
        };
        all.extend(nodes.map_err(place)?);
    }
    let ends = |end: &str| -> Vec<String> {
        let blocks = table.blocks.iter().enumerate();
        blocks.map(|(at, block)| first(&format!("b{}", at + 1), block, end)).collect()
    };
    let (low, high) = (ends("low"), ends("high"));
    let here: Vec<String> =
        table.regions.iter().map(|name| format!("{} = '{name}'", score_node("region"))).collect();
    let touched: Vec<String> =
        low.iter().zip(&high).map(|(low, high)| format!("{low} = {high}")).collect();
    let stated = writer.stated().unwrap_or_else(|| "''".to_owned());
    let any = |of: &[String]| if of.is_empty() { "false()".to_owned() } else { of.join(" or ") };
    let from_table = format!("({}) and ({})", any(&here), any(&touched));
    all.push(calculation("given", format!("if({stated} != '' or ({from_table}), 'yes', 'no')")));
    for (end, points) in [("low", low), ("high", high)] {
        let sum = if end == "high" && !table.complete { "''".into() } else { points.join(" + ") };
        let given = format!("{} = 'yes'", score_node("given"));
        let xpath = format!("if({stated} != '', {stated}, if({given}, {sum}, ''))");
        all.push(calculation(end, xpath));
    }
    Ok(all)
}

fn calculation(name: &str, xpath: String) -> Calculation {
    Calculation { name: name.to_owned(), xpath }
}

/// What the rows of a block give, from the last to the first.
fn block(
    writer: &mut Writer<'_>,
    table: &ScoreTable,
    name: &str,
    block: &ScoreBlock,
) -> Result<Vec<Calculation>, Problem> {
    let column = column(writer, table, block);
    let mut all = vec![calculation(&format!("{name}_region"), column)];
    let column = score_node(&format!("{name}_region"));
    for (at, row) in block.rows.iter().enumerate() {
        let name = format!("{name}_{}", at + 1);
        all.push(calculation(&name, writer.truth(&row.when, Stand::Household)?.kept()));
        let mut points = "0".to_owned();
        for (region, given) in table.regions.iter().zip(&row.points).rev() {
            points = format!("if({column} = '{region}', {given}, {points})");
        }
        all.push(calculation(&format!("{name}_points"), points));
    }
    let rest = |at: usize, end: &str| {
        if block.rows.len() == at + 1 {
            "0".to_owned()
        } else {
            number(&format!("{name}_{}_{end}", at + 2))
        }
    };
    for at in (0..block.rows.len()).rev() {
        let name = format!("{name}_{}", at + 1);
        let (holds, own) = (score_node(&name), number(&format!("{name}_points")));
        for (end, how) in [("low", "<"), ("high", ">")] {
            let rest = rest(at, end);
            let either = format!("if({own} {how} {rest}, {own}, {rest})");
            let xpath = format!("if({holds} = 'yes', {own}, if({holds} = 'no', {rest}, {either}))");
            all.push(calculation(&format!("{name}_{end}"), xpath));
        }
    }
    Ok(all)
}

/// What a block gives at least, or at most: the node of its first row.
fn first(name: &str, block: &ScoreBlock, end: &str) -> String {
    if block.rows.is_empty() { "0".to_owned() } else { number(&format!("{name}_1_{end}")) }
}

fn number(name: &str) -> String {
    format!("number({})", score_node(name))
}

/// The column of points used for a block: the household's own region, or what its province decided.
fn column(writer: &Writer<'_>, table: &ScoreTable, block: &ScoreBlock) -> String {
    let (mut cases, mut ends) = (String::new(), 0);
    let decisions = writer.standard.score_overrides().iter();
    for one in decisions.filter(|one| one.block == block.id && one.period.contains(writer.day)) {
        let area =
            one.area.map_or(String::new(), |area| format!(" and {AREA} = '{}'", area.as_str()));
        // A region that this table does not have leaves the household's own.
        let known = table.regions.contains(&one.region);
        let region = if known { format!("'{}'", one.region) } else { score_node("region") };
        let province = one.province;
        let _ = write!(cases, "if(number({PROVINCE}) = {province}{area}, {region}, ");
        ends += 1;
    }
    format!("{cases}{}{}", score_node("region"), ")".repeat(ends))
}
