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

    fn number(&self, at: usize) -> Option<u32> {
        if self.kind(at) != Some(TokenKind::Number) {
            return None;
        }
        self.key(at).trim_end_matches(char::is_alphabetic).parse().ok()
    }

    fn month(&self, at: usize) -> Option<u32> {
        if self.capital(at) { month_number(self.key(at)) } else { None }
    }

    fn year(&self, at: usize) -> Option<i32> {
        self.number(at).filter(|year| (1000..=2100).contains(year)).map(|year| year as i32)
    }

    /// Past a comma, where one stands here.
    fn past_comma(&self, at: usize) -> usize {
        at + usize::from(self.sign(at, ','))
    }

    /// `18 to 26 April 1975`, `18-26 April 1975`
    fn days(&self, at: usize) -> Option<(usize, Date)> {
        let first = self.number(at)?;
        let joined = self.is(at + 1, &["to", "and"]) || self.kind(at + 1) == Some(TokenKind::Hyphen);
        let last = self.number(at + 2).filter(|_| joined)?;
        let (month, year) = (self.month(at + 3)?, self.year(self.past_comma(at + 4))?);
        match (Date::day(year, month, first)?, Date::day(year, month, last)?) {
            (Date::Day(first), Date::Day(last)) => Some((self.past_comma(at + 4) + 1, Date::days(first, last)?)),
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
