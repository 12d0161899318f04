//! The command line.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

use crate::support::{Place, SPEIR, inspection, today};

#[test]
fn speir_alone_prints_help_and_every_command_explains_itself() {
    let alone = Command::new(SPEIR).output().unwrap();
    assert!(String::from_utf8_lossy(&alone.stderr).contains("Usage: speir <COMMAND>"));
    for command in [
        "demo",
        "serve",
        "survey",
        "inspection",
        "collection",
        "user",
        "survey check",
        "survey publish",
        "collection list",
        "invitation slips",
        "user add",
    ] {
        let output = Command::new(SPEIR).args(command.split(' ')).arg("--help").output().unwrap();
        assert!(output.status.success(), "{command}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("Usage: speir"), "{command}");
    }
}

/// The commands below the one with this help.
fn below(help: &str) -> Vec<String> {
    let listed = help.split_once("Commands:\n").map_or("", |(_, list)| list);
    let listed = listed.split("\n\n").next().unwrap_or_default();
    listed
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// The arguments and options in this help that have no text.
fn unexplained(help: &str) -> Vec<&str> {
    let lines: Vec<&str> = help.lines().map(str::trim).collect();
    let begins = |line: &str| {
        line.starts_with(['-', '<', '['])
            && !line.starts_with("- ")
            && !line.starts_with("[default")
    };
    lines
        .iter()
        .zip(lines.iter().skip(1).chain(&[""]))
        .filter(|(line, next)| {
            let named = line.trim_end_matches(['>', ']', '.']);
            begins(line) && !named.contains("  ") && (next.is_empty() || begins(next))
        })
        .filter(|(line, _)| !line.starts_with("[env") && !line.starts_with("[possible"))
        .map(|(line, _)| *line)
        .collect()
}

#[test]
fn every_argument_of_every_command_has_a_help_text() {
    let mut waiting = vec![Vec::new()];
    let mut seen = 0;
    while let Some(words) = waiting.pop() {
        let output = Command::new(SPEIR).args(&words).arg("--help").output().unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        assert_eq!(unexplained(&help), Vec::<&str>::new(), "{words:?}: {help}");
        seen += 1;
        waiting.extend(below(&help).into_iter().map(|name| [words.clone(), vec![name]].concat()));
    }
    assert!(seen > 30, "{seen}");
    assert_eq!(
        unexplained("Arguments:\n  <FILE>\n\nOptions:\n  --a <A>  It\n  --b\n  --c\n      Text\n"),
        ["<FILE>", "--b"]
    );
}

#[test]
fn a_wrong_argument_is_answered_with_a_sentence() {
    let place = Place::with_collections();
    let link = place.link("staff");
    let wrong = place.dir.path().join("wrong.toml");
    fs::write(&wrong, "title = 3\n").unwrap();
    let wrong = wrong.to_str().unwrap();
    for (arguments, says) in [
        (
            vec!["invitation", "slips", &link, "--count", "3"],
            "Print between 8 and 5,000 slips at once.",
        ),
        (
            vec!["user", "token", "add", "a@example.org", "--name=A", "--days=0"],
            "A token works for 1 to 365 days.",
        ),
        (vec!["purge", "--now", "nope"], "nope is not the id of an inspection. `speir inspection"),
        (
            vec!["inspection", "create", wrong],
            "wrong.toml: line 1: “title” is the number 3, but it should be a text between quotes.",
        ),
        (vec!["inspection", "create", "none.toml"], "speir: There is no file none.toml."),
        (vec!["invitation", "import", &link, "none.csv"], "speir: There is no file none.csv."),
        (vec!["export"], "--inspection <TITLE>"),
        (vec!["export", "--inspection", "Nowhere"], "There is no inspection “Nowhere”."),
        (vec!["inspection", "show", "Nowhere"], "There is no inspection “Nowhere”."),
        (vec!["survey", "check", "staff", "one"], "Write a whole number from 1 to 9,999."),
    ] {
        let said = place.refuse(&arguments);
        assert!(said.contains(says), "{arguments:?}: {said}");
        assert!(!said.contains("os error"), "{said}");
    }
}

#[test]
fn a_command_line_with_a_secret_is_refused() {
    let place = Place::new();
    for (arguments, says) in [
        (["user", "list", "--secret", "hunter2-hunter2-hunter2-hunter2-hunter2"], "--secret-file"),
        (
            ["user", "list", "--database-url", "postgres://speir:hunter2@localhost/speir"],
            "--database-url-file",
        ),
        (
            ["serve", "--listen=127.0.0.1:0", "--smtp-url", "smtp://a:hunter2@localhost"],
            "--smtp-url-file",
        ),
    ] {
        let said = place.refuse(&arguments);
        assert!(said.contains(says) && !said.contains("hunter2"), "{said}");
    }
    let mut command = place.command(&["user", "add", "lead@speir.example", "--role", "lead"]);
    let output = command
        .env_remove("SPEIR_SECRET_FILE")
        .env("SPEIR_SECRET", "a".repeat(40))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let help = place.run(&["serve", "--help"]);
    assert!(!help.contains("--secret <") && help.contains("--secret-file <"), "{help}");
}

#[test]
fn a_collection_is_listed_with_everything_that_other_programs_need() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("age-8-15"));
    assert_eq!(service.post(&path, "worker=teacher").status, 303);
    let listed = place.collection("age-8-15");
    for key in [
        "inspection",
        "area",
        "area_name",
        "audience",
        "survey",
        "version",
        "link",
        "url",
        "state",
        "issued",
        "returned",
        "rate",
        "target_percent",
        "opens_at",
        "closes_at",
    ] {
        assert!(listed.get(key).is_some(), "{key}");
    }
    assert_eq!(
        (listed["area"].as_str(), listed["area_name"].as_str()),
        (Some("S12000019"), Some("Midlothian"))
    );
    assert_eq!((listed["issued"].as_u64(), listed["returned"].as_u64()), (Some(110), Some(1)));
    assert!((listed["rate"].as_f64().unwrap() - 1.0 / 110.0).abs() < 1e-9);
    assert_eq!(listed["state"], "open");
    let elsewhere = place
        .command(&["collection", "list", "--json"])
        .env("SPEIR_LISTEN", "127.0.0.1:9999")
        .output()
        .unwrap();
    assert!(
        String::from_utf8_lossy(&elsewhere.stdout).contains("\"url\": \"http://127.0.0.1:9999/s/")
    );
    assert!(
        listed["url"]
            .as_str()
            .unwrap()
            .ends_with(&format!("/s/{}", listed["link"].as_str().unwrap()))
    );
}

