//! What can be asked on the command line, and how it is said there: the table behind `--help`.

use std::ffi::OsString;
use std::ops::Range;
use std::path::PathBuf;
use std::str::FromStr;

use clap::error::{ContextKind, ErrorKind};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::failure::Failure;
use crate::clean::{self, text};
use crate::news::PublicId;
use crate::query::{self, Moment, Query};

/// Read the news in the terminal.
///
/// Without a command the reader opens; ? lists its keys. The commands work on the same library without a screen.
#[derive(Parser, Debug)]
#[command(
    name = "courant",
    version,
    color = ColorChoice::Never,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = "Example: courant open page.html"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// In help, what goes with every command stands after what is a command's own.
const LAST: usize = 900;

/// What goes with every command.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Global {
    /// Keep the library in this folder
    #[arg(long, global = true, value_name = "DIR", display_order = LAST)]
    pub(super) data_dir: Option<PathBuf>,
    /// Colours: where a terminal can show them, always, or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", display_order = LAST)]
    pub(super) color: Colour,
    /// Write what happens to this file, which never grows beyond 1 MiB
    #[arg(long, global = true, value_name = "FILE", display_order = LAST)]
    pub(super) log: Option<PathBuf>,
}

/// When colours are wanted.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Open saved pages, texts or Markdown as articles, and keep them
    #[command(after_help = "Example: man tar | courant open -")]
    Open(Open),
    /// Subscribe to feeds, or to those that pages name
    #[command(after_help = "Example: courant add https://example.org")]
    Add(Add),
    /// List your feeds and how they fare
    #[command(after_help = "Example: courant feeds --json")]
    Feeds(Feeds),
    /// Ask the feeds that are due, or those that you name, and keep what they bring
    #[command(after_help = "Example: courant refresh --force")]
    Refresh(Refresh),
    /// Subscribe to the feeds of an OPML file, or of newsboat's urls
    #[command(after_help = "Example: courant import ~/.newsboat/urls")]
    Import(Import),
    /// Print your feeds as OPML, or articles as Markdown or JSON
    #[command(after_help = "Examples: courant export > feeds.opml\n          \
        courant export --format markdown is:bookmarked > bookmarks.md")]
    Export(Export),
    /// List the articles that a query finds, newest first
    #[command(after_help = "Example: courant list is:unread harbour\n\n\
        A query is words, all of which must occur, and parts like is:unread, author:NAME, read<5 or after:yesterday. A \
        dash before a part means: not so. courant help query tells everything.")]
    List(List),
    /// Print one article
    #[command(after_help = "Example: courant show 0gx5w2k9m4t7a --format markdown")]
    Show(Show),
    /// Mark the articles that a query finds; u in the reader takes it back
    #[command(after_help = "Example: courant mark tag:garden is:bookmarked tulips")]
    Mark(Mark),
    /// Print the article in a saved page as JSON, and keep nothing
    #[command(
        after_help = "Example: courant extract page.html --format json --base-url https://example.org/2025/mill"
    )]
    Extract(Extract),
    /// Print a feed as JSON, and keep nothing
    #[command(
        after_help = "Example: courant parse feed.xml --format json --base-url https://example.org/feed"
    )]
    Parse(Parse),
    /// Get a feed, print it as JSON, and keep nothing
    #[command(after_help = "Example: courant fetch https://example.org/feed --format json")]
    Fetch(Fetch),
    /// Say where the files are, what the terminal can do, and whether the library is sound
    #[command(after_help = "Example: courant doctor")]
    Doctor,
    /// Say all that a command can do, or (query) how to ask for articles
    #[command(after_help = "Example: courant help query")]
    Help(Help),
}

/// `courant help`.
#[derive(Args, Debug)]
pub(super) struct Help {
    /// A command, or query
    #[arg(value_name = "TOPIC")]
    pub(super) topic: Vec<String>,
}

/// `courant open`.
#[derive(Args, Debug)]
pub(super) struct Open {
    /// Files, folders of files, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Only print them, and leave the library alone
    #[arg(long)]
    pub(super) no_keep: bool,
    /// When the pages were saved, for dates like "2 days ago": 2025-12-03, "2025-12-03 14:00" or RFC 3339
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) saved_at: Option<Timestamp>,
    #[command(flatten)]
    pub(super) shape: Shape,
}

/// `courant add`.
#[derive(Args, Debug)]
pub(super) struct Add {
    /// Addresses of feeds, or of pages that name one
    #[arg(required = true, value_name = "URL")]
    pub(super) urls: Vec<String>,
}

/// `courant feeds`.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Feeds {
    /// Print one JSON object a line
    #[arg(long)]
    pub(super) json: bool,
    #[command(subcommand)]
    pub(super) what: Option<FeedsCommand>,
}

/// What can be done about a feed.
#[derive(Subcommand, Debug)]
pub(super) enum FeedsCommand {
    /// Say how a feed is to be asked for and shown; an empty value is the usual again
    #[command(after_help = "Example: courant feeds set example.org interval=30m tags=mills,rivers\n\n\
        title=TEXT  interval=30m (h, d)  full-text=yes|no  tags=A,B  mute=yes|no  priority=NUMBER  \
        user-agent=TEXT  password=NAME:PASSWORD  header=\"Name: value\" (again for another; empty takes all away)\n\n\
        Headers and password are sent to the feed's own origin alone, and shown to nobody.")]
    Set(SetFeed),
}

