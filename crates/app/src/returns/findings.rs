//! Findings of a return with what was explained about them, and explaining one.

use std::collections::{BTreeMap, HashSet};

use phaen_domain::access::Action;
use phaen_domain::evidence::Evidence;
use phaen_domain::finding::{Context, Explained, Finding, Rule, Severity, check, unsettled};
use phaen_domain::submission::{FieldKey, Item, ItemKey, SubmissionKey};
use phaen_domain::words::Words;

use super::{ReturnView, object_code};
use crate::editing::readable;
use crate::error::{AppError, FieldProblem};
use crate::ports::{Writing, writing};
use crate::{Actor, App, change};

/// A finding as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What was found.
    pub finding: Finding,
    /// What was explained about it, if anything was.
    pub explained: Option<Explained>,
}

impl Standing {
    /// A finding with the explanation that still holds, if one does.
    pub(super) fn of(finding: Finding, explained: &[Explained]) -> Self {
        let explained = explained.iter().find(|it| it.explains(&finding)).cloned();
        Self { finding, explained }
    }

    /// Whether it holds the return up.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.finding.holds(self.explained.as_slice())
    }
}

/// An explanation that is to be stored.
#[derive(Debug, Clone)]
pub struct ExplainFinding {
    /// Which return.
    pub key: SubmissionKey,
    /// By which rule it was found.
    pub rule: Rule,
    /// Where.
    pub field: FieldKey,
    /// What the finding said when the person read it.
    pub facts: String,
    /// The explanation.
    pub text: String,
}

impl ReturnView {
    /// What does not fit in the return as it is typed now, with explanations that still hold.
    #[must_use]
    pub fn findings(&self) -> Vec<Standing> {
        self.checked().found.iter().cloned().map(|it| Standing::of(it, &self.explained)).collect()
    }

    /// Findings that hold the return up.
    #[must_use]
    pub fn holding(&self) -> Vec<Finding> {
        self.checked().found.iter().filter(|it| it.holds(&self.explained)).cloned().collect()
    }

    /// Items that hold the return up, in the order of the form: not answered, or with a finding to mend or to explain.
    #[must_use]
    pub fn unsettled(&self) -> Vec<ItemKey> {
        let fields = self.missing().iter().map(|it| it.field.clone()).chain(self.holding().into_iter().map(|it| it.field));
        let open: HashSet<ItemKey> = fields.map(|field| field.item).collect();
        let items = self.form.items.iter().map(Item::key).chain(std::iter::once(ItemKey::Whole));
        items.filter(|item| open.contains(item)).collect()
    }

    pub(super) fn look_for_findings(&self) -> Vec<Finding> {
        let own = self.evidence.iter().filter(|it| it.key == self.submission.key && it.counts());
        let evidence = files_by_step(own);
        let mut found = check(&Context {
            plan: &self.plan.plan,
            round: &self.round,
            form: &self.form,
            fields: &self.fields,
            before: &self.before,
            siblings: &self.beside.siblings,
            evidence: &evidence,
        });
        found.extend(unsettled(&self.form, self.round.months, &self.comments));
        found
    }
}

/// How many pieces of evidence stand behind each item and step.
pub(super) fn files_by_step<'a>(evidence: impl Iterator<Item = &'a Evidence>) -> BTreeMap<(ItemKey, u8), usize> {
    let mut files = BTreeMap::new();
    for it in evidence {
        *files.entry((it.item.clone(), it.step)).or_insert(0) += 1;
    }
    files
}

/// The words of an explanation.
///
/// # Errors
/// [`AppError::Fields`] without words, or with signs that cannot be read.
pub(crate) fn explanation(typed: &str) -> Result<&str, AppError> {
    let text = typed.trim();
    readable(&[("explanation", Some(text))])?;
    if text.is_empty() {
        let problem = FieldProblem::new("explanation", "กรุณาเขียนคำชี้แจง", "Write the explanation");
        return Err(AppError::Fields(vec![problem]));
    }
    Ok(text)
}

/// The finding that is to be explained, as it was read: by its rule, its place and its figures.
///
/// # Errors
/// [`AppError::NotFound`] when nothing is to be explained there, [`AppError::Stale`] when the finding says something else now.
pub(crate) fn standing_still<'a>(
    found: &'a [Standing],
    (rule, field, facts): (Rule, &FieldKey, &str),
) -> Result<&'a Standing, AppError> {
    let same = |it: &&Standing| {
        let it = &it.finding;
        it.rule == rule && it.field == *field && it.severity == Severity::ToExplain
    };
    let missing = || AppError::NotFound { kind: "finding", code: rule.key().to_owned() };
    let first = found.iter().find(same).ok_or_else(missing)?;
    let changed = || AppError::Stale { stored: first.finding.what_th.clone(), by: None };
    found.iter().filter(same).find(|it| it.finding.facts == facts).ok_or_else(changed)
}

impl App {
    /// Somebody of the unit explains a finding. With other figures it is another finding and needs another explanation.
    ///
    /// # Errors
    /// [`AppError::Denied`], [`AppError::Fields`] without words, [`AppError::Stale`] when the finding says something else now …
    pub fn explain_finding(&self, actor: &Actor, command: &ExplainFinding) -> Result<(), AppError> {
        let text = explanation(&command.text)?;
        self.authorise(actor, Action::EditReturn)?;
        self.have_read(command.key.plan.as_str())?;
        writing(self.store.as_ref(), |tx| self.store_explanation(tx, actor, command, text))
    }

    fn store_explanation(
        &self,
        tx: &mut dyn Writing,
        actor: &Actor,
        command: &ExplainFinding,
        text: &str,
    ) -> Result<(), AppError> {
        let view = ReturnView::load(self, tx, &command.key)?;
        let office =
            self.authorise_return(actor, Action::EditReturn, &view.plan, &view.submission, &view.prepared_by)?.title_th();
        standing_still(&view.findings(), (command.rule, &command.field, &command.facts))?;
        let (by, at) = (actor.login.clone(), self.clock.now());
        let (rule, field, facts) = (command.rule, command.field.clone(), command.facts.clone());
        tx.save_explained(&command.key, &Explained { rule, field, facts, text: text.to_owned(), by, at })?;
        let mut submission = view.submission.clone();
        if submission.proposed_at.take().is_some() {
            // The head endorses what was handed over, explanations included.
            self.move_on(tx, &mut submission)?;
        }
        let before = view.explained.iter().find(|it| it.rule == command.rule && it.field == command.field);
        let detail = change(&command.field.to_string(), before.map(|it| it.text.clone()), Some(text.to_owned()));
        let code = object_code(&command.key);
        let detail = detail.into_iter().collect();
        let entry = self.entry_in(actor, &office, "return_finding_explained", ("return", &code), Some(command.rule.th()), detail);
        tx.append(&entry).map(|_| ())
    }
}