#[test]
fn an_inspection_file_with_a_mistake_is_refused_with_its_place_and_creates_nothing() {
    let place = Place::new();
    place.publish_all();
    let sound = inspection("Midlothian", today(), today());
    let cases = [
        ("area = \"Midlothian\"", "area = \"Atlantis\"", "not a council area"),
        ("audience = \"staff\"", "audience = \"cats\"", "line 8"),
        ("audience = \"age-8-15\"", "audience = \"staff\"", "This survey appears twice"),
        ("lead@speir.example", "nobody", "email address"),
        ("population = 1306", "population = 0", "how many people"),
        (
            "kind = \"joint-inspection\"",
            "kind = \"joint-inspection\"\nthreshold = 2",
            "from 5 to 1,000",
        ),
        ("audience = \"staff\"", "audience = \"staff\"\nversion = 7", "not published"),
        ("kind = \"joint-inspection\"", "kind = \"party\"", "line 2"),
        ("opens_on = ", "opens_on = 3", "line 4"),
    ];
    for (from, to, words) in cases {
        assert!(sound.contains(from), "{from}");
        let file = place.dir.path().join("wrong.toml");
        fs::write(&file, sound.replacen(from, to, 1)).unwrap();
        let said = place.refuse(&["inspection", "create", file.to_str().unwrap()]);
        assert!(said.contains(words) && said.contains("wrong.toml"), "{to}: {said}");
    }
    assert!(place.collections().is_empty());
    place.create(&sound);
    assert_eq!(place.collections().len(), 4);
    let file = place.dir.path().join("inspection.toml");
    assert!(place.refuse(&["inspection", "create", file.to_str().unwrap()]).contains("already"));
}

#[test]
fn the_database_and_its_key_belong_to_their_owner_alone() {
    let place = Place::on_sqlite();
    place.publish_all();
    for file in [place.file(), place.dir.path().join("speir.sqlite.key")] {
        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }
}

#[test]
fn another_secret_than_the_one_that_sealed_the_database_is_an_error_at_start() {
    let place = Place::with_collections();
    let key = place.key_file();
    let original = fs::read_to_string(&key).unwrap();
    let with_secret = |command: &str, secret: &str| {
        let words: Vec<&str> = command.split(' ').collect();
        place
            .command(&words)
            .env_remove("SPEIR_SECRET_FILE")
            .env("SPEIR_SECRET", secret)
            .output()
            .unwrap()
    };
    let output = with_secret("serve", "another secret of more than thirty-two letters");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && said.contains("does not belong to this database"),
        "{said}"
    );
    fs::remove_file(&key).unwrap();
    let said = place.refuse(&["serve"]);
    assert!(said.contains("Restore the key file"), "{said}");
    assert!(!key.exists(), "no new key is made for a database that has one");
    assert!(with_secret("survey list", &original).status.success());
}

