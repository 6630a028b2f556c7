//! A ministry's own Spark, asked through Spark Connect.
//!
//! [`Engine::connect`] opens a session at an address such as `sc://spark.example:15002`;
//! [`measure`] has the sums of a specification taken there and makes the estimates here
//! ([`measures::sums`]). Only sums travel: no row of a household leaves the ministry's engine.
//!
//! The client is thin: one call (`ExecutePlan` with a text of SQL) over gRPC without encryption, for a
//! network that is trusted. Options in the address, such as `use_ssl` and `token`, are refused.

mod address;
mod message;
mod session;
mod table;

use ground::Problem;
use measures::sums::{Question, Source};
use measures::{Output, Spec, Table};

pub use session::Engine;

/// Measures a table that lies in the engine.
///
/// # Errors
/// Those of [`Question::of`], [`Question::answer`], [`Question::panels`] and [`Engine::query`].
pub fn measure(engine: &Engine, spec: &Spec, input: &str) -> Result<Output, Vec<Problem>> {
    let source = Source::parse(input);
    let columns = engine.columns(&source.columns()).map_err(one)?;
    let question = Question::of(spec, &source, &columns)?;
    let counts = engine.query(&question.counts()).map_err(one)?;
    let mut output = answer(engine, &question, &counts)?;
    let Some(rounds) = question.rounds() else { return Ok(output) };
    for panel in question.panels(&engine.query(&rounds).map_err(one)?)? {
        let question = panel.question()?;
        let counts = engine.query(&question.counts()).map_err(one)?;
        if !panel.is_empty(&counts)? {
            output.estimates.extend(panel.shares(answer(engine, &question, &counts)?));
        }
    }
    Ok(output)
}

fn answer(
    engine: &Engine,
    question: &Question<'_>,
    counts: &Table,
) -> Result<Output, Vec<Problem>> {
    question.check(counts)?;
    let totals = engine.query(&question.totals()).map_err(one)?;
    question.answer(counts, &totals)
}

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}
