//! Two processes that share a database behind the proxy, as docker-compose.yml composes them, but without containers.

mod failing;
mod file;
mod log;
mod passing;
mod proxy;

use chrono::Days;
use speir::intake::Ticket;

use self::proxy::Proxy;
use crate::support::{Place, Service, inspection, today};

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
        let place = Place::on_postgres();
        place.publish_all();
        place.create(&inspection("Midlothian", today() - Days::new(1), today() + Days::new(20)));
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
