"""Mail in and out: parsing (pure), threading, listening, polling, sending, bounces."""
