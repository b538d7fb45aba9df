"""The library on disk: the catalogue (SQLite) and the vectors (Chroma)."""
