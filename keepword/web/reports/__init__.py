"""What the desk can read about its own work: promises, coverage; and what one shift tells the next."""
