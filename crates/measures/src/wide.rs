//! Answers as two wide tables, `households` and `members`: what the SQL of [`crate::sql`] reads.
//!
//! One column per question, named as the question, of its own type; a choice by its code; blank where
//! unanswered. [`crate::sql::tables`] describes every column.

use std::io::Write;

use ground::{Lang, Problem};
use law::{Answer, AnswerType, Answers, Place, Question, Questionnaire, Scope, Setting};

use crate::dictionary::{Entry, Fixed, Kind, asked};
use crate::parquet_file::{Cells, Sheet};

/// The columns of `households` besides its questions.
pub(crate) const HOUSEHOLD: [Fixed; 7] = [
    ("household_id", Kind::Text, false, "Mã hộ", "Household"),
    ("unit", Kind::Text, true, "Đơn vị hành chính", "Administrative unit"),
    ("visit_day", Kind::Day, false, "Ngày rà soát", "Day of the visit"),
    ("area", Kind::Text, true, "rural: nông thôn; urban: thành thị", "rural or urban"),
    (
        "region",
        Kind::Text,
        true,
        "Vùng của bảng điểm B1 (nt1 … nt6)",
        "Region of form B1 (nt1 … nt6)",
    ),
    ("province", Kind::Whole, true, "Mã tỉnh", "Code of the province"),
    (
        "members_complete",
        Kind::Answer,
        false,
        "Đã kê đủ nhân khẩu?",
        "Whether every member is listed",
    ),
];

/// The columns of `members` besides its questions.
pub(crate) const MEMBER: [Fixed; 2] = [
    ("household_id", Kind::Text, false, "Mã hộ", "Household"),
    ("member", Kind::Whole, false, "Số thứ tự nhân khẩu", "Position of the member"),
];

/// What the columns of `households` and of `members` mean.
pub fn dictionary(questionnaire: &Questionnaire) -> [Vec<Entry>; 2] {
    let table = |fixed: &[Fixed], scope| {
        let question = |question: &Question| {
            let [vi, en] = [Lang::Vi, Lang::En].map(|lang| asked(question, lang));
            let kind = kind(question);
            Entry { name: question.id.clone(), kind, may_be_missing: true, vi, en }
        };
        let questions = questionnaire.questions(scope).iter().map(question);
        fixed.iter().map(Entry::fixed).chain(questions).collect()
    };
    [table(&HOUSEHOLD, Scope::Household), table(&MEMBER, Scope::Member)]
}

fn kind(question: &Question) -> Kind {
    match question.answer {
        AnswerType::YesNo => Kind::Answer,
        AnswerType::Integer => Kind::Whole,
        AnswerType::Decimal => Kind::Number,
        AnswerType::Choice => Kind::Text,
        AnswerType::Date => Kind::Day,
    }
}

/// Both tables as Parquet files being written.
pub struct Wide<'q> {
    questionnaire: &'q Questionnaire,
    households: Rows<'q>,
    members: Rows<'q>,
}

/// One table: its columns' names, the rows gathered so far, the file.
struct Rows<'q> {
    columns: Vec<(String, Cells)>,
    count: usize,
    file: Sheet<'q>,
}

/// Rows gathered before they are written as one row group.
const GROUP: usize = 1 << 17;

impl<'q> Wide<'q> {
    /// Begins both files.
    pub fn begin(
        questionnaire: &'q Questionnaire,
        households: impl Write + Send + 'q,
        members: impl Write + Send + 'q,
    ) -> Result<Wide<'q>, Problem> {
        let household_questions = questionnaire.questions(Scope::Household);
        Ok(Wide {
            questionnaire,
            households: Rows::begin(households, &HOUSEHOLD, household_questions)?,
            members: Rows::begin(members, &MEMBER, questionnaire.questions(Scope::Member))?,
        })
    }

    /// Adds a household under its id, in its unit.
    pub fn push(
        &mut self,
        id: &str,
        unit: &str,
        answers: &Answers,
        setting: &Setting,
    ) -> Result<(), Problem> {
        let fixed = [
            Cell::Text(Some(id.to_owned())),
            Cell::Text(Some(unit.to_owned())),
            Cell::Day(setting.day),
            Cell::Text(setting.area.map(|area| area.as_str().to_owned())),
            Cell::Text(setting.region.clone()),
            Cell::Whole(setting.province.map(i64::from)),
            Cell::Flag(answers.members_complete),
        ];
        let questions = self.questionnaire;
        self.households
            .push(fixed, questions, Scope::Household, |place| answers.at(place, None))?;
        for (position, member) in answers.members().iter().enumerate() {
            let fixed = [Cell::Text(Some(id.to_owned())), Cell::Whole(Some(position as i64 + 1))];
            let at = |place| answers.at(place, Some(member));
            self.members.push(fixed, questions, Scope::Member, at)?;
        }
        Ok(())
    }

    /// Ends both files.
    pub fn end(self) -> Result<(), Problem> {
        self.households.end()?;
        self.members.end()
    }
}

