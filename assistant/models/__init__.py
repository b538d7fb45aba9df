"""Chat models, rerankers and embedders behind three small protocols."""
