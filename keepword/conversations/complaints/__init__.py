"""A customer complains: `marking.py` says so by one press (`complaint.marked`, `complaint.taken_back`),
`recognising.py` suggests it from their words. Only people decide."""
