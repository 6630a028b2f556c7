//! The command line, described in the reader's language.

use clap::{Arg, ArgAction, ArgMatches, Command};
use ground::Lang;
use ui::Words;

/// The whole command line.
pub(crate) fn command(words: &'static Words) -> Command {
    speaking(whole(words), words)
}

/// The same command with clap's own words in the reader's language, and so for everything below it.
fn speaking(command: Command, words: &'static Words) -> Command {
    let help =
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help(words.cli_arg_help());
    let below: Vec<String> =
        command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let command = command
        .help_template(format!(
            "{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}\n",
            words.cli_usage()
        ))
        .subcommand_help_heading(words.cli_commands())
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help)
        .mut_args(|argument| {
            let heading =
                if argument.is_positional() { words.cli_arguments() } else { words.cli_options() };
            told(argument, words).help_heading(heading)
        });
    below
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |below| speaking(below, words)))
}

/// The argument with its default, its choices and its environment variable told in the reader's language.
fn told(argument: Arg, words: &'static Words) -> Arg {
    if !argument.get_action().takes_values() {
        return argument;
    }
    let listed = |values: Vec<String>| Some(values.join(", ")).filter(|text| !text.is_empty());
    let shown = |text: &std::ffi::OsStr| text.to_string_lossy().into_owned();
    let choices = argument.get_possible_values();
    let choices = choices.iter().map(|choice| choice.get_name().to_owned()).collect();
    let defaults = argument.get_default_values().iter().map(|value| shown(value)).collect();
    let added: Vec<String> = [
        listed(choices).map(|choices| words.cli_one_of(choices)),
        listed(defaults).map(|value| words.cli_default(value)),
        argument.get_env().map(|name| words.cli_env(shown(name))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let argument = argument.hide_possible_values(true).hide_default_value(true).hide_env(true);
    match argument.get_help().map(ToString::to_string) {
        Some(help) if !added.is_empty() => argument.help(format!("{help} ({})", added.join("; "))),
        _ => argument,
    }
}

fn whole(words: &'static Words) -> Command {
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(words.cli_arg_version());
    Command::new("chieusau")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(version)
        .about(words.cli_about())
        .after_help(words.cli_after())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .env("CHIEUSAU_LANG")
                .default_value("vi")
                .value_parser(["vi", "en"])
                .help(words.cli_arg_lang()),
        )
        .subcommand(
            serving(
                Command::new("demo").about(words.cli_demo()),
                words,
                "sqlite://chieusau-demo.db",
            )
            .arg(option("day", words.cli_arg_demo_day())),
        )
        .subcommand(serving(
            Command::new("serve").about(words.cli_serve()),
            words,
            "sqlite://chieusau.db",
        ))
        .subcommand(
            storing(Command::new("import").about(words.cli_import()), words)
                .arg(Arg::new("file").value_name("FILE").required(true).help(words.cli_arg_file()))
                .arg(option("unit", words.cli_arg_unit()))
                .arg(flag("dry-run", words.cli_arg_dry_run()))
                .arg(option("remarks", words.cli_arg_remarks()))
                .arg(option("day", words.cli_arg_day()))
                .arg(many("standard", words.cli_arg_standard())),
        )
        .subcommand(
            storing(Command::new("classify").about(words.cli_classify()), words)
                .arg(option("unit", words.cli_arg_unit()))
                .arg(many("standard", words.cli_arg_standard())),
        )
        .subcommand(
            storing(Command::new("report").about(words.cli_report()), words)
                .arg(
                    Arg::new("table")
                        .value_name("N")
                        .required(true)
                        .value_parser(clap::value_parser!(u8).range(1..))
                        .help(words.cli_arg_table()),
                )
                .arg(option("unit", words.cli_arg_unit()).required(true))
                .arg(option("from", words.cli_arg_from()))
                .arg(option("to", words.cli_arg_to()))
                .arg(
                    option("level", words.cli_arg_level())
                        .default_value("commune")
                        .value_parser(["province", "district", "commune"]),
                )
                .arg(option("as-of", words.cli_arg_geography()))
                .arg(option("out", words.cli_arg_out())),
        )
        .subcommand(
            Command::new("measure")
                .about(words.cli_measure())
                .arg(option("spec", words.cli_arg_spec()).required(true))
                .arg(option("input", words.cli_arg_input()).required(true))
                .arg(option("output", words.cli_arg_out()))
                .arg(option("engine", words.cli_arg_engine())),
        )
        .subcommand(
            storing(Command::new("export").about(words.cli_export()), words)
                .arg(
                    Arg::new("folder")
                        .value_name("FOLDER")
                        .required(true)
                        .help(words.cli_arg_folder()),
                )
                .arg(option("unit", words.cli_arg_unit()))
                .arg(option("day", words.cli_arg_export_day())),
        )
        .subcommand(
            Command::new("law")
                .about(words.cli_law())
                .subcommand_required(true)
                .subcommand(legal(Command::new("check").about(words.cli_law_check()), words))
                .subcommand(
                    legal(Command::new("sql").about(words.cli_law_sql()), words)
                        .arg(
                            Arg::new("standard")
                                .value_name("STANDARD")
                                .required(true)
                                .help(words.cli_arg_standard_name()),
                        )
                        .arg(
                            option("dialect", words.cli_arg_dialect())
                                .required(true)
                                .value_parser(["duckdb", "spark"]),
                        )
                        .arg(flag("tables", words.cli_arg_tables()).conflicts_with("measures"))
                        .arg(flag("measures", words.cli_arg_measures())),
                ),
        )
        .subcommand(
            Command::new("units")
                .about(words.cli_units())
                .arg(Arg::new("name").value_name("NAME").required(true).help(words.cli_arg_name()))
                .arg(option("day", words.cli_arg_day())),
        )
        .subcommand(
            Command::new("user")
                .about(words.cli_user())
                .subcommand_required(true)
                .subcommand(
                    database(
                        Command::new("add").about(words.cli_user_add()),
                        words,
                        "sqlite://chieusau.db",
                    )
                    .arg(login(words))
                    .arg(option("name", words.cli_arg_person()).required(true))
                    .arg(option("role", words.cli_arg_role()).required(true))
                    .arg(option("unit", words.cli_arg_unit())),
                )
                .subcommand(database(
                    Command::new("list").about(words.cli_user_list()),
                    words,
                    "sqlite://chieusau.db",
                ))
                .subcommand(
                    database(
                        Command::new("disable").about(words.cli_user_disable()),
                        words,
                        "sqlite://chieusau.db",
                    )
                    .arg(login(words)),
                )
                .subcommand(
                    database(
                        Command::new("password").about(words.cli_user_password()),
                        words,
                        "sqlite://chieusau.db",
                    )
                    .arg(login(words)),
                ),
        )
        .subcommand(database(
            Command::new("check").about(words.cli_check()),
            words,
            "sqlite://chieusau.db",
        ))
        .subcommand(
            database(Command::new("copy").about(words.cli_copy()), words, "sqlite://chieusau.db")
                .arg(option("to", words.cli_arg_to_database()).required(true)),
        )
}

/// The language asked for, looked up before parsing so that help and errors are in it too.
pub(crate) fn language(arguments: &[String]) -> Lang {
    let given = arguments
        .iter()
        .position(|argument| argument == "--lang")
        .and_then(|at| arguments.get(at + 1));
    let joined = arguments.iter().find_map(|argument| argument.strip_prefix("--lang="));
    let wanted = given
        .map(String::as_str)
        .or(joined)
        .map(str::to_owned)
        .or_else(|| std::env::var("CHIEUSAU_LANG").ok());
    wanted.and_then(|tag| tag.parse().ok()).unwrap_or_default()
}

/// Text of an option that must be there (required or with a default).
pub(crate) fn text<'a>(matches: &'a ArgMatches, name: &str) -> &'a str {
    matches.get_one::<String>(name).expect("clap has checked that it is there")
}

