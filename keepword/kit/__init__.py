"""Plain tools that know nothing of customer service: clock, text, HTML, search tokens, locale, outside HTTP, pages."""
