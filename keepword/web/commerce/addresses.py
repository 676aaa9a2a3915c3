"""Where orders and loyalty are found."""

from django.urls import path

from keepword.web.commerce import beside, editing, listing, loyalty, members, showing

PATHS = [
    path("orders", listing.show, name="orders"),
    path("orders/new", editing.new, name="new-order"),
    path("orders/<int:number>", showing.show, name="order"),
    path("orders/<int:number>/correction", editing.correction, name="order-correction"),
    path("loyalty", members.show, name="members"),
    path("contacts/<int:number>/loyalty", loyalty.show, name="contact-loyalty"),
    path("conversations/<int:number>/purchases", beside.show, name="purchases"),
    path("conversations/<int:number>/order", beside.choose, name="conversation-order"),
]
