//! The forms by which a round moves on: those that its reader may send in the state it is in, and what was typed into them.

use phaen_app::rounds::RoundPage;
use phaen_app::{Actor, AppError, FieldProblem};
use phaen_domain::access::{Action, roles_for};
use phaen_domain::round::RoundState;
use serde::Deserialize;

use super::path;
use crate::components::{Field, Form, Kind, Notice, Tone};
use crate::display::Lang;
use crate::explain::wording::word;
use crate::text::Text;
use crate::view::View;
use crate::when;

/// What was typed; each form has its own fields.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    /// The plan whose round it is.
    #[serde(default)]
    pub(super) plan: String,
    #[serde(default)]
    pub(super) instruction: String,
    #[serde(default)]
    pub(super) resolution_no: String,
    #[serde(default)]
    pub(super) resolution: String,
    #[serde(default)]
    pub(super) reason: String,
    #[serde(default)]
    pub(super) document_no: String,
    #[serde(default)]
    pub(super) expires_on: String,
}

/// Problems by field.
pub(super) type Problems = Vec<(&'static str, String)>;

/// The use case's problems under the names that its form gives to the fields; the error itself when it is about no field.
pub(super) fn problems(t: Text, error: AppError, fields: &[(&'static str, &'static str)]) -> Result<Problems, AppError> {
    let AppError::Fields(found) = error else { return Err(error) };
    let words = |it: &FieldProblem| if t.display().lang == Lang::Thai { it.th.clone() } else { it.en.clone() };
    let own = |it: &FieldProblem| fields.iter().find(|(asked, _)| *asked == it.field).or(fields.first()).map(|(_, own)| *own);
    Ok(found.iter().filter_map(|it| Some((own(it)?, t.digits(&words(it)).into_owned()))).collect())
}

/// One step with its form.
pub(super) struct StepForm {
    /// What it does.
    pub(super) title: String,
    /// What follows from it.
    pub(super) hint: String,
    /// Something to mind before.
    pub(super) notice: Option<Notice>,
    /// The form.
    pub(super) form: Form,
}

/// What the forms are made from.
pub(super) struct Desk<'a> {
    pub(super) view: &'a View,
    pub(super) page: &'a RoundPage,
    pub(super) actor: &'a Actor,
    pub(super) typed: &'a Typed,
    pub(super) problems: &'a Problems,
}

