//! A text as the smallest pieces that may stand on a line of their own. It must not know where lines end.

use std::sync::LazyLock;

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::language::Strictness;
use super::width::{Cluster, clusters, head_of, width};
use super::words::{Word, stretches};

/// A piece of text that is not broken, and the space behind it: a range of bytes, so that styles never travel
/// through the breaker.
///
/// It takes at least one column, unless it is the whole of an empty line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fragment {
    /// Where it begins.
    pub start: u32,
    /// Where its last visible character ends.
    pub end: u32,
    /// Columns without the space behind it.
    pub width: u16,
    /// Columns of the space behind it, which is not drawn at a line's end.
    pub space: u16,
    /// Whether a line that ends here shows a hyphen (a soft hyphen stood here).
    pub hyphen: bool,
    /// Whether the line must end here.
    pub forced: bool,
    /// Half words that begin in it: two for a word of letters, one for a wide character.
    pub half_words: u16,
}

impl Fragment {
    /// Columns where it ends a line.
    pub(super) fn last_width(&self) -> u32 {
        u32::from(self.width) + u32::from(self.hyphen)
    }
}

impl textwrap::core::Fragment for Fragment {
    fn width(&self) -> f64 {
        f64::from(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(self.space)
    }

    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphen))
    }
}

/// What bears on where a text may break, besides the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Rules<'a> {
    /// Columns of the widest line; what is wider is broken between clusters.
    pub(super) limit: u16,
    /// How strictly lines are broken.
    pub(super) strictness: Strictness,
    /// Bytes before which no line breaks, ascending.
    pub(super) glued: &'a [u32],
    /// Words before this byte are our own and not counted.
    pub(super) counted_from: u32,
}

/// The pieces of a text for lines of at most `limit` columns, by the rules of UAX #14.
///
/// Three rules are added: no break behind a hyphen that begins a word (as later versions of the annex have it), a break
/// behind every slash of an address, but none
/// behind those of its scheme where the host fits beside them.
#[must_use]
pub fn fragments(text: &str, limit: u16) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    cut(text, &Rules { limit: limit.max(2), ..Rules::default() }, &mut fragments);
    fragments
}

/// The rules of UAX #14, their tables found once.
static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_auto(LineBreakOptions::default()));

/// The same where small kana may begin a line.
static NORMAL: LazyLock<LineSegmenterBorrowed<'static>> = LazyLock::new(|| {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Normal);
    LineSegmenter::new_auto(options)
});

/// The same for Korean, where syllables of a word stay together.
static KEEPING_WORDS: LazyLock<LineSegmenterBorrowed<'static>> = LazyLock::new(|| {
    let mut options = LineBreakOptions::default();
    options.word_option = Some(LineBreakWordOption::KeepAll);
    LineSegmenter::new_auto(options)
});

/// Cuts a text into `out`. Answers whether all of it is of characters that each are a cluster by themselves.
pub(super) fn cut(text: &str, rules: &Rules<'_>, out: &mut Vec<Fragment>) -> bool {
    let mut cutter = Cutter::new(text, rules, out);
    for stretch in stretches(text, rules.strictness) {
        match stretch.word.filter(|word| word.width <= usize::from(rules.limit)) {
            Some(word) => cutter.add_word(stretch.start, word),
            None => cutter.add_stretch(stretch.start, stretch.end),
        }
    }
    cutter.simple
}

/// The fragment that is being gathered.
#[derive(Default)]
struct Open {
    fragment: Fragment,
    /// The last cluster was a soft hyphen.
    soft: bool,
    /// White space or nothing came before the fragment's next character.
    midword: bool,
    /// Nothing but hyphens so far, at the start of a word.
    hyphens: bool,
    /// Inside an address.
    address: bool,
}

struct Cutter<'t, 'o> {
    text: &'t str,
    rules: &'t Rules<'t>,
    out: &'o mut Vec<Fragment>,
    segmenter: LineSegmenterBorrowed<'static>,
    open: Open,
    glued: usize,
    simple: bool,
}

impl<'t, 'o> Cutter<'t, 'o> {
    fn new(text: &'t str, rules: &'t Rules<'t>, out: &'o mut Vec<Fragment>) -> Self {
        out.clear();
        let segmenter = match rules.strictness {
            Strictness::Strict => *SEGMENTER,
            Strictness::Normal => *NORMAL,
            Strictness::KeepWords => *KEEPING_WORDS,
        };
        Self { text, rules, out, segmenter, open: Open::default(), glued: 0, simple: true }
    }

    /// Adds a word that fits a line.
    fn add_word(&mut self, start: usize, word: Word) {
        let columns = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        self.open.midword = word.space == 0;
        self.open.address &= self.open.midword;
        self.out.push(Fragment {
            start: start as u32,
            end: word.end as u32,
            width: columns(word.width),
            space: columns(word.space),
            half_words: if start as u32 >= self.rules.counted_from { columns(word.half_words) } else { 0 },
            ..Fragment::default()
        });
    }

