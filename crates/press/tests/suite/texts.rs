//! What stands on each document, and that every letter of Vietnamese does.

use std::cell::RefCell;

use ground::Problem;
use paper::Document;
use paper::{Receipt, Surveyed};

use crate::{read, samples};

#[test]
fn every_document_says_what_it_should() {
    let all = [
        ("decision", samples::decision()),
        ("certificate", samples::certificates(vec![samples::certificate("0001/2026/GCN-HN.HCN")])),
        ("request-01", samples::request("01", true)),
        ("request-04-blank", samples::request("04", false)),
        ("receipt", samples::receipt()),
        ("refusal", samples::refusal()),
        ("minutes", samples::minutes(true)),
        ("minutes-blank", samples::minutes(false)),
        ("posting", samples::posting()),
        ("questionnaire", samples::questionnaire(vec![samples::surveyed(3)])),
    ];
    for (name, document) in all {
        insta::assert_snapshot!(name, read::text(&document));
    }
}

/// Every letter with every tone, small and capital, as they are typed.
fn letters() -> Vec<String> {
    let vowels =
        "aàáảãạ ăằắẳẵặ âầấẩẫậ eèéẻẽẹ êềếểễệ iìíỉĩị oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ đ";
    let small: Vec<String> = vowels.split(' ').map(str::to_owned).collect();
    let capital = small.iter().map(|group| group.to_uppercase()).collect::<Vec<_>>();
    [small, capital].concat()
}

#[test]
fn all_letters_of_vietnamese_are_read_back_from_the_page() {
    let wanted = letters();
    let document = Document::Receipt(Receipt {
        // Once in each cut of the letter: regular, bold, and in the italics of the head.
        household: wanted.join(" "),
        residence: wanted.join(" "),
        head: paper::Head { place: wanted.join(" "), ..Default::default() },
        ..Receipt::default()
    });
    let text = read::text(&document).replace(char::is_whitespace, "");
    let all: String = wanted.concat();
    for (letter, count) in all.chars().map(|letter| (letter, text.matches(letter).count())) {
        assert!(count >= 3, "{letter} was read {count} times");
    }
}

#[test]
fn each_household_has_its_own_paper() {
    let number = |at: usize| format!("{at:04}/2026/GCN-HN.HCN");
    // More than are typeset in one go.
    for count in [7, 60] {
        let papers = (1..=count).map(|at| samples::certificate(&number(at))).collect();
        let document = samples::certificates(papers);
        assert_eq!(read::pages(&document), count);
        let text = read::text(&document);
        let mut from = 0;
        for at in 1..=count {
            assert_eq!(text.matches(&number(at)).count(), 1, "{at}");
            from += text[from..].find(&number(at)).expect("one after the other");
        }
    }
}

#[test]
fn a_long_list_says_how_far_it_is_and_can_be_stopped() {
    let papers = |count| (1..=count).map(|at| samples::certificate(&at.to_string())).collect();
    let heard = RefCell::new(Vec::new());
    let step = |done, whole| {
        heard.borrow_mut().push((done, whole));
        if done >= 25 { Err(Problem::conflict("stopped")) } else { Ok(()) }
    };
    let stopped = press::pdf(&samples::certificates(papers(60)), &step);
    assert_eq!(stopped.unwrap_err().code, "stopped");
    assert_eq!(*heard.borrow(), [(0, 60), (25, 60)]);
}

#[test]
fn a_large_family_gets_another_sheet_for_its_members() {
    let (six, seven) = (samples::surveyed(6), samples::surveyed(7));
    let text = read::text(&samples::questionnaire(vec![seven]));
    assert!(text.contains("Thứ 7"), "{text}");
    let both = samples::questionnaire(vec![six, Surveyed::default()]);
    assert!(read::pages(&both) >= 2);
}

#[test]
fn what_was_typed_is_never_taken_for_markup() {
    let odd = "#panic(\"x\") *đậm* $x$ // [ ] <a> \\ _";
    let document = Document::Receipt(Receipt { household: odd.to_owned(), ..Receipt::default() });
    assert!(read::text(&document).contains(odd), "{}", read::text(&document));
}
