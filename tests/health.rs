//! When a feed is asked again: a year of answers in a moment, from values alone.
#![allow(clippy::unwrap_used)]

use courant::facts::{fresh_for, retry_after};
use courant::news::{AGAIN_ONLINE, Health, Outcome, Pace, Rhythm, next_due};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

/// A Friday.
const NOW: &str = "2026-11-20T09:30:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at(NOW)
}

fn failed(retry_after: Option<u64>) -> Outcome {
    Outcome::Failed { reason: "It is busy.".to_owned(), retry_after }
}

/// Seconds until a feed is due after an answer, at least and at most: feeds are spread over a tenth.
fn wait(health: &Health, outcome: &Outcome) -> (i64, i64) {
    let waits = (0..200).map(|seed| {
        let due = health.after(outcome, now(), seed).due.unwrap();
        due.duration_since(now()).as_secs()
    });
    let waits: Vec<i64> = waits.collect();
    (*waits.iter().min().unwrap(), *waits.iter().max().unwrap())
}

fn assert_waits(health: &Health, outcome: &Outcome, seconds: i64) {
    let (least, most) = wait(health, outcome);
    let spread = (seconds, seconds + seconds / 10);
    assert!(least >= spread.0 && most <= spread.1, "{least}..{most} is not in {spread:?}");
    assert!(most > least, "they are spread");
}

#[test]
fn a_feed_is_asked_as_often_as_it_wants_but_neither_rushed_nor_forgotten() {
    let cases = [
        (None, None, 3600),
        (Some(7200), None, 7200),
        (None, Some(10_800), 10_800),
        (Some(7200), Some(10_800), 10_800),
        (Some(1), None, 900),
        (Some(u64::MAX), None, 86_400),
        (None, Some(0), 900),
    ];
    for (fresh_for, every, seconds) in cases {
        let rhythm = Rhythm { fresh_for, every, ..Rhythm::default() };
        assert_waits(&Health::default(), &Outcome::Answered(rhythm), seconds);
    }
}

#[test]
fn each_failure_doubles_the_wait_up_to_a_day() {
    let mut health = Health::default();
    for hours in [1, 2, 4, 8, 16, 24, 24, 24] {
        assert_waits(&health, &failed(None), hours * 3600);
        health = health.after(&failed(None), now(), 0);
    }
    assert_eq!((health.failures, health.failing_since), (8, Some(now())));
    assert_eq!(health.reason.as_deref(), Some("It is busy."));
    let later = at("2026-11-21T00:00:00Z");
    let health = health.after(&failed(None), later, 0);
    assert_eq!((health.failing_since, health.checked), (Some(now()), Some(later)));
    let well = health.after(&Outcome::Answered(Rhythm::default()), later, 0);
    assert_eq!((well.failures, well.failing_since, well.reason), (0, None, None));
    assert_eq!(well.answered, Some(later));
}

#[test]
fn a_wish_to_be_left_alone_lengthens_the_wait_and_never_shortens_it() {
    assert_waits(&Health::default(), &failed(Some(7200)), 7200);
    assert_waits(&Health::default(), &failed(Some(5)), 3600);
    assert_waits(&Health::default(), &failed(Some(u64::MAX)), 86_400);
}

#[test]
fn what_is_gone_is_not_asked_again_until_it_answers() {
    let gone = Health::default().after(&Outcome::Gone { reason: "Gone.".to_owned() }, now(), 1);
    assert!(gone.gone && !gone.is_due(at("2036-01-01T00:00:00Z")));
    let back = gone.after(&Outcome::Answered(Rhythm::default()), now(), 1);
    assert!(!back.gone);
}

#[test]
fn a_feed_is_due_when_its_time_has_come_or_the_clock_was_wrong() {
    assert!(Health::default().is_due(now()));
    let asked = Health::default().after(&Outcome::Answered(Rhythm::default()), now(), 1);
    assert!(!asked.is_due(now()));
    assert!(asked.is_due(at("2026-11-20T10:36:00Z")));
    assert!(asked.is_due(at("2016-11-20T00:00:00Z")), "it was asked in the future");
}

#[test]
fn hours_and_days_to_be_skipped_are_skipped() {
    let next = |skip_hours, skip_days| {
        let rhythm = Rhythm { skip_hours, skip_days, ..Rhythm::default() };
        Health::default().after(&Outcome::Answered(rhythm), now(), 0).due.unwrap().to_string()
    };
    let plain = next(0, 0);
    assert_eq!(plain, "2026-11-20T10:30:00Z");
    assert_eq!(next(1 << 11, 0), plain, "another hour");
    assert_eq!(next(1 << 10 | 1 << 11, 0), "2026-11-20T12:00:00Z");
    // Friday is bit 4, Saturday 5, Sunday 6.
    assert_eq!(next(0, 0b111_0000), "2026-11-23T00:00:00Z");
    assert_eq!(next(1, 0b001_0000), "2026-11-21T01:00:00Z");
    assert_eq!(next(u32::MAX, u8::MAX), plain, "who skips everything skips nothing");
}

