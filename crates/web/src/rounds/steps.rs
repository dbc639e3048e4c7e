//! POST /rounds/{round}/…: the steps by which a round moves on, each one use case.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use phaen_app::rounds::{Order, Resolution};
use phaen_app::{Actor, App, AppError};
use phaen_domain::calendar::parse_date;
use phaen_domain::id::{PlanCode, RoundCode};

use super::forms::{Problems, Typed, problems};
use super::page_round::{keys, page, place};
use crate::board::held_place;
use crate::components::Tone;
use crate::errors::WebError;
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// A step of a round.
#[derive(Clone, Copy)]
enum Step {
    Open,
    Compile,
    Endorse,
    Refuse,
    Resolve,
    Confirm,
    Freeze,
    Reopen,
}

macro_rules! steps {
    ($($name:ident => $step:ident),*) => {$(
        pub(super) async fn $name(
            site: State<Site>,
            view: View,
            who: Signed,
            round: Path<String>,
            typed: Form<Typed>,
        ) -> Result<Response, WebError> {
            take(Step::$step, site, view, who, round, typed).await
        }
    )*};
}

steps! {
    open => Open, compile => Compile, endorse => Endorse, refuse => Refuse, resolve => Resolve, confirm => Confirm, freeze => Freeze,
    reopen => Reopen
}

async fn take(
    step: Step,
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Path(round): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let asked = Some(typed.plan.clone()).filter(|plan| !plan.is_empty());
        let (plan, round) = keys(&site.app, &actor, asked, &round)?;
        match step.run(view.t, &site.app, &actor, (&plan, &round), &typed) {
            Ok(said) => Ok(flash::redirect_with(&place(&plan, &round), Tone::Success, &said)),
            Err(Refused::Fields(wrong)) => page(&view, &site.app, actor, (&plan, &round), &typed, &wrong),
            Err(Refused::App(AppError::RoundFindings(found))) => {
                let said = view.t.findings_held_said(view.t.count(found.len()));
                Ok(flash::redirect_with(&held_place(&plan, &round), Tone::Warning, &said))
            }
            Err(Refused::App(error)) => Err(WebError::from(error)),
        }
    })
    .await
}

/// Why a step was not taken.
enum Refused {
    Fields(Problems),
    App(AppError),
}

impl Step {
    /// Takes the step and says what was done.
    fn run(
        self,
        t: Text,
        app: &App,
        actor: &Actor,
        (plan, round): (&PlanCode, &RoundCode),
        typed: &Typed,
    ) -> Result<String, Refused> {
        let said = match self {
            Self::Open => app.open_round(actor, plan, round).map(|it| match it.returns {
                0 => t.round_said_none_to_add().to_owned(),
                returns => t.round_said_opened(t.count(returns), when::day(t, it.due_on)),
            }),
            Self::Compile => app.compile_round(actor, plan, round).map(|()| t.round_said_compiled().to_owned()),
            Self::Endorse => app.endorse_round(actor, plan, round).map(|()| t.round_said_endorsed().to_owned()),
            Self::Refuse => app.refuse_round(actor, plan, round, &typed.instruction).map(|()| t.round_said_refused().to_owned()),
            Self::Resolve => {
                let it = Resolution { document_no: typed.resolution_no.clone(), text: typed.resolution.clone() };
                app.record_resolution(actor, plan, round, &it).map(|()| t.round_said_resolved().to_owned())
            }
            Self::Confirm => app.confirm_resolution(actor, plan, round).map(|()| t.round_said_endorsed().to_owned()),
            Self::Freeze => app.freeze_round(actor, plan, round).map(|number| t.round_said_frozen(t.digits(&number.to_string()))),
            Self::Reopen => {
                let order = order(t, typed).map_err(Refused::Fields)?;
                app.reopen_round(actor, plan, round, &order).map(|()| t.round_said_reopened().to_owned())
            }
        };
        said.map_err(|error| problems(t, error, self.fields()).map_or_else(Refused::App, Refused::Fields))
    }

    /// What the use case calls its fields, and what the form calls them.
    fn fields(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Refuse => &[("reason", "instruction")],
            Self::Resolve => &[("reason", "resolution"), ("document_no", "resolution_no")],
            Self::Reopen => &[("reason", "reason"), ("document_no", "document_no"), ("expires_on", "expires_on")],
            _ => &[],
        }
    }
}

/// The order as it was typed; a day that is none is told beside its field.
fn order(t: Text, typed: &Typed) -> Result<Order, Problems> {
    let day = typed.expires_on.trim();
    let expires_on = match parse_date(day) {
        Ok(day) => Some(day),
        Err(_) if day.is_empty() => None,
        Err(_) => return Err(vec![("expires_on", t.digits(t.round_not_a_date()).into_owned())]),
    };
    Ok(Order { reason: typed.reason.clone(), document_no: Some(typed.document_no.clone()), expires_on })
}
