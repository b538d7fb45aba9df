"""The answer a model writes: prompts filled, handles read, statements judged and repaired."""
