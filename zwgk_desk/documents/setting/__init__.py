"""Setting a tree into pages: faces, lines, titles, tables, frames."""
