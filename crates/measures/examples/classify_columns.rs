//! Classifies generated households over columns, as often as asked, for `benches/openfisca`.
//!
//! `classify_columns HOUSEHOLDS FOLDER` writes `households.parquet` and `members.parquet` with full
//! answers, then prints a line `ready`. After each line on standard input it classifies all of them
//! under vn-2022 and prints the milliseconds; at the end of input it writes `found.csv`: household,
//! deprived indicators as bits, class.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead as _, BufWriter, Write as _};
use std::path::Path;
use std::time::Instant;

use ground::{Day, Problem};
use law::{Answer, AnswerType, Answers, Area, Law, Question, Scope, Setting};
use measures::columns::{Batch, classify};
use measures::wide::Wide;

// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Numbers that look random and follow from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().ok_or("how many households?")?.parse()?;
    let folder = arguments.next().ok_or("in which folder?")?;
    let law = Law::builtin().map_err(|problems| format!("{problems:?}"))?;
    let batch = generate(&law, count, Path::new(&folder))?;
    let standard = law.standard("vn-2022").ok_or("the standard is built in")?;

    println!("ready");
    let mut found = classify(standard, &batch);
    for line in std::io::stdin().lock().lines() {
        line?;
        let start = Instant::now();
        found = classify(standard, &batch);
        println!("{:.3}", start.elapsed().as_secs_f64() * 1000.0);
    }
    let mut file = BufWriter::new(File::create(Path::new(&folder).join("found.csv"))?);
    writeln!(file, "household,deprived,class")?;
    for row in 0..batch.len() {
        let one = found.evaluation(row);
        writeln!(file, "{row},{},{}", one.deprived, one.class.as_str())?;
    }
    file.flush()?;
    Ok(())
}

/// Makes the households, in memory and as Parquet.
fn generate(law: &Law, count: usize, folder: &Path) -> Result<Batch, Box<dyn Error>> {
    let said = |problem: Problem| problem.to_string();
    let questionnaire = law.questionnaire();
    let file = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let (households, members) = (file("households.parquet")?, file("members.parquet")?);
    let mut wide = Wide::begin(questionnaire, households, members).map_err(said)?;
    let mut batch = Batch::new(questionnaire);
    let mut dice = Dice(2022);
    let day = Day::new(2024, 10, 1).ok_or("a day")?;
    for row in 0..count {
        let mut answers = Answers::new();
        answers.members_complete = true;
        let heads = 1 + dice.below(6) as usize;
        for question in questionnaire.questions(Scope::Household) {
            if let Some(answer) = answer(question, heads, &mut dice) {
                answers.set(questionnaire, &question.id, answer).map_err(said)?;
            }
        }
        for _ in 0..heads {
            let member = answers.add_member();
            for question in questionnaire.questions(Scope::Member) {
                if let Some(answer) = answer(question, heads, &mut dice) {
                    answers
                        .set_member(questionnaire, member, &question.id, answer)
                        .map_err(said)?;
                }
            }
        }
        let area = if dice.below(3) == 0 { Area::Urban } else { Area::Rural };
        let setting = Setting { area: Some(area), region: None, province: None, day };
        wide.push(&row.to_string(), "1", &answers, &setting).map_err(said)?;
        batch.push(&answers, &setting);
    }
    wide.end().map_err(said)?;
    Ok(batch)
}

/// A full answer; marks of imported lists are left out, so that the answers decide.
fn answer(question: &Question, heads: usize, dice: &mut Dice) -> Option<Answer> {
    let listed = question.id.starts_with("stated_") && question.id != "stated_income_score";
    if listed || question.id == "birth_year" {
        return None;
    }
    let any = dice.below(1 << 40);
    Some(match (question.id.as_str(), question.answer) {
        ("household_size", _) => Answer::Int(heads as i64),
        ("stated_income_score", _) => Answer::Int(90 + (any % 120) as i64),
        ("monthly_income_per_head", _) => Answer::Int(500_000 + (any % 3_000_000) as i64),
        (_, AnswerType::YesNo) => Answer::Bool(any.is_multiple_of(4)),
        (_, AnswerType::Choice) => Answer::Choice((any % question.choices.len() as u64) as u16),
        (_, AnswerType::Date) => {
            Answer::Day(Day::new(1940, 1, 1)?.plus_days((any % 30_000) as i64))
        }
        (_, AnswerType::Integer) => Answer::Int(question.min? as i64 + (any % 9) as i64),
        (_, AnswerType::Decimal) => Answer::Decimal((any % 800) as f64 / 8.0),
    })
}
