//! Deadline rules: tried on the open rounds first, then stored.

use axum::Form;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use phaen_app::AppError;
use phaen_app::rounds::RoundPreview;
use phaen_domain::calendar::{Anchor, Counting, DeadlineRules};
use phaen_domain::number::Decimal;
use phaen_domain::words::Words;
use phaen_domain::workbook::cell::number;
use serde::Deserialize;

use super::in_words;
use super::page_calendar::{Shown, page};
use crate::components::{Choice, Field, Kind, Tone};
use crate::errors::WebError;
use crate::explain::reports::round_name;
use crate::explain::wording::word;
use crate::flash;
use crate::signed::Signed;
use crate::site::{Site, blocking};
use crate::text::Text;
use crate::view::View;
use crate::when;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    seen: u32,
    /// `preview`, or to be stored.
    #[serde(default)]
    step: String,
    #[serde(default)]
    counting: String,
    #[serde(default)]
    anchor: String,
    #[serde(default)]
    report_days: String,
    #[serde(default)]
    compile_days: String,
    #[serde(default)]
    endorse_days: String,
    #[serde(default)]
    return_days: String,
}

impl Typed {
    /// The rules as they are stored.
    pub(super) fn of(t: Text, rules: &DeadlineRules) -> Self {
        let days = |days: u16| t.digits(&days.to_string()).into_owned();
        Self {
            seen: 0,
            step: String::new(),
            counting: rules.counting.key().to_owned(),
            anchor: rules.anchor.key().to_owned(),
            report_days: days(rules.report_days),
            compile_days: days(rules.compile_days),
            endorse_days: days(rules.endorse_days),
            return_days: days(rules.return_days),
        }
    }

    /// The rules that were typed; what is wrong stands beside its field.
    fn rules(&self, t: Text, fields: &mut [Field]) -> Option<DeadlineRules> {
        let mut wrong = |name: &str, words: &str| {
            if let Some(field) = fields.iter_mut().find(|field| field.name == name) {
                field.errors.push(t.digits(words).into_owned());
            }
        };
        let counting = Counting::from_key(&self.counting).or_else(|| {
            wrong("counting", t.calendar_choose());
            None
        });
        let anchor = Anchor::from_key(&self.anchor).or_else(|| {
            wrong("anchor", t.calendar_choose());
            None
        });
        let mut days = |name: &str, text: &str| {
            let days =
                number(text).ok().and_then(|days: Decimal| days.to_string().parse::<u16>().ok()).filter(|days| *days <= 366);
            if days.is_none() {
                wrong(name, t.calendar_not_days());
            }
            days
        };
        let (report, compile) = (days("report_days", &self.report_days), days("compile_days", &self.compile_days));
        let (endorse, back) = (days("endorse_days", &self.endorse_days), days("return_days", &self.return_days));
        Some(DeadlineRules {
            counting: counting?,
            anchor: anchor?,
            report_days: report?,
            compile_days: compile?,
            endorse_days: endorse?,
            return_days: back?,
        })
    }
}

fn choices<W: Words>(t: Text) -> Kind {
    Kind::Choose(W::TABLE.iter().map(|row| Choice::new(row.1, word(t, row.0))).collect())
}

/// The fields of the rules.
pub(super) fn fields(t: Text, typed: &Typed) -> Vec<Field> {
    let days = |name, label: &str, value: &String| Field::new(name, label).kind(Kind::Number).value(value);
    vec![
        Field::new("counting", t.calendar_counting()).kind(choices::<Counting>(t)).value(&typed.counting),
        Field::new("anchor", t.calendar_anchor()).kind(choices::<Anchor>(t)).value(&typed.anchor),
        days("report_days", t.calendar_report_days(), &typed.report_days),
        days("compile_days", t.calendar_compile_days(), &typed.compile_days),
        days("endorse_days", t.calendar_endorse_days(), &typed.endorse_days),
        days("return_days", t.calendar_return_days(), &typed.return_days),
    ]
}

/// An open round under the rules that were typed: each day as it is and as it would be.
pub(super) struct Preview {
    pub(super) round: String,
    pub(super) days: [(String, Option<String>); 3],
    pub(super) returns: String,
}

fn preview(t: Text, it: &RoundPreview) -> Preview {
    let both = |now: Date, then: Date| (when::day(t, now), (now != then).then(|| when::day(t, then)));
    Preview {
        round: format!("{} ({})", round_name(t, &it.round), it.plan),
        days: [both(it.now.report, it.then.report), both(it.now.compile, it.then.compile), both(it.now.endorse, it.then.endorse)],
        returns: t.count(it.returns),
    }
}

/// POST /calendar/rules
pub(super) async fn change(
    State(site): State<Site>,
    view: View,
    Signed(actor): Signed,
    Form(typed): Form<Typed>,
) -> Result<Response, WebError> {
    blocking(move || {
        let t = view.t;
        let mut fields = fields(t, &typed);
        let shown = |fields, preview| Shown { rules: Some((fields, typed.seen)), preview, ..Shown::default() };
        let Some(rules) = typed.rules(t, &mut fields) else {
            return page(&view, &site.app, &actor, shown(fields, None));
        };
        if typed.step == "preview" {
            let rounds = site.app.preview_rules(&actor, rules)?;
            let rounds = rounds.iter().map(|it| preview(t, it)).collect();
            return page(&view, &site.app, &actor, shown(fields, Some(rounds)));
        }
        match site.app.set_deadline_rules(&actor, &rules, typed.seen) {
            Ok(redated) => Ok(flash::redirect_with("/calendar", Tone::Success, &t.calendar_saved(t.count(redated.0)))),
            Err(AppError::Stale { .. }) => {
                let theirs = Typed::of(t, &site.app.calendar(&actor)?.rules);
                Err(WebError::Stale { yours: in_words(&fields), theirs: in_words(&self::fields(t, &theirs)) })
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}