/// `courant feeds set`.
#[derive(Args, Debug)]
pub(super) struct SetFeed {
    /// The feed by its address, or by a part of its title
    #[arg(value_name = "FEED")]
    pub(super) feed: String,
    /// What is wanted of it
    #[arg(required = true, value_name = "KEY=VALUE")]
    pub(super) wishes: Vec<String>,
}

/// `courant refresh`.
#[derive(Args, Debug)]
pub(super) struct Refresh {
    /// Ask all feeds, due or not
    #[arg(long)]
    pub(super) force: bool,
    /// Feeds by their address, or by a part of their title
    #[arg(value_name = "FEED")]
    pub(super) feeds: Vec<String>,
    /// Print what came of it as one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// `courant import`.
#[derive(Args, Debug)]
pub(super) struct Import {
    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
}

/// `courant export`.
#[derive(Args, Debug)]
pub(super) struct Export {
    /// Feeds as opml; articles as markdown or json
    #[arg(long, value_name = "FORMAT", default_value = "opml")]
    pub(super) format: ExportFormat,
    /// Which articles; all where nothing is asked
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
}

/// The forms that feeds and articles are printed in.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ExportFormat {
    /// The feeds, as OPML 2.0
    Opml,
    /// Articles with their texts, one after the other
    Markdown,
    /// Articles with their texts, one JSON object a line
    Json,
}

/// `courant extract`.
#[derive(Args, Debug)]
pub(super) struct Extract {
    /// A saved page, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// How the article is printed; there is one form
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(super) format: ExtractFormat,
    /// The page's address, which relative links start from
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub(super) base_url: Option<String>,
    /// Look at the page alone, without what is known of its site
    #[arg(long)]
    pub(super) no_site_rules: bool,
}

/// `courant parse`.
#[derive(Args, Debug)]
pub(super) struct Parse {
    /// A feed, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// How the feed is printed; there is one form
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(super) format: ExtractFormat,
    /// The feed's address, which relative links start from
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
}

/// `courant fetch`.
#[derive(Args, Debug)]
pub(super) struct Fetch {
    /// The feed's address
    #[arg(value_name = "URL", value_parser = web_address)]
    pub(super) url: String,
    /// How the feed is printed; there is one form
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(super) format: ExtractFormat,
}

/// The forms an extract or a feed is printed in.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ExtractFormat {
    /// One JSON object
    Json,
}

/// `courant list`.
#[derive(Args, Debug)]
pub(super) struct List {
    /// Which articles; all where nothing is asked
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Print one JSON object a line
    #[arg(long)]
    pub(super) json: bool,
}

/// `courant show`.
#[derive(Args, Debug)]
pub(super) struct Show {
    /// The article's short name, as `courant list` prints it
    #[arg(value_name = "ID", value_parser = public_id)]
    pub(super) id: PublicId,
    #[command(flatten)]
    pub(super) shape: Shape,
}

/// `courant mark`.
#[derive(Args, Debug)]
pub(super) struct Mark {
    /// read, unread, bookmark, unbookmark, tag:NAME or untag:NAME
    #[arg(value_name = "MARK")]
    pub(super) mark: MarkName,
    /// Which articles; id:ID names one
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
}

/// How an article is printed.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// Print it like this; without, as text with the looks that the terminal can show
    #[arg(long)]
    pub(super) format: Option<Format>,
    /// Columns for running text, from 10 to 1000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(10..=1000))]
    pub(super) width: Option<u16>,
}

/// The forms an article is printed in.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    /// Plain text
    Text,
    /// Text with bold, italics and underlines for a terminal
    Ansi,
    /// Markdown
    Markdown,
    /// HTML
    Html,
    /// One JSON object a line
    Json,
}

/// A mark to be set or taken away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum MarkName {
    Read(bool),
    Bookmark(bool),
    Tag { name: String, present: bool },
}

impl FromStr for MarkName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let (verb, tag) = name.split_once(':').map_or((name, None), |(verb, tag)| (verb, Some(tag)));
        match (verb, tag) {
            ("read", None) => Ok(Self::Read(true)),
            ("unread", None) => Ok(Self::Read(false)),
            ("bookmark", None) => Ok(Self::Bookmark(true)),
            ("unbookmark", None) => Ok(Self::Bookmark(false)),
            ("tag", Some(tag)) => Ok(Self::Tag { name: tag_name(tag)?, present: true }),
            ("untag", Some(tag)) => Ok(Self::Tag { name: tag_name(tag)?, present: false }),
            _ => Err("it is none of read, unread, bookmark, unbookmark, tag:NAME and untag:NAME".to_owned()),
        }
    }
}

