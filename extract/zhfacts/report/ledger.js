// The lists: claims with their filters, and articles.

const KINDS = ["first", "only", "earliest", "gap", "rank", "superlative"];
const SCOPES = ["global", "national", "regional", "industry", "none"];
const STATUSES = ["asserted", "reported", "planned", "negated"];
const ORGANIZATIONS_OFFERED = 500;

const badge = (kind, text = word("kind", kind)) =>
  make("span", { class: `badge kind-${kind}`, lang: language, title: word("kind_help", kind) }, text);
const star = () =>
  make(
    "span",
    { class: "star", role: "img", "aria-label": word("field_first_in_china"), title: word("field_first_in_china") },
    "★",
  );
const data = (text) => make("span", { lang: "zh" }, text ?? "");

function scopeOf(claim) {
  const place = claim.scope_place && claim.scope !== "global" ? ` (${claim.scope_place})` : "";
  return word("scope", claim.scope) + place;
}

const kindOf = (claim) => word("kind", claim.kind) + (claim.rank === null ? "" : ` ${claim.rank}`);

let claimsTable, articlesTable;

function makeLedger() {
  const column = (key, more = {}) => ({
    key,
    label: () => word(`field_${key}`),
    value: (claim) => claim[key],
    cell: (claim) => data(claim[key]),
    ...more,
  });
  claimsTable = new PagedTable(get("claims-box"), {
    columns: [
      column("claim", {
        first: true,
        value: (claim) => claim.text,
        cell: (claim) => [claim.text, claim.first_in_china ? [" ", star()] : []].flat(),
      }),
      column("kind", {
        value: (claim) => KINDS.indexOf(claim.kind) * 1000 + (claim.rank ?? 0),
        cell: (claim) => badge(claim.kind, kindOf(claim)),
        class: "narrow",
      }),
      column("subject"),
      column("object"),
      column("org", { class: "roomy" }),
      column("scope", {
        value: (claim) => SCOPES.indexOf(claim.scope),
        cell: (claim) => scopeOf(claim),
        class: "narrow",
      }),
      column("status", {
        value: (claim) => STATUSES.indexOf(claim.status),
        cell: (claim) => word("status", claim.status),
        class: "narrow",
      }),
      column("date", { class: "roomy narrow" }),
      column("article", {
        value: (claim) => titleOf(claim.document),
        class: "roomy article",
        cell: (claim) => [
          data(titleOf(claim.document)),
          make("span", { class: "when" }, claim.document.published ?? ""),
        ],
      }),
    ],
    caption: () => word("view_claims"),
    empty: (all) => word(all ? "nothing_found" : "no_claims"),
    open: (claim) => go(`#claim/${claim.id}`),
    rowClass: (claim) => (claim.boilerplate ? "boilerplate" : null),
  });
  articlesTable = new PagedTable(get("articles-box"), {
    columns: [
      column("title", { first: true, value: titleOf, cell: titleOf, label: () => word("field_title") }),
      column("published", { class: "narrow" }),
      column("publisher", { class: "roomy" }),
      ...FAMILIES.map((family) => ({
        key: family,
        label: () => word("family", family),
        value: (article) => article[`n_${family}`],
        class: family === "claims" ? "number" : "number roomy",
        cell: (article) => number(article[`n_${family}`]),
      })),
      column("status", {
        label: () => word("field_state"),
        cell: (article) => word("document_status", article.status),
        class: "narrow",
      }),
    ],
    caption: () => word("view_articles"),
    empty: () => word("nothing_found"),
    open: (article) => go(`#article/${article.id}`),
    rowClass: (article) => (article.status === "ok" ? null : "failed"),
  });
  const searched = ["text", "subject", "object", "org", "attributed_to", "sentence_text"];
  for (const claim of claims)
    claim.searched = [...searched.map((name) => claim[name]), titleOf(claim.document)].join("\n").toLowerCase();
  for (const article of documents)
    article.searched = [article.title, article.doc_id, article.publisher, article.source].join("\n").toLowerCase();
  get("filters").addEventListener("input", soon(showClaims));
  get("filters").addEventListener("submit", (event) => event.preventDefault());
  get("filters").addEventListener("reset", () => setTimeout(showClaims));
  get("search-articles").addEventListener("input", soon(showArticles));
  get("search-articles").form.addEventListener("submit", (event) => event.preventDefault());
}

// One call after a burst of key strokes.
function soon(action) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, 120);
  };
}

function showFilters() {
  const counts = (name) =>
    claims.reduce((found, claim) => found.set(claim[name], (found.get(claim[name]) ?? 0) + 1), new Map());
  for (const [name, values] of [
    ["kind", KINDS],
    ["scope", SCOPES],
    ["status", STATUSES],
  ]) {
    const select = get(`filter-${name}`);
    const chosen = select.value;
    const found = counts(name);
    const options = values
      .filter((value) => found.has(value))
      .map((value) => make("option", { value }, `${word(name, value)} (${number(found.get(value))})`));
    select.replaceChildren(make("option", { value: "" }, word("all")), ...options);
    select.value = chosen;
  }
  const organizations = [...counts("org")]
    .filter(([org]) => org)
    .sort(([, a], [, b]) => b - a)
    .slice(0, ORGANIZATIONS_OFFERED);
  get("org-names").replaceChildren(...organizations.map(([org]) => make("option", { value: org })));
  get("search").placeholder = word("search_hint");
  get("search-articles").placeholder = word("search_articles_hint");
}

function showLegend() {
  const list = (name, values) =>
    make(
      "div",
      {},
      make("h3", {}, word(`field_${name}`)),
      make(
        "dl",
        {},
        values.flatMap((value) => [
          make("dt", {}, name === "kind" ? badge(value) : word(name, value)),
          make("dd", {}, word(`${name}_help`, value)),
        ]),
      ),
    );
  get("legend-body").replaceChildren(
    list("kind", KINDS),
    list("scope", SCOPES),
    list("status", STATUSES),
    make("p", {}, star(), " ", make("b", {}, word("field_first_in_china")), `: ${word("first_in_china_help")}`),
  );
}

function showClaims() {
  const words = get("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const organization = get("filter-org").value.trim().toLowerCase();
  const wanted = ["kind", "scope", "status"]
    .map((name) => [name, get(`filter-${name}`).value])
    .filter(([, value]) => value);
  const china = get("filter-china").checked;
  claimsTable.show(
    claims.filter(
      (claim) =>
        wanted.every(([name, value]) => claim[name] === value) &&
        (!china || claim.first_in_china) &&
        (!organization || claim.org?.toLowerCase().includes(organization)) &&
        words.every((part) => claim.searched.includes(part)),
    ),
    { all: claims.length, found: (n, all) => word("found", n, all) },
  );
}

// The claims that a chart or a link speaks of.
function filterClaims({ org = "", kind = "", scope = "", status = "" }) {
  get("filters").reset();
  get("filter-org").value = org;
  get("filter-kind").value = kind;
  get("filter-scope").value = scope;
  get("filter-status").value = status;
  setTimeout(showClaims); // after what the reset itself has set off
  go("#claims");
}

function showArticles() {
  const words = get("search-articles").value.toLowerCase().split(/\s+/).filter(Boolean);
  articlesTable.show(
    documents.filter((article) => words.every((part) => article.searched.includes(part))),
    { all: documents.length, found: (n, all) => word("found_articles", n, all) },
  );
}
