"""Who said what."""

LEAST_CONFIDENCE = 0.6
