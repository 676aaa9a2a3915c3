from keepword.brands.models import Brand


def test_the_page_wears_the_colour_of_the_brand(cast, visitor):
    Brand.objects.update(accent="#7a1fa2")
    assert "/contact/leaf-loom/accent.css" in visitor.get("/contact").content.decode()
    sheet = visitor.get("/contact/leaf-loom/accent.css")
    assert sheet.headers["Content-Type"] == "text/css"
    assert "--accent:light-dark(#7a1fa2," in sheet.content.decode()


def test_without_a_colour_the_page_wears_ours(cast, visitor):
    assert "accent.css" not in visitor.get("/contact").content.decode()
    assert visitor.get("/contact/leaf-loom/accent.css").status_code == 404
