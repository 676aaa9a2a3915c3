"""Find conversations by words and filters: what is asked (`asking`), what it narrows to (`narrowing`), which messages
those are (`walking`), whom it may mean (`naming`), and a page of it all (`results`)."""
