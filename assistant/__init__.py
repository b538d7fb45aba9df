"""Answers questions from a collection of dated articles and lets the reader check every sentence."""
