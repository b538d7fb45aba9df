"""Numbered sentences to show or to send, and what makes a sentence unfit for that."""
