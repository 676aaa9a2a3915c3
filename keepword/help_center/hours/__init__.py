"""When a brand is there, for every page of the world: as a page, as JSON, as a calendar, as a snippet."""