/// A cell that is no answer to a question.
enum Cell {
    Text(Option<String>),
    Whole(Option<i64>),
    Flag(bool),
    Day(ground::Day),
}

impl<'q> Rows<'q> {
    fn begin(
        into: impl Write + Send + 'q,
        fixed: &[Fixed],
        questions: &[Question],
    ) -> Result<Rows<'q>, Problem> {
        let fixed = fixed.iter().map(|&(name, kind, ..)| (name.to_owned(), cells(kind)));
        let asked = questions.iter().map(|question| (question.id.clone(), cells(kind(question))));
        let columns: Vec<(String, Cells)> = fixed.chain(asked).collect();
        let named: Vec<_> = columns.iter().map(|(name, cells)| (name.as_str(), cells)).collect();
        let file = Sheet::begin(into, &named)?;
        Ok(Rows { columns, count: 0, file })
    }

    fn push<const N: usize>(
        &mut self,
        fixed: [Cell; N],
        questionnaire: &Questionnaire,
        scope: Scope,
        at: impl Fn(Place) -> Option<Answer>,
    ) -> Result<(), Problem> {
        let (before, asked) = self.columns.split_at_mut(N);
        for ((_, cells), cell) in before.iter_mut().zip(fixed) {
            match (cells, cell) {
                (Cells::Text(cells), Cell::Text(text)) => cells.push(text),
                (Cells::Whole(cells), Cell::Whole(number)) => cells.push(number),
                (Cells::Flag(cells), Cell::Flag(flag)) => cells.push(Some(flag)),
                (Cells::Day(cells), Cell::Day(day)) => cells.push(Some(day)),
                _ => unreachable!("the fixed columns were made with these types"),
            }
        }
        let questions = questionnaire.questions(scope);
        for (index, (_, cells)) in asked.iter_mut().enumerate() {
            put(cells, &questions[index], at(Place { scope, index }));
        }
        self.count += 1;
        if self.count == GROUP { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Problem> {
        if self.count == 0 {
            return Ok(());
        }
        let columns: Vec<&Cells> = self.columns.iter().map(|(_, cells)| cells).collect();
        self.file.rows(&columns)?;
        self.count = 0;
        self.columns.iter_mut().for_each(|(_, cells)| cells.clear());
        Ok(())
    }

    fn end(mut self) -> Result<(), Problem> {
        self.flush()?;
        self.file.end()
    }
}

fn cells(kind: Kind) -> Cells {
    match kind {
        Kind::Answer => Cells::Flag(Vec::new()),
        Kind::Whole => Cells::Whole(Vec::new()),
        Kind::Number => Cells::Number(Vec::new()),
        Kind::Text => Cells::Text(Vec::new()),
        Kind::Day => Cells::Day(Vec::new()),
    }
}

fn put(cells: &mut Cells, question: &Question, answer: Option<Answer>) {
    match cells {
        Cells::Flag(cells) => cells.push(match answer {
            Some(Answer::Bool(yes)) => Some(yes),
            _ => None,
        }),
        Cells::Whole(cells) => cells.push(match answer {
            Some(Answer::Int(number)) => Some(number),
            _ => None,
        }),
        Cells::Number(cells) => cells.push(match answer {
            Some(Answer::Decimal(number)) => Some(number),
            _ => None,
        }),
        Cells::Text(cells) => cells.push(match answer {
            Some(Answer::Choice(choice)) => {
                Some(question.choices[usize::from(choice)].code.clone())
            }
            _ => None,
        }),
        Cells::Day(cells) => cells.push(match answer {
            Some(Answer::Day(day)) => Some(day),
            _ => None,
        }),
    }
}
