"""Passages found for a question, near-duplicates folded."""
