"""Go anywhere and do anything by a few letters: what is offered (`places`, `acts`), and the list of it (`listing`)."""
