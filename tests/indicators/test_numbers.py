"""Figures as people write and read them."""

from decimal import Decimal

import pytest

from geo_app.indicators.numbers import NumberError, parse_number, show_percent


@pytest.fixture(scope="module")
def bare_app(tmp_path_factory):
    from geo_app import create_app  # noqa: PLC0415 (as in tests/conftest.py)

    folder = tmp_path_factory.mktemp("instance")
    return create_app({"INSTANCE": str(folder), "SECRET_KEY": "for tests only", "TESTING": True})


@pytest.fixture
def vietnamese(bare_app):
    with bare_app.test_request_context("/"):
        yield


@pytest.fixture
def english(bare_app):
    with bare_app.test_request_context("/api/", headers={"Accept-Language": "en"}):
        yield


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("55.500", "55500"),
        ("55500", "55500"),
        ("55 500", "55500"),
        (" 1.000.000 ", "1000000"),
        ("62,5", "62.5"),
        ("1.234,56", "1234.56"),
        ("0", "0"),
        ("007", "7"),
        ("1.000.000.000", "1000000000"),
    ],
)
@pytest.mark.usefixtures("vietnamese")
def test_vietnamese_figures_are_read(text, value):
    assert parse_number(text, whole=False) == Decimal(value)


@pytest.mark.parametrize("text", ["0.125", "00.125", "0 125", "0.125.000", "012.500", "-0.125"])
@pytest.mark.usefixtures("vietnamese")
def test_a_group_of_thousands_never_begins_with_0(text):
    with pytest.raises(NumberError):
        parse_number(text, whole=False)


@pytest.mark.parametrize("text", ["0,125", "012,500", "0 125"])
@pytest.mark.usefixtures("english")
def test_nor_does_it_in_english(text):
    with pytest.raises(NumberError):
        parse_number(text, whole=False)


@pytest.mark.parametrize(
    "text",
    ["62.5", "55,500", "5.55", "1.0000", "1,2,3", "", "abc", "1e5", "NaN", "∞", "-5", "٣", "12 34",
     "1.000.000.001", "9" * 400, "+5", "0x10", "1.000,", "5%"],
)  # fmt: skip
@pytest.mark.usefixtures("vietnamese")
def test_what_is_no_figure_or_could_be_two_is_refused(text):
    with pytest.raises(NumberError):
        parse_number(text, whole=True)


@pytest.mark.usefixtures("vietnamese")
def test_what_is_counted_is_whole():
    assert parse_number("62,0", whole=True) == 62
    with pytest.raises(NumberError):
        parse_number("62,5", whole=True)


@pytest.mark.usefixtures("english")
def test_english_figures_are_read():
    assert parse_number("55,500", whole=True) == 55500
    assert parse_number("62.5", whole=False) == Decimal("62.5")
    with pytest.raises(NumberError):
        parse_number("55.500", whole=False)


@pytest.mark.usefixtures("vietnamese")
def test_a_share_is_never_rounded_up_to_all():
    assert show_percent(Decimal("99.99")) == "99,9%"
    assert show_percent(Decimal(100)) == "100%"
    assert show_percent(Decimal("62.5")) == "62,5%"
