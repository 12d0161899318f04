//! The tables as they stand in docs/forecast.md.

use std::{env, fmt::Write, fs, path::Path};

use super::{FieldworkKind, Score, alarms::Alarms};

const BEGIN: &str = "<!-- The tables from here on are made by a test. -->\n";
const END: &str = "<!-- The tables end here. -->\n";
/// Set it to have the tables written anew: then look at what changed.
const REWRITE: &str = "REWRITE_FORECAST_TABLES";

pub fn written(
    whole: &[Score],
    by_kind: &[(FieldworkKind, Vec<Score>)],
    alarms: &[Alarms],
) -> String {
    let mut text = String::from(
        "\n| day | error | bias | inside | width | what has come | straight line | last year’s \
         curve |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for (day, score) in (1..).zip(whole) {
        let Score { error, bias, inside, width, so_far, straight_line, last_year, .. } = score;
        let _ = writeln!(
            text,
            "| {day} | **{error:.1}** | {bias:+.1} | {inside:.0}% | {width:.0} | {so_far:.1} | \
                {straight_line:.1} | {last_year:.1} |"
        );
    }
    text.push_str(
        "\n| by kind | error on day 3 | 7 | 11 | 14 | 18 | inside on day 3 | 7 | 11 | 14 | 18 |\n",
    );
    text.push_str(
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for (kind, scores) in by_kind {
        let chosen = [3, 7, 11, 14, 18].map(|day: usize| scores[day - 1]);
        let errors: String = chosen.iter().map(|score| format!(" {:.1} |", score.error)).collect();
        let inside: String =
            chosen.iter().map(|score| format!(" {:.0}% |", score.inside)).collect();
        let _ = writeln!(text, "| {} |{errors}{inside}", name(*kind));
    }
    text.push_str(
        "\n| “behind” is said where … | of its alarms wrong | said of those that reach \
        it | said of those that miss it by 5 points |\n",
    );
    text.push_str("| --- | ---: | ---: | ---: |\n");
    for Alarms { rule, wrong, calm, found } in alarms {
        let _ = writeln!(text, "| {rule} | {wrong:.0}% | {calm:.0}% | {found:.0}% |");
    }
    text.push('\n');
    text
}

const fn name(kind: FieldworkKind) -> &'static str {
    match kind {
        FieldworkKind::StaffByEmail => "staff by email",
        FieldworkKind::ChildrenBySlip => "children by slips",
        FieldworkKind::ParentsByLink => "parents by a link",
    }
}

/// Compares the tables with those of the document, or writes them into it.
pub fn compare(tables: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/forecast.md");
    let document = fs::read_to_string(&path).expect("docs/forecast.md");
    let (above, rest) = document.split_once(BEGIN).expect("where the tables begin");
    let (there, below) = rest.split_once(END).expect("where the tables end");
    if env::var_os(REWRITE).is_some() {
        fs::write(&path, format!("{above}{BEGIN}{tables}{END}{below}")).expect("written");
    } else {
        assert_eq!(
            there, tables,
            "docs/forecast.md says something else; {REWRITE}=1 writes it anew"
        );
    }
}
