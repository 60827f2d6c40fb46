"""The database. SQL stands only here; SQLite by default, PostgreSQL with the same tables and the same code."""
