//! Routes with the permission that each declares. A test walks the declarations, so that none can be forgotten.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use phaen_app::AppError;
use phaen_domain::access::{Action, may};

use crate::api;
use crate::errors::WebError;
use crate::site::{SignedIn, Site};
use crate::view::View;

/// Who may call a route: asked before the handler runs, and again by the use case behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Anybody, signed in or not.
    Public,
    /// Whoever may do this.
    Action(Action),
}

/// Refuses whoever may not do what the route declares, before anything of what they sent is read. Who is not signed in is led to signing in
/// by the handler; what else the object's state forbids, the use case says.
async fn permitted(permission: Permission, request: Request, next: Next) -> Response {
    let denied = match (permission, request.extensions().get::<SignedIn>()) {
        // Whoever has to set up a second factor first is led there by the handler.
        (_, Some(signed_in)) if signed_in.actor.enrolling => None,
        (Permission::Action(action), Some(signed_in)) => may(&signed_in.actor.offices, action).err(),
        _ => None,
    };
    let Some(denied) = denied.map(AppError::Denied) else { return next.run(request).await };
    let (parts, _unread) = request.into_parts();
    if parts.uri.path().starts_with("/api/") {
        // Programs are told in the API's own form.
        return api::refused(denied, &View::from_parts(&parts));
    }
    WebError::from(denied).into_response()
}

/// One declared route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// GET or POST.
    pub method: &'static str,
    /// The path with its parameters.
    pub path: &'static str,
    /// Who may call it.
    pub permission: Permission,
}

/// Routes and their declarations.
#[derive(Default)]
pub struct Rooms {
    router: Router<Site>,
    declared: Vec<Declared>,
}

impl Rooms {
    /// No routes yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the routes of a room.
    #[must_use]
    pub fn with(self, routes: impl FnOnce(Self) -> Self) -> Self {
        routes(self)
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, permission: Permission, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.route("GET", path, permission, get(handler))
    }

    /// What a form does.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, permission: Permission, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.route("POST", path, permission, post(handler))
    }

    /// A route of any make, such as one with a limit of its own.
    #[must_use]
    pub fn route(mut self, method: &'static str, path: &'static str, permission: Permission, route: MethodRouter<Site>) -> Self {
        let route = route.layer(from_fn(move |request: Request, next: Next| permitted(permission, request, next)));
        self.router = self.router.route(path, route);
        self.declared.push(Declared { method, path, permission });
        self
    }

    /// The declarations.
    #[must_use]
    pub fn declared(&self) -> &[Declared] {
        &self.declared
    }

    /// The router.
    pub fn into_router(self) -> Router<Site> {
        self.router
    }
}
