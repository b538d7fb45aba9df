"""The answer in the articles' own sentences, or the finding that they do not answer."""
