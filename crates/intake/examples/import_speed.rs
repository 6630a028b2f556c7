//! How fast a large CSV comes in, beside a bare insert of the same rows in the same run.
//!
//! ```text
//! cargo run --release -p intake --example import_speed -- --database sqlite:///tmp/speed.db --rows 1000000
//! ```
//! The database must be new. `--again` imports this year's list on top of last year's, in which one household
//! of ten was judged otherwise. `--lists FOLDER` only writes the lists of both years, for `chieusau import`.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant as Watch;

use access::Actor;
use ground::{Clock, Day, Result};
use intake::mapping::propose;
use intake::run::{Options, Setup, import};
use intake::sheet::{Sheet, Upload};
use law::Law;
use places::{Level, Units};
use store::seal::Seal;
use store::{Database, Value};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> Result<()> {
    let mut url = String::from("sqlite://speed.db");
    let (mut rows, mut again, mut lists) = (1_000_000_u64, false, None);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--database" => url = args.next().expect("an address after --database"),
            "--rows" => {
                rows = args.next().and_then(|n| n.parse().ok()).expect("a number after --rows");
            }
            "--again" => again = true,
            "--lists" => lists = args.next(),
            other => panic!("unknown argument {other}"),
        }
    }
    if let Some(folder) = lists {
        for year in [2025, 2026] {
            let path = Path::new(&folder).join(format!("list-{year}.csv"));
            write_list(&path, rows, year).expect("room for the list");
        }
        return Ok(());
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = Database::open(&url).await?;
    let bare = bare(&database, rows).await?;
    println!("bare insert   {bare:>9.0} rows/s");
    for year in if again { vec![2025, 2026] } else { vec![2026] } {
        let path = folder.path().join(format!("list-{year}.csv"));
        write_list(&path, rows, year).expect("room for the list");
        let (speed, counts) = bring(&database, &path).await?;
        println!("import {year}   {speed:>9.0} rows/s   {counts:?}");
    }
    println!("peak memory   {}", peak_memory());
    Ok(())
}

async fn bring(database: &Database, path: &Path) -> Result<(f64, intake::run::Counts)> {
    let law = Arc::new(Law::builtin().expect("the law is sound"));
    let units = Units::builtin();
    let seal = Seal::new(&[1; 32]);
    let today = Day::new(2026, 11, 23).expect("a real day");
    let province = units.by_code(Level::Province, "25", today)?.id;
    let upload = Upload::from_path(path)?;
    let sheet = Sheet::open(&upload, None)?;
    let options = Options {
        unit: province,
        mapping: propose(&sheet).mapping,
        table: None,
        day: None,
        dry_run: false,
        today,
        also: Vec::new(),
        import: None,
    };
    let setup = Setup { database, law: &law, units, seal: &seal };
    let actor = Actor::program("import_speed");
    let start = Watch::now();
    let mut moment = Clock::system().moment();
    let summary = import(&setup, &actor, &mut moment, &upload, &options, &|_, _| true).await?;
    Ok((summary.counts.read as f64 / start.elapsed().as_secs_f64(), summary.counts))
}

