"""Side conversations: with somebody outside by mail, or with another team; forwarding begins one.

Their words are messages with an `aside`: `Message.objects` does not know them, `Message.everywhere` does. They carry
ids and addresses with a signature of their own, so that an answer finds them and never the customer's thread.
"""
