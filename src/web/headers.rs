//! Security headers of pages.

use actix_web::{
    HttpResponseBuilder,
    http::header::{self, HeaderValue},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// The styles and scripts that a page may use; everything else is forbidden, including other
/// origins.
#[derive(Clone, Debug)]
pub struct ContentPolicy(HeaderValue);

const REST: &str =
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

impl ContentPolicy {
    /// The policy of a page with exactly these inline styles and scripts.
    pub fn inline(styles: &[&str], scripts: &[&str]) -> Self {
        let hashes = |texts: &[&str]| match texts {
            [] => " 'none'".to_owned(),
            texts => texts
                .iter()
                .map(|text| format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text))))
                .collect(),
        };
        let connect = if scripts.is_empty() { "'none'" } else { "'self'" };
        Self::from_text(&format!(
            "default-src 'none'; style-src{}; script-src{}; connect-src {connect}; {REST}",
            hashes(styles),
            hashes(scripts),
        ))
    }

    /// The policy of a page that uses style and script files of this service.
    pub fn own_files() -> Self {
        Self::from_text(&format!(
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                frame-src 'self'; {REST}"
        ))
    }

    /// The policy of a page that this service shows in a frame. It allows `sheet` and style
    /// attributes, but no scripts, forms or links.
    pub fn framed(sheet: &str) -> Self {
        let hash = BASE64_STANDARD.encode(Sha256::digest(sheet));
        Self::from_text(&format!(
            "default-src 'none'; style-src-elem 'sha256-{hash}'; style-src-attr 'unsafe-inline'; \
             form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox"
        ))
    }

    fn from_text(text: &str) -> Self {
        // The text is always ASCII. If it were not, a page without styles would be the safe
        // fallback.
        Self(
            HeaderValue::from_str(text)
                .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'")),
        )
    }
}

/// The Referrer-Policy of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referrer {
    /// No referrer, because the address contains a ticket.
    Nothing,
    /// A referrer for this service only, so that a form's origin can be checked.
    SameOrigin,
}

/// Adds the headers that every page carries.
pub fn protect(response: &mut HttpResponseBuilder, policy: &ContentPolicy, referrer: Referrer) {
    response
        .insert_header((header::CONTENT_SECURITY_POLICY, policy.0.clone()))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CROSS_ORIGIN_OPENER_POLICY, "same-origin"))
        .insert_header((
            header::REFERRER_POLICY,
            match referrer {
                Referrer::Nothing => "no-referrer",
                Referrer::SameOrigin => "same-origin",
            },
        ));
}
