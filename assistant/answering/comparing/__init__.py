"""Sentences of different articles compared: corrections, disagreement, copies that differ."""
