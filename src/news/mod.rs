//! The values every other part speaks in: articles, feeds, statuses, documents.
//!
//! Plain data with small, total functions. Nothing here knows a file, a clock, a screen or a format.

mod article;
mod document;
mod feed;
mod foreign;
mod headline;
mod health;
mod numbers;
mod outline;
mod parsed;
mod settings;
mod site;
mod status;
mod subscription;

pub use article::{Article, ArticleId, ArticleKey, Basis, Dated, Precision, PublicId};
pub use document::{
    Alignment, Block, Cell, Definition, Direction, Document, Footnote, Image, Item, Link, LinkId, Numerals,
    Run, Span, Style, Table, Text, numbers,
};
pub use feed::{Feed, FeedId, FeedKind, Trouble};
pub use foreign::Foreign;
pub use headline::{Headline, WORDS_PER_MINUTE};
pub use health::{AGAIN_ONLINE, Health, Outcome, Pace, Rhythm, Validators, next_due};
pub(crate) use numbers::NumberMap;
pub use outline::{Outline, OutlineEntry};
pub use parsed::{
    Address, BaseAddress, BaseId, Form, OutlineFeed, ParsedArticle, ParsedEnclosure, ParsedFeed,
    ParsedOutline, Passage,
};
pub use settings::{FeedSettings, is_header, is_header_value};
pub use site::{Selector, SiteRule, SiteRules, Step};
pub use status::{Place, Status};
pub use subscription::{Subscription, newly_unread};
