//! `/rounds/mine`: the households that the visitor is to survey, or to see a second time.

use access::Verb;
use askama::Template;
use ground::{Problem, Result};
use review::case;
use review::rules::Stage;
use ui::Frame;

use super::{board, trail, words};
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "rounds/mine.html")]
struct MinePage {
    frame: Frame,
    rows: Vec<Row>,
}

struct Row {
    household: String,
    head: String,
    village: String,
    before: &'static str,
    reason: &'static str,
    /// Whether somebody else has surveyed it and it is seen a second time.
    again: bool,
    since: String,
    /// Where a tie with it is declared.
    tie: String,
}

pub(super) async fn show(visitor: Visitor) -> Reply {
    visitor.must(Verb::Survey)?;
    page(&built(&visitor).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor) -> Result<MinePage> {
    let words = visitor.words();
    let account = visitor.actor().account;
    let account = account.ok_or_else(|| Problem::refused("review.relation.reviewer"))?;
    let mut tx = visitor.desk.database.read().await?;
    let cases = case::of_reviewer(&mut tx, account).await?;
    let row = |case: &case::Case| Row {
        household: format!("/households/{}", case.household),
        head: case.head.clone(),
        village: board::village(words, &case.village_name).to_owned(),
        before: case.before.as_str(),
        reason: words::reason(words, case.reason),
        again: case.state.stage != Stage::Survey,
        since: case.state.day.vietnamese(),
        tie: ui::link("/rounds/relations/new", &[("household", &case.household.to_string())]),
    };
    Ok(MinePage {
        rows: cases.iter().map(row).collect(),
        frame: Frame { trail: trail(visitor), ..visitor.frame(words.mine_title()) },
    })
}
