//! Tests: what people write, read as values.

#![allow(clippy::unwrap_used)]

use courant::facts::{self, Age, Count, Counted, Role, Unit, Written};
use courant::news::{Basis, Precision};
use jiff::Timestamp;
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn ago(amount: u32, unit: Unit) -> Option<Written> {
    Some(Written::Ago { amount, unit })
}

#[test]
fn times_counted_back_keep_amount_and_unit() {
    let table = [
        ("2 days ago", 2, Unit::Day),
        ("2 Days Ago", 2, Unit::Day),
        ("an hour ago", 1, Unit::Hour),
        ("a minute ago", 1, Unit::Minute),
        ("just now", 0, Unit::Minute),
        ("yesterday", 1, Unit::Day),
        ("Yesterday at 4:15 PM", 1, Unit::Day),
        ("today", 0, Unit::Day),
        ("3 wks ago", 3, Unit::Week),
        ("2d ago", 2, Unit::Day),
        ("5 min. ago", 5, Unit::Minute),
        ("45m ago", 45, Unit::Minute),
        ("6 mo ago", 6, Unit::Month),
        ("one year ago", 1, Unit::Year),
        ("about 2 hours ago", 2, Unit::Hour),
        ("over a year ago", 1, Unit::Year),
        ("half an hour ago", 30, Unit::Minute),
        ("1 hour 5 minutes ago", 65, Unit::Minute),
        ("1 hour, and 5 minutes ago", 65, Unit::Minute),
        ("1 year, 2 months ago", 14, Unit::Month),
        ("1 month 3 days ago", 1, Unit::Month),
        ("Last update: 2 days ago", 2, Unit::Day),
        ("Updated 3 hours ago", 3, Unit::Hour),
        ("Posted 2 weeks ago", 2, Unit::Week),
        ("LAST UPDATED 20 SECONDS AGO", 20, Unit::Second),
        ("vor 2 Tagen", 2, Unit::Day),
        ("vor einer Stunde", 1, Unit::Hour),
        ("Zuletzt aktualisiert: vor 5 Minuten", 5, Unit::Minute),
        ("vorgestern", 2, Unit::Day),
        ("il y a 3 heures", 3, Unit::Hour),
        ("Mis à jour il y a une semaine", 1, Unit::Week),
        ("hace 4 días", 4, Unit::Day),
        ("2 giorni fa", 2, Unit::Day),
        ("há 2 dias", 2, Unit::Day),
        ("2 weken geleden", 2, Unit::Week),
    ];
    for (text, amount, unit) in table {
        assert_eq!(facts::relative(text), ago(amount, unit), "{text}");
    }
}

/// Texts that say how long ago something was.
fn assert_counted_back(table: &[(&str, u32, Unit)]) {
    for &(text, amount, unit) in table {
        assert_eq!(facts::relative(text), ago(amount, unit), "{text}");
    }
}

#[test]
fn times_counted_back_are_read_in_polish() {
    assert_counted_back(&[
        ("2 dni temu", 2, Unit::Day),
        ("5 minut temu", 5, Unit::Minute),
        ("godzinę temu", 1, Unit::Hour),
        ("3 tygodnie temu", 3, Unit::Week),
        ("Opublikowano: 2 lata temu", 2, Unit::Year),
        ("wczoraj", 1, Unit::Day),
        ("miesiąc temu", 1, Unit::Month),
    ]);
}

#[test]
fn times_counted_back_are_read_in_czech() {
    assert_counted_back(&[
        ("před 2 dny", 2, Unit::Day),
        ("před 5 minutami", 5, Unit::Minute),
        ("před hodinou", 1, Unit::Hour),
        ("před 3 týdny", 3, Unit::Week),
        ("před rokem", 1, Unit::Year),
        ("včera", 1, Unit::Day),
        ("před 4 měsíci", 4, Unit::Month),
    ]);
}

#[test]
fn times_counted_back_are_read_in_russian() {
    assert_counted_back(&[
        ("2 дня назад", 2, Unit::Day),
        ("5 минут назад", 5, Unit::Minute),
        ("час назад", 1, Unit::Hour),
        ("3 недели назад", 3, Unit::Week),
        ("Обновлено 2 часа назад", 2, Unit::Hour),
        ("вчера", 1, Unit::Day),
        ("год назад", 1, Unit::Year),
        ("6 месяцев назад", 6, Unit::Month),
        ("2 дня тому назад", 2, Unit::Day),
    ]);
}

#[test]
fn times_counted_back_are_read_in_ukrainian() {
    assert_counted_back(&[
        ("2 дні тому", 2, Unit::Day),
        ("5 хвилин тому", 5, Unit::Minute),
        ("годину тому", 1, Unit::Hour),
        ("3 тижні тому", 3, Unit::Week),
        ("рік тому", 1, Unit::Year),
        ("вчора", 1, Unit::Day),
        ("6 місяців тому", 6, Unit::Month),
    ]);
}

#[test]
fn times_counted_back_are_read_in_turkish() {
    assert_counted_back(&[
        ("2 gün önce", 2, Unit::Day),
        ("5 dakika önce", 5, Unit::Minute),
        ("bir saat önce", 1, Unit::Hour),
        ("3 hafta önce", 3, Unit::Week),
        ("2 yıl önce", 2, Unit::Year),
        ("dün", 1, Unit::Day),
        ("4 ay önce", 4, Unit::Month),
    ]);
}

