# ruff: noqa: E501, ISC004 - a table of words reads best unbroken
"""Which part of a postmortem a heading announces, by its words."""

from __future__ import annotations

import re
import unicodedata

# The order matters: the first pattern that fits decides.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("well", r"\b(what|things?|which) (went|that went|worked|had worked) (well|right|good)|went well|"
     r"what worked|positives|ce qui a (bien )?(fonctionne|marche)|うまくいった|良かった|"
     r"was (lief|ging|funktionierte|hat) .*gut|gut gelaufen|(salio|funciono|fue) bien|"
     r"ha funzionato bene|(deu certo|correu bem|funcionou bem)|ging (er )?goed|做得好"),
    ("lucky", r"luck(y|ily)?\b|\bchance\b|hasard|幸運|ラッキー|\bgluck\b|\bsuerte\b|\bfortuna\b|"
     r"\bsorte\b|\bgeluk\b"),
    ("badly", r"went (wrong|poorly|badly|less well)|(didn.?t|did not|not) (go|work) (so )?well|"
     r"could have (gone|been) (better|improved|done)|could be improved|what didn.?t|negatives|"
     r"n.a pas (bien )?fonctionne|mal fonctionne|うまくいかなかった|悪かった|to improve$|"
     r"was (lief|ging|hat) .*(schlecht|nicht)|schlecht gelaufen|(salio|funciono|fue) mal|"
     r"non ha funzionato|(deu errado|correu mal|nao funcionou)|ging (er )?(fout|mis)|改善点|做得不好"),
    ("actions", r"actionables?$|action (items?|points?|plan)|^(the |our )?(review |follow.?up |future |corrective |"
     r"preventati?ve |immediate |recommended |next |remediation )*actions?\b|actions? (following|taken away|"
     r"to take|list)|next steps|corrective|preventati?ve|^prevention|prevention measures|remediation|"
     r"follow.?ups?\b|recommendations?|improvements$|to.?dos?$|long.?term (solution|fix)|"
     r"what (are|will) we (doing|do|going)|(how|what) .*prevent|mesures (correctives|de prevention)|"
     r"actions correctives|mesures de suivi|suivi$|prochaines etapes|maßnahmen|massnahmen|"
     r"アクション|再発防止|今後の対応|対策|改善策|行动项|改进措施|后续|"
     r"^(plan de )?acciones|acciones (correctivas|a tomar|de)|proximos (pasos|passos)|azioni|^acoes|"
     r"maatregelen|^acties|folgema(ß|ss)nahmen|nachste schritte|^aufgaben|plan d.actions?|"
     r"^future work|^tasks?$|^plan of action|changes (we are|we.re|being) mak"),
    ("timeline", r"time ?line|chronolog|chain of events|sequence of events|(incident|event) timing|"
     r"events? log|^events?$|zeitstrahl|zeitlicher ablauf|deroulement|linea de tiempo|cronologia|"
     r"タイムライン|時系列|经过|时间线|経過|タイムテーブル|linea temporal|"
     r"linha do tempo|tijdlijn|zeitleiste|^(zeitlicher )?verlauf|^ablauf|타임라인"),
    ("detection", r"^(how was it |incident |fault )?detect(ed|ion)\b|^identified$|how (did|were|was) .*"
     r"(detect|notice|find out)|発見|検知|^erkennung|^deteccion|^rilevamento|^detectie"),
    ("trigger", r"^triggers?\b|trigger$|declencheu[rs]|element declencheur|トリガー|^ausloser|desencadenante|gatilho|きっかけ"),
    ("whys", r"(5|five) whys?|cinq pourquoi|なぜなぜ"),
    ("factors", r"root.?causes?|causes?$|^causes?\b|contributing|contributors|cause analysis|"
     r"why (did|was) (it|this) happen|how did this happen|what (caused|went on)|reasons?$|"
     r"causes profondes|facteurs|ursachen?|原因|要因|根因|\bcausas?\b|oorza(ak|ken)|cause radice"),
    ("impact", r"\bimpact|affected (users|services|customers|parties)|user effect|incidence|"
     r"repercussions|consequences|auswirkung|outage description|damage|影響|^impacto|^impatto|影响"),
    ("summary", r"^(executive |issue |incident |outage |postmortem |a )*(summary|overview|synopsis)\b|"
     r"^tl;?dr|^abstract|what happened|^background|sommaire|^resume$|zusammenfassung|概要|サマリ|要約|摘要|概述|^resumen|^resumo|riepilogo|"
     r"samenvatting|uberblick|kurzfassung"),
    ("resolution", r"resol(ution|ved)|recovery|mitigation|repair|restoration|short.?term fix|"
     r"how .* fixed|fix(es)?$|対応|復旧|解決|\blosung|behebung|wiederherstellung|"
     r"^(re)?solucion|risoluzione|resolucao|oplossing|retablissement"),
    ("lessons", r"lessons?\b|learn(ed|ing|ings|t)?\b|take.?aways?|reflections?|insights|lecons|教訓|学び|教训|lecciones|licoes|lezioni|erkenntnisse|"
     r"gelernt|enseignements"),
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
