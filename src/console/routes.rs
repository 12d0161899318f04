//! Every address of the console, and its handler.

use actix_web::{
    HttpResponse,
    middleware::{Compress, from_fn},
    web::{self, Data, FormConfig, ServiceConfig},
};

use super::{
    ConsoleError, SignedIn, live,
    pages::{
        audit, digest, export, join, overview, records, sign_in, slips, surveys, unreached, unread,
    },
    shell::access,
    style,
};
use crate::{
    intake::TicketIssuer,
    store::Secret,
    web::paths::{self, Route},
};

/// The largest form that is read, in bytes.
const LARGEST_FORM: usize = 64 * 1024;
/// The same for an evaluation, in bytes. The texts that it may hold take 100 KiB at most; a longer
/// one comes back with what is wrong, rather than being lost.
const LARGEST_EVALUATION: usize = 512 * 1024;

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
                web::resource(paths::SIGN_IN.pattern())
                    .app_data(forms())
                    .get(sign_in::handlers::show)
                    .post(sign_in::handlers::sign_in),
            )
            .service(
                web::resource(paths::FORGOTTEN.pattern())
                    .app_data(forms())
                    .get(sign_in::forgotten::show)
                    .post(sign_in::forgotten::ask),
            )
            .service(
                web::resource(paths::JOIN.pattern())
                    .app_data(forms())
                    .get(join::handlers::show)
                    .post(join::handlers::choose),
            )
            .service(web::resource(paths::SIGN_OUT.pattern()).post(sign_in::handlers::sign_out))
            .configure(digest::public)
            .service(web::resource(style::STYLE.path.as_str()).get(style::show))
            .service(web::resource(live::script::SCRIPT.path.as_str()).get(live::script::show))
            .service(
                web::resource(records::script::SCRIPT.path.as_str()).get(records::script::show),
            )
            .service(
                web::scope(paths::CONSOLE)
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
    use super::pages::inspections::handlers as inspections;
    config
        .service(
            web::resource(paths::SECOND_STEP.in_console())
                .get(sign_in::second_step::show)
                .post(sign_in::second_step::sign_in),
        )
        .service(web::resource(paths::CONSOLE.in_console()).get(inspections::show))
        .service(web::resource(paths::LIVE.in_console()).get(inspections::live))
        .service(
            web::resource(paths::BOUNCES.in_console()).get(inspections::back).post(unread::look),
        )
        .service(web::resource(paths::AUDIT.in_console()).get(audit::handlers::show))
        .service(web::resource(paths::AUDIT_FILE.in_console()).get(audit::handlers::download))
        .service(
            web::resource(paths::account::DIGEST.in_console())
                .get(digest::handlers::show)
                .post(digest::handlers::set),
        )
        .service(web::resource(paths::SURVEYS.in_console()).get(surveys::handlers::show))
        .service(web::resource(paths::SURVEY.in_console()).get(surveys::handlers::preview))
        .configure(inspection_pages)
        .configure(programme_pages)
        .configure(collection_pages)
        .configure(invitation_pages)
        .configure(record_pages)
        .configure(officer_pages)
        .configure(slip_pages)
        .configure(result_pages)
        .configure(comment_pages)
        .configure(change_pages)
        .configure(evaluation_pages)
        .configure(account_pages)
        .configure(user_pages);
}

/// Setting up an inspection and showing it. Fixed addresses are before those with an id.
fn inspection_pages(config: &mut ServiceConfig) {
    use super::pages::{
        collections::handlers as collections,
        inspections::{
            handlers as inspections,
            setup::{file::handlers as from_file, handlers as setup},
        },
    };
    config
        .service(
            web::resource(paths::inspection::ALL.in_console())
                .get(inspections::back)
                .post(setup::create),
        )
        .service(web::resource(paths::inspection::NEW.in_console()).get(setup::show))
        .service(
            web::resource(paths::inspection::NEW_FROM_FILE.in_console())
                .get(from_file::show)
                .post(from_file::take),
        )
        .service(
            web::resource(paths::inspection::COPY.in_console())
                .get(setup::show_copy)
                .post(setup::copy),
        )
        .service(web::resource(paths::inspection::FILE.in_console()).get(from_file::download))
        .service(web::resource(paths::inspection::PAGE.in_console()).get(overview::handlers::show))
        .service(web::resource(paths::inspection::LIVE.in_console()).get(overview::handlers::live))
        .service(
            web::resource(paths::inspection::NEW_COLLECTION.in_console())
                .get(collections::show_new),
        )
        .service(
            web::resource(paths::inspection::COLLECTIONS.in_console())
                .get(inspections::back_to_one)
                .post(collections::create),
        );
}

