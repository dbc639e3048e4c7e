//! How large a workbook may be, so that no file takes more memory than stated here.
//!
//! The figures are several times what a department with 110 units and 30 indicators each fills in. All are counted on what is really
//! there, never on what a file says about itself.

/// Most bytes of a file as it is handed in.
pub const MOST_FILE_BYTES: usize = 20 << 20;
/// Most bytes of all parts of a file together, unpacked.
pub const MOST_UNPACKED_BYTES: usize = 64 << 20;
/// Most parts of a packed file.
pub const MOST_PARTS: usize = 2_000;
/// Most sheets of a workbook, or files of a folder.
pub const MOST_SHEETS: usize = 64;
/// The last row that may hold anything.
pub const MOST_ROWS: u32 = 100_000;
/// The last column that may hold anything.
pub const MOST_COLUMNS: usize = 256;
/// Most cells of all sheets together, with the empty ones before the last of a row.
pub const MOST_CELLS: usize = 2_000_000;
/// Most bytes of text of all cells together: a text kept once in the file may stand in very many cells.
pub const MOST_TEXT_BYTES: usize = 64 << 20;
/// Most characters of a cell, which is also the most that spreadsheets can hold.
pub const MOST_CELL_CHARACTERS: usize = 32_767;

/// Most bytes of a part that describes other parts: styles, list of sheets, links.
pub(super) const MOST_FRAME_BYTES: usize = 4 << 20;
/// Most texts kept once for many cells.
pub(super) const MOST_SHARED_TEXTS: usize = 1_000_000;
/// Most bytes between `<` and `>`.
pub(super) const LONGEST_TAG: usize = 64 << 10;

/// What the cells read so far take.
#[derive(Debug, Default)]
pub(super) struct Load {
    cells: usize,
    text: usize,
}

impl Load {
    /// Counts cells and bytes of text; `false` when it is too much.
    pub(super) fn takes(&mut self, cells: usize, text: usize) -> bool {
        self.cells = self.cells.saturating_add(cells);
        self.text = self.text.saturating_add(text);
        self.cells <= MOST_CELLS && self.text <= MOST_TEXT_BYTES
    }
}
