//! The hand that writes a book: it knows the figures by name, numbers parts and sections, and turns sentences with names of figures in
//! them into text with live figures.

use std::collections::HashMap;

use super::model::{Block, Cell, Chart, Column, Span, Table};
use super::tree;
use crate::figure::{Figure, FigureId, of_scorecard};
use crate::id::{NodeCode, UnitCode};
use crate::indicator::{Indicator, Target};
use crate::observation::{Observation, Period, Subject};
use crate::organisation::Unit;
use crate::plan::{AgencyPlan, PlanNode};
use crate::round::Round;
use crate::scoring::{IndicatorScore, ProjectScore, Scorecard};
use crate::shown::NO_FIGURE;

/// One indicator with its score.
#[derive(Clone, Copy)]
pub(super) struct Scored<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) score: &'a IndicatorScore,
    pub(super) target: Option<&'a Target>,
}

/// Writes the blocks of a book.
pub(super) struct Writer<'a> {
    pub(super) plan: &'a AgencyPlan,
    pub(super) card: &'a Scorecard,
    pub(super) round: Option<&'a Round>,
    figures: HashMap<String, Figure>,
    units: HashMap<&'a UnitCode, &'a Unit>,
    reports: HashMap<&'a Subject, &'a Observation>,
    blocks: Vec<Block>,
    part: u32,
    section: u32,
    appendices: usize,
}

/// Letters of appendices, without those that are no longer written.
const APPENDICES: &str = "กขคงจฉชซ";

impl<'a> Writer<'a> {
    pub(super) fn new(plan: &'a AgencyPlan, card: &'a Scorecard, round: Option<&'a Round>) -> Self {
        let figures = of_scorecard(plan, card).into_iter().map(|figure| (figure.id.as_str().to_owned(), figure));
        let at_round = |o: &&Observation| matches!(&o.period, Period::Round(code) if *code == card.round);
        let mut reports: HashMap<&Subject, &Observation> = HashMap::new();
        for observation in plan.observations.iter().filter(at_round) {
            // The agency's own report comes before those of its units.
            let kept = reports.entry(&observation.subject).or_insert(observation);
            if kept.unit.is_some() && observation.unit.is_none() {
                *kept = observation;
            }
        }
        Self {
            plan,
            card,
            round,
            figures: figures.collect(),
            units: plan.units.iter().map(|unit| (&unit.code, unit)).collect(),
            reports,
            blocks: Vec::new(),
            part: 0,
            section: 0,
            appendices: 0,
        }
    }

    pub(super) fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    // ---- structure ----

    /// A chapter outside the numbered parts.
    pub(super) fn chapter(&mut self, title: &str) {
        self.part = 0;
        self.section = 0;
        self.blocks.push(Block::Chapter(title.to_owned()));
    }

    /// A numbered part: ส่วนที่ 1 …
    pub(super) fn part(&mut self, number: u32, title: &str) {
        self.part = number;
        self.section = 0;
        self.blocks.push(Block::Chapter(format!("ส่วนที่ {number} {title}")));
    }

    /// An appendix: ภาคผนวก ก …, lettered in the order in which they are written.
    pub(super) fn appendix(&mut self, title: &str) {
        let letter = APPENDICES.chars().nth(self.appendices).map(|letter| format!(" {letter}")).unwrap_or_default();
        self.appendices += 1;
        self.chapter(&format!("ภาคผนวก{letter} {title}"));
    }

    /// A section, numbered within a numbered part.
    pub(super) fn section(&mut self, title: &str) {
        self.section += 1;
        let title = if self.part == 0 { title.to_owned() } else { format!("{}.{} {title}", self.part, self.section) };
        self.blocks.push(Block::Heading(2, title));
    }

    /// A heading below a section.
    pub(super) fn subsection(&mut self, title: &str) {
        self.blocks.push(Block::Heading(3, title.to_owned()));
    }

    /// Turns the pages.
    pub(super) fn wide(&mut self, wide: bool) {
        self.blocks.push(Block::Wide(wide));
    }

    // ---- prose ----

