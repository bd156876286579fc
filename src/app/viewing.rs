//! How this reader likes things shown, altered from a choice and remembered from one run to the next. It must not know
//! where that is kept.

use super::deed::{Deed, Trait};
use super::effect::Effect;
use super::geometry;
use super::pace::ReadingPace;
use super::panes::{Choice, Chooser};
use super::state::App;
use crate::store::Sorting;
use crate::typeset::{Ambiguous, Bidi, Hyphens, Paragraphs};

impl App {
    /// Shows how the text is set, to be altered.
    pub(super) fn choose_view(&mut self, cursor: Trait) {
        let choice = |which: Trait| {
            let (label, detail) = self.view.told(which);
            let (label, detail) = (label.to_owned(), detail.to_owned());
            Choice { label, detail, about: Vec::new(), verb: "alters it", deed: Deed::Turn(which) }
        };
        let mut chooser = Chooser::new("How the text is set", Trait::ALL.map(choice).to_vec());
        chooser.move_by(Trait::ALL.iter().position(|each| *each == cursor).unwrap_or(0) as isize);
        self.chooser = Some(chooser);
    }

    pub(super) fn turn_view(&mut self, which: Trait) {
        self.view.turn(which);
        if which == Trait::Widths {
            // What was painted by the other count may stand where nothing is painted now.
            self.effects.push(Effect::Redraw);
        }
        self.choose_view(which);
    }

    /// Who puts right-to-left text in order.
    pub(super) fn bidi(&self) -> Bidi {
        self.view.bidi.unwrap_or(if self.terminal_orders { Bidi::Terminal } else { Bidi::App })
    }

    /// What is remembered, in words: what stands as it comes is left out.
    pub(super) fn view_in_words(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut say = |is_said: bool, word: &str| words.extend(is_said.then(|| word.to_owned()));
        say(self.view.justify, "lines=filled");
        say(self.view.hyphens == Hyphens::Always, "hyphens=always");
        say(self.view.hyphens == Hyphens::Never, "hyphens=never");
        say(self.view.paragraphs == Paragraphs::Indented, "paragraphs=indented");
        say(self.view.double, "spacing=double");
        say(self.view.bidi == Some(Bidi::App), "bidi=app");
        say(self.view.bidi == Some(Bidi::Terminal), "bidi=terminal");
        say(self.view.bidi == Some(Bidi::Off), "bidi=off");
        say(self.view.ambiguous == Ambiguous::Wide, "ambiguous=wide");
        say(self.view.focus, "focus=on");
        say(!self.sidebar, "sidebar=off");
        if self.measure != geometry::MEASURE {
            words.push(format!("measure={}", self.measure));
        }
        let sorting = SORTINGS.iter().find(|(sorting, _)| *sorting == self.list.order_wished());
        words.extend(sorting.map(|(_, name)| format!("sort={name}")));
        let (read, millis) = self.pace.measured();
        if millis > 0 {
            words.push(format!("pace={read}/{millis}"));
        }
        words.join(" ")
    }

    /// Takes up what was remembered. What cannot be read is as it comes.
    pub(super) fn restore_view(&mut self, words: &str) {
        for (name, value) in words.split_whitespace().filter_map(|word| word.split_once('=')) {
            match (name, value) {
                ("lines", "filled") => self.view.justify = true,
                ("hyphens", "always") => self.view.hyphens = Hyphens::Always,
                ("hyphens", "never") => self.view.hyphens = Hyphens::Never,
                ("paragraphs", "indented") => self.view.paragraphs = Paragraphs::Indented,
                ("spacing", "double") => self.view.double = true,
                ("bidi", "app") => self.view.bidi = Some(Bidi::App),
                ("bidi", "terminal") => self.view.bidi = Some(Bidi::Terminal),
                ("bidi", "off") => self.view.bidi = Some(Bidi::Off),
                ("ambiguous", "wide") => self.view.ambiguous = Ambiguous::Wide,
                ("focus", "on") => self.view.focus = true,
                ("sidebar", "off") => self.sidebar = false,
                ("measure", columns) => self.restore_measure(columns),
                ("sort", name) => {
                    let known = SORTINGS.iter().find(|(_, known)| *known == name);
                    known.into_iter().for_each(|(sorting, _)| self.list.set_sorting(*sorting, &self.store));
                }
                ("pace", measured) => {
                    let numbers = measured.split_once('/');
                    let numbers =
                        numbers.and_then(|(words, millis)| words.parse().ok().zip(millis.parse().ok()));
                    self.pace = numbers
                        .map_or_else(ReadingPace::default, |(words, millis)| ReadingPace::of(words, millis));
                }
                _ => (),
            }
        }
        // What was altered before this came is told anew.
        words.clone_into(&mut self.remembered_view);
    }

    fn restore_measure(&mut self, columns: &str) {
        if let Some(columns) = columns.parse().ok().filter(|columns| geometry::is_measure(*columns)) {
            self.measure = columns;
        }
    }

    /// Has what altered remembered.
    pub(super) fn remember_view(&mut self) {
        let words = self.view_in_words();
        if words != self.remembered_view {
            self.effects.push(Effect::Remember(words.clone()));
            self.remembered_view = words;
        }
    }
}

/// What sortings are called where they are remembered; the usual one is not.
const SORTINGS: [(Sorting, &str); 5] = [
    (Sorting::OLDEST, "oldest"),
    (Sorting::FEED, "feed"),
    (Sorting::SHORTEST, "shortest"),
    (Sorting::LONGEST, "longest"),
    (Sorting::VIEWS, "views"),
];
