"""Where our mail provider calls: mail that it took in for us, and what became of mail that it sent for us.

`calling` answers, `dialects` knows every provider and how its calls are proved; where a provider's way is its own, a
file has its name. django-anymail reads the rest.
"""
