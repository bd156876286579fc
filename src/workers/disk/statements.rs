//! The statements that run at every start, key or arrival, in one table, so that a test can read all their plans.

/// The columns of a headline in the order that `reading` takes them.
macro_rules! headlines {
    ($rest:literal) => {
        concat!(
            "SELECT sort, id, feed, public, title, author, section, language, added, views, words, minutes, ",
            "hidden, read, bookmarked, removed, noted, tagged, opened, opened_at, progress, shared FROM headline ",
            $rest
        )
    };
}

pub(super) const NEWEST_UNREAD: &str = headlines!(
    "INDEXED BY headline_unread WHERE read = 0 AND removed IS NULL AND hidden = 0 \
     ORDER BY sort DESC, id DESC LIMIT ?1"
);
pub(super) const NEWEST: &str =
    headlines!("WHERE removed IS NULL AND hidden = 0 AND sort <= ?2 ORDER BY sort DESC, id DESC LIMIT ?1");
pub(super) const OLDEST: &str =
    headlines!("WHERE removed IS NULL AND hidden = 0 AND sort >= ?2 ORDER BY sort, id LIMIT ?1");
pub(super) const STREAM: &str =
    headlines!("WHERE (sort, id) < (?2, ?3) ORDER BY sort DESC, id DESC LIMIT ?1");
pub(super) const HEADLINE: &str = headlines!("WHERE sort = ?1 AND id = ?2");

pub(super) const NAME: &str = "SELECT text FROM name WHERE id = ?1";
pub(super) const NAME_ID: &str = "SELECT id FROM name WHERE text = ?1";
pub(super) const KEY: &str = "SELECT key FROM identity WHERE id = ?1";
pub(super) const IDENTITY: &str = "SELECT id FROM identity WHERE key = ?1";
/// The articles of a name, be it the first that one was known by (?1), the half of it that a rescue saved (?2, the first of
/// all names that begin so), or another.
pub(super) const KNOWN_AS: &str = "SELECT id, key FROM identity WHERE key BETWEEN ?2 AND ?1 \
     UNION ALL SELECT article, key FROM alias WHERE key = ?1";
pub(super) const HIDES: &str = "SELECT removed IS NOT NULL, ifnull(muted, 0) FROM feed \
     LEFT JOIN feed_setting ON feed_setting.feed = feed.id WHERE feed.id = ?1";
pub(super) const NAMED: &str = "SELECT id FROM identity WHERE key BETWEEN ?1 AND ?2 LIMIT 1";
pub(super) const ARTICLE: &str = "SELECT sort, url, published, published_precision, published_basis, \
     published_base, updated, updated_precision, updated_basis, updated_base, breadcrumb, categories, comments \
     FROM article WHERE id = ?1";
pub(super) const STATUS: &str = "SELECT read, bookmarked, removed, note, place_block, place_hash, place_offset, \
     progress, opened, opened_at FROM status WHERE id = ?1";
pub(super) const TAGS: &str = "SELECT tag.name, tag.id FROM article_tag JOIN tag ON tag.id = article_tag.tag \
     WHERE article_tag.article = ?1 ORDER BY article_tag.position";
pub(super) const NOTE: &str = "SELECT note FROM status WHERE id = ?1";
pub(super) const SOURCE: &str =
    "SELECT media, charset, name, path, base, file_time, length, packed FROM source WHERE id = ?1";
pub(super) const PAGE: &str =
    "SELECT media, charset, name, NULL, base, file_time, length, packed FROM page WHERE id = ?1";
pub(super) const PAGE_WORDS: &str = "SELECT words FROM page WHERE id = ?1";
pub(super) const SOURCE_HASH: &str = "SELECT hash FROM source WHERE id = ?1";
pub(super) const SORT: &str = "SELECT sort FROM article WHERE id = ?1";
pub(super) const MARKS: &str = "SELECT feed, hidden, read, bookmarked, removed, tagged, noted, shared FROM headline \
     WHERE sort = ?1 AND id = ?2";
pub(super) const FEED_ARTICLES: &str = "SELECT article FROM article_feed WHERE feed = ?1 ORDER BY article";
pub(super) const FEEDS_OF: &str = "SELECT feed FROM article_feed WHERE article = ?1 ORDER BY feed";
/// The feeds of an article, each with what it hides its articles by: bits of `headline.hidden`.
pub(super) const HOMES: &str = "SELECT article_feed.feed, (removed IS NOT NULL) * 2 + ifnull(muted, 0) \
     FROM article_feed JOIN feed ON feed.id = article_feed.feed \
     LEFT JOIN feed_setting ON feed_setting.feed = feed.id WHERE article_feed.article = ?1 ORDER BY article_feed.feed";
pub(super) const FEED_NAMED: &str = "SELECT id FROM feed WHERE address = ?1";
pub(super) const STEP_NAMES_DONE: &str = "SELECT seq, name, seq FROM journal INDEXED BY journal_done \
     WHERE kind = 'step' AND undone = 0 AND seq < ?1 ORDER BY seq DESC LIMIT ?2";
