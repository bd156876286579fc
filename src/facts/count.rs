//! How often something was seen, answered or passed on: "697 Views", "1.2K views", "Comments (12)".

use super::reader::{Reader, look_up};

/// What was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// How often it was viewed or read.
    Views,
    /// How many comments it has.
    Comments,
    /// How often it was shared or liked.
    Shares,
}

/// A count as a publisher tells it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// What was counted.
    pub counted: Counted,
    /// How many; a shortened figure ("1.2K") is taken as exact.
    pub number: u64,
}

/// Reads a count: "697 Views", "views: 697", "Comments (12)", "no comments", "12.345 Aufrufe", "2,3 Mio. vues".
///
/// The languages of the tables below. Fractions of a view and numbers beyond 2^64 are refused.
#[must_use]
pub fn count(text: &str) -> Option<Count> {
    let mut reader = Reader::new(text);
    let found = number_first(&mut reader).or_else(|| {
        reader = Reader::new(text);
        word_first(&mut reader)
    })?;
    reader.is_done().then_some(found)
}

fn number_first(reader: &mut Reader<'_>) -> Option<Count> {
    let bracket = reader.symbol(&['(']).is_some();
    let number = if reader.any(&["no", "keine", "aucun"]) { 0 } else { figure(reader)? };
    reader.any(&["total", "page", "de"]);
    let counted = look_up(reader.word()?, COUNTED)?;
    if bracket {
        reader.symbol(&[')'])?;
    } else {
        reader.any(&["so far", "yet", "in total"]);
    }
    Some(Count { counted, number })
}

fn word_first(reader: &mut Reader<'_>) -> Option<Count> {
    reader.any(&["total", "page"]);
    let counted = look_up(reader.word()?, COUNTED)?;
    reader.symbol(&[':', '：']);
    let bracket = reader.symbol(&['(', '[']);
    let number = figure(reader)?;
    if let Some(bracket) = bracket {
        reader.symbol(&[if bracket == '(' { ')' } else { ']' }])?;
    }
    Some(Count { counted, number })
}

/// A figure with thousands set apart, or a short one with its power of ten.
fn figure(reader: &mut Reader<'_>) -> Option<u64> {
    let mut whole = u64::from(reader.number()?.value);
    let mut fraction = None;
    let mut grouped = false;
    while let Some((separator, group)) = further_group(reader) {
        if fraction.is_some() {
            return None;
        }
        if group.count == 3 && (separator != '.' || !is_shortened(reader)) {
            whole = whole.checked_mul(1000)?.checked_add(u64::from(group.value))?;
            grouped = true;
        } else if matches!(separator, '.' | ',') && group.count <= 3 && !grouped {
            fraction = Some(group);
        } else {
            return None;
        }
    }
    let power = reader.meaning(POWERS);
    reader.close_symbol(&['.']);
    scaled(whole, fraction.map(|group| (group.value, group.count)), power)
}

/// The digits behind a separator; a blank parts thousands only where exactly three digits follow.
fn further_group(reader: &mut Reader<'_>) -> Option<(char, super::reader::Digits)> {
    let mut ahead = *reader;
    let separator = ahead.close_symbol(&['.', ',', '\'', '’']).unwrap_or(' ');
    let group =
        if separator == ' ' { ahead.number().filter(|group| group.count == 3) } else { ahead.number() }?;
    *reader = ahead;
    Some((separator, group))
}

/// Whether a power of ten follows, so that a point before three digits parts the fraction.
fn is_shortened(reader: &Reader<'_>) -> bool {
    let mut ahead = *reader;
    ahead.meaning(POWERS).is_some()
}

fn scaled(whole: u64, fraction: Option<(u32, usize)>, power: Option<u64>) -> Option<u64> {
    let Some((digits, count)) = fraction else { return whole.checked_mul(power.unwrap_or(1)) };
    // "1.5 views" is no count.
    let power = power?;
    let parts = u64::from(digits).checked_mul(power)? / 10_u64.pow(u32::try_from(count).ok()?);
    whole.checked_mul(power)?.checked_add(parts)
}

const POWERS: &[(&str, u64)] = &[
    ("k", 1_000),
    ("thousand", 1_000),
    ("tsd", 1_000),
    ("mille", 1_000),
    ("mio", 1_000_000),
    ("million", 1_000_000),
    ("millions", 1_000_000),
    ("mn", 1_000_000),
    ("m", 1_000_000),
    ("billion", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
];

const COUNTED: &[(&str, Counted)] = &[
    ("view", Counted::Views),
    ("views", Counted::Views),
    ("read", Counted::Views),
    ("reads", Counted::Views),
    ("hit", Counted::Views),
    ("hits", Counted::Views),
    ("aufruf", Counted::Views),
    ("aufrufe", Counted::Views),
    ("vue", Counted::Views),
    ("vues", Counted::Views),
    ("lectures", Counted::Views),
    ("visitas", Counted::Views),
    ("visualizzazioni", Counted::Views),
    ("visualizaciones", Counted::Views),
    ("visualizações", Counted::Views),
    ("leituras", Counted::Views),
    ("weergaven", Counted::Views),
    ("visningar", Counted::Views),
    ("visninger", Counted::Views),
    ("wyświetleń", Counted::Views),
    ("odsłon", Counted::Views),
    ("görüntülenme", Counted::Views),
    ("просмотр", Counted::Views),
    ("просмотра", Counted::Views),
    ("просмотров", Counted::Views),
    ("переглядів", Counted::Views),
    ("مشاهدة", Counted::Views),
    ("阅读", Counted::Views),
    ("閱讀", Counted::Views),
    ("浏览", Counted::Views),
    ("瀏覽", Counted::Views),
    ("조회", Counted::Views),
    ("조회수", Counted::Views),
    ("comment", Counted::Comments),
    ("comments", Counted::Comments),
    ("reply", Counted::Comments),
    ("replies", Counted::Comments),
    ("kommentar", Counted::Comments),
    ("kommentare", Counted::Comments),
    ("commentaire", Counted::Comments),
    ("commentaires", Counted::Comments),
    ("comentario", Counted::Comments),
    ("comentarios", Counted::Comments),
    ("commento", Counted::Comments),
    ("commenti", Counted::Comments),
    ("comentários", Counted::Comments),
    ("reacties", Counted::Comments),
    ("kommentarer", Counted::Comments),
    ("komentarzy", Counted::Comments),
    ("yorum", Counted::Comments),
    ("комментарий", Counted::Comments),
    ("комментария", Counted::Comments),
    ("комментариев", Counted::Comments),
    ("коментарів", Counted::Comments),
    ("评论", Counted::Comments),
    ("評論", Counted::Comments),
    ("댓글", Counted::Comments),
    ("share", Counted::Shares),
    ("shares", Counted::Shares),
    ("like", Counted::Shares),
    ("likes", Counted::Shares),
];
