"""What `benchmarks/library_damages.py` does to libraries."""
