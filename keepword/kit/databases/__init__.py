"""Django's databases, with what a program that serves pages all day knows better about them."""
