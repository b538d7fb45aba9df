"""From a question to a checked answer, one step a file."""
