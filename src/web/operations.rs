//! Health checks and metrics, on an address for operators.

use std::{io, net::TcpListener, sync::Arc, time::Duration};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::Server,
    http::header,
    web::{self, Data},
};
use prometheus_client::{encoding::text::encode, registry::Registry};

use super::{
    PromptBodies, SafeAnswers,
    budget::{Bounds, Budget},
};
use crate::store::Store;

/// How long a request may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves health and metrics.
pub fn serve(listener: TcpListener, store: Store, registry: Registry) -> io::Result<Server> {
    let store = Data::new(store);
    let registry = Data::from(Arc::new(registry));
    let bodies =
        PromptBodies { patience: PATIENCE, late, crowded, budget: Budget::new(Bounds::USUAL) };
    let server = HttpServer::new(move || {
        App::new()
            .app_data(store.clone())
            .app_data(registry.clone())
            .route("/health/live", web::get().to(live))
            .route("/health/ready", web::get().to(ready))
            .route("/metrics", web::get().to(metrics))
            .wrap(bodies.clone())
            .wrap(SafeAnswers)
    });
    let server = server.workers(1).client_request_timeout(PATIENCE).disable_signals();
    Ok(server.listen(listener)?.run())
}

fn late(_: &HttpRequest) -> HttpResponse {
    HttpResponse::RequestTimeout().content_type("text/plain; charset=utf-8").body("too slow\n")
}

fn crowded(_: &HttpRequest) -> HttpResponse {
    HttpResponse::ServiceUnavailable()
        .content_type("text/plain; charset=utf-8")
        .body("too many requests\n")
}

/// The process answers.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// The database answers too.
async fn ready(store: Data<Store>) -> HttpResponse {
    match store.answers().await {
        Ok(()) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            HttpResponse::ServiceUnavailable()
                .content_type("text/plain; charset=utf-8")
                .body("not ready\n")
        }
    }
}

async fn metrics(registry: Data<Registry>) -> HttpResponse {
    let mut text = String::new();
    match encode(&mut text, &registry) {
        Ok(()) => HttpResponse::Ok()
            .insert_header((
                header::CONTENT_TYPE,
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
            ))
            .body(text),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
