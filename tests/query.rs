//! The filter language: verdicts on headlines, complaints, and writing a query down.

#![allow(clippy::unwrap_used)]

use courant::news::{ArticleId, ArticleKey, FeedId, Headline, PublicId};
use courant::query::{FoldedText, Moment, PARTS, Query, QueryError, Wanted, fields, page, unfinished};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// A Monday, half past eight in the morning where the reader is; summer time has just ended there.
fn now() -> Moment {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    Moment { now: at("2026-11-23T07:30:00Z"), zone, words_per_minute: 250 }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn parse(text: &str) -> Result<Query, QueryError> {
    courant::query::parse(text, &now())
}

/// What a test says of a headline.
#[derive(Clone, Debug, Default)]
struct Told {
    number: u32,
    title: &'static str,
    author: &'static str,
    feed: &'static str,
    folder: Vec<String>,
    section: &'static str,
    language: &'static str,
    date: Timestamp,
    added: Timestamp,
    words: u32,
    views: Option<u64>,
    opened: u32,
    noted: bool,
    tags: Vec<String>,
    feed_tags: Vec<String>,
    read: bool,
    bookmarked: bool,
    progress: u16,
}

impl Told {
    fn public_id(&self) -> PublicId {
        ArticleKey::of_file(&self.number.to_string()).public_id()
    }

    fn headline(&self) -> Headline<'_> {
        Headline {
            id: ArticleId::new(i64::from(self.number) + 1).unwrap(),
            public_id: self.public_id(),
            title: self.title,
            author: self.author,
            feed: FeedId(1),
            feed_title: self.feed,
            folder: &self.folder,
            section: self.section,
            date: self.date,
            added: self.added,
            views: self.views,
            opened: self.opened,
            words: self.words,
            publisher_read_minutes: None,
            language: self.language,
            read: self.read,
            bookmarked: self.bookmarked,
            noted: self.noted,
            removed: false,
            progress: self.progress,
            tags: &self.tags,
            feed_tags: &self.feed_tags,
        }
    }
}

