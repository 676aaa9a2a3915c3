"""Macros: words in many languages, files and acts that are wanted again and again.

Verbs: define, change, retire, use. Facts: macro.defined, macro.changed, macro.retired, macro.used.
"""
