"""A small table of invented songs, and an engine that knows it."""

import pytest

from gyeol import Engine

TABLE = """곡 제목,가수,태그,주제,연도
비 내리는 창,하늘소,이별|눈물,헤어진 사람을 그리며 우는 밤,2011
빈 정류장,하늘소,외로움,혼자 기다리는 쓸쓸한 저녁,2012
마지막 편지,하늘소,슬픈,떠난 사람에게 부치지 못한 편지,2013
햇살 가득,초록별,행복|신나는,다 함께 웃으며 춤추는 아침,2014
여름 소풍,초록별,즐거운,친구들과 떠나는 신나는 소풍,2015
불꽃,붉은 달,분노|저항,참았던 화를 터뜨리는 외침,2016
조용한 호수,물결,편안|잔잔한,호숫가에서 쉬는 차분한 오후,2017
엄마의 손,물결,고마운|어머니,키워 준 어머니께 전하는 감사,2018
밤길,그림자,불안한|무서운,어두운 길을 혼자 걷는 두려움,2019
첫 고백,초록별,설레는|고백,좋아한다고 처음 말하는 날,2020
"""


@pytest.fixture
def table(tmp_path):
    """The table as a file."""
    path = tmp_path / "노래.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def trained():
    """The models, loaded once."""
    from gyeol.engine.models import Models

    return Models()


@pytest.fixture
def engine(tmp_path, trained):
    """An engine with an empty home."""
    with Engine.open(tmp_path / "home") as opened:
        opened.__dict__["trained"] = trained
        yield opened


@pytest.fixture
def mine(engine, table):
    """An engine that has imported the table as the list "mine"."""
    engine.songs.lists.import_path(table, name="mine")
    return engine
