"""Set-up lists as CSV files, in and out: one way for all of them. A list is a file here that says what its columns
are, what one line would do, and what stands in it now (`listed.py`)."""
