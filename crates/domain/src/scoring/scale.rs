//! Scales (เกณฑ์การให้คะแนน): named data that turn a percentage, a value or a status into a score (`scoring.md` 2 and 3).
//!
//! A scale never knows an agency: LED's five bands, OPDC's five levels and the three targets are all rows of the same two kinds.

use super::working::{Expr, Rule, Term, Working};
use crate::id::ScaleCode;
use crate::number::{Decimal, Exact, Rounding};

/// What a scale places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScaleKind {
    /// Percent of target, between the scale's own band edges.
    Bands,
    /// The actual itself, between the anchors of each indicator's target.
    Anchors,
    /// Nothing: the reported status is the score.
    Points,
}

/// What is scored below the lowest band or anchor, above zero (`decisions.md` 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BelowLowest {
    /// The score of the lowest, as LED printed.
    Floor,
    /// Zero.
    Zero,
    /// In proportion between nothing and the lowest.
    Linear,
}

/// One point of a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScalePoint {
    /// The lowest percentage of the band; `None` for anchors, whose values stand in each target.
    pub from: Option<Decimal>,
    /// The score at that point.
    pub score: Decimal,
    /// The band's number as printed (5, 4, 3 …).
    pub band: u8,
    /// The points that the print shows for the band (100, 90 …).
    pub points_shown: Option<Decimal>,
}

/// A scale with its points, lowest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Permanent code.
    pub code: ScaleCode,
    /// Name in Thai.
    pub name_th: String,
    /// Name in English, where there is one.
    pub name_en: Option<String>,
    /// What it places.
    pub kind: ScaleKind,
    /// Full score.
    pub full_score: Decimal,
    /// Whether scores between points are in proportion; otherwise the lower point's score holds.
    pub interpolated: bool,
    /// What holds below the lowest point.
    pub below_lowest: BelowLowest,
    /// From which percentage a result is near its target (`decisions.md` 10).
    pub near_from: Decimal,
    /// How a score is rounded.
    pub rounding: Rounding,
    /// Points, lowest score first.
    pub points: Vec<ScalePoint>,
}

/// A position on a scale: its score with the band it falls into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The rounded score.
    pub score: Exact,
    /// The band, where the scale has bands; 0 below all.
    pub band: u8,
    /// The points shown for it.
    pub points_shown: Option<Decimal>,
}

/// The x of each point with the point, in the order of the scale.
type Placement<'a> = Vec<(Exact, &'a ScalePoint)>;

impl Scale {
    /// Places a percentage of target between the bands.
    #[must_use]
    pub fn place_percent(&self, percent: &Exact, working: &mut Working) -> Placed {
        let placement =
            self.points.iter().filter_map(|point| point.from.map(|from| (from.exact(), point))).collect::<Placement<'_>>();
        self.place(Term::Percent, percent, &placement, false, working)
    }

    /// Places an actual between an indicator's own anchors, given for the lowest score first. Falling anchors mean lower is better.
    /// `None` when they do not fit the scale: another number than it has points, neither rising nor falling, or falling where what is
    /// below the lowest is in proportion.
    #[must_use]
    pub fn place_actual(&self, actual: &Exact, anchors: &[Decimal], working: &mut Working) -> Option<Placed> {
        let falling = falls(anchors);
        let placement = anchors.iter().map(|a| a.exact()).zip(&self.points).collect::<Placement<'_>>();
        let ordered = placement.is_sorted_by(|(a, _), (b, _)| if falling { a >= b } else { a <= b });
        let directed = anchors.len() == 1 || placement.first().map(|(a, _)| a) != placement.last().map(|(a, _)| a);
        let proportional = self.below_lowest == BelowLowest::Linear;
        if anchors.len() != self.points.len() || !ordered || !directed || (falling && proportional) {
            return None;
        }
        Some(self.place(Term::Actual, actual, &placement, falling, working))
    }

    /// Takes a reported status as the score. `None` when the scale does not know it.
    #[must_use]
    pub fn place_status(&self, status: &Exact, working: &mut Working) -> Option<Placed> {
        let point = self.points.iter().find(|point| point.score.exact() == *status)?;
        working.note(Term::Score, Rule::StatusIsScore, status);
        Some(Placed { score: status.clone(), band: point.band, points_shown: point.points_shown })
    }

