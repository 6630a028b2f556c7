//! What happens to accounts and sessions, on both databases.

use std::sync::atomic::{AtomicU64, Ordering};

use access::account::{self, Account, Demonstration, Hashing, New, OneTime};
use access::session::{self, Session};
use access::{Actor, Role};
use fakes::{actor, databases, day, moment};
use ground::{Instant, Lang, Moment, UnitId};
use places::{Level, Units};
use store::{Database, audit};

const OWN: &str = "ruộng bậc thang mùa nước đổ";

fn units() -> &'static Units {
    Units::builtin()
}

fn unit(level: Level, code: &str, on: &str) -> UnitId {
    units().by_code(level, code, day(on)).unwrap().id
}

/// Xã Lạc Sơn of today.
fn lac_son() -> UnitId {
    unit(Level::Commune, "05266", "2026-11-23")
}

fn phu_tho() -> UnitId {
    unit(Level::Province, "25", "2026-11-23")
}

fn new(login: &str, role: Role, unit: UnitId) -> New {
    New { login: login.into(), name: "Bùi Văn Dũng".into(), role, unit, lang: Lang::Vi }
}

/// A moment `seconds` after nine in the morning; no two share their randomness.
fn later(seconds: i64) -> Moment {
    static SEED: AtomicU64 = AtomicU64::new(1);
    let seed = SEED.fetch_add(1, Ordering::Relaxed);
    Moment::seeded(moment(0).now().plus_seconds(seconds), seed)
}

async fn create(database: &Database, actor: &Actor, new: New) -> ground::Result<OneTime> {
    account::create(database, actor, &mut later(-2), units(), Hashing::quick(), new).await
}

async fn enter(
    database: &Database,
    at: &mut Moment,
    login: &str,
    password: &str,
) -> Option<String> {
    match session::sign_in(database, at, Hashing::quick(), login, password).await {
        Ok(signed_in) => Some(signed_in.token),
        Err(problem) => {
            assert_eq!(problem.code, "access.sign_in.wrong");
            None
        }
    }
}

async fn open(database: &Database, now: Instant, token: &str) -> Option<Session> {
    session::find(database, now, token).await.unwrap()
}

/// An officer of Lạc Sơn with a password of their own.
async fn officer(database: &Database) -> Account {
    let made =
        create(database, &Actor::program("test"), new("Can.Bo", Role::CommuneOfficer, lac_son()))
            .await
            .unwrap();
    let token = enter(database, &mut later(-1), "can.bo", &made.password).await.unwrap();
    let session = open(database, later(-1).now(), &token).await.unwrap();
    assert!(session.account.must_change);
    let mut at = later(0);
    account::change_password(
        database,
        &session.account,
        &mut at,
        Hashing::quick(),
        &made.password,
        OWN,
    )
    .await
    .unwrap();
    assert!(open(database, at.now(), &token).await.is_none(), "changing ends every session");
    account::find(database, &Actor::program("test"), units(), made.account).await.unwrap()
}

async fn trail(database: &Database, account: &Account) -> Vec<String> {
    let mut tx = database.read().await.unwrap();
    let past = audit::of_subject(&mut tx, "account", &account.id.to_string()).await.unwrap();
    past.into_iter().map(|entry| entry.action).collect()
}

#[tokio::test]
async fn every_statement_is_read_by_both_engines() {
    fakes::prepare_all(&access::statements()).await;
}

#[tokio::test]
async fn the_first_start_makes_one_administrator_and_the_second_none() {
    for database in databases().await {
        let first = account::first_start(&database, &mut later(0), Hashing::quick()).await;
        let admin = first.unwrap().expect("a first account");
        assert_eq!(admin.login, "admin");
        let again = account::first_start(&database, &mut later(0), Hashing::quick()).await;
        assert_eq!(again.unwrap(), None);
        let token = enter(&database, &mut later(0), " ADMIN ", &admin.password).await.unwrap();
        let session = open(&database, later(0).now(), &token).await.unwrap();
        assert_eq!(session.actor.role, Role::Administrator);
        assert_eq!(session.actor.unit, UnitId::NATION);
        assert!(session.account.must_change && !session.account.demonstration);
    }
}

#[tokio::test]
async fn a_person_gets_an_account_chooses_a_password_and_works() {
    for database in databases().await {
        let account = officer(&database).await;
        assert_eq!((account.login.as_str(), account.must_change), ("can.bo", false));
        let mut at = later(10);
        let token = enter(&database, &mut at, "can.bo", OWN).await.unwrap();
        let session = open(&database, at.now(), &token).await.unwrap();
        assert_eq!(session.actor.by.account, Some(account.id));
        assert_eq!(session.actor.unit, lac_son());
        session::sign_out(&database, &mut later(20), &session).await.unwrap();
        assert!(open(&database, later(20).now(), &token).await.is_none());
        assert_eq!(
            trail(&database, &account).await,
            [
                "access.account.create",
                "access.session.sign_in",
                "access.account.change_password",
                "access.session.sign_in",
                "access.session.sign_out",
            ]
        );
    }
}