/// Programmes, and the figures and results of one. Fixed addresses are before those with an id.
fn programme_pages(config: &mut ServiceConfig) {
    use super::pages::{
        changing::{ask, make},
        programmes::{ChangingProgramme, DeletingProgramme, figures, handlers as programmes, new},
        results::{over_time, programme as results},
    };
    config
        .service(
            web::resource(paths::programme::ALL.in_console())
                .get(programmes::show)
                .post(new::create),
        )
        .service(web::resource(paths::programme::NEW.in_console()).get(new::show))
        .service(web::resource(paths::programme::PAGE.in_console()).get(programmes::show_one))
        .service(
            web::resource(paths::programme::CHANGE.in_console())
                .get(ask::<ChangingProgramme>)
                .post(make::<ChangingProgramme>),
        )
        .service(
            web::resource(paths::programme::DELETE.in_console())
                .get(ask::<DeletingProgramme>)
                .post(make::<DeletingProgramme>),
        )
        .service(
            web::resource(paths::programme::FIGURES.in_console())
                .get(programmes::back)
                .post(figures::import),
        )
        .service(web::resource(paths::programme::RESULTS.in_console()).get(results::handlers::show))
        .service(
            web::resource(paths::programme::COMPARE.in_console()).get(results::handlers::compare),
        )
        .service(
            web::resource(paths::programme::OVER_TIME.in_console()).get(over_time::programme::show),
        )
        .service(web::resource(paths::programme::EXPORT.in_console()).get(export::programme::show))
        .service(
            web::resource(paths::programme::EXPORT_FILE.in_console())
                .get(export::programme::download),
        );
}

/// One collection.
fn collection_pages(config: &mut ServiceConfig) {
    use super::pages::collections::{handlers as collections, live as collection_live, release};
    config
        .service(web::resource(paths::collection::PAGE.in_console()).get(collections::show))
        .service(web::resource(paths::collection::LIVE.in_console()).get(collection_live::live))
        .service(
            web::resource(paths::collection::RELEASE.in_console())
                .get(release::ask)
                .post(release::release),
        )
        .service(web::resource(paths::collection::QR.in_console()).get(collections::qr))
        .service(
            web::resource(paths::collection::POPULATION.in_console())
                .get(collections::back)
                .post(collections::state_population),
        );
}

/// What inspectors record in a collection. Fixed addresses are before those with a number.
fn record_pages(config: &mut ServiceConfig) {
    use super::pages::{
        changing::{ask, make},
        records::{Adding, Deleting, Recording, Sampling, handlers as records},
    };
    config
        .service(web::resource(paths::records::LIST.in_console()).get(records::list))
        .service(
            web::resource(paths::records::SAMPLE.in_console())
                .get(ask::<Sampling>)
                .post(make::<Sampling>),
        )
        .service(
            web::resource(paths::records::NEW.in_console()).get(records::new).post(make::<Adding>),
        )
        .service(web::resource(paths::records::FIGURES.in_console()).get(records::figures))
        .service(web::resource(paths::records::FILE.in_console()).get(records::rows))
        .service(
            web::resource(paths::records::DELETE.in_console())
                .get(ask::<Deleting>)
                .post(make::<Deleting>),
        )
        .service(
            web::resource(paths::records::ONE.in_console())
                .get(records::one)
                .post(make::<Recording>),
        );
}

/// Surveys that an area answers once.
fn officer_pages(config: &mut ServiceConfig) {
    use super::pages::officers;
    config
        .service(
            web::resource(paths::officers::PAGE.in_console())
                .get(officers::show)
                .post(officers::name),
        )
        .service(
            web::resource(paths::officers::AGAIN.in_console())
                .get(officers::back)
                .post(officers::again),
        )
        .service(
            web::resource(paths::officers::REMOVE.in_console())
                .get(officers::back)
                .post(officers::remove),
        )
        .service(web::resource(paths::officers::ANSWERS.in_console()).get(officers::answers))
        .service(
            web::resource(paths::officers::ALL.in_console())
                .get(officers::show_areas)
                .post(officers::name_in_areas),
        )
        .service(web::resource(paths::officers::ACROSS.in_console()).get(officers::across))
        .service(web::resource(paths::officers::FILE.in_console()).get(officers::file));
}

