//! One edition of a plan, whole: loaded by a fixed number of statements however large it is, and stored whole.

use phaen_app::ports::{Provenance, StoredPlan};
use phaen_domain::observation::Observation;
use phaen_domain::plan::AgencyPlan;

use super::{Scope, budget, edition, indicator, nodes, observation, organisation, project, round, scale, target, text};
use crate::error::Error;
use crate::tx::{TechnicalTx, Tx};

/// One edition with everything in it.
pub(super) fn load(tx: &mut Tx<'_>, of: Scope<'_>) -> Result<Option<StoredPlan>, Error> {
    let Some((plan, edition)) = edition::one(tx, of)? else { return Ok(None) };
    let agency = organisation::agency(tx)?.ok_or_else(|| Error::Missing { table: "agency".to_owned() })?;
    let (targets, target_versions) = target::targets(tx, of)?.into_iter().unzip();
    let (narratives, narrative_versions) = text::narratives(tx, of)?.into_iter().unzip();
    let (observations, provenance) = observation::all(tx, of.plan)?.into_iter().unzip();
    let plan = AgencyPlan {
        agency,
        units: organisation::units(tx)?,
        edition,
        levels: nodes::levels(tx, of)?,
        nodes: nodes::nodes(tx, of)?,
        scales: scale::scales(tx, of)?,
        indicators: indicator::indicators(tx, of)?,
        targets,
        projects: project::projects(tx, of)?,
        budget: budget::lines(tx, of)?,
        rounds: round::rounds(tx, of.plan, plan.fiscal_year)?,
        cited_totals: round::cited_totals(tx, of)?,
        observations,
        problems: text::problems(tx, of)?,
        narratives,
        plan,
    };
    Ok(Some(StoredPlan { plan, target_versions, narrative_versions, provenance }))
}

/// Stores agency, units, rounds and the edition whole, and these observations.
pub(super) fn save(tx: &mut TechnicalTx<'_>, it: &AgencyPlan, observations: &[(Observation, Provenance)]) -> Result<(), Error> {
    let of = Scope { plan: it.plan.code.as_str(), edition: it.edition.number };
    organisation::save(tx, &it.agency, &it.units)?;
    round::save(tx, &it.rounds)?;
    let targets_before = target::targets(tx, of)?;
    let narratives_before = text::narratives(tx, of)?;
    edition::replace(tx, &it.plan, &it.edition)?;
    round::save_states(tx, of.plan, &it.rounds)?;
    nodes::add(tx, of, &it.levels, &it.nodes)?;
    scale::add(tx, of, &it.scales)?;
    indicator::add(tx, of, &it.indicators)?;
    target::add(tx, of, &it.targets, &targets_before)?;
    project::add(tx, of, &it.projects)?;
    budget::add(tx, of, &it.budget)?;
    round::add_cited(tx, of, &it.cited_totals)?;
    text::add_problems(tx, of, &it.problems)?;
    text::add_narratives(tx, of, &it.narratives, &narratives_before)?;
    observation::save_many(tx, of.plan, observations)
}
