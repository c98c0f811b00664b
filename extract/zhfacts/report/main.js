// Which view is shown (the part of the address behind #), the keyboard, and the start.

const VIEWS = ["claims", "articles", "charts", "conflicts", "run"];
const KEYS = [
  ["/", "search"],
  ["j k", "rows"],
  ["n p", "mentions"],
  ["o", "form"],
  ["Esc", "close"],
  ["1 – 5", "views"],
  ["?", "help"],
];

let view = "claims";

function go(hash) {
  if (location.hash === hash) route();
  else location.hash = hash;
}

function route() {
  const [, name, id] = /^#(\w+)(?:\/(\d+))?$/.exec(location.hash) ?? [];
  if (name === "skip") return get("main").focus();
  if (name === "claim" && claims[id]) {
    showView(view === "conflicts" ? "conflicts" : "claims");
    claimsTable.select(Number(id));
    return openArticle(claims[id].doc, Number(id));
  }
  if (name === "article" && documents[id]) {
    showView("articles");
    articlesTable.select(Number(id));
    return openArticle(Number(id));
  }
  closeReader();
  return showView(VIEWS.includes(name) ? name : "claims");
}

function showView(name) {
  view = name;
  for (const other of VIEWS) get(`view-${other}`).hidden = other !== name;
  for (const link of get("views").children) {
    if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (name === "charts") showCharts();
}

function leaveReader() {
  const row = tableOfView()?.selected;
  go(`#${view}`);
  if (row !== null) get(`view-${view}`).querySelector(`tr[data-row="${row}"] .open`)?.focus();
}

const tableOfView = () => ({ claims: claimsTable, articles: articlesTable })[view];

function showNumbers() {
  const total = (family) => sum(documents.map((article) => article[`n_${family}`]));
  const failed = documents.filter(({ status }) => status === "failed").length;
  const counts = [
    ["articles", documents.length],
    ["claims", claims.length],
    ["first_in_china", claims.filter((claim) => claim.first_in_china).length],
    ["organizations", total("organizations")],
    ["figures", total("figures")],
    ["dates", total("dates")],
    ...(failed ? [["failed", failed]] : []),
  ];
  get("numbers").replaceChildren(
    ...counts.map(([name, count]) =>
      make("span", { class: name }, make("b", {}, number(count)), ` ${word(`count_${name}`, count)}`),
    ),
  );
  get("run-name").textContent = index.name;
  document.title = `${index.name} – zhfacts`;
}

// Everything anew, in another language.
function showAll() {
  translate();
  showNumbers();
  showFilters();
  showLegend();
  showClaims();
  showArticles();
  showConflicts();
  showOverview();
  if (documents.length > index.held) notice(word("not_held", index.held));
  if (view === "charts") showCharts();
  if (reader.doc !== null) showReader();
}

function showKeys() {
  get("keys").replaceChildren(
    make("h2", { id: "keys-title" }, word("keys_title")),
    make(
      "dl",
      {},
      KEYS.flatMap(([keys, name]) => [
        make(
          "dt",
          {},
          keys.split(" ").map((key) => (key === "–" ? " – " : make("kbd", {}, key))),
        ),
        make("dd", {}, word(`key_${name}`)),
      ]),
    ),
    make("form", { method: "dialog" }, make("button", {}, word("close"))),
  );
  get("keys").showModal();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || get("keys").open) return;
  if (event.key === "Escape" && reader.doc !== null) return leaveReader();
  const field = event.target.closest?.("input, select, textarea");
  if (field && !["radio", "checkbox"].includes(field.type)) return;
  const press = {
    "/": goToSearch,
    "?": showKeys,
    j: () => openNeighbour(1),
    k: () => openNeighbour(-1),
    n: () => step(1),
    p: () => step(-1),
    o: () => {
      if (reader.article?.texts) {
        reader.form = reader.form === "raw" ? "normalized" : "raw";
        redraw();
      }
    },
    ...(event.target.closest?.("mark") ? { ArrowRight: () => step(1), ArrowLeft: () => step(-1) } : {}),
    ...Object.fromEntries(VIEWS.map((name, at) => [String(at + 1), () => go(`#${name}`)])),
  }[event.key];
  if (!press) return;
  event.preventDefault();
  press();
}

function goToSearch() {
  if (!tableOfView()) showView("claims");
  get(view === "articles" ? "search-articles" : "search").focus();
}

function openNeighbour(by) {
  const row = tableOfView()?.neighbour(by);
  if (!row) return;
  reader.takesFocus = true;
  tableOfView().open(row);
}

// On paper: all rows that fit the filters, up to a limit.
function beforePrint() {
  for (const table of [claimsTable, articlesTable]) table.render(PagedTable.PRINTED);
}

function afterPrint() {
  for (const table of [claimsTable, articlesTable]) table.render();
}

async function start() {
  translate();
  try {
    await loadIndex();
  } catch (error) {
    notice(word("broken"));
    throw error;
  }
  makeLedger();
  showAll();
  route();
  addEventListener("hashchange", route);
  addEventListener("keydown", onKey);
  get("reader").addEventListener("scroll", placeCard);
  get("card").addEventListener("mouseenter", keepCard);
  get("card").addEventListener("mouseleave", hideCardSoon);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  addEventListener(
    "resize",
    soon(() => {
      if (view === "charts") showCharts();
    }),
  );
  systemDark.addEventListener("change", showTheme);
  get("theme-button").addEventListener("click", () => {
    settings.theme = isDark() ? "light" : "dark";
    settings.set("theme", settings.theme);
    showTheme();
  });
  get("language-button").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    settings.set("language", language);
    showAll();
  });
  get("filter-relation").addEventListener("input", showConflicts);
  get("keys-button").addEventListener("click", showKeys);
  document.documentElement.dataset.ready = "";
}

start();
