//! Encryption and signing in, against a real mail server.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
};

use crate::support::{BadSmtp, Behaviour, MailServer, Place, Service, wait_until};

/// A place with six mailboxes, to which nothing has been sent.
fn place() -> Place {
    let place = Place::by_invitation();
    place.invite(6);
    place
}

/// How the six messages of a new place travelled to the server, which keeps them after `earlier`
/// others: each line of the trace that ours left.
fn traces(
    server: &MailServer,
    address: &str,
    settings: &[(&str, &str)],
    earlier: usize,
) -> Vec<String> {
    let place = place();
    let _service = place.serve_mail(address, settings);
    let files = server.wait_for("example.org", earlier + 6);
    wait_until("all is recorded", || place.queue() == 0);
    assert_eq!(files.len(), earlier + 6);
    let trace = |file| {
        fs::read_to_string(file).unwrap().lines().find(|l| l.contains(" with ")).unwrap().to_owned()
    };
    files.into_iter().skip(earlier).map(trace).collect()
}

/// Waits until the log holds these words, and holds the service to having sent nothing and given
/// nobody up.
fn assert_nothing_is_sent(place: &Place, service: &Service, words: &str) {
    wait_until(words, || place.log().contains(words));
    service.after_a_round("Messages");
    assert_eq!((place.queue(), place.undeliverable()), (6, 0));
    assert_eq!(place.number("SELECT SUM(sent) FROM waves"), 0);
    for secret in ["person", "example.org", "sesame"] {
        assert!(!place.log().contains(secret), "the log holds {secret}: {}", place.log());
    }
}

#[test]
fn messages_are_encrypted_from_the_start_or_by_starttls() {
    let server = MailServer::start(&[]);
    let trusting = [("SSL_CERT_FILE", server.authority.as_str())];
    // Where nothing else is asked for, better with anybody's certificate than openly.
    let ways = [
        (server.tls.clone(), true),
        (format!("{}?tls=required", server.plain), true),
        (server.plain.clone(), false),
    ];
    for (time, (address, trusts)) in ways.into_iter().enumerate() {
        let traces = traces(&server, &address, if trusts { &trusting } else { &[] }, 6 * time);
        assert!(
            traces.iter().all(|trace| trace.contains(" with ESMTPS ")),
            "{address}: {traces:?}"
        );
    }
    let traces = traces(&server, &format!("{}?tls=none", server.plain), &[], 18);
    assert!(traces.iter().all(|trace| trace.contains(" with ESMTP ")), "{traces:?}");
}

#[test]
fn a_server_whose_certificate_is_not_trusted_is_sent_nothing() {
    let (server, other) = (MailServer::start(&[]), MailServer::start(&[]));
    let strange = [("SSL_CERT_FILE", other.authority.as_str())];
    for address in [server.tls.clone(), format!("{}?tls=required", server.plain)] {
        for settings in [&[][..], &strange] {
            let place = place();
            let service = place.serve_mail(&address, settings);
            assert_nothing_is_sent(&place, &service, "could not be trusted (TLS)");
        }
    }
    assert_eq!(server.delivered("example.org").len(), 0);
}

#[test]
fn a_server_that_cannot_encrypt_is_told_neither_a_password_nor_a_message() {
    let server =
        BadSmtp::start_with_login(Behaviour::Accept, MailServer::USER, MailServer::PASSWORD);
    let addresses = [
        format!("smtp://speir:open%20sesame@127.0.0.1:{}", server.port),
        format!("smtp://127.0.0.1:{}?tls=required", server.port),
    ];
    for address in addresses {
        let place = place();
        let service = place.serve_mail(&address, &[]);
        assert_nothing_is_sent(&place, &service, "does not support encryption");
    }
    assert_eq!(server.logins(), []);
    assert_eq!(server.received(), []);
}

#[test]
fn with_the_right_password_messages_go_out_and_with_a_wrong_one_or_none_they_wait() {
    let server = MailServer::start(&["--auth"]);
    let trusting = [("SSL_CERT_FILE", server.authority.as_str())];
    let with = |login: &str| {
        [&server.plain, &server.tls].map(|address| address.replace("//", &format!("//{login}@")))
    };
    for (time, address) in with("speir:open%20sesame").iter().enumerate() {
        let traces = traces(&server, address, &trusting, 6 * time);
        assert!(traces.iter().all(|trace| trace.contains(" with ESMTPSA ")), "{traces:?}");
    }
    for login in ["speir:close%20sesame", "somebody:open%20sesame"] {
        for address in with(login) {
            let place = place();
            let service = place.serve_mail(&address, &trusting);
            assert_nothing_is_sent(&place, &service, "answered 535 when it was called");
        }
    }
    // It refuses each recipient then, with a code that means no mailbox.
    let place = place();
    let service = place.serve_mail(&server.plain, &trusting);
    assert_nothing_is_sent(&place, &service, "refuses messages from this service");
    assert_eq!(server.delivered("example.org").len(), 12);
}

#[test]
fn the_address_of_the_server_may_be_in_a_file_that_its_owner_alone_can_read() {
    let server = MailServer::start(&["--auth"]);
    let place = place();
    let file = place.dir.path().join("smtp");
    let address = server.plain.replace("//", "//speir:open%20sesame@");
    fs::write(&file, format!("{address}\n")).unwrap();
    let settings =
        [("SMTP_URL_FILE", file.to_str().unwrap()), ("SSL_CERT_FILE", server.authority.as_str())];
    fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    let output = place
        .command(&["serve"])
        .env("SPEIR_LISTEN", "127.0.0.1:0")
        .envs(settings)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success() && said.contains("chmod 600") && !said.contains("sesame"),
        "{said}"
    );
    fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    let _service = place.serve_with(&settings);
    server.wait_for("example.org", 6);
    wait_until("all is recorded", || place.queue() == 0);
    assert!(!place.log().contains("sesame"));
}
