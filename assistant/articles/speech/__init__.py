"""Who said what in an article."""
