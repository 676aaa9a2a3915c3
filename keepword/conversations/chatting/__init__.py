"""Live chats at the desk: who takes them (`seating`, `availability`), for whom a new one rings and for whom next
(`ringing`), who took it (`taking`), giving it to a colleague (`handing_on`), the visitor who leaves and comes back
(`leaving`), its end (`ending`). A chat is a conversation whose channel is "chat", with a row in `models/chat.py`.

Facts: `chat.rang` `chat.taken` `chat.unanswered` `chat.handed_on` `chat.came_back` `chat.ended`
`chat.transcript_wanted`; `agent.takes_chats` `agent.takes_no_chats` `agent.chat_limit_changed` `chat.rules_changed`.
"""
