//! Reporting rounds of a plan with their totals, and the printed totals that are cited for them.

use axum::extract::Path;
use axum::response::Response;
use phaen_app::plan_view::{PlanView, RoundView};
use phaen_app::ports::Snapshot;
use phaen_domain::access::Action;
use phaen_domain::round::Round;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::call::Call;
use crate::api::document::{Invalid, Missing};
use crate::api::refusal::Refusal;
use crate::api::totals::PlanTotal;
use crate::api::wire::{Name, Word};

/// The rounds of a plan.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Rounds {
    /// Earliest first.
    rounds: Vec<ListedRound>,
}

/// A round with its total.
#[derive(Serialize, ToSchema)]
struct ListedRound {
    /// Facts of the round.
    round: RoundFacts,
    /// The computed total. A round without any report scores 0 and awaits reports: see the statuses.
    total: PlanTotal,
    /// Totals that a book printed for this round and that are not computed here.
    cited: Vec<Cited>,
}

/// What a round is.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct RoundFacts {
    /// Code within the fiscal year.
    #[schema(example = "R12")]
    code: String,
    /// Name.
    name: Name,
    /// Months covered since 1 October.
    months: u8,
    /// First day covered.
    #[schema(format = Date)]
    starts_on: String,
    /// Last day covered.
    #[schema(format = Date)]
    ends_on: String,
    /// The day by which units report.
    #[schema(format = Date)]
    due_on: Option<String>,
    /// The day on which its results were compiled to the end, as given: the date of its documents.
    #[schema(format = Date)]
    completed_on: Option<String>,
    /// Where it is in its life; results are accepted in an open round only.
    state: Word,
    /// Revision once frozen, else 0.
    revision: u32,
    /// Remarks.
    note: Option<String>,
    /// The frozen inputs that the scorecard is computed from.
    snapshot: Option<SnapshotFacts>,
}

/// Frozen inputs of a round.
#[derive(Serialize, ToSchema)]
struct SnapshotFacts {
    /// SHA-256 of the frozen records.
    hash: String,
    /// When they were frozen.
    #[schema(format = DateTime)]
    frozen_at: String,
    /// Who froze them.
    frozen_by: String,
}

/// A printed total.
#[derive(Serialize, ToSchema)]
struct Cited {
    /// The node, or the plan as a whole when absent.
    node: Option<String>,
    /// In percent, as printed.
    percent: String,
    /// Where it is printed.
    source: String,
}

impl RoundFacts {
    pub(in crate::api) fn of(round: &Round, snapshot: Option<&Snapshot>) -> Self {
        Self {
            code: round.code.to_string(),
            name: Name::of(&round.name_th, round.name_en.as_ref()),
            months: round.months,
            starts_on: round.starts_on.to_string(),
            ends_on: round.ends_on.to_string(),
            due_on: round.due_on.map(|day| day.to_string()),
            completed_on: round.completed_on.map(|day| day.to_string()),
            state: Word::of(round.state),
            revision: round.revision,
            note: round.note.clone(),
            snapshot: snapshot.map(|snapshot| SnapshotFacts {
                hash: snapshot.hash.clone(),
                frozen_at: snapshot.frozen_at.to_string(),
                frozen_by: snapshot.frozen_by.clone(),
            }),
        }
    }

    /// The round as it stands, with what its scorecard was computed from.
    pub(in crate::api) fn seen(round: &Round, scored: &RoundView) -> Self {
        Self::of(round, scored.snapshot.as_ref())
    }
}

fn answer(view: &PlanView, round: &Round) -> Result<ListedRound, Refusal> {
    let scored = view.round(&round.code)?;
    let cited = view.plan.cited_totals.iter().filter(|total| total.round == round.code).map(|total| Cited {
        node: total.node.as_ref().map(ToString::to_string),
        percent: total.percent.to_string(),
        source: total.source.clone(),
    });
    Ok(ListedRound { round: RoundFacts::seen(round, &scored), total: PlanTotal::of(&scored.scorecard), cited: cited.collect() })
}

/// Reporting rounds with their totals, computed and cited
#[utoipa::path(
    get, path = "/api/v1/plans/{plan}/rounds", tag = "rounds",
    extensions(("x-summary-th" = json!("รอบการรายงานพร้อมผลรวมที่คำนวณและที่พิมพ์ไว้"))),
    params(
        ("plan" = String, Path, description = "Code of the plan"),
        ("edition" = Option<u32>, Query, description = "Number of the edition; the one in force when absent"),
    ),
    responses((status = 200, description = "The rounds", body = Rounds), (status = 404, response = Missing), (status = 422, response = Invalid))
)]
pub(in crate::api) async fn list(call: Call, Path(plan): Path<String>) -> Response {
    call.read(Action::ReadPlan, move |call| {
        let view = call.app.plan(&call.actor, &plan, call.edition()?)?;
        let rounds = view.plan.rounds.iter().map(|round| answer(&view, round));
        Ok(Rounds { rounds: rounds.collect::<Result<_, _>>()? })
    })
    .await
}
