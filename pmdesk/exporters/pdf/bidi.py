"""Puts the right-to-left stretches of one line into the order in which they are drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

_RIGHT = {"R", "AL"}
_LEFT = {"L"}
_NUMBER = {"EN", "AN"}
_MIRROR = str.maketrans("()[]{}<>«»", ")(][}{><»«")

T = TypeVar("T")


def has_right_to_left(text: str) -> bool:
    """Whether a text has letters that read from right to left."""
    return any(unicodedata.bidirectional(char) in _RIGHT for char in text)


def _clusters(cells: Sequence[tuple[str, T]]) -> list[list[tuple[str, T]]]:
    """Characters with the marks that belong to them."""
    found: list[list[tuple[str, T]]] = []
    for cell in cells:
        if found and unicodedata.combining(cell[0]):
            found[-1].append(cell)
        else:
            found.append([cell])
    return found


def _turned(clusters: list[list[tuple[str, T]]]) -> list[list[tuple[str, T]]]:
    """The stretch reversed, with its numbers still reading from left to right."""
    result: list[list[tuple[str, T]]] = []
    digits: list[list[tuple[str, T]]] = []
    for cluster in reversed(clusters):
        if unicodedata.bidirectional(cluster[0][0]) in _NUMBER:
            digits.append(cluster)
            continue
        result += digits[::-1]
        digits = []
        char, style = cluster[0]
        result.append([(char.translate(_MIRROR), style), *cluster[1:]])
    return result + digits[::-1]


def visual(cells: Sequence[tuple[str, T]]) -> list[tuple[str, T]]:
    """Characters (each with whatever belongs to it) in the order of drawing, in a left-to-right
    line: each stretch from the first to the last right-to-left letter is turned round."""
    clusters = _clusters(cells)
    kinds = [unicodedata.bidirectional(cluster[0][0]) for cluster in clusters]
    index, result = 0, []
    while index < len(clusters):
        if kinds[index] not in _RIGHT:
            result.append(clusters[index])
            index += 1
            continue
        last = index
        for ahead in range(index, len(clusters)):
            if kinds[ahead] in _LEFT:
                break
            if kinds[ahead] in _RIGHT:
                last = ahead
        result += _turned(clusters[index : last + 1])
        index = last + 1
    return [cell for cluster in result for cell in cluster]
