"""Checks reports against PDF/A-3A and PDF/UA-1: the sample, a large one, hostile texts.

    pip install page-validation==0.11.0
    python benchmarks/pdf_standards.py

Prints one line per file and standard; the exit code is 1 when a rule fails.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from pdf import NOW, made

from pmdesk.exporters.pdf.render import render_pdf
from tests.exporters.hostile import HOSTILE, everywhere
from tests.fakes import sample


def main() -> int:
    """Validate and print."""
    try:
        validator = importlib.import_module("page")
    except ImportError:
        print("The validator is missing: pip install page-validation==0.11.0")
        return 2
    cases = {"sample": sample(), "200 events": made(200)}
    cases |= {f"hostile: {name}": everywhere(text) for name, text in HOSTILE.items()}
    failed = 0
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
