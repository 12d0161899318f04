//! The headers of every response.

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

/// The browser features that Speir forbids. There is no keyword for all features, so they are
/// listed.
const NO_FEATURE: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), \
     clipboard-read=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), \
     geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), \
     midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), \
     screen-wake-lock=(), serial=(), usb=(), web-share=(), xr-spatial-tracking=()",
);
/// The policy of responses that are not pages. Pages set their own.
const NOTHING_RUNS: HeaderValue =
    HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
/// An address can contain a ticket, so no referrer is sent by default. Pages that need one override
/// this.
const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");
/// Cacheable responses override this.
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const NO_SNIFFING: HeaderValue = HeaderValue::from_static("nosniff");
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Adds the common headers. It wraps the whole application, so that responses of handlers,
/// middleware and the framework all have them. The values are static, so nothing is allocated.
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
        // The framework turns the error into a response only after all middleware.
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

/// An application whose responses have the headers.
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
