//! Which panes show at a terminal's size, and where: the reader gets its measure first.

/// A part of the screen, in cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    /// Columns from the left.
    pub x: u16,
    /// Rows from the top.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// Which pane the keys go to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Focus {
    /// The feeds, or the tags.
    Feeds,
    /// The list.
    #[default]
    List,
    /// The article.
    Reader,
    /// The article's facts.
    Sidebar,
}

/// What `w` cycles through.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Panes {
    /// As many as fit.
    #[default]
    All,
    /// The list alone.
    ListOnly,
    /// The reader alone.
    ReaderOnly,
}

/// What the reader wishes to see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wishes {
    /// Which panes.
    pub panes: Panes,
    /// Nothing but the article.
    pub zen: bool,
    /// The sidebar, where it fits.
    pub sidebar: bool,
    /// The feeds in the list's place.
    pub feeds: bool,
    /// Where the keys go.
    pub focus: Focus,
    /// Columns of prose.
    pub measure: u16,
}

/// Where everything stands. A pane that is absent has no area.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Geometry {
    /// The line at the top: where you are and how many.
    pub top_bar: Option<Area>,
    /// The line at the bottom: keys, prompts, answers.
    pub bottom: Option<Area>,
    /// The feeds.
    pub feeds: Option<Area>,
    /// The list.
    pub list: Option<Area>,
    /// The article.
    pub reader: Option<Area>,
    /// The sidebar.
    pub sidebar: Option<Area>,
    /// Columns of prose inside the reader.
    pub measure: u16,
    /// Columns to the left of the prose, inside the reader.
    pub margin: u16,
}

/// Below this many columns or rows only a sentence is shown.
pub const SMALLEST: (u16, u16) = (20, 4);
/// The measure of a comfortable line.
pub const MEASURE: u16 = 66;
/// Whether so many columns can be the measure.
pub fn is_measure(columns: u16) -> bool {
    (NARROWEST_MEASURE..=WIDEST_MEASURE).contains(&columns)
}

const NARROWEST_MEASURE: u16 = 24;
const WIDEST_MEASURE: u16 = 100;
const LEAST_BESIDE_A_PANE: u16 = 48;
const LIST: (u16, u16) = (26, 44);
const WIDE_LIST: u16 = 56;
const WIDEST_LIST: u16 = 84;
/// Columns beside the article that stay blank where there is room for all.
const MARGINS: u16 = 6;
const SIDEBAR: (u16, u16) = (24, 34);
const FEEDS: u16 = 24;
const TWO_PANES_FROM: u16 = 77;
const SIDEBAR_FROM: (u16, u16) = (120, 16);
const FEEDS_COLUMN_FROM: u16 = 160;
const HINTS_FROM_ROWS: u16 = 10;
const TOP_BAR_FROM_ROWS: u16 = 6;

/// A measure moved by whole steps, within what can be read.
#[must_use]
pub fn measure_moved(measure: u16, steps: i16) -> u16 {
    measure.saturating_add_signed(steps * 4).clamp(NARROWEST_MEASURE, WIDEST_MEASURE)
}

/// Whether there is room for anything at all.
#[must_use]
pub fn is_too_small(columns: u16, rows: u16) -> bool {
    columns < SMALLEST.0 || rows < SMALLEST.1
}

/// Lays the panes out.
#[must_use]
pub fn geometry(columns: u16, rows: u16, wishes: &Wishes) -> Geometry {
    if is_too_small(columns, rows) {
        return Geometry { measure: 2, ..Geometry::default() };
    }
    let mut places = Geometry::default();
    let body = bars(columns, rows, wishes.zen, &mut places);
    if wishes.zen || wishes.panes != Panes::All || columns < TWO_PANES_FROM {
        one_pane(body, wishes.focus, &mut places);
    } else {
        several_panes(body, wishes, &mut places);
    }
    set_measure(wishes, &mut places);
    places
}

