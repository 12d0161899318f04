//! Every address of the console, and what answers it.

use actix_web::{
    HttpResponse,
    middleware::{Compress, from_fn},
    web::{self, Data, FormConfig, ServiceConfig},
};

use super::{
    ConsoleError, SignedIn, live,
    pages::{audit, digest, export, join, overview, sign_in, slips, surveys, unreached, unread},
    shell::access,
    style,
};
use crate::{intake::TicketIssuer, store::Secret};

/// The largest form that is read, in bytes.
const LARGEST_FORM: usize = 64 * 1024;

/// The console's pages, for `App::configure`. They rely on app data: `Data<Store>`,
/// `Data<Settings>`, `Data<Directory>`, `Data<Mailer>`, `Data<Secret>`, `Data<SignIns>` and
/// `Data<Hub>`.
pub fn routes(secret: &Secret) -> impl FnOnce(&mut ServiceConfig) + use<> {
    let issuer = TicketIssuer::of(secret);
    let forms = || {
        FormConfig::default()
            .limit(LARGEST_FORM)
            .error_handler(|_, _| ConsoleError::Unreadable.into())
    };
    move |config| {
        config
            .service(
                web::resource("/sign-in")
                    .app_data(forms())
                    .get(sign_in::handlers::show)
                    .post(sign_in::handlers::sign_in),
            )
            .service(
                web::resource("/join/{pass}")
                    .app_data(forms())
                    .get(join::handlers::show)
                    .post(join::handlers::choose),
            )
            .service(web::resource("/sign-out").post(sign_in::handlers::sign_out))
            .configure(digest::public)
            .service(web::resource(style::STYLE.path.as_str()).get(style::show))
            .service(web::resource(live::script::SCRIPT.path.as_str()).get(live::script::show))
            .service(
                web::scope("/console")
                    .app_data(forms())
                    .app_data(Data::new(issuer))
                    .wrap(from_fn(access::identify))
                    .wrap(Compress::default())
                    .configure(pages)
                    .default_service(web::to(nothing_here)),
            );
    }
}

fn pages(config: &mut ServiceConfig) {
    use super::pages::{
        collections::{handlers as collections, live as collection_live, release},
        inspections::{
            handlers as inspections,
            setup::{file::handlers as from_file, handlers as setup},
        },
        invitations::handlers as invitations,
        messages::{handlers as messages, preview},
        results::{areas, collection, comparison},
    };
    config
        .service(
            web::resource("/second-step")
                .get(sign_in::second_step::show)
                .post(sign_in::second_step::sign_in),
        )
        .service(web::resource("").get(inspections::show))
        .service(web::resource("/inspections").get(inspections::back).post(setup::create))
        .service(web::resource("/inspections/new").get(setup::show))
        .service(web::resource("/inspections/new/file").get(from_file::show).post(from_file::take))
        .service(web::resource("/inspections/{id}/copy").get(setup::show_copy).post(setup::copy))
        .service(web::resource("/inspections/{id}/file").get(from_file::download))
        .service(web::resource("/live").get(inspections::live))
        .service(web::resource("/inspections/{id}").get(overview::handlers::show))
        .service(web::resource("/inspections/{id}/live").get(overview::handlers::live))
        .service(web::resource("/inspections/{id}/collections/new").get(collections::show_new))
        .service(
            web::resource("/inspections/{id}/collections")
                .get(inspections::back_to_one)
                .post(collections::create),
        )
        .service(web::resource("/collections/{id}").get(collections::show))
        .service(web::resource("/collections/{id}/live").get(collection_live::live))
        .service(
            web::resource("/collections/{id}/release").get(release::ask).post(release::release),
        )
        .service(web::resource("/collections/{id}/qr.svg").get(collections::qr))
        .service(
            web::resource("/collections/{id}/population")
                .get(collections::back)
                .post(collections::state_population),
        )
        .service(web::resource("/collections/{id}/invitations").get(invitations::show))
        .service(web::resource("/bounces").get(inspections::back).post(unread::look))
        .service(
            web::resource("/collections/{id}/invitations/unreached")
                .get(unreached::handlers::show)
                .post(unreached::handlers::change),
        )
        .service(
            web::resource("/collections/{id}/invitations/import")
                .get(invitations::back)
                .post(invitations::import),
        )
        .service(
            web::resource("/collections/{id}/invitations/reminders")
                .get(invitations::back)
                .post(invitations::remind),
        )
        .service(
            web::resource("/collections/{id}/invitations/pause")
                .get(invitations::back)
                .post(invitations::pause),
        )
        .service(
            web::resource("/collections/{id}/invitations/departed")
                .get(invitations::back)
                .post(invitations::departed),
        )
        .service(
            web::resource("/collections/{id}/invitations/way")
                .get(invitations::back)
                .post(invitations::way),
        )
        .service(
            web::resource("/collections/{id}/invitations/erase")
                .get(invitations::back)
                .post(invitations::erase),
        )
        .service(web::resource("/inspections/{id}/messages").get(messages::show))
        .service(
            web::resource("/inspections/{id}/messages/{kind}")
                .get(messages::show_one)
                .post(messages::save),
        )
        .service(
            web::resource("/collections/{id}/messages/{kind}")
                .get(preview::show)
                .post(preview::send),
        )
        .service(web::resource("/collections/{id}/messages/{kind}/html").get(preview::show_html))
        .service(web::resource("/inspections/{id}/rates.{format}").get(export::handlers::rates))
        .service(web::resource("/inspections/{id}/export").get(export::handlers::show_inspection))
        .service(
            web::resource("/inspections/{id}/export/{file}").get(export::handlers::of_inspection),
        )
        .service(web::resource("/collections/{id}/export").get(export::handlers::show_collection))
        .service(
            web::resource("/collections/{id}/export/{file}").get(export::handlers::of_collection),
        )
        .service(web::resource("/inspections/{id}/results").get(areas::handlers::show))
        .service(web::resource("/collections/{id}/results").get(collection::handlers::show))
        .service(web::resource("/collections/{id}/results/compare").get(comparison::handlers::show))
        .service(web::resource("/audit").get(audit::handlers::show))
        .service(web::resource("/audit/{file}").get(audit::handlers::download))
        .service(
            web::resource("/account/digest")
                .get(digest::handlers::show)
                .post(digest::handlers::set),
        )
        .configure(comment_pages)
        .configure(change_pages)
        .configure(account_pages)
        .configure(user_pages)
        .service(web::resource("/collections/{id}/poster").get(slips::poster::show))
        .service(
            web::resource("/collections/{id}/slips")
                .get(slips::handlers::show)
                .post(slips::handlers::make),
        )
        .service(
            web::resource("/collections/{id}/slips/{batch}/revoke")
                .get(slips::revoking::ask)
                .post(slips::revoking::revoke),
        )
        .service(web::resource("/surveys").get(surveys::handlers::show))
        .service(web::resource("/surveys/{audience}/{version}").get(surveys::handlers::preview));
}

