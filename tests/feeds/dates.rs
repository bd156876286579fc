//! The dates of feeds, each with the moment it means.

use courant::facts::{Order, feed_date, order_among};
use courant::news::Precision;
use proptest::prelude::*;

use super::data;

#[test]
fn every_date_is_read_as_it_is_meant() {
    let mut faults = Vec::new();
    let mut count = 0;
    for line in data("dates.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((text, expected)) = line.split_once(" => ") else { continue };
        count += 1;
        let found = feed_date(text, None).map_or("-".to_owned(), |dated| dated.at.to_string());
        // Fractions of seconds matter to nobody.
        if found != expected {
            faults.push(format!("{text}: {found}, not {expected}"));
        }
    }
    assert!(count >= 90, "{count} dates");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_date_says_no_more_than_it_was_told() {
    for (text, precision) in [
        ("2003", Precision::Year),
        ("2003-12", Precision::Month),
        ("2003-W01", Precision::Week),
        ("2003-12-31", Precision::Day),
        ("2003-12-31T10:14Z", Precision::Minute),
        ("Thu, 01 Jan 2004 19:48:21 GMT", Precision::Second),
        ("Thu, 01 Jan 2004 19:48:21 XYZ", Precision::Day),
    ] {
        assert_eq!(feed_date(text, None).map(|dated| dated.precision), Some(precision), "{text}");
    }
}

#[test]
fn the_order_of_day_and_month_is_what_the_dates_show() {
    assert_eq!(order_among(["05/01/2024", "25/01/2024 10:00"]), Some(Order::DayFirst));
    assert_eq!(order_among(["05/01/2024", "01/25/2024"]), Some(Order::MonthFirst));
    assert_eq!(order_among(["25/01/2024", "01/25/2024"]), None);
    assert_eq!(order_among(["05/01/2024", "Thu, 01 Jan 2004", "2003-12-31"]), None);
    let ambiguous = "05/01/2024 10:00";
    let day = |order| feed_date(ambiguous, order).map(|dated| dated.at.to_string());
    assert_eq!(day(Some(Order::DayFirst)).as_deref(), Some("2024-01-05T10:00:00Z"));
    assert_eq!(day(Some(Order::MonthFirst)).as_deref(), Some("2024-05-01T10:00:00Z"));
}

proptest! {
    #[test]
    fn any_text_is_a_date_or_none(text in "\\PC{0,120}", near in "[0-9TZ:+ ,/.WJanFebGMT-]{0,40}", odd in "[0-9W-]{0,9}\\PC{0,3}[0-9:W-]{0,9}") {
        for text in [text, near, odd] {
            let _ = (feed_date(&text, None), feed_date(&text, Some(Order::DayFirst)), order_among([text.as_str()]));
        }
    }

    #[test]
    fn what_is_written_in_iso_is_read_again(seconds in 0_i64..4_000_000_000) {
        let at = jiff::Timestamp::from_second(seconds).unwrap();
        prop_assert_eq!(feed_date(&at.to_string(), None).map(|dated| dated.at), Some(at));
        let mail = jiff::fmt::rfc2822::to_string(&at.to_zoned(jiff::tz::TimeZone::UTC)).unwrap();
        prop_assert_eq!(feed_date(&mail, None).map(|dated| dated.at), Some(at));
    }
}
