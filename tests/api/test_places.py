"""Districts, Appendix I and the geocoder."""

import pytest


def test_districts_are_counted(api_client):
    found = api_client("viewer").get("/api/v1/districts").json
    assert found["edition"] == "2024"
    assert len(found["districts"]) == 30
    assert sum(each["hotspots"] for each in found["districts"]) == 11
    one = next(each for each in found["districts"] if each["code"] == "020")
    assert (one["name"], one["unit_type"], one["hotspots"]) == ("Huyện Thanh Trì", "huyện", 3)
    detail = api_client("viewer").get(one["url"]).json
    assert detail.items() >= one.items()
    assert len(api_client("viewer").get(detail["hotspots_url"]).json["features"]) == 3


@pytest.mark.parametrize("odd", ["999", "Ba Đình", "a%00b", "x" * 300])
def test_an_unknown_district_is_answered_with_a_sentence(api_client, odd):
    answer = api_client("viewer").get(f"/api/v1/districts/{odd}")
    assert answer.status_code == 404
    assert answer.json["detail"]


def test_appendix_one_has_null_where_nothing_was_reported(api_client):
    found = api_client("viewer").get("/api/v1/indicators").json
    assert found["period"] == "2024"
    rows = {row["code"]: row for row in found["indicators"]}
    assert len(rows) == 32
    assert (rows["3.4"]["target"], rows["3.4"]["actual"], rows["3.4"]["share"]) == (
        55500,
        None,
        None,
    )
    assert rows["3.4"]["met"] is None
    assert (rows["8.1"]["target"], rows["8.1"]["actual"], rows["8.1"]["met"]) == (3, 0, False)
    assert (rows["8.2"]["actual"], rows["8.2"]["met"]) == (0, True)
    assert (rows["8.3"]["actual"], rows["8.3"]["share"]) == (8, 1)


def test_a_period_that_is_not_reported_is_refused(api_client):
    answer = api_client("viewer").get("/api/v1/indicators?period=2023")
    assert answer.status_code == 422
    assert "2024-H1" in answer.json["errors"]["period"]


def test_a_place_is_found_or_said_not_to_be(api_client):
    client = api_client("viewer")
    found = client.get("/api/v1/geocode", query_string={"q": "Phố Huế", "district": "007"}).json
    assert found["found"] is True
    assert found["district"]["code"] == "007"
    assert found["steps"][0]["text"]
    nothing = client.get("/api/v1/geocode", query_string={"q": "Zzyzx Qwerty Xyzzy"}).json
    assert nothing["found"] is False
    assert nothing["geometry"] is None
    assert nothing["gave_up_at"]
    assert nothing["detail"]


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?q=" + "x" * 301, "?q=...", "?text=Huế"])
def test_a_question_that_is_none_is_refused(api_client, query):
    answer = api_client("viewer").get(f"/api/v1/geocode{query}")
    assert answer.status_code == 422
    assert answer.json["errors"]