pub(super) const STEP_NAMES_UNDONE: &str = "SELECT seq, name, undone FROM journal INDEXED BY journal_undone \
     WHERE undone > 0 AND undone < ?1 ORDER BY undone DESC LIMIT ?2";
pub(super) const STEP: &str = "SELECT name, change, inverse FROM journal WHERE seq = ?1 AND kind = 'step'";
pub(super) const LAST_STEP: &str = "SELECT seq FROM journal INDEXED BY journal_step \
     WHERE kind = 'step' AND origin = ?1 ORDER BY seq DESC LIMIT 1";
pub(super) const DEEDS_SINCE: &str = "SELECT ifnull(step, seq), kind = 'undo', ifnull(inverse, change) FROM journal WHERE seq > ?1 ORDER BY seq";
pub(super) const OLDEST_KEPT_STEP: &str = "SELECT seq FROM journal INDEXED BY journal_step \
     WHERE kind = 'step' ORDER BY seq DESC LIMIT 1 OFFSET ?1";
pub(super) const OLDEST_TRACE: &str =
    "SELECT min(seq) FROM journal INDEXED BY journal_trace WHERE kind = 'trace' AND seq > ?1";
pub(super) const LAST_TRACE_UNTIL: &str =
    "SELECT max(seq) FROM journal INDEXED BY journal_trace WHERE kind = 'trace' AND seq <= ?1";
pub(super) const FORGET_TRACES: &str =
    "DELETE FROM journal INDEXED BY journal_trace WHERE kind = 'trace' AND seq <= ?1";
pub(super) const CHANGES_SINCE: &str = "SELECT seq, change FROM journal \
     WHERE seq >= (SELECT min(seq) FROM journal WHERE seq > ?1 AND origin <> ?2) ORDER BY seq";
pub(super) const ARRIVALS_SINCE: &str =
    "SELECT seq, article FROM arrival WHERE seq > ?1 AND origin <> ?2 ORDER BY seq";
pub(super) const MARK: &str = "SELECT (SELECT max(seq) FROM journal), (SELECT max(seq) FROM arrival), \
     (SELECT min(seq) FROM journal), (SELECT min(seq) FROM arrival), \
     (SELECT value FROM meta WHERE key = 'feeds-revision'), \
     (SELECT value FROM meta WHERE key = 'forgotten-trace')";
pub(super) const FEEDS: &str = "SELECT id, kind, feed.title, address, folder, position, removed, failing_since, reason, gone, full_text, muted, \
     interval, priority, tags \
     FROM feed LEFT JOIN subscription ON subscription.feed = feed.id \
     LEFT JOIN feed_setting ON feed_setting.feed = feed.id ORDER BY id";
pub(super) const FOLDERS: &str = "SELECT id, parent, title FROM folder";
pub(super) const COUNTERS: &str = "SELECT scope, target, total, unread, bookmarked, tag.name \
     FROM counter LEFT JOIN tag ON scope = 2 AND tag.id = target ORDER BY scope, target";
pub(super) const META: &str = "SELECT value FROM meta WHERE key = ?1";

/// Every statement above by name: what a test explains, so that none ever scans the library or sorts it.
pub const HOT: &[(&str, &str)] = &[
    ("newest unread", NEWEST_UNREAD),
    ("newest", NEWEST),
    ("oldest", OLDEST),
    ("stream", STREAM),
    ("headline", HEADLINE),
    ("name", NAME),
    ("name id", NAME_ID),
    ("key", KEY),
    ("identity", IDENTITY),
    ("known as", KNOWN_AS),
    ("hides", HIDES),
    ("named", NAMED),
    ("article", ARTICLE),
    ("status", STATUS),
    ("tags", TAGS),
    ("note", NOTE),
    ("source", SOURCE),
    ("page", PAGE),
    ("page words", PAGE_WORDS),
    ("source hash", SOURCE_HASH),
    ("sort", SORT),
    ("marks", MARKS),
    ("feed articles", FEED_ARTICLES),
    ("feeds of an article", FEEDS_OF),
    ("homes", HOMES),
    ("feed named", FEED_NAMED),
    ("step names done", STEP_NAMES_DONE),
    ("step names undone", STEP_NAMES_UNDONE),
    ("step", STEP),
    ("last step", LAST_STEP),
    ("deeds since", DEEDS_SINCE),
    ("oldest kept step", OLDEST_KEPT_STEP),
    ("oldest trace", OLDEST_TRACE),
    ("last trace until", LAST_TRACE_UNTIL),
    ("forget traces", FORGET_TRACES),
    ("changes since", CHANGES_SINCE),
    ("arrivals since", ARRIVALS_SINCE),
    ("mark", MARK),
    ("feeds", FEEDS),
    ("folders", FOLDERS),
    ("counters", COUNTERS),
    ("meta", META),
];
