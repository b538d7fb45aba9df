"""The question understood: its times, its sources, the type of answer it wants."""
