//! Pages of results of the demo's programme, as its lead reads them.

use super::fieldwork::{cookie, page};

const LEAD: &str = "lead@speir.example";
const EARLIER: &str = "Joint inspections 2012-17";

pub struct Pages {
    /// The results of staff, with each area counting the same.
    by_area: String,
    /// The same beside what was published of earlier inspections.
    compared: String,
}

impl Pages {
    /// Of a programme, from what the demo printed when it had started.
    pub fn of(printed: &[String], programme: &str) -> Self {
        let word = |label: &str| {
            let line = printed.iter().find(|line| line.contains(label)).expect(label);
            line.split_whitespace().last().expect(label)
        };
        let console = word("/console");
        let cookie = cookie(console, LEAD, word("password"));
        let get = |path: &str| page(&console.replace("/console", path), &cookie);
        let programmes = get("/console/programmes");
        let path = |name: &str| {
            let (before, _) = programmes.split_once(&format!("\">{name}<")).expect(name);
            before.rsplit('"').next().expect(name).to_owned()
        };
        let (now, then) = (path(programme), path(EARLIER));
        let then = then.rsplit('/').next().expect("an id");
        Self {
            by_area: get(&format!("{now}/results?survey=staff&weigh=areas")),
            compared: get(&format!("{now}/results/compare?survey=staff&with={then}")),
        }
    }

    /// The sentence about areas that count the same.
    pub fn over_areas(&self, question: &str) -> Option<String> {
        let quoted = format!("“{}”", question.trim_end_matches('.'));
        let texts = self.by_area.split(['<', '>']);
        let mut sentences = texts.filter(|text| text.starts_with("On average over 8 areas, "));
        sentences.find(|text| text.contains(&quoted)).map(str::to_owned)
    }

    /// The row of a question in the comparison with earlier inspections.
    pub fn change_of(&self, question: &str) -> String {
        let (_, rest) = self.compared.split_once(&format!(">{question}<")).expect(question);
        let (row, _) = rest.split_once("</tr>").expect("a row");
        let texts = row.split('<').filter_map(|tag| Some(tag.split_once('>')?.1.trim()));
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        format!("{question} {}", texts.join(" "))
    }
}
