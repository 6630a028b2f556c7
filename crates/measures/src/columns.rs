//! The second reading of the law: the same rules over columns, some thousand households at a time.
//!
//! A [`Batch`] holds the answers of many visits question by question: yes-or-no as two bitmaps
//! ([`Truths`]), a choice as one bitmap per choice, numbers as plain arrays. [`classify`] runs a
//! [`Standard`]'s rule tree over them, sixty-four households per machine word, and says of each
//! household exactly what [`Standard::evaluate`] says of it alone: every indicator, the bounds of the
//! count, the class, and whether it rests on confirmed figures. Missing answers stay missing.
//!
//! ```
//! use law::{Answer, Answers, Area, Class, Law, Setting};
//! use measures::columns::{Batch, classify};
//!
//! let law = Law::builtin().unwrap();
//! let day = ground::Day::new(2024, 10, 1).unwrap();
//! let rural = Setting { area: Some(Area::Rural), region: None, province: None, day };
//! let mut batch = Batch::new(law.questionnaire());
//! for (score, lacks) in [(120, 40), (120, 10), (150, 40)] {
//!     let mut answers = Answers::new();
//!     answers.set(law.questionnaire(), "stated_income_score", Answer::Int(score)).unwrap();
//!     answers.set(law.questionnaire(), "stated_deprivation_score", Answer::Int(lacks)).unwrap();
//!     batch.push(&answers, &rural);
//! }
//! let found = classify(law.standard("vn-2022").unwrap(), &batch);
//! assert_eq!(found.classes(), [Class::Poor, Class::NearPoor, Class::NotPoor]);
//! ```

mod block;
mod classify;
mod count;
mod evaluate;
mod found;
mod numbers;
mod score;
mod spans;
mod truths;

use std::sync::Mutex;

use law::{Answers, Questionnaire, Setting, Standard};

use self::block::Block;
pub use self::found::Found;
pub use self::truths::Truths;

/// The answers of many visits, question by question.
///
/// The layout is that of the questionnaire it was made with, as with [`Answers`].
#[derive(Clone, Debug)]
pub struct Batch {
    /// Questions about the household, and about each member.
    widths: [usize; 2],
    /// All full but the last, so that every block begins a new word of every bitmap.
    blocks: Vec<Block>,
}

impl Batch {
    /// An empty batch.
    pub fn new(questionnaire: &Questionnaire) -> Batch {
        let width = |scope| questionnaire.questions(scope).len();
        let widths = [width(law::Scope::Household), width(law::Scope::Member)];
        Batch { widths, blocks: Vec::new() }
    }

    /// Adds one household.
    pub fn push(&mut self, answers: &Answers, setting: &Setting) {
        if self.blocks.last().is_none_or(|block| block.rows() == Block::ROWS) {
            self.blocks.push(Block::new(self.widths));
        }
        if let Some(block) = self.blocks.last_mut() {
            block.push(answers, setting);
        }
    }

    /// Number of households.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(Block::rows).sum()
    }

    /// Whether there is no household.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// Classifies every household of the batch, on all cores.
pub fn classify(standard: &Standard, batch: &Batch) -> Found {
    let mut whole = Found::empty(standard, batch.len());
    let blocks = Mutex::new(batch.blocks.iter().zip(whole.places()));
    let next = || blocks.lock().expect("no block panics").next();
    let work = || {
        while let Some((block, places)) = next() {
            places.take(&classify::block(standard, block));
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 1..cores.min(batch.blocks.len()) {
            scope.spawn(work);
        }
        work();
    });
    drop(blocks);
    whole
}
