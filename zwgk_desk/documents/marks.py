"""The word that this program puts on every page of an unsigned paper: no text of the document itself."""

from __future__ import annotations

DRAFT_MARK = "送审稿"