/// Text of an option that may be missing.
pub(crate) fn optional<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.get_one::<String>(name).map(String::as_str)
}

/// All values of an option that may be given several times.
pub(crate) fn all(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
}

fn serving(command: Command, words: &'static Words, default: &'static str) -> Command {
    let command = legal(key(database(command, words, default), words), words);
    command
        .arg(option("listen", words.cli_arg_listen()).default_value("127.0.0.1:8080"))
        .arg(option("boundaries", words.cli_arg_boundaries()))
        .arg(option("boundaries-code", words.cli_arg_boundaries_code()).default_value("code"))
}

fn storing(command: Command, words: &'static Words) -> Command {
    legal(key(database(command, words, "sqlite://chieusau.db"), words), words)
}

fn database(command: Command, words: &'static Words, default: &'static str) -> Command {
    command.arg(
        option("database", words.cli_arg_database())
            .env("CHIEUSAU_DATABASE")
            .default_value(default),
    )
}

fn key(command: Command, words: &'static Words) -> Command {
    command.arg(option("key-file", words.cli_arg_key()).env("CHIEUSAU_KEY_FILE"))
}

fn legal(command: Command, words: &'static Words) -> Command {
    command.arg(many("law", words.cli_arg_law())).arg(many("specimen", words.cli_arg_specimen()))
}

fn login(words: &'static Words) -> Arg {
    Arg::new("login").value_name("LOGIN").required(true).help(words.cli_arg_login())
}

fn option(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).help(help)
}

fn many(name: &'static str, help: &'static str) -> Arg {
    option(name, help).action(ArgAction::Append)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    option(name, help).action(ArgAction::SetTrue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent_in_both_languages() {
        for lang in Lang::ALL {
            command(Words::of(lang)).debug_assert();
        }
    }

    #[test]
    fn help_in_vietnamese_has_no_english_words_of_the_parser() {
        let mut whole = command(Words::of(Lang::Vi));
        let report = whole.find_subcommand_mut("report").unwrap().render_long_help().to_string();
        let help = whole.render_long_help().to_string() + &report;
        // Lines are wrapped for a screen.
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        for english in ["Print", "default:", "possible values", "env:", "Options:"] {
            assert!(!help.contains(english), "{english}: {help}");
        }
        assert!(help.contains("province, district, commune"), "{help}");
        assert!(
            help.contains("sqlite://chieusau.db") && help.contains("CHIEUSAU_DATABASE"),
            "{help}"
        );
    }

    #[test]
    fn the_language_is_found_in_either_spelling() {
        let line = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(language(&line(&["chieusau", "demo", "--lang", "en"])), Lang::En);
        assert_eq!(language(&line(&["chieusau", "--lang=en", "demo"])), Lang::En);
    }
}
