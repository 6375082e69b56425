# ruff: noqa: E501, ISC004 - a table of words reads best unbroken
"""Which part of a postmortem a heading announces, by its words."""

from __future__ import annotations

import re
import unicodedata

# The order matters: the first pattern that fits decides.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("well", r"\b(what|things?|which) (went|that went|worked|had worked) (well|right|good)|went well|"
     r"what worked|positives|ce qui a (bien )?fonctionne|うまくいった|良かった"),
    ("lucky", r"luck(y|ily)?\b|chance|hasard|幸運|ラッキー"),
    ("badly", r"went (wrong|poorly|badly|less well)|(didn.?t|did not|not) (go|work) (so )?well|"
     r"could have (gone|been) (better|improved|done)|could be improved|what didn.?t|negatives|"
     r"n.a pas (bien )?fonctionne|mal fonctionne|うまくいかなかった|悪かった|to improve$"),
    ("actions", r"actionables?$|action (items?|points?|plan)|^(the |our )?(review |follow.?up |future |corrective |"
     r"preventati?ve |immediate |recommended |next |remediation )*actions?\b|actions? (following|taken away|"
     r"to take|list)|next steps|corrective|preventati?ve|^prevention|prevention measures|remediation|"
     r"follow.?ups?\b|recommendations?|improvements$|to.?dos?$|long.?term (solution|fix)|"
     r"what (are|will) we (doing|do|going)|(how|what) .*prevent|mesures (correctives|de prevention)|"
     r"actions correctives|mesures de suivi|suivi$|prochaines etapes|maßnahmen|massnahmen|"
     r"アクション|再発防止|今後の対応|対策"),
    ("timeline", r"time ?line|chronolog|chain of events|sequence of events|(incident|event) timing|"
     r"events? log|^events?$|zeitstrahl|zeitlicher ablauf|deroulement|linea de tiempo|cronologia|"
     r"タイムライン|時系列|经过|时间线"),
    ("detection", r"^(how was it |incident |fault )?detect(ed|ion)\b|^identified$|how (did|were|was) .*"
     r"(detect|notice|find out)|発見|検知"),
    ("trigger", r"^triggers?\b|trigger$|declencheu[rs]|element declencheur|トリガー"),
    ("whys", r"(5|five) whys?|cinq pourquoi|なぜなぜ"),
    ("factors", r"root.?causes?|causes?$|^causes?\b|contributing|contributors|cause analysis|"
     r"why (did|was) (it|this) happen|how did this happen|what (caused|went on)|reasons?$|"
     r"causes profondes|facteurs|ursachen?|原因"),
    ("impact", r"\bimpact|affected (users|services|customers|parties)|user effect|incidence|"
     r"repercussions|consequences|auswirkung|outage description|damage|影響"),
    ("summary", r"^(executive |issue |incident |outage |postmortem |a )*(summary|overview|synopsis)\b|"
     r"^tl;?dr|^abstract|what happened|^background|sommaire|^resume$|zusammenfassung|概要|サマリ"),
    ("resolution", r"resol(ution|ved)|recovery|mitigation|repair|restoration|short.?term fix|"
     r"how .* fixed|fix(es)?$|対応|復旧|解決"),
    ("lessons", r"lessons?\b|learn(ed|ing|ings|t)?\b|take.?aways?|reflections?|insights|lecons|教訓|学び"),
)  # fmt: skip
_COMPILED = tuple((use, re.compile(pattern)) for use, pattern in _PATTERNS)
_MARKS = re.compile(r"[*_`#~:：?？]+|\{[#.][^}]*\}|!?\[([^\]]*)\]\([^)]*\)|<[^>]{0,200}>")
_LESSON_KINDS = frozenset({"well", "badly", "lucky"})


def bare(text: str) -> str:
    """A heading's words without marks, numbering, case and accents."""
    words = _MARKS.sub(lambda m: m[1] or " ", text)
    words = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    words = "".join(c for c in words if unicodedata.category(c) != "Mn" or c in "\u3099\u309a")
    words = unicodedata.normalize("NFC", words)
    words = re.sub(r"^[\W_]+|^\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})[.)]\s+", "", words)
    return re.sub(r"[\s/&\-–—]+", " ", words).strip(" .()")


def use_of(heading: str) -> str | None:
    """timeline, actions, factors, … or None when the heading's words say nothing known."""
    words = bare(heading)
    if not words or len(words) > 160:
        return None
    head = words if len(words) < 90 else words[:90]
    for use, pattern in _COMPILED:
        if use == "timeline" and re.search(r"(before|prior to) (the )?timeline", head):
            continue
        if pattern.search(head):
            return use
    return None


def is_lesson_kind(use: str | None) -> bool:
    """Whether a use is one of the three lists of lessons."""
    return use in _LESSON_KINDS
