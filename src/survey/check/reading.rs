//! The reading age of the English text.

use super::{Refusals, texts};
use crate::survey::{
    file::SurveyFile,
    reading_age::{JUDGED_ALONE, Measure, TOLERANCE_ALONE},
};

pub fn check(file: &SurveyFile, refusals: &mut Refusals) {
    let age = f64::from(file.audience().reading_age());
    let longest = file.audience().longest_sentence();
    let mut whole = Measure::default();
    for (place, text) in texts(file) {
        let measure = Measure::of(text, &file.familiar_words);
        whole = whole.and(measure);
        if measure.longest_sentence > longest {
            refusals.refuse(
                place,
                format!(
                    "a sentence has {} words; the limit for this audience is {longest}",
                    measure.longest_sentence
                ),
                "Split it into two sentences",
            );
        } else if measure.words >= JUDGED_ALONE && measure.age() > age + TOLERANCE_ALONE {
            refusals.refuse(
                place,
                format!(
                    "needs a reading age of {:.0}; the limit for this audience is {age:.0}",
                    measure.age()
                ),
                "Use shorter words and sentences, or list a word that the audience knows under \
                    familiar_words",
            );
        }
    }
    if whole.age() > age {
        refusals.refuse(
            "the whole survey",
            format!(
                "needs a reading age of {:.1}; the limit for this audience is {age:.0}",
                whole.age()
            ),
            "Use shorter words and sentences throughout",
        );
    }
}
