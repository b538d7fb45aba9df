"""Article sentences changed by rule, each change known to leave the sentence true or to make it false."""
