// Comunica against an endpoint that runs: check.mjs ADDRESS
import assert from "node:assert/strict";
import { QueryEngine } from "@comunica/query-sparql";

const [address] = process.argv.slice(2);
const engine = new QueryEngine();
const meetings = `PREFIX chy: <https://w3id.org/chancery/ontology#> PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
  SELECT ?event ?name WHERE { ?event a chy:Encounter ; rico:hasOrHadParticipant ?who . ?who rico:name ?name }`;

const rows = async (sources) => {
  const found = await (await engine.queryBindings(meetings, { sources })).toArray();
  return found.map((row) => `${row.get("event").value} ${row.get("name").value}`).sort();
};

// found by its description, and as an endpoint that is named as one
const found = await rows([`${address}/sparql`]);
assert.ok(found.length > 10, String(found.length));
assert.deepEqual(await rows([{ type: "sparql", value: `${address}/sparql` }]), found);

// a page of linked data as a source: whom it names
const quads = await engine.queryQuads("CONSTRUCT WHERE { ?s <https://www.ica.org/standards/RiC/ontology#name> ?name }", {
  sources: [`${address}/doc/person/aleksandr-puzanov.ttl`],
});
assert.ok((await quads.toArray()).some((quad) => quad.object.value.includes("Puzanov")));
console.log("comunica: passed");
process.exit(0);
