//! All loaded rows, newest first, kept sorted as rows come and go. It knows only how to compare two rows.

/// Row numbers in the order of lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    rows: Vec<u32>,
}

impl Order {
    pub(super) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Takes new rows in. One pass from the end: each block of old rows moves once, and batches that come
    /// newest first move nothing.
    pub(super) fn insert<K: Ord>(&mut self, mut new: Vec<u32>, rank: impl Fn(u32) -> K) {
        new.sort_unstable_by_key(|row| rank(*row));
        let mut end = self.rows.len();
        self.rows.resize(end + new.len(), 0);
        for (ahead, row) in new.into_iter().enumerate().rev() {
            let key = rank(row);
            let at = self.rows[..end].partition_point(|old| rank(*old) < key);
            self.rows.copy_within(at..end, at + ahead + 1);
            self.rows[at + ahead] = row;
            end = at;
        }
    }

    /// Lets rows go, by the rank they were taken in with; rows that are not there are skipped.
    pub(super) fn withdraw<K: Ord>(&mut self, gone: &[u32], rank: impl Fn(u32) -> K) {
        let mut places: Vec<usize> = gone
            .iter()
            .filter_map(|row| self.rows.binary_search_by_key(&rank(*row), |old| rank(*old)).ok())
            .collect();
        places.sort_unstable();
        places.dedup();
        let mut kept = places.first().copied().unwrap_or(self.rows.len());
        for (number, place) in places.iter().enumerate() {
            let next = places.get(number + 1).copied().unwrap_or(self.rows.len());
            self.rows.copy_within(place + 1..next, kept);
            kept += next - place - 1;
        }
        self.rows.truncate(kept);
    }
}
