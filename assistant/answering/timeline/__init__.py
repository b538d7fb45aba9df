"""Dated events in order."""
