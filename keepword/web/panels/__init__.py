"""What stands beside a conversation from other rooms: one file for each room's panel."""
