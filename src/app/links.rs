//! Links of the article shown: chosen by letters or from a list, with the hosts they really lead to. It must not know
//! how pages are fetched.

use super::beware::warning;
use super::command::Command;
use super::deed::Deed;
use super::effect::Effect;
use super::geometry::Focus;
use super::key::{Key, KeyCode};
use super::panes::{Choice, Chooser, Hinted, Hints, Told};
use super::state::App;
use super::words::host_end;
use crate::news::{Link, LinkId};

/// Columns of a host that are shown in a list: its end says whose it is.
const HOST: u16 = 48;

impl App {
    /// Puts letters on the links in sight; where there are none, or no article has the keys, lists all of them.
    pub(super) fn show_links(&mut self) {
        if !self.is_reading() {
            self.show_current();
        }
        let in_sight = self.reader.links_in_sight();
        if self.focus == Focus::Reader && !in_sight.is_empty() {
            self.hints = Some(Hints::on(in_sight));
        } else {
            self.list_links(None);
        }
    }

    /// A key while letters stand on links: small letters follow one, capitals open it in the browser.
    pub(super) fn take_key_in_hints(&mut self, key: Key) {
        let Some(mut hints) = self.hints.take() else { return };
        if key.code == KeyCode::Tab {
            self.list_links(None);
        }
        let KeyCode::Char(letter) = key.code else { return };
        if key.control || !letter.is_ascii_alphabetic() {
            return;
        }
        match hints.take(letter) {
            Hinted::Half => self.hints = Some(hints),
            Hinted::Link(link, in_browser) => self.take_hinted(link, in_browser),
            Hinted::Nothing => self.say("No link has these letters"),
        }
    }

    /// A link that a reader should be warned of is shown first with what is to be known of it.
    fn take_hinted(&mut self, id: LinkId, in_browser: bool) {
        let Some(link) = self.reader.document().and_then(|document| document.link(id)) else { return };
        let address = link.url.clone();
        if warning(link).is_some() {
            self.list_links(Some(id));
        } else if in_browser {
            self.effects.push(Effect::Browse(address));
        } else {
            self.follow(address);
        }
    }

    /// The links of the article as a choice, with their addresses and what is odd about them.
    fn list_links(&mut self, cursor: Option<LinkId>) {
        let links = self.reader.document().map_or(&[][..], |document| &document.links);
        if links.is_empty() {
            self.say("There are no links here");
            return;
        }
        let first = cursor.or_else(|| self.reader.links_in_sight().first().map(|(link, _)| *link));
        let mut chooser = Chooser::new("Links", links.iter().zip(1..).map(choice).collect());
        chooser.move_by(first.map_or(0, |link| link.0) as isize);
        self.chooser = Some(chooser);
    }

    /// Follows a link by its number, as it is shown.
    pub(super) fn follow_numbered(&mut self, number: Option<u32>) {
        if let Some(address) = self.address(number) {
            self.follow(address);
        }
    }

    /// What else can be done with a link under the cursor than to follow it.
    pub(super) fn pass_on_chosen(&mut self, command: Command) {
        let deed = self.chooser.as_ref().and_then(Chooser::chosen).map(|choice| choice.deed.clone());
        let Some(Deed::Follow(address)) = deed else { return };
        self.chooser = None;
        match command {
            Command::CopyAddress => self.copy(address, "address"),
            Command::ShowAddress => self.address_shown = Some(address),
            Command::Bookmark => self.bookmark_address(address),
            _ => self.effects.push(Effect::Browse(address)),
        }
    }

    /// Letters stand only on what they were made for: not once the text moved, or something else takes the keys.
    pub(super) fn drop_stale_hints(&mut self) {
        let Some(hints) = &self.hints else { return };
        let is_elsewhere = self.prompt.is_some() || self.chooser.is_some() || self.focus != Focus::Reader;
        if is_elsewhere || !hints.are_on(&self.reader.links_in_sight()) {
            self.hints = None;
        }
    }
}

fn choice((link, number): (&Link, u32)) -> Choice<Deed> {
    // The warning first: a long address must not push it off the screen.
    let mut about: Vec<Told> = warning(link).map(Told::Paragraph).into_iter().collect();
    about.push(Told::Row("Leads to".to_owned(), link.url.clone()));
    Choice {
        label: format!("{number}  {}", link.title),
        detail: host_end(&link.url, HOST),
        about,
        verb: "reads it here",
        deed: Deed::Follow(link.url.clone()),
    }
}
