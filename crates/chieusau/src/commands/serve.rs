//! `chieusau demo` and `chieusau serve`: open the desk.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use access::account::{self, Hashing};
use access::session::Devices;
use clap::ArgMatches;
use demonstration::Size;
use desk::Desk;
use field::openrosa::{self, Door};
use field::submission::Inbox;
use ground::{Clock, Day, Problem};
use places::{Boundaries, Level, Reading, Units};
use store::Watch;
use tokio::net::TcpListener;
use ui::Words;

use crate::context::{Context, one};
use crate::{cli, say, worker};

/// How long the first page may read a large registry while its columns are being made.
const PATIENCE: Duration = Duration::from_secs(2);

/// Fills an empty database with the demonstration, prints its accounts, and serves it.
pub(crate) async fn demo(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let mut context = Context::open(matches, demonstration::SPECIMENS).await?;
    // Only here can a day be chosen: what is served as real lives by the machine's clock.
    if let Some(day) = cli::optional(matches, "day") {
        let day: Day = day.parse().map_err(one)?;
        if !demonstration::covers(day) {
            return Err(one(Problem::invalid("demonstration.day.outside").with("day", day)));
        }
        context.clock = Clock::starting(day);
    } else if !demonstration::is_lively(context.clock.now().day()) {
        // The generated reviews end with 2026; later visitors see the desk as on the last day worked on.
        context.clock = Clock::fixed(demonstration::last_day());
    }
    fill(&context, words).await?;
    say::line(words.cli_demo_accounts());
    let accounts =
        demonstration::accounts(context.units, context.clock.now().day()).map_err(one)?;
    for account in accounts {
        let role = desk::role_word(words, account.new.role);
        let unit =
            context.units.get(account.new.unit).map_or(words.unit_nation(), |unit| &unit.full_name);
        say::line(format!(
            "  {}",
            words.cli_demo_account(account.new.login, account.password, role, unit)
        ));
    }
    open(matches, words, context, true).await
}

async fn fill(context: &Context, words: &'static Words) -> Result<(), Vec<Problem>> {
    let started = std::time::Instant::now();
    let mut shown = say::Progress::new(words);
    let mut made = false;
    let counts = demonstration::fill(
        &context.database,
        &context.law,
        context.units,
        &context.seal,
        context.clock.now().day(),
        Size::default(),
        &mut |done, total| {
            if !made {
                say::note(words.cli_demo_filling());
                made = true;
            }
            shown.show(done as i64, total as i64);
        },
    )
    .await
    .map_err(one)?;
    if made {
        context.database.settle().await.map_err(one)?;
        let lang = words.lang();
        let count = |number| ground::integer(lang, number as i64);
        let seconds = ground::decimal(lang, started.elapsed().as_secs_f64(), 1);
        say::note(words.cli_demo_filled(
            count(counts.households),
            count(counts.persons),
            seconds,
            count(counts.visits),
        ));
    }
    Ok(())
}

/// Serves real data; the first start makes an administrator with a one-time password.
pub(crate) async fn serve(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let context = Context::open(matches, &[]).await?;
    let mut moment = context.clock.moment();
    let first = account::first_start(&context.database, &mut moment, Hashing::default())
        .await
        .map_err(one)?;
    if let Some(first) = first {
        say::line(words.cli_first_account(first.login, first.password));
    }
    open(matches, words, context, false).await
}

async fn open(
    matches: &ArgMatches,
    words: &'static Words,
    context: Context,
    demonstration: bool,
) -> Result<(), Vec<Problem>> {
    let address = cli::text(matches, "listen");
    let listener = TcpListener::bind(address).await.map_err(|error| {
        one(Problem::unavailable("chieusau.listen.taken").with("address", address).because(error))
    })?;
    let local =
        listener.local_addr().map_or_else(|_| address.to_owned(), |local| local.to_string());
    let loopback = listener.local_addr().is_ok_and(|local| local.ip().is_loopback());
    let boundaries = boundaries(matches, context.units, context.clock.now().day())?;
    let inbox = Inbox::new(
        context.database.clone(),
        Arc::clone(&context.law),
        context.units,
        context.clock.clone(),
    );
    let desk = Desk {
        boundaries,
        inbox: inbox.clone(),
        database: context.database,
        law: context.law,
        layouts: context.layouts,
        units: context.units,
        seal: context.seal,
        snapshots: context.snapshots,
        clock: context.clock,
        patience: PATIENCE,
        press: press::pdf,
        watch: Watch::default(),
        demonstration,
        // Behind a proxy with TLS the desk listens elsewhere than on loopback.
        secure_cookies: !loopback,
    };
    let door = Door {
        database: desk.database.clone(),
        law: Arc::clone(&desk.law),
        units: desk.units,
        clock: desk.clock.clone(),
        inbox,
        devices: Arc::new(Devices::new(&mut desk.moment())),
        hashing: Hashing::default(),
        secure: !loopback,
    };
    let work = tokio::spawn(worker::run(desk.clone()));
    say::line(words.cli_serving(format!("http://{local}")));
    say::note(words.cli_stop());
    let service = desk::router(desk.clone()).merge(openrosa::router(door));
    // Where a request comes from is known to the page that is open to everybody.
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(stopped());
    let served = server.await.map_err(|error| {
        one(Problem::unavailable("chieusau.listen.taken").with("address", address).because(error))
    });
    work.abort();
    desk.database.close().await;
    served
}

/// Until Ctrl+C or a polite end from the system.
async fn stopped() {
    let interrupted = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! { () = interrupted => {}, () = terminated => {} }
}

/// The outlines of communes named by `--boundaries`; codes mean what they mean today.
fn boundaries(
    matches: &ArgMatches,
    units: &Units,
    today: Day,
) -> Result<Option<Arc<Boundaries>>, Vec<Problem>> {
    let Some(path) = cli::optional(matches, "boundaries") else { return Ok(None) };
    let text = std::fs::read_to_string(path).map_err(|error| {
        one(Problem::missing("chieusau.file.unreadable").with("file", path).because(error))
    })?;
    let property = cli::text(matches, "boundaries-code").to_owned();
    let reading = Reading { property, level: Level::Commune, day: today };
    Boundaries::read(path, &text, &reading, units).map(|read| Some(Arc::new(read)))
}
