"""How much work is there, and who is there to do it? Forecasts before a channel is opened. Everything here only reads.

Nouns: load, need, effort, team, forecast. Verbs: need, forecast.
"""
