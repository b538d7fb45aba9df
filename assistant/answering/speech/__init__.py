"""Who said what on a topic: `said`."""
