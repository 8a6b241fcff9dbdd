//! How wide a text is, about, and where its lines break: there is no font at hand to ask.

use unicode_normalization::char::is_combining_mark;

/// How wide a text is in a font without serifs of a size of 1; a little more rather than less.
pub fn width(text: &str) -> f64 {
    text.chars().map(breadth).sum()
}

fn breadth(character: char) -> f64 {
    match character {
        _ if is_combining_mark(character) => 0.0,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ';' | ':' | '\'' | '’' | '|' | '!' | '(' | ')' | '[' | ']' | ' ' => 0.31,
        'f' | 'r' | 't' | '-' | '“' | '”' => 0.38,
        'm' | 'w' | 'M' | 'W' | '@' | '—' | '…' => 0.92,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' => 1.0,
        '\u{1f000}'..='\u{1faff}' => 1.3,
        _ if character.is_uppercase() => 0.7,
        _ => 0.57,
    }
}

/// A text in at most so many lines, each at most so wide; what does not fit ends in `…`.
pub fn wrap(text: &str, widest: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() == most;
        match lines.last_mut() {
            Some(line) if width(line) + width(" ") + width(word) <= widest => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if full => {
                line.push_str(" …");
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| shortened(line, widest)).collect()
}

/// A line that is no wider than this.
fn shortened(line: String, widest: f64) -> String {
    if width(&line) <= widest {
        return line;
    }
    let whole = line.trim_end_matches(" …");
    let mut short = String::new();
    let mut wide = width("…");
    for character in whole.chars() {
        wide += breadth(character);
        if wide > widest {
            break;
        }
        short.push(character);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_set_in_lines() {
        assert_eq!(wrap("Károly Práth", 10.0, 2), ["Károly Práth"]);
        assert_eq!(wrap("Ambassador Extraordinary of Hungary", 12.0, 2), ["Ambassador", "Extraordinary of …"]);
        assert_eq!(wrap("Ambassador Extraordinary of Hungary", 14.0, 3), ["Ambassador Extraordinary", "of Hungary"]);
        assert_eq!(wrap("金日成金日成金日成", 5.0, 2), ["金日成金…"]);
        assert_eq!(wrap(" \n ", 5.0, 2), [""; 0]);
        assert!(wrap(&"word ".repeat(200), 12.0, 2).iter().all(|line| width(line) <= 12.0));
    }
}
