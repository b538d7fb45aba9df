"""The catalogue: its tables, what is asked of them, and what is written."""