    /// Spans of a sentence: `{}` takes the next of the texts, `{name/of figure}` is a live figure.
    pub(super) fn spans(&self, sentence: &str, texts: &[&str]) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut texts = texts.iter();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            push_text(&mut spans, before);
            let Some((name, tail)) = after.split_once('}') else { break };
            match (name, self.figures.get(name)) {
                ("", _) => push_text(&mut spans, texts.next().unwrap_or(&"")),
                (_, Some(figure)) => spans.push(Span::Figure(figure.clone())),
                (_, None) => push_text(&mut spans, NO_FIGURE),
            }
            rest = tail;
        }
        push_text(&mut spans, rest);
        spans
    }

    /// A text written by people: names of figures in braces are live figures there too, any other brace is a brace.
    pub(super) fn written(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            push_text(&mut spans, before);
            match after.split_once('}').and_then(|(name, tail)| Some((self.figures.get(name.trim())?, tail))) {
                Some((figure, tail)) => {
                    spans.push(Span::Figure(figure.clone()));
                    rest = tail;
                }
                None => {
                    push_text(&mut spans, "{");
                    rest = after;
                }
            }
        }
        push_text(&mut spans, rest);
        spans
    }

    /// A paragraph of our own.
    pub(super) fn say(&mut self, sentence: &str, texts: &[&str]) {
        let spans = self.spans(sentence, texts);
        self.blocks.push(Block::Paragraph(spans));
    }

    /// Any other block.
    pub(super) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// A table, unless it has no rows.
    pub(super) fn table(&mut self, title: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>, totals: Vec<Vec<Cell>>) {
        self.table_with_notes(title, columns, rows, totals, Vec::new());
    }

    /// A table with remarks under it.
    pub(super) fn table_with_notes(
        &mut self,
        title: &str,
        columns: Vec<Column>,
        rows: Vec<Vec<Cell>>,
        totals: Vec<Vec<Cell>>,
        notes: Vec<Vec<Span>>,
    ) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table(Table { title: title.to_owned(), columns, rows, totals, notes }));
        }
    }

    /// A chart, unless there is nothing to compare.
    pub(super) fn chart(&mut self, chart: Chart) {
        if chart.bars.len() > 1 {
            self.blocks.push(Block::Chart(chart));
        }
    }

    // ---- figures ----

    /// A figure by its name.
    pub(super) fn figure(&self, name: &str) -> Option<Figure> {
        self.figures.get(name).cloned()
    }

    /// A cell with a figure.
    pub(super) fn cell(&self, id: &FigureId) -> Cell {
        Cell::figure(self.figure(id.as_str()))
    }

    /// Whether anything was reported at this round.
    pub(super) fn has_reports(&self) -> bool {
        !self.reports.is_empty()
    }

    /// What was reported of something at this round.
    pub(super) fn report(&self, subject: &Subject) -> Option<&'a Observation> {
        self.reports.get(subject).copied()
    }

    /// Whether the plan has a node in which nothing counts: its vision, for instance.
    pub(super) fn is_scored(&self, node: &NodeCode) -> bool {
        self.figures.contains_key(FigureId::node(node, "full").as_str())
    }

    // ---- the plan ----

    /// Nodes in printed order with their depth below the top.
    pub(super) fn tree(&self) -> Vec<(usize, &'a PlanNode)> {
        tree::tree(self.plan)
    }

    /// Whether weights belong beside the figures.
    pub(super) fn weighted(&self) -> bool {
        tree::is_weighted(self.plan)
    }

    /// A cell with the weight of a node, where the plan weighs.
    pub(super) fn weight_of_node(&self, node: &PlanNode) -> Option<Cell> {
        let counts = node.counted && self.is_scored(&node.code);
        self.weighted().then(|| Cell::text(&tree::weight_shown(node.weight, counts)))
    }

    /// A cell with the weight of an indicator, where the plan weighs.
    pub(super) fn weight_of(&self, one: &Scored<'_>) -> Option<Cell> {
        self.weighted().then(|| Cell::text(&tree::weight_shown(one.indicator.weight, one.score.full.is_some())))
    }

    /// The column of weights, where the plan weighs.
    pub(super) fn weight_column(&self) -> Option<Column> {
        self.weighted().then(|| Column::number("น้ำหนัก"))
    }

    /// Indicators that stand directly under a node, with their scores.
    pub(super) fn indicators_of(&self, node: &NodeCode) -> Vec<Scored<'a>> {
        self.indicators().filter(|scored| scored.indicator.node == *node).collect()
    }

    /// All indicators with their scores.
    pub(super) fn indicators(&self) -> impl Iterator<Item = Scored<'a>> + use<'a> {
        let plan = self.plan;
        plan.indicators.iter().zip(&self.card.indicators).map(|(indicator, score)| {
            let target = score.target.and_then(|place| plan.targets.get(place));
            Scored { indicator, score, target }
        })
    }

    /// Projects that stand directly under a node, with their scores.
    pub(super) fn projects_of(&self, node: &NodeCode) -> Vec<(&'a crate::project::Project, &'a ProjectScore)> {
        self.plan.projects.iter().zip(&self.card.projects).filter(|(project, _)| project.node == *node).collect()
    }

    /// Units by their abbreviations, in the order given.
    pub(super) fn abbreviations<'b>(&self, codes: impl Iterator<Item = &'b UnitCode>) -> String {
        let names = codes.map(|code| self.units.get(code).map_or(code.as_str(), |unit| unit.abbreviation.as_str()));
        names.collect::<Vec<_>>().join(", ")
    }

    /// Name of the round with the days it covers.
    pub(super) fn round_name(&self) -> &'a str {
        self.round.map_or(self.card.round.as_str(), |round| round.name_th.as_str())
    }
}

fn push_text(spans: &mut Vec<Span>, text: &str) {
    if text.is_empty() {
        return;
    }
    match spans.last_mut() {
        Some(Span::Text(last)) => last.push_str(text),
        _ => spans.push(Span::Text(text.to_owned())),
    }
}
