// Charts, drawn as SVG. Each has its numbers as a table below it.

function showCharts() {
  const charts = [
    timeChart(),
    scopesChart(),
    kindsChart(),
    statusesChart(),
    organizationsChart(),
    yearsChart(),
    dimensionsChart(),
    yuanChart(),
  ];
  charts.sort((a, b) => hasNumbers(b) - hasNumbers(a));
  const figures = charts.map(figure);
  get("charts-box").replaceChildren(...figures);
  // How wide a chart can be is known when its box stands in the page.
  charts.forEach((chart, at) => {
    const box = figures[at].querySelector(".chart");
    box?.append((chart.columns ? columnChart : barChart)(chart, Math.max(box.clientWidth, NARROWEST)));
  });
}

const NARROWEST = 240;
const SERIES = ["a", "b"]; // classes of the style sheet, which gives them colours

// A chart: {title, names: of its series, head: of the table, rows: [{label, values, open}], note, columns: upright}.
function figure(chart) {
  const filled = hasNumbers(chart);
  return make(
    "figure",
    {},
    make(
      "figcaption",
      {},
      make("h3", {}, chart.title),
      chart.names.length > 1 && filled
        ? make(
            "p",
            { class: "key" },
            chart.names.map((name, at) =>
              make("span", {}, make("span", { class: `swatch series-${SERIES[at]}`, "aria-hidden": "true" }), name),
            ),
          )
        : null,
    ),
    filled ? make("div", { class: "chart" }) : make("p", { class: "empty" }, word("no_data")),
    chart.note ? make("p", { class: "remark" }, chart.note) : null,
    filled ? make("details", {}, make("summary", {}, word("as_table")), tableOf(chart)) : null,
  );
}

const hasNumbers = ({ rows }) => rows.some(({ values }) => sum(values) > 0);

function tableOf({ head, names, rows }) {
  return make(
    "table",
    { class: "plain" },
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        [head, ...names].map((name) => make("th", { scope: "col" }, name)),
      ),
    ),
    make(
      "tbody",
      {},
      rows.map(({ label, values }) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, label),
          values.map((value) => make("td", { class: "number" }, number(value))),
        ),
      ),
    ),
  );
}

const described = ({ names, title }, { label, values }) =>
  `${label ?? title}: ${values.map((value, at) => `${number(value)} ${names[at]}`).join(", ")}`;

// Bars beside each other's labels; the series of a row stand one after the other on its bar.
function barChart(chart, width) {
  const { rows, title } = chart;
  const line = 30,
    labels = Math.min(190, Math.floor(width * 0.38)),
    numbers = 62;
  const largest = Math.max(...rows.map(({ values }) => sum(values)));
  const svg = makeSvg("svg", {
    width,
    height: rows.length * line,
    role: rows.some(({ open }) => open) ? "group" : "img",
    "aria-label": title,
  });
  rows.forEach((row, at) => {
    const y = at * line;
    const bar = makeSvg("g", {
      class: row.open ? "bar open" : "bar",
      role: row.open ? "button" : null,
      tabindex: row.open ? "0" : null,
      "aria-label": row.open ? described(chart, row) : null,
    });
    bar.append(makeSvg("title", {}, described(chart, row)));
    bar.append(makeSvg("rect", { class: "row", x: 0, y, width, height: line }));
    bar.append(makeSvg("text", { x: labels - 8, y: y + 20, "text-anchor": "end" }, fitting(row.label, labels - 8)));
    let x = labels;
    row.values.forEach((value, series) => {
      const size = (value / largest) * (width - labels - numbers);
      bar.append(
        makeSvg("rect", { class: `series-${SERIES[series]}`, x, y: y + 6, width: size, height: line - 12, rx: 2 }),
      );
      x += size;
    });
    bar.append(makeSvg("text", { class: "value", x: x + 6, y: y + 20 }, number(sum(row.values))));
    if (row.open) {
      bar.addEventListener("click", row.open);
      bar.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          row.open();
        }
      });
    }
    svg.append(bar);
  });
  return svg;
}

// Upright columns, for what has an order in time; series of a column stand on each other.
function columnChart(chart, width) {
  const { rows, title } = chart;
  const height = 220,
    bottom = 26,
    left = 52,
    top = 12;
  const largest = ceiling(Math.max(...rows.map(({ values }) => sum(values))));
  const svg = makeSvg("svg", { width, height, role: "img", "aria-label": title });
  const y = (value) => height - bottom - (value / largest) * (height - bottom - top);
  for (const part of [0, 0.5, 1]) {
    svg.append(makeSvg("line", { x1: left, x2: width, y1: y(largest * part), y2: y(largest * part) }));
    if (Number.isInteger(largest * part))
      svg.append(
        makeSvg("text", { x: left - 6, y: y(largest * part) + 4, "text-anchor": "end" }, number(largest * part)),
      );
  }
  const widest = Math.max(...rows.map(({ label }) => label.length)) * 7.5;
  const step = (width - left - widest / 2) / rows.length;
  const every = Math.ceil((widest + 12) / step);
  rows.forEach((row, at) => {
    const x = left + at * step;
    const column = makeSvg(
      "g",
      { class: "bar" },
      makeSvg("title", {}, described(chart, row)),
      makeSvg("rect", { class: "row", x, y: top, width: step, height: height - top - bottom }),
    );
    let base = 0;
    row.values.forEach((value, series) => {
      const gap = Math.min(4, step * 0.15);
      column.append(
        makeSvg("rect", {
          class: `series-${SERIES[series]}`,
          x: x + gap,
          width: Math.min(step - 2 * gap, 60),
          y: y(base + value),
          height: y(base) - y(base + value),
        }),
      );
      base += value;
    });
    svg.append(column);
    if (at % every === 0)
      svg.append(makeSvg("text", { x: x + Math.min(step, 64) / 2, y: height - 8, "text-anchor": "middle" }, row.label));
  });
  return svg;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

// The next round number: 1, 2, 4, 10, 20, …
function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((round) => round >= value);
}

