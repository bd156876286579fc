//! `courant export`: the subscriptions for other readers. Names and passwords stay here.

use std::collections::BTreeMap;

use super::arguments::ExportFormat;
use super::failure::Failure;
use super::session::Session;
use super::shelf;
use crate::news::{OutlineEntry, Subscription};
use crate::write;

pub(super) fn export(format: ExportFormat, session: &mut Session<'_>) -> Result<(), Failure> {
    let ExportFormat::Opml = format;
    let library = shelf::open(session)?;
    let outlines = library.outlines()?;
    let entry = |subscription: Subscription| {
        let others = outlines.get(&subscription.feed).map(String::as_str).unwrap_or_default();
        let others: BTreeMap<String, String> = serde_json::from_str(others).unwrap_or_default();
        OutlineEntry {
            address: subscription.address,
            title: subscription.title,
            site: subscription.site,
            folder: subscription.folder,
            others: others.into_iter().collect(),
        }
    };
    let feeds: Vec<OutlineEntry> = library.subscriptions()?.into_iter().map(entry).collect();
    session.output.print(&write::opml(&feeds))
}
