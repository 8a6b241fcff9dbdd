//! A query asks for what is stated, and not for what is worked out of it and kept beside it: see [`derived`].
//!
//! The union of all graphs has both, and an evaluator takes it whole. So the query is what is changed, which costs nothing
//! where it names its properties: what is derived has properties of its own. Whoever names the graph of it gets it.

use crate::rdf::derived::{self, TIES};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode};
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, Variable};
use spargebra::{GraphUpdateOperation, Query, Update};

/// Has a query see nothing that is derived, unless it says which graphs it is put to.
pub fn only(query: &mut Query) {
    use Query::{Ask, Construct, Describe, Select};
    let (Select { dataset, pattern, .. }
    | Construct { dataset, pattern, .. }
    | Describe { dataset, pattern, .. }
    | Ask { dataset, pattern, .. }) = query;
    if dataset.is_none() {
        narrow(pattern);
    }
}

/// The same of what an update looks for.
pub fn only_in(update: &mut Update) {
    for operation in &mut update.operations {
        if let GraphUpdateOperation::DeleteInsert { using: None, pattern, .. } = operation {
            narrow(pattern);
        }
    }
}

fn narrow(pattern: &mut GraphPattern) {
    use GraphPattern as P;
    match pattern {
        P::Bgp { patterns } => {
            let mut predicates: Vec<&NamedNodePattern> = patterns.iter().map(|triple| &triple.predicate).collect();
            predicates.sort_by_key(ToString::to_string);
            predicates.dedup();
            let wanted: Vec<Expression> = predicates.into_iter().filter_map(stated).collect();
            wanted.into_iter().for_each(|wanted| filter(pattern, wanted));
        }
        P::Path { path, .. } => narrow_path(path),
        P::Graph { name: NamedNodePattern::Variable(name), .. } => {
            let wanted = is_none_of(name, std::iter::once(TIES.into_owned()));
            filter(pattern, wanted);
        }
        P::Graph { .. } | P::Service { .. } | P::Values { .. } => {}
        P::Join { left, right } | P::Lateral { left, right } | P::Union { left, right } | P::Minus { left, right } => {
            narrow(left);
            narrow(right);
        }
        P::LeftJoin { left, right, expression } => {
            narrow(left);
            narrow(right);
            expression.iter_mut().for_each(narrow_expression);
        }
        P::Filter { expr: expression, inner } | P::Extend { expression, inner, .. } => {
            narrow(inner);
            narrow_expression(expression);
        }
        P::OrderBy { inner, expression } => {
            narrow(inner);
            for OrderExpression::Asc(expression) | OrderExpression::Desc(expression) in expression {
                narrow_expression(expression);
            }
        }
        P::Group { inner, aggregates, .. } => {
            narrow(inner);
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    narrow_expression(expr);
                }
            }
        }
        P::Project { inner, .. } | P::Distinct { inner } | P::Reduced { inner } | P::Slice { inner, .. } => {
            narrow(inner);
        }
    }
}

/// Patterns stand in expressions, too: `EXISTS { … }`.
fn narrow_expression(expression: &mut Expression) {
    use Expression as E;
    match expression {
        E::Exists(pattern) => narrow(pattern),
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
