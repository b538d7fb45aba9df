"""Web addresses to bytes, by rules that harm neither the reader nor the sites."""
