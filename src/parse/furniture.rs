//! Lines of a page that are neither text nor facts: share rows, notices of rights, menus, pointers elsewhere.
//!
//! What a line looks like is said here; whether it stands where furniture stands is decided by `text`.

/// A line of furniture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Furniture {
    /// Buttons to pass the page on, at least three of them.
    ShareRow,
    /// A mark of advertising.
    Advertisement,
    /// A heading over links to other pages.
    LinksHeading,
    /// Anything else: a lone button, a notice of rights, a pointer to another page.
    Other,
}

/// Longer lines are prose.
const LONGEST: usize = 240;

/// What furniture a line looks like, if any.
pub(super) fn furniture(text: &str) -> Option<Furniture> {
    if text.len() > LONGEST {
        return None;
    }
    let words = folded(text);
    let label = without_ornament(&words);
    if ADVERTISING.contains(&label) {
        Some(Furniture::Advertisement)
    } else if LINKS.contains(&label) {
        Some(Furniture::LinksHeading)
    } else if let Some(buttons) = buttons(&words) {
        Some(if buttons >= 3 { Furniture::ShareRow } else { Furniture::Other })
    } else if LABELS.contains(&label) || is_notice(&words) || is_pointer(&words) {
        Some(Furniture::Other)
    } else {
        None
    }
}

/// Whether a line is a mark of advertising.
pub(super) fn is_advertising(text: &str) -> bool {
    const LONGEST: usize = 60;
    text.len() <= LONGEST && ADVERTISING.contains(&without_ornament(&folded(text)))
}

fn folded(text: &str) -> String {
    let lower = text.to_lowercase().replace('’', "'");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A label without its brackets, points and arrows.
fn without_ornament(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "[](){}:.…»«›‹→←↑><".contains(c))
}

/// How many share buttons a line consists of, if it consists of nothing else.
fn buttons(line: &str) -> Option<usize> {
    let mut rest = line;
    let mut count = 0;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",|/·•:;-–—&".contains(c));
        if rest.is_empty() {
            return (count > 0 && !ONLY_IN_COMPANY.contains(&line)).then_some(count);
        }
        let button = BUTTONS.iter().find(|button| {
            rest.strip_prefix(**button).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        })?;
        rest = &rest[button.len()..];
        count += 1;
    }
}

/// Longer phrases first.
const BUTTONS: &[&str] = &[
    "share this article",
    "share this story",
    "share this post",
    "share article",
    "share this",
    "share via",
    "share on",
    "share to",
    "share",
    "tweet this",
    "tweet",
    "post on",
    "follow us on",
    "follow us",
    "follow",
    "e-mail this",
    "email this",
    "send by email",
    "e-mail",
    "email",
    "mail",
    "print this article",
    "print this page",
    "print this",
    "print",
    "pdf",
    "copy the link",
    "copy link",
    "copy url",
    "copy",
    "link",
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "telegram",
    "linkedin",
    "reddit",
    "pinterest",
    "pin it",
    "pocket",
    "flipboard",
    "messenger",
    "bluesky",
    "mastodon",
    "threads",
    "tumblr",
    "instagram",
    "youtube",
    "tiktok",
    "snapchat",
    "signal",
    "xing",
    "vk",
    "line",
    "sms",
    "rss",
    "save",
    "bookmark",
    "like",
    "gift",
    "comment",
    "more",
    "teilen",
    "drucken",
    "merken",
    "mailen",
    "kommentieren",
    "link kopieren",
    "partager",
    "imprimer",
    "envoyer",
    "copier le lien",
    "enregistrer",
    "compartir",
    "imprimir",
    "guardar",
    "condividi",
    "stampa",
];

/// Words that are buttons beside others, but too much of a word alone.
const ONLY_IN_COMPANY: &[&str] =
    &["x", "line", "link", "more", "like", "signal", "threads", "mail", "copy", "gift"];

const ADVERTISING: &[&str] = &[
    "advertisement",
    "advertisements",
    "advertising",
    "advertisement - continue reading below",
    "advertisement continue reading below",
    "article continues below advertisement",
    "story continues below advertisement",
    "continue reading below",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "pubblicità",
];

const LINKS: &[&str] = &[
    "related",
    "related articles",
    "related stories",
    "related topics",
    "related posts",
    "related news",
    "you may also like",
    "you might also like",
    "more stories",
    "more on this story",
    "more on this topic",
    "most read",
    "most popular",
    "trending",
    "trending now",
    "recommended",
    "recommended for you",
    "read next",
    "read more",
    "see also",
    "mehr zum thema",
    "das könnte sie auch interessieren",
    "lesen sie auch",
    "à lire aussi",
    "lire aussi",
    "sur le même sujet",
    "te puede interesar",
    "leggi anche",
];

const LABELS: &[&str] = &[
    "comments",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "add a comment",
    "view comments",
    "show comments",
    "join the conversation",
    "reply",
    "back to top",
    "menu",
    "search",
    "skip to content",
    "skip to main content",
    "jump to content",
    "subscribe",
    "subscribe now",
    "sign in",
    "log in",
    "login",
    "register",
    "newsletter",
    "next",
    "previous",
    "next article",
    "previous article",
    "next post",
    "previous post",
    "next story",
    "continue reading",
    "home",
    "listen",
    "listen to this article",
    "listen to article",
    "play audio",
    "sponsored",
    "promoted",
    "cookie settings",
    "privacy policy",
    "terms of use",
    "kommentare",
    "nach oben",
    "zum inhalt springen",
    "anmelden",
    "abonnieren",
    "artikel anhören",
    "commentaires",
    "s'abonner",
    "se connecter",
    "haut de page",
    "comentarios",
    "suscribirse",
    "commenti",
];

fn is_notice(line: &str) -> bool {
    const STARTS: &[&str] =
        &["©", "copyright", "(c) 19", "(c) 20", "all rights reserved", "alle rechte vorbehalten"];
    const ENDS: &[&str] = &[
        "all rights reserved",
        "alle rechte vorbehalten",
        "tous droits réservés",
        "todos los derechos reservados",
    ];
    let has_year = line.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let short = line.split(' ').count() <= 16;
    let starts = STARTS.iter().any(|start| line.starts_with(start));
    short
        && (starts && (has_year || line.starts_with(['©', 'a']))
            || ENDS.iter().any(|end| line.trim_end_matches('.').ends_with(end)))
}

fn is_pointer(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "read more:",
        "read also:",
        "also read:",
        "see also:",
        "related:",
        "more on this:",
        "next:",
        "previous:",
        "subscribe to our",
        "sign up for our",
        "sign up to our",
        "follow us on",
        "click here to",
        "lesen sie auch:",
        "mehr zum thema:",
        "à lire aussi :",
        "à lire aussi:",
        "lire aussi :",
        "lire aussi:",
        "leggi anche:",
        "lee también:",
    ];
    STARTS.iter().any(|start| line.starts_with(start))
}