#[tokio::test]
async fn neither_password_nor_token_can_be_read_in_the_database() {
    for database in databases().await {
        let account = officer(&database).await;
        let token = enter(&database, &mut later(5), "can.bo", OWN).await.unwrap();
        store::statements! {
            SECRETS = "test.secrets":
                "SELECT account.password, session.token_hash FROM account JOIN session ON session.account_id = account.id";
        }
        fakes::prepare_all(STATEMENTS).await;
        let rows = database.fetch(&SECRETS, Vec::new()).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert!(rows[0].text(0).unwrap().starts_with("$argon2id$"));
        let kept = rows[0].bytes(1).unwrap();
        assert_eq!((kept.len(), token.len()), (32, 64));
        let half = kept[..16].iter().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        assert!(!token.contains(&format!("{half:032x}")), "the token is not what is kept");
        let session = open(&database, later(5).now(), &token).await.unwrap();
        let said = format!("{session:?} {account:?}");
        assert!(!said.contains(&token) && !said.contains("argon2"), "{said}");
    }
}

#[tokio::test]
async fn eight_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour() {
    for database in databases().await {
        let account = officer(&database).await;
        // Seven wrong ones and a right one start the count anew.
        for try_ in 0..7 {
            assert!(enter(&database, &mut later(10 + try_), "can.bo", "sai rồi").await.is_none());
        }
        assert!(enter(&database, &mut later(20), "can.bo", OWN).await.is_some());
        for try_ in 0..8 {
            assert!(enter(&database, &mut later(30 + try_), "can.bo", "sai rồi").await.is_none());
        }
        assert!(enter(&database, &mut later(40), "can.bo", OWN).await.is_none(), "locked");
        assert!(enter(&database, &mut later(37 + 899), "can.bo", OWN).await.is_none(), "still");
        let locks = trail(&database, &account).await;
        assert_eq!(locks.iter().filter(|action| *action == "access.account.lock").count(), 1);
        assert!(enter(&database, &mut later(37 + 900), "can.bo", OWN).await.is_some());
    }
}

#[tokio::test]
async fn many_guesses_at_once_do_not_outrun_the_count() {
    for database in databases().await {
        let account = officer(&database).await;
        let mut guesses = Vec::new();
        for guess in 0..20 {
            let database = (*database).clone();
            guesses.push(tokio::spawn(async move {
                enter(&database, &mut later(100 + guess), "can.bo", "sai rồi").await
            }));
        }
        for guess in guesses {
            assert_eq!(guess.await.unwrap(), None);
        }
        assert!(enter(&database, &mut later(200), "can.bo", OWN).await.is_none(), "locked");
        // Only eight were judged: a ninth would have noted the lock again.
        let locks = trail(&database, &account).await;
        assert_eq!(locks.iter().filter(|action| *action == "access.account.lock").count(), 1);
    }
}

#[tokio::test]
async fn a_manager_unlocks_an_account_or_gives_it_a_new_password() {
    for database in databases().await {
        let account = officer(&database).await;
        let admin = Actor::program("test");
        for try_ in 0..8 {
            enter(&database, &mut later(30 + try_), "can.bo", "sai rồi").await;
        }
        account::enable(&database, &admin, &mut later(50), units(), account.id).await.unwrap();
        let token = enter(&database, &mut later(51), "can.bo", OWN).await.unwrap();
        let (mut at, quick) = (later(60), Hashing::quick());
        let reset =
            account::reset_password(&database, &admin, &mut at, units(), quick, account.id).await;
        let password = reset.unwrap().password;
        assert!(open(&database, at.now(), &token).await.is_none(), "a reset ends every session");
        assert!(enter(&database, &mut later(61), "can.bo", OWN).await.is_none());
        assert!(enter(&database, &mut later(62), "can.bo", &password).await.is_some());
    }
}