    fn place(&self, term: Term, x: &Exact, placement: &Placement<'_>, falling: bool, working: &mut Working) -> Placed {
        let reached = |edge: &Exact| if falling { x <= edge } else { x >= edge };
        let position = placement.iter().rposition(|(edge, _)| reached(edge));
        let (score, point) = match position {
            None => (self.below(term, x, placement, working), None),
            Some(i) => (self.at_or_above(term, x, placement, i, working), placement.get(i).map(|(_, point)| *point)),
        };
        let score = self.cap(score, working);
        let band = point.or_else(|| placement.first().map(|(_, lowest)| *lowest).filter(|_| !score.is_zero()));
        let Rounding::HalfUp(places) = self.rounding;
        let expr = Expr::figure(Term::ExactScore, &score).rounded(self.rounding);
        let rounded = working.line(Term::Score, Rule::RoundHalfUp(places), expr).unwrap_or(score);
        let points_shown = band.map_or_else(|| self.points_of_nothing(), |point| point.points_shown);
        Placed { score: rounded, band: band.map_or(0, |point| point.band), points_shown }
    }

    /// Below all bands the print shows 0 points, where it shows points at all.
    fn points_of_nothing(&self) -> Option<Decimal> {
        self.points.iter().any(|point| point.points_shown.is_some()).then_some(Decimal::whole(0))
    }

    fn at_or_above(&self, term: Term, x: &Exact, placement: &Placement<'_>, i: usize, working: &mut Working) -> Exact {
        let Some((edge, point)) = placement.get(i) else { return Exact::zero() };
        let base = point.score.exact();
        match placement.get(i + 1) {
            Some((next_edge, next)) if self.interpolated => {
                let rise = &next.score.exact() - &base;
                let above = Expr::figure(term, x).minus(Expr::constant(edge.clone()));
                let above = if rise == Exact::from(1) { above } else { above.times(Expr::constant(rise)) };
                let step = above.over(Expr::constant(next_edge - edge));
                let expr = Expr::constant(base.clone()).plus(step);
                working.line(Term::ExactScore, Rule::Between, expr).unwrap_or(base)
            }
            Some(_) => self.written(Rule::InBand, base, working),
            None => self.written(Rule::TopBand, base, working),
        }
    }

    fn below(&self, term: Term, x: &Exact, placement: &Placement<'_>, working: &mut Working) -> Exact {
        let nothing = x.is_zero() || x.is_negative();
        // A percentage of nothing scores nothing whatever holds above it (`scoring.md` 2), and the working says so.
        let way = match self.below_lowest {
            BelowLowest::Floor if term == Term::Percent && nothing => BelowLowest::Zero,
            BelowLowest::Linear if nothing => BelowLowest::Zero,
            way => way,
        };
        let rule = Rule::BelowLowest(way);
        let Some((edge, lowest)) = placement.first() else { return self.written(rule, Exact::zero(), working) };
        match way {
            BelowLowest::Floor => self.written(rule, lowest.score.exact(), working),
            BelowLowest::Linear => {
                let floor = Expr::constant(lowest.score.exact());
                let expr = Expr::figure(term, x).times(floor).over(Expr::constant(edge.clone()));
                working.line(Term::ExactScore, rule, expr).unwrap_or_else(Exact::zero)
            }
            BelowLowest::Zero => self.written(rule, Exact::zero(), working),
        }
    }

    fn written(&self, rule: Rule, score: Exact, working: &mut Working) -> Exact {
        working.lines.push(super::working::Line {
            term: Term::ExactScore,
            rule,
            expr: Expr::constant(score.clone()),
            value: score.clone(),
            of: Vec::new(),
        });
        score
    }

    fn cap(&self, score: Exact, working: &mut Working) -> Exact {
        let full = self.full_score.exact();
        if score > full { self.written(Rule::Capped, full, working) } else { score }
    }
}

/// Whether anchors fall from the lowest score to the full one: lower is better.
pub(super) fn falls(anchors: &[Decimal]) -> bool {
    anchors.first().map(|a| a.exact()) > anchors.last().map(|a| a.exact())
}