/// What changes an inspection or a collection that is there.
fn change_pages(config: &mut ServiceConfig) {
    use super::pages::changing::{closing, collection, deleting, inspection};
    config
        .service(
            web::resource("/inspections/{id}/change").get(inspection::show).post(inspection::save),
        )
        .service(
            web::resource("/inspections/{id}/delete")
                .get(deleting::ask_inspection)
                .post(deleting::delete_inspection),
        )
        .service(
            web::resource("/collections/{id}/change").get(collection::show).post(collection::save),
        )
        .service(web::resource("/collections/{id}/close").get(closing::ask).post(closing::close))
        .service(
            web::resource("/collections/{id}/delete")
                .get(deleting::ask_collection)
                .post(deleting::delete_collection),
        );
}

/// One's own account.
fn account_pages(config: &mut ServiceConfig) {
    use super::pages::account::{
        handlers as account, recovery, second_step, sessions, tokens::handlers as tokens,
    };
    config
        .service(web::resource("/account").get(account::show))
        .service(
            web::resource("/account/password")
                .get(account::show_password)
                .post(account::change_password),
        )
        .service(
            web::resource("/account/sign-out")
                .get(account::back)
                .post(account::sign_out_everywhere),
        )
        .service(web::resource("/account/sessions/end").get(account::back).post(sessions::end))
        .service(web::resource("/account/recovery-codes").get(recovery::ask).post(recovery::make))
        .service(web::resource("/account/tokens").get(tokens::show).post(tokens::make))
        .service(
            web::resource("/account/tokens/{id}/take-back")
                .get(tokens::ask)
                .post(tokens::take_back),
        )
        .service(
            web::resource("/account/second-step").get(second_step::show).post(second_step::turn_on),
        )
        .service(
            web::resource("/account/second-step/off")
                .get(second_step::ask_off)
                .post(second_step::turn_off),
        );
}

/// The accounts of others, and who leads an inspection together.
fn user_pages(config: &mut ServiceConfig) {
    use super::pages::people::{changes, handlers as people, team::handlers as team};
    config
        .service(web::resource("/users").get(people::show).post(people::invite))
        .service(web::resource("/users/new").get(people::show_new))
        .service(web::resource("/users/{id}").get(people::show_one))
        .service(web::resource("/users/{id}/link").get(people::back).post(changes::send_link))
        .service(web::resource("/users/{id}/role").get(people::back).post(changes::set_role))
        .service(web::resource("/users/{id}/sign-out").get(people::back).post(changes::sign_out))
        .service(
            web::resource("/users/{id}/second-step")
                .get(people::back)
                .post(changes::turn_off_second_step),
        )
        .service(web::resource("/users/{id}/remove").get(changes::ask_remove).post(changes::remove))
        .service(web::resource("/inspections/{id}/team").get(team::show).post(team::save));
}

/// The pages of a list of comments, whether of an inspection or of a collection.
fn comment_pages(config: &mut ServiceConfig) {
    use super::pages::comments::{concerns, handlers as comments, redacting};
    let at = |rest: &str| {
        web::resource(format!("/{{of:inspections|collections}}/{{id}}/comments{rest}"))
    };
    config
        .service(at("").get(comments::show))
        .service(at("/concerns").get(concerns::show))
        .service(at("/search").get(comments::back).post(comments::search))
        .service(at("/{comment}").get(comments::show_one))
        .service(at("/{comment}/read").get(comments::back_to_one).post(comments::mark))
        .service(at("/{comment}/redact").get(redacting::ask).post(redacting::redact))
        .service(at("/{comment}/concern").get(comments::back_to_one).post(concerns::set));
}

async fn nothing_here(SignedIn(user): SignedIn) -> Result<HttpResponse, ConsoleError> {
    Err(ConsoleError::NotFound(user))
}
