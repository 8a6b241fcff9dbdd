//! Every term of a vocabulary that a graph uses, written once.
//!
//! The lists are checked against the vocabularies themselves by `tests/ontology.rs`.

use crate::claim::DEFAULT_BASE;
use oxigraph::model::NamedNodeRef;

/// A term of a vocabulary.
pub type Term = NamedNodeRef<'static>;

macro_rules! vocabularies {
    ($($(#[$doc:meta])* $prefix:ident $iri:literal { $($term:ident)* $(; $($name:ident = $suffix:literal)*)? })*) => {
        $($(#[$doc])*
        #[allow(non_upper_case_globals, reason = "terms are called as their vocabulary calls them")]
        pub mod $prefix {
            /// What the IRIs of its terms begin with.
            pub const PREFIX: &str = $iri;
            $(
                #[doc = concat!("`", stringify!($prefix), ":", stringify!($term), "`")]
                pub const $term: super::Term = super::Term::new_unchecked(concat!($iri, stringify!($term)));
            )*
            $($(
                #[doc = concat!("`", stringify!($prefix), ":", $suffix, "`")]
                pub const $name: super::Term = super::Term::new_unchecked(concat!($iri, $suffix));
            )*)?
        })*

        /// The prefix and namespace of each vocabulary, in the order in which a Turtle file declares them.
        pub const PREFIXES: &[(&str, &str)] = &[$((stringify!($prefix), $iri)),*];

        /// Every term above: its prefix, its namespace and its name.
        pub const TERMS: &[(&str, &str, &str)] = &[
            $($((stringify!($prefix), $iri, stringify!($term)),)* $($((stringify!($prefix), $iri, $suffix),)*)?)*
        ];
    };
}

vocabularies! {
    /// Our own: what no other vocabulary has.
    chy "https://w3id.org/chancery/ontology#" {
        Decision DiplomaticMission Encounter Feature UnnamedPerson adjective demonym field fired lowerBound mayBe
        mentioned participants reason receivingState recipients right sendingState upperBound weight wrong
    }
    /// Our controlled values. They are data: see [`super::kind`].
    kind "https://w3id.org/chancery/kind/" { inferred stated unread }
    /// The nodes of our rules. They are data: see [`crate::rule`].
    rule "https://w3id.org/chancery/rule/" { }
    /// The nodes of a person's decisions. They are data: see [`crate::decision`].
    decision "https://w3id.org/chancery/decision/" { }
    /// The nodes of what links of people are weighed by. They are data: see [`chy::Feature`].
    feature "https://w3id.org/chancery/feature/" { }
    /// Records in Contexts.
    rico "https://www.ica.org/standards/RiC/ontology#" {
        CorporateBody CorporateBodyType Date DocumentaryFormType Event EventType Person Place Position Record RecordSet Type
        agentHasOrHadLocation dateQualifier describesOrDescribed existsOrExistedIn generalDescription hasAddressee
        hasAuthor hasCreationDate hasDocumentaryFormType hasEventType hasOrHadCorporateBodyType hasOrHadJurisdiction
        hasOrHadLocation hasOrHadParticipant hasOrHadType hasSender identifier includesOrIncluded isOrWasIncludedIn
        isAgentAssociatedWithPlace isEquivalentTo isRecordResourceAssociatedWithRecordResource name normalizedDateValue note occupiesOrOccupied
        occurredAtDate relationHasSource scopeAndContent title
    }
    /// schema.org.
    schema "https://schema.org/" { mentions text }
    /// Web Annotation: passages of a text.
    oa "http://www.w3.org/ns/oa#" { end exact hasSource start }
    /// PROV-O: what a statement was derived from, and by what.
    prov "http://www.w3.org/ns/prov#" { Entity SoftwareAgent wasAttributedTo wasDerivedFrom }
    /// Datasets and their files; of a release, not of a graph.
    dcat "http://www.w3.org/ns/dcat#" { }
    /// What a graph holds; of a release, not of a graph.
    void "http://rdfs.org/ns/void#" { }
    /// Checksums; of a release, not of a graph.
    spdx "http://spdx.org/rdf/terms#" { }
    /// The Internationalization Tag Set's ontology: how sure a tool is of what it marks.
    itsrdf "http://www.w3.org/2005/11/its/rdf#" { taConfidence }
    /// CIDOC CRM: the bounds of a date.
    crm "http://www.cidoc-crm.org/cidoc-crm/" { P82a_begin_of_the_begin P82b_end_of_the_end }
    /// SKOS.
    skos "http://www.w3.org/2004/02/skos/core#" { altLabel hiddenLabel prefLabel }
    /// Dublin Core's fifteen elements, whose values are words.
    dc "http://purl.org/dc/elements/1.1/" { contributor coverage creator language source subject }
    /// Dublin Core terms.
    dcterms "http://purl.org/dc/terms/" { date source ; type_ = "type" }
    /// OWL.
    owl "http://www.w3.org/2002/07/owl#" { differentFrom sameAs }
    /// RDF itself.
    rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#" { object predicate subject ; type_ = "type" }
    /// RDF Schema.
    rdfs "http://www.w3.org/2000/01/rdf-schema#" { comment label }
    /// The datatypes.
    xsd "http://www.w3.org/2001/XMLSchema#" { dateTime decimal gYear gYearMonth nonNegativeInteger ; date = "date" }
}

/// An IRI for a table: with a well-known prefix, or below ours from its kind on.
pub fn shorten(iri: &str) -> String {
    let known = PREFIXES.iter().find_map(|(prefix, start)| Some(format!("{prefix}:{}", iri.strip_prefix(start)?)));
    known.unwrap_or_else(|| iri.strip_prefix(DEFAULT_BASE).unwrap_or(iri).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_iris_are_short() {
        assert_eq!(shorten("https://w3id.org/chancery/rule/date.field"), "rule:date.field");
        assert_eq!(shorten("https://w3id.org/chancery/id/person/kim-il"), "person/kim-il");
        assert_eq!(shorten("http://example.org/x"), "http://example.org/x");
    }
}
