//! Passing on: the browser and the clipboard.

use super::command::Command;
use super::effect::Effect;
use super::geometry::Focus;
use super::state::App;
use crate::news::{ArticleId, LinkId};

impl App {
    /// Turns the reader to the article under the cursor, whether a pane shows it or not.
    pub(super) fn show_current(&mut self) {
        if let Some(id) = self.current() {
            self.turn_to(id);
        }
    }

    fn current(&self) -> Option<ArticleId> {
        match self.focus {
            Focus::Reader | Focus::Sidebar => self.reader.article(),
            Focus::List | Focus::Feeds => self.list.selected(),
        }
    }

    /// The address asked for: that of a numbered link, or the article's own.
    pub(super) fn address(&mut self, count: Option<u32>) -> Option<String> {
        let body = self.current().and_then(|id| self.remembered(id));
        let is_shown = self.current() == self.reader.article();
        let address = match (count, body) {
            (Some(number), Some(body)) => {
                // Numbers are those that are seen, on the page as it came, too.
                let shown = self.reader.document().filter(|_| is_shown).unwrap_or(&body.document);
                let link = number.checked_sub(1).and_then(|index| shown.link(LinkId(index)));
                link.map(|link| link.url.clone()).ok_or_else(|| format!("There is no link {number} here"))
            }
            (None, Some(body)) => {
                let url = body.article.url.clone();
                url.ok_or_else(|| "This article has no address on the web".to_owned())
            }
            (_, None) => Err("There is no article here".to_owned()),
        };
        match address {
            Ok(address) => Some(address),
            Err(sentence) => {
                self.say(sentence);
                None
            }
        }
    }

    /// Passes on the article or a link of it. Addresses stay on the disk until the body is read, so where no pane
    /// shows the article it is asked for first.
    pub(super) fn pass_on(&mut self, command: Command, count: Option<u32>) {
        if let Some(id) = self.current().filter(|id| self.remembered(*id).is_none()) {
            self.passing_on = Some((id, command, count));
            self.turn_to(id);
            return;
        }
        match command {
            Command::Original => self.toggle_original(),
            Command::FetchAgain => self.fetch_page_again(),
            Command::Links => self.show_links(),
            Command::BrowseNext => self.browse_and_go_on(),
            Command::CopyAddress => self.copy_address(count),
            Command::CopyTitle => self.copy_title(),
            Command::ShowAddress => self.show_address(count),
            _ => self.browse(count),
        }
    }

    pub(super) fn browse(&mut self, count: Option<u32>) {
        if let Some(address) = self.address(count) {
            self.effects.push(Effect::Browse(address));
        }
    }

    fn browse_and_go_on(&mut self) {
        let Some(address) = self.address(None) else { return };
        self.effects.push(Effect::Browse(address));
        if let Some(article) = self.current() {
            self.leave_read(article);
        }
        self.go_to_unread(true);
    }

    fn copy_address(&mut self, count: Option<u32>) {
        if let Some(text) = self.address(count) {
            self.copy(text, "address");
        }
    }

    /// Without a browser the address is shown alone and sent to the terminal, whose machine may have one.
    pub(super) fn show_instead_of_browsing(&mut self, address: String) {
        self.copy(address.clone(), "address");
        self.address_shown = Some(address);
    }

    fn copy_title(&mut self) {
        let Some(id) = self.current() else { return };
        let title = self.store.headline(id).map_or_else(String::new, |headline| headline.title.to_owned());
        let url = self.remembered(id).and_then(|body| body.article.url.clone());
        let text = url.map_or_else(|| title.clone(), |url| format!("{title} — {url}"));
        self.copy(text, "title and address");
    }

    /// Nothing tells whether the terminal took it, so it is "sent", not "copied".
    pub(super) fn copy(&mut self, text: String, what: &'static str) {
        self.effects.push(Effect::Copy { text, what });
        self.say(format!("Sent the {what} to your terminal’s clipboard"));
    }

    fn show_address(&mut self, count: Option<u32>) {
        self.address_shown = self.address(count);
    }
}
