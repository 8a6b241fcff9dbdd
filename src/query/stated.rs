//! A query asks for what is stated, and not for what is worked out of it and kept beside it: see [`derived`].
//!
//! The union of all graphs has both, and an evaluator takes it whole. So the query is what is changed, which costs nothing
//! where it names its properties: what is derived has properties of its own. Whoever names the graph of it gets it.

use crate::rdf::derived::{self, TIES};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern, Variable};
use spargebra::{GraphUpdateOperation, Query, Update};
use std::collections::BTreeSet;

/// A property by which nothing is said.
const NOTHING: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/chancery/tie#nothing");

/// Has a query see nothing that is derived, unless it says which graphs it is put to.
pub fn only(query: &mut Query) {
    use Query::{Ask, Construct, Describe, Select};
    let (Select { dataset, pattern, .. }
    | Construct { dataset, pattern, .. }
    | Describe { dataset, pattern, .. }
    | Ask { dataset, pattern, .. }) = query;
    if dataset.is_none() {
        narrow(pattern, &Known::new());
    }
}

/// The same of what an update looks for.
pub fn only_in(update: &mut Update) {
    for operation in &mut update.operations {
        if let GraphUpdateOperation::DeleteInsert { using: None, pattern, .. } = operation {
            narrow(pattern, &Known::new());
        }
    }
}

/// Variables that some other part of a pattern binds, to what is stated or to what it says itself.
type Known = BTreeSet<Variable>;

fn narrow(pattern: &mut GraphPattern, known: &Known) {
    use GraphPattern as P;
    match pattern {
        P::Bgp { patterns } => {
            let mut predicates: Vec<&NamedNodePattern> = patterns.iter().map(|triple| &triple.predicate).collect();
            predicates.sort_by_key(ToString::to_string);
            predicates.dedup();
            let wanted: Vec<Expression> = predicates.into_iter().filter_map(stated).collect();
            wanted.into_iter().for_each(|wanted| filter(pattern, wanted));
        }
        P::Path { subject, path, object } => {
            narrow_path(path);
            let wanted = can_be_empty(path).then(|| ends(subject, object, known)).flatten();
            wanted.into_iter().for_each(|wanted| filter(pattern, wanted));
        }
        P::Graph { name: NamedNodePattern::Variable(name), .. } => {
            let wanted = is_none_of(name, std::iter::once(TIES.into_owned()));
            filter(pattern, wanted);
        }
        P::Graph { .. } | P::Service { .. } | P::Values { .. } => {}
        P::Join { left, right } => {
            let (here, there) = (&with(known, left), &with(known, right));
            narrow(left, there);
            narrow(right, here);
        }
        P::Union { left, right } => {
            narrow(left, known);
            narrow(right, known);
        }
        P::Lateral { left, right } | P::Minus { left, right } => {
            let here = &with(known, left);
            narrow(left, known);
            narrow(right, here);
        }
        P::LeftJoin { left, right, expression } => {
            let here = &with(known, left);
            narrow(left, known);
            narrow(right, here);
            expression.iter_mut().for_each(narrow_expression);
        }
        P::Filter { expr: expression, inner } | P::Extend { expression, inner, .. } => {
            narrow(inner, known);
            narrow_expression(expression);
        }
        P::OrderBy { inner, expression } => {
            narrow(inner, known);
            for OrderExpression::Asc(expression) | OrderExpression::Desc(expression) in expression {
                narrow_expression(expression);
            }
        }
        P::Group { inner, aggregates, .. } => {
            narrow(inner, &Known::new());
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    narrow_expression(expr);
                }
            }
        }
        P::Distinct { inner } | P::Reduced { inner } => narrow(inner, known),
        // what is not in view has no more than its name in common
        P::Project { inner, .. } | P::Slice { inner, .. } => narrow(inner, &Known::new()),
    }
}

/// What is known, and what a pattern binds in any case, if it is narrowed.
fn with(known: &Known, pattern: &GraphPattern) -> Known {
    let mut all = known.clone();
    bound(pattern, &mut all);
    all
}

fn bound(pattern: &GraphPattern, all: &mut Known) {
    use GraphPattern as P;
    let mut end = |term: &TermPattern| {
        if let TermPattern::Variable(name) = term {
            all.insert(name.clone());
        }
    };
    match pattern {
        P::Bgp { patterns } => patterns.iter().for_each(|triple| {
            end(&triple.subject);
            end(&triple.object);
        }),
        P::Path { subject, path, object } if !can_be_empty(path) => [subject, object].into_iter().for_each(end),
        P::Join { left, right } | P::Lateral { left, right } => {
            bound(left, all);
            bound(right, all);
        }
        P::LeftJoin { left, .. } | P::Minus { left, .. } => bound(left, all),
        P::Filter { inner, .. } | P::Distinct { inner } | P::Reduced { inner } => bound(inner, all),
        P::Extend { inner, variable, .. } => {
            bound(inner, all);
            all.insert(variable.clone());
        }
        P::Union { left, right } => {
            let right = with(&Known::new(), right);
            all.extend(with(&Known::new(), left).intersection(&right).cloned());
        }
        P::Project { inner, variables } => {
            let inner = with(&Known::new(), inner);
            all.extend(variables.iter().filter(|name| inner.contains(name)).cloned());
        }
        _ => {}
    }
}