#[tokio::test]
async fn a_session_ends_after_twelve_idle_hours_and_after_seven_days() {
    const HOUR: i64 = 3600;
    for database in databases().await {
        officer(&database).await;
        let token = enter(&database, &mut later(0), "can.bo", OWN).await.unwrap();
        assert!(open(&database, later(12 * HOUR - 1).now(), &token).await.is_some());
        // Seen just now, so another twelve hours.
        assert!(open(&database, later(24 * HOUR - 2).now(), &token).await.is_some());
        assert!(open(&database, later(36 * HOUR).now(), &token).await.is_none(), "idle");

        let token = enter(&database, &mut later(0), "can.bo", OWN).await.unwrap();
        for hours in (10..168).step_by(10) {
            assert!(open(&database, later(hours * HOUR).now(), &token).await.is_some(), "{hours}");
        }
        assert!(open(&database, later(168 * HOUR - 1).now(), &token).await.is_some());
        assert!(open(&database, later(168 * HOUR).now(), &token).await.is_none(), "seven days");
    }
}

#[tokio::test]
async fn requests_close_together_are_noted_once_and_never_wait_for_a_writer() {
    store::statements! {
        SEEN = "test.seen": "SELECT seen_at FROM session";
    }
    fakes::prepare_all(STATEMENTS).await;
    for database in databases().await {
        officer(&database).await;
        let token = enter(&database, &mut later(0), "can.bo", OWN).await.unwrap();
        let seen = async || {
            let rows = database.fetch(&SEEN, Vec::new()).await.unwrap();
            Instant(rows[0].int(0).unwrap())
        };
        assert!(open(&database, later(299).now(), &token).await.is_some());
        assert_eq!(seen().await, later(0).now());
        let writer = database.begin().await.unwrap();
        assert!(open(&database, later(300).now(), &token).await.is_some(), "not held up");
        writer.rollback().await.unwrap();
        assert!(open(&database, later(301).now(), &token).await.is_some());
        assert!(seen().await >= later(300).now());
    }
}

#[tokio::test]
async fn a_form_is_taken_only_from_a_page_of_the_same_session() {
    for database in databases().await {
        officer(&database).await;
        let one = enter(&database, &mut later(0), "can.bo", OWN).await.unwrap();
        let two = enter(&database, &mut later(1), "can.bo", OWN).await.unwrap();
        let (one, two) = (
            open(&database, later(2).now(), &one).await,
            open(&database, later(2).now(), &two).await,
        );
        let (one, two) = (one.unwrap(), two.unwrap());
        one.check_form(&one.form_token()).unwrap();
        for foreign in [two.form_token().as_str(), "", "zz", &one.form_token()[..62]] {
            let refused = one.check_form(foreign).unwrap_err();
            assert_eq!(refused.code, "access.form.foreign", "{foreign}");
        }
    }
}

#[tokio::test]
async fn a_disabled_account_is_shut_out_at_once() {
    for database in databases().await {
        let account = officer(&database).await;
        let admin = Actor::program("test");
        let token = enter(&database, &mut later(2), "can.bo", OWN).await.unwrap();
        account::disable(&database, &admin, &mut later(3), units(), account.id).await.unwrap();
        assert!(open(&database, later(3).now(), &token).await.is_none());
        assert!(enter(&database, &mut later(4), "can.bo", OWN).await.is_none());
        account::enable(&database, &admin, &mut later(5), units(), account.id).await.unwrap();
        assert!(open(&database, later(5).now(), &token).await.is_none(), "sessions stay ended");
        assert!(enter(&database, &mut later(6), "can.bo", OWN).await.is_some());
    }
}

#[tokio::test]
async fn a_new_role_holds_in_sessions_that_are_open() {
    for database in databases().await {
        let account = officer(&database).await;
        let token = enter(&database, &mut later(2), "can.bo", OWN).await.unwrap();
        let (admin, to) = (Actor::program("test"), (Role::Viewer, phu_tho()));
        account::assign(&database, &admin, &mut later(3), units(), account.id, to).await.unwrap();
        account::set_lang(&database, &account, &mut later(3), Lang::En).await.unwrap();
        let session = open(&database, later(4).now(), &token).await.unwrap();
        assert_eq!((session.actor.role, session.actor.unit), to);
        assert_eq!(session.actor.lang, Lang::En);
    }
}