impl Desk<'_> {
    /// The forms of the steps that the reader may take now.
    pub(super) fn forms(&self) -> Vec<StepForm> {
        let may = |action| self.page.may(self.actor, action);
        let mut forms = Vec::new();
        if may(Action::OpenRound) {
            forms.push(self.open());
        }
        if may(Action::CompileRound) {
            forms.insert(0, self.compile());
        }
        if may(Action::ConfirmResolution) {
            forms.push(self.confirm());
        }
        if may(Action::EndorseRound) {
            forms.extend([self.endorse(), self.refuse()]);
        }
        if may(Action::RecordResolution) {
            forms.push(self.resolve());
        }
        if may(Action::FreezeRound) {
            forms.push(self.freeze());
        }
        if may(Action::ReopenRound) {
            forms.push(self.reopen());
        }
        forms
    }

    /// The steps that could be next, each with the roles that could take it.
    pub(super) fn who_could(&self) -> Vec<String> {
        let t = self.view.t;
        let steps: &[(&str, Action)] = match self.page.round.state {
            RoundState::Planned => &[(t.round_open(), Action::OpenRound)],
            RoundState::Open => &[(t.round_compile(), Action::CompileRound)],
            RoundState::Compiled => &[(t.round_endorse(), Action::EndorseRound), (t.round_resolve(), Action::RecordResolution)],
            RoundState::Endorsed => &[(t.round_freeze(), Action::FreezeRound)],
            RoundState::Frozen => &[(t.round_reopen(), Action::ReopenRound)],
        };
        let roles = |action| roles_for(action).iter().map(|role| word(t, *role)).collect::<Vec<_>>().join(", ");
        steps.iter().map(|(step, action)| t.round_next_who(*step, roles(*action))).collect()
    }

    fn step(&self, step: &str, title: impl Into<String>, hint: impl Into<String>, fields: Vec<Field>, button: &str) -> StepForm {
        let start = self.view.form(format!("{}/{step}", path(self.page.round.code.as_str())));
        let fields = fields.into_iter().map(|field| {
            let wrong = self.problems.iter().filter(|(name, _)| *name == field.name);
            wrong.fold(field.clone(), |field, (_, words)| field.error(words))
        });
        StepForm { title: title.into(), hint: hint.into(), notice: None, form: Form::new(start, fields.collect(), button) }
    }

    fn open(&self) -> StepForm {
        let t = self.view.t;
        let again = self.page.round.state == RoundState::Open && !self.page.returns.is_empty();
        let (title, button) =
            if again { (t.round_open_again(), t.round_add_button()) } else { (t.round_open(), t.round_open_button()) };
        self.step("open", title, t.round_open_hint(), Vec::new(), button)
    }

    fn compile(&self) -> StepForm {
        let t = self.view.t;
        let unverified = self.page.unverified();
        let notice = (unverified > 0).then(|| Notice::new(Tone::Warning, t.round_compile_unverified(t.count(unverified))));
        let step = self.step("compile", t.round_compile(), t.round_compile_hint(), Vec::new(), t.round_compile_button());
        StepForm { notice, ..step }
    }

    fn endorse(&self) -> StepForm {
        let t = self.view.t;
        self.step("endorse", t.round_endorse(), t.round_endorse_hint(), Vec::new(), t.round_endorse_button())
    }

    fn refuse(&self) -> StepForm {
        let t = self.view.t;
        let field = Field::new("instruction", t.round_refuse_text()).kind(Kind::Lines).value(&self.typed.instruction);
        self.step("refuse", t.round_refuse(), t.round_refuse_hint(), vec![field], t.round_refuse_button())
    }

    fn resolve(&self) -> StepForm {
        let t = self.view.t;
        let fields = vec![
            Field::new("resolution_no", t.round_resolve_no()).value(&self.typed.resolution_no),
            Field::new("resolution", t.round_resolve_text()).kind(Kind::Lines).value(&self.typed.resolution),
        ];
        let step = self.step("resolve", t.round_resolve(), t.round_resolve_hint(), fields, t.round_resolve_button());
        let waits = self.page.resolution().and_then(|it| it.document_no.as_deref());
        let notice = waits.map(|number| Notice::new(Tone::Information, t.round_resolve_waits(t.digits(number))));
        StepForm { notice, ..step }
    }

    fn confirm(&self) -> StepForm {
        let t = self.view.t;
        let said = self.page.resolution().map(|it| {
            let text = |text: &Option<String>| t.digits(text.as_deref().unwrap_or_default()).into_owned();
            t.round_confirm_said(text(&it.document_no), text(&it.reason))
        });
        self.step("confirm", t.round_confirm(), said.unwrap_or_default(), Vec::new(), t.round_confirm_button())
    }

    fn freeze(&self) -> StepForm {
        let t = self.view.t;
        let next = self.page.revisions.last().map_or(0, |it| it.revision) + 1;
        let hint = t.round_freeze_hint(t.digits(&next.to_string()));
        self.step("freeze", t.round_freeze(), hint, Vec::new(), t.round_freeze_button())
    }

    fn reopen(&self) -> StepForm {
        let t = self.view.t;
        let fields = vec![
            Field::new("reason", t.round_reopen_reason()).kind(Kind::Lines).value(&self.typed.reason),
            Field::new("document_no", t.round_reopen_no()).value(&self.typed.document_no),
            Field::new("expires_on", t.round_reopen_until())
                .kind(Kind::Date)
                .hint(t.digits(t.round_reopen_until_hint()))
                .value(&self.typed.expires_on),
        ];
        self.step("reopen", t.round_reopen(), t.round_reopen_hint(), fields, t.round_reopen_button())
    }

    /// By which order the round is open again, while it is.
    pub(super) fn reopened(&self) -> Option<Notice> {
        let t = self.view.t;
        let order = self.page.reopened_by()?;
        let number = t.digits(order.document_no.as_deref()?).into_owned();
        let day = when::day(t, order.expires_on?);
        let over = self.page.reopening_over.is_some();
        let words = if over { t.round_reopening_over(number, day) } else { t.round_reopened(number, day) };
        Some(Notice::new(Tone::Warning, words))
    }
}
