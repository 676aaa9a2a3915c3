"""What stands under our letters: which signature, and as whom."""
