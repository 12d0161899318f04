use maud::{Markup, html};

use super::{
    answering, changes,
    legend::legend,
    lines, map,
    model::Overview,
    needs, next,
    params::{Params, Sort},
    recorded_lines, table,
};
use crate::{
    console::{
        live::{self, Moment},
        pages::inspections::{Stage, threshold},
        views::{
            asking::Asking,
            email::email,
            frame::{self, Head, Section},
            trail,
        },
    },
    evaluation::lacking,
    export::Format,
    inspection::Inspection,
    language::{calendar, numbers::counted},
    store::Id,
    users::User,
    web::paths,
};

/// The overview of an inspection.
pub fn overview(viewer: &User, overview: &Overview) -> Markup {
    let inspection = &overview.inspection;
    let trail = [trail::inspections()];
    let asking = match overview.surveys.first() {
        Some((survey, _)) if overview.is_only_recorded() => Some(Asking::from(survey.audience())),
        _ if overview.all_surveys().iter().all(|one| one.audience().is_anonymous()) => {
            Some(Asking::Anonymous)
        }
        _ => None,
    };
    let head =
        Head { trail: &trail, asking, ..Head::of(&inspection.title, viewer, Section::Inspections) };
    let place = paths::inspection::PAGE.of(inspection.id);
    frame::page(
        &head,
        &html! {
            div.wall {
                (title(viewer, overview))
                @if overview.cells.is_empty() {
                    div.empty {
                        h2 { "Nobody is asked yet" }
                        p { "Add a collection for each area and survey. Each gets its own link." }
                    }
                } @else {
                    (live::status(&Moment {
                        source: &format!("{}{}", paths::inspection::LIVE.of(inspection.id), Params { sort: Sort::default(), ..overview.params }),
                        total: overview.total,
                        at: overview.now,
                        stands_still: changes::stand_still(overview),
                    }))
                    (particulars(overview))
                    (threshold::waits(viewer, inspection, overview.cells.iter().map(|cell| cell.opens_at).min(), overview.now))
                    @if let Some(todo) = &overview.next { (next::next(todo)) }
                    (morning(viewer, overview))
                    (choices(overview, &place))
                    @if overview.areas.is_empty() {
                        p { "No collection in this inspection asks \
                            them. " a href=(place) { "Show everybody" } "." }
                    } @else {
                        div.field-view.broad[table::is_wide(overview)].only-recorded[!overview.has_rates()] { @if overview.has_rates() { (scotland(overview)) } (areas(overview)) }
                    }
                    (legend())
                    p.quiet.about {
                        (inspection.kind.name()) ", " @if let Some(phase) = inspection.particulars.phase { (phase.name().to_lowercase()) ", " } "by the framework “" (inspection.framework.name()) "”, " (calendar::span(inspection.opens_on, inspection.closes_on)) ". Led by " (email(&inspection.lead)) ". "
                        "Responses are kept \
                            for " (counted(inspection.keep_days as usize, "day", "days")) " after their release."
                    }
                    (files(viewer, inspection.id))
                    (evaluates_nothing(viewer, inspection))
                    (live::script())
                }
            }
        },
    )
}

/// What a progress review follows, and its recommendations.
fn particulars(overview: &Overview) -> Markup {
    let recommendations = &overview.inspection.particulars.recommendations;
    html! {
        @if let Some(programme) = &overview.programme {
            p { "In the programme “" a href=(paths::programme::PAGE.of(programme.id)) { (programme.title) } "”." }
        }
        @if let Some(earlier) = &overview.follows {
            p.lead { "It follows “" a href=(paths::inspection::PAGE.of(earlier.id)) { (earlier.title) } "”. Once its answers are released, they open beside those of that time." }
        }
        @if !recommendations.is_empty() {
            details.card { summary { "The " (counted(recommendations.len(), "recommendation", "recommendations")) " that it looks at" } ol { @for one in recommendations { li { (one) } } } }
        }
    }
}

/// The files to download.
fn files(viewer: &User, inspection: Id) -> Markup {
    html! {
        p.files-line {
            "Response rates as a file: "
            @for (number, format) in Format::ALL.into_iter().enumerate() {
                @if number > 0 { ", " }
                a href=(paths::inspection::RATES.of(inspection, format.key())) download { (format.name()) }
            }
            ". "
            @if viewer.role.may_read_results() { a href=(paths::inspection::EXPORT.of(inspection)) { "Download \
                results" } ". " }
            @if viewer.role.may_change() { a href=(paths::inspection::FILE.of(inspection)) download { "The inspection \
                as a file" } ", to set up a similar one." }
        }
    }
}

/// For those who would evaluate it: that its framework has nothing to evaluate by.
fn evaluates_nothing(viewer: &User, inspection: &Inspection) -> Markup {
    let framework = inspection.framework;
    html! {
        @if let Some(lacks) = lacking(framework).filter(|_| viewer.role.may_change()) {
            p.files-line {
                "Nothing is evaluated: the framework “" (framework.name()) "” has " (lacks) ". "
                a href=(paths::evaluations::TABLE.of(inspection.id)) { "Evaluations" }
            }
        }
    }
}

