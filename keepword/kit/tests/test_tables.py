"""Tables in, tables out: as people's programs write them, and never as a program for theirs."""

import pytest

from keepword.kit.tables import BOM, LONGEST, Unreadable, as_csv, harmless, plain, read


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1", "'+49 30 1"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"),
        ("Ann", "Ann"),
        ("a=b", "a=b"),
        ("'quoted'", "'quoted'"),
        ("", ""),
        (None, ""),
        (12, "12"),
    ],
)
def test_no_cell_is_a_formula(cell: object, written: str):
    assert harmless(cell) == written


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49 30 1", "-5", "@SUM(A1)", "Ann", "'quoted'", "", 'say "no"', "a,b;c", "a\nb"]
)
def test_what_was_written_is_read_back(cell: str):
    assert [line.cells["name"] for line in read(as_csv(["name", "more"], [[cell, "x"]]).encode()).lines] == [cell]
    assert plain(harmless(cell)) == cell


@pytest.mark.parametrize(
    "content",
    [
        b"Name,Team\nAnn,Shop\n",
        (BOM + "name;team\r\nAnn;Shop\r\n").encode(),
        "name\tteam\nAnn\tShop".encode("utf-16"),
        b"\n\n name | TEAM \n Ann | Shop \n\n,,\n".replace(b",,", b"  "),
        b'"name","team"\n"Ann","Shop"\n',
    ],
)
def test_every_way_in_which_programs_write_a_table_is_read(content: bytes):
    table = read(content)
    assert (table.columns, [line.cells for line in table.lines]) == (
        ["name", "team"],
        [{"name": "Ann", "team": "Shop"}],
    )


def test_lines_are_counted_as_an_editor_counts_them():
    assert [line.number for line in read(b"name\nAnn\n\nBo\n").lines] == [2, 4]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n \n", "empty"),
        (b"name\n\xff\xfe\xe4", "encoding"),
        (b"name\nA\x00", "encoding"),
        (b"name,Name\nA,B", "twice"),
        (b'name\n"A', "broken"),
        (b"name\n" + b"A\n" * (LONGEST + 1), "long"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content: bytes, why: str):
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.why == why


def test_a_short_line_lacks_its_last_cells_and_a_long_one_is_cut():
    assert [line.cells for line in read(b"name,team\nAnn\nBo,Shop,more\n").lines] == [
        {"name": "Ann"},
        {"name": "Bo", "team": "Shop"},
    ]
