//! How often a feed says that it changes.

use courant::news::Rhythm;
use courant::parse;

fn rhythm(inside: &str) -> Rhythm {
    let text = format!(
        "<rss version='2.0'><channel><title>T</title>{inside}<item><title>t</title><ttl>9</ttl></item></channel></rss>"
    );
    let feed = parse::feed(text.as_bytes(), None);
    assert_eq!(feed.articles.len(), 1);
    feed.rhythm
}

#[test]
fn a_lifetime_is_told_in_minutes() {
    assert_eq!(rhythm("<ttl> 90 </ttl>").every, Some(5400));
    for nothing in ["", "<ttl>0</ttl>", "<ttl>-5</ttl>", "<ttl>soon</ttl>", "<ttl/>"] {
        assert_eq!(rhythm(nothing).every, None, "{nothing}");
    }
    assert_eq!(rhythm("<ttl>18446744073709551615</ttl>").every, Some(u64::MAX));
}

#[test]
fn the_syndication_module_tells_a_period_and_how_often_in_it() {
    let cases = [
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", Some(3600)),
        (
            "<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            Some(21_600),
        ),
        (
            "<sy:updateFrequency>2</sy:updateFrequency><sy:updatePeriod>weekly</sy:updatePeriod>",
            Some(302_400),
        ),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", Some(86_400)),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        ("<sy:updateFrequency>2</sy:updateFrequency>", None),
        (
            "<x:updatePeriod xmlns:x='http://purl.org/rss/1.0/modules/syndication/'>yearly</x:updatePeriod>",
            Some(31_536_000),
        ),
    ];
    for (inside, every) in cases {
        assert_eq!(rhythm(inside).every, every, "{inside}");
    }
}

#[test]
fn hours_and_days_to_skip_are_read_as_far_as_there_are_such() {
    let told = rhythm(
        "<skipHours><hour>0</hour><hour>7</hour><hour>24</hour><hour>25</hour><hour>x</hour></skipHours>\
         <skipDays><day>Sunday</day><day>monday</day><day>Someday</day></skipDays>",
    );
    assert_eq!((told.skip_hours, told.skip_days), (0b1000_0001, 0b100_0001));
}
