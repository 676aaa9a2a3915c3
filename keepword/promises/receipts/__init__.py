"""The first word to a customer: who gets one (`deciding`), what it says (`composing`, `phrasing`)."""
