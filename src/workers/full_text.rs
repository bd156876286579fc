//! The whole text of an article, fetched.

use jiff::Timestamp;

use super::disk::{Media, Source};
use super::net::{Client, Reach, Request};
use crate::news::Validators;

/// What was fetched of an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FullText {
    pub bytes: Vec<u8>,
    pub media: Media,
    pub charset: Option<String>,
    pub name: String,
    pub base: String,
    pub fetched: Timestamp,
    pub notices: Vec<String>,
}

impl FullText {
    #[must_use]
    pub fn into_source(self) -> Source {
        Source {
            bytes: self.bytes,
            media: self.media,
            charset: self.charset,
            name: Some(self.name),
            path: None,
            base: Some(self.base),
            file_time: Some(self.fetched),
        }
    }
}

pub fn fetch(client: &Client, address: &str, reach: Reach, now: Timestamp) -> Result<FullText, String> {
    let validators = Validators::default();
    let answer =
        client.get(&Request { address, reach, validators: &validators }, now).map_err(|e| e.to_string())?;
    let body = answer.body.unwrap_or_default();
    Ok(FullText {
        bytes: body.bytes,
        media: Media::Html,
        charset: body.charset,
        name: "page".to_owned(),
        base: answer.address,
        fetched: now,
        notices: Vec::new(),
    })
}
