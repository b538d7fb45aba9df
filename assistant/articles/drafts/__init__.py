"""A text of the reader's own, split into what can be checked."""
