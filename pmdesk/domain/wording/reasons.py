"""Why each finding is pointed out, and the question that helps to write something else."""

from __future__ import annotations

# topic: why, question. {words} are the words found, in the sentence's own letters.
REASONS: dict[str, tuple[str, str]] = {
    "should have": (
        "“{words}” judges with what we know now.",
        "What would have made it visible at the time?",
    ),
    "could have": (
        "“{words}” tells of a course that nobody saw at the time.",
        "What was done instead, and what made that look right?",
    ),
    "would have": (
        "“{words}” describes an incident that did not happen.",
        "What was in place then, and what did it show?",
    ),
    "had we": (
        "“{words}” begins a story that did not take place.",
        "What stood in the way at the time?",
    ),
    "obvious": (
        "“{words}” is true only for those who know the ending.",
        "Who could see what at that moment, and where?",
    ),
    "soon enough": (
        "“{words}” measures with a clock that nobody had then.",
        "How long did it take, and what took the time?",
    ),
    "loaded": (
        "“{words}” is a verdict: readers learn the mark and not the fact.",
        "What exactly was true of it?",
    ),
    "faulty": (
        "“{words}” says that it was wrong, and not what it did.",
        "What was true of it, and what let it pass?",
    ),
    "standard": (
        "“{words}” measures with a standard that the text does not state.",
        "What was done, and what was not part of the usual way?",
    ),
    "human error": (
        "“{words}” closes the search where it gets interesting.",
        "What made this step possible, and what made it look right?",
    ),
    "slip": (
        "“{words}” says that nobody wanted it, which is true of every incident.",
        "What made this as easy to do as the intended step?",
    ),
    "failed to": (
        "“{words}” makes somebody's lapse the explanation.",
        "What was known and shown at that moment, and what competed for attention?",
    ),
    "did not": (
        "“{words}” picks out what somebody left undone.",
        "What would have told them to do it?",
    ),
    "not aware": (
        "“{words}” looks for the gap in a head.",
        "What did the screen, the tool or the hand-over say at that moment?",
    ),
    "nobody": (
        "“{words}” blames everybody at once.",
        "Where would that knowledge or that look have come from?",
    ),
    "blame": (
        "“{words}” names a culprit, and the others stop telling.",
        "Which conditions would have led anybody else to the same place?",
    ),
    "our bad": (
        "“{words}” apologises, which is kind and explains nothing.",
        "What made it likely to happen to anybody?",
    ),
    "more care": (
        "“{words}” relies on people trying harder, and that runs out.",
        "What could make the slip impossible, visible or harmless?",
    ),
    "hidden actor": (
        "“{words}” does not say which role did it.",
        "Which role did it, and what did they go by?",
    ),
    "named person": (
        "“{words}” is a name: a role says what the reader needs.",
        "Which role did {words} have here?",
    ),
    "single cause": (
        "“{words}” lets one thing explain all of it.",
        "What else had to be true for this to happen?",
    ),
    "vague amount": (
        "“{words}” can mean ten or ten thousand.",
        "How many were they, or which share?",
    ),
    "soft": (
        "“{words}” sounds smaller than what people went through.",
        "What could people not do, and for how long?",
    ),
    "short form": (
        "“{words}” returns several times and is never spelled out.",
        "What do the letters of {words} stand for?",
    ),
}  # fmt: skip
