"""Article files to stored articles: what changed is read, split, embedded and stored."""
