//! Evidence of a whole round in one pack for an auditor: each file once, an index of what it supports, and hashes computed anew.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

use phaen_domain::access::Action;
use phaen_domain::evidence::{Evidence, FileHash};
use phaen_domain::observation::Subject;
use phaen_domain::submission::ItemKey;

use super::Condition;
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::{IndexRow, Part, reading};
use crate::{Actor, App};

/// What a round's pack will hold.
#[derive(Debug)]
pub struct EvidencePack {
    plan: Arc<PlanView>,
    evidence: Vec<Evidence>,
}

impl App {
    /// What supports the figures of a round, for whoever may pack it.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::NotFound`] or [`AppError::Store`].
    pub fn evidence_pack(&self, actor: &Actor, plan: &str, round: &str) -> Result<EvidencePack, AppError> {
        self.authorise(actor, Action::PackEvidence)?;
        let missing = || AppError::NotFound { kind: "round", code: round.to_owned() };
        reading(self.store.as_ref(), |tx| {
            let view = self.view(tx, plan, None)?;
            let round = view.find_round(round).ok_or_else(missing)?.code.clone();
            let evidence = tx.evidence_of_round(&view.plan.plan.code, &round)?;
            Ok(EvidencePack { plan: view, evidence })
        })
    }

    /// How many bytes a pack will have, so that whoever fetches it sees how far it is; none where a file is not there, where the files' place
    /// would have to be asked for each, or beyond the size at which a ZIP is written in another form.
    ///
    /// # Errors
    /// [`AppError::Press`] or [`AppError::Store`].
    pub fn evidence_pack_length(&self, pack: &EvidencePack) -> Result<Option<u64>, AppError> {
        let names = pack.names();
        let mut length = Counted(0);
        for hash in names.keys() {
            let Some(size) = self.files.size(hash)? else { return Ok(None) };
            length.0 += size;
        }
        // Files stand in the pack as they are: what is around them is as long as around empty ones.
        let whole = names.keys().map(|hash| (hash.clone(), Condition::Whole)).collect();
        let files = names.values().map(|name| Part::File { name: name.clone(), bytes: Vec::new() });
        let mut parts = files.chain(std::iter::once(Part::Index(pack.rows(&names, &whole))));
        self.press.pack(&mut length, &mut || Ok(parts.next()))?;
        Ok(Some(length.0).filter(|length| *length < u64::from(u32::MAX)))
    }

    /// Writes a pack as it goes: never more than one file is in memory. What is missing or altered is said in the index.
    ///
    /// # Errors
    /// [`AppError::Press`] where the pack cannot be written, [`AppError::Store`] where a file cannot be read.
    pub fn write_evidence_pack(&self, pack: &EvidencePack, out: &mut dyn Write) -> Result<(), AppError> {
        let names = pack.names();
        let mut conditions = BTreeMap::new();
        let mut waiting = names.iter();
        let mut index = Some(());
        self.press.pack(out, &mut || {
            for (hash, name) in waiting.by_ref() {
                let (condition, bytes) = self.kept_file(hash)?;
                let _ = conditions.insert(hash.clone(), condition);
                if let Some(bytes) = bytes {
                    return Ok(Some(Part::File { name: name.clone(), bytes }));
                }
            }
            Ok(index.take().map(|()| Part::Index(pack.rows(&names, &conditions))))
        })
    }
}

/// Counts what is written, and keeps none of it.
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += u64::try_from(bytes.len()).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl EvidencePack {
    /// Each file once, under the beginning of its hash and its first name.
    fn names(&self) -> BTreeMap<FileHash, String> {
        let mut names = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for it in &self.evidence {
            let Some(file) = it.file().filter(|file| !names.contains_key(&file.hash)) else { continue };
            let short = format!("{}-{}", &file.hash.as_str()[..12], it.file_name());
            let name = if taken.insert(short.clone()) { short } else { format!("{}-{}", file.hash, it.file_name()) };
            let _ = names.insert(file.hash.clone(), format!("files/{name}"));
        }
        names
    }

    fn rows(&self, names: &BTreeMap<FileHash, String>, conditions: &BTreeMap<FileHash, Condition>) -> Vec<IndexRow> {
        let row = |it: &Evidence| {
            let unit = self.plan.unit(&it.key.unit);
            let (number, item) = self.item_named(&it.item);
            IndexRow {
                unit: unit.map_or_else(|| it.key.unit.to_string(), |unit| unit.name_th.clone()),
                number: number.unwrap_or_default(),
                item,
                by: self.plan.stored.people.name(&it.added_by).unwrap_or(&it.added_by).to_owned(),
                packed: it.file().and_then(|file| names.get(&file.hash)).cloned(),
                condition: it.file().and_then(|file| conditions.get(&file.hash)).copied(),
                evidence: it.clone(),
            }
        };
        self.evidence.iter().map(row).collect()
    }

    /// What an item is called: its printed number, and its name.
    fn item_named(&self, item: &ItemKey) -> (Option<String>, String) {
        let plan = &self.plan;
        let named = match item {
            ItemKey::Whole => None,
            ItemKey::Subject(Subject::Indicator(code)) => plan.indicator(code).map(|it| (it.number.clone(), it.name_th.clone())),
            ItemKey::Subject(Subject::Project(code)) => plan.project(code).map(|it| (it.number.clone(), it.name_th.clone())),
            ItemKey::Subject(Subject::ProjectIndicator(code, order)) => plan.project(code).and_then(|project| {
                let it = project.indicators.iter().find(|it| it.order == *order)?;
                Some((project.number.clone(), format!("{} · {}", project.name_th, it.text)))
            }),
        };
        named.unwrap_or_else(|| (None, item.to_string()))
    }
}