#[tokio::test]
async fn accounts_are_managed_from_above_only() {
    for database in databases().await {
        let account = officer(&database).await;
        let province = actor(Role::ProvinceOfficer, phu_tho());
        let elsewhere = actor(Role::ProvinceOfficer, unit(Level::Province, "01", "2026-11-23"));
        let commune = actor(Role::CommuneOfficer, lac_son());
        let refused = async |actor: &Actor, login: &str, role: Role, unit: UnitId| {
            create(&database, actor, new(login, role, unit)).await.unwrap_err().code.into_owned()
        };
        create(&database, &province, new("xem", Role::Viewer, lac_son())).await.unwrap();
        let old = unit(Level::Commune, "05335", "2025-06-30");
        for (code, by, login, role, unit) in [
            ("access.refused.verb", &commune, "a.b.c", Role::Viewer, lac_son()),
            ("access.refused.unit", &elsewhere, "a.b.c", Role::Viewer, lac_son()),
            ("access.refused.unit", &province, "a.b.c", Role::Viewer, UnitId::NATION),
            ("access.refused.role", &province, "a.b.c", Role::ProvinceOfficer, phu_tho()),
            ("access.refused.role", &province, "a.b.c", Role::Administrator, phu_tho()),
            ("access.account.unit_ended", &province, "a.b.c", Role::Viewer, old),
            ("access.login.taken", &province, "XEM", Role::Viewer, lac_son()),
            ("access.login.unusable", &province, "cán bộ", Role::Viewer, lac_son()),
        ] {
            assert_eq!(refused(by, login, role, unit).await, code);
        }
        let seen = account::list(&database, &province, units()).await.unwrap();
        assert_eq!(seen.len(), 2);
        assert!(account::list(&database, &elsewhere, units()).await.unwrap().is_empty());
        assert_eq!(
            account::list(&database, &commune, units()).await.unwrap_err().code,
            "access.refused.verb"
        );
        let hidden =
            account::disable(&database, &elsewhere, &mut later(9), units(), account.id).await;
        assert_eq!(hidden.unwrap_err().code, "access.account.missing");
        let mut own = Actor::program("test");
        own.account = Some(account.id);
        let own = account::disable(&database, &own, &mut later(9), units(), account.id).await;
        assert_eq!(own.unwrap_err().code, "access.account.own");
        // Nothing of what was refused is left.
        assert_eq!(account::list(&database, &province, units()).await.unwrap(), seen);
    }
}

#[tokio::test]
async fn a_poor_choice_of_password_changes_nothing() {
    for database in databases().await {
        let account = officer(&database).await;
        for (current, chosen, code) in [
            ("không phải", "một câu thật là dài", "access.password.wrong"),
            (OWN, "ngắn", "access.password.short"),
            (OWN, "Can.bo.2026", "access.password.obvious"),
            (OWN, OWN, "access.password.same"),
        ] {
            let (mut at, quick) = (later(9), Hashing::quick());
            let changed =
                account::change_password(&database, &account, &mut at, quick, current, chosen)
                    .await;
            assert_eq!(changed.unwrap_err().code, code);
        }
        assert!(enter(&database, &mut later(10), "can.bo", OWN).await.is_some());
    }
}

#[tokio::test]
async fn demonstration_accounts_are_flagged_and_made_together_or_not_at_all() {
    for database in databases().await {
        let demo = |login: &str| Demonstration {
            new: new(login, Role::CommuneOfficer, lac_son()),
            password: "trình diễn".into(),
        };
        let program = Actor::program("chieusau demo");
        let add = async |accounts: &[Demonstration]| {
            let (mut at, quick) = (later(0), Hashing::quick());
            account::add_demonstration(&database, &program, &mut at, quick, accounts).await
        };
        let twice = add(&[demo("canbo"), demo("chutich"), demo("canbo")]).await.unwrap_err();
        assert_eq!(twice.code, "access.login.taken");
        assert!(account::list(&database, &program, units()).await.unwrap().is_empty());
        add(&[demo("canbo"), demo("chutich")]).await.unwrap();
        let all = account::list(&database, &program, units()).await.unwrap();
        assert!(all.len() == 2 && all.iter().all(|one| one.demonstration && !one.must_change));
        assert!(enter(&database, &mut later(1), "canbo", "trình diễn").await.is_some());
    }
}

#[tokio::test]
async fn signing_in_beside_a_long_import_says_what_goes_on_and_counts_no_try() {
    for database in databases().await {
        let administrator = actor(Role::Administrator, UnitId::NATION);
        let officer = new("canbo", Role::CommuneOfficer, lac_son());
        let made = create(&database, &administrator, officer).await.unwrap();
        fakes::impatient(&database).await;
        let import = database.begin().await.unwrap();
        for (tries, password) in [(1, made.password.as_str()), (2, "không phải mật khẩu này")]
        {
            let mut at = later(tries);
            let hashing = Hashing::quick();
            let done = session::sign_in(&database, &mut at, hashing, "canbo", password).await;
            if database.engine() == store::Engine::Sqlite {
                let Err(problem) = done else { panic!("SQLite has one writer") };
                assert_eq!(problem.code, "access.sign_in.busy", "alike for right and wrong");
                assert_eq!(problem.kind, ground::Kind::Unavailable);
            } else {
                assert_eq!(done.is_ok(), tries == 1, "PostgreSQL lets both write");
            }
        }
        import.rollback().await.unwrap();
        assert!(enter(&database, &mut later(10), "canbo", &made.password).await.is_some());
    }
}
