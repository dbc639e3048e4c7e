//! Figures of a page: each with its name, in the reader's digits, linked to its explanation at the page's plan, edition and round.

use phaen_app::addresses::figure_path;
use phaen_domain::figure::{Figure as Named, FigureId};
use phaen_domain::id::RoundCode;
use phaen_domain::shown::NO_FIGURE;

use crate::components::Figure;
use crate::signed::Chosen;
use crate::text::Text;

/// Makes figures for one page.
#[derive(Clone, Copy)]
pub struct Figures<'a> {
    /// The reader's words and digits.
    pub t: Text,
    /// What the page is about.
    pub chosen: &'a Chosen,
}

impl Figures<'_> {
    /// The address that explains a figure.
    #[must_use]
    pub fn link(&self, id: &FigureId) -> String {
        self.chosen.link(&figure_path(id))
    }

    /// A figure that there is.
    #[must_use]
    pub fn of(&self, figure: &Named) -> Figure {
        Figure::of(self.t, figure, self.link(&figure.id))
    }

    /// A figure by its name among those of an object; a dash where there is none.
    #[must_use]
    pub fn pick(&self, figures: &[Named], id: &FigureId) -> Figure {
        figures.iter().find(|figure| figure.id == *id).map_or_else(|| Figure::plain(NO_FIGURE), |figure| self.of(figure))
    }

    /// A figure of another round than the page's: linked, but without its name, which would say the page's own.
    #[must_use]
    pub fn elsewhere(&self, figures: &[Named], id: &FigureId, round: &RoundCode) -> Figure {
        let figure = figures.iter().find(|figure| figure.id == *id);
        figure.map_or_else(
            || Figure::plain(NO_FIGURE),
            |figure| Figure::explained(self.t.digits(&figure.shown), at_round(self.chosen, &figure_path(id), round)),
        )
    }
}

/// The address of a page about the same plan and edition at another round.
#[must_use]
pub fn at_round(chosen: &Chosen, path: &str, round: &RoundCode) -> String {
    let mut other = chosen.clone();
    other.asked.round = Some(round.to_string());
    other.link(path)
}
