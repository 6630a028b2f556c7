//! Receipts (phiếu tiếp nhận): numbers that are given once, and the code by which whoever holds one asks how
//! the request stands.

use ground::{Day, Problem, RequestId, Result, UnitId};
use places::{Level, Units};
use store::Tx;
use store::seal::Seal;

store::statements! {
    NEXT = "review.receipt.next":
        "SELECT CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT) FROM (
           SELECT number FROM review_receipt WHERE unit_id = $1 AND year = $2
           UNION ALL SELECT number FROM review_request WHERE unit_id = $1 AND year = $2) AS given";
    GIVE = "review.receipt.give":
        "INSERT INTO review_receipt (unit_id, year, number) VALUES ($1, $2, $3)";
}

/// Year and number of a receipt in its commune.
pub type Receipt = (i64, i64);

/// Gives the next number of a commune and year. Of two that are drawn at once the second is refused by the
/// database, as `store.row.exists`, and can be tried again.
pub(crate) async fn give(tx: &mut Tx, unit: UnitId, day: Day) -> Result<Receipt> {
    let year = i64::from(day.year());
    let next = tx.fetch(&NEXT, vec![unit.into(), year.into()]).await?;
    let number = next.first().map_or(Ok(1), |row| row.int(0))?;
    tx.execute(&GIVE, vec![unit.into(), year.into(), number.into()]).await?;
    Ok((year, number))
}

/// The code printed on the receipt of a request: eight digits in two groups. It is made from the request's id
/// under the key of the installation, so it is kept nowhere and can be printed again.
pub fn code(seal: &Seal, id: RequestId) -> String {
    let digest = seal.index("review_receipt.code", &id.to_string());
    let number = digest.iter().take(8).fold(0_u64, |all, byte| (all << 8) | u64::from(*byte));
    let digits = number % 100_000_000;
    format!("{:04} {:04}", digits / 10_000, digits % 10_000)
}

/// The receipt as people write it down: code of the commune, number, year.
pub fn written(units: &Units, unit: UnitId, (year, number): Receipt) -> String {
    let code = units.get(unit).map_or("", |unit| unit.code.as_str());
    format!("{code}-{number}-{year}")
}

/// Reads what [`written`] wrote, whatever stands between the numbers.
pub(crate) fn read(units: &Units, text: &str, today: Day) -> Result<(UnitId, Receipt)> {
    let wrong = || Problem::missing("review.receipt.wrong");
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let [commune, number, year] = parts.collect::<Vec<_>>()[..] else { return Err(wrong()) };
    let unit = units.by_code(Level::Commune, commune, today).map_err(|_| wrong())?;
    let whole = |digits: &str| digits.parse::<i64>().map_err(|_| wrong());
    Ok((unit.id, (whole(year)?, whole(number)?)))
}

#[cfg(test)]
mod tests {
    use ground::{Instant, Moment};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_receipt_is_read_as_it_was_written(number in 1_i64..100_000, year in 2024_i64..2040) {
            let (units, today) = (Units::builtin(), Day::new(2026, 11, 23).unwrap());
            let unit = units.by_code(Level::Commune, "05266", today).unwrap().id;
            let text = written(units, unit, (year, number));
            prop_assert_eq!(read(units, &text, today).unwrap(), (unit, (year, number)));
            let spoken = format!("  {} ", text.replace('-', " / "));
            prop_assert_eq!(read(units, &spoken, today).unwrap(), (unit, (year, number)));
        }

        #[test]
        fn whatever_is_typed_is_a_receipt_or_wrong(text in "[0-9/ a-z-]{0,30}") {
            let today = Day::new(2026, 11, 23).unwrap();
            if let Err(problem) = read(Units::builtin(), &text, today) {
                prop_assert_eq!(problem.code, "review.receipt.wrong");
                prop_assert!(problem.args.is_empty());
            }
        }
    }

    #[test]
    fn a_code_belongs_to_one_request_and_one_installation() {
        let mut moment = Moment::seeded(Instant(1), 1);
        let (one, other) = (RequestId(moment.id()), RequestId(moment.id()));
        let seal = Seal::new(&[7; 32]);
        assert_eq!(code(&seal, one), code(&seal, one));
        assert_ne!(code(&seal, one), code(&seal, other));
        assert_ne!(code(&seal, one), code(&Seal::new(&[8; 32]), one));
        assert_eq!(code(&seal, one).len(), 9);
    }
}