#[test]
fn settings_that_cannot_be_right_are_refused_in_one_line() {
    let place = Place::on_sqlite();
    for (name, value, words) in [
        ("DATABASE_URL", "postgres://u:hush@127.0.0.1:1/x", "cannot be reached"),
        ("DATABASE_URL", "postgres://u:hush@127.0.0.1:one/x", "cannot be reached"),
        ("DATABASE_URL", "postgresql:u:hush@localhost", "not a database address"),
        ("DATABASE_URL_FILE", "/nowhere/at/all", "Check that"),
        ("SPEIR_SECRET_FILE", "/nowhere/at/all", "Restore the key file"),
        ("DATABASE_URL", "mysql://u:hush@localhost/x", "not a database address"),
        ("DATABASE_URL", "/nowhere/at/all.sqlite", "Check that the folder exists"),
        ("SPEIR_SECRET", "short", "too short"),
        ("SPEIR_BASE_URL", "speir", "https://"),
        ("SPEIR_LISTEN", "everywhere", "SPEIR_LISTEN"),
    ] {
        let mut command = place.command(&["serve"]);
        if name == "DATABASE_URL_FILE" {
            command.env_remove("DATABASE_URL");
        }
        let output = command.env(name, value).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{name}={value}");
        assert!(
            said.contains(words) || (name == "SPEIR_LISTEN" && said.contains("--listen")),
            "{name}={value}: {said}"
        );
        assert!(!said.contains("hush"), "{said}");
    }
}

#[test]
fn a_port_that_is_taken_is_named_with_the_setting_that_changes_it() {
    let place = Place::new();
    let service = place.serve();
    let taken = service.base.trim_start_matches("http://");
    let output = place.command(&["serve"]).env("SPEIR_LISTEN", taken).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(taken) && said.contains("SPEIR_LISTEN"), "{said}");
}

#[test]
fn a_user_is_added_once_with_a_password_that_is_shown_once() {
    let place = Place::on_sqlite();
    let said = place.run(&["user", "add", "Lead@Speir.example", "--role", "lead"]);
    assert!(
        said.contains("lead@speir.example can sign in as an inspection lead")
            && said.contains("Password: "),
        "{said}"
    );
    assert!(
        place.refuse(&["user", "add", "lead@speir.example", "--role", "admin"]).contains("already")
    );
    assert!(
        place
            .refuse(&["user", "add", "nobody", "--role", "admin"])
            .contains("not an email address")
    );
    let password = said.split("Password: ").nth(1).unwrap().lines().next().unwrap().to_owned();
    let bytes = fs::read(place.file()).unwrap();
    assert!(!bytes.windows(password.len()).any(|w| w == password.as_bytes()));
}

#[test]
fn a_command_that_only_looks_makes_no_database() {
    let place = Place::new();
    let files = || fs::read_dir(place.dir.path()).unwrap().count();
    let before = files();
    for command in [["survey", "list"], ["inspection", "list"], ["collection", "list"]] {
        let said = place.refuse(&command);
        assert!(said.contains("there is no database"), "{said}");
    }
    assert_eq!(files(), before);
}

#[test]
fn a_file_that_is_no_database_is_named_at_once() {
    let place = Place::on_sqlite();
    fs::write(place.file(), "not a database, but long enough to be looked at as one").unwrap();
    let said = place.refuse(&["serve"]);
    assert!(said.contains("speir.sqlite") && said.contains("not a database"), "{said}");
}

#[test]
fn the_address_and_the_secret_come_from_files_that_their_owner_alone_can_read() {
    let place = Place::with_collections();
    let address = place.dir.path().join("address");
    fs::write(&address, format!("{}\n", place.address())).unwrap();
    let read_from = |secret: &Path| {
        let mut command = place.command(&["collection", "list"]);
        command
            .env_remove("DATABASE_URL")
            .env("DATABASE_URL_FILE", &address)
            .env("SPEIR_SECRET_FILE", secret);
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    let (ok, said) = read_from(&place.key_file());
    assert!(!ok && said.contains("chmod 600") && said.contains("address"), "{said}");
    fs::set_permissions(&address, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(read_from(&place.key_file()), (true, String::new()));
    fs::set_permissions(place.key_file(), fs::Permissions::from_mode(0o640)).unwrap();
    let (ok, said) = read_from(&place.key_file());
    assert!(!ok && said.contains("chmod 600"), "{said}");
}
