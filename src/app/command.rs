//! The table of commands: one row each, from which keys, hint line, help and the README's table are made.
//!
//! A row says what a command is called, which keys it has by default, and what it does in one sentence. What it
//! does to the state is an arm of `update`; the compiler catches a row without one.

/// Where a key means a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In the list, the feeds and the sidebar.
    Lists,
    /// In the reading pane.
    Reader,
    /// Wherever the focus is.
    Everywhere,
}

/// The chapters of the help.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Chapter {
    /// Getting about.
    Move,
    /// Reading on.
    Read,
    /// Finding things.
    Find,
    /// Marks.
    Mark,
    /// Feeds and files.
    Feeds,
    /// Passing on.
    Share,
    /// Going to a list.
    Go,
    /// The screen.
    Screen,
    /// The program.
    Program,
}

impl Chapter {
    /// The heading in the help.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Read => "Read",
            Self::Find => "Find",
            Self::Mark => "Mark",
            Self::Feeds => "Feeds",
            Self::Share => "Open and copy",
            Self::Go => "Go to",
            Self::Screen => "The screen",
            Self::Program => "The program",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// The command.
    pub command: Command,
    /// Its name in configuration.
    pub name: &'static str,
    /// Its default keys, parted by spaces: `j Down`, `gg Home`, `^d`.
    pub keys: &'static str,
    /// Where these keys mean it.
    pub place: Place,
    /// Its chapter in the help.
    pub chapter: Chapter,
    /// What it does, in one sentence without a full stop.
    pub sentence: &'static str,
}

macro_rules! commands {
    ($($command:ident $name:literal [$keys:literal] $place:ident $chapter:ident $sentence:literal)*) => {
        /// What a key can ask for.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Command {
            $(#[doc = $sentence] $command,)*
        }

        /// All commands, in the order of the help.
        pub const COMMANDS: &[Row] = &[$(Row {
            command: Command::$command,
            name: $name,
            keys: $keys,
            place: Place::$place,
            chapter: Chapter::$chapter,
            sentence: $sentence,
        },)*];
    };
}

