//! `courant export`: the subscriptions for other readers, or articles with their texts. Names and passwords stay here.

use std::collections::BTreeMap;

use super::arguments::{self, ExportFormat, Format, Shape};
use super::failure::Failure;
use super::session::Session;
use super::shelf;
use super::writing::{Known, Setting};
use crate::news::{OutlineEntry, Subscription};
use crate::workers::intake;
use crate::write;

pub(super) fn export(asked: &arguments::Export, session: &mut Session<'_>) -> Result<(), Failure> {
    match asked.format {
        ExportFormat::Opml => subscriptions(asked, session),
        ExportFormat::Markdown => articles(asked, Format::Markdown, session),
        ExportFormat::Json => articles(asked, Format::Json, session),
    }
}

/// Every article that a query finds, newest first.
fn articles(asked: &arguments::Export, format: Format, session: &mut Session<'_>) -> Result<(), Failure> {
    let query = asked.query(&session.moment())?;
    let library = shelf::open(session)?;
    let store = shelf::load_for(&query, &library)?;
    let setting = Setting::of(Shape { format: Some(format), width: None }, session);
    let mut border = "";
    for id in shelf::found(&query, &store) {
        let Some(known) = Known::read(&mut library.articles(), &store, id)? else { continue };
        let body = intake::body(known.article.clone(), library.source(id)?.as_ref());
        session.output.print(border)?;
        known.print(&body, setting, session)?;
        border = setting.border();
    }
    Ok(())
}

fn subscriptions(asked: &arguments::Export, session: &mut Session<'_>) -> Result<(), Failure> {
    if !asked.query(&session.moment())?.is_empty() {
        let sentence = "courant: A query picks articles: say --format markdown or --format json with it.\n";
        return Err(Failure::Usage(sentence.to_owned()));
    }
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
            tags: subscription.settings.tags,
            others: others.into_iter().collect(),
        }
    };
    let feeds: Vec<OutlineEntry> = library.subscriptions()?.into_iter().map(entry).collect();
    session.output.print(&write::opml(&feeds))
}
