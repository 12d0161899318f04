use super::{ReleaseError, gathered::Gathered};
use crate::{
    results::groups::{self, Groups},
    survey::Survey,
};

/// Divides the responses: by the parts that they came from, if `by_part`, and by what people said of
/// themselves. Counts and rows are then kept by crowd, and no longer by part.
pub fn divide(
    gathered: &mut Gathered,
    survey: &Survey,
    by_part: bool,
) -> Result<Groups, ReleaseError> {
    let divided = groups::divide(survey, gathered.parts(), by_part, gathered.each());
    let Some((groups, crowds)) = divided.map_err(|_| ReleaseError::OtherSurvey)? else {
        gathered.count_together();
        return Ok(Groups::default());
    };
    let keys = (0..groups.crowds.len()).map(|number| number.to_string()).collect();
    gathered.count_by(keys, crowds.into_iter())?;
    Ok(groups)
}