/// A list of the raw export's columns and the twelve indicators, over the communes of Phú Thọ. Names
/// are put together from common ones.
fn write_list(path: &Path, rows: u64, year: i32) -> std::io::Result<()> {
    const FAMILY: [&str; 8] = ["Bùi", "Đinh", "Quách", "Nguyễn", "Hà", "Phạm", "Trần", "Lê"];
    const MIDDLE: [&str; 10] =
        ["Văn", "Thị", "Công", "Đức", "Xuân", "Hồng", "Minh", "Quang", "Thanh", "Ngọc"];
    const GIVEN: [&str; 12] =
        ["Hoà", "Thủy", "Sơn", "Lan", "Dũng", "Hùng", "Mai", "Bình", "Nga", "Tâm", "Hiền", "Phúc"];
    let today = Day::new(2026, 11, 23).expect("a real day");
    let units = Units::builtin();
    let province = units.by_code(Level::Province, "25", today).expect("Phú Thọ").id;
    let communes = units.communes(province, today);
    let mut out = BufWriter::new(File::create(path)?);
    write!(
        out,
        "Ngày rà soát,Xã,Thôn,Mã hộ,Họ tên chủ hộ,Giới tính,Dân tộc,Số nhân khẩu,Phiếu A,Điểm B1,Điểm B2,Phân loại,Rà soát viên"
    )?;
    for name in [
        "Việc làm",
        "Người phụ thuộc",
        "Dinh dưỡng",
        "Bảo hiểm y tế",
        "Trình độ giáo dục người lớn",
        "Tình trạng đi học của trẻ em",
        "Chất lượng nhà ở",
        "Diện tích nhà ở",
        "Nguồn nước sinh hoạt",
        "Nhà tiêu hợp vệ sinh",
        "Viễn thông",
        "Phương tiện tiếp cận thông tin",
    ] {
        write!(out, ",{name}")?;
    }
    writeln!(out)?;
    for n in 0..rows {
        let mix = (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let pick = |shift: u32, of: usize| (mix >> shift) as usize % of;
        let commune =
            units.get(communes[(n * communes.len() as u64 / rows) as usize]).expect("a unit");
        let seen = if year < 2026 && n % 10 == 0 { mix.rotate_left(29) } else { mix };
        let flags: Vec<bool> =
            (0..12).map(|at| (seen >> (at + 20)).trailing_zeros() >= 2).collect();
        let deprived = flags.iter().filter(|flag| **flag).count();
        let score = 100 + (seen >> 7) as usize % 90;
        let class = match (score <= 140, deprived >= 3) {
            (true, true) => "Hộ nghèo",
            (true, false) => "Hộ cận nghèo",
            (false, _) => "Hộ không nghèo",
        };
        write!(
            out,
            "{:02}/{:02}/{year},{},Xóm {},{:06},{} {} {},{},{},{},Không đạt,{score},{},{class},Bùi Thị Lan",
            1 + pick(3, 28),
            9 + pick(11, 2),
            commune.full_name,
            1 + pick(13, 12),
            n,
            FAMILY[pick(17, 8)],
            MIDDLE[pick(23, 10)],
            GIVEN[pick(29, 12)],
            if pick(31, 2) == 0 { "Nam" } else { "Nữ" },
            if pick(37, 4) == 0 { "Kinh" } else { "Mường" },
            1 + pick(41, 7),
            deprived * 10,
        )?;
        for flag in flags {
            write!(out, ",{}", if flag { "x" } else { "" })?;
        }
        writeln!(out)?;
    }
    out.flush()
}

/// The same number of rows, of about the same width, into one table without looking at anything.
async fn bare(database: &Database, rows: u64) -> Result<f64> {
    const COLUMNS: &[&str] =
        &["import_id", "row_no", "at", "verdict", "code", "column_name", "args"];
    let id = Clock::system().moment().id();
    let mut tx = database.begin().await?;
    tx.insert_many(
        "import",
        &[
            "id",
            "unit_id",
            "file_name",
            "file_hash",
            "mapping",
            "state",
            "dry_run",
            "rows_read",
            "accepted",
            "changed",
            "duplicates",
            "rejected",
            "warned",
            "created_at",
            "created_name",
        ],
        &mut vec![
            id.into(),
            0_i64.into(),
            "".into(),
            vec![0_u8].into(),
            "".into(),
            "".into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            "".into(),
        ],
    )
    .await?;
    let start = Watch::now();
    let mut values: Vec<Value> = Vec::with_capacity(28_000);
    for first in (0..rows).step_by(4_000) {
        for row in first..rows.min(first + 4_000) {
            values.extend([
                id.into(),
                (row as i64).into(),
                0_i64.into(),
                "15/10/2026,Xã Lạc Sơn,Xóm 7".into(),
                "000123,Bùi Văn Hoà,Nam,Mường,4,Không đạt".into(),
                "120,40,Hộ nghèo,Bùi Thị Lan".into(),
                "x,,,x,,,x,,,x,,".into(),
            ]);
        }
        tx.insert_many("import_remark", COLUMNS, &mut values).await?;
    }
    let speed = rows as f64 / start.elapsed().as_secs_f64();
    tx.rollback().await?;
    Ok(speed)
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("not known here");
    line.trim_start_matches("VmHWM:").trim().to_owned()
}
