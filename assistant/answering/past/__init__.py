"""Past answers looked at again: `recheck`."""
