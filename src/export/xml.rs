//! Texts as XML may have them.

/// A text in which what XML has no place for is `\u{fffd}`, the sign for what cannot be shown.
pub fn fit(text: &str) -> String {
    let unfit = |character: char| {
        (character.is_control() && !matches!(character, '\n' | '\t')) || matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    text.replace("\r\n", "\n").replace(unfit, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(fit("a\u{1}b\r\nc\td\u{ffff}\u{200f}🕊"), "a\u{fffd}b\nc\td\u{fffd}\u{200f}🕊");
    }
}
