"""Questions whose answers are known: `eval`."""