#[test]
fn times_counted_back_are_read_in_greek() {
    assert_counted_back(&[
        ("πριν από 2 ημέρες", 2, Unit::Day),
        ("πριν 5 λεπτά", 5, Unit::Minute),
        ("πριν από μία ώρα", 1, Unit::Hour),
        ("πριν από 3 εβδομάδες", 3, Unit::Week),
        ("πριν από 2 χρόνια", 2, Unit::Year),
        ("χθες", 1, Unit::Day),
        ("πριν από 4 μήνες", 4, Unit::Month),
    ]);
}

#[test]
fn times_counted_back_are_read_in_japanese() {
    assert_counted_back(&[
        ("2日前", 2, Unit::Day),
        ("5分前", 5, Unit::Minute),
        ("1時間前", 1, Unit::Hour),
        ("3週間前", 3, Unit::Week),
        ("2年前", 2, Unit::Year),
        ("昨日", 1, Unit::Day),
        ("4か月前", 4, Unit::Month),
        ("約2時間前", 2, Unit::Hour),
        ("更新：３日前", 3, Unit::Day),
    ]);
}

#[test]
fn times_counted_back_are_read_in_chinese() {
    assert_counted_back(&[
        ("2天前", 2, Unit::Day),
        ("5分钟前", 5, Unit::Minute),
        ("1小时前", 1, Unit::Hour),
        ("3周前", 3, Unit::Week),
        ("2年前", 2, Unit::Year),
        ("昨天", 1, Unit::Day),
        ("4个月前", 4, Unit::Month),
        ("5 分鐘前", 5, Unit::Minute),
        ("更新时间：2 小時前", 2, Unit::Hour),
        ("刚刚", 0, Unit::Minute),
    ]);
}

#[test]
fn times_counted_back_are_read_in_korean() {
    assert_counted_back(&[
        ("2일 전", 2, Unit::Day),
        ("5분 전", 5, Unit::Minute),
        ("1시간 전", 1, Unit::Hour),
        ("3주 전", 3, Unit::Week),
        ("2년 전", 2, Unit::Year),
        ("어제", 1, Unit::Day),
        ("4개월 전", 4, Unit::Month),
        ("5분전", 5, Unit::Minute),
        ("하루 전", 1, Unit::Day),
    ]);
}

#[test]
fn times_counted_back_are_read_in_arabic() {
    assert_counted_back(&[
        ("منذ يومين", 2, Unit::Day),
        ("منذ 5 دقائق", 5, Unit::Minute),
        ("منذ ساعة", 1, Unit::Hour),
        ("قبل 3 أسابيع", 3, Unit::Week),
        ("منذ سنتين", 2, Unit::Year),
        ("أمس", 1, Unit::Day),
        ("منذ ٤ أشهر", 4, Unit::Month),
        ("منذ 11 ساعة", 11, Unit::Hour),
    ]);
}

#[test]
fn times_counted_back_are_read_in_hebrew() {
    assert_counted_back(&[
        ("לפני 2 ימים", 2, Unit::Day),
        ("לפני 5 דקות", 5, Unit::Minute),
        ("לפני שעה", 1, Unit::Hour),
        ("לפני יומיים", 2, Unit::Day),
        ("לפני 3 שבועות", 3, Unit::Week),
        ("לפני שנתיים", 2, Unit::Year),
        ("אתמול", 1, Unit::Day),
        ("לפני 4 חודשים", 4, Unit::Month),
    ]);
}

#[test]
fn times_counted_back_are_read_in_hindi() {
    assert_counted_back(&[
        ("2 दिन पहले", 2, Unit::Day),
        ("5 मिनट पहले", 5, Unit::Minute),
        ("एक घंटा पहले", 1, Unit::Hour),
        ("3 घंटे पहले", 3, Unit::Hour),
        ("३ हफ़्ते पहले", 3, Unit::Week),
        ("2 साल पहले", 2, Unit::Year),
        ("4 महीने पहले", 4, Unit::Month),
        ("आज", 0, Unit::Day),
    ]);
}

#[test]
fn times_counted_back_are_read_in_indonesian() {
    assert_counted_back(&[
        ("2 hari yang lalu", 2, Unit::Day),
        ("5 menit lalu", 5, Unit::Minute),
        ("sejam lalu", 1, Unit::Hour),
        ("satu jam yang lalu", 1, Unit::Hour),
        ("3 minggu lalu", 3, Unit::Week),
        ("2 tahun lalu", 2, Unit::Year),
        ("kemarin", 1, Unit::Day),
        ("4 bulan lalu", 4, Unit::Month),
    ]);
}

#[test]
fn times_counted_back_are_read_in_vietnamese() {
    assert_counted_back(&[
        ("2 ngày trước", 2, Unit::Day),
        ("5 phút trước", 5, Unit::Minute),
        ("một giờ trước", 1, Unit::Hour),
        ("3 tuần trước", 3, Unit::Week),
        ("2 năm trước", 2, Unit::Year),
        ("hôm qua", 1, Unit::Day),
        ("4 tháng trước", 4, Unit::Month),
        ("cách đây 2 giờ", 2, Unit::Hour),
    ]);
}

