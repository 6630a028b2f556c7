//! The real server is killed again and again while phones send forms: none that was acknowledged is lost,
//! and none becomes two visits, on either database.
//!
//! `CHIEUSAU_TEST_KILLS` says how often (20 unless told otherwise), `CHIEUSAU_TEST_PROGRAM` which program is
//! killed (the one built with this test unless told otherwise); `benches/kills.sh` asks for 2 000 kills of the
//! released one.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use access::account::{self, Demonstration, Hashing, New};
use access::{Actor, Role};
use field::submission::{self, State};
use ground::{Clock, HouseholdId, Lang, UnitId};
use places::{Level, Units};
use registry::household::{NewHousehold, detail, register};
use registry::person::{HEAD, NewPerson};
use store::Database;
use store::feed::Wanted;
use store::seal::Seal;

const PASSWORD: &str = "hoa-ban-nam-canh";

/// `lacson:hoa-ban-nam-canh`
const BASIC: &str = "bGFjc29uOmhvYS1iYW4tbmFtLWNhbmg=";

/// Phones that send at once: enough for forms to be written together.
const PHONES: usize = 8;

/// The longest that phones send between two kills, in milliseconds after the first answer.
const LONGEST: u64 = 150;

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_form_is_lost_or_doubled() {
    let kills = std::env::var("CHIEUSAU_TEST_KILLS").map_or(20, |kills| kills.parse().unwrap());
    for database in fakes::databases().await {
        let folder = tempfile::tempdir().unwrap();
        let households = fill(&database).await;
        let mut run = Run { acknowledged: BTreeSet::new(), open: Vec::new(), next: 0, chance: 17 };
        for _ in 0..kills {
            let server = Server::start(&database.url, folder.path());
            let wait = Duration::from_millis(run.below(LONGEST));
            run = tokio::task::block_in_place(|| run.round(server, &households, Some(wait)));
        }
        assert!(run.next > kills as u64, "hardly anything was sent: {}", run.next);
        eprintln!(
            "{:?}: {kills} kills, {} forms, {} acknowledged before the last round",
            database.engine(),
            run.next,
            run.acknowledged.len()
        );
        check(&database, &households, &run.acknowledged).await;
        // Whatever was under way arrives in the end; what had arrived is sent once more.
        run.open.extend(run.acknowledged.iter().copied());
        let server = Server::start(&database.url, folder.path());
        run = tokio::task::block_in_place(|| run.round(server, &households, None));
        assert_eq!(run.acknowledged.len() as u64, run.next);
        check(&database, &households, &run.acknowledged).await;
    }
}

/// What has been sent so far.
struct Run {
    acknowledged: BTreeSet<u64>,
    /// Sent, with no answer.
    open: Vec<u64>,
    next: u64,
    chance: u64,
}

impl Run {
    fn below(&mut self, below: u64) -> u64 {
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.chance >> 33) % below
    }

    /// Phones send until the server is killed, `wait` after the first answer; without a kill, they send
    /// what is open.
    fn round(
        mut self,
        mut server: Server,
        households: &[HouseholdId],
        wait: Option<Duration>,
    ) -> Run {
        let address = server.address.clone();
        let endless = wait.is_some();
        let work = Mutex::new((std::mem::take(&mut self.open), self.next));
        // What is open goes first; then new ones, for as long as the server lives.
        let next = || {
            let mut work = work.lock().unwrap();
            if let Some(open) = work.0.pop() {
                return Some(open);
            }
            work.1 += u64::from(endless);
            endless.then(|| work.1 - 1)
        };
        let (told, hear) = std::sync::mpsc::channel::<(u64, bool)>();
        std::thread::scope(|scope| {
            for _ in 0..PHONES {
                let (told, next, address) = (told.clone(), &next, &address);
                scope.spawn(move || {
                    while let Some(number) = next() {
                        let household = households[number as usize % households.len()];
                        let arrived = deliver(address, number, household);
                        told.send((number, arrived)).unwrap();
                        if !arrived {
                            return;
                        }
                    }
                });
            }
            drop(told);
            let (mut killed, mut unanswered) = (false, Vec::new());
            for (number, arrived) in &hear {
                if arrived {
                    self.acknowledged.insert(number);
                } else {
                    unanswered.push(number);
                }
                if let Some(wait) = wait.filter(|_| !killed) {
                    std::thread::sleep(wait);
                    server.kill();
                    killed = true;
                }
            }
            self.open = unanswered;
        });
        let (never, next) = work.into_inner().unwrap();
        self.open.extend(never);
        self.next = next;
        server.kill();
        self
    }
}

/// Sends a form; every third with a photo, which comes in a second part. Whether all was acknowledged.
fn deliver(address: &str, number: u64, household: HouseholdId) -> bool {
    let photo = number.is_multiple_of(3);
    let xml = form(number, household, photo);
    let first = post(address, &xml, None);
    if !photo {
        return first == Some(201);
    }
    first == Some(201) && post(address, &xml, Some(&"x".repeat(30_000))) == Some(201)
}

