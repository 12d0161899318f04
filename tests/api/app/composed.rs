//! Two processes that share a database behind the proxy, as docker-compose.yml composes them, but
//! without containers.

mod failing;
mod file;
mod log;
mod passing;
mod proxy;

use std::sync::OnceLock;

use speir::intake::Ticket;

use self::proxy::Proxy;
use crate::support::{Cluster, Place, Service};

/// A PostgreSQL server with the settings of docker-compose.yml, for all these tests.
fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let settings = file::database_settings();
        let options: Vec<&str> = settings.iter().flat_map(|setting| ["-c", setting]).collect();
        Cluster::start(&options)
    })
}

struct Composed {
    proxy: Proxy,
    first: Service,
    second: Service,
    place: Place,
}

impl Composed {
    fn up() -> Self {
        Self::up_with(Proxy::before, &[])
    }

    fn up_with(proxy: impl FnOnce([&Service; 2]) -> Proxy, settings: &[(&str, &str)]) -> Self {
        let place = Place::in_cluster(cluster()).and_collections();
        let (first, second) = (place.serve_with(settings), place.serve_with(settings));
        let composed = Self { proxy: proxy([&first, &second]), first, second, place };
        let path = composed.path();
        for service in [&composed.first, &composed.second] {
            service.pressed(&path);
        }
        composed
    }

    /// The path of a form that nobody has sent yet.
    fn path(&self) -> String {
        format!("/s/{}/{}", self.place.link("staff"), Ticket::random())
    }
}
