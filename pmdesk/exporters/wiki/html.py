"""One HTML file that needs nothing else, and the same words for pasting into a wiki."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from pmdesk.exporters.wiki.parts import Grid, Section, WikiPage
from pmdesk.exporters.wiki.runs import Prose, Run

_STYLE = """
:root{color-scheme:light dark;--ink:#1d1b18;--ink2:#524d45;--rule:#cfc9bd;--band:#f4f2ed;
--accent:#2450c8;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#ece9e3;--ink2:#b9b2a6;--rule:#4a453d;--band:#26231f;
--accent:#8fb0ff;--paper:#1a1815}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.6 Inter,system-ui,"Segoe UI",sans-serif}
header,main{max-width:62rem;margin:0 auto;padding:1.5rem}
header{border-bottom:1px solid var(--rule)}
h1{font:600 2.1rem/1.2 "Source Serif 4",Georgia,serif;margin:.3em 0}
h2{font-size:1.2rem;border-top:2px solid var(--ink);padding-top:.7rem;margin-top:2.4rem}
h3{font-size:1rem;margin-bottom:.2em}
p,li,blockquote{max-width:46rem}
.soft,em{color:var(--ink2)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem}
dt{color:var(--ink2)}dd{margin:0;font-weight:600}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th{text-align:left;color:var(--ink2);font-weight:500;border-bottom:2px solid var(--rule)}
th,td{padding:.45rem .8rem .45rem 0;vertical-align:top;border-bottom:1px solid var(--rule);
overflow-wrap:anywhere}
td:first-child{white-space:nowrap}
a{color:var(--accent)}pre,code{font-family:"JetBrains Mono",ui-monospace,monospace;font-size:.86em}
pre{background:var(--band);padding:.8rem;overflow-x:auto}
em{font-style:normal}.scroll{overflow-x:auto}
@media print{header,main{max-width:none}tr,h2{break-inside:avoid}}
"""
# Nothing is loaded and nothing runs, whatever the texts hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html_file(page: WikiPage) -> str:
    """A whole file with its looks inside; it loads nothing."""
    facts = "".join(f"<dt>{escape(n)}</dt><dd>{escape(t)}</dd>" for n, t in page.facts)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(page.title)}</title><style>{_STYLE}</style></head>\n<body><header>"
        f'<div class="soft">{escape(page.standing)}</div>'
        f"<h1>{escape(page.title)}</h1><dl>{facts}</dl></header>\n<main>"
        f"{''.join(map(_section, page.sections))}</main></body></html>\n"
    )


def html_fragment(page: WikiPage) -> str:
    """Headings, lists and tables without looks, as wikis take them from the clipboard."""
    facts = "<br>".join(f"<b>{escape(n)}:</b> {escape(t)}" for n, t in page.facts)
    return (
        f"<h1>{escape(page.title)}</h1><p>{escape(page.standing)}</p><p>{facts}</p>"
        f"{''.join(map(_section, page.sections))}"
    )


def _section(section: Section) -> str:
    return f"<section><h2>{escape(section.title)}</h2>\n{_parts(section.parts)}</section>\n"


def _parts(parts: Sequence[Prose | Grid]) -> str:
    def is_list(part: Prose | Grid) -> str:
        return part.kind if isinstance(part, Prose) and part.kind in _LISTS else ""

    found: list[str] = []
    for kind, group in groupby(parts, is_list):
        if kind:
            found.append(_list(_LISTS[kind], [p for p in group if isinstance(p, Prose)]))
        else:
            found += [_table(p) if isinstance(p, Grid) else _prose(p) for p in group]
    return "".join(found)


_LISTS = {"bullet": "ul", "number": "ol"}
_BLOCKS = {"quote": "blockquote", "heading": "h3", "code": "pre"}


def _prose(part: Prose) -> str:
    tag = _BLOCKS.get(part.kind, "p")
    return f"<{tag}>{_runs(part.runs)}</{tag}>\n"


def _list(tag: str, items: Sequence[Prose]) -> str:
    """A list whose items stand deeper or less deep, as lists in lists."""
    found, open_lists = [], 0
    for item in items:
        depth = min(item.depth + 1, open_lists + 1)
        if depth > open_lists:
            found.append(f"<{tag}>")
            open_lists += 1
        else:
            found.append("</li>")
            while open_lists > depth:
                found.append(f"</{tag}></li>")
                open_lists -= 1
        found.append(f"<li>{_runs(item.runs)}")
    found.append(f"</li></{tag}>" * open_lists)
    return "".join(found) + "\n"


def _table(grid: Grid) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in grid.heads)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_runs(cell)}</td>' for cell in row)}</tr>\n" for row in grid.rows
    )
    return (
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>\n"
    )


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    text = escape(run.text)
    if not run.code:
        text = text.replace("\n", "<br>")
    for wanted, tag in (
        (run.code, "code"), (run.bold, "b"), (run.italic, "em"), (run.struck, "s"),
    ):  # fmt: skip
        if wanted:
            text = f"<{tag}>{text}</{tag}>"
    if run.link:
        text = f'<a href="{escape(run.link)}" rel="noreferrer">{text}</a>'
    return text
