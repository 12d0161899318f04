//! The server and its routes.

use std::{io, net::TcpListener, sync::Arc, time::Duration};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::Server,
    middleware::from_fn,
    web::{self, Data, ServiceConfig},
};

use crate::{
    api,
    audit::Failures,
    console::{self, Hub, SignIns},
    form::{self, ChosenLanguage, Forms, StatusPage},
    invitation::Mailer,
    language::Words,
    settings::Settings,
    store::{Secret, Store},
    unreadable,
    web::{
        PromptBodies, SafeAnswers, address,
        budget::{Bounds, Budget},
        operations,
    },
};

/// How long a request in progress may take when the service stops, in seconds.
const FAREWELL: u64 = 30;

/// The routes that need no sign-in and set no cookie.
fn public_routes(config: &mut ServiceConfig) {
    config
        .route("/health/live", web::get().to(operations::live))
        .configure(form::routes)
        .configure(form::stop_routes)
        .configure(form::code_routes)
        .configure(form::officer_routes)
        .configure(form::information_routes)
        .configure(form::surveys_now_routes);
}

pub(super) fn serve(
    listener: TcpListener,
    forms: Data<Forms>,
    mailer: Data<Mailer>,
    (hub, failures): (Data<Hub>, Data<Failures>),
    store: Store,
    secret: &Secret,
    settings: Settings,
) -> io::Result<Server> {
    let secret = Data::new(secret.clone());
    let sign_ins = Data::new(SignIns::new());
    let limits = Data::new(api::Limits::new(settings.api_per_minute));
    let store = Data::new(store);
    let budget = Budget::new(Bounds::USUAL);
    let bodies = PromptBodies {
        patience: Duration::from_secs(settings.body_seconds),
        late: too_slow,
        crowded,
        budget,
    };
    let settings = Data::new(settings);
    let directory = Data::from(Arc::clone(&forms.directory));
    let server = HttpServer::new(move || {
        App::new()
            .app_data(forms.clone())
            .app_data(mailer.clone())
            .app_data(hub.clone())
            .app_data(failures.clone())
            .app_data(store.clone())
            .app_data(settings.clone())
            .app_data(directory.clone())
            .app_data(sign_ins.clone())
            .app_data(secret.clone())
            .configure(unreadable::answers)
            .configure(public_routes)
            .configure(api::routes(&limits))
            .configure(console::routes(&secret))
            .default_service(web::to(nothing_here))
            .wrap(from_fn(address::redirect_to_meant))
            .wrap(bodies.clone())
            .wrap(SafeAnswers)
    });
    Ok(server
        .client_request_timeout(Duration::from_secs(30))
        .shutdown_timeout(FAREWELL)
        .listen(listener)?
        .run())
}

/// The page for a body that arrives too slowly.
fn too_slow(request: &HttpRequest) -> HttpResponse {
    instead(request, &StatusPage::TooSlow)
}

/// The page for too many bodies at once.
fn crowded(request: &HttpRequest) -> HttpResponse {
    instead(request, &StatusPage::Crowded)
}

fn instead(request: &HttpRequest, notice: &StatusPage) -> HttpResponse {
    match request.app_data::<Data<Settings>>() {
        Some(settings) => {
            form::notice(Words::of(ChosenLanguage::of(request).0), &settings.help, notice)
        }
        None => HttpResponse::new(notice.status()),
    }
}

async fn nothing_here(settings: Data<Settings>, reading: ChosenLanguage) -> HttpResponse {
    form::notice(Words::of(reading.0), &settings.help, &StatusPage::Gone)
}
