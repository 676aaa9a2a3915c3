"""Working on one conversation together: colleagues are called by name in a note (`calling`, pure; `mentioning`),
follow what becomes of it (`following`)."""
