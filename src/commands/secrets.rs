//! Keeps secrets off the command line, which every user of the machine can read in the list of
//! processes.

use clap::{ArgMatches, parser::ValueSource};
use percent_encoding::percent_decode_str;

/// The arguments that may contain a secret, and what to use instead.
const INSTEAD: [(&str, &str, &str); 4] = [
    (
        "secret",
        "--secret",
        "Write the secret to a file with mode 600 and name it with --secret-file, or set \
            SPEIR_SECRET.",
    ),
    (
        "database_url",
        "--database-url",
        "Write the address to a file with mode 600 and name it with --database-url-file, or set \
            DATABASE_URL.",
    ),
    (
        "smtp_url",
        "--smtp-url",
        "Write the address to a file with mode 600 and name it with --smtp-url-file, or set \
            SMTP_URL.",
    ),
    (
        "to",
        "The address to copy to",
        "Leave the password out, and set PGPASSWORD or name a passfile.",
    ),
];

/// Refuses a command line that contains a secret, with a message that does not repeat it.
pub fn refuse(matches: &ArgMatches) -> Result<(), String> {
    for id in matches.ids() {
        if matches.value_source(id.as_str()) != Some(ValueSource::CommandLine) {
            continue;
        }
        // clap's groups for flattened arguments have no text.
        let Ok(Some(values)) = matches.try_get_raw(id.as_str()) else { continue };
        let holds_secret = id == "secret"
            || values.into_iter().any(|value| holds_password(&value.to_string_lossy()));
        if holds_secret {
            let (_, name, instead) = INSTEAD.iter().find(|(known, ..)| id == known).unwrap_or(&(
                "",
                "This command line",
                "Set it in the environment instead.",
            ));
            return Err(format!(
                "{name} contains a secret, and other users of this machine can read it. {instead}"
            ));
        }
    }
    matches.subcommand().map_or(Ok(()), |(_, inner)| refuse(inner))
}

/// Whether this is a server address with a password in it, before the host or as a parameter.
fn holds_password(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return names_password(text) };
    let is_server = ["postgres", "postgresql", "smtp", "smtps"]
        .iter()
        .any(|known| scheme.trim().eq_ignore_ascii_case(known));
    // A password may hold a slash, although it should not.
    let before_host = rest.rsplit_once('@').map_or("", |(user, _)| user);
    let after_colon = before_host.split_once(':').map_or("", |(_, password)| password);
    is_server && (!after_colon.is_empty() || names_password(rest))
}

/// Whether a parameter of the address is a password, as libpq calls them.
fn names_password(text: &str) -> bool {
    let decoded = percent_decode_str(text).decode_utf8_lossy().to_lowercase();
    let mut parameters =
        decoded.split(['?', '&', ' ']).filter_map(|parameter| parameter.split_once('='));
    parameters.any(|(key, value)| {
        matches!(key.trim(), "password" | "sslpassword" | "oauth_client_secret")
            && !value.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{super::Cli, *};

    fn refused(arguments: &[&str]) -> Option<String> {
        let matches = Cli::command()
            .try_get_matches_from([&["speir"], arguments].concat())
            .expect("a command line");
        refuse(&matches).err()
    }

    #[test]
    fn secrets_on_the_command_line_are_refused_and_not_repeated() {
        for (arguments, instead) in [
            (["serve", "--secret", "hunter2-hunter2-hunter2-hunter2-hunter2"], "--secret-file"),
            (["user", "list", "--secret=hunter2"], "--secret-file"),
            (
                ["serve", "--database-url", "postgres://speir:hunter2@db/speir"],
                "--database-url-file",
            ),
            (
                ["serve", "--database-url", "postgresql://speir@db/speir?password=hunter2"],
                "--database-url-file",
            ),
            (
                ["serve", "--database-url", "postgres://db/speir?a=b&pass%77ord=hunter2"],
                "--database-url-file",
            ),
            (
                ["serve", "--database-url", "POSTGRES://speir:hunter2/x@db/speir"],
                "--database-url-file",
            ),
            (["serve", "--smtp-url", "smtps://mail:hunter2@mail.example:465"], "--smtp-url-file"),
            (
                ["message", "run", "--smtp-url=smtp://a@b.example:hunter2@mail.example"],
                "--smtp-url-file",
            ),
            (["copy-to", "postgres://speir:hunter2@db/speir", "--database-url=a"], "PGPASSWORD"),
        ] {
            let sentence = refused(&arguments).unwrap_or_else(|| panic!("{arguments:?} was taken"));
            assert!(sentence.contains(instead), "{sentence}");
            assert!(!sentence.contains("hunter2"), "{sentence}");
        }
    }

    #[test]
    fn addresses_without_a_password_are_taken() {
        for address in [
            "speir.sqlite",
            "sqlite:/var/lib/speir/speir.sqlite",
            "postgres://speir@db/speir?sslmode=verify-full&passfile=/etc/speir/pass",
            "postgres://db:5432/speir",
            "postgres://speir:@db/speir",
        ] {
            assert_eq!(refused(&["serve", "--database-url", address]), None, "{address}");
        }
        assert_eq!(refused(&["serve", "--smtp-url", "smtp://mail.example:587?tls=required"]), None);
        assert_eq!(
            refused(&["serve", "--secret-file", "key", "--base-url", "https://speir.example:8443"]),
            None
        );
    }

    #[test]
    fn every_argument_for_a_secret_is_known_here() {
        walk(&Cli::command());
    }

    fn walk(command: &clap::Command) {
        for argument in command.get_arguments().filter(|argument| argument.is_hide_env_values_set())
        {
            assert!(
                INSTEAD.iter().any(|(id, ..)| argument.get_id() == id),
                "{}",
                argument.get_id()
            );
        }
        command.get_subcommands().for_each(walk);
    }
}
