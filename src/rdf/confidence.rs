//! How often each rule was right when it was measured on gold annotations: `data/rules.ttl`.
//!
//! [`crate::evaluate`] counts; the file keeps the counts; and the description of a rule in a graph has its precision as
//! `itsrdf:taConfidence`, with the counts beside it. A rule whose statements gold never judged has none.

use crate::error::{Error, ErrorKind, Locator, Result};
use crate::rdf::vocab::{PREFIXES, chy, dcterms, rule};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term, Triple};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::AddAssign;

/// The file, as published.
pub const RULES: &str = include_str!("../../data/rules.ttl");

/// The counts of all rules, and what they were counted on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confidence {
    /// Each rule's counts, by its name.
    pub counts: BTreeMap<String, Count>,
    /// The gold annotations, such as `dev-listing.json (40 documents)`.
    pub sources: Vec<String>,
}

impl Confidence {
    /// That of the bundled file.
    pub fn bundled() -> Result<Self> {
        Self::read("data/rules.ttl", RULES).map_err(|error| Error::new(ErrorKind::Bundled, error.to_string()))
    }

    /// Reads a file of the bundled one's form; `name` is what messages call it.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        let failed = |message: String| Error::new(ErrorKind::Input, message).at(Locator::file(name));
        let mut read = Self::default();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text) {
            let Triple { subject, predicate, object } = quad.map_err(|error| failed(error.to_string()))?.into();
            let (NamedOrBlankNode::NamedNode(subject), Term::Literal(value)) = (&subject, &object) else { continue };
            let Some(id) = subject.as_str().strip_prefix(rule::PREFIX) else { continue };
            if predicate == dcterms::source {
                read.sources.push(value.value().to_owned());
                continue;
            }
            let count = || value.value().parse().map_err(|_| failed(format!("{id}: “{}” is no count", value.value())));
            let entry = read.counts.entry(id.to_owned()).or_default();
            if predicate == chy::fired {
                entry.fired = count()?;
            } else if predicate == chy::right {
                entry.right = count()?;
            } else if predicate == chy::wrong {
                entry.wrong = count()?;
            }
        }
        Ok(read)
    }

    /// A rule's counts, if it was measured.
    pub fn of(&self, rule: &str) -> Option<Count> {
        self.counts.get(rule).copied().filter(|count| count.precision().is_some())
    }

    /// Writes the file: a rule a line, in the order of their names.
    pub fn to_turtle(&self) -> String {
        let mut text = String::from(
            "# How often each rule was right on gold annotations. tests/gold/README.md says how to measure again.\n",
        );
        // writing to a String cannot fail
        for (prefix, namespace) in
            PREFIXES.iter().filter(|(prefix, _)| ["chy", "rule", "dcterms", "itsrdf"].contains(prefix))
        {
            let _ = writeln!(text, "@prefix {prefix}: <{namespace}> .");
        }
        let sources: Vec<String> = self.sources.iter().map(|source| format!("{source:?}")).collect();
        if !sources.is_empty() {
            let _ = write!(text, "\nrule: dcterms:source {} .\n", sources.join(" ,\n  "));
        }
        text.push('\n');
        for (id, count) in &self.counts {
            let Count { fired, right, wrong } = count;
            let _ = write!(text, "rule:{id} chy:fired {fired} ; chy:right {right} ; chy:wrong {wrong}");
            if let (Some(precision), Some((low, high))) = (count.precision(), count.interval()) {
                let _ = write!(
                    text,
                    " ; itsrdf:taConfidence {precision:.3} ; chy:lowerBound {low:.3} ; chy:upperBound {high:.3}"
                );
            }
            text.push_str(" .\n");
        }
        text
    }
}

/// How often a rule was right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many statements it made.
    pub fired: usize,
    /// How many of them gold confirms.
    pub right: usize,
    /// How many it contradicts.
    pub wrong: usize,
}

impl Count {
    /// The share of what gold could judge that is right; `None` where it could judge nothing.
    pub fn precision(self) -> Option<f64> {
        let judged = self.right + self.wrong;
        (judged > 0).then(|| self.right as f64 / judged as f64)
    }

    /// The bounds between which the precision lies, with 95 % confidence.
    ///
    /// E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927: it holds for few
    /// counts too, and never leaves 0 to 1.
    pub fn interval(self) -> Option<(f64, f64)> {
        const Z: f64 = 1.959_963_984_540_054;
        let p = self.precision()?;
        let n = (self.right + self.wrong) as f64;
        let middle = p + Z * Z / (2.0 * n);
        let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        Some((((middle - spread) / scale).max(0.0), ((middle + spread) / scale).min(1.0)))
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, more: Self) {
        self.fired += more.fired;
        self.right += more.right;
        self.wrong += more.wrong;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule;

    fn count(fired: usize, right: usize, wrong: usize) -> Count {
        Count { fired, right, wrong }
    }

    /// The figures for 9 of 10 are those of R's `prop.test(9, 10, correct = FALSE)`; at the ends the method has a closed
    /// form.
    #[test]
    fn the_interval_is_wilsons() {
        let interval =
            |right, wrong| count(0, right, wrong).interval().map(|(low, high)| format!("{low:.4} {high:.4}"));
        assert_eq!(interval(9, 1).as_deref(), Some("0.5958 0.9821"));
        assert_eq!(interval(1, 0).as_deref(), Some("0.2065 1.0000"));
        assert_eq!(interval(0, 1).as_deref(), Some("0.0000 0.7935"));
        assert_eq!(interval(0, 0), None);
    }

    #[test]
    fn what_is_written_is_read() {
        let counts = [("meet.with", count(12, 9, 1)), ("name.place", count(5, 0, 0))];
        let written = Confidence {
            counts: counts.map(|(id, count)| (id.to_owned(), count)).into(),
            sources: vec!["a.json (1 document)".into(), "b \"c\".json (2 documents)".into()],
        };
        let text = written.to_turtle();
        assert_eq!(Confidence::read("rules.ttl", &text).unwrap(), written);
        assert!(text.contains("rule:meet.with chy:fired 12 ; chy:right 9 ; chy:wrong 1 ; itsrdf:taConfidence 0.900 ;"));
        assert_eq!(written.of("meet.with"), Some(count(12, 9, 1)));
        assert_eq!((written.of("name.place"), written.of("no.such-rule")), (None, None));
    }

    #[test]
    fn what_is_no_count_is_said() {
        let text =
            "@prefix chy: <https://w3id.org/chancery/ontology#> .\n<https://w3id.org/chancery/rule/a.b> chy:right -1 .";
        let error = Confidence::read("rules.ttl", text).unwrap_err().to_string();
        assert_eq!(error, "rules.ttl: a.b: “-1” is no count");
    }

    #[test]
    fn the_bundled_file_speaks_of_rules_that_there_are() {
        let bundled = Confidence::bundled().unwrap();
        assert!(bundled.counts.values().any(|count| count.precision().is_some()));
        assert!(!bundled.sources.is_empty());
        for id in bundled.counts.keys() {
            assert!(rule::ALL.iter().any(|rule| rule.id == id), "there is no rule {id}: measure again");
        }
    }
}