/// The invitations of a collection, and the texts of messages.
fn invitation_pages(config: &mut ServiceConfig) {
    use super::pages::{
        invitations::{handlers as invitations, uploading},
        messages::{handlers as messages, preview},
    };
    config
        .service(web::resource(paths::invitations::PAGE.in_console()).get(invitations::show))
        .service(
            web::resource(paths::invitations::UNREACHED.in_console())
                .get(unreached::handlers::show)
                .post(unreached::handlers::change),
        )
        .service(
            web::resource(paths::invitations::IMPORT.in_console())
                .get(invitations::back)
                .post(uploading::import),
        )
        .service(
            web::resource(paths::invitations::REMINDERS.in_console())
                .get(invitations::back)
                .post(invitations::remind),
        )
        .service(
            web::resource(paths::invitations::PAUSE.in_console())
                .get(invitations::back)
                .post(invitations::pause),
        )
        .service(
            web::resource(paths::invitations::DEPARTED.in_console())
                .get(invitations::back)
                .post(invitations::departed),
        )
        .service(
            web::resource(paths::invitations::WAY.in_console())
                .get(invitations::back)
                .post(invitations::way),
        )
        .service(
            web::resource(paths::invitations::ERASE.in_console())
                .get(invitations::back)
                .post(invitations::erase),
        )
        .service(
            web::resource(paths::inspection::THRESHOLD.in_console())
                .post(super::pages::inspections::threshold::agree),
        )
        .service(web::resource(paths::inspection::MESSAGES.in_console()).get(messages::show))
        .service(
            web::resource(paths::inspection::MESSAGE.in_console())
                .get(messages::show_one)
                .post(messages::save),
        )
        .service(
            web::resource(paths::collection::MESSAGE.in_console())
                .get(preview::show)
                .post(preview::send),
        )
        .service(
            web::resource(paths::collection::MESSAGE_HTML.in_console()).get(preview::show_html),
        );
}

/// Slips and posters.
fn slip_pages(config: &mut ServiceConfig) {
    config
        .service(web::resource(paths::collection::POSTER.in_console()).get(slips::poster::show))
        .service(
            web::resource(paths::collection::SLIPS.in_console())
                .get(slips::handlers::show)
                .post(slips::handlers::make),
        )
        .service(
            web::resource(paths::collection::REVOKE_SLIPS.in_console())
                .get(slips::revoking::ask)
                .post(slips::revoking::revoke),
        );
}

/// Rates, results and their files.
fn result_pages(config: &mut ServiceConfig) {
    use super::pages::results::{areas, collection, comparison, missing, over_time};
    config
        .service(web::resource(paths::inspection::RATES.in_console()).get(export::handlers::rates))
        .service(
            web::resource(paths::inspection::EXPORT.in_console())
                .get(export::handlers::show_inspection),
        )
        .service(
            web::resource(paths::inspection::EXPORT_FILE.in_console())
                .get(export::handlers::of_inspection),
        )
        .service(
            web::resource(paths::collection::EXPORT.in_console())
                .get(export::handlers::show_collection),
        )
        .service(
            web::resource(paths::collection::EXPORT_FILE.in_console())
                .get(export::handlers::of_collection),
        )
        .service(web::resource(paths::inspection::RESULTS.in_console()).get(areas::handlers::show))
        .service(
            web::resource(paths::collection::RESULTS.in_console()).get(collection::handlers::show),
        )
        .service(
            web::resource(paths::collection::MISSING.in_console()).get(missing::handlers::show),
        )
        .service(
            web::resource(paths::collection::TOGETHER.in_console())
                .get(collection::handlers::together),
        )
        .service(
            web::resource(paths::collection::COMPARE.in_console()).get(comparison::handlers::show),
        )
        .service(
            web::resource(paths::collection::OVER_TIME.in_console())
                .get(over_time::collection::show),
        );
}

/// Changes to an inspection or a collection.
fn change_pages(config: &mut ServiceConfig) {
    use super::pages::changing::{
        ChangingCollection, ChangingInspection, Closing, DeletingCollection, DeletingInspection,
        ask, make,
    };
    config
        .service(
            web::resource(paths::inspection::CHANGE.in_console())
                .get(ask::<ChangingInspection>)
                .post(make::<ChangingInspection>),
        )
        .service(
            web::resource(paths::inspection::DELETE.in_console())
                .get(ask::<DeletingInspection>)
                .post(make::<DeletingInspection>),
        )
        .service(
            web::resource(paths::collection::CHANGE.in_console())
                .get(ask::<ChangingCollection>)
                .post(make::<ChangingCollection>),
        )
        .service(
            web::resource(paths::collection::CLOSE.in_console())
                .get(ask::<Closing>)
                .post(make::<Closing>),
        )
        .service(
            web::resource(paths::collection::DELETE.in_console())
                .get(ask::<DeletingCollection>)
                .post(make::<DeletingCollection>),
        );
}

