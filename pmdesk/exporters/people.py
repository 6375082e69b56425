"""Persons as roles, under the name that exported pages and views know."""

from __future__ import annotations

from pmdesk.domain.role_names import Roles

__all__ = ["Roles"]
