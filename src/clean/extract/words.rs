//! Words that tell what a part of a page is for, in the languages that pages are written in.

/// Words of classes and names of what is never the article, unless it holds a good part of the page's prose; those of
/// [`TRADE`] are among them.
const STRONG: &[&str] = &[
    "share",
    "sharing",
    "sharebar",
    "sharetools",
    "social",
    "socials",
    "related",
    "relatedposts",
    "recommended",
    "recommendation",
    "recommendations",
    "recirc",
    "recirculation",
    "readmore",
    "alsoread",
    "morestories",
    "ad",
    "ads",
    "breadcrumb",
    "breadcrumbs",
    "pagination",
    "pager",
    "nav",
    "navigation",
    "navbar",
    "menu",
    "toolbar",
    "dialog",
    "trending",
    "popular",
    "mostread",
    "compartir",
    "partager",
    "teilen",
];

/// Words of what is seldom the article, and then only a small part of it.
const WEAK: &[&str] = &[
    "widget",
    "promo",
    "promotion",
    "footer",
    "tags",
    "tag",
    "taglist",
    "topics",
    "byline",
    "author",
    "authors",
    "bio",
    "meta",
    "metadata",
    "date",
    "timestamp",
    "published",
    "print",
    "copyright",
    "rating",
    "ratings",
    "paywall",
    "hidden",
    "credits",
    "tools",
    "comment",
    "reply",
    "embed",
    "poll",
    "quiz",
    "toc",
    "caption-credit",
    "follow",
    "profile",
    "masthead",
    "banner",
    "cta",
    "callout",
    "aside",
    "more",
    "links",
    "pullquote",
    "readtime",
    "reading-time",
    "kicker",
    "category",
    "categories",
    "signature",
    "disclaimer",
    "editsection",
    "noexcerpt",
    "feedback",
    "upvote",
    "vote",
    "icons",
    "buttons",
    "toggle",
];

/// How much the name of an element speaks against it: 2 loudly, 1 softly, 0 not at all.
pub(super) fn speaks_against(name: &str) -> u8 {
    let mut against = 0;
    let mut before = String::new();
    for word in name.split_ascii_whitespace().map(without_room_for_ads).flat_map(words_of) {
        let is_pair = PAIRS.contains(&(before.as_str(), word.as_str()));
        if is_pair || STRONG.contains(&word.as_str()) || TRADE.contains(&word.as_str()) {
            return 2;
        }
        against = against.max(u8::from(WEAK.contains(&word.as_str())));
        before = word;
    }
    against
}

/// A class without the modifier that says that there is an advertisement in the part too: `report__section--ads`.
fn without_room_for_ads(class: &str) -> &str {
    let is_of_ads = |modifier: &str| {
        words_of(modifier)
            .filter(|word| !word.is_empty())
            .last()
            .is_some_and(|word| word == "ad" || word == "ads")
    };
    class.split_once("--").filter(|(_, modifier)| is_of_ads(modifier)).map_or(class, |(block, _)| block)
}

/// Words of parts that sell or ask for something, or are another's: what they say is never the article's, however well
/// it reads.
const TRADE: &[&str] = &[
    "newsletter",
    "newsletters",
    "subscribe",
    "subscription",
    "signup",
    "advertisement",
    "advert",
    "adverts",
    "adslot",
    "adsbygoogle",
    "sponsor",
    "sponsored",
    "outbrain",
    "taboola",
    "comments",
    "commentlist",
    "disqus",
    "respond",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "sidebar",
    "popup",
    "modal",
    "overlay",
    "donate",
    "donation",
    "skip",
    "screenreader",
    "sronly",
    "noprint",
    "teaser",
    "teasers",
    "werbung",
    "publicidad",
    "publicite",
    "reklama",
];

/// The same of words that speak against a part only softly.
const SOFT_TRADE: &[&str] = &["promo", "author", "footer"];

/// Whether the name of an element says that it sells, asks, or is somebody else's.
pub(super) fn is_of_trade(name: &str) -> bool {
    words_of(name).any(|word| [TRADE, SOFT_TRADE, TALK].iter().any(|words| words.contains(&word.as_str())))
}

/// What parts are called in which readers answer, in the languages that pages are written in.
const TALK: &[&str] = &[
    "comments",
    "commentlist",
    "disqus",
    "livefyre",
    "replies",
    "shoutbox",
    "guestbook",
    "kommentare",
    "leserkommentare",
    "kommentarliste",
    "commentaires",
    "comentarios",
    "commenti",
    "reacties",
    "komentarze",
    "kommentarer",
];

