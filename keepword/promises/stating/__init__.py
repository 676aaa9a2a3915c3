"""Which times do these words promise? Pure: text in, instants out. One grammar for each language in `languages/`."""