/// Whether a path may lead nowhere: then it leads from each node of the graph to itself.
fn can_be_empty(path: &PropertyPathExpression) -> bool {
    use PropertyPathExpression as P;
    match path {
        P::NamedNode(_) | P::NegatedPropertySet(_) => false,
        P::ZeroOrMore(_) | P::ZeroOrOne(_) => true,
        P::Sequence(a, b) => can_be_empty(a) && can_be_empty(b),
        P::Alternative(a, b) => can_be_empty(a) || can_be_empty(b),
        P::Reverse(it) | P::OneOrMore(it) => can_be_empty(it),
    }
}

/// That the ends of a path that may lead nowhere are of something stated. Where they are two, it leads from the one to the
/// other by what is stated, so that only a path from a node to itself costs a look.
fn ends(subject: &TermPattern, object: &TermPattern, known: &Known) -> Option<Expression> {
    let node = |of: &TermPattern| match of {
        TermPattern::Variable(name) => Some(name.clone()),
        _ => None,
    };
    match (node(subject), node(object)) {
        (Some(one), Some(other)) if known.contains(&one) || known.contains(&other) => None,
        (Some(one), Some(other)) => {
            let same = Expression::SameTerm(Box::new(one.clone().into()), Box::new(other.into()));
            Some(Expression::Or(Box::new(Expression::Not(Box::new(same))), Box::new(is_stated(&one))))
        }
        // of a path that is written as several, one end may be nameless
        (Some(one), None) | (None, Some(one))
            if !known.contains(&one)
                && [subject, object].iter().any(|end| matches!(end, TermPattern::BlankNode(_))) =>
        {
            Some(is_stated(&one))
        }
        _ => None,
    }
}

/// That something is the subject or the object of a statement.
fn is_stated(node: &Variable) -> Expression {
    let (other, property) = (Variable::new_unchecked("chancery_other"), Variable::new_unchecked("chancery_property"));
    let exists = |subject: &Variable, object: &Variable| {
        let (subject, object) = (subject.clone().into(), object.clone().into());
        let triple = TriplePattern { subject, predicate: property.clone().into(), object };
        let mut pattern = GraphPattern::Bgp { patterns: vec![triple] };
        filter(&mut pattern, is_none_of(&property, derived::properties()));
        Box::new(Expression::Exists(Box::new(pattern)))
    };
    Expression::Or(exists(node, &other), exists(&other, node))
}

/// Patterns stand in expressions, too: `EXISTS { … }`.
fn narrow_expression(expression: &mut Expression) {
    use Expression as E;
    match expression {
        E::Exists(pattern) => narrow(pattern, &Known::new()),
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => {}
        E::Or(a, b)
        | E::And(a, b)
        | E::Equal(a, b)
        | E::SameTerm(a, b)
        | E::Greater(a, b)
        | E::GreaterOrEqual(a, b)
        | E::Less(a, b)
        | E::LessOrEqual(a, b)
        | E::Add(a, b)
        | E::Subtract(a, b)
        | E::Multiply(a, b)
        | E::Divide(a, b) => [a, b].into_iter().for_each(|it| narrow_expression(it)),
        E::UnaryPlus(it) | E::UnaryMinus(it) | E::Not(it) => narrow_expression(it),
        E::In(it, others) => {
            narrow_expression(it);
            others.iter_mut().for_each(narrow_expression);
        }
        E::If(a, b, c) => [a, b, c].into_iter().for_each(|it| narrow_expression(it)),
        E::Coalesce(all) | E::FunctionCall(_, all) => all.iter_mut().for_each(narrow_expression),
    }
}

/// A path that takes all properties but some does not take those of what is derived either.
fn narrow_path(path: &mut PropertyPathExpression) {
    use PropertyPathExpression as P;
    match path {
        P::NamedNode(name) if derived::properties().any(|derived| derived == *name) => *name = NOTHING.into_owned(),
        P::NamedNode(_) => {}
        P::NegatedPropertySet(not) => not.extend(derived::properties()),
        P::Sequence(a, b) | P::Alternative(a, b) => [a, b].into_iter().for_each(|it| narrow_path(it)),
        P::Reverse(it) | P::ZeroOrMore(it) | P::OneOrMore(it) | P::ZeroOrOne(it) => narrow_path(it),
    }
}

/// That what is said by a property is stated; nothing where that is sure.
fn stated(predicate: &NamedNodePattern) -> Option<Expression> {
    match predicate {
        NamedNodePattern::Variable(name) => Some(is_none_of(name, derived::properties())),
        NamedNodePattern::NamedNode(name) => derived::properties()
            .any(|derived| derived == *name)
            .then(|| Literal::new_typed_literal("false", xsd::BOOLEAN).into()),
    }
}

fn is_none_of(name: &Variable, nodes: impl Iterator<Item = NamedNode>) -> Expression {
    let nodes = nodes.map(Expression::NamedNode).collect();
    Expression::Not(Box::new(Expression::In(Box::new(name.clone().into()), nodes)))
}

fn filter(pattern: &mut GraphPattern, expr: Expression) {
    let inner = Box::new(std::mem::take(pattern));
    *pattern = GraphPattern::Filter { expr, inner };
}