/// Whether the name of an element says that readers answer in it.
pub(super) fn is_of_talk(name: &str) -> bool {
    words_of(name).any(|word| TALK.contains(&word.as_str()))
}

/// Words that speak as loudly only one after the other: who wrote it is a fact, what else they do is not.
const PAIRS: &[(&str, &str)] = &[
    ("author", "box"),
    ("author", "bio"),
    ("author", "info"),
    ("author", "card"),
    ("author", "description"),
    ("author", "profile"),
    ("about", "author"),
    ("the", "author"),
];

/// The words of a class: parted by anything that is no letter, and where a capital follows a small letter.
fn words_of(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|letter: char| !letter.is_alphanumeric()).flat_map(|part| {
        let mut words = vec![String::new()];
        let mut before = 'A';
        for letter in part.chars() {
            if letter.is_uppercase() && before.is_lowercase() {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
            before = letter;
        }
        words
    })
}

/// How lines begin that lead elsewhere.
const LEADS: &[&str] = &[
    "read more",
    "read also",
    "also read",
    "read next",
    "read:",
    "related:",
    "related article",
    "related articles",
    "related story",
    "related stories",
    "related post",
    "related posts",
    "related content",
    "related topics",
    "see also:",
    "more:",
    "more on",
    "more from",
    "more stories",
    "more news",
    "watch:",
    "listen:",
    "don't miss",
    "don’t miss",
    "you may also",
    "you might also",
    "recommended",
    "sign up",
    "subscribe",
    "follow us",
    "follow ",
    "share this",
    "share on",
    "share:",
    "tweet this",
    "click here",
    "advertisement",
    "story continues",
    "article continues",
    "continue reading",
    "previous message",
    "next message",
    "previous post",
    "next post",
    "previous article",
    "next article",
    "older posts",
    "newer posts",
    "next page",
    "top stories",
    "most read",
    "most popular",
    "trending",
    "get the latest",
    "join our",
    "download our app",
    "like us on",
    "add us on",
    "find us on",
    "stay up to date",
    "be the first to comment",
    "no comments yet",
    "total comments",
    "comments (",
    "bleib auf dem laufenden",
    "bleiben sie auf dem laufenden",
    "kommentare insgesamt",
    "bewertungen werden nach",
    "nombre de commentaires",
    "total de comentarios",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "copyright",
    "©",
    "all rights reserved",
    "photo:",
    "tags:",
    "tagged",
    "filed under",
    "lesen sie auch",
    "lesen sie mehr",
    "mehr zum thema",
    "auch interessant",
    "das könnte sie auch",
    "anzeige",
    "newsletter",
    "weitere artikel",
    "zum thema",
    "lire aussi",
    "à lire aussi",
    "à lire :",
    "lire la suite",
    "sur le même sujet",
    "abonnez-vous",
    "publicité",
    "voir aussi",
    "lee también",
    "leer más",
    "te puede interesar",
    "lea también",
    "más información",
    "noticias relacionadas",
    "suscríbete",
    "síguenos",
    "publicidad",
    "ver también",
    "leggi anche",
    "leggi tutto",
    "potrebbe interessarti",
    "iscriviti",
    "guarda anche",
    "riproduzione riservata",
    "© riproduzione",
    "leia também",
    "leia mais",
    "saiba mais",
    "veja também",
    "veja mais",
    "inscreva-se",
    "lees ook",
    "meer over",
    "bekijk ook",
    "läs också",
    "läs mer",
    "les også",
    "læs også",
    "lue myös",
    "czytaj też",
    "czytaj także",
    "zobacz też",
    "zobacz także",
    "čtěte také",
    "ayrıca bakınız",
    "ilgili haber",
    "ilgili haberler",
    "читайте также",
    "читайте ещё",
    "читайте еще",
    "подписывайтесь",
    "подпишитесь",
    "смотрите также",
    "поделиться",
    "реклама",
    "читайте також",
    "підписуйтесь",
    "διαβάστε επίσης",
    "baca juga",
    "xem thêm",
    "اقرأ أيضا",
    "اقرأ أيضًا",
    "اقرأ المزيد",
    "شاهد أيضا",
    "קראו גם",
    "עוד בנושא",
    "相关阅读",
    "相关新闻",
    "延伸阅读",
    "延伸閱讀",
    "相關新聞",
    "推荐阅读",
    "責任編輯",
    "责任编辑",
    "关注我们",
    "分享到",
    "関連記事",
    "関連ニュース",
    "あわせて読みたい",
    "シェアする",
    "続きを読む",
    "관련기사",
    "관련 기사",
    "무단전재",
    "▶",
    "this entry was posted",
    "this post was filed",
    "posted in",
    "filed in",
    "categories:",
    "category:",
    "dieser beitrag wurde",
    "dieser eintrag wurde",
    "veröffentlicht in",
    "veröffentlicht unter",
    "getaggt mit",
    "schlagwörter",
    "schlagworte",
    "ähnliche beiträge",
    "ähnliche artikel",
    "das könnte dich",
    "das könnte dir",
    "diese beiträge",
    "kommentar schreiben",
    "kommentar verfassen",
    "hinterlasse einen kommentar",
    "schreibe einen kommentar",
    "ce contenu a été publié",
    "publié dans",
    "classé dans",
    "articles similaires",
    "laisser un commentaire",
    "esta entrada fue publicada",
    "entradas relacionadas",
    "artículos relacionados",
    "publicado en",
    "deja un comentario",
    "deja una respuesta",
    "articoli correlati",
    "pubblicato in",
    "lascia un commento",
    "artigos relacionados",
    "posts relacionados",
    "publicado em",
    "deixe um comentário",
    "geplaatst in",
    "gerelateerde artikelen",
    "laat een reactie",
    "рубрика:",
    "метки:",
    "оставить комментарий",
    "похожие записи",
    "标签：",
    "分类：",
    "カテゴリー：",
    "カテゴリ：",
    "タグ：",
    "카테고리",
    "태그:",
];

