"""Where they stand."""

from django.urls import path

from keepword.web.principles import goals, showing, writing

PATHS = [
    path("how-we-serve", showing.show, name="how-we-serve"),
    path("how-we-serve/reading", showing.reading, name="how-we-serve-reading"),
    path("how-we-serve/care", goals.caring, name="how-we-serve-care"),
    path("how-we-serve/goals/new", goals.new, name="new-goal"),
    path("how-we-serve/goals/<int:number>", goals.show, name="goal"),
    path("how-we-serve/goals/<int:number>/removal", goals.removal, name="goal-removal"),
    path("how-we-serve/parts/<slug:principle>", writing.show, name="how-we-serve-part"),
    path("how-we-serve/parts/<slug:principle>/versions", writing.versions, name="how-we-serve-versions"),
]