#[test]
fn times_counted_back_are_read_in_swedish() {
    assert_counted_back(&[
        ("för 2 dagar sedan", 2, Unit::Day),
        ("5 minuter sedan", 5, Unit::Minute),
        ("för en timme sedan", 1, Unit::Hour),
        ("för tre veckor sedan", 3, Unit::Week),
        ("för ett år sedan", 1, Unit::Year),
        ("i går", 1, Unit::Day),
        ("4 månader sedan", 4, Unit::Month),
    ]);
}

#[test]
fn times_counted_back_are_read_in_danish() {
    assert_counted_back(&[
        ("for 2 dage siden", 2, Unit::Day),
        ("5 minutter siden", 5, Unit::Minute),
        ("for en time siden", 1, Unit::Hour),
        ("for 3 uger siden", 3, Unit::Week),
        ("for et år siden", 1, Unit::Year),
        ("i går", 1, Unit::Day),
        ("4 måneder siden", 4, Unit::Month),
    ]);
}

#[test]
fn times_counted_back_are_read_in_norwegian() {
    assert_counted_back(&[
        ("for 2 dager siden", 2, Unit::Day),
        ("5 minutter siden", 5, Unit::Minute),
        ("for en time siden", 1, Unit::Hour),
        ("for 3 uker siden", 3, Unit::Week),
        ("for et år siden", 1, Unit::Year),
        ("i dag", 0, Unit::Day),
        ("ett minutt siden", 1, Unit::Minute),
    ]);
}

#[test]
fn times_counted_back_are_read_in_finnish() {
    assert_counted_back(&[
        ("2 päivää sitten", 2, Unit::Day),
        ("5 minuuttia sitten", 5, Unit::Minute),
        ("tunti sitten", 1, Unit::Hour),
        ("3 viikkoa sitten", 3, Unit::Week),
        ("2 vuotta sitten", 2, Unit::Year),
        ("eilen", 1, Unit::Day),
        ("kuukausi sitten", 1, Unit::Month),
        ("noin 2 tuntia sitten", 2, Unit::Hour),
    ]);
}

#[test]
fn what_is_no_time_counted_back_is_refused() {
    for text in [
        "",
        "ago",
        "2 days",
        "in 2 days",
        "2 days ago we met",
        "I saw it 2 days ago",
        "two suns ago",
        "5 minutes 1 hour ago",
        "99999999999 days ago",
        "3 December 2025",
        "yesterday evening",
        "-2 days ago",
        "long ago",
        "for 2 dager",
        "for 2 days",
        "за 2 дня",
        "2日",
        "3天前见面的人",
        "2年間",
        "пять минут",
    ] {
        assert_eq!(facts::relative(text), None, "{text}");
    }
}

