"""The text of the bundles and its index: trigrams in SQLite, bigrams in PostgreSQL. Both find exactly the bundles that hold a word, of any length."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from peewee import SQL, Database, SqliteDatabase

from ..model.digest import canonical_json
from ..model.search import SavedFilter, Searchable, saved_filter_from
from ..model.shape import read_json
from .bound_tables import Tables
from .kept import as_kept

END = "\n\n"
"""Put behind every text, so that its last characters begin a trigram too: a word of one or two characters is found by trigrams that begin with it."""

LAST = "\U0010ffff"


class SearchStore:
    """The searchable texts of one database, and people's saved filters."""

    def __init__(self, database: Database, tables: Tables) -> None:
        self._database = database
        self._t = tables
        self._trigrams = isinstance(database, SqliteDatabase)

    def put(self, key: int, revision: int, texts: Sequence[Searchable]) -> None:
        """Keep the texts of a bundle's revision in place of those of earlier ones. To be called inside the store's transaction."""
        table, bundle = self._t.searched_text, self._t.bundle
        there = dict(table.select(table.place, table.version).where(table.bundle == key).tuples())
        wanted = {text.place: text for text in texts}
        stale = [place for place, version in there.items() if place not in wanted or wanted[place].version != version]
        if stale:
            table.delete().where(table.bundle == key, table.place.in_(stale)).execute()
        for text in texts:
            if there.get(text.place) != text.version:
                table.insert(bundle=key, place=text.place, version=text.version, text=_kept(text.text), plain=_kept(text.plain) + END).execute()
        bundle.update(indexed_revision=revision).where(bundle.id == key).execute()

    def behind(self, limit: int = 100) -> tuple[int, ...]:
        """Return the keys of bundles whose texts are not those of the current revision, oldest first."""
        bundle = self._t.bundle
        rows = bundle.select(bundle.id).where(bundle.indexed_revision < bundle.current).order_by(bundle.id).limit(limit).tuples()
        return tuple(row[0] for row in rows)

    def holding(self, word: str) -> Any:
        """Return the keys of the bundles that hold a word, as a query to narrow another by."""
        if self._trigrams:
            wanted = f'"{_quoted(word)}"' if len(word) > 2 else " OR ".join(f'"{_quoted(term)}"' for term in self._begun_by(word))
            return SQL(
                "(SELECT bundle_id FROM searched_text WHERE id IN (SELECT rowid FROM searched_index WHERE searched_index MATCH ?))",
                (wanted or '""',),
            )
        pairs = [word[place : place + 2] for place in range(len(word) - 1)]
        narrowed = "zwgk_bigrams(plain) @> %s::text[] AND " if pairs else ""
        return SQL(f"(SELECT bundle_id FROM searched_text WHERE {narrowed}strpos(plain, %s) > 0)", (*([pairs] if pairs else []), word))

    def _begun_by(self, word: str) -> Iterator[str]:
        """Yield the trigrams of the index that begin with a word of one or two characters."""
        for (term,) in self._database.execute_sql("SELECT term FROM searched_terms WHERE term >= ? AND term < ?", (word, word + LAST)).fetchall():
            yield term

    def texts(self, keys: Collection[int]) -> Iterator[tuple[int, Searchable]]:
        """Yield the texts of some bundles, each with its bundle's key, in the order in which they were stored."""
        table = self._t.searched_text
        for row in table.select().where(table.bundle.in_(list(keys))).order_by(table.id).dicts().iterator():
            yield row["bundle"], Searchable(row["place"], row["version"], row["text"], row["plain"].removesuffix(END))

    def keep_filter(self, account: str, saved: SavedFilter) -> None:
        """Keep a person's filter, in place of the one of that name."""
        table, value = self._t.saved_filter, canonical_json(saved.as_dict())
        update = {table.value: value}
        table.insert(account=account, name=saved.name, value=value).on_conflict(
            conflict_target=[table.account, table.name], update=update
        ).execute()  # fmt: skip

    def drop_filter(self, account: str, name: str) -> None:
        """Forget a person's filter."""
        table = self._t.saved_filter
        table.delete().where(table.account == account, table.name == name).execute()

    def filters(self, account: str) -> tuple[SavedFilter, ...]:
        """Return the filters that a person keeps, by name."""
        table = self._t.saved_filter
        rows = table.select().where(table.account == account).order_by(table.name).dicts()
        with as_kept("筛选"):
            return tuple(saved_filter_from(row["name"], read_json(row["value"], {str: str})) for row in rows)


def _quoted(term: str) -> str:
    return term.replace('"', '""')


def _kept(text: str) -> str:
    """Return a text without U+0000, which PostgreSQL cannot hold."""
    return text.replace("\0", " ")
