//! `chieusau user …`: accounts from the command line, for whoever runs the server.

use access::Actor;
use access::account::{self, Account, Hashing, New};
use clap::ArgMatches;
use ground::{Clock, Problem, UnitId};
use places::Units;
use store::Database;
use ui::Words;

use crate::context::one;
use crate::{cli, say};

pub(crate) async fn run(matches: &ArgMatches, words: &'static Words) -> Result<(), Vec<Problem>> {
    let (name, matches) = matches.subcommand().expect("clap asks for a command");
    let url = cli::text(matches, "database");
    let database = match name {
        "add" => Database::open(url).await,
        _ => Database::open_existing(url).await,
    };
    let database = database.map_err(one)?;
    let (actor, units) = (Actor::program("chieusau user"), Units::builtin());
    let mut moment = Clock::system().moment();
    match name {
        "add" => {
            let new = New {
                login: cli::text(matches, "login").to_owned(),
                name: cli::text(matches, "name").to_owned(),
                role: cli::text(matches, "role").parse().map_err(one)?,
                unit: super::unit(matches, units, moment.today())?.unwrap_or(UnitId::NATION),
                lang: words.lang(),
            };
            let made =
                account::create(&database, &actor, &mut moment, units, Hashing::default(), new)
                    .await
                    .map_err(one)?;
            say::note(words.cli_user_made(made.login.as_str()));
            say::line(words.cli_one_time(made.login, made.password));
        }
        "list" => {
            for account in account::list(&database, &actor, units).await.map_err(one)? {
                list_line(&account, units, words);
            }
        }
        "disable" => {
            let account = find(&database, &actor, units, matches).await?;
            account::disable(&database, &actor, &mut moment, units, account.id)
                .await
                .map_err(one)?;
            say::line(words.cli_user_disabled(account.login));
        }
        _ => {
            let account = find(&database, &actor, units, matches).await?;
            let reset = account::reset_password(
                &database,
                &actor,
                &mut moment,
                units,
                Hashing::default(),
                account.id,
            );
            let reset = reset.await.map_err(one)?;
            say::line(words.cli_one_time(reset.login, reset.password));
        }
    }
    Ok(())
}

fn list_line(account: &Account, units: &Units, words: &'static Words) {
    let unit = units.get(account.unit).map_or(words.unit_nation(), |unit| &unit.full_name);
    let state = if account.disabled_at.is_some() { words.account_disabled() } else { "" };
    say::line(format!(
        "{}  {}  {}, {unit}  {state}",
        account.login,
        account.name,
        desk::role_word(words, account.role)
    ));
}

async fn find(
    database: &Database,
    actor: &Actor,
    units: &Units,
    matches: &ArgMatches,
) -> Result<Account, Vec<Problem>> {
    let login = cli::text(matches, "login");
    let all = account::list(database, actor, units).await.map_err(one)?;
    let found = all.into_iter().find(|account| account.login == login);
    found.ok_or_else(|| one(Problem::missing("chieusau.user.missing").with("login", login)))
}
