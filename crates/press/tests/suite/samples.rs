//! One document of each kind, about a family that does not exist.

use paper::Document;
use paper::{
    Certificate, Certificates, Codes, Decision, Head, Known, List, Listed, Member, Minutes, Part,
    Posting, Question, Questionnaire, Receipt, Refusal, Request, Surveyed, Voted, Year,
};

fn s(text: &str) -> String {
    text.to_owned()
}

fn head(number: &str) -> Head {
    Head {
        unit: s("Xã Lạc Sơn"),
        number: s(number),
        place: s("Lạc Sơn, ngày 02 tháng 12 năm 2026"),
    }
}

pub(crate) fn decision() -> Document {
    let row = |head: &str, members, certificate: &str| Listed {
        head: s(head),
        village: s("Thôn Đồng Ếch"),
        members,
        certificate: s(certificate),
    };
    let list = |title: &str, what: &str, rows| List { title: s(title), what: s(what), rows };
    let poor = vec![
        row("Bùi Văn Dũng", 5, "0001/2026/GCN-HN.HCN"),
        row("Quách Thị Ngữ", 2, "0002/2026/GCN-HN.HCN"),
    ];
    Document::Decision(Decision {
        head: head("88/QĐ-UBND"),
        day: s("ngày 02 tháng 12 năm 2026"),
        bases: vec![s(
            "Căn cứ Quyết định số 24/2021/QĐ-TTg ngày 16 tháng 7 năm 2021 của Thủ tướng Chính phủ về quy trình rà soát hộ nghèo, hộ cận nghèo hằng năm",
        )],
        standard: s("chuẩn nghèo đa chiều giai đoạn 2022–2026"),
        lists: vec![
            list("Danh sách hộ nghèo", "hộ nghèo", poor),
            list("Danh sách hộ cận nghèo", "hộ cận nghèo", Vec::new()),
        ],
        recipients: vec![s("Các hộ có tên"), s("Trưởng thôn")],
        signer: s("Bùi Văn Hùng"),
    })
}

fn members() -> Vec<Member> {
    let member = |name: &str, relation: &str, male: &str, female: &str, note: &str| Member {
        name: s(name),
        ethnicity: s("Mường"),
        relation: s(relation),
        born_male: s(male),
        born_female: s(female),
        note: s(note),
    };
    vec![
        member("Bùi Văn Dũng", "Chủ hộ", "1980", "", ""),
        member("Đinh Thị Ướm", "Vợ/chồng", "", "1983", ""),
        member("Bùi Thị Lữ", "Con", "", "2027", "Thêm từ 03/02/2027"),
    ]
}

pub(crate) fn certificate(number: &str) -> Certificate {
    let year = |year, class: &str, lacking: &[usize]| Year {
        year,
        class: s(class),
        lacking: lacking.to_vec(),
        signer: s("Bùi Văn Hùng"),
    };
    Certificate {
        number: s(number),
        place: s("Lạc Sơn, ngày 02 tháng 12 năm 2026"),
        head: s("Bùi Văn Dũng"),
        ethnicity: s("Mường"),
        residence: s("Thôn Đồng Ếch, Xã Lạc Sơn, Tỉnh Phú Thọ"),
        members: members(),
        years: vec![year(2025, "N", &[2, 7, 12]), year(2026, "CN", &[7])],
    }
}

pub(crate) fn certificates(papers: Vec<Certificate>) -> Document {
    let indicators = (1..=12).map(|at| format!("Chỉ số {at}")).collect();
    Document::Certificates(Certificates {
        unit: s("Xã Lạc Sơn"),
        indicators,
        years: vec![2022, 2023, 2024, 2025, 2026],
        papers,
    })
}

pub(crate) fn request(form: &str, filled: bool) -> Document {
    let request = if filled {
        Request {
            unit: s("Xã Lạc Sơn"),
            head: s("Bùi Văn Dũng"),
            sex: s("Nam"),
            born: s("1980"),
            ethnicity: s("Mường"),
            residence: s("Thôn Đồng Ếch"),
            members: members().into_iter().map(|it| Member { note: s(""), ..it }).collect(),
            grounds: s("Nhà bị sập trong mưa lũ, mất hai con trâu."),
            ..Request::default()
        }
    } else {
        Request::default()
    };
    Document::Request(Request { form: s(form), ..request })
}

