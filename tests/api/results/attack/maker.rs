use std::sync::Arc;

use speir::{
    language::Language,
    survey::{Edition, Survey, load::Source},
};

use super::people::{Person, Population};

/// One collection of an inspection.
pub struct Sample {
    /// The places of its survey in [`Maker::surveys`] and of its area.
    pub survey: usize,
    pub area: usize,
    pub people: Vec<Person>,
}

/// One inspection.
pub struct Inspected {
    pub threshold: u32,
    /// The threshold of a programme that it belongs to: the largest of its inspections'.
    pub programme: u32,
    pub collections: Vec<Sample>,
}

/// Makes random inspections.
pub struct Maker {
    /// Of two audiences that are reported together. Each has a question that the other has not.
    pub surveys: [Arc<Survey>; 2],
    random: Population,
}

impl Maker {
    pub fn new(seed: u64) -> Self {
        let text = include_str!("survey.toml");
        let other = text
            .replace("\"attacked\"", "\"attacked-too\"")
            .replace("age-8-15", "age-16-plus")
            .replace("id = \"four\"", "id = \"five\"");
        let surveys = [text, &other].map(|text| {
            let source = Source { language: Language::En, bytes: text.as_bytes().to_vec() };
            let edition = Edition::parse(vec![source], "attacked").unwrap();
            edition.make_known();
            Arc::clone(edition.english())
        });
        Self { surveys, random: Population::new(seed) }
    }

    /// Six of ten are large; three have many small areas, and one has two audiences in each area.
    pub fn inspection(&mut self) -> Inspected {
        match self.random.between(0, 9) {
            0..=5 => self.large(),
            6..=8 => {
                let threshold = self.random.one_of(&[5, 10, 10, 10, 12, 20, 35]);
                let areas = self.random.between(3, 9);
                let sizes = self.random.one_of(&[
                    [3, 8, 9, 9].as_slice(),
                    &[1, 5, 9, 10, 14, 20],
                    &[2, 9, 11, 12, 29, 31, 45],
                    &[8, 9, 29, 30, 34, 38],
                ]);
                let both = self.random.chance(0.4);
                self.inspected(threshold, areas, if both { 2 } else { 1 }, sizes)
            }
            _ => {
                let threshold = self.random.one_of(&[10, 10, 12, 5, 30, 35]);
                let areas = self.random.between(1, 3);
                self.inspected(threshold, areas, 2, &[1, 3, 9, 14, 20, 29, 30, 35, 60])
            }
        }
    }

    /// One audience, in one to three areas that are mostly large.
    pub fn large(&mut self) -> Inspected {
        let threshold = self.random.one_of(&[10, 10, 10, 5, 12, 30, 35]);
        let areas = self.random.between(1, 3);
        self.inspected(threshold, areas, 1, &[10, 20, 29, 30, 40, 60, 90, 120, 170, 250])
    }

    fn inspected(
        &mut self,
        threshold: u32,
        areas: usize,
        surveys: usize,
        sizes: &[usize],
    ) -> Inspected {
        let mut collections = Vec::new();
        for area in 0..areas {
            for (survey, asked) in self.surveys.iter().enumerate().take(surveys) {
                let most = self.random.one_of(sizes);
                let people = self.random.between(most.min(most * 4 / 5 + 2), most);
                let people = self.random.answering(asked, people);
                collections.push(Sample { survey, area, people });
            }
        }
        let programme = self.random.one_of(&[threshold, threshold, 12, 40]).max(threshold);
        Inspected { threshold, programme, collections }
    }
}
