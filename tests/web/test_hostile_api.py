def ask(client, texts):
    return client.post("/api/v1/hostile", json={"texts": texts})


def test_each_text_gets_a_flag_with_reasons(client):
    answer = ask(client, ["좋은 아침이에요", "you pathetic idiot"])
    calm, hostile = answer.json()["flags"]
    assert answer.status_code == 200
    assert not calm["flagged"]
    assert calm["reasons"] == []
    assert hostile["flagged"]
    assert {reason["kind"] for reason in hostile["reasons"]} >= {"insult"}
    assert hostile["text"][hostile["reasons"][0]["start"] :].startswith(hostile["reasons"][0]["word"])


def test_what_is_empty_or_too_many_is_refused(client):
    assert ask(client, []).status_code == 422
    assert ask(client, ["a"] * 257).status_code == 422
    assert ask(client, [" "]).status_code in (400, 422)
    assert client.post("/api/v1/hostile", json={"texts": ["a"], "more": 1}).status_code == 422
