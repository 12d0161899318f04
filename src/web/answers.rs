//! The headers of every answer, whatever gives it.

use std::future::{Ready, ready};

use actix_web::{
    Error,
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
    error::InternalError,
    http::header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue,
        REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    },
};
use futures_util::future::{FutureExt, Map};

/// What no page of Speir uses. There is no word for all features; these are the ones that browsers
/// know.
const NO_FEATURE: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), \
     clipboard-read=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), \
     geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), \
     midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), \
     screen-wake-lock=(), serial=(), usb=(), web-share=(), xr-spatial-tracking=()",
);
/// The policy of answers that are no pages. A page brings its own.
const NOTHING_RUNS: HeaderValue =
    HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
/// An address can hold a ticket. A page that needs its own address told says so.
const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");
/// What may be kept says so.
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const NO_SNIFFING: HeaderValue = HeaderValue::from_static("nosniff");
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Adds the headers that every answer carries. It wraps the whole application, so that no handler,
/// no middleware and no error of the framework answers without them. Every value is static: nothing
/// is allocated for one.
#[derive(Clone, Copy, Debug)]
pub struct SafeAnswers;

fn protect(headers: &mut HeaderMap) {
    headers.insert(PERMISSIONS_POLICY, NO_FEATURE);
    headers.insert(RESOURCE_POLICY, SAME_ORIGIN);
    headers.insert(X_CONTENT_TYPE_OPTIONS, NO_SNIFFING);
    for (name, unless_said) in [
        (CONTENT_SECURITY_POLICY, NOTHING_RUNS),
        (REFERRER_POLICY, NO_REFERRER),
        (CACHE_CONTROL, NO_STORE),
    ] {
        if !headers.contains_key(&name) {
            headers.insert(name, unless_said);
        }
    }
}

fn protect_either<B>(
    answered: Result<ServiceResponse<B>, Error>,
) -> Result<ServiceResponse<B>, Error> {
    match answered {
        Ok(mut response) => {
            protect(response.headers_mut());
            Ok(response)
        }
        // The framework makes an answer of it only after all middleware.
        Err(error) => {
            let mut response = error.error_response();
            protect(response.headers_mut());
            Err(InternalError::from_response(error, response).into())
        }
    }
}

impl<S, B> Transform<S, ServiceRequest> for SafeAnswers
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Transform = Protected<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Protected { inner }))
    }
}

/// An application whose answers are protected.
pub struct Protected<S> {
    inner: S,
}

impl<S, B> Service<ServiceRequest> for Protected<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Future =
        Map<S::Future, fn(Result<ServiceResponse<B>, Error>) -> Result<ServiceResponse<B>, Error>>;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        self.inner.call(request).map(protect_either)
    }
}
