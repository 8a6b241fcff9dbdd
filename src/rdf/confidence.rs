//! How often each rule was right when it was measured on gold annotations: `data/rules.ttl`.

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

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures of R's `prop.test(9, 10, correct = FALSE)` and of the method's own closed form at the ends.
    #[test]
    fn the_interval_is_wilsons() {
        let interval = |right, wrong| {
            Count { fired: 0, right, wrong }.interval().map(|(low, high)| (format!("{low:.4}"), format!("{high:.4}")))
        };
        assert_eq!(interval(9, 1), Some(("0.5958".into(), "0.9821".into())));
        assert_eq!(interval(1, 0), Some(("0.2065".into(), "1.0000".into())));
        assert_eq!(interval(0, 0), None);
    }
}
