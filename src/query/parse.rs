//! Text to terms, or one sentence that says what is wrong, what is allowed and what was probably meant.

use super::complaint::{Parsed, QueryError, error};
use super::cursor::Cursor;
use super::moment::Moment;
use super::sort::{MOST_KEYS, SortKey, sort_key};
use super::term::{Needle, OR, Term};
use super::value::{Values, field_at};

/// How deep brackets may nest.
const DEEPEST: usize = 32;

/// Reads the whole text: what passes, and in which order.
pub(super) fn parse(text: &str, moment: &Moment) -> Parsed<(Term, Vec<SortKey>)> {
    let mut parser = Parser { cursor: Cursor::new(text), moment, sorting: Vec::new() };
    parser.cursor.skip_space();
    let root = if parser.cursor.rest().is_empty() { Term::All(Vec::new()) } else { parser.alternatives()? };
    Ok((root, parser.sorting))
}

const OR_ALONE: &str =
    "OR stands between two things to search for. To search for the word, write or, or \"OR\".";

struct Parser<'a> {
    cursor: Cursor<'a>,
    moment: &'a Moment,
    /// What is to be sorted by.
    sorting: Vec<SortKey>,
}

impl Parser<'_> {
    /// The operator, where it stands alone.
    fn is_at_or(&self) -> bool {
        self.cursor.rest().strip_prefix(OR).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(char::is_whitespace)
                || (self.cursor.open > 0 && rest.starts_with(')'))
        })
    }

    fn alternatives(&mut self) -> Parsed<Term> {
        let mut parts = vec![self.sequence()?];
        while self.is_at_or() {
            let at = self.cursor.at..self.cursor.at + OR.len();
            self.cursor.at += OR.len();
            self.cursor.skip_space();
            parts.push(self.sequence()?);
            // Beside an order alone there is nothing to choose from.
            if parts.iter().any(Term::is_nothing) {
                return Err(error(at, OR_ALONE));
            }
        }
        Ok(Term::any(parts))
    }

    fn sequence(&mut self) -> Parsed<Term> {
        let mut parts = Vec::new();
        let mut sorts = false;
        while !self.cursor.is_at_end() && !self.is_at_or() {
            match self.sort_keys()? {
                true => sorts = true,
                false => parts.push(self.term()?),
            }
            self.cursor.skip_space();
        }
        match parts.len() {
            0 if !sorts => Err(self.nothing_here()),
            0 => Ok(Term::All(parts)),
            _ => Ok(Term::all(parts)),
        }
    }

    /// Takes `sort:` with its keys, where it stands here.
    fn sort_keys(&mut self) -> Parsed<bool> {
        let start = self.cursor.at;
        let named = field_at(self.cursor.rest())
            .filter(|(name, sign)| name.eq_ignore_ascii_case("sort") && *sign == ":");
        let Some((name, sign)) = named else { return Ok(false) };
        self.cursor.at += name.len() + sign.len();
        let mut from = self.cursor.at;
        for word in self.cursor.take_word().split(',') {
            let span = if word.is_empty() { start..self.cursor.at } else { from..from + word.len() };
            let key = sort_key(word).map_err(|sentence| error(span.clone(), &sentence))?;
            if self.sorting.len() == MOST_KEYS {
                return Err(error(span, &format!("A list is sorted by {MOST_KEYS} keys at most.")));
            }
            self.sorting.push(key);
            from += word.len() + 1;
        }
        if self.cursor.open > 0 {
            let sentence = "sort: says how everything is sorted: write it outside brackets.";
            return Err(error(start..self.cursor.at, sentence));
        }
        Ok(true)
    }

    fn nothing_here(&self) -> QueryError {
        let before = self.cursor.text[..self.cursor.at].trim_end().len();
        if self.cursor.is_at_end() && self.cursor.text[..before].ends_with('(') {
            let sentence = "There is nothing between these brackets: put words into them, or leave them out.";
            return error(before - 1..self.cursor.at, sentence);
        }
        let span = if self.is_at_or() {
            self.cursor.at..self.cursor.at + OR.len()
        } else {
            before - OR.len()..before
        };
        error(span, OR_ALONE)
    }

    fn term(&mut self) -> Parsed<Term> {
        let rest = self.cursor.rest();
        let after = rest.trim_start_matches('-');
        let dashes = rest.len() - after.len();
        let is_dash_alone = after.is_empty()
            || after.starts_with(char::is_whitespace)
            || (self.cursor.open > 0 && after.starts_with(')'));
        if is_dash_alone && dashes > 0 {
            return Ok(Term::Text(Needle::word(self.cursor.take_word())));
        }
        self.cursor.at += dashes;
        let term = self.positive()?;
        Ok(if dashes % 2 == 1 { term.negated() } else { term })
    }

    fn positive(&mut self) -> Parsed<Term> {
        let rest = self.cursor.rest();
        if rest.starts_with('(') {
            return self.brackets();
        }
        if let Some((name, sign)) = field_at(rest) {
            return Values { cursor: &mut self.cursor, moment: self.moment }.field(name, sign);
        }
        Ok(match self.cursor.pattern()? {
            Some(pattern) => Term::Like(None, pattern),
            None => Term::Text(self.cursor.needle()?),
        })
    }

    fn brackets(&mut self) -> Parsed<Term> {
        let start = self.cursor.at;
        if self.cursor.open == DEEPEST {
            return Err(error(start..start + 1, &format!("Brackets may nest {DEEPEST} deep, not deeper.")));
        }
        self.cursor.at += 1;
        self.cursor.open += 1;
        self.cursor.skip_space();
        let term = match self.cursor.rest().is_empty() {
            true => None,
            false => Some(self.alternatives()?),
        };
        let Some(term) = term.filter(|_| self.cursor.rest().starts_with(')')) else {
            let sentence = "This bracket is never closed: add a ). To search for a bracket itself, write it in quotes: \"(\".";
            return Err(error(start..start + 1, sentence));
        };
        self.cursor.at += 1;
        self.cursor.open -= 1;
        Ok(term)
    }
}
