"""Screens of orders and loyalty."""
