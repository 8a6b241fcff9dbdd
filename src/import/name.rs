//! Names as lists print them, `Surname, Given, Jr.`, in the order in which they are spoken.

/// What stands after a name and belongs to it.
const SUFFIXES: [&str; 14] =
    ["jr", "sr", "junior", "senior", "ii", "iii", "iv", "v", "2nd", "2d", "3rd", "3d", "4th", "5th"];

/// The forms of a name whose surname comes first, the usual one first: `Amouzegar (Amuzegar), Jamshid` has two.
///
/// `titles` are words that are no part of a name: `Amri, General Hassan al-`.
pub(super) fn spoken(name: &str, titles: &[String]) -> Vec<String> {
    let parts = parts(name);
    let Some((surname, rest)) = parts.split_first() else { return Vec::new() };
    let (mut given, mut suffixes) = (Vec::new(), Vec::new());
    for part in rest {
        if is_suffix(part) { suffixes.push(part.as_str()) } else { given.push(part.as_str()) }
    }
    let given = given.join(" ");
    let mut forms = Vec::new();
    for surname in readings(surname) {
        for given in readings(&given) {
            let given = without_titles(&given, titles);
            let surname = if given.is_empty() { without_titles(&surname, titles) } else { surname.clone() };
            // `al-` and `d’` are written together with what follows
            let gap = if given.is_empty() || given.ends_with(['-', '’', '\'']) { "" } else { " " };
            let form =
                std::iter::once(format!("{given}{gap}{surname}")).chain(suffixes.iter().map(|s| (*s).to_owned()));
            let form = form.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            if !form.is_empty() && !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

/// A name without titles in front of it, its blanks put in order.
pub(super) fn plain(name: &str, titles: &[String]) -> String {
    without_titles(&name.split_whitespace().collect::<Vec<_>>().join(" "), titles)
}

fn is_suffix(part: &str) -> bool {
    let part = part.trim_end_matches('.').to_lowercase();
    SUFFIXES.contains(&part.as_str())
}

/// The parts between commas; a comma in brackets parts nothing.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    let closed = name.matches('(').count() == name.matches(')').count();
    for c in name.chars() {
        match c {
            '(' if closed => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let trimmed = parts.iter().map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    // `Albert I, 1848-1922`: years are no name
    let dates = |part: &String| part.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | '?'));
    trimmed.filter(|part| !dates(part)).collect()
}

/// What is outside the brackets of a part, and then what is in them: `Amouzegar (Amuzegar)`.
fn readings(part: &str) -> Vec<String> {
    let (Some(open), Some(close)) = (part.find('('), part.rfind(')')) else { return vec![part.to_owned()] };
    if close < open {
        return vec![part.to_owned()];
    }
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let outside = words(&format!("{} {}", &part[..open], &part[close + 1..]));
    let inside = words(part[open + 1..close].trim_matches(['“', '”', '"', '‘', '’', ' ']));
    // `(b. 1932)`, `(see also …)` and brackets in brackets are no names
    let name = |text: &String| {
        !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '‘' | '.'))
    };
    let mut names = [outside, inside].into_iter().filter(name);
    let Some(first) = names.next() else { return vec![part.to_owned()] };
    let others = names.filter(|name| name.starts_with(char::is_uppercase));
    std::iter::once(first).chain(others).collect()
}

/// A title may come after another: `Lieutenant General Sir John`.
fn without_titles(name: &str, titles: &[String]) -> String {
    let mut rest = name;
    loop {
        let shorter = titles.iter().filter_map(|title| {
            let title = title.trim();
            let start =
                rest.get(..title.len()).filter(|start| !title.is_empty() && start.eq_ignore_ascii_case(title))?;
            rest[start.len()..].strip_prefix([' ', '.']).map(str::trim_start).filter(|rest| !rest.is_empty())
        });
        match shorter.min_by_key(|rest| rest.len()) {
            Some(shorter) => rest = shorter,
            None => return rest.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_put_in_the_order_it_is_spoken_in() {
        let titles = ["General", "King", "Sir"].map(str::to_owned);
        for (printed, said) in [
            ("Práth, Károly", &["Károly Práth"][..]),
            ("Holub, Ján, Jr.", &["Ján Holub Jr."]),
            ("Holub, Ján Karel, III", &["Ján Karel Holub III"]),
            ("Hassan, General Ali al-", &["Ali al-Hassan"]),
            ("Bennet, Charles, E.", &["Charles E. Bennet"]),
            ("Amouzegar (Amuzegar), Jamshid", &["Jamshid Amouzegar", "Jamshid Amuzegar"]),
            ("Holub, William Tapley (“Tap”), Jr.", &["William Tapley Holub Jr.", "Tap Holub Jr."]),
            ("Holub, Ján (b. 1932, in Brno)", &["Ján Holub"]),
            ("Holub (Ján", &["Holub (Ján"]),
            ("King Akil II", &["Akil II"]),
            ("  Akil  ", &["Akil"]),
            ("Akil I, 1848-1922", &["Akil I"]),
            ("General", &["General"]),
            (",", &[]),
        ] {
            assert_eq!(spoken(printed, &titles), said, "{printed}");
        }
    }
}
