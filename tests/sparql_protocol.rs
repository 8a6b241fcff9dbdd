//! The SPARQL 1.1 Protocol and the Graph Store HTTP Protocol, as the W3C's tests go through them: the same cases, with
//! graphs of our own.

#![cfg(all(unix, feature = "serve"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod served;

use served::{Answer, SAMPLE, Served};

const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";
const JSON: &str = "application/sparql-results+json";

fn writable() -> Served {
    Served::with(&[SAMPLE, "--writable"])
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Parameters as an address or a form has them.
fn params(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

fn post(served: &Served, address: &str, media: &str, body: &str) -> Answer {
    served.ask("POST", address, &[("Content-Type", media)], body.as_bytes())
}

fn answers(answer: &Answer, yes: bool) {
    assert_eq!((answer.status, answer.media()), (200, JSON), "{}", answer.text());
    assert_eq!(answer.text(), format!("{{\"head\":{{}},\"boolean\":{yes}}}"));
}

/// Names of media types and of schemes are the same in capitals.
#[test]
fn capitals_make_no_difference() {
    let served = writable();
    let token = format!("bearer {}", served::TOKEN);
    let change = [("Content-Type", "Application/SPARQL-Update"), ("Authorization", token.as_str())];
    let made = served.ask("POST", "/update", &change, b"INSERT DATA { <a:a> <b:b> 1 }");
    assert_eq!(made.status, 204, "{}", made.text());
    let graph = [("Content-Type", "Text/Turtle; charset=UTF-8"), ("Authorization", token.as_str())];
    let made = served.ask("PUT", "/store?graph=http%3A%2F%2Fg", &graph, b"<a:a> <b:b> 1 .");
    assert_eq!(made.status, 201, "{}", made.text());
    for (accept, media) in
        [("Text/CSV", "text/csv"), ("APPLICATION/SPARQL-Results+XML", "application/sparql-results+xml")]
    {
        let answer = served.get(&format!("/sparql?{}", params(&[("query", "SELECT * {} LIMIT 1")])), accept);
        assert_eq!((answer.status, answer.media()), (200, media), "{accept}");
    }
    let form = "Multipart/Form-Data; Boundary=xyz";
    let body = "--xyz\r\nContent-Disposition: form-data; name=\"g\"; filename=\"g.ttl\"\r\nContent-Type: text/turtle\r\n\r\n<a:a> <b:b> 2 .\r\n--xyz--\r\n";
    let made = served.change("POST", "/store?graph=http%3A%2F%2Fg", form, body);
    assert_eq!(made.status, 204, "{}", made.text());
}

const GRAPH: &str = "/store?graph=http%3A%2F%2Fexample.org%2Fg";

#[test]
fn a_graph_is_put_where_it_is_as_it_was_thought_to_be() {
    let served = writable();
    let token = format!("Bearer {}", served::TOKEN);
    let put = |condition: &str, value: &str, n: usize| {
        let headers = [("Content-Type", "text/turtle"), ("Authorization", token.as_str()), (condition, value)];
        served
            .ask("PUT", GRAPH, &headers, format!("<http://example.org/s> <http://example.org/p> {n} .").as_bytes())
            .status
    };
    let holds = |n: usize| served.is_true(&format!("ASK {{ GRAPH <http://example.org/g> {{ ?s ?p {n} }} }}"));
    assert_eq!(put("If-Match", "*", 1), 412);
    assert_eq!(put("If-None-Match", "*", 2), 201);
    assert_eq!(put("If-None-Match", "*", 3), 412);
    assert!(holds(2));
    assert_eq!(put("If-Match", "*", 4), 204);
    let tag = served.get(GRAPH, "text/turtle").header("ETag").unwrap().to_owned();
    assert_eq!(put("If-Match", "\"another\"", 5), 412);
    assert!(holds(4));
    assert_eq!(put("If-Match", &format!("\"another\", {tag}"), 6), 204);
    assert_eq!(put("If-Match", &tag, 7), 412);
    assert!(holds(6));
}

#[test]
fn nothing_that_is_sent_is_dropped() {
    let served = writable();
    let part = |n: usize| {
        format!(
            "--xyz\r\nContent-Disposition: form-data; name=\"g\"; filename=\"{n}.ttl\"\r\nContent-Type: text/turtle\r\n\r\n<http://a> <http://b> {n} .\r\n"
        )
    };
    let several = served.change(
        "POST",
        GRAPH,
        "multipart/form-data; boundary=xyz",
        &format!("{}{}--xyz--\r\n", part(1), part(2)),
    );
    assert_eq!((several.status, several.text().contains("several files")), (400, true), "{}", several.text());
    let quad = |graph: &str| {
        served.change("POST", GRAPH, "application/n-quads", &format!("<http://a> <http://b> \"c\" {graph} .\n"))
    };
    let other = quad("<http://example.org/other>");
    assert_eq!((other.status, other.text().contains("<http://example.org/other>")), (400, true), "{}", other.text());
    assert!(!served.is_true("ASK { <http://a> ?p ?o }"));
    assert_eq!(quad("<http://example.org/g>").status, 201);
    assert_eq!(quad("").status, 204);
}

#[test]
fn what_is_worked_out_is_no_statement() {
    let all = Served::sample().get("/store?default", "application/n-triples");
    assert_eq!(all.status, 200);
    assert!(all.text().lines().count() > 1000 && !all.text().contains("chancery/tie#"));
    // a query is put to the same, and an update copies no more
    let served = writable();
    assert!(!served.is_true("ASK { ?s ?p ?o FILTER(CONTAINS(STR(?p), \"chancery/tie#\")) }"));
    assert!(served.is_true("ASK { GRAPH <https://w3id.org/chancery/tie> { ?s ?p ?o } }"));
    let copy = "INSERT { GRAPH <http://example.org/copy> { ?s ?p ?o } } WHERE { ?s ?p ?o }";
    assert_eq!(served.change("POST", "/update", UPDATE, copy).status, 204);
    assert!(served.is_true("ASK { GRAPH <http://example.org/copy> { ?s ?p ?o } }"));
    let copied = "ASK { GRAPH <http://example.org/copy> { ?s <https://w3id.org/chancery/tie#complete> ?o } }";
    assert!(!served.is_true(copied));
}

#[test]
fn an_error_is_no_answer_that_is_known() {
    let served = Served::sample();
    let ask = |address: &str| served.ask("GET", address, &[("If-None-Match", "*")], b"").status;
    assert_eq!(ask(GRAPH), 404);
    assert_eq!(ask("/sparql?query=nonsense"), 400);
    assert_eq!(ask("/no-such-page"), 404);
    assert_eq!(ask("/sparql?query=ASK%20%7B%7D"), 304);
}

/// Three graphs: each has a thing of its own.
fn with_graphs() -> Served {
    let served = writable();
    let made = served.update(
        "PREFIX : <http://example.org/>
         INSERT DATA { GRAPH :g1 { :a :p 1 } GRAPH :g2 { :b :p 2 } GRAPH :g3 { :c :p 3 } }",
    );
    assert_eq!(made.status, 204, "{}", made.text());
    served
}

#[test]
fn queries_come_in_three_ways() {
    let served = Served::sample();
    let ask = "ASK { ?report ?of ?conversation }";
    answers(&served.get(&format!("/sparql?{}", params(&[("query", ask)])), ""), true);
    answers(&post(&served, "/sparql", FORM, &params(&[("query", ask)])), true);
    answers(&post(&served, "/sparql", QUERY, ask), true);
    answers(&post(&served, "/sparql", "Application/SPARQL-Query; charset=utf-8", ask), true);
    // parameters that mean nothing here are passed over
    answers(&served.get(&format!("/sparql?{}&timeout=5&x", params(&[("query", ask)])), ""), true);
    let head = served.ask("HEAD", &format!("/sparql?{}", params(&[("query", ask)])), &[], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn each_sort_of_answer_has_its_formats() {
    let served = Served::sample();
    let (select, ask) = ("SELECT ?s { ?s a ?class } LIMIT 2", "ASK {}");
    let (construct, describe) = ("CONSTRUCT WHERE { ?s a ?class }", "DESCRIBE <https://w3id.org/chancery/kind/report>");
    for (query, accept, media) in [
        (select, "", JSON),
        (select, "*/*", JSON),
        (select, "application/sparql-results+xml", "application/sparql-results+xml"),
        (select, "text/csv, */*;q=0.1", "text/csv"),
        (select, "text/tab-separated-values", "text/tab-separated-values"),
        (ask, "application/sparql-results+xml;q=0.5, application/sparql-results+json", JSON),
        (construct, "", "text/turtle"),
        (construct, "application/rdf+xml", "application/rdf+xml"),
        (construct, "application/n-triples", "application/n-triples"),
        (construct, "application/ld+json", "application/ld+json"),
        (describe, "text/turtle", "text/turtle"),
    ] {
        let answer = served.get(&format!("/sparql?{}", params(&[("query", query)])), accept);
        assert_eq!((answer.status, answer.media()), (200, media), "{query} as {accept}");
        assert!(answer.header("Vary").unwrap().contains("Accept"));
    }
    let refused = served.get(&format!("/sparql?{}", params(&[("query", select)])), "image/png");
    assert_eq!(refused.status, 406);
    assert!(refused.text().contains("text/csv"), "{}", refused.text());
    let named = served.get(&format!("/sparql?{}&format=csv", params(&[("query", select)])), "text/html");
    assert_eq!((named.status, named.media()), (200, "text/csv"));
    assert_eq!(named.text().lines().count(), 3);
}

#[test]
fn what_is_no_query_is_refused() {
    let served = Served::sample();
    let twice = params(&[("query", "ASK {}"), ("query", "SELECT * {}")]);
    let both = params(&[("query", "ASK {}"), ("update", "CLEAR ALL")]);
    for (answer, status, says) in [
        (served.get(&format!("/sparql?{twice}"), ""), 400, "more than once"),
        (post(&served, "/sparql", FORM, &twice), 400, "more than once"),
        (post(&served, "/sparql", FORM, &both), 400, "both"),
        (post(&served, "/sparql", FORM, "x=y"), 400, "neither"),
        (served.ask("PUT", "/sparql", &[("Content-Type", QUERY)], b"ASK {}"), 405, "GET, HEAD, OPTIONS, POST"),
        (served.ask("PATCH", "/sparql", &[("Content-Type", QUERY)], b"ASK {}"), 405, "GET"),
        (served.ask("PUT", "/store?default", &[("Content-Type", "text/turtle")], b""), 403, "--writable"),
        (served.ask("POST", "/sparql", &[], b"query=ASK%20%7B%7D"), 415, "application/sparql-query"),
        (served.ask("POST", "/sparql", &[], b"ASK {}"), 415, ""),
        (post(&served, "/sparql", "text/plain", "ASK {}"), 415, ""),
        (served.ask("POST", "/sparql", &[("Content-Type", QUERY)], b"ASK { ?s ?p '\xfc' }"), 400, "UTF-8"),
        (served.get("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%27%FC%27%20%7D", ""), 400, "UTF-8"),
        (post(&served, "/sparql", QUERY, "ASK\n  { ?s ?p"), 400, "2:"),
        (served.get(&format!("/sparql?{}", params(&[("query", "SELECT nonsense")])), ""), 400, "1:16"),
        (served.get(&format!("/sparql?{}", params(&[("update", "CLEAR ALL")])), ""), 400, "POST"),
        (post(&served, "/sparql?default-graph-uri=%20", QUERY, "ASK {}"), 400, "IRI"),
    ] {
        assert_eq!(answer.status, status, "{answer:?}");
        assert!(answer.text().contains(says), "{} lacks {says}", answer.text());
    }
}

#[test]
fn a_request_names_the_graphs_that_are_asked() {
    let served = with_graphs();
    let (one, two) = ("http://example.org/g1", "http://example.org/g2");
    let default = |yes: &str, no: &str| {
        format!("PREFIX : <http://example.org/> ASK {{ :{yes} :p ?x FILTER NOT EXISTS {{ :{no} :p ?y }} }}")
    };
    let both = "PREFIX : <http://example.org/> ASK { :a :p ?x . :b :p ?y FILTER NOT EXISTS { :c :p ?z } }";
    let named = "PREFIX : <http://example.org/> ASK { GRAPH ?g { :a :p ?x } GRAPH ?h { :b :p ?y } FILTER NOT EXISTS { GRAPH ?i { :c :p ?z } } FILTER NOT EXISTS { ?s ?p ?o } }";
    let full = "PREFIX : <http://example.org/> ASK { :a :p ?x GRAPH :g2 { :b :p ?y } FILTER NOT EXISTS { :b :p ?z } }";
    let cases = [
        (default("a", "b"), params(&[("default-graph-uri", one)])),
        (both.to_owned(), params(&[("default-graph-uri", one), ("default-graph-uri", two)])),
        (named.to_owned(), params(&[("named-graph-uri", one), ("named-graph-uri", two)])),
        (full.to_owned(), params(&[("default-graph-uri", one), ("named-graph-uri", two)])),
    ];
    for (query, graphs) in cases {
        let query = query.as_str();
        answers(&served.get(&format!("/sparql?{}&{graphs}", params(&[("query", query)])), ""), true);
        answers(&post(&served, "/sparql", FORM, &format!("{}&{graphs}", params(&[("query", query)]))), true);
        answers(&post(&served, &format!("/sparql?{graphs}"), QUERY, query), true);
    }
    // what the request says counts more than what the query does
    let within = "PREFIX : <http://example.org/> ASK FROM :g1 { :b :p ?x FILTER NOT EXISTS { :a :p ?y } }";
    answers(&post(&served, &format!("/sparql?{}", params(&[("default-graph-uri", two)])), QUERY, within), true);
    // and if neither says anything, the default graph is all of them
    assert!(served.is_true("PREFIX : <http://example.org/> ASK { :a :p 1 . :b :p 2 . :c :p 3 }"));
}

#[test]
fn updates_come_in_two_ways() {
    let served = writable();
    let insert = |name: &str| format!("INSERT DATA {{ <http://example.org/{name}> <http://example.org/p> 1 }}");
    let there = |name: &str| served.is_true(&format!("ASK {{ <http://example.org/{name}> ?p ?o }}"));
    assert_eq!(served.change("POST", "/update", UPDATE, &insert("direct")).status, 204);
    assert_eq!(served.change("POST", "/sparql", UPDATE, &insert("here")).status, 204);
    assert_eq!(served.change("POST", "/update", FORM, &params(&[("update", &insert("form"))])).status, 204);
    assert!(there("direct") && there("here") && there("form") && !there("other"));
}

#[test]
fn relative_names_of_an_update_are_below_the_service() {
    let served = writable();
    assert_eq!(
        served
            .update(
                "INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/s> <http://example.org/p> <test> } }"
            )
            .status,
        204
    );
    let test = format!("ASK {{ <http://example.org/s> <http://example.org/p> <http://{}/test> }}", served.address);
    assert!(served.is_true(&test));
}

#[test]
fn a_request_names_the_graphs_that_an_update_reads() {
    let served = with_graphs();
    let (one, two) = ("http://example.org/g1", "http://example.org/g2");
    let copy = |pattern: &str| {
        format!("PREFIX : <http://example.org/> INSERT {{ GRAPH :out {{ ?s :copied ?o }} }} WHERE {{ {pattern} }}")
    };
    let copied = |names: &[&str]| {
        for name in ["a", "b", "c"] {
            let there = served
                .is_true(&format!("PREFIX : <http://example.org/> ASK {{ GRAPH :out {{ :{name} :copied ?o }} }}"));
            assert_eq!(there, names.contains(&name), "{name} of {names:?}");
        }
        assert_eq!(served.update("CLEAR GRAPH <http://example.org/out>").status, 204);
    };
    for (graphs, pattern, names) in [
        (params(&[("using-graph-uri", one)]), "?s :p ?o", &["a"][..]),
        (params(&[("using-graph-uri", one), ("using-graph-uri", two)]), "?s :p ?o", &["a", "b"]),
        (
            params(&[("using-named-graph-uri", one), ("using-named-graph-uri", two)]),
            "GRAPH ?g { ?s :p ?o }",
            &["a", "b"],
        ),
        (params(&[("using-graph-uri", one), ("using-named-graph-uri", two)]), "GRAPH ?g { ?s :p ?o }", &["b"]),
    ] {
        assert_eq!(served.change("POST", &format!("/update?{graphs}"), UPDATE, &copy(pattern)).status, 204);
        copied(names);
        let form = format!("{}&{graphs}", params(&[("update", &copy(pattern))]));
        assert_eq!(served.change("POST", "/update", FORM, &form).status, 204);
        copied(names);
    }
}

#[test]
fn what_is_no_update_is_refused() {
    let served = writable();
    let twice = params(&[("update", "CLEAR ALL"), ("update", "CLEAR ALL")]);
    let using = "PREFIX : <http://example.org/> INSERT { :s :p :o } USING :g1 WHERE { ?s ?p ?o }";
    let with = "PREFIX : <http://example.org/> WITH :g1 INSERT { :s :p :o } WHERE { ?s ?p ?o }";
    let graph = params(&[("using-graph-uri", "http://example.org/g1")]);
    for (answer, status, says) in [
        (served.change("POST", "/update", FORM, &twice), 400, "more than once"),
        (served.ask("GET", &format!("/sparql?{}", params(&[("update", "CLEAR ALL")])), &[], b""), 400, "POST"),
        (served.change("GET", "/update", "", ""), 405, "POST"),
        (served.change("POST", "/update", "text/plain", "CLEAR ALL"), 415, ""),
        (served.change("POST", "/update", UPDATE, "CLEAR NONSENSE"), 400, "1:"),
        (served.change("POST", "/update", UPDATE, "LOAD <http://127.0.0.1:9/x>"), 403, "LOAD"),
        (served.change("POST", "/update", UPDATE, "LOAD SILENT <http://127.0.0.1:9/x>"), 403, "LOAD"),
        (served.change("POST", &format!("/update?{graph}"), UPDATE, using), 400, "USING"),
        (served.change("POST", &format!("/update?{graph}"), UPDATE, with), 400, "USING"),
        (served.change("POST", "/update", QUERY, "ASK {}"), 415, ""),
        (served.ask("POST", "/update", &[("Content-Type", UPDATE)], b"CLEAR ALL"), 401, "token"),
        (
            served.ask("POST", "/update", &[("Content-Type", UPDATE), ("Authorization", "Bearer no")], b"CLEAR ALL"),
            401,
            "",
        ),
        (served.ask("POST", "/sparql", &[("Content-Type", UPDATE)], b"CLEAR ALL"), 401, ""),
        (served.ask("POST", "/sparql", &[("Content-Type", FORM)], b"update=CLEAR%20ALL"), 401, ""),
        (served.ask("PUT", "/store?default", &[("Content-Type", "text/turtle")], b""), 401, ""),
        (served.ask("DELETE", "/store?default", &[], b""), 401, ""),
        (served.ask("DELETE", "/sparql", &[], b""), 405, "GET"),
        (served.ask("DELETE", "/", &[], b""), 405, "GET"),
        // what means nothing is told so to anybody
        (served.ask("PUT", "/sparql", &[("Content-Type", QUERY)], b"ASK {}"), 405, "GET, HEAD, OPTIONS, POST"),
        (served.ask("PATCH", "/store?default", &[], b""), 405, "PUT"),
        (served.ask("PUT", "/update", &[("Content-Type", UPDATE)], b"CLEAR ALL"), 405, "POST"),
        (served.ask("PUT", "/documents", &[], b""), 405, "GET"),
    ] {
        assert_eq!(answer.status, status, "{answer:?}");
        assert!(status != 405 || answer.header("Allow").is_some(), "{answer:?}");
        assert!(answer.text().contains(says), "{} lacks {says}", answer.text());
    }
    let bytes = [("Content-Type", UPDATE), ("Authorization", "Bearer a token for tests only")];
    let answer = served.ask("POST", "/update", &bytes, b"INSERT DATA { <s:s> <p:p> '\xfc' }");
    assert_eq!((answer.status, answer.text().contains("UTF-8")), (400, true));
    assert!(served.is_true("ASK { ?s a ?class }"), "nothing was cleared");
}

#[test]
fn who_only_reads_is_refused_every_change() {
    let served = Served::sample();
    for answer in [
        served.update("CLEAR ALL"),
        served.change("POST", "/sparql", UPDATE, "CLEAR ALL"),
        served.change("POST", "/sparql", FORM, "update=CLEAR%20ALL"),
        served.change("PUT", "/store?default", "text/turtle", ""),
        served.change("POST", "/store", "text/turtle", ""),
        served.change("POST", "/store?default", "text/turtle", ""),
        served.change("DELETE", "/store?default", "", ""),
    ] {
        assert_eq!(answer.status, 403, "{answer:?}");
    }
    assert!(served.is_true("ASK { ?s a ?class }"));
}

#[test]
fn graphs_are_put_read_and_deleted() {
    let served = writable();
    let ttl = "@prefix : <http://example.org/> . :joe a :Person ; :name \"Joe\" .";
    let more = "@prefix : <http://example.org/> . :joe :age 40 .";
    let there = |address: &str| served.get(address, "text/turtle");
    for address in ["/store?graph=http%3A%2F%2Fexample.org%2Fg", "/store/person/1.ttl"] {
        assert_eq!(there(address).status, 404);
        assert_eq!(served.change("PUT", address, "text/turtle; charset=utf-8", ttl).status, 201);
        let answer = there(address);
        assert_eq!((answer.status, answer.media()), (200, "text/turtle"));
        assert!(answer.text().contains("Joe"), "{}", answer.text());
        let head = served.ask("HEAD", address, &[("Accept", "application/n-triples")], b"");
        assert_eq!((head.status, head.media()), (200, "application/n-triples"));
        // put again, it replaces what is there
        assert_eq!(served.change("PUT", address, "text/turtle", more).status, 204);
        assert!(!there(address).text().contains("Joe"));
        // posted, it is added
        assert_eq!(served.change("POST", address, "text/turtle", ttl).status, 204);
        let both = there(address);
        assert!(both.text().contains("Joe") && both.text().contains("40"));
        let form = "--b0undary\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.ttl\"\r\nContent-Type: text/turtle\r\n\r\n\
                    @prefix : <http://example.org/> . :joe :likes :Ann .\r\n--b0undary--\r\n";
        assert_eq!(served.change("POST", address, "multipart/form-data; boundary=b0undary", form).status, 204);
        assert!(there(address).text().contains("likes"));
        // what is not in the format that it is said to be in changes nothing
        assert_eq!(served.change("PUT", address, "application/rdf+xml", ttl).status, 400);
        assert_eq!(served.change("PUT", address, "image/png", ttl).status, 415);
        assert!(there(address).text().contains("Joe"));
        assert_eq!(served.change("DELETE", address, "", "").status, 204);
        assert_eq!(there(address).status, 404);
        assert_eq!(served.change("DELETE", address, "", "").status, 404);
        // a graph may be empty
        assert_eq!(served.change("PUT", address, "text/turtle", "").status, 201);
        assert_eq!(there(address).status, 200);
    }
    let made = served.change("POST", "/store", "text/turtle", ttl);
    let place = made.header("Location").unwrap().to_owned();
    assert_eq!(made.status, 201);
    let path = place.strip_prefix(&format!("http://{}", served.address)).unwrap();
    assert!(there(path).text().contains("Joe"));
    assert_eq!(served.change("PUT", "/store?default", "text/turtle", ttl).status, 204);
    assert!(there("/store?default").text().contains("Joe"));
    for address in ["/store", "/store?graph=x&graph=y", "/store?default&graph=http%3A%2F%2Fa", "/store?graph=no%20iri"]
    {
        assert_eq!(there(address).status, 400, "{address}");
    }
    assert_eq!(served.change("PATCH", "/store?default", "", "").status, 405);
}

#[test]
fn the_service_describes_itself() {
    let served = Served::sample();
    let answer = served.get("/sparql", "text/turtle");
    assert_eq!((answer.status, answer.media()), (200, "text/turtle"));
    for word in ["UnionDefaultGraph", "SPARQL11Query", &format!("<http://{}/sparql>", served.address)] {
        assert!(answer.text().contains(word), "{}", answer.text());
    }
    assert!(!answer.text().contains("SPARQL11Update"));
    assert!(writable().get("/sparql", "text/turtle").text().contains("SPARQL11Update"));
    let known = served.get("/.well-known/void", "text/turtle");
    assert_eq!((known.status, known.header("Location")), (303, Some("/void")));
    let void = served.get("/void", "text/turtle");
    for word in ["void:sparqlEndpoint", "dcat:DataService", "void:triples", "void#dataset"] {
        assert!(void.text().contains(word), "{word} is not in {}", void.text());
    }
    // somebody with a browser gets the page to ask on
    let page = served.get("/sparql", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    assert_eq!((page.status, page.media()), (200, "text/html"));
    assert!(page.text().contains("<textarea"));
}

#[test]
fn pages_of_other_sites_may_ask() {
    let served = Served::sample();
    let asked = [("Origin", "https://yasgui.example"), ("Access-Control-Request-Method", "POST")];
    let answer = served.ask("OPTIONS", "/sparql", &asked, b"");
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("Access-Control-Allow-Origin"), Some("*"));
    assert!(answer.header("Access-Control-Allow-Methods").unwrap().contains("POST"));
    assert!(answer.header("Access-Control-Allow-Headers").unwrap().contains("Content-Type"));
    assert_eq!(served.query("ASK {}").header("Access-Control-Allow-Origin"), Some("*"));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let served = writable();
    for address in
        ["/", "/store?default", &format!("/sparql?{}", params(&[("query", "SELECT * { ?s ?p ?o } LIMIT 3")]))]
    {
        let first = served.get(address, "*/*");
        let tag = first.header("ETag").unwrap();
        let again = |accept| served.ask("GET", address, &[("Accept", accept), ("If-None-Match", tag)], b"");
        assert_eq!((again("*/*").status, again("*/*").body.len()), (304, 0));
        assert_eq!(again("text/turtle;q=0.1, */*;q=0.2").status, 200, "another form is another answer");
        assert_eq!(served.update("INSERT DATA { <a:a> <b:b> 1 }").status, 204);
        assert_eq!(again("*/*").status, 200, "the graph has changed");
    }
}

#[test]
fn answers_are_compressed_for_who_can_read_that() {
    let served = Served::sample();
    let all = format!("/sparql?{}", params(&[("query", "SELECT * { ?s ?p ?o }")]));
    for address in ["/", &all] {
        let plain = served.get(address, "");
        let packed = served.ask("GET", address, &[("Accept-Encoding", "br, gzip;q=0.8")], b"");
        assert_eq!(packed.header("Content-Encoding"), Some("gzip"));
        assert!(packed.whole && packed.body.len() * 2 < plain.body.len());
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed.body[..]), &mut text).unwrap();
        assert_eq!(text, plain.body);
        assert_eq!(
            served.ask("GET", address, &[("Accept-Encoding", "gzip;q=0")], b"").header("Content-Encoding"),
            None
        );
    }
}
