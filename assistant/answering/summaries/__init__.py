"""Summaries, and the latest."""
