// An article with its mentions marked.

const reader = { doc: null, claim: null, takesFocus: false, form: "raw", families: new Set(FAMILIES), stops: [], at: -1 };

// What ends a paragraph where the source has no line breaks: a mark and a space. A heading has no mark, only readings in brackets.
const PARAGRAPH_END = /\n+|(?<=[。！？…][”’」』）)]?) +(?=\S)|　{2,}/g;
const HEADING = /^\s*(?:[^\s，。、；：！？,;:!?“”「」（）()|]|\([^()\s]{1,8}\)){4,40}(?: (?=[\u4e00-\u9fff“「])|\s*$)/;
const SENTENCE_END = /[。！？!?…\n][”’」』）)》]*/g;

async function openArticle(doc, claim = null) {
  const focus = reader.takesFocus; // of this opening: the next key may be pressed before it has ended
  Object.assign(reader, { doc, claim, takesFocus: false });
  const article = documents[doc];
  get("reader").hidden = false;
  get("main").classList.add("with-reader");
  get("reader").replaceChildren(
    make("h2", { id: "reader-title", lang: "zh" }, titleOf(article)),
    make("p", { class: "empty" }, word("loading")),
  );
  let loaded = null;
  try {
    if (article.status === "ok") loaded = await loadArticle(doc);
  } catch {
    notice(word("broken"));
  }
  if (reader.doc !== doc || reader.claim !== claim) return; // another one was opened meanwhile
  reader.article = loaded;
  showReader();
  if (claim !== null) goToClaim(claims[claim], focus);
  else get("reader").scrollTop = 0;
}

function closeReader() {
  Object.assign(reader, { doc: null, claim: null, article: null });
  get("reader").hidden = true;
  get("card").hidden = true;
  get("main").classList.remove("with-reader");
}

function showReader() {
  const article = documents[reader.doc];
  const loaded = reader.article;
  get("card").hidden = true;
  reader.stops = [];
  get("reader").replaceChildren(
    make(
      "div",
      { class: "reader-top" },
      make(
        "div",
        { class: "reader-head" },
        make("h2", { id: "reader-title", lang: "zh" }, titleOf(article)),
        make("button", { type: "button", class: "close", on: { click: leaveReader } }, word("close")),
      ),
      details(article),
      loaded?.texts ? controls(loaded) : null,
    ),
    loaded?.texts ? text(loaded) : withoutText(article),
  );
  if (loaded?.texts) step(0, { focus: false });
}

function details(article) {
  const rows = [
    ["published", article.published],
    ["publisher", article.publisher],
    ["author", article.author],
    ["source", article.source && address(article.source)],
    ["script", article.script && word("script", article.script)],
    [
      "reference_date",
      article.reference_date && `${article.reference_date} (${word("reference_from", article.reference_from)})`,
    ],
    ["error", article.error],
  ];
  return make(
    "dl",
    { class: "details" },
    rows
      .filter(([, value]) => value)
      .map(([name, value]) =>
        make("div", {}, make("dt", {}, word(`field_${name}`)), make("dd", { lang: "zh" }, value)),
      ),
  );
}

// A link only where the source is a web address; anything else is shown as it stands.
function address(source) {
  return /^https?:\/\/[^\s]+$/i.test(source)
    ? make("a", { href: source, target: "_blank", rel: "noopener noreferrer" }, source)
    : source;
}