    /// Adds any stretch, by the tables of Unicode.
    fn add_stretch(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let mut breaks = self.segmenter.segment_str(text).map(|at| start + at).peekable();
        for cluster in clusters(text) {
            let cluster = Cluster { start: start + cluster.start, end: start + cluster.end, ..cluster };
            while breaks.next_if(|at| *at < cluster.end).is_some() {}
            self.add(cluster);
            let may_break = breaks.peek() == Some(&cluster.end) || self.behind_slash(cluster);
            if may_break && self.may_break(cluster) {
                self.close(false, cluster.end);
            }
        }
        self.close(false, end);
    }

    fn add(&mut self, cluster: Cluster) {
        if cluster.lone && self.text.as_bytes()[cluster.start] != b' ' {
            return self.add_visible(cluster);
        }
        let text = &self.text[cluster.start..cluster.end];
        match text {
            " " => self.add_space(),
            "\t" => {
                self.simple = false;
                self.add_space();
            }
            "\n" | "\r" | "\r\n" | "\u{B}" | "\u{C}" | "\u{85}" | "\u{2028}" | "\u{2029}" => {
                self.close(true, cluster.start);
                self.open = Open::default();
            }
            "\u{AD}" => {
                self.simple = false;
                self.open.soft = true;
            }
            _ => {
                self.simple &= cluster.lone;
                self.add_visible(cluster);
            }
        }
    }

    fn add_space(&mut self) {
        self.open.midword = false;
        self.open.address = false;
        self.open.soft = false;
        let fragment = match self.out.last_mut() {
            _ if self.open.fragment.width > 0 => &mut self.open.fragment,
            Some(last) if !last.forced => last,
            // Space at the start of a line is not drawn.
            Some(_) | None => return,
        };
        fragment.space = fragment.space.saturating_add(1);
    }

    fn add_visible(&mut self, cluster: Cluster) {
        if cluster.width > self.rules.limit {
            return self.add_overlong(cluster);
        }
        if cluster.width > 0 {
            let begins = if self.open.midword { 0 } else { 2 };
            self.add_fitting(cluster, if cluster.is_wide(self.text) { 1 } else { begins });
        }
    }

    fn add_fitting(&mut self, cluster: Cluster, half_words: u16) {
        let inner = self.open.fragment.width.saturating_add(self.open.fragment.space);
        if inner.saturating_add(cluster.width) > self.rules.limit {
            self.open.soft = false;
            self.close(false, cluster.start);
        }
        self.extend(cluster, half_words);
    }

    /// A cluster wider than a whole line is drawn in pieces.
    fn add_overlong(&mut self, cluster: Cluster) {
        self.simple = false;
        let Cluster { mut start, end, .. } = cluster;
        let mut half_words = 1;
        while start < end {
            let length = head_of(&self.text[start..end], self.rules.limit);
            let columns = width(&self.text[start..start + length]);
            if (1..=self.rules.limit).contains(&columns) {
                self.add_fitting(
                    Cluster { start, end: start + length, width: columns, lone: false },
                    half_words,
                );
                half_words = 0;
            }
            start += length;
        }
    }

    fn extend(&mut self, cluster: Cluster, half_words: u16) {
        let hyphen = matches!(&self.text[cluster.start..cluster.end], "-" | "\u{2010}");
        let open = &mut self.open;
        let fragment = &mut open.fragment;
        if fragment.width == 0 {
            fragment.start = cluster.start as u32;
            open.hyphens = hyphen && !open.midword;
        } else if fragment.space > 0 {
            open.hyphens = hyphen;
        } else {
            open.hyphens &= hyphen;
        }
        if cluster.start as u32 >= self.rules.counted_from {
            fragment.half_words = fragment.half_words.saturating_add(half_words);
        }
        fragment.width += fragment.space + cluster.width;
        fragment.space = 0;
        fragment.end = cluster.end as u32;
        open.midword = true;
        open.soft = false;
        open.address |= self.text[..cluster.end].ends_with("://");
    }

    /// Whether an address goes on with a digit behind this slash, where UAX #14 sees a fraction or a date.
    fn behind_slash(&self, cluster: Cluster) -> bool {
        self.open.address
            && &self.text[cluster.start..cluster.end] == "/"
            && self.text.as_bytes().get(cluster.end).is_some_and(u8::is_ascii_digit)
    }

    fn may_break(&mut self, cluster: Cluster) -> bool {
        while self.rules.glued.get(self.glued).is_some_and(|at| (*at as usize) < cluster.end) {
            self.glued += 1;
        }
        let glued = self.rules.glued.get(self.glued).is_some_and(|at| *at as usize == cluster.end);
        let behind_hyphen = self.open.hyphens && self.open.fragment.end as usize == cluster.end;
        !glued && !behind_hyphen && !self.is_before_host(cluster.end)
    }

