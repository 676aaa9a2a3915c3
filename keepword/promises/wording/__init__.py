"""What customers are told by itself about their wait: the same words in a letter and on a page."""
