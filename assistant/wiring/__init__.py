"""Settings to ready objects: the only folder that chooses concrete classes."""
