// Conflicts side by side; what failed, and what was repaired.

const OVERVIEW_ROWS = 200;
const GROUPS_SHOWN = 100;
const SIDES_SHOWN = 8;
const RELATIONS = ["conflict", "superseded", "same"];

function showConflicts() {
  const groups = new Map();
  for (const row of conflicts) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  const all = [...groups.values()].sort(([a], [b]) => RELATIONS.indexOf(a.relation) - RELATIONS.indexOf(b.relation));
  const select = get("filter-relation");
  const wanted = select.value;
  select.replaceChildren(
    make("option", { value: "" }, word("all")),
    ...RELATIONS.map((value) =>
      make(
        "option",
        { value },
        `${word("relation_name", value)} (${number(all.filter(([row]) => row.relation === value).length)})`,
      ),
    ),
  );
  select.value = wanted;
  select.form.hidden = !all.length;
  const found = all.filter(([row]) => !wanted || row.relation === wanted);
  const empty = make("p", { class: "empty" }, word(all.length ? "nothing_found" : "no_conflicts"));
  const rest = found.length > GROUPS_SHOWN ? [make("p", { class: "remark" }, word("cut", GROUPS_SHOWN))] : [];
  get("conflicts-box").replaceChildren(
    ...(found.length ? found.slice(0, GROUPS_SHOWN).map(groupOf) : [empty]),
    ...rest,
  );
}

function groupOf(rows) {
  const [{ group, relation, why }] = rows;
  return make(
    "section",
    { class: `group relation-${relation}`, "aria-labelledby": `group-${group}` },
    make(
      "h3",
      { id: `group-${group}` },
      word("group", group),
      " ",
      make("span", { class: "badge" }, word("relation_name", relation)),
      make("span", { class: "remark" }, word("relation_help", relation)),
    ),
    make("p", { class: "why", lang: "zh" }, `${word("why")}: ${why}`),
    make(
      "div",
      { class: "side-by-side" },
      rows.slice(0, SIDES_SHOWN).map(sideOf),
      rows.length > SIDES_SHOWN ? make("p", { class: "remark" }, word("more_claims", rows.length - SIDES_SHOWN)) : null,
    ),
  );
}

const claimAt = new Map();

function sideOf(row) {
  if (!claimAt.size) for (const claim of claims) claimAt.set(`${claim.doc} ${claim.raw_start}`, claim);
  const claim = claimAt.get(`${row.doc} ${row.raw_start}`);
  const article = documents[row.doc];
  const lines = [
    ["subject", row.subject],
    ["object", row.object],
    ["scope", claim ? scopeOf(claim) : word("scope", row.scope)],
    ["date", row.date],
    ["published", article.published],
    ["publisher", article.publisher],
    ["article", make("a", { href: claim ? `#claim/${claim.id}` : `#article/${row.doc}` }, titleOf(article))],
  ];
  return make(
    "div",
    { class: "side" },
    make("blockquote", { lang: "zh" }, claim ? claim.sentence_text : ""),
    make(
      "dl",
      { class: "lines" },
      lines
        .filter(([, value]) => value)
        .flatMap(([name, value]) => [make("dt", {}, word(`field_${name}`)), make("dd", { lang: "zh" }, value)]),
    ),
  );
}

function showOverview() {
  const failed = documents.filter(({ status }) => status !== "ok");
  const noted = documents.filter(({ status, error }) => status === "ok" && error);
  const dirtiest = documents
    .filter(({ repaired_share: share }) => share > 0)
    .sort((a, b) => b.repaired_share - a.repaired_share);
  const link = (article) => make("a", { href: `#article/${article.id}`, lang: "zh" }, titleOf(article));
  get("run-box").replaceChildren(
    ...[
      make("h3", {}, word("failures")),
      listOf(
        failed,
        word("no_failures"),
        ["doc_id", "field_state", "message", "source"],
        ["doc_id", "status", "message", "source"].map(
          (name) =>
            ({
              doc_id: (article) => data(article.doc_id),
              status: (article) => word("document_status", article.status),
              message: (article) => article.error ?? "",
              source: (article) => data(article.source),
            })[name],
        ),
      ),
      noted.length ? make("h3", {}, word("notes")) : null,
      noted.length ? listOf(noted, "", ["article", "message"], [link, (article) => article.error]) : null,
      make("h3", {}, word("repairs_title")),
      make("p", { class: "lead" }, word("repairs_lead")),
      listOf(
        index.repairs,
        word("no_repairs"),
        ["kind", "count", "in_articles", "examples"],
        [
          ({ kind }) => word("repair", kind),
          ({ count }) => number(count),
          ({ articles }) => number(articles),
          ({ examples }) =>
            make(
              "ul",
              { class: "examples", lang: "zh" },
              examples.map(([before, after]) =>
                make(
                  "li",
                  {},
                  make("del", {}, visible(before)),
                  " → ",
                  after === "" ? make("i", { lang: language }, word("nothing")) : make("ins", {}, visible(after)),
                ),
              ),
            ),
        ],
      ),
      dirtiest.length ? make("h3", {}, word("dirtiest")) : null,
      dirtiest.length
        ? listOf(
            dirtiest.slice(0, 20),
            "",
            ["article", "share", "field_repairs"],
            [
              link,
              ({ repaired_share: share }) =>
                share.toLocaleString(language, { style: "percent", maximumFractionDigits: 1 }),
              ({ repairs }) => number(repairs),
            ],
          )
        : null,
      make("p", { class: "remark" }, word("page_made", index.version)),
      index.run && make("p", { class: "remark" }, word("run_made", index.run)),
    ].filter(Boolean),
  );
}

// What cannot be seen by its number, a space as ␣: so that its repair can be seen.
const visible = (content) =>
  content.replace(/[\p{C}\p{Z}]/gu, (character) =>
    character === " " ? "␣" : `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );

function listOf(rows, none, heads, cells) {
  if (!rows.length) return make("p", { class: "empty" }, none);
  const label = (name) =>
    word(Object.hasOwn(WORDS.en, name) && typeof WORDS.en[name] === "string" ? name : `field_${name}`);
  const table = make(
    "table",
    { class: "plain" },
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        heads.map((name) => make("th", { scope: "col" }, label(name))),
      ),
    ),
    make(
      "tbody",
      {},
      rows.slice(0, OVERVIEW_ROWS).map((row) =>
        make(
          "tr",
          {},
          cells.map((cell) => make("td", {}, cell(row))),
        ),
      ),
    ),
  );
  return make(
    "div",
    { class: "scroll" },
    table,
    rows.length > OVERVIEW_ROWS ? make("p", { class: "remark" }, word("cut", OVERVIEW_ROWS)) : null,
  );
}