function controls(loaded) {
  const choice = (form) =>
    make(
      "label",
      {},
      make("input", {
        type: "radio",
        name: "form",
        value: form,
        checked: reader.form === form,
        on: {
          change: () => {
            reader.form = form;
            redraw();
          },
        },
      }),
      word(form === "raw" ? "original" : "simplified"),
    );
  const toggle = (family) =>
    make(
      "label",
      { class: `family ${family}` },
      make("input", {
        type: "checkbox",
        checked: reader.families.has(family),
        "data-family": family,
        on: {
          change: (event) => {
            reader.families[event.target.checked ? "add" : "delete"](family);
            redraw();
          },
        },
      }),
      make("span", { class: "swatch", "aria-hidden": "true" }),
      `${word("family", family)} (${number(loaded.mentions.filter((mention) => mention.family === family).length)})`,
    );
  const move = (by) =>
    make(
      "button",
      { type: "button", class: by < 0 ? "previous" : "next", on: { click: () => step(by) } },
      word(by < 0 ? "previous" : "next"),
    );
  return make(
    "div",
    { class: "controls" },
    make("fieldset", { class: "segments" }, make("legend", {}, word("text_form")), choice("raw"), choice("normalized")),
    make("fieldset", { class: "families" }, make("legend", {}, word("show")), FAMILIES.map(toggle)),
    make(
      "div",
      { class: "stepper", role: "group", "aria-label": word("mentions") },
      move(-1),
      make("span", { id: "stop", role: "status" }),
      move(1),
    ),
  );
}

// The same article anew, in another form or with other mentions, at the same mention.
function redraw() {
  const focused = document.activeElement?.closest("#reader input");
  const stop = reader.stops[reader.at];
  const mention = stop && reader.shown[stop.dataset.mentions.split(" ")[0]];
  showReader();
  const again = mention && reader.shown.indexOf(mention);
  const at = reader.stops.findIndex((element) => element.dataset.mentions.split(" ").includes(String(again)));
  if (at >= 0) step(at + 1, { focus: false, from: -1 });
  if (focused)
    get("reader")
      .querySelector(
        focused.type === "radio" ? `input[value="${focused.value}"]` : `input[data-family="${focused.dataset.family}"]`,
      )
      ?.focus();
}

function withoutText(article) {
  if (article.status !== "ok") return make("p", { class: "empty" }, word("no_article"));
  const sentences = claims.filter((claim) => claim.doc === article.id);
  return make(
    "div",
    {},
    make("p", { class: "empty" }, article.id < index.held ? word("no_texts") : word("not_held", index.held)),
    sentences.map((claim) =>
      make("p", { class: "article-text", lang: "zh" }, claim.sentence_text, " ", badge(claim.kind)),
    ),
  );
}

// Code points to the units that JavaScript counts in.
function unitsOf(content) {
  if (!/[\ud800-\udfff]/.test(content)) return (position) => position;
  const starts = [0];
  for (const character of content) starts.push(starts.at(-1) + character.length);
  return (position) => starts[position];
}

function text({ texts, mentions, repairs }) {
  const raw = reader.form === "raw";
  const content = raw ? texts.raw_text : texts.text;
  const unit = unitsOf(content);
  const from = raw ? "raw_start" : "start",
    to = raw ? "raw_end" : "end";
  reader.shown = mentions.filter((mention) => reader.families.has(mention.family));
  const spans = reader.shown.map((mention, at) => ({ at, start: unit(mention[from]), end: unit(mention[to]) }));
  const sentence = reader.claim === null ? null : sentenceOf(claims[reader.claim], content, unit);
  if (sentence) spans.push({ sentence: true, ...sentence });
  const repaired = raw ? repairs.map((repair) => ({ start: unit(repair.raw_start), end: unit(repair.raw_end) })) : [];
  const seen = new Set();
  const blocks = blocksOf(content).map((block) =>
    make(block.heading ? "h3" : "p", {}, pieces(content, block, spans, repaired, seen)),
  );
  return make(
    "article",
    { class: "article-text", lang: raw && documents[reader.doc].script === "traditional" ? "zh-Hant" : "zh-Hans" },
    raw && repairs.length
      ? make("p", { class: "remark", lang: language }, make("del", {}, word("repaired")), `: ${number(repairs.length)}`)
      : null,
    texts.raw_text === texts.text ? make("p", { class: "remark", lang: language }, word("same_text")) : null,
    blocks,
  );
}

