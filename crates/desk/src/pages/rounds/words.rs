//! Codes of the review in the reader's words.

use law::{Limit, OpinionBy, YearDate};
use review::case::{Case, Reason};
use review::decision::List;
use review::request::{Answer, Channel, Form};
use review::round::When;
use review::rules::Stage;
use ui::Words;

/// Which review.
pub(super) fn when(words: &Words, when: When) -> String {
    // Years and months are names here, not amounts with separators.
    match when {
        When::Year(year) => words.round_year(year.to_string()),
        When::Month(year, month) => words.round_month(month.to_string(), year.to_string()),
    }
}

/// What a case waits for.
pub(super) fn stage(words: &'static Words, stage: Stage) -> &'static str {
    match stage {
        Stage::Survey => words.stage_survey(),
        Stage::Meeting => words.stage_meeting(),
        Stage::Posting => words.stage_posting(),
        Stage::Posted => words.stage_posted(),
        Stage::Recheck => words.stage_recheck(),
        Stage::Decision => words.stage_decision(),
        Stage::Done => words.stage_done(),
        Stage::Withdrawn => words.stage_withdrawn(),
    }
}

/// What is to be done with a case.
pub(super) fn next(words: &'static Words, case: &Case, today: ground::Day) -> String {
    let until = case.state.until.unwrap_or(case.state.day);
    match case.state.stage {
        Stage::Survey if case.reason == Reason::Average => words.case_next_income().to_owned(),
        Stage::Survey => words.case_next_survey().to_owned(),
        Stage::Meeting => words.case_next_meeting().to_owned(),
        Stage::Posting => words.case_next_posting().to_owned(),
        Stage::Posted if case.posting_over(today) => words.case_next_over().to_owned(),
        Stage::Posted => words.case_next_posted(until),
        Stage::Recheck => words.case_next_recheck(until),
        Stage::Decision => words.case_next_decision().to_owned(),
        Stage::Done => words.case_next_done().to_owned(),
        Stage::Withdrawn => words.case_next_withdrawn().to_owned(),
    }
}

/// Why a household is reviewed.
pub(super) fn reason(words: &'static Words, reason: Reason) -> &'static str {
    match reason {
        Reason::Listed => words.reason_listed(),
        Reason::Request => words.reason_request(),
        Reason::Exit => words.reason_exit(),
        Reason::Average => words.reason_average(),
        Reason::Watch => words.reason_watch(),
    }
}

/// A step taken, by its word.
pub(super) fn step(words: &'static Words, kind: &str) -> &'static str {
    match kind {
        "survey" => words.step_survey(),
        "meeting" => words.step_meeting(),
        "posting" => words.step_posting(),
        "complaint" => words.step_complaint(),
        "recheck" => words.step_recheck(),
        "opinion" => words.step_opinion(),
        "decision" => words.step_decision(),
        "withdraw" => words.step_withdraw(),
        _ => words.other(),
    }
}

/// A list of a decision.
pub(super) fn list(words: &'static Words, list: List) -> &'static str {
    match list {
        List::Poor => words.list_poor(),
        List::NearPoor => words.list_near_poor(),
        List::ExitPoor => words.list_exit_poor(),
        List::ExitNearPoor => words.list_exit_near_poor(),
        List::Average => words.list_average(),
        List::None => words.list_none(),
    }
}

/// A request form.
pub(in crate::pages) fn form(words: &'static Words, form: Form) -> &'static str {
    match form {
        Form::Entry => words.request_form_entry(),
        Form::Exit => words.request_form_exit(),
        Form::Average => words.request_form_average(),
    }
}

/// How a request came in.
pub(in crate::pages) fn channel(words: &'static Words, channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => words.channel_counter(),
        Channel::Post => words.channel_post(),
        Channel::VillageHead => words.channel_village_head(),
        Channel::Portal => words.channel_portal(),
        Channel::Web => words.channel_web(),
    }
}

/// What became of a request.
pub(super) fn answer(words: &'static Words, answer: Answer) -> &'static str {
    match answer {
        Answer::Open => words.answer_open(),
        Answer::Accepted => words.answer_accepted(),
        Answer::Refused => words.answer_refused(),
    }
}

/// A number of the procedure.
pub(super) fn limit(words: &Words, limit: Limit, amount: i64) -> String {
    match limit {
        Limit::MeetingAgreement => words.limit_meeting_agreement(amount),
        Limit::Posting => words.limit_posting(amount),
        Limit::Recheck => words.limit_recheck(amount),
        Limit::Opinion => words.limit_opinion(amount),
        Limit::OffCycleDay => words.limit_off_cycle_day(amount),
        Limit::OffCycleAnswer => words.limit_off_cycle_answer(amount),
    }
}

/// A date of the procedure.
pub(super) fn date(words: &'static Words, date: YearDate) -> &'static str {
    match date {
        YearDate::Opens => words.date_opens(),
        YearDate::Closes => words.date_closes(),
        YearDate::FirstMonthlyReport => words.date_first_monthly_report(),
        YearDate::LastMonthlyReport => words.date_last_monthly_report(),
        YearDate::PreliminaryReport => words.date_preliminary_report(),
        YearDate::OfficialReport => words.date_official_report(),
    }
}

/// Who gives the opinion.
pub(super) fn opinion(words: &'static Words, by: OpinionBy) -> &'static str {
    match by {
        OpinionBy::None => words.opinion_by_none(),
        OpinionBy::District => words.opinion_by_district(),
        OpinionBy::Province => words.opinion_by_province(),
        OpinionBy::Commune => words.opinion_by_commune(),
    }
}
