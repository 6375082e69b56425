# ruff: noqa: ISC004 - a table of words reads best unbroken
"""Dates as people write them: names of months and weekdays in six languages, and the patterns."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier januar jänner enero janeiro gennaio januari",
            "feb february février fevrier februar feber febrero fevereiro febbraio februari",
            "mar march mars märz maerz marzo março maart",
            "apr april avril abril aprile",
            "may mai mayo maio maggio mei",
            "jun june juin juni junio junho giugno",
            "jul july juillet juli julio julho luglio",
            "aug august août aout agosto augustus",
            "sep sept september septembre septiembre setembro settembre",
            "oct october octobre oktober okt octubre outubro ottobre",
            "nov november novembre noviembre novembro",
            "dec december décembre decembre dezember dez diciembre dezembro dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_ORD = r"(?:st|nd|rd|th|er|º|\.)?"
_SPAN = rf"(?:\s*(?:-|–|—|to|/)\s*(?:{_MONTH}\s*)?\d{{1,2}}{_ORD})?"

DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})(?P<q>[-/.])(?P<m>\d{1,2})(?P=q)(?P<d>\d{1,2})(?!\d)",
        r"(?P<y>\d{4})[年년]\s?(?P<m>\d{1,2})[月월]\s?(?P<d>\d{1,2})[日일]",
        r"(?P<m>\d{1,2})[月월]\s?(?P<d>\d{1,2})[日일]",
        r"(?P<a>\d{1,2})(?P<q>[-/.])(?P<b>\d{1,2})(?P=q)(?P<y>\d{4}|\d{2})(?!\d)",
        rf"(?P<n>{_MONTH})\s*(?P<d>\d{{1,2}}){_ORD}{_SPAN}(?![\d:])(?:,?\s*(?P<y>(?:19|20)\d\d|[’']\d\d)\b(?!:\d))?",
        rf"(?P<d>\d{{1,2}}){_ORD}(?:\s*[-–]\s*\d{{1,2}}{_ORD})?[\s-]+(?:of\s+|de\s+)?(?P<n>{_MONTH})"
        r"(?:,?[\s-]*(?:de\s+|del\s+)?(?P<y>(?:19|20)\d\d|[’']\d\d)\b(?!:\d))?",
        r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])",
    )
)
VAGUE = re.compile(
    rf"\d{{4}}-(?:MM|XX|\?\?|\d{{2}})(?:-(?:DD|XX|\?\?))?(?![\d-])|{_MONTH},?\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|"
    r"freitag|samstag|sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b|"
    r"[（(][月火水木金土日][)）]",
    re.IGNORECASE,
)
