"""The page as a Word document: a small writer of the few parts that a text needs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from pmdesk.exporters.wiki.parts import Grid, WikiPage
from pmdesk.exporters.wiki.runs import Prose, Run

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_OFFICE}.numbering+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-'
    'package.core-properties+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
# Style: its name in Word, size in half points, further looks of paragraph and words.
_STYLES = (
    ("Title", "Title", 52, '<w:spacing w:after="120"/>', "<w:b/>"),
    ("Subtitle", "Subtitle", 20, '<w:spacing w:after="200"/>', '<w:color w:val="524D45"/>'),
    ("Heading1", "heading 1", 30,
     '<w:keepNext/><w:spacing w:before="400" w:after="120"/><w:outlineLvl w:val="0"/>', "<w:b/>"),
    ("Heading2", "heading 2", 24,
     '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="1"/>', "<w:b/>"),
    ("ListParagraph", "List Paragraph", 22, '<w:spacing w:after="60"/>', ""),
    ("Quote", "Quote", 22, '<w:ind w:left="480"/>', "<w:i/>"),
    ("Code", "Code", 19, '<w:shd w:val="clear" w:fill="F4F2ED"/>',
     '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'),
    ("Cell", "Table Text", 19, '<w:spacing w:before="40" w:after="40"/>', ""),
)  # fmt: skip


def docx_file(page: WikiPage) -> bytes:
    """The document; the same page gives the same bytes."""
    made = _Document(page)
    body = made.body()
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": body,
        "word/_rels/document.xml.rels": made.relations(),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "docProps/core.xml": _properties(page),
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8", "replace"))
    return stream.getvalue()


class _Document:
    """The text of one document, with the addresses that it links to."""

    def __init__(self, page: WikiPage) -> None:
        self.page = page
        self.links: dict[str, str] = {}

    def body(self) -> str:
        page = self.page
        found = [self._paragraph((Run(page.title),), "Title")]
        found.append(self._paragraph((Run(page.standing),), "Subtitle"))
        found += [
            self._paragraph((Run(f"{name}: "), Run(text, bold=True))) for name, text in page.facts
        ]
        for section in page.sections:
            found.append(self._paragraph((Run(section.title),), "Heading1"))
            for part in section.parts:
                found.append(self._table(part) if isinstance(part, Grid) else self._prose(part))
        size = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
        size += 'w:bottom="1134" w:left="1134" w:header="600" w:footer="600" w:gutter="0"/>'
        return (
            f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{"".join(found)}'
            f"<w:sectPr>{size}</w:sectPr></w:body></w:document>"
        )

    def relations(self) -> str:
        rows = [
            f'<Relationship Id="s1" Type="{_R}/styles" Target="styles.xml"/>',
            f'<Relationship Id="s2" Type="{_R}/numbering" Target="numbering.xml"/>',
        ]
        rows += [
            f'<Relationship Id="{key}" Type="{_R}/hyperlink" Target={quoteattr(address)} '
            'TargetMode="External"/>'
            for address, key in self.links.items()
        ]
        relations = f'<Relationships xmlns="{_PACKAGE}/relationships">'
        return f"{_HEAD}{relations}{''.join(rows)}</Relationships>"

    def _prose(self, part: Prose) -> str:
        if part.kind in ("bullet", "number"):
            which = 1 if part.kind == "bullet" else 2
            number = f'<w:numPr><w:ilvl w:val="{part.depth}"/><w:numId w:val="{which}"/></w:numPr>'
            return self._paragraph(part.runs, "ListParagraph", number)
        style = {"heading": "Heading2", "quote": "Quote", "code": "Code"}.get(part.kind, "")
        return self._paragraph(part.runs, style)

    def _paragraph(self, runs: Iterable[Run], style: str = "", more: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        looks = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
        return f"<w:p>{looks}{''.join(map(self._run, runs))}</w:p>"

    def _run(self, run: Run) -> str:
        looks = ""
        if run.code:
            looks += '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
        looks += "<w:b/>" * run.bold + "<w:i/>" * run.italic + "<w:strike/>" * run.struck
        if run.link:
            looks += '<w:color w:val="2450C8"/><w:u w:val="single"/>'
        lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in run.text.split("\n")]
        made = f"<w:r><w:rPr>{looks}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"
        if not run.link:
            return made
        key = self.links.setdefault(run.link, f"l{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{key}">{made}</w:hyperlink>'

    def _table(self, grid: Grid) -> str:
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:color="CFC9BD"/>'
            for side in ("top", "bottom", "insideH")
        )
        columns = "".join("<w:gridCol/>" for _ in grid.heads)
        heads = "".join(
            f"<w:tc>{self._paragraph((Run(head, bold=True),), 'Cell')}</w:tc>"
            for head in grid.heads
        )
        rows = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(f"<w:tc>{self._paragraph(cell, 'Cell')}</w:tc>" for cell in row)
            + "</w:tr>"
            for row in grid.rows
        )
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}'
            f"</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
            f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{heads}</w:tr>{rows}</w:tbl><w:p/>"
        )


def _styles() -> str:
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{paragraph}</w:pPr>'
        f'<w:rPr>{words}<w:sz w:val="{size}"/></w:rPr></w:style>'
        for key, name, size, paragraph, words in _STYLES
    )
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts '
        'w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
        '<w:lang w:val="en"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>{made}</w:styles>'
    )


def _numbering() -> str:
    def levels(form: str, text: str) -> str:
        return "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text.format(level + 1)}"/><w:pPr><w:ind '
            f'w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for level in range(9)
        )

    kinds = (levels("bullet", "•"), levels("decimal", "%{}."))
    return f'{_HEAD}<w:numbering xmlns:w="{_W}">' + "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{made}</w:abstractNum>'
        for n, made in enumerate(kinds)
    ) + "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(2)
    ) + "</w:numbering>"  # fmt: skip


def _properties(page: WikiPage) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(page.title)}</dc:title><dc:creator>pmdesk</dc:creator>"
        f"<dc:subject>{escape(page.standing)}</dc:subject></cp:coreProperties>"
    )