/// The evaluations of an inspection.
fn evaluation_pages(config: &mut ServiceConfig) {
    use super::pages::evaluations::{handlers as evaluations, one};
    let long_forms = FormConfig::default()
        .limit(LARGEST_EVALUATION)
        .error_handler(|_, _| ConsoleError::Unreadable.into());
    config
        .service(web::resource(paths::evaluations::TABLE.in_console()).get(evaluations::show))
        .service(web::resource(paths::evaluations::FILE.in_console()).get(evaluations::download))
        .service(
            web::resource(paths::evaluations::ONE.in_console())
                .app_data(long_forms)
                .get(one::show)
                .post(one::save),
        )
        .service(
            web::resource(paths::evaluations::AGREE.in_console()).get(one::back).post(one::agree),
        )
        .service(web::resource(paths::evaluations::HISTORY.in_console()).get(one::history));
}

/// The user's own account.
fn account_pages(config: &mut ServiceConfig) {
    use super::pages::account::{
        handlers as account, recovery, second_step, sessions, tokens::handlers as tokens,
    };
    config
        .service(web::resource(paths::account::PAGE.in_console()).get(account::show))
        .service(
            web::resource(paths::account::PASSWORD.in_console())
                .get(account::show_password)
                .post(account::change_password),
        )
        .service(
            web::resource(paths::account::SIGN_OUT.in_console())
                .get(account::back)
                .post(account::sign_out_everywhere),
        )
        .service(
            web::resource(paths::account::END_SESSION.in_console())
                .get(account::back)
                .post(sessions::end),
        )
        .service(
            web::resource(paths::account::RECOVERY_CODES.in_console())
                .get(recovery::ask)
                .post(recovery::make),
        )
        .service(
            web::resource(paths::account::TOKENS.in_console()).get(tokens::show).post(tokens::make),
        )
        .service(
            web::resource(paths::account::TAKE_BACK_TOKEN.in_console())
                .get(tokens::ask)
                .post(tokens::take_back),
        )
        .service(
            web::resource(paths::account::SECOND_STEP.in_console())
                .get(second_step::show)
                .post(second_step::turn_on),
        )
        .service(
            web::resource(paths::account::SECOND_STEP_OFF.in_console())
                .get(second_step::ask_off)
                .post(second_step::turn_off),
        );
}

/// Other accounts, and the team of an inspection.
fn user_pages(config: &mut ServiceConfig) {
    use super::pages::{
        changing,
        people::{changes, handlers as people, team::handlers as team},
    };
    config
        .service(
            web::resource(paths::user::ALL.in_console()).get(people::show).post(people::invite),
        )
        .service(web::resource(paths::user::NEW.in_console()).get(people::show_new))
        .service(web::resource(paths::user::PAGE.in_console()).get(people::show_one))
        .service(
            web::resource(paths::user::LINK.in_console())
                .get(people::back)
                .post(changes::send_link),
        )
        .service(
            web::resource(paths::user::ROLE.in_console()).get(people::back).post(changes::set_role),
        )
        .service(
            web::resource(paths::user::SIGN_OUT.in_console())
                .get(people::back)
                .post(changes::sign_out),
        )
        .service(
            web::resource(paths::user::SECOND_STEP.in_console())
                .get(people::back)
                .post(changes::turn_off_second_step),
        )
        .service(
            web::resource(paths::user::REMOVE.in_console())
                .get(changes::ask_remove)
                .post(changes::remove),
        )
        .service(
            web::resource(paths::inspection::TEAM.in_console())
                .get(team::show)
                .post(changing::make::<team::ChangingTeam>),
        );
}

/// The pages of a list of comments, of an inspection or of a collection.
fn comment_pages(config: &mut ServiceConfig) {
    use super::pages::comments::{concerns, handlers as comments, redacting};
    config
        .service(web::resource(paths::comments::LIST.in_console()).get(comments::show))
        .service(web::resource(paths::comments::CONCERNS.in_console()).get(concerns::show))
        .service(
            web::resource(paths::comments::SEARCH.in_console())
                .get(comments::back)
                .post(comments::search),
        )
        .service(web::resource(paths::comments::ONE.in_console()).get(comments::show_one))
        .service(
            web::resource(paths::comments::READ.in_console())
                .get(comments::back_to_one)
                .post(comments::mark),
        )
        .service(
            web::resource(paths::comments::REDACT.in_console())
                .get(redacting::ask)
                .post(redacting::redact),
        )
        .service(
            web::resource(paths::comments::CONCERN.in_console())
                .get(comments::back_to_one)
                .post(concerns::set),
        );
}

async fn nothing_here(SignedIn(user): SignedIn) -> Result<HttpResponse, ConsoleError> {
    Err(ConsoleError::NotFound(user))
}
