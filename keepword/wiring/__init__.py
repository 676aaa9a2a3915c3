"""What joins the rooms and nothing else: settings, addresses, reactions, schedule, command line, demo worlds."""
