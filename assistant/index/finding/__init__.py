"""A question to chunks: by their words, by the nearest vectors, in generations published to Chroma."""