/// What lines of one or two words say that lead elsewhere; longer ones may begin so and be a text.
const LEADS_ALONE: &[&str] = &[
    "share",
    "print",
    "tags",
    "categories",
    "reply",
    "follow",
    "comment",
    "comments",
    "comments closed",
    "comments are closed",
    "loading",
    "wird geladen",
    "chargement",
    "chargement en cours",
    "cargando",
    "caricamento",
    "carregando",
    "laden",
    "ładowanie",
    "загрузка",
    "завантаження",
    "正在加载",
    "加载中",
    "載入中",
    "読み込み中",
    "로딩 중",
    "kommentare",
    "kommentieren",
    "kommentare geschlossen",
    "teilen",
    "beitrag teilen",
    "artikel teilen",
    "drucken",
    "seite drucken",
    "partager",
    "imprimer",
    "commentaires",
    "commenter",
    "étiquettes",
    "mots-clés",
    "compartir",
    "imprimir",
    "comentarios",
    "etiquetas",
    "condividi",
    "stampa",
    "commenti",
    "compartilhar",
    "compartilhe",
    "comentários",
    "deel dit artikel",
    "delen",
    "reacties",
    "dela",
    "del artikel",
    "udostępnij",
    "komentarze",
    "печать",
    "комментарии",
    "теги",
    "分享",
    "评论",
    "標籤",
    "コメント",
    "댓글",
    "공유",
];

/// Whether a line leads elsewhere, by the words it begins with.
pub(super) fn leads_elsewhere(line: &str) -> bool {
    const LONGEST_LEAD: usize = 64;
    let start =
        line.trim_start_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '©' | '▶'));
    let line: String = start.chars().take(LONGEST_LEAD).flat_map(char::to_lowercase).collect();
    // "Comments | Permalink": several short things on a line, of which one leads elsewhere.
    let parts: Vec<&str> = start.split(" | ").map(str::trim).collect();
    if (2..=6).contains(&parts.len())
        && parts.iter().all(|part| part.chars().count() <= 40 && !part.is_empty())
    {
        return parts.into_iter().any(leads_elsewhere);
    }
    let is_short = start.chars().count() <= 30;
    let alone = line.trim_end_matches(|letter: char| !letter.is_alphabetic());
    if is_short && LEADS_ALONE.contains(&alone) {
        return true;
    }
    LEADS.iter().any(|lead| {
        let is_alone = line.len() == lead.len();
        line.starts_with(lead)
            && (is_alone
                || !lead.ends_with(char::is_alphanumeric)
                || !line[lead.len()..].starts_with(|next: char| next.is_alphanumeric() && next.is_ascii()))
    })
}