fn title(viewer: &User, overview: &Overview) -> Markup {
    let inspection = overview.inspection.id;
    html! {
        div.top {
            div {
                h1 { (overview.inspection.title) }
                p.day { (day(overview)) }
            }
            div.ways {
                @if overview.released > 0 && viewer.role.may_read_results() {
                    a.button href=(paths::inspection::RESULTS.of(inspection)) { "See the results" }
                }
                @if viewer.role.may_read_comments() { a.button.second href=(paths::comments::of_inspection(inspection)) { "Read comments" } }
                @if viewer.role.may_change() && lacking(overview.inspection.framework).is_none() {
                    a.button.second href=(paths::evaluations::TABLE.of(inspection)) { "Evaluations" }
                }
                @if viewer.role.may_change() {
                    a.button.second href=(paths::inspection::NEW_COLLECTION.of(inspection)) { "Add a collection" }
                    a.button.second href=(paths::inspection::CHANGE.of(inspection)) { "Change" span.unseen { " the inspection" } }
                    a.button.second href=(paths::inspection::COPY.of(inspection)) { "Copy" span.unseen { " the inspection" } }
                }
            }
        }
    }
}

/// "Day 9 of 21. Closes Friday 12 December at 17:00.", by the inspection's dates unless its
/// collections differ.
fn day(overview: &Overview) -> String {
    let closes = overview.closes_at();
    let stage = match (overview.stage, closes) {
        (Stage::Over, Some(_)) => "After the last day".to_owned(),
        (Stage::Ahead(_), Some(_)) => "Before the first day".to_owned(),
        (stage, _) => stage.words(),
    };
    closes.map_or_else(
        || format!("{stage}."),
        |at| format!("{stage}. Closes {}.", calendar::this_year(at)),
    )
}

/// What needs action, and recent responses.
fn morning(viewer: &User, overview: &Overview) -> Markup {
    html! {
        div.morning {
            section.needs aria-label="What needs you" data-live="needs" { (needs::needs(overview)) }
            section.news aria-label="Responses" {
                div data-live="days" { (changes::days(overview)) }
                @if let Some(sentence) = changes::since(overview) { p.since { (sentence) } }
                @for sentence in &overview.recorded { p.recorded { (sentence) } }
                (answering::sentences(overview, viewer))
            }
        }
    }
}

/// Filter and sort order: links, so that they work without script.
fn choices(overview: &Overview, place: &str) -> Markup {
    let params = overview.params;
    let link = |to: Params, name: &str| {
        html! { li { a href={ (place) (to) "#areas" } aria-current=[(to == params).then_some("true")] { (name) } } }
    };
    let surveys = overview.all_surveys();
    html! {
        div.choose {
            @if surveys.len() > 1 || params.survey.is_some() {
                nav aria-label="Whose returns" {
                    ul {
                        (link(Params { survey: None, ..params }, "Everybody"))
                        @for survey in surveys { (link(Params { survey: Some(survey), ..params }, survey.name())) }
                    }
                }
            }
            @if overview.areas.len() > 1 {
                nav aria-label="Order of the areas" {
                    span aria-hidden="true" { "First:" }
                    ul { @for sort in Sort::ALL { (link(Params { sort, ..params }, sort.name())) } }
                }
            }
        }
    }
}

fn scotland(overview: &Overview) -> Markup {
    let whose = match overview.surveys.as_slice() {
        [(one, _)] => one.name(),
        _ => "All surveys",
    };
    html! {
        section.scotland aria-labelledby="map" {
            h2 #map { "Response rate by area" span.whose { (whose) } }
            (map::map(overview))
            p.quiet.key { "Percent. Darker means higher; a heavy border means behind." }
        }
    }
}

fn areas(overview: &Overview) -> Markup {
    html! {
        section.areas #areas tabindex="-1" aria-label="Areas" {
            @match (overview.is_of_one_survey(), overview.has_rates()) {
                (true, true) => (lines::lines(overview)),
                (true, false) => (recorded_lines::lines(overview)),
                (false, _) => (table::table(overview)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::model_tests::{two_areas, two_areas_as},
        *,
    };
    use crate::{
        survey::Instrument,
        text::snapshot::{assert_text, main_of},
        users::{Role, sample},
    };

    fn page_of(role: Role, shown: &Overview) -> String {
        let viewer = sample::user(role);
        overview(&viewer, shown).into_string()
    }

    fn page(role: Role) -> String {
        page_of(role, &two_areas())
    }

    #[test]
    fn the_day_and_what_needs_somebody_stand_before_the_map_and_the_table() {
        let page = page(Role::Lead);
        assert!(page.contains("Day 6 of 11. Closes Wednesday 17 December at 09:00."), "{page}");
        let places = [
            "2 collections need you today.",
            "Fife, Staff</a>",
            "Midlothian, 8 to 15</a>. Enter how many people could answer",
            "class=\"map\"",
            "<table class=\"overview\"",
        ]
        .map(|words| page.find(words).unwrap_or_else(|| panic!("{words}: {page}")));
        assert!(places.is_sorted(), "{places:?}");
    }

    #[test]
    fn every_cell_says_in_words_what_its_colour_shows() {
        let page = page(Role::Viewer);
        assert_text!("viewer", main_of(&page));
        assert!(!page.contains("style="), "the content policy forbids style attributes");
        assert!(!page.contains("Add a collection"));
    }

    #[test]
    fn links_lead_to_every_audience_and_order_and_mark_the_one_that_is_shown() {
        let params = Params { sort: Sort::Name, survey: Some(Instrument::staff()) };
        let page = page_of(Role::Viewer, &two_areas_as(params));
        assert!(page.contains("?sort=name#areas\">Everybody"), "{page}");
        assert!(
            page.contains("?survey=staff&amp;sort=name#areas\" aria-current=\"true\">Staff"),
            "{page}"
        );
        assert!(page.contains("?survey=staff&amp;sort=rate#areas\">Lowest rate"), "{page}");
        assert!(
            page.contains("/live?survey=staff\""),
            "the order does not matter to what moves: {page}"
        );
        assert!(page.contains("<table class=\"lines\""), "{page}");
    }
}
