"""What people bought, and where they stand in a loyalty programme, for programs."""