/// A tag as the reader's prompt takes it: one line, no comma in it (commas part tags there), no `#` before it.
fn tag_name(typed: &str) -> Result<String, String> {
    let name = text::str_line(typed.trim_start_matches('#'));
    match name.as_str() {
        "" => Err("a tag needs a name, as in tag:garden".to_owned()),
        name if name.contains(',') => Err("a tag holds no comma; set one tag after the other".to_owned()),
        name => Ok(name.to_owned()),
    }
}

impl Arguments {
    /// Reads them, the program's name first.
    pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, Failure> {
        Self::try_parse_from(shielded(arguments)).map_err(|error| {
            let told = error.render().to_string();
            match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Failure::Told(told),
                ErrorKind::InvalidSubcommand => Failure::Usage(unknown_command(&error)),
                _ => Failure::Usage(told),
            }
        })
    }
}

/// What may have been meant by a command that there is not: a file to open, or a command of nearly that name.
fn unknown_command(error: &clap::Error) -> String {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (typed, meant) = (context(ContextKind::InvalidSubcommand), context(ContextKind::SuggestedSubcommand));
    let advice = if typed.contains(['/', '.']) {
        format!("To read a file: courant open {typed}")
    } else if meant.is_empty() {
        "courant --help lists the commands.".to_owned()
    } else {
        let meant: Vec<String> = meant.split(", ").map(|name| format!("courant {name}")).collect();
        format!("Did you mean {}?", meant.join(" or "))
    };
    format!("courant: There is no command {}. {advice}\n", text::str_line(&typed))
}

/// Keeps the dash of a query (`-is:read`) from being taken for an option: a blank before it says it is a word. No
/// option of `list`, `mark` and `export` is short but `-h` and `-V`.
fn shielded(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut takes_query = false;
    let shield = |argument: OsString| {
        takes_query = takes_query || argument == "list" || argument == "mark" || argument == "export";
        match argument.to_str() {
            Some(word) if takes_query && excludes(word) => format!(" {word}").into(),
            Some(_) | None => argument,
        }
    };
    arguments.into_iter().map(shield).collect()
}

fn excludes(word: &str) -> bool {
    word.len() > 1 && word.starts_with('-') && !word.starts_with("--") && !["-h", "-V"].contains(&word)
}

impl List {
    pub(super) fn query(&self, moment: &Moment) -> Result<Query, Failure> {
        asked(&self.query, moment)
    }
}

impl Export {
    pub(super) fn query(&self, moment: &Moment) -> Result<Query, Failure> {
        asked(&self.query, moment)
    }
}

impl Mark {
    /// What is to be marked; a query that asks nothing would mark everything and is refused.
    pub(super) fn query(&self, moment: &Moment) -> Result<Query, Failure> {
        let query = asked(&self.query, moment)?;
        if query.is_empty() {
            let sentence =
                "courant: An empty query would mark every article. Say which, as in is:unread or id:ID.\n";
            return Err(Failure::Usage(sentence.to_owned()));
        }
        Ok(query)
    }
}

fn asked(words: &[String], moment: &Moment) -> Result<Query, Failure> {
    let words: Vec<&str> = words.iter().map(|word| word.trim()).collect();
    let text = words.join(" ");
    query::parse(&text, moment).map_err(|error| Failure::Usage(pointed_out(&text, &error)))
}

/// The complaint, the query, and a line under the spot.
fn pointed_out(text: &str, error: &query::QueryError) -> String {
    use crate::typeset::width;
    let part = |range: Range<usize>| visible(text.get(range).unwrap_or_default());
    let Range { start, end } = error.span;
    let (before, spot, after) = (part(0..start), part(start..end), part(end..text.len()));
    let marks = "^".repeat(usize::from(width(&spot)).max(1));
    let space = " ".repeat(usize::from(width(&before)));
    format!("courant: {}\n  {before}{spot}{after}\n  {space}{marks}\n", text::str_line(&error.message))
}

/// What stands on the line as it was typed, with a sign for each character that must not be printed.
fn visible(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            letter if letter.is_whitespace() => ' ',
            letter if text::is_clean(letter.encode_utf8(&mut [0; 4])) => letter,
            _ => '\u{FFFD}',
        })
        .collect()
}

fn web_address(text: &str) -> Result<String, String> {
    clean::url::str_web(text, None)
        .ok_or_else(|| "write a whole address, as in https://example.org/page".to_owned())
}

fn public_id(text: &str) -> Result<PublicId, String> {
    text.parse().map_err(|()| "a short name has 13 letters and digits; courant list prints them".to_owned())
}

/// A moment as people write it. A date alone stands for its noon, which is that date all over the world.
fn moment(text: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    if let Ok(moment) = text.parse() {
        return Ok(moment);
    }
    let local = match Date::strptime("%Y-%m-%d", text) {
        Ok(date) => Ok(date.at(12, 0, 0, 0)),
        Err(_) => text.parse::<DateTime>(),
    };
    let zone = TimeZone::try_system().unwrap_or(TimeZone::UTC);
    let moment = local.ok().and_then(|local| zone.to_timestamp(local).ok());
    moment.ok_or_else(|| "write it as 2025-12-03, as 2025-12-03 14:00, or in RFC 3339".to_owned())
}
