use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header::HeaderMap, web::Data,
};

use crate::{
    audit::{FailureKind, Failures},
    settings::Settings,
    users::Scope,
};

/// Proof that a changing request was sent by a page of this service.
///
/// Browsers say so in `Sec-Fetch-Site`, or older ones in `Origin`. A request with neither, and
/// without `Referer`, does not come from a browser that another site could misuse; sign-in protects
/// against it.
#[derive(Clone, Copy, Debug)]
pub struct SameOrigin;

impl FromRequest for SameOrigin {
    type Error = super::ConsoleError;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let settings = request.app_data::<Data<Settings>>();
        let base = settings.map_or("", |s| s.base_url.as_str());
        if is_same(request.headers(), base) {
            return ready(Ok(Self));
        }
        if let Some(failures) = request.app_data::<Data<Failures>>() {
            let extensions = request.extensions();
            failures.count(
                FailureKind::OtherSite,
                extensions.get::<Scope>().map(|scope| scope.user().email.as_str()),
            );
        }
        ready(Err(super::ConsoleError::OtherOrigin))
    }
}

/// Whether the headers show a page of this service, at `base`.
fn is_same(headers: &HeaderMap, base: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("null"));
    if let Some(site) = text("Sec-Fetch-Site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("Origin").or_else(|| text("Referer")) else { return true };
    let host = |address: &str| {
        address.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or("").to_owned())
    };
    let from = host(origin);
    from.is_some() && (from.as_deref() == text("Host") || from == host(base))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

    use super::is_same;

    fn same(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        is_same(&headers, "https://speir.example")
    }

    #[test]
    fn a_form_of_another_site_is_refused() {
        assert!(!same(&[("sec-fetch-site", "cross-site"), ("host", "speir.example")]));
        assert!(!same(&[("sec-fetch-site", "same-site")]));
        assert!(!same(&[("origin", "https://evil.example"), ("host", "speir.example")]));
        assert!(!same(&[("origin", "null"), ("host", "speir.example")]));
        assert!(!same(&[
            ("referer", "https://evil.example/speir.example"),
            ("host", "speir.example")
        ]));
    }

    #[test]
    fn a_form_of_this_service_is_taken() {
        assert!(same(&[("sec-fetch-site", "same-origin")]));
        assert!(same(&[("origin", "https://speir.example"), ("host", "10.0.0.1")]));
        assert!(same(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(same(&[]));
    }
}
