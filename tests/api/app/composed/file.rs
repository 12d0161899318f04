//! What docker-compose.yml and the Dockerfile promise, read from the files themselves.

use std::{collections::HashSet, fs, path::Path};

use serde_json::Value;

/// A file of the project.
fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn compose() -> Value {
    serde_saphyr::from_str(&read("docker-compose.yml")).unwrap()
}

/// What PostgreSQL is told, each as name=value.
pub fn database_settings() -> Vec<String> {
    let file = compose();
    let arguments = texts(&file["services"]["database"]["command"]);
    assert_eq!(arguments[0], "postgres");
    arguments[1..].iter().map(|argument| argument.strip_prefix("-c").unwrap().to_owned()).collect()
}

fn services(file: &Value) -> impl Iterator<Item = (&str, &Value)> {
    file["services"].as_object().unwrap().iter().map(|(name, service)| (name.as_str(), service))
}

/// The texts of a list.
fn texts(list: &Value) -> Vec<&str> {
    list.as_array()
        .map(|list| list.iter().map(|item| item.as_str().unwrap()).collect())
        .unwrap_or_default()
}

/// The names in a list, or the keys of a map.
fn names(value: &Value) -> HashSet<&str> {
    match value {
        Value::Object(map) => map.keys().map(String::as_str).collect(),
        list => texts(list).into_iter().collect(),
    }
}

#[test]
fn every_container_starts_again_by_itself_and_can_do_little_else() {
    let file = compose();
    for (name, service) in services(&file) {
        // The one that commands are run in ends with its command.
        let restart = if name == "speir" { "no" } else { "unless-stopped" };
        assert_eq!(service["restart"], restart, "{name}");
        assert_eq!(service["read_only"], true, "{name}");
        assert_eq!(texts(&service["cap_drop"]), ["ALL"], "{name}");
        assert_eq!(texts(&service["security_opt"]), ["no-new-privileges:true"], "{name}");
        assert_eq!(service["ulimits"]["core"], 0, "{name}");
        assert_eq!(service["logging"]["options"]["max-size"], "10m", "{name}");
        for key in ["cap_add", "privileged", "network_mode", "pid", "ipc", "devices", "env_file"] {
            assert!(service.get(key).is_none(), "{name} has {key}");
        }
        let (user, group) = service["user"].as_str().unwrap().split_once(':').unwrap();
        assert!(
            user.parse::<u32>().unwrap() > 0 && group.parse::<u32>().unwrap() > 0,
            "{name} is not root"
        );
    }
}

#[test]
fn no_secret_stands_in_the_file_and_each_is_given_to_those_who_need_it() {
    let file = compose();
    for (name, service) in services(&file) {
        for (key, value) in service["environment"].as_object().into_iter().flatten() {
            let value = value.as_str().unwrap_or_default();
            if key.ends_with("_FILE") {
                let secret = value.strip_prefix("/run/secrets/").unwrap();
                assert!(names(&service["secrets"]).contains(secret), "{name} is given {secret}");
                continue;
            }
            assert!(
                !["PASS", "SECRET", "KEY", "TOKEN"].iter().any(|word| key.contains(word)),
                "{name} has {key}"
            );
            assert!(!value.contains('@'), "{key} of {name} names nobody");
        }
    }
    assert_eq!(
        names(&file["services"]["database"]["secrets"]),
        HashSet::from(["database-password"])
    );
    assert!(["proxy", "mail"].iter().all(|name| file["services"][name].get("secrets").is_none()));
    for (name, secret) in file["secrets"].as_object().unwrap() {
        assert_eq!(secret["file"].as_str(), Some(format!("./secrets/{name}").as_str()));
    }
    let ignored = |list: &str, entry: &str| read(list).lines().any(|line| line == entry);
    assert!(ignored(".gitignore", "/secrets"));
    assert!(ignored(".dockerignore", "*") && !read(".dockerignore").contains("!secrets"));
}

