"""Whether mail comes in and goes out as it should: tried now, and said in words with what to do."""
