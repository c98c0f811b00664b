"""Strings that would run something if a page put them anywhere as markup, script, style or address."""

import pyarrow as pa
from zhfacts.tables import TABLES, load_schema, make_table

# {run} is what they try to run.
SHAPES = (
    "<script>{run}</script>",
    "</script><script>{run}</script>",
    "</SCRIPT ><script>{run}</script>",
    "<!--<script>{run}</script>",
    "--><script>{run}</script>",
    "]]><script>{run}</script>",
    "</title><script>{run}</script>",
    "</style><script>{run}</script>",
    "</textarea><script>{run}</script>",
    "</noscript><script>{run}</script>",
    "</template><script>{run}</script>",
    "<scr<script>ipt>{run}</script>",
    "<img src=x onerror={run}>",
    "<img src=x onerror='{run}'",
    '"><img src=x onerror={run}>',
    "'><img src=x onerror={run}>",
    "<img/src=x/onerror={run}>",
    "<svg onload={run}>",
    "<svg><script>{run}</script></svg>",
    "<svg><animate onbegin={run} attributeName=x dur=1s>",
    "<svg><set attributeName=href to=javascript:{run}>",
    "<math><mtext><style><img src=x onerror={run}></style></mtext></math>",
    "<body onload={run}>",
    "<iframe src='javascript:{run}'></iframe>",
    "<iframe srcdoc='<script>parent.{run}</script>'></iframe>",
    "<object data='javascript:{run}'></object>",
    "<embed src='javascript:{run}'>",
    "<a href='javascript:{run}' autofocus onfocus={run}>x</a>",
    "<input autofocus onfocus={run}>",
    "<details open ontoggle={run}>x</details>",
    "<video><source onerror={run}></video>",
    "<audio src=x onerror={run}>",
    "<marquee onstart={run}>x</marquee>",
    "<style>@import 'javascript:{run}';</style>",
    "<style>*{{animation:x}}@keyframes x{{}}</style><p onanimationstart={run}>",
    "<link rel=stylesheet href='javascript:{run}'>",
    "<base href='javascript:{run}//'>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<form action='javascript:{run}'><button autofocus>x",
    "<table background='javascript:{run}'><tr><td>",
    '" onmouseover="{run}" x="',
    "' onfocus='{run}' autofocus='",
    "javascript:{run}",
    "JaVaScRiPt:{run}//https://",
    "data:text/html,<script>{run}</script>",
    "https://x.example/\"onmouseover='{run}'",
    "${{{run}}}`;{run};`",
    '";{run};//',
    "';{run};//",
    "\\u003cscript\\u003e{run}\\u003c/script\\u003e&lt;img src=x onerror={run}&gt;",
)
RUN = ("window.ran=1", "alert(1)")
HOSTILE = tuple(shape.format(run=run) for run in RUN for shape in SHAPES)


def hostile_tables() -> dict[str, pa.Table]:
    """A run of as many articles as there are hostile strings: each stands wherever its article has a free text."""
    tables = {}
    for table in TABLES:
        columns = {
            column.name: [_cell(column.name, column.type, column.allowed, i) for i in range(len(HOSTILE))]
            for column in load_schema(table).columns
        }
        tables[table] = make_table(table, columns)
    return tables


def _cell(name: str, kind: str, allowed: tuple[str, ...], number: int) -> object:
    if name == "status" and "ok" in allowed:
        return "ok"
    if allowed:
        return allowed[number % len(allowed)]
    if kind in ("string", "list"):
        return HOSTILE[number] if kind == "string" else [HOSTILE[number]]
    if name in ("end", "raw_end"):
        return len(HOSTILE[number])
    return {"int": 1 if name in ("group", "rank") else 0, "float": 0.5, "bool": False, "date": None}[kind]