#[test]
fn every_image_is_pinned_and_that_of_speir_holds_no_shell_and_runs_as_its_own_user() {
    let file = compose();
    let pinned = |image: &str| {
        let tag = image.split_once(':').unwrap_or_else(|| panic!("{image} has no tag")).1;
        tag.trim_start_matches('v')
            .split(['.', '-'])
            .take(3)
            .filter(|part| part.parse::<u32>().is_ok())
            .count()
            >= 2
    };
    for (name, service) in services(&file) {
        assert!(pinned(service["image"].as_str().unwrap()), "{name}");
    }
    let dockerfile = read("Dockerfile");
    let lines = |word: &str| {
        dockerfile.lines().filter_map(|line| line.strip_prefix(word)).collect::<Vec<_>>()
    };
    let from = lines("FROM ");
    assert!(pinned(from[0].split(' ').next().unwrap()), "{from:?}");
    assert_eq!(from.last(), Some(&"scratch"));
    assert_eq!(lines("USER "), [file["services"]["speir-1"]["user"].as_str().unwrap()]);
    assert!(dockerfile.contains("cargo build --release --locked --features postgres-tls"));
}

#[test]
fn postgresql_keeps_every_commit_and_writes_down_neither_statements_nor_times() {
    let file = compose();
    let database = &file["services"]["database"];
    let settings = database_settings();
    for setting in [
        "track_commit_timestamp=off",
        "log_min_messages=log",
        "log_statement=none",
        "log_min_duration_statement=-1",
        "log_min_error_statement=panic",
        "log_error_verbosity=terse",
        "log_parameter_max_length=0",
        "log_parameter_max_length_on_error=0",
        "fsync=on",
        "full_page_writes=on",
        "synchronous_commit=on",
    ] {
        assert!(settings.iter().any(|one| one == setting), "{setting}");
    }
    assert!(
        database["environment"]["POSTGRES_INITDB_ARGS"]
            .as_str()
            .unwrap()
            .contains("--data-checksums")
    );
    assert_eq!(texts(&database["healthcheck"]["test"])[..2], ["CMD", "pg_isready"]);
    assert_eq!(texts(&database["volumes"]), ["database:/var/lib/postgresql"]);
    assert!(file["volumes"].get("database").is_some());
}

#[test]
fn no_location_of_the_proxy_takes_headers_away() {
    for line in
        read("docs/nginx.conf").lines().filter(|line| line.trim_start().starts_with("add_header"))
    {
        let indent = line.len() - line.trim_start().len();
        assert_eq!(indent, 8, "add_header in a location takes away those of the server: {line}");
        assert!(line.ends_with(" always;"), "{line}");
    }
    assert!(!read("docs/nginx-tls.conf").contains("add_header "));
}

#[test]
fn rust_is_the_same_version_in_the_image_and_here() {
    let pin: toml::Value = toml::from_str(&read("rust-toolchain.toml")).unwrap();
    let channel = pin["toolchain"]["channel"].as_str().unwrap();
    assert!(read("Dockerfile").contains(&format!("FROM rust:{channel}-")), "{channel}");
}

#[test]
fn the_two_processes_are_alike_and_only_they_reach_the_database() {
    let file = compose();
    let alike = |name: &str| {
        let mut service = file["services"][name].clone();
        for key in ["build", "ports", "networks"] {
            service.as_object_mut().unwrap().remove(key);
        }
        service
    };
    assert_eq!(alike("speir-1"), alike("speir-2"));
    let inner = HashSet::from(["front", "store"]);
    assert!(inner.iter().all(|network| file["networks"][network]["internal"] == true));
    for (name, service) in services(&file) {
        let reaches =
            names(&service["networks"]).intersection(&inner).copied().collect::<HashSet<_>>();
        let expected = match name {
            "database" | "speir" => HashSet::from(["store"]),
            "proxy" => HashSet::from(["front"]),
            "mail" => HashSet::new(),
            _ => inner.clone(),
        };
        assert_eq!(reaches, expected, "{name}");
        assert!(
            texts(&service["ports"]).iter().all(|port| port.starts_with("127.0.0.1:")),
            "{name}"
        );
    }
    // Each believes the proxy, by its fixed address, and nobody else.
    let proxy = file["services"]["proxy"]["networks"]["front"]["ipv4_address"].as_str().unwrap();
    assert_eq!(file["services"]["speir-1"]["environment"]["SPEIR_PROXIES"].as_str(), Some(proxy));
    // The proxy knows each by its fixed address.
    let hosts = texts(&file["services"]["proxy"]["extra_hosts"]);
    for name in ["speir-1", "speir-2"] {
        let address = file["services"][name]["networks"]["front"]["ipv4_address"].as_str().unwrap();
        assert!(hosts.contains(&format!("{name}:{address}").as_str()), "{name}");
        assert!(read("docs/nginx.conf").contains(&format!("server {name}:8080 ")));
    }
}