    /// Whether the scheme of an address ends here, and the host behind it fits on a line with it.
    fn is_before_host(&self, at: usize) -> bool {
        let is_behind_scheme = self.open.address && self.text[..at].ends_with("://");
        is_behind_scheme && {
            let host = self.text[at..].split(['/', ' ', '\n']).next().map_or(0, str::len);
            usize::from(self.open.fragment.width) + host < usize::from(self.rules.limit)
        }
    }

    /// Ends the fragment, at the byte `at`. One without anything to draw is kept only as an empty line.
    fn close(&mut self, forced: bool, at: usize) {
        let mut fragment = std::mem::take(&mut self.open.fragment);
        fragment.forced = forced;
        fragment.hyphen = self.open.soft && !forced && fragment.width < self.rules.limit;
        self.open.soft = false;
        self.open.hyphens = false;
        if fragment.width > 0 {
            self.out.push(fragment);
            return;
        }
        match self.out.last_mut() {
            Some(last) if forced && !last.forced => last.forced = true,
            Some(_) | None if forced => {
                self.out.push(Fragment { start: at as u32, end: at as u32, forced, ..fragment });
            }
            Some(_) | None => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::language::Strictness;
    use super::super::width::{Ambiguous, counting};
    use super::{Cutter, Fragment, Rules, cut};

    /// One of each kind that words are made of, and some that are rare.
    const SOME: [char; 26] = [
        'a', '1', ' ', '.', ',', '"', '\'', '(', ')', '!', '$', '%', '“', '”', '„', '—', '–', '-', '/', '[',
        ']', '語', '「', '。', 'ー', '\u{301}',
    ];

    fn both_ways(text: &str, strictness: Strictness) -> [(Vec<Fragment>, bool); 2] {
        let rules = Rules { limit: 20, strictness, ..Rules::default() };
        let (mut at_sight, mut by_tables) = (Vec::new(), Vec::new());
        let is_simple = cut(text, &rules, &mut at_sight);
        let mut cutter = Cutter::new(text, &rules, &mut by_tables);
        cutter.add_stretch(0, text.len());
        let is_simple_by_tables = cutter.simple;
        [(at_sight, is_simple), (by_tables, is_simple_by_tables)]
    }

    fn agrees(text: &str) {
        for strictness in [Strictness::Strict, Strictness::Normal, Strictness::KeepWords] {
            let [at_sight, by_tables] = both_ways(text, strictness);
            assert_eq!(at_sight, by_tables, "{text:?}");
            let [wide, wide_by_tables] = counting(Ambiguous::Wide, || both_ways(text, strictness));
            assert_eq!(wide, wide_by_tables, "{text:?} where what is ambiguous is wide");
        }
    }

    #[test]
    fn words_known_at_sight_are_those_of_the_tables() {
        for (one, two, three) in triples() {
            agrees(&format!("a{one}{two}{three}b c"));
            agrees(&format!("a {one}{two}{three} b"));
            agrees(&format!("{one} {two} {three}b a"));
            agrees(&format!("a{one} {two}{three} {one}b"));
        }
    }

    fn triples() -> impl Iterator<Item = (char, char, char)> {
        SOME.into_iter().flat_map(|one| {
            SOME.into_iter().flat_map(move |two| SOME.into_iter().map(move |three| (one, two, three)))
        })
    }

    #[test]
    fn every_character_of_common_prose_is_judged_as_by_the_tables() {
        let east_asian =
            ('\u{3000}'..='\u{30ff}').chain('\u{ff00}'..='\u{ff9f}').chain(['\u{fe0f}', '각', '가']);
        for character in (' '..='ԯ').chain('\u{2000}'..='\u{206f}').chain(east_asian) {
            for other in SOME {
                agrees(&format!("a {character}{other} b{other}{character} {character} {other}a"));
                agrees(&format!("a{character} {other}a a{character}{other}b{other} {character}b"));
            }
        }
    }

    /// Scripts side by side, with the marks that stand between them and what joins characters.
    const MIXED: &str = "([a-z]{1,4}|[ ]{1,2}|[0-9]{1,3}|[À-ö]|[А-я]{1,3}|[א-ת]{1,3}|[ก-๙]{1,3}\
        |[港口关聞]{1,4}|[ぁ-んァ-ヺー・々]{1,3}|[가-힣]{1,3}|[、。「」『』（）【】！？：；，〜…]|[ｱ-ﾟ]\
        |[.,;:!?'\"(){}/$%°#*_-]|[\\[\\]]|[“”‘’«»„‚—–]|\u{301}|\u{3099}|\u{200B}|\u{200D}|\u{2060}|\u{FE0F}\
        |\u{A0}|\u{AD}|\n|\t|https://|🦀|👍🏽|🇩🇪){0,24}";

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn mixed_scripts_break_where_the_tables_let_them(text in MIXED) {
            agrees(&text);
        }
    }
}
