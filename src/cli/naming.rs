//! What a reader calls a feed in the shell: its address, its title, or a part of it.

use crate::news::Subscription;

/// Whether a feed goes by that name: its address, or its title or a part of it.
pub(super) fn is_named(feed: &Subscription, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    feed.address.to_lowercase() == name || !name.is_empty() && feed.title.to_lowercase().contains(&name)
}
