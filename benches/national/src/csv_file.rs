//! One year of the nation as the spreadsheet that the importer reads.

use std::fs::File;
use std::path::Path;

use anyhow::Result;

use crate::dice::Dice;
use crate::household::Household;
use crate::land::Commune;

const HEAD: [&str; 27] = [
    "Ngày rà soát",
    "Họ tên chủ hộ",
    "Mã hộ",
    "Giới tính chủ hộ",
    "Số nhân khẩu",
    "Phiếu A",
    "Điểm B1",
    "Điểm B2",
    "Phân loại",
    "Rà soát viên",
    "Tỉnh",
    "Huyện",
    "Xã",
    "Thôn",
    "Dân tộc",
    "Việc làm",
    "Người phụ thuộc",
    "Dinh dưỡng",
    "Bảo hiểm y tế",
    "Giáo dục người lớn",
    "Đi học của trẻ em",
    "Chất lượng nhà ở",
    "Diện tích nhà ở",
    "Nguồn nước",
    "Nhà tiêu",
    "Viễn thông",
    "Phương tiện thông tin",
];
const FAMILY: [&str; 10] =
    ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Bùi", "Đỗ", "Hồ", "Ngô"];
const GIVEN: [&str; 12] =
    ["An", "Bình", "Cường", "Dung", "Giang", "Hạnh", "Hùng", "Lan", "Minh", "Nga", "Sơn", "Thảo"];
const ETHNICITIES: [&str; 9] =
    ["Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Mường", "Nùng", "Mông", "Dao"];

/// A CSV file being written.
pub(crate) struct CsvFile(csv::Writer<File>);

impl CsvFile {
    pub(crate) fn create(path: &Path) -> Result<CsvFile> {
        let mut writer = csv::Writer::from_path(path)?;
        writer.write_record(HEAD)?;
        Ok(CsvFile(writer))
    }

    /// Writes household `number`; only the listed would be in a real file, here everybody is.
    pub(crate) fn row(
        &mut self,
        commune: &Commune,
        number: u64,
        year: i32,
        row: &Household,
    ) -> Result<()> {
        let mut dice = Dice::of(0xc5f, number);
        let serial = number - commune.first;
        let middle = if row.female_head { "Thị" } else { "Văn" };
        let (family, given) = (FAMILY[dice.below(10)], GIVEN[dice.below(12)]);
        let class = match (row.income_low(commune.urban), row.count()) {
            (true, 3..) => "Hộ nghèo",
            (true, _) => "Hộ cận nghèo",
            (false, _) => "Không nghèo",
        };
        let mut record: Vec<String> = vec![
            format!("{:02}/10/{year}", 1 + dice.below(28)),
            format!("{family} {middle} {given}"),
            format!("{:05}-{:05}", commune.code, serial + 1),
            if row.female_head { "Nữ" } else { "Nam" }.to_owned(),
            row.members.to_string(),
            String::new(),
            row.score.to_string(),
            (10 * row.count()).to_string(),
            class.to_owned(),
            format!("Rà soát viên {}", 1 + serial / 200),
            commune.province_name.clone(),
            commune.district.clone(),
            commune.name.clone(),
            format!("Thôn {}", 1 + serial / 150),
            ETHNICITIES[row.ethnicity as usize - 1].to_owned(),
        ];
        record.extend(row.deprived.map(|lacks| match lacks {
            Some(true) => "1".to_owned(),
            Some(false) => "0".to_owned(),
            None => String::new(),
        }));
        self.0.write_record(record)?;
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        self.0.flush()?;
        Ok(())
    }
}
