//! A date with what it says it is: "Last update: 2 days ago", "Published 3 December 2025", "Stand: 3.12.2025".

use super::calendar;
use super::digits::western;
use super::reader::Reader;
use super::written::Written;

/// What a date was said to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// When it was first published.
    Published,
    /// When it was last changed.
    Updated,
    /// Nothing was said.
    Unsaid,
}

/// A date and what it was said to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// What it is.
    pub role: Role,
    /// When.
    pub written: Written,
}

/// Reads a date, absolute or counted back, alone or behind a label.
///
/// A label is a few words people put before a date, in the languages of the table below.
#[must_use]
pub fn stamp(text: &str) -> Option<Stamp> {
    let text = western(text);
    let mut reader = Reader::new(&text);
    let role = label(&mut reader);
    let written = written(&mut reader).or_else(|| {
        reader.any(&["on", "at", "am", "den", "le", "el", "il", "the", "em", "op", "w dniu", "d."]);
        written(&mut reader)
    })?;
    reader.is_done().then_some(Stamp { role, written })
}

/// Reads a time counted back from an unnamed moment, alone or behind a label ("Last update: 2 days ago").
///
/// English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian, Finnish, Polish, Czech,
/// Russian, Ukrainian, Turkish, Greek, Arabic, Hebrew, Hindi, Indonesian, Vietnamese, Chinese, Japanese and Korean.
/// Times to come ("in 2 days") are refused.
#[must_use]
pub fn relative(text: &str) -> Option<Written> {
    let written = stamp(text)?.written;
    matches!(written, Written::Ago { .. }).then_some(written)
}

fn written(reader: &mut Reader<'_>) -> Option<Written> {
    super::relative::read(reader).or_else(|| calendar::read(reader))
}

fn label(reader: &mut Reader<'_>) -> Role {
    let mut ahead = *reader;
    let Some(role) = ahead.meaning(LABELS) else { return Role::Unsaid };
    ahead.symbol(&[':', '：', '-', '–', '|']);
    *reader = ahead;
    role
}

/// Longer labels first.
const LABELS: &[(&str, Role)] = &[
    ("last updated", Role::Updated),
    ("last update", Role::Updated),
    ("last modified", Role::Updated),
    ("last edited", Role::Updated),
    ("updated", Role::Updated),
    ("update", Role::Updated),
    ("modified", Role::Updated),
    ("edited", Role::Updated),
    ("originally published", Role::Published),
    ("first published", Role::Published),
    ("date published", Role::Published),
    ("published date", Role::Published),
    ("publication date", Role::Published),
    ("publish date", Role::Published),
    ("published", Role::Published),
    ("posted", Role::Published),
    ("date posted", Role::Published),
    ("date", Role::Published),
    ("zuletzt aktualisiert", Role::Updated),
    ("letzte aktualisierung", Role::Updated),
    ("aktualisiert", Role::Updated),
    ("stand", Role::Updated),
    ("veröffentlicht", Role::Published),
    ("erstellt", Role::Published),
    ("datum", Role::Published),
    ("dernière mise à jour", Role::Updated),
    ("mise à jour", Role::Updated),
    ("mis à jour", Role::Updated),
    ("publié", Role::Published),
    ("última actualización", Role::Updated),
    ("actualizado", Role::Updated),
    ("publicado", Role::Published),
    ("ultimo aggiornamento", Role::Updated),
    ("aggiornato", Role::Updated),
    ("pubblicato", Role::Published),
    ("atualizado em", Role::Updated),
    ("atualizado", Role::Updated),
    ("publicado em", Role::Published),
    ("bijgewerkt", Role::Updated),
    ("laatste update", Role::Updated),
    ("gepubliceerd", Role::Published),
    ("geplaatst", Role::Published),
    ("uppdaterad", Role::Updated),
    ("publicerad", Role::Published),
    ("sist oppdatert", Role::Updated),
    ("oppdatert", Role::Updated),
    ("publisert", Role::Published),
    ("opdateret", Role::Updated),
    ("publiceret", Role::Published),
    ("päivitetty", Role::Updated),
    ("julkaistu", Role::Published),
    ("aktualizacja", Role::Updated),
    ("zaktualizowano", Role::Updated),
    ("opublikowano", Role::Published),
    ("data publikacji", Role::Published),
    ("dodano", Role::Published),
    ("aktualizováno", Role::Updated),
    ("publikováno", Role::Published),
    ("güncelleme tarihi", Role::Updated),
    ("güncellenme", Role::Updated),
    ("güncelleme", Role::Updated),
    ("yayınlanma tarihi", Role::Published),
    ("yayın tarihi", Role::Published),
    ("yayınlanma", Role::Published),
    ("обновлено", Role::Updated),
    ("изменено", Role::Updated),
    ("опубликовано", Role::Published),
    ("дата публикации", Role::Published),
    ("дата", Role::Published),
    ("оновлено", Role::Updated),
    ("опубліковано", Role::Published),
    ("ενημερώθηκε", Role::Updated),
    ("δημοσιεύθηκε", Role::Published),
    ("diperbarui", Role::Updated),
    ("diterbitkan", Role::Published),
    ("cập nhật", Role::Updated),
    ("آخر تحديث", Role::Updated),
    ("تاريخ النشر", Role::Published),
    ("نشر في", Role::Published),
    ("نُشر في", Role::Published),
    ("עודכן", Role::Updated),
    ("פורסם", Role::Published),
    ("更新时间", Role::Updated),
    ("最后更新", Role::Updated),
    ("更新日時", Role::Updated),
    ("最終更新日", Role::Updated),
    ("最終更新", Role::Updated),
    ("更新日", Role::Updated),
    ("更新", Role::Updated),
    ("发布时间", Role::Published),
    ("發布時間", Role::Published),
    ("发布于", Role::Published),
    ("发表于", Role::Published),
    ("公開日時", Role::Published),
    ("公開日", Role::Published),
    ("公開", Role::Published),
    ("掲載日", Role::Published),
    ("投稿日", Role::Published),
    ("配信", Role::Published),
    ("최종수정", Role::Updated),
    ("수정", Role::Updated),
    ("등록", Role::Published),
    ("입력", Role::Published),
];
