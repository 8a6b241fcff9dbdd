//! Dates inside a text: `8 December 1960`, `November 3, 1954`, `18 to 26 April 1975`.

use super::text::Text;
use super::token::TokenKind;
use crate::date::{Date, month_number};

impl Text<'_> {
    /// A date that begins here, and where it ends. A day without its year is none.
    pub(crate) fn date(&self, at: usize) -> Option<(usize, Date)> {
        self.days(at)
            .or_else(|| self.day_month_year(at))
            .or_else(|| self.month_day_year(at))
            .or_else(|| self.month_year(at))
    }

    pub(super) fn number(&self, at: usize) -> Option<u32> {
        if self.kind(at) != Some(TokenKind::Number) {
            return None;
        }
        self.key(at).trim_end_matches(char::is_alphabetic).parse().ok()
    }

    pub(super) fn month(&self, at: usize) -> Option<u32> {
        if self.capital(at) { month_number(self.key(at)) } else { None }
    }

    pub(super) fn year(&self, at: usize) -> Option<i32> {
        self.number(at).filter(|year| (1000..=2100).contains(year)).map(|year| year as i32)
    }

    /// Past a comma, where one stands here.
    fn past_comma(&self, at: usize) -> usize {
        at + usize::from(self.sign(at, ','))
    }

    /// Past what joins two days: `to`, `and`, a dash or a stroke.
    fn past_joint(&self, at: usize) -> Option<usize> {
        let dash = matches!(self.kind(at), Some(TokenKind::Hyphen | TokenKind::Sign('-' | '–' | '—' | '/')));
        (dash || self.is(at, &["to", "and"])).then_some(at + 1)
    }

    /// `18 to 26 April 1975`, `18-26 April 1975`, `10/11 March 1972`, `28 February – 2 March 1962`, `April 26-July 20, 1954`
    fn days(&self, at: usize) -> Option<(usize, Date)> {
        let month_first = self.month(at).is_some();
        let day_and_month = |at: usize| -> Option<(u32, u32)> {
            let (day, month) = if month_first { (at + 1, at) } else { (at, at + 1) };
            Some((self.number(day)?, self.month(month)?))
        };
        let (first, from) = match day_and_month(at) {
            Some(first) => (first, at + 2),
            None => {
                let month = self.month(self.past_joint(at + 1)? + 1)?;
                ((self.number(at)?, month), at + 1)
            }
        };
        let last = self.past_joint(from)?;
        // `March 16-18, 1961`
        let (last, end) = match day_and_month(last) {
            Some(last_day) => (last_day, last + 2),
            None => ((self.number(last).filter(|_| month_first)?, first.1), last + 1),
        };
        let end = self.past_comma(end);
        let year = self.year(end)?;
        match (Date::day(year, first.1, first.0)?, Date::day(year, last.1, last.0)?) {
            (Date::Day(first), Date::Day(last)) => Some((end + 1, Date::days(first, last)?)),
            _ => None,
        }
    }

    /// `8 December 1960`
    fn day_month_year(&self, at: usize) -> Option<(usize, Date)> {
        let (day, month) = (self.number(at)?, self.month(at + 1)?);
        let end = self.past_comma(at + 2);
        Some((end + 1, Date::day(self.year(end)?, month, day)?))
    }

    /// `November 3, 1954`
    fn month_day_year(&self, at: usize) -> Option<(usize, Date)> {
        let (month, day) = (self.month(at)?, self.number(at + 1)?);
        let end = self.past_comma(at + 2);
        Some((end + 1, Date::day(self.year(end)?, month, day)?))
    }

    /// `September 1964`, `April, 1955`
    fn month_year(&self, at: usize) -> Option<(usize, Date)> {
        let month = self.month(at)?;
        let end = self.past_comma(at + 1);
        Some((end + 1, Date::month(self.year(end)?, month)?))
    }
}