#[test]
fn dates_are_read_as_people_write_them() {
    let table = [
        ("2025-12-03", "2025-12-03T00:00:00Z", Precision::Day),
        ("2025/12/03", "2025-12-03T00:00:00Z", Precision::Day),
        ("2025.12.3", "2025-12-03T00:00:00Z", Precision::Day),
        ("2025-12-03T16:15:30Z", "2025-12-03T16:15:30Z", Precision::Second),
        ("2025-12-03T16:15:30.123456+01:00", "2025-12-03T15:15:30Z", Precision::Second),
        ("2025-12-03T16:15:30+01:00[Europe/Paris]", "2025-12-03T15:15:30Z", Precision::Second),
        ("2025-12-03 16:15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("2025-12-03T16:15:60Z", "2025-12-03T16:15:59Z", Precision::Second),
        ("3 December 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("03 DEC 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3-Dec-2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("the 3rd", "", Precision::Day),
        ("3rd of December, 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("December 3, 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("Dec. 3rd, 2025 at 4:15 PM", "2025-12-03T16:15:00Z", Precision::Minute),
        ("Dec 3 2025, 12:05 a.m.", "2025-12-03T00:05:00Z", Precision::Minute),
        ("December 3, 2025 4 pm", "2025-12-03T16:00:00Z", Precision::Hour),
        ("3 Dec 2025 16:15 UTC", "2025-12-03T16:15:00Z", Precision::Minute),
        ("3 Dec 2025 16:15 GMT+1", "2025-12-03T15:15:00Z", Precision::Minute),
        ("3 Dec 2025 16:15 EST", "2025-12-03T21:15:00Z", Precision::Minute),
        ("Dec 3, 2025 4:15 PM ET", "2025-12-03T21:15:00Z", Precision::Hour),
        ("3 Dec 2025 16:15 IST", "2025-12-03T00:00:00Z", Precision::Day),
        ("Wednesday, December 3, 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("Wed 3 Dec 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("Wed, 03 Dec 2025 16:15:00 +0000", "2025-12-03T16:15:00Z", Precision::Second),
        ("Wed, 3 Dec 2025 16:15:00 -0500 (EST)", "2025-12-03T21:15:00Z", Precision::Second),
        ("Wed, 3 Dec 2025 16:15 GMT", "2025-12-03T16:15:00Z", Precision::Minute),
        ("4:15 PM EST, Wed December 3, 2025", "2025-12-03T21:15:00Z", Precision::Minute),
        ("16:15 on 3 December 2025", "2025-12-03T16:15:00Z", Precision::Minute),
        ("13/12/2025", "2025-12-13T00:00:00Z", Precision::Day),
        ("12/13/2025", "2025-12-13T00:00:00Z", Precision::Day),
        ("05/05/2024", "2024-05-05T00:00:00Z", Precision::Day),
        ("3.12.2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3. Dezember 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("Mittwoch, den 3. Dezember 2025 um 16:15 Uhr", "2025-12-03T16:15:00Z", Precision::Minute),
        ("1er janvier 2026", "2026-01-01T00:00:00Z", Precision::Day),
        ("mercredi 3 décembre 2025 à 16h15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("3 DÉCEMBRE 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3 de diciembre de 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3 dicembre 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("2025年12月3日", "2025-12-03T00:00:00Z", Precision::Day),
        ("December 2025", "2025-12-01T00:00:00Z", Precision::Month),
        ("29 February 2024", "2024-02-29T00:00:00Z", Precision::Day),
    ];
    for (text, moment, precision) in table {
        let expected = (!moment.is_empty()).then(|| Written::At { at: at(moment), precision });
        assert_eq!(facts::date(text), expected, "{text}");
    }
}

#[test]
fn what_could_be_two_dates_or_none_is_refused() {
    for text in [
        "",
        "05/06/2024",
        "5-6-2024",
        "2025",
        "20251203",
        "3 December",
        "31 November 2025",
        "29 February 2025",
        "0 December 2025",
        "32.1.2025",
        "13.13.2025",
        "2025-13-01",
        "2025-12-03T25:00:00Z",
        "2025-12-03 16:75",
        "3 December 25",
        "3 Brumaire 2025",
        "3 December 2025 was a Wednesday",
        "3 December 2025.",
        "on 3 December 2025",
        "Dec 3, 2025 13:00 PM",
        "2025-12-03T16:15:00+99:00",
        "December 3, 2025 3 min",
    ] {
        assert_eq!(facts::date(text), None, "{text}");
    }
}

#[test]
fn a_label_says_what_a_date_is() {
    let table = [
        ("Published 3 December 2025", Role::Published),
        ("Published on December 3, 2025", Role::Published),
        ("PUBLISHED: 2025-12-03", Role::Published),
        ("Posted on 3 December 2025", Role::Published),
        ("First published 3 December 2025", Role::Published),
        ("Last updated 3 December 2025", Role::Updated),
        ("Updated: Wed 3 Dec 2025", Role::Updated),
        ("Stand: 3.12.2025", Role::Updated),
        ("Veröffentlicht am 3. Dezember 2025", Role::Published),
        ("Publié le 3 décembre 2025", Role::Published),
        ("Publicado el 3 de diciembre de 2025", Role::Published),
        ("Pubblicato il 3 dicembre 2025", Role::Published),
        ("3 December 2025", Role::Unsaid),
    ];
    let day = Written::At { at: at("2025-12-03T00:00:00Z"), precision: Precision::Day };
    for (text, role) in table {
        let stamp = facts::stamp(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((stamp.role, stamp.written), (role, day), "{text}");
    }
    assert_eq!(facts::stamp("Updated by hand"), None);
    assert_eq!(facts::stamp("Published"), None);
}

#[test]
fn resolving_keeps_value_precision_and_basis() {
    let moment = at("2026-03-31T12:00:00Z");
    let basis = Basis::FileTime(moment);
    let table = [
        (2, Unit::Day, "2026-03-29T12:00:00Z", Precision::Day),
        (0, Unit::Minute, "2026-03-31T12:00:00Z", Precision::Minute),
        (3, Unit::Hour, "2026-03-31T09:00:00Z", Precision::Hour),
        (2, Unit::Week, "2026-03-17T12:00:00Z", Precision::Week),
        // The calendar's month: a 31st goes back to the last day of February.
        (1, Unit::Month, "2026-02-28T12:00:00Z", Precision::Month),
        (1, Unit::Year, "2025-03-31T12:00:00Z", Precision::Year),
    ];
    for (amount, unit, expected, precision) in table {
        let dated = Written::Ago { amount, unit }.resolve(moment, basis).unwrap();
        assert_eq!((dated.at, dated.precision, dated.basis), (at(expected), precision, basis));
    }
    let written = Written::At { at: at("2025-12-03T00:00:00Z"), precision: Precision::Day };
    let dated = written.resolve(moment, basis).unwrap();
    assert_eq!((dated.at, dated.basis), (at("2025-12-03T00:00:00Z"), Basis::Written));
    assert_eq!(Written::Ago { amount: u32::MAX, unit: Unit::Year }.resolve(moment, basis), None);
}

#[test]
fn counts_are_read_with_their_thousands_and_powers() {
    use Counted::{Comments, Shares, Views};
    let table = [
        ("697 Views", Views, 697),
        ("1 view", Views, 1),
        ("1.2K views", Views, 1_200),
        ("1,2K views", Views, 1_200),
        ("12,345 Views", Views, 12_345),
        ("1,234,567 views", Views, 1_234_567),
        ("2.3M reads", Views, 2_300_000),
        ("2 million views", Views, 2_000_000),
        ("views: 697", Views, 697),
        ("Views (697)", Views, 697),
        ("(697 views)", Views, 697),
        ("12 comments", Comments, 12),
        ("Comments (12)", Comments, 12),
        ("No comments yet", Comments, 0),
        ("4 shares", Shares, 4),
        ("12.345 Aufrufe", Views, 12_345),
        ("2,3 Mio. Aufrufe", Views, 2_300_000),
        ("1 234 vues", Views, 1_234),
        ("1\u{a0}234\u{a0}vues", Views, 1_234),
        ("3 comentarios", Comments, 3),
        ("1'234 Aufrufe", Views, 1_234),
        ("0.5k views", Views, 500),
    ];
    for (text, counted, number) in table {
        assert_eq!(facts::count(text), Some(Count { counted, number }), "{text}");
    }
    for text in [
        "",
        "views",
        "697",
        "697 views of the sea",
        "1.5 views",
        "1,23 views",
        "1,2345 views",
        "12,345.6 views",
        "99,999,999,999,999,999,999,999 views",
        "-3 views",
        "my 3 comments",
    ] {
        assert_eq!(facts::count(text), None, "{text}");
    }
}

#[test]
fn reading_times_are_read_in_minutes() {
    let table = [
        ("3 min read", 3),
        ("3-min read", 3),
        ("5 minute read", 5),
        ("5-minute read", 5),
        ("3 mins", 3),
        ("3 min. read", 3),
        ("Reading time: 5 minutes", 5),
        ("Estimated reading time: 5 minutes", 5),
        ("<1 min read", 1),
        ("< 1 min read", 1),
        ("less than a minute", 1),
        ("1 hr 5 min read", 65),
        ("1 hour read", 60),
        ("4 minutes to read", 4),
        ("Lesezeit: 4 Minuten", 4),
        ("4 Min. Lesezeit", 4),
        ("Temps de lecture : 6 min", 6),
        ("Lectura de 4 minutos", 4),
        ("Tempo di lettura: 3 minuti", 3),
    ];
    for (text, minutes) in table {
        assert_eq!(facts::minutes(text), Some(minutes), "{text}");
    }
    for text in [
        "",
        "read",
        "3 hours",
        "3 min read of the manual",
        "I read 3 minutes",
        "900000000 min read",
        "3 days",
    ] {
        assert_eq!(facts::minutes(text), None, "{text}");
    }
}

#[test]
fn bylines_give_names() {
    let table = [
        ("By Nora Quist", "Nora Quist"),
        ("BY NORA QUIST", "NORA QUIST"),
        ("by Nora Quist", "Nora Quist"),
        ("Author: Nora Quist", "Nora Quist"),
        ("Author: admin", "admin"),
        ("Authors: Nora Quist, Jon Arvid", "Nora Quist, Jon Arvid"),
        ("Written by Nora Quist and Jon Arvid", "Nora Quist, Jon Arvid"),
        ("By Nora Quist, Jon Arvid, and Ilse de Brandt", "Nora Quist, Jon Arvid, Ilse de Brandt"),
        ("By Nora Quist & Jon Arvid", "Nora Quist, Jon Arvid"),
        ("by Nora Quist | Norlys", "Nora Quist, Norlys"),
        ("By J. R. Quist-O’Hara Jr.", "J. R. Quist-O’Hara Jr."),
        ("Von Jette von der Au", "Jette von der Au"),
        ("Par Odile Ferrand", "Odile Ferrand"),
        ("By 山田 太郎", "山田 太郎"),
    ];
    for (text, names) in table {
        assert_eq!(facts::byline(text).as_deref(), Some(names), "{text}");
    }
    for text in [
        "",
        "By",
        "By the river",
        "By hollow hill",
        "By Monday I had read it.",
        "By 1931 Everybody Knew",
        "Author: that was the word at the bottom, and after it nothing.",
        "Author:",
        "Bystander Nora",
        "By Grand Central Station I Sat Down and Wept",
    ] {
        assert_eq!(facts::byline(text), None, "{text}");
    }
}

#[test]
fn filing_gives_categories() {
    assert_eq!(facts::filing("Posted in POLITICS"), Some(vec!["POLITICS"]));
    assert_eq!(facts::filing("Tags: a, b"), Some(vec!["a", "b"]));
    assert_eq!(facts::filing("Tags: #rivers #fish"), Some(vec!["rivers", "fish"]));
    assert_eq!(facts::filing("Filed under: World | Europe"), Some(vec!["World", "Europe"]));
    assert_eq!(facts::filing("Kategorie: Kultur"), Some(vec!["Kultur"]));
    assert_eq!(facts::filing("Posted in the rain we waited"), None);
    assert_eq!(facts::filing("Tags"), None);
    assert_eq!(facts::filing("Tags:"), None);
    assert_eq!(facts::filing("Section five is the longest of them"), None);
}

#[test]
fn ages_are_told_in_the_largest_unit_that_fits_and_never_finer_than_known() {
    let now = at("2026-03-31T12:00:00Z");
    let table = [
        ("2026-03-31T11:59:30Z", Precision::Second, "now", "just now"),
        ("2026-03-31T11:59:00Z", Precision::Second, "1m", "1 minute ago"),
        ("2026-03-31T09:00:00Z", Precision::Second, "3h", "3 hours ago"),
        ("2026-03-31T15:00:00Z", Precision::Second, "in 3h", "in 3 hours"),
        ("2026-03-31T12:00:20Z", Precision::Second, "now", "just now"),
        ("2026-03-29T12:00:00Z", Precision::Day, "2d", "2 days ago"),
        ("2026-03-31T00:00:00Z", Precision::Day, "<1d", "today"),
        ("2026-03-31T11:30:00Z", Precision::Hour, "<1h", "within the hour"),
        ("2026-03-30T12:00:00Z", Precision::Week, "<1w", "this week"),
        ("2026-03-17T12:00:00Z", Precision::Week, "2w", "2 weeks ago"),
        ("2026-03-20T12:00:00Z", Precision::Month, "<1mo", "this month"),
        ("2026-01-15T12:00:00Z", Precision::Second, "2mo", "2 months ago"),
        ("2024-03-30T12:00:00Z", Precision::Day, "2y", "2 years ago"),
        ("2025-12-31T12:00:00Z", Precision::Year, "<1y", "this year"),
    ];
    for (moment, precision, short, long) in table {
        let age = facts::age(at(moment), precision, now);
        assert_eq!(
            (age.short().to_string(), age.long().to_string()),
            (short.into(), long.into()),
            "{moment}"
        );
    }
}

/// Texts made of the pieces these readers look for.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "2",
        "31",
        "2025",
        "99999999999",
        "December",
        "dec",
        "ago",
        "days",
        "vor",
        "at",
        ":",
        "/",
        "-",
        ".",
        ",",
        "+",
        "PM",
        "UTC",
        "T",
        "Z",
        "views",
        "K",
        "M",
        "min",
        "read",
        "By",
        "Nora",
        "|",
        "Author:",
        "Tags:",
        "年",
        "月",
        "日",
        "\u{301}",
        "İ",
        "’",
        "(",
        ")",
        "\u{a0}",
        "hr",
        "1er",
        "é",
    ]);
    prop::collection::vec((piece, prop::sample::select(vec!["", " "])), 0..12)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| format!("{piece}{gap}")).collect())
}

fn read_everything(text: &str) {
    let _ = facts::relative(text);
    let _ = facts::date(text);
    let _ = facts::stamp(text);
    let _ = facts::count(text);
    let _ = facts::minutes(text);
    let _ = facts::byline(text);
    let _ = facts::filing(text);
}

fn units() -> impl Strategy<Value = Unit> {
    prop::sample::select(vec![
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Week,
        Unit::Month,
        Unit::Year,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_reader_panic(text in ".{0,60}") {
        read_everything(&text);
    }

    #[test]
    fn no_mixture_of_its_own_words_makes_a_reader_panic(text in pieces()) {
        read_everything(&text);
    }

    /// However fast they are counted.
    #[test]
    fn words_are_what_white_space_parts(text in "([A-Za-z0-9]{0,3}[ \t\u{b}\u{1c}\u{a0}\u{2003}\u{85}.,'@\\[`{é字ぁก—]{0,2}){0,12}|([a-z0-9]{0,30}[ .\n]{0,9}é?){0,20}") {
        let words: u32 = text.split_whitespace().map(facts::words).sum();
        prop_assert_eq!(facts::words(&text), words);
        let letters = |token: &str| token.chars().any(|letter| letter.is_alphanumeric() && !"字ぁก".contains(letter));
        let unparted = |token: &str| token.chars().filter(|letter| "字ぁก".contains(*letter)).count();
        let one_by_one = text.split_whitespace().map(|token| unparted(token).div_ceil(2) + usize::from(letters(token)));
        prop_assert_eq!(facts::words(&text) as usize, one_by_one.sum::<usize>());
    }

    #[test]
    fn words_are_the_same_in_whatever_pieces_a_text_comes(pieces in prop::collection::vec("[a-z .é字]{0,80}|[ .\n]{0,3}|[a-z]{60,70}", 0..8)) {
        let mut count = facts::WordCount::default();
        pieces.iter().for_each(|piece| count.push(piece));
        prop_assert_eq!(count.total(), facts::words(&pieces.concat()));
    }

    #[test]
    fn every_amount_written_is_read_back(amount in 0_u32..1_000_000_000, unit in units()) {
        let name = format!("{unit:?}").to_lowercase();
        let text = format!("Updated {amount} {name}s ago");
        prop_assert_eq!(facts::relative(&text), ago(amount, unit));
    }

    #[test]
    fn resolving_never_overflows(amount: u32, unit in units(), second in -377_705_023_201_i64..=253_402_207_200) {
        let moment = Timestamp::from_second(second).unwrap();
        if let Some(dated) = (Written::Ago { amount, unit }).resolve(moment, Basis::Opened(moment)) {
            prop_assert!(dated.at <= moment);
            prop_assert_eq!(dated.precision, unit.precision());
        }
    }

    #[test]
    fn every_day_is_read_back_in_every_order(day in 1_i8..=28, month in 1_i8..=12, year in 1900_i16..2100) {
        let date = jiff::civil::date(year, month, day);
        let expected = Written::At { at: date.in_tz("UTC").unwrap().timestamp(), precision: Precision::Day };
        for form in ["%Y-%m-%d", "%d %B %Y", "%B %-d, %Y", "%-d %b. %Y", "%A, %B %d, %Y", "%d.%m.%Y", "%Y/%m/%d"] {
            let text = date.strftime(form).to_string();
            prop_assert_eq!(facts::date(&text), Some(expected), "{}", text);
        }
    }

    #[test]
    fn ages_never_tell_more_than_was_known(
        second in -377_705_023_201_i64..=253_402_207_200,
        now in -377_705_023_201_i64..=253_402_207_200,
        unit in units(),
    ) {
        let [moment, now] = [second, now].map(|second| Timestamp::from_second(second).unwrap());
        let Age { unit: told, .. } = facts::age(moment, unit.precision(), now);
        prop_assert!(told >= unit);
    }
}

#[test]
fn dates_are_read_in_many_languages_and_forms() {
    let table = [
        ("3 декабря 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3 декабря 2025 г., 16:15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("среда, 3 декабря 2025 года в 16:15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("3 грудня 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3 grudnia 2025 r. godz. 16:15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("3. prosince 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3 december 2025 kl. 16.15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("3. desember 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3.12.2025 klo 16.15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("3. joulukuuta 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3 Aralık 2025 Çarşamba 16:15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("2025. december 3.", "2025-12-03T00:00:00Z", Precision::Day),
        ("3 Δεκεμβρίου 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3 Desember 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("ngày 3 tháng 12 năm 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("3 ديسمبر 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("٣ ديسمبر ٢٠٢٥", "2025-12-03T00:00:00Z", Precision::Day),
        ("3 בדצמבר 2025", "2025-12-03T00:00:00Z", Precision::Day),
        ("2025年12月3日 16:15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("2025年12月3日（水）午後4時15分", "2025-12-03T16:15:00Z", Precision::Minute),
        ("２０２５年１２月３日", "2025-12-03T00:00:00Z", Precision::Day),
        ("2025년 12월 3일 오후 4:15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("2025. 12. 3. 16:15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("3 dicembre 2025 alle 16.15", "2025-12-03T16:15:00Z", Precision::Minute),
        ("20251203T161530Z", "2025-12-03T16:15:30Z", Precision::Second),
        ("20251203T1615+0100", "2025-12-03T15:15:00Z", Precision::Minute),
        ("Wed Dec  3 16:15:30 2025", "2025-12-03T16:15:30Z", Precision::Second),
        ("Wed Dec 03 16:15:30 UTC 2025", "2025-12-03T16:15:30Z", Precision::Second),
        ("2025-12-03T16:15:30.0000000+01:00", "2025-12-03T15:15:30Z", Precision::Second),
    ];
    for (text, moment, precision) in table {
        assert_eq!(facts::date(text), Some(Written::At { at: at(moment), precision }), "{text}");
    }
}

#[test]
fn numbers_in_a_known_order_are_a_date() {
    use courant::facts::Order::{DayFirst, MonthFirst};
    let day = |moment: &str| Some(Written::At { at: at(moment), precision: Precision::Day });
    for (text, order, moment) in [
        ("05/06/2024", DayFirst, "2024-06-05T00:00:00Z"),
        ("05/06/2024", MonthFirst, "2024-05-06T00:00:00Z"),
        ("5-6-24", DayFirst, "2024-06-05T00:00:00Z"),
        ("5.6.24", MonthFirst, "2024-06-05T00:00:00Z"),
        ("20240605", DayFirst, "2024-06-05T00:00:00Z"),
        ("13/06/2024", MonthFirst, "2024-06-13T00:00:00Z"),
    ] {
        assert_eq!(facts::date_in_order(text, order), day(moment), "{text} {order:?}");
    }
    assert_eq!(facts::date_in_order("1.2.3", DayFirst), None);
    assert_eq!(facts::date_in_order("45/45/2024", DayFirst), None);
}

#[test]
fn a_date_is_found_among_other_words() {
    let day = Some(Written::At { at: at("2025-12-03T00:00:00Z"), precision: Precision::Day });
    for text in [
        "Jane Doe | Dec 3, 2025 | 12 comments",
        "By Jane Doe, published on 3 December 2025.",
        "Posted:2025-12-03 by jane",
        "文/张三 2025年12月3日",
    ] {
        assert_eq!(facts::date_within(text, None), day, "{text}");
    }
    for text in ["", "Chapter 12.3 of 2025", "in the year 2025", "call 0800-12-34", "05/06/2024"] {
        assert_eq!(facts::date_within(text, None), None, "{text}");
    }
}

#[test]
fn bylines_are_read_in_many_languages() {
    for (text, names) in [
        ("Автор: Анна Петрова", "Анна Петрова"),
        ("作者：张三", "张三"),
        ("文／王小明", "王小明"),
        ("بقلم ليلى حداد", "ليلى حداد"),
        ("Door Pieter de Vries", "Pieter de Vries"),
        ("Av Kari Nordmann og Per Hansen", "Kari Nordmann, Per Hansen"),
        ("By Jane Doe, John Roe and Ann Poe", "Jane Doe, John Roe, Ann Poe"),
        ("文：北村さやか　写真：大野健", "北村さやか"),
        ("作者：张三 摄影：李四", "张三"),
        ("Autor: Anna Berg und Jan Kerr, Fotos: Ole Wind", "Anna Berg, Jan Kerr"),
        ("Words: Anna Berg | Pictures: Ole Wind", "Anna Berg"),
    ] {
        assert_eq!(facts::byline(text).as_deref(), Some(names), "{text}");
    }
    for text in ["di notte piove", "av och till", "文章很长", "текст без автора"] {
        assert_eq!(facts::byline(text), None, "{text}");
    }
}

/// The words of code that are something, each with what it is.
fn parts_of<'a>(language: &str, text: &'a str) -> Vec<(&'a str, facts::CodePart)> {
    let words = facts::Grammars::default().read(language, text, &|| true);
    words.iter().map(|word| (&text[word.bytes.start as usize..word.bytes.end as usize], word.part)).collect()
}

#[test]
fn the_words_of_code_are_told_apart() {
    use facts::CodePart::{Added, Comment, Keyword, Name, Quoted, Removed, Value};
    for (language, text, wanted) in [
        (
            "Rust",
            "// a day\nfn day() -> &str { return \"Mon\\n\"; }",
            vec![
                ("// a day", Comment),
                ("fn", Keyword),
                ("day", Name),
                ("return", Keyword),
                ("\"Mon", Quoted),
                ("\\n", Value),
            ],
        ),
        (
            "python",
            "def tide(hour):\n    return f\"{hour} h\" if hour else None  # high",
            vec![("def", Keyword), ("tide", Name), ("return", Keyword), ("None", Value), ("# high", Comment)],
        ),
        ("typescript", "const x = 'a'; // b", vec![("const", Keyword), ("'a'", Quoted), ("// b", Comment)]),
        ("json", "{\"tide\": 12}", vec![("12", Value)]),
        ("sql", "SELECT 1 -- one", vec![("SELECT", Keyword), ("1", Value), ("-- one", Comment)]),
        ("diff", "-low\n+high\n", vec![("-low", Removed), ("+high", Added)]),
        ("toml", "# depth\nwidth = 80", vec![("# depth", Comment)]),
        ("dockerfile", "# base", vec![("# base", Comment)]),
    ] {
        let found = parts_of(language, text);
        for part in wanted {
            assert!(found.contains(&part), "{part:?} of {language} is not in {found:?}");
        }
    }
}

#[test]
fn code_in_no_known_language_is_left_as_it_is() {
    for language in ["", "text", "plain", "klingon", "Plain Text", "\u{1b}[2J"] {
        assert_eq!(parts_of(language, "let x = \"1\"; // no"), [], "{language:?}");
    }
}

#[test]
fn code_is_read_no_further_than_it_is_told() {
    let asked = std::cell::Cell::new(0);
    let go_on = || {
        asked.set(asked.get() + 1);
        asked.get() <= 2
    };
    let words = facts::Grammars::default().read("rust", "1\n2\n3\n4\n", &go_on);
    assert_eq!(words.len(), 2);
    // Neither a line nor a file that only a machine reads.
    let long = format!("let a = \"{}\";\n7", "x".repeat(2_000));
    assert_eq!(parts_of("rust", &long), [("7", facts::CodePart::Value)]);
    let endless = "7\n".repeat(100_000);
    let read = facts::Grammars::default().read("json", &endless, &|| true);
    assert!(read.last().is_some_and(|word| word.bytes.end <= 64 * 1024));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn words_of_any_code_lie_in_it_one_behind_the_other(
        languages in prop::collection::vec("rust|py|js|html|bash|c\\+\\+|php|md|yaml|perl|ruby|tex", 1..4),
        text in "(\\PC|\n|[\"'`#/*<>{}()$\\\\-]|fn |def |end|<script>|<\\?php ){0,60}",
    ) {
        let grammars = facts::Grammars::default();
        for language in languages {
            let words = grammars.read(&language, &text, &|| true);
            let mut end = 0;
            for word in words {
                prop_assert!(word.bytes.start >= end && word.bytes.start < word.bytes.end);
                prop_assert!(text.get(word.bytes.start as usize..word.bytes.end as usize).is_some());
                end = word.bytes.end;
            }
        }
    }
}

#[test]
fn intervals_are_read_and_written() {
    for (text, seconds, written) in [
        ("30m", 1800, "30m"),
        (" 90 min ", 5400, "90m"),
        ("2h", 7200, "2h"),
        ("48h", 172_800, "2d"),
        ("1d", 86_400, "1d"),
        ("25 h", 90_000, "25h"),
    ] {
        assert_eq!(facts::interval(text), Some(seconds), "{text}");
        assert_eq!(facts::as_interval(seconds), written, "{text}");
    }
    for text in ["", "m", "0m", "-1m", "1.5h", "30", "30s", "30 m m", "4294967295d", "soon"] {
        assert_eq!(facts::interval(text), None, "{text}");
    }
}
