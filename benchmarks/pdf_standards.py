"""Checks reports against PDF/A-3A and PDF/UA-1: the sample, a large one, hostile texts.

    python benchmarks/pdf_standards.py [--mixes N]

Prints one line per file and standard; the exit code is 1 when a rule fails. With --mixes N
(2,000 before a release) N random mixes of hostile texts in every field are made in all editions,
every tenth is validated, and every file is searched for what may act or load.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from pdf import NOW, made

from pmdesk.exporters.editions import Edition, Handout
from pmdesk.exporters.pdf.render import render_pdf
from tests.exporters.hostile import HOSTILE, everywhere
from tests.fakes import sample


def mixes(validator: Any, count: int) -> int:
    """Make many files of random mixes; how many of them fail."""
    chance, atoms, failed = random.Random(7), [t[:200] for t in HOSTILE.values()], 0
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mix.pdf"
        for number in range(count):
            text = "".join(chance.choice(atoms) for _ in range(chance.randint(1, 6)))
            edition = list(Edition)[number % 3]
            try:
                data = render_pdf(everywhere(text), now=NOW, handout=Handout(edition))
            except Exception as problem:
                failed += 1
                print(f"mix {number}: {problem!r} with {text!r}")
                continue
            acts = [w for w in (b"/JavaScript", b"/Launch", b"/Subtype/Image") if w in data]
            path.write_bytes(data)
            rules = [
                failure.rule_id
                for profile in ("3a", "ua1")
                if number % 10 == 0
                for failure in validator.validate_pdf(str(path), profile=profile).failures
            ]
            if acts or rules:
                failed += 1
                print(f"mix {number}: {acts} {rules} with {text!r}")
    seconds = time.perf_counter() - start
    print(f"{count} mixes, {failed} failed, {seconds / max(count, 1) * 1000:.0f} ms each")
    return failed


def main() -> int:
    """Validate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mixes", type=int, default=0)
    options = parser.parse_args()
    try:
        validator = importlib.import_module("page")
    except ImportError:
        print("The validator is missing: pip install page-validation==0.11.0")
        return 2
    cases = {"sample": sample(), "200 events": made(200)}
    cases |= {f"hostile: {name}": everywhere(text) for name, text in HOSTILE.items()}
    failed = mixes(validator, options.mixes) if options.mixes else 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        for name, snapshot in cases.items():
            path.write_bytes(render_pdf(snapshot, now=NOW))
            for profile in ("3a", "ua1"):
                report = validator.validate_pdf(str(path), profile=profile)
                rules = sorted({failure.rule_id for failure in report.failures})
                failed += bool(rules)
                print(f"{name:28} {profile:4} {'passes' if not rules else ' '.join(rules)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
