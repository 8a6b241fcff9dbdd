//! Whether an occasion came to pass: what the words around it say that make it a plan, a wish or a failure.

use super::Reader;
use super::clause::DONE;
use super::occasion::REACH;
use crate::recognise::lexicon::Cue;
use crate::recognise::phrase::What;
use std::ops::Range;

/// Words right before an occasion that is only to come.
pub(super) const TO_COME: &[&str] = &["possible", "future", "next", "potential", "further", "another"];

/// Words between an occasion and a verb.
const GOVERNS: &[&str] =
    &["for", "of", "on", "about", "to", "against", "in", "at", "during", "after", "from", "by", "with", "and"];

impl Reader<'_> {
    /// Whether a word before an occasion makes a plan of it: `a briefing for talks`, but not `a briefing on talks`.
    pub(super) fn is_wish(&self, at: usize) -> bool {
        let reports =
            self.scene.is(at, &["briefing"]) && self.scene.is(at + 1, &["on", "about", "regarding", "concerning"]);
        // `at the request of A`, `at B's suggestion`: what was done
        let granted = self.scene.is(at, &["request", "proposal", "suggestion", "wish", "desire", "invitation"])
            && (at.saturating_sub(3).max(self.span.start)..at).any(|i| self.scene.is(i, &["at", "on", "upon"]));
        self.scene.cue(at, Cue::Wish) && !reports && !granted
    }

    /// Whether an occasion is the second of two that one plan is about: `plans for talks between A and B and for a
    /// conversation between C and D`.
    pub(super) fn goes_on_with(&self, plan: usize, at: usize) -> bool {
        let scene = self.scene;
        let joins =
            |i: usize| scene.is(i, &["and", "or", "as", "well", "for", "of", "on", "a", "an", "the", "another"]);
        let sort = |i: usize| joins(i) || scene.sign(i, ',') || i + 1 == at;
        plan < at && scene.is(plan + usize::from(scene.sign(plan, ',')), &["and", "or", "as"]) && (plan..at).all(sort)
    }

    /// Whether what governs an occasion leaves open whether it came to pass: `calls for a meeting`, `insists on a meeting`,
    /// `the cancellation of talks`, `seeks talks`, `the failed meeting`.
    pub(super) fn is_only_thought_of(&self, at: usize) -> bool {
        let scene = self.scene;
        let from = self.span.start.max(at.saturating_sub(REACH));
        let article = |i: &usize| scene.is(*i, &["a", "an", "the", "any", "another", "such", "this", "his", "their"]);
        let sort = |i: &usize| {
            matches!(scene.what(*i), Some(What::Token)) && scene.verbs(*i).is_empty() && !scene.is(*i, GOVERNS)
        };
        let sorts = (from..at).rev().take_while(|i| sort(i) && !article(i)).last().unwrap_or(at);
        // a verb looks like one of them where there is no article between: `fears urgent talks`
        // `considers a meeting`, but `considering the meetings`
        let article_at =
            sorts.checked_sub(1).filter(|i| *i >= from && scene.is(*i, &["the", "these", "this", "his", "their"]));
        let weighs =
            |i: usize| article_at.is_some() && scene.is(i, &["consider", "considers", "considered", "considering"]);
        let seeks = |i: usize| scene.cue(i, Cue::Seeks) && !weighs(i);
        if (sorts..at).any(|i| scene.cue(i, Cue::Failed) || seeks(i)) {
            return true;
        }
        let first = if sorts > from && article(&(sorts - 1)) { sorts - 1 } else { sorts };
        let Some(governor) = first.checked_sub(1).filter(|governor| *governor >= from) else { return false };
        // `tries to get A an audience with B`
        let given = scene.group_before(first, from).map(|given| given.phrases.start);
        let given = given.or_else(|| scene.is(governor, &["him", "her", "them"]).then_some(governor));
        let governor =
            given.and_then(|given| given.checked_sub(1)).filter(|i| scene.cue(*i, Cue::Arranges)).unwrap_or(governor);
        let before = |cue: Cue| governor > from && scene.cue(governor - 1, cue);
        let infinitive = governor > from && scene.is(governor - 1, &["to"]);
        // `managed to obtain an interview`
        let done = governor > from + 1 && (scene.is(governor - 2, DONE) || scene.is(governor - 2, &["able"]));
        // `the failure of the talks`: they were held
        let broke_down = governor > from && scene.is(governor - 1, &["failure"]) && scene.is(first, &["the"]);
        seeks(governor)
            || (scene.cue(governor, Cue::Arranges) && infinitive && !done)
            || (scene.is(governor, &["for"]) && (self.in_title || before(Cue::CallsFor)))
            || (scene.is(governor, &["of"]) && before(Cue::Lacks) && !broke_down)
            || (scene.is(governor, &["on"]) && before(Cue::InsistsOn))
            || (scene.is(governor, &["about"]) && before(Cue::DoubtsAbout))
            || (scene.is(governor, &["to", "against"]) && before(Cue::Opposes))
    }

    /// Where the words before an occasion begin that may make it a plan: further ahead where it is the second of two things
    /// of which one verb tells, as in `announces a plenum for the end of the month and a meeting with B`.
    pub(super) fn coordinated(&self, from: usize, at: usize) -> usize {
        let scene = self.scene;
        let second = (at.saturating_sub(3).max(from)..at).any(|i| scene.is(i, &["and", "or"]));
        let further = self.clause_start(at).max(at.saturating_sub(2 * REACH));
        let plain = |i: usize| scene.who[i].is_empty() && (scene.verbs(i).is_empty() || scene.cue(i, Cue::Wish));
        if second && (further..from).all(plain) { further } else { from }
    }

    /// Whether what is denied before an occasion was sought or wished: `has not obtained an appointment with B`, `sees no
    /// obstacle to a meeting`.
    pub(super) fn is_refused(&self, before: Range<usize>, at: usize) -> bool {
        let scene = self.scene;
        let sought = |i: usize| {
            self.is_wish(i)
                || scene.cue(i, Cue::Seeks)
                || scene.cue(i, Cue::Disposed)
                || scene.is(i, &["obstacle", "obstacles", "objection", "objections", "arrange", "arranged"])
        };
        self.is_appointment(at) || before.into_iter().any(sought)
    }

    /// Whether a word of its clause makes a wish of what a subject does: `suggests that A call on B`. What is told after it in
    /// the present is none: `brings a list of requests, and hands it to B`.
    pub(super) fn is_wished(&self, clause: usize, subject: usize, verb: usize) -> bool {
        let scene = self.scene;
        let told = (scene.is(subject, &["and", "but"]) || scene.sign(subject, ','))
            && !scene.verbs(verb).is_empty()
            && scene.text.key(scene.token(verb)).ends_with('s');
        let relative = |i: &usize| scene.is(*i, &["which", "where", "because"]);
        let from = (clause..subject).rev().find(relative).unwrap_or(clause);
        !told && (from..verb.max(subject)).any(|i| self.is_wish(i))
    }

    /// Whether it is asked, or not known, whether a clause that begins here came to pass: `asks whether A would see B`.
    pub(super) fn is_in_question(&self, at: usize) -> bool {
        let from = at.saturating_sub(2).max(self.span.start);
        (from..at).any(|i| self.scene.cue(i, Cue::Doubt) && self.scene.cue(i, Cue::Open))
    }

    /// Whether the words before an occasion leave open in a document whether it came to pass.
    pub(super) fn is_open(&self, before: Range<usize>) -> bool {
        let scene = self.scene;
        before.clone().any(|i| {
            let idle = scene.is(i, &["to", "about"]) && !scene.cue(i + 1, Cue::Held);
            (scene.cue(i, Cue::Open) && !idle)
                || scene.is(i, &["prior", "pending", "opportunity", "possibly", "early", "forward"])
        })
    }

    /// Whether the words after a meeting say that it did not take place, or not yet.
    pub(super) fn fell_through(&self, after: usize) -> bool {
        let scene = self.scene;
        (after..self.span.end.min(after + 6)).any(|i| {
            scene.cue(i, Cue::Denied)
                || scene
                    .is(i, &["will", "would", "should", "tomorrow", "next", "forthcoming", "cancelled", "postponed"])
        })
    }

    /// Whether what is said of a meeting says that it is to come: `a meeting of A and B would be useful`, `is unlikely`.
    pub(super) fn is_said_to_be_open(&self, at: usize) -> bool {
        let scene = self.scene;
        let would = scene.is(at, &["would", "could", "should", "might", "may", "will", "can", "shall"]);
        let is = scene.is(at, &["is", "was", "are", "were", "seems", "seemed", "appears", "remains", "remained"]);
        let being =
            is && scene.is(at + 1, &["being"]) && (scene.cue(at + 2, Cue::Open) || scene.cue(at + 2, Cue::Wish));
        let open = [
            "unlikely",
            "likely",
            "impossible",
            "possible",
            "premature",
            "useless",
            "undesirable",
            "desirable",
            "necessary",
            "needed",
            "inconceivable",
            "out",
            "to",
            "planned",
        ];
        would || being || (is && scene.is(at + 1, &open))
    }
}
