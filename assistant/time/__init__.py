"""Words of time to days and spans of days."""
