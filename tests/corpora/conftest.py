"""Invented deliveries in the forms of the corpora that users bring, with their defects."""

import json
import unicodedata

import pytest

HEADER = [
    None, "연령", "성별", "상황키워드", "신체질환", "감정_대분류", "감정_소분류", "사람문장1", "시스템문장1",
    "사람문장2", "시스템문장2", "사람문장3", "시스템문장3",
]  # fmt: skip
OLD_HEADER = [
    "번호", "연령", "성별", "상황키워드", "신체질환", "감정_대분류", "감정_소분류", "사람문장1", "시스템응답1",
    "사람문장2", "시스템응답2", "사람문장3", "시스템응답3", "사람문장4", "시스템응답4",
]  # fmt: skip
SPEECH = (
    "wav_id,발화문,상황,1번 감정,1번 감정세기,2번 감정,2번 감정세기,3번 감정,3번 감정세기,"
    "4번 감정,4번감정세기,5번 감정,5번 감정세기,나이,성별"
)


def workbook(path, rows):
    """Write rows as the first sheet of an XLSX and return the path."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for row in rows:
        sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


@pytest.fixture
def book(tmp_path):
    """Return a function that writes rows as an XLSX of this name (decomposed, as macOS does)."""
    return lambda name, rows: workbook(tmp_path / unicodedata.normalize("NFD", name), rows)


def single_rows(n=1):
    """Return the rows of a single-turn workbook, sorted by label, with the count table in its header row."""
    rows = [
        ["Sentence", "Emotion", None, None, None, "공포", 3],
        [" 문이 저절로 열렸어 ", "공포", None, None, None, "놀람", 2],
    ]
    rows += [[f"벌써 {i}시라니 깜짝이야", "놀람"] for i in range(n)]
    rows += [
        ["어휴 또야", "분노"],
        ["어휴 또야", "분노"],
        ["어휴 또야", "혐오"],
        [None, None],
        [f"오늘 소풍 {n}", "행복"],
    ]
    return rows


def dialogue(code="E18", turns=("약속을 또 어겼어", "벌써 세 번째야", ""), number=1):
    """Return one dialogue as the JSON has it."""
    content = {}
    for i, turn in enumerate(turns, 1):
        content |= {f"HS0{i}": turn, f"SS0{i}": "그랬군요" if turn else ""}
    emotion = {"emotion-id": f"S06_D02_{code}", "type": code, "situation": ["S06", "D02"]}
    persona = {"persona-id": "A02_G02_C01", "human": ["A02", "G02"], "computer": ["C01"]}
    return {
        "profile": {"persona-id": "Pro_1", "persona": persona, "emotion": emotion},
        "talk": {"id": {"profile-id": "Pro_1", "talk-id": f"Pro_1_{number:05}"}, "content": content},
    }


def dialogues(*rows):
    """Return a JSON delivery as bytes."""
    return json.dumps(rows, ensure_ascii=False).encode()