fn form(number: u64, household: HouseholdId, photo: bool) -> String {
    let day = Clock::system().now().day();
    let photo = if photo { "a.jpg" } else { "" };
    format!(
        "<data id=\"chieusau-visit\" version=\"1\"><visit><household>{household}</household>\
         <day>{day}</day></visit><evidence><photo_outside>{photo}</photo_outside></evidence>\
         <stated><stated_income_score>{}</stated_income_score></stated>\
         <meta><instanceID>uuid:{number}</instanceID></meta></data>",
        100 + number % 80
    )
}

/// The status answered; `None` when the connection broke.
fn post(address: &str, xml: &str, photo: Option<&str>) -> Option<u16> {
    let part = |name: &str, file: &str, content: &str| {
        format!(
            "--limit\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n{content}\r\n"
        )
    };
    let photo = photo.map_or(String::new(), |photo| part("a.jpg", "a.jpg", photo));
    let body = format!("{}{photo}--limit--\r\n", part("xml_submission_file", "f.xml", xml));
    let request = format!(
        "POST /openrosa/submission HTTP/1.1\r\nhost: {address}\r\nauthorization: Basic {BASIC}\r\n\
         content-type: multipart/form-data; boundary=limit\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_mins(1))).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    assert!(matches!(status, 201 | 503), "{answer}");
    Some(status)
}

/// The program itself, serving the database.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(database: &str, folder: &Path) -> Server {
        let program = std::env::var("CHIEUSAU_TEST_PROGRAM");
        let program = program.unwrap_or_else(|_| env!("CARGO_BIN_EXE_chieusau").to_owned());
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database, "--key-file"])
            .arg(folder.join("key"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let address = lines.find_map(|line| {
            let line = line.expect("text");
            let (_, rest) = line.split_once("http://")?;
            Some(rest.split_whitespace().next()?.trim_end_matches(['.', '/']).to_owned())
        });
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, address: address.expect("the program says where it listens") }
    }

    /// Without any warning.
    fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A reviewer and forty households of Lạc Sơn.
async fn fill(database: &Database) -> Vec<HouseholdId> {
    let (units, clock) = (Units::builtin(), Clock::system());
    let (program, today) = (Actor::program("test"), clock.now().day());
    let unit: UnitId = units.by_code(Level::Commune, "05266", today).unwrap().id;
    let mut moment = clock.moment();
    let (login, name) = ("lacson".to_owned(), "Rà soát viên".to_owned());
    let new = New { login, name, role: Role::Reviewer, unit, lang: Lang::Vi };
    let accounts = [Demonstration { new, password: PASSWORD.to_owned() }];
    let hashing = Hashing::quick();
    account::add_demonstration(database, &program, &mut moment, hashing, &accounts).await.unwrap();
    let mut all = Vec::new();
    for number in 0..40 {
        let head = NewPerson {
            name: format!("Bùi Văn {number}"),
            relation: HEAD.to_owned(),
            ..NewPerson::default()
        };
        let new = NewHousehold {
            unit,
            village: None,
            code: None,
            address: None,
            day: today.plus_days(-300),
            members: vec![head],
            arrival: None,
        };
        let (mut tx, seal) = (database.begin().await.unwrap(), Seal::new(&[7; 32]));
        let id = register(&mut tx, &program, units, &mut moment, &seal, &new).await.unwrap();
        tx.commit().await.unwrap();
        all.push(id);
    }
    all
}

/// Every acknowledged form is a visit, and no form is two.
async fn check(database: &Database, households: &[HouseholdId], acknowledged: &BTreeSet<u64>) {
    let (program, units) = (Actor::program("test"), Units::builtin());
    let mut tx = database.read().await.unwrap();
    let all = submission::latest(&mut tx, Wanted::latest(1_000_000), None).await.unwrap().lines;
    drop(tx);
    let taken: Vec<_> = all.iter().filter(|one| one.state == State::Taken).collect();
    let ids: BTreeSet<&str> = all.iter().map(|one| one.instance.as_str()).collect();
    assert_eq!(ids.len(), all.len(), "a form is there twice");
    assert!(all.iter().all(|one| one.state != State::Trouble), "{all:?}");
    let there: BTreeSet<&str> = taken.iter().map(|one| one.instance.as_str()).collect();
    for number in acknowledged {
        let instance = format!("uuid:{number}");
        assert!(there.contains(instance.as_str()), "{instance} is lost");
    }
    let mut visits = BTreeSet::new();
    let mut count = 0;
    for household in households {
        let found = detail(database, &program, units, *household, None).await.unwrap();
        count += found.visits.len();
        visits.extend(found.visits.iter().map(|visit| visit.id));
    }
    assert_eq!(count, taken.len(), "as many visits as forms taken");
    assert!(taken.iter().all(|one| one.visit.is_some_and(|visit| visits.contains(&visit))));
}
