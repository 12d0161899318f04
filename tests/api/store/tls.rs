//! TLS to PostgreSQL.

use crate::support::{Cluster, Kind, Place};

/// A place in a cluster that refuses connections without TLS, with `parameters` in its address.
fn place(cluster: &Cluster, host: &str, parameters: &str) -> Place {
    // A test without TLS can make no database.
    let database = if cfg!(feature = "postgres-tls") {
        cluster.new_database()
    } else {
        cluster.address.clone()
    };
    let address = database.replace("127.0.0.1", host);
    Place::at(tempfile::tempdir().unwrap(), format!("{address}?{parameters}"), Kind::Postgres)
}

#[cfg(feature = "postgres-tls")]
#[test]
fn with_verify_full_only_a_server_with_the_right_certificate_is_spoken_to() {
    let cluster = Cluster::start(&["--tls"]);
    let authority = cluster.authority.as_ref().unwrap();
    let verified = format!("sslmode=verify-full&sslrootcert={authority}");
    for host in ["localhost", "127.0.0.1"] {
        let place = place(&cluster, host, &verified).and_collections();
        let service = place.serve();
        assert_eq!(service.post(&service.open(&place.link("staff")), "agency=health").status, 303);
        assert_eq!(place.returned("staff"), 1);
    }
    let refused = |host: &str, parameters: &str, words: &str| {
        let said = place(&cluster, host, parameters).refuse(&["survey", "list"]);
        assert!(said.contains("cannot be reached") && said.contains(words), "{said}");
    };
    // Another name of this machine, which the certificate does not hold.
    refused("127.0.0.2", &verified, "");
    refused("localhost.localdomain", &verified, "");
    refused("127.0.0.1", "sslmode=verify-full&sslrootcert=/nowhere", "/nowhere");
    refused("127.0.0.1", "sslmode=disable", "no encryption");
    let other = Cluster::start(&["--tls"]);
    let strange = format!("sslmode=verify-full&sslrootcert={}", other.authority.as_ref().unwrap());
    refused("127.0.0.1", &strange, "certificate verify failed");
}

#[cfg(not(feature = "postgres-tls"))]
#[test]
fn a_build_without_tls_says_so_when_tls_is_asked_for() {
    let cluster = Cluster::start(&["--tls"]);
    assert!(cluster.authority.is_some());
    let said = place(&cluster, "127.0.0.1", "sslmode=verify-full").refuse(&["survey", "list"]);
    assert!(said.contains("cannot be reached") && said.contains("postgres-tls"), "{said}");
}
