"""A statement compared with what it cites."""
