"""Lists that somebody keeps: what is asked (`rules`, pure), what it means in the database (`meaning`), which lanes of
which index are walked (`lanes`), a page and a count with an end to their cost (`walking`), how views are written and
put away (`defining`), and what is next (`next_best`)."""