fn tags(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The headlines of the table, numbered from zero.
fn headlines() -> Vec<Told> {
    let told = [
        Told {
            title: "Mars rover finds water",
            author: "Ada Lovelace",
            feed: "Science Daily",
            feed_tags: tags(&["Sky"]),
            section: "SPACE",
            folder: tags(&["News", "Sciénce"]),
            language: "en-GB",
            date: at("2026-11-23T07:00:00Z"),
            added: at("2026-11-23T07:20:00Z"),
            words: 1250,
            views: Some(10_500),
            ..Told::default()
        },
        Told {
            title: "Le café résumé: été à Łódź",
            author: "Zoë Müller",
            feed: "Le Monde",
            section: "Économie",
            folder: tags(&["News", "World", "Europe"]),
            language: "fr",
            // Late on the evening before, where the reader is.
            date: at("2026-11-22T22:30:00Z"),
            added: at("2026-11-23T06:00:00Z"),
            words: 1251,
            views: Some(0),
            noted: true,
            tags: tags(&["Später", "read later"]),
            read: true,
            ..Told::default()
        },
        Told {
            title: "日本の火星探査機が水を発見",
            author: "山田太郎",
            feed: "朝日新聞",
            folder: tags(&["AC/DC"]),
            language: "ja",
            // The first moment of that month there.
            date: at("2026-10-31T23:00:00Z"),
            added: at("2026-11-15T23:30:00Z"),
            opened: 3,
            bookmarked: true,
            progress: 500,
            ..Told::default()
        },
        Told {
            title: "がんの研究 ＡＢＣ at 12:30, see http://example.org/x",
            tags: tags(&["later"]),
            language: "EN",
            date: at("2026-10-31T22:59:59Z"),
            added: at("2026-11-22T23:00:00Z"),
            words: 10_000,
            opened: 1,
            read: true,
            progress: 500,
            ..Told::default()
        },
        Told { title: "", author: "OR", section: "Straße", progress: 989, ..Told::default() },
        Told { title: "Rover (mars) - notes", progress: 990, ..Told::default() },
    ];
    (0..).zip(told).map(|(number, told)| Told { number, ..told }).collect()
}

#[test]
fn queries_choose_what_they_say() {
    let headlines = headlines();
    let id = |number: usize| headlines[number].public_id().to_string();
    let two_ids = format!("id:{},{}", id(1), id(4).to_uppercase());
    let id_or_word = format!("ID:{} OR water", id(5));
    let table: &[(&str, &[usize])] = &[
        ("", &[0, 1, 2, 3, 4, 5]),
        ("   ", &[0, 1, 2, 3, 4, 5]),
        ("mars", &[0, 5]),
        ("MARS rover", &[0, 5]),
        ("rover mars water", &[0]),
        ("\"mars rover\"", &[0]),
        ("\"Mars   ROVER\"", &[0]),
        ("\"rover ada\"", &[]),
        ("over", &[0, 5]),
        ("mars -water", &[5]),
        ("-\"mars rover\" -is:read", &[2, 4, 5]),
        ("--mars", &[0, 5]),
        ("-", &[5]),
        ("lovelace", &[0]),
        ("science", &[0]),
        ("space", &[0]),
        ("cafe", &[1]),
        ("CAFÉ", &[1]),
        ("cafe\u{301}", &[1]),
        ("lodz", &[1]),
        ("zoe muller", &[1]),
        ("economie", &[1]),
        ("spater", &[1]),
        ("火星", &[2]),
        ("山田", &[2]),
        ("水 発見", &[2]),
        ("が", &[2, 3]),
        ("かん", &[]),
        ("abc", &[3]),
        ("strasse", &[4]),
        ("straße", &[4]),
        ("12:30", &[3]),
        ("http://example.org/x", &[3]),
        ("(mars)", &[0, 5]),
        ("\"(mars)\"", &[5]),
        ("is:unread", &[0, 2, 4, 5]),
        ("is:read", &[1, 3]),
        ("IS:Read", &[1, 3]),
        ("is:bookmarked", &[2]),
        ("is:unfinished", &[2, 4]),
        ("-is:read -is:unfinished", &[0, 5]),
        ("tag:later", &[3]),
        ("tag:LATER", &[3]),
        ("tag:\"read later\"", &[1]),
        ("tag:read", &[]),
        ("tag:sky", &[0]),
        ("tag:später", &[1]),
        ("-tag:later is:read", &[1]),
        (&two_ids, &[1, 4]),
        (&id_or_word, &[0, 5]),
        // Words at the beginning of words.
        ("rove*", &[0, 5]),
        ("over*", &[]),
        ("mars* wat*", &[0]),
        ("lovel*", &[0]),
        ("\"mars rov\"*", &[0]),
        ("星*", &[2]),
        ("*", &[]),
        // Words in one place.
        ("title:mars", &[0, 5]),
        ("title:lovelace", &[]),
        ("title:\"rover finds\"", &[0]),
        ("TITLE:wat*", &[0]),
        ("author:love", &[0]),
        ("author:\"zoe muller\"", &[1]),
        ("author:mars", &[]),
        ("author:山*", &[2]),
        ("feed:daily", &[0]),
        ("feed:monde", &[1]),
        ("section:eco", &[1]),
        ("-section:space title:mars", &[5]),
        ("folder:news", &[0, 1]),
        ("folder:science", &[0]),
        ("folder:news/world", &[1]),
        ("folder:world/europe", &[1]),
        ("folder:news/europe", &[]),
        ("folder:new", &[]),
        ("folder:new*", &[0, 1]),
        ("folder:news/w*", &[1]),
        ("folder:ac/dc", &[2]),
        ("tag:lat*", &[3]),
        ("tag:\"read l\"*", &[1]),
        ("lang:en", &[0, 3]),
        ("lang:en-gb", &[0]),
        ("lang:EN-gb", &[0]),
        ("lang:e", &[]),
        ("lang:e*", &[0, 3]),
        ("lang:ja OR lang:fr", &[1, 2]),
        // Numbers. The reader reads 250 words a minute.
        ("read:5", &[0]),
        ("read=6", &[1]),
        ("read>5", &[1, 3]),
        ("read<5", &[2, 4, 5]),
        ("read<=5", &[0, 2, 4, 5]),
        ("read>=40", &[3]),
        ("words>1250", &[1, 3]),
        ("words:10k", &[3]),
        ("words<1", &[2, 4, 5]),
        ("views>10k", &[0]),
        ("views>10.5k", &[]),
        ("views<1m", &[0, 1]),
        ("-views>1", &[1, 2, 3, 4, 5]),
        ("opened>1", &[2]),
        ("opened=1", &[3]),
        ("has:note", &[1]),
        ("-has:note lang:fr", &[]),
        // Days, as they are where the reader is.
        ("on:today", &[0]),
        ("on:yesterday", &[1]),
        ("on:monday", &[0]),
        ("on:sun", &[1]),
        ("on:1d", &[1]),
        ("on:2026-11-22", &[1]),
        ("on:2026-11", &[0, 1, 2]),
        ("on:2026-10", &[3]),
        ("on:2026", &[0, 1, 2, 3]),
        ("on:1970", &[4, 5]),
        ("on:9999", &[]),
        ("before:9999-12-31", &[0, 1, 2, 3, 4, 5]),
        ("on:thisweek", &[0]),
        ("on:lastweek", &[1]),
        ("on:lastmonth", &[3]),
        ("on:thismonth", &[0, 1, 2]),
        ("on:lastyear", &[]),
        ("after:2026-11-01", &[0, 1, 2]),
        ("after:yesterday", &[0, 1]),
        ("before:yesterday", &[2, 3, 4, 5]),
        ("before:2026-11-01 after:2026", &[3]),
        ("seen:today", &[0, 1, 3]),
        ("seen:lastweek", &[2]),
        ("seen:1h", &[0]),
        ("age<1h", &[0]),
        ("age<=30min", &[0]),
        ("age<30min", &[]),
        ("age>1y", &[4, 5]),
        ("age<1d age>2h", &[1]),
        ("age<1mo", &[0, 1, 2, 3]),
        ("age<3w", &[0, 1]),
        // Expressions.
        ("/mars|martian/", &[0, 5]),
        ("/^rover/", &[5]),
        ("/R.VER/", &[0, 5]),
        ("/(?-i)Rover/", &[5]),
        ("/ada .ove/ is:unread", &[0]),
        ("-/./", &[]),
        ("author:/^ada/", &[0]),
        ("title:/^ada/", &[]),
        ("/org\\/x/", &[3]),
        ("(/mars/ water)", &[0]),
        ("//", &[3]),
        ("/ /example/", &[3]),
        ("-(-) mars", &[0]),
        ("/\"", &[]),
        ("(/\"a) c/", &[]),
        ("(/a) x/", &[]),
        ("(zzz OR /a) (mars OR c/)", &[]),
        ("/(mars|a)/ (/water/)", &[0]),
        ("water OR cafe", &[0, 1]),
        ("mars water OR cafe", &[0, 1]),
        ("(water OR cafe) is:read", &[1]),
        ("-(water OR cafe)", &[2, 3, 4, 5]),
        ("-(mars water)", &[1, 2, 3, 4, 5]),
        ("\"OR\" is:unfinished", &[4]),
        ("or -is:read -mars", &[4]),
    ];
    for (text, expected) in table {
        let query = parse(text).unwrap();
        let chosen: Vec<usize> =
            (0..headlines.len()).filter(|at| query.matches(&headlines[*at].headline())).collect();
        assert_eq!(&chosen, expected, "{text}");
        assert_eq!(parse(&query.to_string()).unwrap(), query, "{text}");
    }
}

#[test]
fn a_query_says_how_it_is_sorted() {
    let told = |text: &str| {
        let query = parse(text).unwrap();
        assert_eq!(parse(&query.to_string()).unwrap(), query, "{text}");
        let keys: Vec<String> = query.sorting().iter().map(ToString::to_string).collect();
        (query.is_empty(), keys.join(" "))
    };
    assert_eq!(told("mars"), (false, String::new()));
    assert_eq!(told("mars sort:feed,-date"), (false, "feed -date".to_owned()));
    assert_eq!(told("SORT:READ mars OR rover sort:-opened"), (false, "read -opened".to_owned()));
    assert_eq!(told(" sort:views"), (true, "views".to_owned()));
    assert_eq!(told("\"sort:views\""), (false, String::new()));
}

#[test]
fn only_ids_are_named_as_ids() {
    let ids: Vec<PublicId> = headlines().iter().map(Told::public_id).collect();
    let named = |text: &str| parse(text).unwrap().ids();
    assert_eq!(named(&format!("id:{}", ids[0])), Some(vec![ids[0]]));
    assert_eq!(named(&format!("id:{},{}", ids[0], ids[1])), Some(vec![ids[0], ids[1]]));
    assert_eq!(named(&format!("id:{} OR id:{}", ids[0], ids[1])), Some(vec![ids[0], ids[1]]));
    assert_eq!(named(&format!("id:{} water", ids[0])), None);
    assert_eq!(named(&format!("-id:{}", ids[0])), None);
    assert_eq!(named(""), None);
    assert!(parse("").unwrap().is_empty());
    assert!(!parse("a").unwrap().is_empty());
}

#[test]
fn what_is_no_query_is_told_in_a_sentence_with_its_place() {
    let table: &[(&str, std::ops::Range<usize>, &[&str])] = &[
        ("foo:bar", 0..4, &["no field foo ", "is:", "tag:", "read<", "id:", "\"foo:bar\""]),
        ("été foo:bar", 6..10, &["no field foo "]),
        ("Review: the film", 0..7, &["\"Review:\""]),
        ("tags:later", 0..5, &["a field as in tag:"]),
        ("-tga:later", 1..5, &["a field as in tag:"]),
        ("is:unred", 3..8, &["unread, read, bookmarked and unfinished", "Did you mean is:unread?"]),
        ("is:starred", 3..10, &["Did you mean is:bookmarked?"]),
        ("is:", 3..3, &["unread, read, bookmarked and unfinished"]),
        ("tag:", 0..4, &["tag:\"read later\""]),
        ("read<1.5", 5..8, &["number of minutes"]),
        ("tag:/fo+/", 0..4, &["a name", "no expression"]),
        ("lang:/e/ x", 0..5, &["no expression"]),
        ("title:\u{301}", 6..8, &["no letter"]),
        ("mars \u{301}", 5..7, &["no letter"]),
        ("auther:ada", 0..7, &["a field as in author:"]),
        ("minutes<5", 0..8, &["no field minutes ", "a field as in read<5?"]),
        ("author:", 0..7, &["wants a word right behind it", "author:\"ada lovelace\""]),
        ("title:\"red", 6..10, &["never closed"]),
        ("read<soon", 5..9, &["minutes", "is:read"]),
        ("read:", 0..5, &["minutes"]),
        ("mars views>many", 11..15, &["views>10k"]),
        ("words>1e3", 6..9, &["words>1000"]),
        ("views>99999999999999999999", 6..26, &["views>10k"]),
        ("author<5", 0..7, &["author is no number", "author:"]),
        ("after:", 0..6, &["wants a day", "after:2026-11-01"]),
        ("after:soon", 6..10, &["“soon” is no day", "2026-11-01"]),
        ("before:yestreday", 7..16, &["Did you mean before:yesterday?"]),
        ("on:2026-02-30", 3..13, &["is no day"]),
        ("on:2026-11-01-01", 3..16, &["is no day"]),
        ("age<3", 0..5, &["age<3d"]),
        ("age:3d", 0..6, &["age<3d", "on:yesterday"]),
        ("age<3m", 0..6, &["mo for months"]),
        ("age<999999999999999y", 0..20, &["age<3d"]),
        ("sort:", 0..5, &["sort: knows date, seen, read, views, opened and feed"]),
        ("mars sort:veiws", 10..15, &["Did you mean sort:views?"]),
        ("sort:feed,,date", 0..15, &["several joined by commas"]),
        ("(mars sort:date) OR rover", 6..15, &["outside brackets"]),
        ("-sort:date", 1..6, &["behind it turns an order round"]),
        ("mars OR sort:date", 5..7, &["OR stands between"]),
        ("sort:date OR mars", 10..12, &["OR stands between"]),
        ("sort:date,seen,read,views,feed", 26..30, &["4 keys at most"]),
        ("has:wings", 4..9, &["has: knows note"]),
        ("mars /a(b/", 5..10, &["no regular expression", "\"/a(b/\""]),
        ("/(a{999}){999}/", 0..15, &["grows too large"]),
        ("mars \"red planet", 5..16, &["never closed", "\"red planet\""]),
        ("\"\"", 0..2, &["nothing between these quotes"]),
        ("id:abc", 3..6, &["“abc” is no id", "thirteen"]),
        ("id:", 3..3, &["thirteen"]),
        ("id:0123456789abc,", 17..17, &["thirteen"]),
        ("id:0123456789abu", 3..16, &["“0123456789abu”"]),
        ("id:0123456789abc,zz", 17..19, &["“zz”"]),
        ("(mars", 0..1, &["never closed"]),
        ("mars (", 5..6, &["never closed"]),
        ("( )", 0..2, &["nothing between these brackets"]),
        ("(\u{3000})", 0..4, &["nothing between these brackets"]),
        ("OR mars", 0..2, &["OR stands between"]),
        ("mars OR", 5..7, &["OR stands between"]),
        ("mars OR OR rover", 8..10, &["OR stands between"]),
        ("(mars OR )", 6..8, &["OR stands between"]),
    ];
    for (text, span, parts) in table {
        let error = parse(text).unwrap_err();
        assert_eq!(&error.span, span, "{text}: {}", error.message);
        for part in *parts {
            assert!(error.message.contains(part), "{text}: {}", error.message);
        }
        assert!(error.message.ends_with(['.', '?']), "{text}: {}", error.message);
    }
}

#[test]
fn a_complaint_never_repeats_what_could_disturb_a_terminal() {
    for text in ["is:\u{1b}[31m", "id:\u{202e}abc", "\"\u{9b}1m", "foo:\u{7}"] {
        let message = parse(text).unwrap_err().message;
        assert!(!message.contains(['\u{1b}', '\u{202e}', '\u{9b}', '\u{7}']), "{message:?}");
    }
    assert!(parse(&format!("is:{}", "x".repeat(10_000))).unwrap_err().message.len() < 300);
}

#[test]
fn brackets_and_dashes_without_end_do_no_harm() {
    assert!(parse(&"(".repeat(100_000)).is_err());
    assert!(parse(&"-(".repeat(100_000)).is_err());
    assert!(parse(&"-".repeat(100_001)).is_ok());
    assert!(parse(&format!("{}a", "-".repeat(100_001))).unwrap().to_string() == "-a");
    assert!(parse(&"/a ".repeat(100_000)).is_ok());
}

/// A query as its meaning, judged by the plainest code there is.
#[derive(Clone, Debug)]
enum Meaning {
    Word(&'static str),
    Phrase(&'static str),
    Is(&'static str),
    Tag(&'static str),
    Id(u32),
    Beginning(&'static str),
    Author(&'static str),
    Longer(u32),
    Later(&'static str),
    Not(Box<Meaning>),
    All(Vec<Meaning>),
    Any(Vec<Meaning>),
}

fn plain(text: &str) -> String {
    text.nfkd()
        .filter(|character| !('\u{300}'..='\u{36f}').contains(character))
        .collect::<String>()
        .to_lowercase()
        .replace('ł', "l")
        .replace('ß', "ss")
}

impl Meaning {
    fn written(&self) -> String {
        let joined = |parts: &[Self], between: &str| {
            let parts: Vec<String> = parts.iter().map(Self::written).collect();
            format!("({})", parts.join(between))
        };
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Phrase(phrase) => format!("\"{phrase}\""),
            Self::Is(state) => format!("is:{state}"),
            Self::Tag(tag) => format!("tag:\"{tag}\""),
            Self::Id(number) => format!("id:{}", Told { number: *number, ..Told::default() }.public_id()),
            Self::Beginning(start) => format!("{start}*"),
            Self::Author(word) => format!("author:{word}"),
            Self::Longer(words) => format!("words>{words}"),
            Self::Later(day) => format!("after:{day}"),
            Self::Not(inner) => format!("-{}", inner.written()),
            Self::All(parts) => joined(parts, " "),
            Self::Any(parts) => joined(parts, " OR "),
        }
    }

    fn holds(&self, told: &Told) -> bool {
        match self {
            Self::Word(text) | Self::Phrase(text) => [told.title, told.author, told.feed, told.section]
                .into_iter()
                .chain(told.tags.iter().map(String::as_str))
                .any(|field| plain(field).contains(&plain(text))),
            Self::Is("unread") => !told.read,
            Self::Is("read") => told.read,
            Self::Is("bookmarked") => told.bookmarked,
            Self::Is(_) => !told.read && told.progress > 0 && told.progress < 990,
            Self::Tag(name) => told.tags.iter().chain(&told.feed_tags).any(|tag| plain(tag) == plain(name)),
            Self::Id(number) => told.number == *number,
            Self::Beginning(start) => {
                let texts = [told.title, told.author, told.feed, told.section].into_iter();
                let words = texts.chain(told.tags.iter().map(String::as_str)).flat_map(|text| {
                    text.split(|letter: char| !letter.is_alphanumeric()).map(plain).collect::<Vec<_>>()
                });
                words.into_iter().any(|word| word.starts_with(&plain(start)))
            }
            Self::Author(word) => plain(told.author).contains(&plain(word)),
            Self::Longer(words) => told.words > *words,
            // Days begin an hour before those of Greenwich there, in November and in the last days of October.
            Self::Later(day) => {
                told.date >= at(&format!("{day}T00:00:00Z")).checked_sub(jiff::Span::new().hours(1)).unwrap()
            }
            Self::Not(inner) => !inner.holds(told),
            Self::All(parts) => parts.iter().all(|part| part.holds(told)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(told)),
        }
    }
}

fn meaning() -> impl Strategy<Value = Meaning> {
    let words = vec!["mars", "ROVER", "é", "水", "が", "later", "a", "strasse", "łódź", "ａｂｃ", "12:30"];
    let phrases = vec!["mars rover", "read later", "(mars)", "OR", "の火星", "is:read", "-"];
    let leaf = prop_oneof![
        4 => prop::sample::select(words).prop_map(Meaning::Word),
        2 => prop::sample::select(phrases).prop_map(Meaning::Phrase),
        2 => prop::sample::select(vec!["unread", "read", "bookmarked", "unfinished"]).prop_map(Meaning::Is),
        1 => prop::sample::select(vec!["later", "SPATER", "read later", "none"]).prop_map(Meaning::Tag),
        1 => (0..7_u32).prop_map(Meaning::Id),
        1 => prop::sample::select(vec!["mar", "over", "étÉ", "l", "no", "not"]).prop_map(Meaning::Beginning),
        1 => prop::sample::select(vec!["ada", "Müller", "山", "e", "OR"]).prop_map(Meaning::Author),
        1 => prop::sample::select(vec![0, 1249, 1250, 1251, 20_000]).prop_map(Meaning::Longer),
        1 => prop::sample::select(vec!["1970-01-01", "2026-10-31", "2026-11-01", "2026-11-22", "2026-11-23", "2026-11-24"])
            .prop_map(Meaning::Later),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|part| Meaning::Not(Box::new(part))),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Meaning::All),
            prop::collection::vec(inner, 1..4).prop_map(Meaning::Any),
        ]
    })
}

/// Text made of the pieces that mean something, and of anything else.
fn scribble() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            " ", "-", "\"", "(", ")", "OR", "is:", "tag:", "id:", "read", ":", "//", ",", "a", "é", "水", "\u{3000}",
            "0123456789abc", "foo:", "\n", "\u{301}", "/", "*", "title:", "read<", "views>=", "5", "1.5k", "after:", "today", "sort:date", "sort:-views,feed",
            "age>", "3d", "has:note", "lang:", "folder:", "\\", ")/",
        ])
        .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn sound(text: &str) -> Result<(), TestCaseError> {
    if let Some(part) = unfinished(text) {
        let typed = text.get(part.from..);
        prop_assert!(typed.is_some_and(|typed| typed.ends_with(part.stem)), "{:?} {:?}", text, part);
    }
    match parse(text) {
        Ok(query) => {
            let again: Query = parse(&query.to_string()).map_err(|error| {
                TestCaseError::fail(format!("{text:?} is written {query:?}, which says {error}"))
            })?;
            prop_assert_eq!(&again, &query, "{:?} is written {:?}", text, query.to_string());
            for told in headlines() {
                prop_assert_eq!(again.matches(&told.headline()), query.matches(&told.headline()));
            }
        }
        Err(error) => prop_assert!(text.get(error.span.clone()).is_some(), "{:?} {:?}", text, error),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_meaning_is_judged_as_by_the_plain_code(meaning in meaning()) {
        let query = parse(&meaning.written()).unwrap();
        for told in headlines() {
            prop_assert_eq!(query.matches(&told.headline()), meaning.holds(&told), "{} on {:?}", query, told);
        }
        prop_assert_eq!(parse(&query.to_string()).unwrap(), query);
    }

    #[test]
    fn any_text_is_a_query_or_a_complaint_and_reads_back(text in scribble(), wild in any::<String>()) {
        sound(&text)?;
        sound(&wild)?;
    }
}

#[test]
fn words_inside_a_text_are_found_where_they_are_written() {
    let found = |text: &str, words: &str| -> Vec<String> {
        let folded = FoldedText::new(text.to_owned());
        let ranges = folded.find_all(&Wanted::new(words)).into_iter();
        ranges.map(|range| text[range.start as usize..range.end as usize].to_owned()).collect()
    };
    for (text, words, expected) in [
        ("The Sea, the sea", "sea", vec!["Sea", "sea"]),
        ("The Sea, the sea", "Sea", vec!["Sea"]),
        ("THE SEA", "Sea", vec![]),
        ("A caf\u{e9}, a cafe\u{301}, a cafe", "cafe", vec!["caf\u{e9}", "cafe\u{301}", "cafe"]),
        ("over the\n   end of a line", "the end", vec!["the\n   end"]),
        ("so\u{ad}ft hyphens", "soft", vec!["so\u{ad}ft"]),
        ("auf der Stra\u{df}e", "strasse", vec!["Stra\u{df}e"]),
        ("Stra\u{df}e", "s", vec!["S", "\u{df}"]),
        ("a \u{bd} b", "2 b", vec!["\u{bd} b"]),
        ("of\u{fb01}ce", "office", vec!["of\u{fb01}ce"]),
        ("of\u{fb01}ce", "fi", vec!["\u{fb01}"]),
        ("大きな海 (かいがん)", "海", vec!["海"]),
        ("aaaa", "aa", vec!["aa", "aa"]),
        ("nothing", "", vec![]),
        ("", "nothing", vec![]),
    ] {
        assert_eq!(found(text, words), expected, "{words} in {text}");
    }
}

proptest! {
    #[test]
    fn what_is_found_inside_a_text_lies_in_it_in_order(
        pieces in prop::collection::vec(prop_oneof![scribble(), ".{0,8}", Just("\u{bd}\u{df}\u{fb01}E\u{301}".to_owned())], 0..6),
        from in 0_usize..40,
        length in 1_usize..6,
    ) {
        let text = pieces.concat();
        let words: String = text.chars().skip(from).take(length).collect();
        let mut before = 0;
        let found = FoldedText::new(text.clone()).find_all(&Wanted::new(&words));
        for range in &found {
            prop_assert!(before <= range.start && range.start < range.end, "{:?}", found);
            prop_assert!(text.get(range.start as usize..range.end as usize).is_some(), "{:?}", found);
            before = range.end;
        }
        let is_plain = words.chars().all(|character| character.is_ascii_lowercase());
        prop_assert!(words.is_empty() || !is_plain || !found.is_empty(), "{:?} is not found in {:?}", words, text);
    }
}

#[test]
fn every_field_of_the_help_is_understood_as_its_example_shows_it() {
    for help in fields().chain(PARTS) {
        let query = parse(help.example).unwrap();
        assert!(help.example.starts_with(help.name), "{}", help.example);
        assert!(page().contains(help.example) && page().contains(help.sentence), "{}", help.example);
        assert_eq!(parse(&query.to_string()).unwrap(), query, "{}", help.example);
        assert!(!query.is_empty() || !query.sorting().is_empty());
    }
}

#[test]
fn the_page_of_the_language_fits_a_terminal_and_says_what_is_true() {
    let page = page();
    for line in page.lines() {
        assert!(line.is_ascii() && line.len() <= 80, "{line}");
    }
    let examples =
        page.lines().filter_map(|line| line.strip_prefix("  ")).filter_map(|line| line.split("  ").next());
    let examples: Vec<&str> = examples.filter(|line| !line.starts_with("courant")).collect();
    assert!(examples.len() > 30, "{examples:?}");
    for example in examples {
        assert!(parse(example.trim()).is_ok(), "{example}");
    }
}

#[test]
fn a_day_begins_and_ends_where_the_reader_is() {
    // Where summer time begins at midnight, that day has no first hour.
    let moment = Moment { zone: TimeZone::get("America/Santiago").unwrap(), ..now() };
    let chosen = |text: &str, date: &str| {
        let told = Told { date: at(date), ..Told::default() };
        courant::query::parse(text, &moment).unwrap().matches(&told.headline())
    };
    assert!(!chosen("on:2026-09-06", "2026-09-06T03:59:59Z"));
    assert!(chosen("on:2026-09-06", "2026-09-06T04:00:00Z"));
    assert!(chosen("on:2026-09-06", "2026-09-07T02:59:59Z"));
    assert!(!chosen("on:2026-09-06", "2026-09-07T03:00:00Z"));
}
