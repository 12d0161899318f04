use crate::inspection::file::FileProblem;

/// What is wrong with a file, with its line, as a sentence.
pub fn plain(problem: &FileProblem) -> String {
    let mut said = problem.to_string();
    if let Some(first) = said.get(..1).map(str::to_uppercase) {
        said.replace_range(..1, &first);
    }
    if !said.ends_with(['.', '!', '?', '=']) {
        said.push('.');
    }
    said
}
