// What all parts of the page use: elements, words, settings. Data reaches the page as text nodes and nothing else.

const get = (id) => document.getElementById(id);

// An element. `attributes` may hold `on` (listeners by event), `class`, and any attribute; null and false leave one out.
function make(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function makeSvg(name, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const settings = {
  // Private windows and some viewers refuse storage: then a choice holds until the page is closed.
  get(key) {
    try {
      return localStorage.getItem(`zhfacts.${key}`);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`zhfacts.${key}`, value);
    } catch {
      /* see above */
    }
  },
};

let language = settings.get("language") ?? (/^zh\b/i.test(navigator.language) ? "zh" : "en");

// word("search"), word("kind", "first"), word("found", 3, 18); a value that has no word stands for itself.
function word(key, ...values) {
  const found = WORDS[language][key];
  if (typeof found === "function") return found(...values);
  if (typeof found === "object") return Object.hasOwn(found, values[0]) ? found[values[0]] : String(values[0] ?? "");
  return found;
}

const number = (value) => value.toLocaleString(language, { maximumFractionDigits: 6 });

function translate() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]"))
    element.setAttribute("aria-label", word(element.dataset.label));
  const other = get("language-button");
  other.textContent = word("other_language");
  other.lang = language === "zh" ? "en" : "zh";
  other.setAttribute("aria-label", word("other_language_label"));
  showTheme();
}

const systemDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (settings.theme ?? settings.get("theme") ?? (systemDark.matches ? "dark" : "light")) === "dark";

function showTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  get("theme-button").textContent = word(isDark() ? "light" : "dark");
  get("theme-button").setAttribute("aria-label", word("theme_label"));
}

function notice(text) {
  get("notice").textContent = text;
  get("notice").hidden = false;
}

// A table with sortable columns, in pages. Columns: {key, label, value(row) → to sort by, cell(row) → nodes, class, first}.
class PagedTable {
  constructor(box, { columns, caption, empty, open, rowClass, sort }) {
    Object.assign(this, { box, columns, caption, empty, open, rowClass: rowClass ?? (() => null), sort });
    this.rows = [];
    this.page = 0;
    this.selected = null;
  }

  show(rows, { all, found }) {
    this.rows = rows;
    Object.assign(this, { all, found });
    this.page = 0;
    this.applySort();
    this.render();
  }

  applySort() {
    const column = this.columns.find(({ key }) => key === this.sort?.key);
    if (!column) return;
    const collator = new Intl.Collator("zh", { numeric: true });
    const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b));
    const keyed = this.rows.map((row) => [column.value(row), row]);
    // What is missing comes last in both directions.
    keyed.sort(([a], [b]) =>
      a === null || b === null ? (a === null) - (b === null) : compare(a, b) * (this.sort.down ? -1 : 1),
    );
    this.rows = keyed.map(([, row]) => row);
  }

  sortBy(key) {
    this.sort = { key, down: this.sort?.key === key && !this.sort.down };
    this.page = 0;
    this.applySort();
    this.render();
    this.box.querySelector(`th[data-key="${key}"] button`).focus();
  }

  // All rows up to a limit for print, else those of the page.
  render(limit = null) {
    const pages = Math.max(1, Math.ceil(this.rows.length / PagedTable.ROWS));
    const shown = limit
      ? this.rows.slice(0, limit)
      : this.rows.slice(this.page * PagedTable.ROWS, (this.page + 1) * PagedTable.ROWS);
    const turn = (step) =>
      make(
        "button",
        {
          type: "button",
          disabled: this.page + step < 0 || this.page + step >= pages,
          on: {
            click: () => {
              this.page += step;
              this.render();
              this.box.scrollIntoView();
            },
          },
        },
        word(step < 0 ? "previous_page" : "next_page"),
      );
    this.box.replaceChildren(
      ...[
        make("p", { class: "found", role: "status" }, this.found(this.rows.length, this.all)),
        this.rows.length ? this.table(shown) : make("p", { class: "empty" }, this.empty(this.all)),
        limit && this.rows.length > limit ? make("p", { class: "found" }, word("print_cut", limit)) : null,
        pages > 1
          ? make(
              "nav",
              { class: "pager", "aria-label": word("pages") },
              turn(-1),
              make("span", {}, word("page_of", this.page + 1, pages)),
              turn(1),
            )
          : null,
      ].filter(Boolean),
    );
  }

  table(shown) {
    const head = this.columns.map(({ key, label, class: name }) =>
      make(
        "th",
        {
          scope: "col",
          class: name,
          "data-key": key,
          "aria-sort": this.sort?.key === key ? (this.sort.down ? "descending" : "ascending") : null,
        },
        make(
          "button",
          { type: "button", title: word("sort_by", label()), on: { click: () => this.sortBy(key) } },
          label(),
          make("span", { class: "arrow", "aria-hidden": "true" }),
        ),
      ),
    );
    const body = shown.map((row) =>
      make(
        "tr",
        {
          class: this.rowClass(row),
          "data-row": row.id,
          "aria-current": row.id === this.selected ? "true" : null,
          on: {
            click: (event) => {
              if (!event.target.closest("a, button") && !String(getSelection())) this.open(row);
            },
          },
        },
        this.columns.map((column) =>
          make(
            column.first ? "th" : "td",
            { class: column.class, scope: column.first ? "row" : null, "data-label": column.label() },
            column.first
              ? make(
                  "button",
                  { type: "button", class: "open", lang: "zh", on: { click: () => this.open(row) } },
                  column.cell(row),
                )
              : column.cell(row),
          ),
        ),
      ),
    );
    return make(
      "table",
      {},
      make("caption", { class: "hidden" }, this.caption()),
      make("thead", {}, make("tr", {}, head)),
      make("tbody", {}, body),
    );
  }

  select(id) {
    this.selected = id;
    const at = this.rows.findIndex((row) => row.id === id);
    if (at >= 0 && Math.floor(at / PagedTable.ROWS) !== this.page) {
      this.page = Math.floor(at / PagedTable.ROWS);
      this.render();
    }
    for (const row of this.box.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
    const row = this.box.querySelector(`tr[data-row="${id}"]`);
    row?.setAttribute("aria-current", "true");
    row?.scrollIntoView({ block: "nearest" });
  }

  // The row `step` after the selected one.
  neighbour(step) {
    const at = this.rows.findIndex((row) => row.id === this.selected);
    return at < 0 ? this.rows[0] : this.rows[at + step];
  }
}
PagedTable.ROWS = 50;
PagedTable.PRINTED = 1000;
