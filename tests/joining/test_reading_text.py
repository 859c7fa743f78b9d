"""Tables of text are read whatever their encoding and delimiter, without the titles and notes around them."""

from pathlib import Path

import pytest

from borderkit.errors import OperationCancelled
from borderkit.joining import TableError, read_table
from borderkit.joining import limits as limits_of_tables
from tests.joining.files import rows_of, table_of, text_file

DONA_ANA = "County,People\nDoña Ana,219561\nBernalillo,676444\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a byte order mark"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 without a byte order mark"),
        ("utf-16-be", "UTF-16 without a byte order mark"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(tmp_path: Path, encoding: str, said: str) -> None:
    table = read_table(text_file(tmp_path, DONA_ANA, encoding=encoding))
    assert table.names == ("County", "People")
    assert table.columns[0].texts == ["Doña Ana", "Bernalillo"]
    assert table.origin.encoding == said
    assert bool(table.remarks) == (said == "Windows-1252")


def test_a_few_broken_bytes_do_not_make_windows_1252_of_utf_8(tmp_path: Path) -> None:
    content = "Name,N\n" + "Doña Ana,1\n" * 20
    table = read_table(text_file(tmp_path, content.encode() + b"Ca\xf1on,2\n"))
    assert table.origin.encoding == "UTF-8"
    assert table.columns[0].texts[0] == "Doña Ana"
    assert "about 1 bytes" in table.remarks[0]


@pytest.mark.parametrize(("delimiter", "said"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")])
def test_the_delimiter_is_found_and_said(tmp_path: Path, delimiter: str, said: str) -> None:
    rows = [["FIPS", "Name", "Tax"], ["41001", '"Baker, ""the"" county"', "12"], ["41003", "Benton", "7"]]
    table = table_of(tmp_path, "\n".join(delimiter.join(row) for row in rows))
    assert table.origin.delimiter == said
    assert rows_of(table) == [("41001", 'Baker, "the" county', "12"), ("41003", "Benton", "7")]


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    rows = "".join(f"4100{n};1,234,567;{n},5\n" for n in range(9))
    assert table_of(tmp_path, "FIPS;Votes;Share\n" + rows).names == ("FIPS", "Votes", "Share")


def test_a_line_that_names_the_delimiter_is_obeyed(tmp_path: Path) -> None:
    table = table_of(tmp_path, "sep=;\nFIPS;Tax\n41001;5\n")
    assert table.names == ("FIPS", "Tax")
    assert table.rows.tolist() == [3]


def test_titles_before_and_notes_after_the_table_are_set_apart(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        "Table 4. Property tax by county: 2024\n(in thousands of dollars)\n\nFIPS,County,Tax\n"
        "41001,Baker,\"1,204\"\n41003,Benton,\"3,310\"\n41005,Clackamas,n/a\n\n"
        "Note: Figures may not add up, because of rounding, see text.\n"
        "Source: Department of Revenue\n* Estimated\n",
    )  # fmt: skip
    assert table.names == ("FIPS", "County", "Tax")
    assert table.preamble == ("Table 4. Property tax by county: 2024", "(in thousands of dollars)")
    assert [row[1] for row in rows_of(table)] == ["Baker", "Benton", "Clackamas"]
    assert len(table.footnotes) == 3
    assert table.header == (4,)
    assert table.place(2, 2) == "row 7, column C (Tax)"


def test_a_heading_in_two_rows_is_put_together(tmp_path: Path) -> None:
    table = table_of(tmp_path, ",,2020,,2024,\nFIPS,Name,Dem,Rep,Dem,Rep\n41001,Baker,1,2,3,4\n41003,Benton,5,6,7,8\n")
    assert table.names == ("FIPS", "Name", "2020 Dem", "2020 Rep", "2024 Dem", "2024 Rep")
    assert len(table) == 2


def test_years_as_headings_and_counted_columns_are_no_rows(tmp_path: Path) -> None:
    table = table_of(tmp_path, "County,2016,2020,2024\n(1),(2),(3),(4)\nBaker,5,6,7\nBenton,8,9,10\n")
    assert table.names == ("County", "2016", "2020", "2024")
    assert [row[0] for row in rows_of(table)] == ["Baker", "Benton"]


def test_a_table_of_texts_only_has_its_first_row_as_heading(tmp_path: Path) -> None:
    table = table_of(tmp_path, "County,State,Party\nBaker,OR,A\nBenton,OR,B\n")
    assert table.names == ("County", "State", "Party")
    assert len(table) == 2


def test_a_table_without_heading_is_told_by_its_columns(tmp_path: Path) -> None:
    table = table_of(tmp_path, "41001,16668\n41003,95184\n41005,421401\n")
    assert table.names == ("Column A", "Column B")
    assert len(table) == 3
    assert table.header == ()


def test_a_person_can_say_which_rows_are_the_heading(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b\n1,2\nCode,Tax\n41001,5\n")
    table = read_table(path, header=(3, 3))
    assert table.names == ("Code", "Tax")
    assert rows_of(table) == [("41001", "5")]
    assert len(read_table(path, header=(0, 0))) == 4
    with pytest.raises(TableError, match="Rows 90 to 91"):
        read_table(path, header=(90, 91))


def test_headings_that_occur_twice_or_not_at_all_get_names(tmp_path: Path) -> None:
    table = table_of(tmp_path, "FIPS,Votes,Votes,,\n41001,1,2,3,\n41003,4,5,6,\n")
    assert table.names == ("FIPS", "Votes", "Votes (2)", "Column D")
    assert table.position("votes (2)") == 2
    with pytest.raises(TableError, match="no column “Tax”"):
        table.position("Tax")


def test_ragged_rows_zeros_and_old_line_ends_are_read(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, b"FIPS,Name,N\r41001,Ba\0ker\r41003,Benton,7\r"))
    assert rows_of(table) == [("41001", "Baker", ""), ("41003", "Benton", "7")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "has no rows"),
        (b"FIPS,Tax\n", "has"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old kind"),
        (b"<html><table><tr><td>41001</td></tr></table></html>", "web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "web page or XML"),
        (bytes(range(256)) * 20, "no table"),
        (b'FIPS,Tax\n41001,"5\n' + b"41003,7\n" * 30_000, "not closed"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(TableError, match=message) as refusal:
        read_table(text_file(tmp_path, content))
    assert "table.csv" in str(refusal.value)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="does not exist"):
        read_table(tmp_path / "nowhere.csv")
    with pytest.raises(TableError, match="is no file"):
        read_table(tmp_path)


def test_ten_million_rows_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "blocks.csv"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"410019501001000,5\n" * 100_000)
    with pytest.raises(TableError, match="more than 1,000,000 rows"):
        read_table(path)


def test_a_line_without_end_and_too_many_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="a line of more than"):
        read_table(text_file(tmp_path, b"1," * 6_000_000))
    with pytest.raises(TableError, match="columns"):
        read_table(text_file(tmp_path, b"1," * 20_000 + b"\n"))


def test_too_many_cells_and_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = text_file(tmp_path, "a,b,c\n" + "1,2,3\n" * 1_000)
    monkeypatch.setattr(limits_of_tables, "MAX_CELLS", 100)
    with pytest.raises(TableError, match="more than 100 cells"):
        read_table(path)
    with path.open("r+b") as file:
        file.truncate(500_000_000)  # a file with a hole: it takes no room
    with pytest.raises(TableError, match="500 million bytes"):
        read_table(path)


class Stopping:
    """A progress that is stopped at once."""

    def report(self, done: int, total: int, what: str) -> None:
        raise OperationCancelled


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    with pytest.raises(OperationCancelled):
        read_table(text_file(tmp_path, DONA_ANA), progress=Stopping())