// The text of a block, cut where a mention or the sentence begins or ends; each piece with all mentions that cover it.
function pieces(content, { start, end }, spans, repairs, seen) {
  return cut(start, end, spans)
    .map(([from, to, covering]) => {
      const marks = covering.filter((span) => !span.sentence).sort((a, b) => a.end - a.start - (b.end - b.start));
      const name = covering.length > marks.length ? "sentence" : null;
      const inner = cut(from, to, repairs).map(([left, right, repaired]) =>
        repaired.length ? make("del", {}, content.slice(left, right)) : content.slice(left, right),
      );
      return marks.length ? mark(inner, marks, seen, name) : name ? make("span", { class: name }, inner) : inner;
    })
    .flat();
}

// A stretch in pieces, so that each span covers whole pieces: [start, end, the spans that cover it].
function cut(start, end, spans) {
  const inside = spans.filter((span) => span.start < end && span.end > start);
  const cuts = [
    ...new Set([start, end, ...inside.flatMap((span) => [Math.max(span.start, start), Math.min(span.end, end)])]),
  ].sort((a, b) => a - b);
  return cuts
    .slice(0, -1)
    .map((from, at) => [from, cuts[at + 1], inside.filter((span) => span.start <= from && span.end >= cuts[at + 1])]);
}

// A mark takes the colour of its innermost mention and a line for each other family. The first piece of a mention is a stop for the keyboard.
function mark(inner, spans, seen, name) {
  const families = spans.map(({ at }) => reader.shown[at].family);
  const isStop = spans.some(({ at }) => !seen.has(at));
  for (const { at } of spans) seen.add(at);
  const element = make(
    "mark",
    {
      class: [families[0], ...new Set(families.slice(1).map((family) => `in-${family}`)), name]
        .filter(Boolean)
        .join(" "),
      "data-mentions": spans.map(({ at }) => at).join(" "),
      role: isStop ? "button" : null,
      tabindex: isStop ? "-1" : null,
      on: {
        mouseenter: () => showCard(element),
        mouseleave: hideCardSoon,
        focus: () => arrive(element),
        blur: hideCard,
        click: () => element.focus(),
      },
    },
    inner,
  );
  if (isStop) reader.stops.push(element);
  return element;
}

function blocksOf(content) {
  const blocks = [];
  const add = (start, end) => {
    if (!content.slice(start, end).trim()) return;
    const heading = HEADING.exec(content.slice(start, end));
    const stop = heading ? start + heading[0].length : end;
    if (heading) blocks.push({ start, end: stop, heading: true });
    if (stop < end) add(stop, end);
    else if (!heading) blocks.push({ start, end, heading: false });
  };
  let start = 0;
  for (const match of content.matchAll(PARAGRAPH_END)) {
    add(start, match.index);
    start = match.index + match[0].length;
  }
  add(start, content.length);
  return blocks;
}

// The sentence of a claim: the tables give it in the normalized text; in the source it goes from mark to mark.
function sentenceOf(claim, content, unit) {
  const at = unit(reader.form === "raw" ? claim.raw_start : claim.start);
  if (reader.form !== "raw") {
    const start = content.lastIndexOf(claim.sentence_text, at);
    if (start >= 0 && start + claim.sentence_text.length > at)
      return { start, end: start + claim.sentence_text.length };
  }
  let start = 0;
  for (const match of content.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].length;
    if (end > at) return { start, end };
    start = end;
  }
  return { start, end: content.length };
}

function goToClaim(claim, focus) {
  const mention = reader.shown?.findIndex(({ family, start }) => family === "claims" && start === claim.start);
  const at = reader.stops.findIndex((element) => element.dataset.mentions.split(" ").includes(String(mention)));
  if (at >= 0) step(at + 1, { from: -1, focus });
}

// Go to the next or previous mention.
function step(by, { focus = true, from = reader.at } = {}) {
  if (!get("stop")) return;
  if (by === 0) from = -1;
  const at = Math.min(Math.max(from + by, 0), reader.stops.length - 1);
  for (const element of reader.stops) element.setAttribute("tabindex", "-1");
  reader.at = by === 0 ? -1 : at;
  const element = reader.stops[at];
  element?.setAttribute("tabindex", "0");
  for (const current of get("reader").querySelectorAll("mark.current")) current.classList.remove("current");
  if (element && by !== 0) {
    element.classList.add("current");
    scrollToMark(element);
    if (focus) element.focus({ preventScroll: true });
    else showCard(element);
  }
  get("stop").textContent = word("mention_of", reader.at + 1, reader.stops.length);
}