/// Takes the bars off the top and the bottom; what is left is for the panes.
fn bars(columns: u16, rows: u16, zen: bool, places: &mut Geometry) -> Area {
    let mut body = Area { x: 0, y: 0, width: columns, height: rows };
    // The bottom line also carries prompts and answers, so it goes last.
    if rows >= SMALLEST.1 {
        body.height -= 1;
        places.bottom = Some(Area { x: 0, y: rows - 1, width: columns, height: 1 });
    }
    if rows >= TOP_BAR_FROM_ROWS && !zen {
        let height = if rows >= HINTS_FROM_ROWS { 2 } else { 1 };
        places.top_bar = Some(Area { height, ..body });
        body.y += height;
        body.height -= height;
    }
    body
}

/// The pane that has the keys is always seen.
fn one_pane(body: Area, focus: Focus, places: &mut Geometry) {
    match focus {
        Focus::Feeds => places.feeds = Some(body),
        Focus::List => places.list = Some(body),
        Focus::Reader => places.reader = Some(body),
        Focus::Sidebar => places.sidebar = Some(body),
    }
}

fn several_panes(body: Area, wishes: &Wishes, places: &mut Geometry) {
    let wanted = wishes.measure.max(LEAST_BESIDE_A_PANE) + 2;
    let sidebar = wishes.sidebar && body.width >= SIDEBAR_FROM.0 && body.height + 3 >= SIDEBAR_FROM.1;
    let feeds_column = body.width >= FEEDS_COLUMN_FROM;
    let mut widths = Widths { feeds: 0, list: LIST.0, sidebar: 0 };
    if sidebar {
        widths.sidebar = SIDEBAR.0;
    }
    if feeds_column {
        widths.feeds = FEEDS;
    }
    let mut spare = body.width.saturating_sub(widths.taken() + wanted);
    let mut grow = |width: &mut u16, widest: u16| {
        let more = spare.min(widest.saturating_sub(*width));
        spare -= more;
        *width += more;
    };
    if sidebar {
        grow(&mut widths.list, WIDE_LIST);
        grow(&mut widths.sidebar, SIDEBAR.1);
        grow(&mut 0, MARGINS);
        grow(&mut widths.list, WIDEST_LIST);
    } else {
        grow(&mut widths.list, LIST.1);
    }
    place_columns(body, widths, feeds_column, wishes, places);
}

#[derive(Clone, Copy)]
struct Widths {
    feeds: u16,
    list: u16,
    sidebar: u16,
}

impl Widths {
    /// Columns that are not the reader's, separators included.
    fn taken(self) -> u16 {
        let with_separator = |width: u16| if width > 0 { width + 1 } else { 0 };
        with_separator(self.feeds) + with_separator(self.list) + with_separator(self.sidebar)
    }
}

fn place_columns(body: Area, widths: Widths, feeds_column: bool, wishes: &Wishes, places: &mut Geometry) {
    let mut x = body.x;
    let mut column = |width: u16| {
        let area = Area { x, width, ..body };
        x += width + 1;
        area
    };
    if feeds_column {
        places.feeds = Some(column(widths.feeds));
        places.list = Some(column(widths.list));
    } else if wishes.feeds {
        places.feeds = Some(column(widths.list));
    } else {
        places.list = Some(column(widths.list));
    }
    let widest = Some(column(body.width - widths.taken()));
    if widths.sidebar == 0 && wishes.focus == Focus::Sidebar {
        // There is no room for it beside the article, so it takes its place while it has the keys.
        places.sidebar = widest;
    } else {
        places.reader = widest;
    }
    if widths.sidebar > 0 {
        places.sidebar = Some(column(widths.sidebar));
    }
}

fn set_measure(wishes: &Wishes, places: &mut Geometry) {
    // Where the article is not seen, the pane that stands in its place tells how wide it will be.
    let pane = places.reader.or(places.sidebar).or(places.list).or(places.feeds);
    let width = pane.map_or(2, |area| area.width);
    // One column on either side at least, so that a wider pane never means a narrower measure; two on the left
    // where no line between panes stands there, which takes the marks else.
    let left = if pane.is_some_and(|area| area.x == 0) { 2 } else { 1 };
    places.measure = wishes.measure.min(width.saturating_sub(left + 1)).max(2);
    places.margin = (width.saturating_sub(places.measure) / 2).max(left).min(width.saturating_sub(2));
}
