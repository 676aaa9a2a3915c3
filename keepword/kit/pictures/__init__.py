"""Pictures that people hand in, without what they may tell of their makers: read piece by piece, never drawn.

A camera writes into its files where and when they were taken, and by whom. `cleaning.py` takes that out and says how
large the picture is. The three kinds are made of pieces with a name and a length: `jpeg.py`, `png.py`, `webp.py`. Only
pieces that a browser needs to draw go through, so what nobody thought of is left out as well.
"""
