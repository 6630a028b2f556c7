//! How long the certificates of a commune take: `cargo run --release -p press --example certificates`.

use std::time::Instant;

use paper::{Certificate, Certificates, Document, Member, Year};

fn main() {
    for count in [1, 100, 1_600] {
        let papers = (1..=count).map(certificate).collect();
        let document = Document::Certificates(Certificates {
            unit: "Xã Lạc Sơn".to_owned(),
            indicators: (1..=12).map(|at| format!("Chỉ số thiếu hụt thứ {at}")).collect(),
            years: (2022..=2026).collect(),
            papers,
        });
        let begun = Instant::now();
        let pdf = press::pdf(&document, &|_, _| Ok(())).expect("a certificate is typeset");
        println!("{count} certificates: {:.2?}, {} kB", begun.elapsed(), pdf.len() / 1_000);
    }
}

/// A family of five that does not exist.
fn certificate(at: usize) -> Certificate {
    let member = |who: usize| Member {
        name: format!("Bùi Văn Thứ {at} {who}"),
        ethnicity: "Mường".to_owned(),
        relation: "Con".to_owned(),
        born_male: (1_970 + who).to_string(),
        ..Member::default()
    };
    Certificate {
        number: format!("{at:04}/2026/GCN-HN.HCN"),
        place: "Lạc Sơn, ngày 02 tháng 12 năm 2026".to_owned(),
        head: format!("Bùi Văn Thứ {at}"),
        ethnicity: "Mường".to_owned(),
        residence: format!("Xóm {}, Xã Lạc Sơn, Tỉnh Phú Thọ", at % 12),
        members: (1..=5).map(member).collect(),
        years: vec![Year {
            year: 2026,
            class: "N".to_owned(),
            lacking: vec![at % 12 + 1],
            signer: "Bùi Văn Hùng".to_owned(),
        }],
    }
}
