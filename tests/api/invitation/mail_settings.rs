//! What the settings of mail may be, and what Speir tells a mail server of itself.

use speir::{
    invitation::{Purpose, Signer},
    notice,
    store::{Connection, Id},
    users,
};

use crate::{
    notice::accounts,
    support::{BadSmtp, Behaviour, MailServer, Place, wait_until},
};

/// What `serve` says as it refuses these settings.
fn refused(settings: &[(&str, &str)]) -> String {
    let place = Place::new();
    let mut command = place.command(&["serve"]);
    let output =
        command.env("SPEIR_LISTEN", "127.0.0.1:0").envs(settings.iter().copied()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{settings:?} are taken");
    said
}

#[test]
fn an_address_without_room_for_a_reference_is_refused_with_the_remedy() {
    let long = format!("{}@speir.example", "b".repeat(25));
    for setting in ["SPEIR_BOUNCES_TO", "SPEIR_MAIL_FROM", "SPEIR_CONTACT_EMAIL"] {
        let said = refused(&[(setting, &long)]);
        assert!(
            said.contains("Set SPEIR_BOUNCES_TO") && said.contains("at most 24"),
            "{setting}: {said}"
        );
    }
    let place = Place::by_invitation();
    place.invite(5);
    let server = BadSmtp::start(Behaviour::Accept);
    let longest = format!("{}@speir.example", "b".repeat(24));
    let _service = place.serve_mail(&server.address(), &[("SPEIR_BOUNCES_TO", &longest)]);
    wait_until("all is sent", || server.accepted() == 5);
    for one in server.received() {
        assert_eq!(one.from.split('@').next().unwrap().len(), 64, "{}", one.from);
    }
}

#[test]
fn addresses_with_other_letters_are_refused_where_they_are_typed() {
    for setting in ["SPEIR_BOUNCES_TO", "SPEIR_MAIL_FROM"] {
        let said = refused(&[(setting, "sgrùdaiche@speir.example")]);
        assert!(said.contains("the letters a to z"), "{setting}: {said}");
    }
    let place = Place::with_collections();
    let said = place.refuse(&["user", "add", "màiri@example.org", "--role", "admin"]);
    assert!(said.contains("the letters a to z"), "{said}");
}

#[test]
fn a_mail_server_address_that_is_not_understood_is_refused_without_its_password() {
    for address in [
        "smtp://ann:50%off@mail.example",
        "smtp://ann@mail.example",
        "smtp://ann:sesame@mail.example/x",
    ] {
        let said = refused(&[("SMTP_URL", address)]);
        assert!(
            said.contains("SMTP_URL") && !said.contains("50%off") && !said.contains("sesame"),
            "{address}: {said}"
        );
    }
}

#[test]
fn speir_introduces_itself_by_the_host_of_its_address_or_a_setting() {
    let cases: [(&[(&str, &str)], &str); 3] = [
        (&[("SPEIR_BASE_URL", "https://surveys.example.org")], "surveys.example.org"),
        (&[("SPEIR_BASE_URL", "http://192.0.2.7:8080")], "[192.0.2.7]"),
        (&[("SPEIR_MAIL_NAME", "mail.example.org")], "mail.example.org"),
    ];
    for (settings, name) in cases {
        let (server, place) = (BadSmtp::start(Behaviour::Accept), Place::by_invitation());
        place.invite(5);
        let _service = place.serve_mail(&server.address(), settings);
        wait_until("all is sent", || server.accepted() == 5);
        assert!(server.names().iter().all(|said| said == name), "{:?}", server.names());
    }
}

#[test]
fn a_server_on_this_machine_may_have_the_certificate_of_its_host() {
    let folder = tempfile::tempdir().unwrap();
    let (key, certificate) = (folder.path().join("key.pem"), folder.path().join("cert.pem"));
    // As Debian makes one for a new mail server: signed by itself, for the name of the host.
    let made = std::process::Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=host.example",
        ])
        .args([
            "-addext",
            "subjectAltName=DNS:host.example",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
        ])
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let chain = folder.path().join("chain.pem");
    std::fs::write(
        &chain,
        [std::fs::read(key).unwrap(), std::fs::read(certificate).unwrap()].concat(),
    )
    .unwrap();
    let server = MailServer::start(&["-o", &format!("smtpd_tls_chain_files={}", chain.display())]);
    let port = server.plain.rsplit(':').next().unwrap();
    let place = Place::by_invitation();
    place.invite(6);
    let _service = place.serve_mail(&format!("smtp://localhost:{port}"), &[]);
    for file in server.wait_for("example.org", 6) {
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains(" with ESMTPS "), "{text}");
    }
}

#[test]
fn mail_to_users_of_the_console_returns_with_a_reference_of_its_own() {
    let (server, place) = (BadSmtp::start(Behaviour::Accept), Place::with_collections());
    let service = place.serve_mail(&server.address(), &[]);
    let about = accounts::invite(
        &place,
        "new.lead@speir.example",
        chrono::Utc::now() + chrono::TimeDelta::days(2),
    );
    wait_until("it is sent", || server.accepted() == 1);
    service.stop();
    let from = server.received().swap_remove(0).from;
    let reference =
        from.strip_prefix("bounces+").and_then(|rest| rest.strip_suffix("@speir.example")).unwrap();
    let signer = Signer::of(&place.secret(), Purpose::NoticeBounce);
    assert_eq!(
        signer.read(&reference.parse().unwrap()).map(|reference| reference.invitation),
        Some(about)
    );
    let invitations = Signer::of(&place.secret(), Purpose::Bounce);
    assert_eq!(invitations.read(&reference.parse().unwrap()), None);
}

#[test]
fn mail_that_comes_back_is_shown_to_administrators_until_a_new_link_is_sent() {
    let place = Place::with_collections();
    place.run(&["user", "invite", "away@speir.example", "--role", "viewer"]);
    let store = place.store();
    let mut connection = store.connection().unwrap();
    let account = users::by_email(&mut connection, "away@speir.example")
        .unwrap()
        .expect("an account")
        .user
        .id;
    assert_eq!(notice::returned_at(&mut connection, account).unwrap(), None);
    let now = chrono::Utc::now();
    let came_back = |connection: &mut Connection, about| {
        connection
            .writing(|connection| notice::returned::came_back(connection, about, now))
            .unwrap()
    };
    assert!(!came_back(&mut connection, Id::random()));
    assert!(came_back(&mut connection, account));
    assert!(notice::returned_at(&mut connection, account).unwrap().is_some());
    let entries = place.entries(5);
    let said = |entry: &speir::audit::Entry| entry.action.contains("Recorded returned mail");
    assert!(entries.iter().any(|entry| entry.subject == "away@speir.example" && said(entry)));
    place.run(&["user", "link", "away@speir.example"]);
    assert_eq!(notice::returned_at(&mut connection, account).unwrap(), None);
}