// Into the middle of the reader; the page itself stays where it is.
function scrollToMark(element) {
  const box = get("reader").getBoundingClientRect();
  const place = element.getBoundingClientRect();
  get("reader").scrollTop += place.top - box.top - box.height * 0.45;
}

function arrive(element) {
  const at = reader.stops.indexOf(element);
  if (at >= 0 && at !== reader.at) step(at + 1, { from: -1, focus: false });
  showCard(element);
}

let carded = null; // the mark that the card belongs to

let hiding;

// The mouse has a moment to reach the card, which then stays.
function hideCardSoon() {
  hiding = setTimeout(hideCard, 150);
}

function keepCard() {
  clearTimeout(hiding);
}

function hideCard() {
  keepCard();
  carded = null;
  get("card").hidden = true;
  document.querySelector("[aria-describedby=card]")?.removeAttribute("aria-describedby");
}

// What a mention says: its values and its rule, beside it.
function showCard(element) {
  hideCard();
  carded = element;
  const card = get("card");
  const mentions = element.dataset.mentions.split(" ").map((at) => reader.shown[at]);
  card.replaceChildren(...mentions.map(cardOf));
  card.hidden = false;
  element.setAttribute("aria-describedby", "card");
  placeCard();
}

// Beside its mark, also while the article scrolls; gone where the mark is out of sight.
function placeCard() {
  if (!carded) return;
  const card = get("card");
  const place = carded.getBoundingClientRect();
  const box = get("reader").getBoundingClientRect();
  if (place.bottom < box.top || place.top > box.bottom) return hideCard();
  const { width, height } = card.getBoundingClientRect();
  const below = place.bottom + 8 + height < innerHeight || place.top < height + 8;
  card.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
  card.style.top = `${below ? place.bottom + 8 : place.top - height - 8}px`;
}

function cardOf(mention) {
  const rows = Object.entries(mention)
    .filter(
      ([name, value]) =>
        ![
          "family",
          "text",
          "start",
          "end",
          "raw_start",
          "raw_end",
          "rule",
          "boilerplate",
          "value_max",
          "unit",
          "base_unit",
          "rank",
          "scope_place",
        ].includes(name) &&
        value !== null &&
        value !== "" &&
        value !== false,
    )
    .map(([name, value]) => [word(`field_${name}`), shownValue(mention, name, value)]);
  rows.push([word("field_span"), `${mention.raw_start}–${mention.raw_end}`]);
  if (mention.boilerplate) rows.push([word("field_boilerplate"), word("yes")]);
  rows.push([word("field_rule"), make("code", {}, mention.rule)]);
  return make(
    "div",
    { class: `card-part ${mention.family}` },
    make("h4", {}, word("one", mention.family)),
    make(
      "dl",
      {},
      rows.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]),
    ),
  );
}

function shownValue(mention, name, value) {
  if (name === "kind") return kindOf(mention);
  if (name === "scope") return scopeOf(mention);
  if (name === "value" && mention.family === "figures") return amount(value, mention.value_max, mention.unit);
  if (name === "base_value") return amount(value, null, mention.base_unit ?? "");
  if (value === true) return word("yes");
  return ["status", "modifier", "dimension", "change", "basis", "date_type", "anchor", "org_type"].includes(name)
    ? word(name, value)
    : String(value);
}

// 36,000,000,000 元 (360亿), and for a range both ends.
function amount(value, upTo, unit) {
  const short =
    Math.abs(value) >= 10000 && upTo === null
      ? ` (${value.toLocaleString(language, { notation: "compact", maximumFractionDigits: 3 })})`
      : "";
  return `${number(value)}${upTo === null ? "" : ` – ${number(upTo)}`} ${unit}${short}`;
}
