"""Words that name days: read from a text, and counted from a known day."""
