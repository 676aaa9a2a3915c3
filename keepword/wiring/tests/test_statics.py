"""Styles and scripts as browsers get them."""

from pathlib import Path

from django.conf import settings

from keepword.wiring.statics import bind

STYLES = Path(settings.PACKAGE) / "web" / "static" / "css"


def test_one_style_sheet_holds_all_files_each_in_its_layer(tmp_path: Path):
    for path in STYLES.rglob("*.css"):
        copy = tmp_path / path.relative_to(STYLES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    bind(tmp_path / "keepword.css")
    bound = (tmp_path / "keepword.css").read_text("utf-8")
    assert "@import" not in bound
    assert bound.index("@layer reset, base, components, screens, utilities;") < bound.index("@layer reset {")
    assert bound.count("{") == bound.count("}")
    for part in ("--accent-hue", ".composer {", ".desk {", ".unseen"):
        assert part in bound
