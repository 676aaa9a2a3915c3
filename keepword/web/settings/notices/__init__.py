"""What one hears of, by which ways, and when not."""
