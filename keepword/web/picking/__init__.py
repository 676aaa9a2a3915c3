"""Choosing among hundreds: what is chosen stands on the page, everything else is found by its name.

A house of thirty has plain boxes and menus. Past that, no page may grow with the house: `widgets.py` leaves out what
is neither chosen nor found, `kinds.py` says what can be found by whom, `found.py` answers while somebody types, and
without a script the button “Find” brings the form back with what fits. What is chosen and not shown stays chosen.
"""