/// Whether a heading is but a lead, and nothing beside it.
pub(super) fn is_lead_alone(line: &str) -> bool {
    let line = line.to_lowercase();
    let line = line.trim_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '©' | '▶'));
    LEADS_ALONE.contains(&line) || LEADS.iter().any(|lead| lead.trim_end_matches([':', ' ', '：']) == line)
}

/// Whether a sentence only happens to begin as leads do: "Follow the money."
pub(super) fn is_loose_lead(line: &str) -> bool {
    const LOOSE: &[&str] = &[
        "follow ",
        "copyright",
        "recommended",
        "anzeige",
        "publicidad",
        "publicité",
        "newsletter",
        "trending",
        "subscribe",
        "more on",
        "meer over",
        "tagged",
        "реклама",
    ];
    let line = line.trim_start().to_lowercase();
    LOOSE.iter().any(|lead| line.starts_with(lead)) && !line.starts_with("follow us") && !is_lead_alone(&line)
}

/// What those say at the end of a text who own it.
const RIGHTS: &[&str] = &[
    "all rights reserved",
    "subject to copyright",
    "may not be published, broadcast",
    "may not be reproduced",
    "no part may be reproduced",
    "alle rechte vorbehalten",
    "nachdruck verboten",
    "tous droits réservés",
    "reproduction interdite",
    "todos los derechos reservados",
    "prohibida su reproducción",
    "tutti i diritti riservati",
    "riproduzione riservata",
    "todos os direitos reservados",
    "alle rechten voorbehouden",
    "wszelkie prawa zastrzeżone",
    "všechna práva vyhrazena",
    "все права защищены",
    "всі права захищені",
    "tüm hakları saklıdır",
    "με επιφύλαξη παντός δικαιώματος",
    "جميع الحقوق محفوظة",
    "כל הזכויות שמורות",
    "无断转载",
    "版权所有",
    "版權所有",
    "未经授权",
    "無断転載",
    "무단 전재",
    "무단전재",
];

/// Whether a line tells who may copy the text.
pub(super) fn tells_rights(line: &str) -> bool {
    let line = line.to_lowercase();
    RIGHTS.iter().any(|words| line.contains(words))
}

/// What walls say, and those who ask for money: a short text that ends so is not the whole.
const WALLS: &[&str] = &[
    "subscribe to continue",
    "subscribe to read",
    "subscribers only",
    "subscriber-only",
    "for subscribers",
    "to continue reading",
    "to keep reading",
    "to read the full",
    "log in to read",
    "sign in to read",
    "sign in to continue",
    "already a subscriber",
    "already have an account",
    "this content is for members",
    "members only",
    "premium article",
    "unlock this article",
    "free articles",
    "start your free trial",
    "article réservé aux abonnés",
    "réservé à nos abonnés",
    "la suite est réservée",
    "déjà abonné",
    "nur für abonnenten",
    "weiterlesen mit",
    "jetzt weiterlesen",
    "mit plus weiterlesen",
    "bereits abonnent",
    "diesen artikel weiterlesen",
    "sólo para suscriptores",
    "solo para suscriptores",
    "contenido exclusivo para suscriptores",
    "suscríbete para",
    "¿ya eres suscriptor",
    "contenuto riservato agli abbonati",
    "per continuare a leggere",
    "abbonati per",
    "exclusivo para assinantes",
    "assine para",
    "alleen voor abonnees",
    "för prenumeranter",
    "for abonnenter",
    "tylko dla subskrybentów",
    "доступно только подписчикам",
    "только для подписчиков",
    "оформите подписку",
    "会员专享",
    "登录后阅读",
    "付费阅读",
    "この記事は有料",
    "会員限定",
    "有料会員",
    "구독자 전용",
    "للمشتركين فقط",
];

/// Whether a text speaks of a wall before the rest of it.
pub(super) fn speaks_of_wall(text: &str) -> bool {
    let text = text.to_lowercase();
    WALLS.iter().any(|wall| text.contains(wall)) || counts_what_is_left(&text)
}

/// "残り1,234文字": how many letters are behind the wall. Alone the first word is but "the rest".
fn counts_what_is_left(text: &str) -> bool {
    text.split("残り").skip(1).any(|rest| {
        let is_count =
            |letter: char| letter.is_numeric() || matches!(letter, ',' | '，' | '：' | ':' | ' ' | '約');
        let end = rest.trim_start_matches(is_count);
        end.len() < rest.len() && end.starts_with(['文', '字'])
    })
}
