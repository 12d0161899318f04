use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

use super::Language;

/// The messages of one language.
pub struct Words {
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

/// Named values for a message: `args([("count", 3.into())])`.
pub fn args<'a, const N: usize>(pairs: [(&'a str, FluentValue<'a>); N]) -> FluentArgs<'a> {
    pairs.into_iter().collect()
}

impl Words {
    /// The messages of `language`, read once per process.
    pub fn of(language: Language) -> &'static Self {
        static EN: LazyLock<Words> =
            LazyLock::new(|| Words::read(Language::En, include_str!("en.ftl")));
        static GD: LazyLock<Words> =
            LazyLock::new(|| Words::read(Language::Gd, include_str!("gd.ftl")));
        match language {
            Language::En => &EN,
            Language::Gd => &GD,
        }
    }

    fn read(language: Language, source: &str) -> Self {
        let mut bundle =
            FluentBundle::new_concurrent(vec![language.tag().parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        let resource =
            FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// The message `key`. A missing one shows its key: the tests compare the keys of all languages.
    pub fn say(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The message `key` with its values filled in.
    pub fn say_with(&self, key: &str, values: &FluentArgs<'_>) -> String {
        self.format(key, Some(values))
    }

    fn format(&self, key: &str, values: Option<&FluentArgs<'_>>) -> String {
        match self.bundle.get_message(key).and_then(|m| m.value()) {
            Some(pattern) => {
                self.bundle.format_pattern(pattern, values, &mut Vec::new()).into_owned()
            }
            None => key.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_bundle::FluentResource;

    fn keys(source: &str) -> BTreeSet<String> {
        FluentResource::try_new(source.to_owned()).expect("the file has no syntax error");
        source
            .lines()
            .filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|l| l.split_once('=').map(|(key, _)| key.trim().to_owned()))
            .collect()
    }

    #[test]
    fn every_language_has_every_message() {
        assert_eq!(keys(include_str!("en.ftl")), keys(include_str!("gd.ftl")));
    }
}