#[test]
fn how_long_an_answer_stays_fresh_is_read_from_its_head() {
    let cases: [(Option<&str>, Option<&str>, Option<u64>); 13] = [
        (None, None, None),
        (Some("max-age=600"), None, Some(600)),
        (Some("public, Max-Age = \"600\""), None, Some(600)),
        (Some("max-age=600"), Some("Fri, 20 Nov 2026 11:30:00 GMT"), Some(600)),
        (Some("public"), Some("Fri, 20 Nov 2026 11:30:00 GMT"), Some(7200)),
        (None, Some("Friday, 20-Nov-26 11:30:00 GMT"), Some(7200)),
        (None, Some("Fri Nov 20 11:30:00 2026"), Some(7200)),
        (None, Some("0"), None),
        (None, Some("-1"), None),
        (Some("no-cache, max-age=600"), None, None),
        (Some("no-store"), Some("Fri, 20 Nov 2026 11:30:00 GMT"), None),
        (Some("max-age=99999999999999999999999"), None, Some(604_800)),
        (Some("max-age=x"), None, None),
    ];
    for (cache_control, expires, seconds) in cases {
        assert_eq!(fresh_for(cache_control, expires, now()), seconds, "{cache_control:?} {expires:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_told_the_next_asking_is_soon_enough_and_late_enough(
        told in "\\PC{0,30}",
        fresh in any::<Option<u64>>(),
        every in any::<Option<u64>>(),
        skip_hours in any::<u32>(),
        skip_days in any::<u8>(),
        seed in any::<u64>(),
        failures in any::<u32>(),
    ) {
        let rhythm = Rhythm { fresh_for: fresh_for(Some(&told), Some(&told), now()).or(fresh), every, skip_hours, skip_days, wanted: None };
        let health = Health { failures, ..Health::default() };
        for outcome in [Outcome::Answered(rhythm), failed(retry_after(&told, now()))] {
            let due = health.after(&outcome, now(), seed).due.unwrap();
            let wait = due.duration_since(now());
            prop_assert!(wait >= SignedDuration::from_mins(15));
            prop_assert!(wait <= SignedDuration::from_hours(24 * 8 + 3));
        }
    }
}

#[test]
fn what_its_reader_wants_counts_alone() {
    let told = Rhythm {
        fresh_for: Some(86_400),
        every: Some(86_400),
        skip_hours: u32::MAX >> 9,
        ..Rhythm::default()
    };
    for (wanted, seconds) in [(600, 600), (1, 300), (u64::MAX, 30 * 86_400)] {
        assert_waits(
            &Health::default(),
            &Outcome::Answered(Rhythm { wanted: Some(wanted), ..told }),
            seconds,
        );
    }
}

#[test]
fn nobody_need_look_before_the_next_feed_is_due() {
    let due = |due: Option<&str>| Health { due: due.map(at), ..Health::default() };
    let (soon, late) = (due(Some("2026-11-20T09:45:00Z")), due(Some("2026-11-20T12:00:00Z")));
    let gone = Health { gone: true, ..due(None) };
    assert_eq!(next_due([&late, &soon, &gone], None, now()), soon.due);
    assert_eq!(next_due([&late, &due(Some("2026-11-20T08:00:00Z"))], None, now()), Some(now()));
    assert_eq!(next_due([&due(None)], None, now()), Some(now()));
    assert_eq!(next_due([&gone], None, now()), None);
    assert_eq!(next_due([], None, now()), None);
    let after = now() + SignedDuration::from_secs(AGAIN_ONLINE);
    assert_eq!(
        next_due([&due(None)], Some(now()), now()),
        Some(after),
        "without a network nobody is asked at once"
    );
    assert_eq!(next_due([&late], Some(now()), now()), late.due);
    let ahead = now() + SignedDuration::from_hours(100);
    assert_eq!(next_due([&due(None)], Some(ahead), now()), Some(now()), "a clock that was put back");
}

#[test]
fn a_feed_is_silent_once_it_is_longer_so_than_is_usual_for_it() {
    let days = |days: &[i64]| -> Vec<Timestamp> {
        days.iter().map(|day| now() - SignedDuration::from_hours(24 * day)).collect()
    };
    let daily = Pace::of(days(&[20, 21, 22, 23, 24, 25]), now());
    assert_eq!(daily, Pace { newest: days(&[20]).pop(), gap: Some(86_400) });
    assert_eq!(daily.silent_since(now()), daily.newest);
    assert_eq!(daily.silent_since(now() - SignedDuration::from_hours(24 * 7)), None, "not within two weeks");
    let monthly = Pace::of(days(&[90, 120, 150, 180, 210]), now());
    assert_eq!(monthly.silent_since(now()), None, "three months are usual for it");
    let few = Pace::of(days(&[300, 301]), now());
    assert_eq!((few.gap, few.silent_since(now())), (None, None), "two articles make no habit");
    let ahead = Pace::of(days(&[-400, 20, 21, 22, 23, 24]), now());
    assert_eq!(ahead.newest, days(&[20]).pop());
    assert_eq!(Pace::of([], now()), Pace::default());
}