// A label of so many pixels; a Chinese character is about 13 wide, any other half of it.
function fitting(label, pixels) {
  let used = 0,
    kept = "";
  for (const character of label) {
    used += character > "\u2e80" ? 13 : 7;
    if (used > pixels) return `${kept.slice(0, -1)}…`;
    kept += character;
  }
  return kept;
}

function organizationsChart() {
  return {
    title: word("chart_organizations"),
    head: word("organization"),
    names: [word("articles")],
    rows: index.organizations.slice(0, 15).map(({ name, documents: count, claims: made }) => ({
      label: name,
      values: [count],
      open: made ? () => filterClaims({ org: name }) : null,
    })),
  };
}

const countClaims = (wanted) => {
  const found = claims.filter(wanted);
  const china = found.filter((claim) => claim.first_in_china).length;
  return [china, found.length - china];
};

function scopesChart() {
  return {
    title: word("chart_scopes"),
    head: word("field_scope"),
    names: [word("first_only"), word("other_claims")],
    rows: SCOPES.map((scope) => ({
      label: word("scope", scope),
      values: countClaims((claim) => claim.scope === scope),
      open: () => filterClaims({ scope }),
    })),
  };
}

function kindsChart() {
  return {
    title: word("chart_kinds"),
    head: word("field_kind"),
    names: [word("first_only"), word("other_claims")],
    rows: KINDS.map((kind) => ({
      label: word("kind", kind),
      values: countClaims((claim) => claim.kind === kind),
      open: () => filterClaims({ kind }),
    })),
  };
}

function statusesChart() {
  return {
    title: word("chart_statuses"),
    head: word("field_status"),
    names: [word("claims")],
    rows: STATUSES.map((status) => ({
      label: word("status", status),
      values: [claims.filter((claim) => claim.status === status).length],
      open: () => filterClaims({ status }),
    })),
  };
}

// By month, or by year where there are more than three years of them.
function timeChart() {
  const dated = claims.filter((claim) => claim.document.published);
  const months = dated.map((claim) => claim.document.published.slice(0, 7)).sort();
  const years = months.length && months.at(-1).slice(0, 4) - months[0].slice(0, 4) > 2;
  const slots = months.length ? between(months[0], months.at(-1), years) : [];
  const of = (slot) => countClaims((claim) => claim.document.published?.startsWith(slot));
  return {
    title: word(years ? "chart_time_year" : "chart_time"),
    head: word(years ? "year" : "month"),
    names: [word("first_only"), word("other_claims")],
    columns: true,
    rows: slots.map((slot) => ({ label: slot, values: of(slot) })),
    note: claims.length > dated.length ? word("undated", claims.length - dated.length) : null,
  };
}

function between(first, last, years) {
  const slots = [];
  for (let [year, month] = first.split("-").map(Number); ; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    const slot = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (!years) slots.push(slot);
    else if (!slots.includes(slot.slice(0, 4))) slots.push(slot.slice(0, 4));
    if (slot >= last) return slots;
  }
}

function dimensionsChart() {
  return {
    title: word("chart_dimensions"),
    head: word("field_dimension"),
    names: [word("mentions_unit")],
    rows: Object.entries(index.charts.dimensions).map(([dimension, count]) => ({
      label: word("dimension", dimension),
      values: [count],
    })),
  };
}

function yuanChart() {
  const counts = index.charts.yuan;
  const powers = Object.keys(counts).map(Number);
  const label = (power) => (10 ** power).toLocaleString(language, { notation: "compact" });
  const rows = [];
  for (let power = Math.min(...powers); power <= Math.max(...powers); power += 1)
    rows.push({ label: `≥ ${label(power)}`, values: [counts[power] ?? 0] });
  return { title: word("chart_yuan"), head: word("amount"), names: [word("mentions_unit")], columns: true, rows };
}

const YEARS_SHOWN = 30;

// Dates and figures by year; the years that hold most, not the Ming dynasty.
function yearsChart() {
  const { date_years: dates, figure_years: figures } = index.charts;
  const years = [...new Set([...Object.keys(dates), ...Object.keys(figures)].map(Number))].sort((a, b) => a - b);
  const counts = (year) => [dates[year] ?? 0, figures[year] ?? 0];
  const all = sum(years.flatMap(counts));
  const window = (first) => sum(years.filter((year) => year >= first && year < first + YEARS_SHOWN).flatMap(counts));
  const best = years.reduce((found, year) => (window(year) > window(found) ? year : found), years[0]);
  const shown = years.filter((year) => year >= best && year < best + YEARS_SHOWN);
  const rows = [];
  for (let year = shown[0]; year <= shown.at(-1); year += 1) rows.push({ label: String(year), values: counts(year) });
  const outside = years.length ? all - window(best) : 0;
  return {
    title: word("chart_years"),
    head: word("year"),
    names: [word("dates_series"), word("figures_series")],
    columns: true,
    rows,
    note: outside ? word("chart_years_cut", shown[0], shown.at(-1), outside) : null,
  };
}
