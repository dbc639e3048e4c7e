//! Totals (`scoring.md` 4): A = Σ score, B = Σ full score, C = A × 100 / B; or weighted, level by level.

use super::judgement::Status;
use super::working::{Expr, Rule, Term, Working};
use crate::number::{Decimal, Exact, Rounding};
use crate::plan::TotalRule;

/// Places of a total's percentage.
pub const PERCENT_PLACES: u8 = 2;

/// What one indicator or one lower node brings into a total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// Its score, or the A of a lower node.
    pub score: Exact,
    /// Its full score, or the B of a lower node.
    pub full: Exact,
    /// Its weight; 1 where none is given.
    pub weight: Option<Decimal>,
}

/// How many indicators have which status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// บรรลุ
    pub achieved: usize,
    /// ใกล้เคียง
    pub near: usize,
    /// ไม่บรรลุ
    pub missed: usize,
    /// รอรายงาน
    pub awaiting: usize,
    /// วัดผลไม่ได้
    pub not_measurable: usize,
    /// ไม่เกี่ยวข้อง
    pub not_applicable: usize,
    /// ไม่ให้คะแนน
    pub not_scored: usize,
}

impl StatusCounts {
    /// Counts one more.
    pub fn count(&mut self, status: Status) {
        *self.of_mut(status) += 1;
    }

    /// Adds other counts.
    pub fn add(&mut self, other: &Self) {
        for status in <Status as crate::words::Words>::TABLE.iter().map(|row| row.0) {
            *self.of_mut(status) += other.of(status);
        }
    }

    /// How many have this status.
    #[must_use]
    pub const fn of(&self, status: Status) -> usize {
        match status {
            Status::Achieved => self.achieved,
            Status::Near => self.near,
            Status::Missed => self.missed,
            Status::Awaiting => self.awaiting,
            Status::NotMeasurable => self.not_measurable,
            Status::NotApplicable => self.not_applicable,
            Status::NotScored => self.not_scored,
        }
    }

    fn of_mut(&mut self, status: Status) -> &mut usize {
        match status {
            Status::Achieved => &mut self.achieved,
            Status::Near => &mut self.near,
            Status::Missed => &mut self.missed,
            Status::Awaiting => &mut self.awaiting,
            Status::NotMeasurable => &mut self.not_measurable,
            Status::NotApplicable => &mut self.not_applicable,
            Status::NotScored => &mut self.not_scored,
        }
    }

    /// All of them.
    #[must_use]
    pub const fn all(&self) -> usize {
        self.scored() + self.not_measurable + self.not_applicable + self.not_scored
    }

    /// Those that are judged: they stay in B.
    #[must_use]
    pub const fn scored(&self) -> usize {
        self.achieved + self.near + self.missed + self.awaiting
    }

    /// Those that stay in B and did not achieve: the print's ไม่บรรลุ.
    #[must_use]
    pub const fn not_achieved(&self) -> usize {
        self.near + self.missed + self.awaiting
    }
}

/// The total of a node, of the plan or of the projects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// A.
    pub score: Exact,
    /// B.
    pub full: Exact,
    /// C, rounded to two places; `None` when nothing counts.
    pub percent: Option<Exact>,
    /// Statuses of what counts and of what does not.
    pub counts: StatusCounts,
    /// Lines for A, B and C.
    pub working: Working,
}

impl Total {
    /// Adds up contributions by the plan's rule.
    ///
    /// A weighted total is the weighted mean of the scores, on the scale they share; scores of different scales are weighed as shares
    /// of 100. What has left B weighs nothing, so its weight falls to the others.
    #[must_use]
    pub fn of(rule: TotalRule, contributions: &[Contribution], counts: StatusCounts) -> Self {
        let mut working = Working::default();
        let (score_rule, scores, fulls) = match rule {
            TotalRule::SumOfScores => (Rule::Sum, sum_of(contributions, score), sum_of(contributions, full)),
            TotalRule::WeightedAverage => weighted_mean(contributions),
        };
        let total_score = working.line(Term::TotalScore, score_rule, scores);
        let total_full = total_score.as_ref().and_then(|_| working.line(Term::TotalFull, score_rule, fulls));
        let (score, full) = total_score.zip(total_full).unwrap_or_else(|| (Exact::zero(), Exact::zero()));
        let percent = percent_line(&score, &full, &mut working);
        Self { score, full, percent, counts, working }
    }

    /// What this total brings into the total above it.
    #[must_use]
    pub fn contribution(&self, weight: Option<Decimal>) -> Contribution {
        Contribution { score: self.score.clone(), full: self.full.clone(), weight }
    }

    /// Achieved indicators among those that count, in percent (15/17 = 88.24).
    #[must_use]
    pub fn achieved_share(&self) -> Option<Exact> {
        share(self.counts.achieved, self.counts.scored())
    }

    /// Not achieved among those that count, in percent.
    #[must_use]
    pub fn not_achieved_share(&self) -> Option<Exact> {
        share(self.counts.not_achieved(), self.counts.scored())
    }
}

fn percent_line(score: &Exact, full: &Exact, working: &mut Working) -> Option<Exact> {
    let expr = Expr::figure(Term::TotalScore, score).times(Expr::constant(100)).over(Expr::figure(Term::TotalFull, full));
    let expr = expr.rounded(Rounding::HalfUp(PERCENT_PLACES));
    working.line(Term::TotalPercent, Rule::PercentOfFull, expr)
}

fn sum_of(contributions: &[Contribution], part: impl Fn(&Contribution) -> Expr) -> Expr {
    Expr::Sum(contributions.iter().map(part).collect())
}

fn score(c: &Contribution) -> Expr {
    Expr::figure(Term::Score, &c.score)
}

fn full(c: &Contribution) -> Expr {
    Expr::figure(Term::FullScore, &c.full)
}

fn weight(c: &Contribution) -> Expr {
    Expr::figure(Term::Weight, &c.weight.map_or_else(|| Exact::from(1), Decimal::exact))
}

/// Σ weight × score / Σ weight with the full score beside it; no formula has a value when nothing weighs anything.
fn weighted_mean(contributions: &[Contribution]) -> (Rule, Expr, Expr) {
    let usable = contributions.iter().filter(|c| !c.full.is_zero()).collect::<Vec<_>>();
    let shared = usable.first().map(|first| &first.full).filter(|shared| usable.iter().all(|c| c.full == **shared));
    let weighted = |c: &&Contribution| match shared {
        Some(_) => weight(c).times(score(c)),
        None => weight(c).times(score(c).times(Expr::constant(100)).over(full(c))),
    };
    let above = Expr::Sum(usable.iter().map(weighted).collect());
    let below = Expr::Sum(usable.iter().map(|c| weight(c)).collect());
    let whole = shared.map_or_else(|| Expr::constant(100), |shared| Expr::figure(Term::FullScore, shared));
    (Rule::Weighted, above.over(below), whole)
}

/// A share in percent, rounded to two places; `None` of nothing.
#[must_use]
pub fn share(part: usize, whole: usize) -> Option<Exact> {
    let exact = |n: usize| i64::try_from(n).ok().map(Exact::from);
    let ratio = (&exact(part)? * &Exact::hundred()).divided_by(&exact(whole)?)?;
    Some(ratio.round_half_up(PERCENT_PLACES).exact())
}
