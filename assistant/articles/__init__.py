"""Article files to articles, their sentences and the dates in them."""
