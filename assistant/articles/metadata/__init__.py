"""Which title, source, author and day an article has, and where each was found."""
