"""Files to articles: one module a kind of file."""
