"""A text of the reader's own, checked: `check`."""
