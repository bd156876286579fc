//! How many articles are kept, and which. It knows no format.

use crate::news::Dated;

/// How many articles of one feed are kept: the newest, where they are dated.
pub const ARTICLES: usize = 5_000;

/// The places of the newest articles, in their order. Those without a date count as newer the nearer to the start they
/// stand, and less than any that has one.
pub(super) fn newest(dates: &[Option<Dated>]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..dates.len()).collect();
    let at = |place: usize| dates[place].map(|dated| dated.at);
    places.sort_by_key(|&place| std::cmp::Reverse(at(place)));
    places.truncate(ARTICLES);
    places.sort_unstable();
    places
}