commands! {
    Down            "down"              ["j Down"]        Everywhere Move  "Down a row or a line"
    Up              "up"                ["k Up"]          Everywhere Move  "Up a row or a line"
    NextArticle     "next-article"      ["J"]             Everywhere Move  "The next article"
    PreviousArticle "previous-article"  ["K"]             Everywhere Move  "The previous article"
    ScrollDown      "scroll-down"       ["^e"]            Everywhere Move  "Scroll the reader down without leaving the list"
    ScrollUp        "scroll-up"         ["^y"]            Everywhere Move  "Scroll the reader up without leaving the list"
    Inward          "in"                ["l Right"]       Everywhere Move  "In: from the feeds to the list to the article to its sidebar"
    Outward         "out"               ["h Left Backspace"] Everywhere Move "Out: the way back"
    Enter           "enter"             ["Enter"]         Everywhere Move  "Open; in an article a line down; after a number, that link"
    Top             "top"               ["gg Home"]       Everywhere Move  "To the beginning"
    Bottom          "bottom"            ["G End"]         Everywhere Move  "To the end"
    HalfDown        "half-page-down"    ["^d"]            Everywhere Move  "Half a page down"
    HalfUp          "half-page-up"      ["^u"]            Everywhere Move  "Half a page up"
    PageDown        "page-down"         ["^f PageDown"]   Everywhere Move  "A page down"
    PageUp          "page-up"           ["^b PageUp"]     Everywhere Move  "A page up"
    NextGroup       "next-group"        ["] }"]           Lists      Move  "The next group"
    PreviousGroup   "previous-group"    ["[ {"]           Lists      Move  "The previous group"
    NextHeading     "next-heading"      ["]"]             Reader     Move  "The next heading"
    PreviousHeading "previous-heading"  ["["]             Reader     Move  "The previous heading"
    Contents        "contents"          ["T"]             Reader     Move  "The contents: go to a heading"
    NextParagraph   "next-paragraph"    ["}"]             Reader     Move  "The next paragraph"
    PreviousParagraph "previous-paragraph" ["{"]          Reader     Move  "The previous paragraph"

    ReadOn          "read-on"           ["Space"]         Everywhere Read  "Page through the article; from its end the next unread"
    ReadBack        "read-back"         ["b"]             Everywhere Read  "A page back"
    NextUnread      "next-unread"       ["n"]             Everywhere Read  "The next unread; while a search is lit, the next hit"
    PreviousUnread  "previous-unread"   ["N p"]           Everywhere Read  "The previous unread; while a search is lit, the previous hit"
    NextFeed        "next-feed"         ["^n"]            Everywhere Read  "The next feed with unread articles"
    PreviousFeed    "previous-feed"     ["^p"]            Everywhere Read  "The previous feed with unread articles"
    Original        "original"          ["x"]             Everywhere Read  "The whole text, fetched where need be; or the text as it came"
    FetchAgain      "fetch-again"       ["X"]             Everywhere Read  "Fetch the whole text anew"
    CodeRight       "code-right"        ["L"]             Reader     Read  "Scroll wide lines to the right"
    CodeLeft        "code-left"         ["H"]             Reader     Read  "Scroll wide lines to the left"

    FindInLibrary   "search-library"    ["g/"]            Everywhere Find  "Search the library"
    FindFromList    "search"            ["/"]             Lists      Find  "Search the library"
    FindInArticle   "search-article"    ["/"]             Reader     Find  "Search this article"
    Filter          "filter"            ["F"]             Everywhere Find  "Filter this list: words, is:unread, author:name, read<5"
    UnreadOrAll     "unread-or-all"     ["."]             Everywhere Find  "Only the unread, or all"
    Sort            "sort"              ["V"]             Lists      Find  "Sort the list: by date, feed, time to read, views"
    Escape          "escape"            ["Esc"]           Everywhere Find  "Peel one layer: a prompt, a selection, a search, a filter"

    ToggleRead      "toggle-read"       ["m"]             Everywhere Mark  "Mark read or unread"
    MarkAbove       "mark-above-read"   ["Ma"]            Everywhere Mark  "Mark this and everything above read"
    MarkBelow       "mark-below-read"   ["Mb"]            Everywhere Mark  "Mark this and everything below read"
    MarkAll         "mark-all-read"     ["A"]             Everywhere Mark  "Mark this list read"
    Bookmark        "bookmark"          ["s"]             Everywhere Mark  "Bookmark, or take the bookmark away"
    BookmarkWith    "bookmark-with"     ["B"]             Everywhere Mark  "Bookmark with tags and a note"
    Tags            "tags"              ["t"]             Everywhere Mark  "Set the tags"
    Note            "note"              ["a"]             Reader     Mark  "Write a note"
    Select          "select"            ["v"]             Lists      Mark  "Select rows: any mark then goes to all of them"
    Remove          "remove"            ["D"]             Everywhere Mark  "Remove the article, or the feed under the cursor; u brings it back"
    Undo            "undo"              ["u"]             Everywhere Mark  "Undo, across restarts"
    Redo            "redo"              ["^r"]            Everywhere Mark  "Redo"

    Add             "add"               ["a +"]           Lists      Feeds "Add a feed or a site by its address, a page or a folder by its path"
    AddFromReader   "add-file"          ["+"]             Reader     Feeds "Add a feed or a site by its address, a page or a folder by its path"
    Refresh         "refresh"           ["r"]             Everywhere Feeds "Ask this feed for what is new"
    RefreshAll      "refresh-all"       ["R"]             Everywhere Feeds "Ask all feeds for what is new"
    EditFeed        "edit-feed"         ["E"]             Everywhere Feeds "How this feed fares; its title, its folder, muting it"
    Fold            "fold"              ["c"]             Lists      Feeds "Fold or unfold a folder of feeds"
    GoErrors        "go-errors"         ["ge"]            Everywhere Feeds "Feeds that do not answer, and why"

    Links           "links"             ["f"]             Everywhere Share "Its links: letters on those in sight, or a list"
    Browse          "browse"            ["o"]             Everywhere Share "Open in the browser; after a number, that link"
    BrowseNext      "browse-next"       ["O"]             Everywhere Share "Open in the browser, mark read, go to the next unread"
    CopyAddress     "copy-address"      ["y"]             Everywhere Share "Copy the address; after a number, that link's"
    CopyTitle       "copy-title"        ["Y"]             Everywhere Share "Copy “Title — address”"
    ShowAddress     "show-address"      ["U"]             Everywhere Share "Show the bare address"

    GoUnread        "go-unread"         ["gu"]            Everywhere Go    "Unread, newest first"
    GoAll           "go-all"            ["ga"]            Everywhere Go    "Everything"
    GoBookmarks     "go-bookmarks"      ["gs"]            Everywhere Go    "Bookmarks"
    GoFeeds         "go-feeds"          ["gf"]            Everywhere Go    "The feeds"
    GoHistory       "go-history"        ["gh"]            Everywhere Go    "What you opened, latest first"
    GoTags          "go-tags"           ["gt"]            Everywhere Go    "Tags"
    GoContinue      "go-continue"       ["gc"]            Everywhere Go    "What you began to read"
    GoNew           "go-new"            ["gn"]            Everywhere Go    "What came in since the last visit"

    Sidebar         "sidebar"           ["i"]             Everywhere Screen "Show or hide the sidebar"
    Zen             "zen"               ["z"]             Everywhere Screen "Nothing but the article"
    Panes           "panes"             ["w"]             Everywhere Screen "All panes, the list alone, the reader alone"
    View            "view"              ["V"]             Reader     Screen "How the text is set: filled lines, spacing, focus"
    Narrower        "narrower"          ["<"]             Everywhere Screen "A narrower measure"
    Wider           "wider"             [">"]             Everywhere Screen "A wider measure"
    DefaultMeasure  "default-measure"   ["="]             Everywhere Screen "The measure of 66 columns"
    NextPane        "next-pane"         ["Tab"]           Everywhere Screen "The next pane"
    PreviousPane    "previous-pane"     ["BackTab"]       Everywhere Screen "The previous pane"
    Redraw          "redraw"            ["^l"]            Everywhere Screen "Draw the screen anew"

    Help            "help"              ["?"]             Everywhere Program "This help"
    Back            "back"              ["q"]             Everywhere Program "Back; from the starting list, quit"
    Quit            "quit"              ["Q"]             Everywhere Program "Quit"
    Cancel          "cancel"            ["^c"]            Everywhere Program "Cancel a prompt, else quit"
    Suspend         "suspend"           ["^z"]            Everywhere Program "Suspend; fg in the shell comes back"
}

impl Command {
    /// Whether it takes a step back or forth, wherever the keys are.
    #[must_use]
    pub fn is_undo_or_redo(self) -> bool {
        matches!(self, Self::Undo | Self::Redo)
    }

    /// Whether it alters what is seen, and leaves to the cursor where that stands.
    #[must_use]
    pub fn only_looks(self) -> bool {
        matches!(
            self,
            Self::Filter
                | Self::FindInLibrary
                | Self::FindFromList
                | Self::UnreadOrAll
                | Self::Sidebar
                | Self::Narrower
                | Self::Wider
                | Self::DefaultMeasure
                | Self::Redraw
                | Self::Help
                | Self::Suspend
        )
    }

    /// Its row in the table.
    #[must_use]
    pub fn row(self) -> &'static Row {
        // The macro writes the enum and the table in one order.
        &COMMANDS[self as usize]
    }
}
