"""What an organisation wants to know besides: own fields of contacts, companies and conversations, typed and checked.

They stand in this room and not with people, because one may be for a single brand or hang on a conversation.
Nouns: own field, field value. Verbs: define, change, move, retire, bring back; put.
"""