pub(crate) fn receipt() -> Document {
    Document::Receipt(Receipt {
        head: head("17/2026"),
        household: s("Bùi Văn Dũng"),
        residence: s("Thôn Đồng Ếch"),
        form: s("Mẫu 01: đề nghị công nhận"),
        channel: s("Qua trưởng thôn"),
        received: s("23/11/2026"),
        due: s("08/12/2026"),
        officer: s("Bùi Thị Hoa"),
        written: s("05266-17-2026"),
        code: s("1234 5678"),
    })
}

pub(crate) fn refusal() -> Document {
    Document::Refusal(Refusal {
        head: head(""),
        household: s("Bùi Văn Dũng"),
        residence: s("Thôn Đồng Ếch"),
        form: s("Mẫu 01: đề nghị công nhận"),
        receipt: s("Phiếu tiếp nhận số 17/2026"),
        received: s("23/11/2026"),
        reasons: s("Hộ đã chuyển hộ khẩu sang xã khác từ tháng 10."),
        bases: vec![s(
            "Căn cứ Quyết định số 24/2021/QĐ-TTg ngày 16 tháng 7 năm 2021 của Thủ tướng Chính phủ",
        )],
    })
}

pub(crate) fn minutes(held: bool) -> Document {
    let row = |head: &str, agree, disagree| Voted {
        head: s(head),
        members: 4,
        before: s("Hộ nghèo"),
        class: s("Hộ cận nghèo"),
        agree: held.then_some(agree),
        disagree: held.then_some(disagree),
    };
    let if_held = |text: &str| if held { s(text) } else { String::new() };
    Document::Minutes(Minutes {
        unit: s("Xã Lạc Sơn"),
        village: s("Thôn Đồng Ếch"),
        day: if_held("ngày 24 tháng 11 năm 2026"),
        round: s("Rà soát định kỳ năm 2026"),
        chair: if_held("Quách Văn Thành"),
        secretary: if_held("Bùi Thị Hoa"),
        attendance: held.then_some(30),
        percent: 50,
        rows: vec![row("Bùi Văn Dũng", 15, 15), row("Quách Thị Ngữ", 14, 16)],
    })
}

pub(crate) fn posting() -> Document {
    Document::Posting(Posting {
        head: head(""),
        village: s("Thôn Đồng Ếch"),
        round: s("Rà soát định kỳ năm 2026"),
        from: s("24/11/2026"),
        until: s("26/11/2026"),
        rows: vec![(s("Bùi Văn Dũng"), s("Hộ nghèo")), (s("Quách Thị Ngữ"), s("Hộ cận nghèo"))],
    })
}

pub(crate) fn questionnaire(households: Vec<Surveyed>) -> Document {
    let yes_no = vec![(s("1"), s("Có")), (s("2"), s("Không"))];
    let question = |number: &str, text: &str, hint: &str, choices| Question {
        number: s(number),
        text: s(text),
        hint: s(hint),
        choices,
    };
    let part = |title: &str, questions| Part { title: s(title), questions };
    Document::Questionnaire(Questionnaire {
        unit: s("Xã Lạc Sơn"),
        standards: vec![s("Chuẩn 2022–2026"), s("Chuẩn 2027–2030")],
        member_parts: vec![part(
            "Thông tin thành viên hộ",
            vec![
                question("T1", "Năm sinh", "năm", Vec::new()),
                question("T2", "Còn đi học?", "", yes_no.clone()),
            ],
        )],
        parts: vec![part(
            "Phiếu B1",
            vec![
                question("1", "Vật liệu chính của tường", "", yes_no),
                question("2", "Diện tích nhà ở", "m²", Vec::new()),
            ],
        )],
        codes: vec![Codes {
            number: s("T3"),
            text: s("Dân tộc"),
            choices: vec![(s("6"), s("Mường"))],
        }],
        households,
    })
}

pub(crate) fn surveyed(members: usize) -> Surveyed {
    let member = |at: usize| Known {
        name: format!("Bùi Văn Thứ {at}"),
        answers: vec![(s("T1"), (1950 + at).to_string())],
    };
    Surveyed {
        head: s("Bùi Văn Dũng"),
        code: s("HB-001"),
        village: s("Thôn Đồng Ếch"),
        address: String::new(),
        members: (1..=members).map(member).collect(),
    }
}
