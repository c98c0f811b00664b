// The index and the articles, which are JSON, deflated and in base64.

async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// Rows from columns, each with its number as `id`.
function rowsOf(columns) {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, id) => {
    const row = { id };
    for (const name of names) row[name] = columns[name][id];
    return row;
  });
}

let index, documents, claims, conflicts;

async function loadIndex() {
  index = await unpack(get("index").textContent);
  documents = rowsOf(index.documents);
  claims = rowsOf(index.claims);
  conflicts = rowsOf(index.conflicts);
  for (const claim of claims) claim.document = documents[claim.doc];
}

const titleOf = (article) => article.title || article.doc_id;

const chunks = new Map();

// An article with its texts and mentions, or null where the page does not hold it.
async function loadArticle(doc) {
  if (doc >= index.held) return null;
  const chunk = Math.floor(doc / index.chunk_articles);
  if (!chunks.has(chunk)) {
    if (chunks.size > 20) chunks.clear();
    chunks.set(
      chunk,
      elementOnceParsed(`articles-${chunk}`).then((element) => unpack(element.textContent)),
    );
  }
  const tables = (await chunks.get(chunk))[doc % index.chunk_articles];
  const named = (table) =>
    tables[table].map((row) => Object.fromEntries(index.columns[table].map((name, at) => [name, row[at]])));
  const mentions = FAMILIES.flatMap((family) => named(family).map((mention) => ({ family, ...mention })));
  const [texts] = named("texts"); // there is none where the run was made without
  return { texts, mentions, repairs: named("repairs") };
}

const FAMILIES = ["claims", "organizations", "figures", "dates"];

// Of a large file, what stands near the end may not be there yet, or in part, when somebody clicks.
function elementOnceParsed(id) {
  return new Promise((resolve) => {
    if (get(id)?.nextSibling || document.readyState !== "loading") resolve(get(id));
    else document.addEventListener("DOMContentLoaded", () => resolve(get(id)), { once: true });
  });
}
