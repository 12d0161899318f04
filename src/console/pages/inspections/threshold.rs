//! A threshold below ten: a second person agrees to it.

use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::{
    console::shell::{
        ConsoleError,
        access::{MayChange, Seen},
        origin::SameOrigin,
    },
    inspection::{Inspection, LowThreshold, queries},
    store::Store,
    users::User,
    web::{page::see_other, paths},
};

/// `POST /console/inspections/{id}/threshold`.
pub async fn agree(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(inspection, _): Seen<Inspection>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let id = inspection.id;
    store
        .run(move |connection| {
            queries::agree_to_threshold(connection, &inspection, &user.email, Utc::now())
        })
        .await?;
    Ok(see_other(&paths::inspection::PAGE.of(id)))
}

/// The smaller threshold that waits, with the button for whoever may agree. `opens_at` is when the
/// first collection opens; from then on nothing changes any more.
pub fn waits(
    viewer: &User,
    inspection: &Inspection,
    opens_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Markup {
    let Some(low) = &inspection.low_threshold else { return html! {} };
    let LowThreshold { wanted, by } = low;
    let may_change = viewer.role.may_change();
    html! {
        @if may_change && opens_at.is_none_or(|at| at > now) {
            div.notice {
                p { "At least " (inspection.threshold) " people stand behind each figure. " (by) " \
                    asked for " (wanted) ". The smaller the number, the easier it is to guess who \
                    said what, so another lead of this inspection or an administrator must agree \
                    before the first collection opens. Otherwise " (inspection.threshold) " holds." }
                @if low.was_asked_by(&viewer.email) {
                    p { "You asked for it, so somebody else must agree." }
                } @else {
                    form method="post" action=(paths::inspection::THRESHOLD.of(inspection.id)) {
                        button type="submit" { "Agree to " (wanted) }
                    }
                }
            }
        }
    }
}
