//! The surveys that areas answer once: "Social work teams: 24 of 32 areas have sent their answers."

use maud::{Markup, html};

use super::model::Overview;
use crate::{language::numbers::counted, users::User, web::paths};

/// A sentence for each survey, which leads to the areas or to their answers.
pub fn sentences(overview: &Overview, viewer: &User) -> Markup {
    let id = overview.inspection.id;
    html! {
        @for survey in overview.all_surveys().into_iter().filter(|one| one.audience().is_area()) {
            @let (sent, all) = overview.areas_that_sent(survey);
            p.recorded {
                @if viewer.role.may_change() {
                    a href=(paths::officers::ALL.of(id, survey.key())) { (survey.name()) }
                } @else if viewer.role.may_read_results() {
                    a href=(paths::officers::ACROSS.of(id, survey.key())) { (survey.name()) }
                } @else { (survey.name()) }
                ": " (sent) " of " (counted(all, "area has sent its", "areas have sent their")) " answers."
            }
        }
    }
}
