"""A call is written down: whom it was with (`whom`), what was said (`form`, `writing_down`)."""
