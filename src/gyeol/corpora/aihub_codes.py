"""The sixty feelings of AI Hub's emotional dialogue, E10 to E69, and the six that they belong to by tens."""

import re

from gyeol.errors import BadData

TOPS = ("분노", "슬픔", "불안", "상처", "당황", "기쁨")
NAMES = (
    "분노", "툴툴대는", "좌절한", "짜증내는", "방어적인", "악의적인", "안달하는", "구역질 나는", "노여워하는", "성가신",
    "슬픔", "실망한", "비통한", "후회되는", "우울한", "마비된", "염세적인", "눈물이 나는", "낙담한", "환멸을 느끼는",
    "불안", "두려운", "스트레스 받는", "취약한", "혼란스러운", "당혹스러운", "회의적인", "걱정스러운", "조심스러운",
    "초조한",
    "상처", "질투하는", "배신당한", "고립된", "충격 받은", "가난한, 불우한", "희생된", "억울한", "괴로워하는", "버려진",
    "당황", "고립된(당황한)", "남의 시선을 의식하는", "외로운", "열등감", "죄책감의", "부끄러운", "혐오스러운", 
    "한심한", "혼란스러운(당황한)",
    "기쁨", "감사하는", "신뢰하는", "편안한", "만족스러운", "흥분", "느긋", "안도", "신이 난", "자신하는",
)  # fmt: skip


def _key(name: str) -> str:
    return re.sub(r"\(.*?\)|[\s,]", "", name)


_BY_NAME = {(TOPS[i // 10], _key(name)): name for i, name in enumerate(NAMES)}


def by_code(code: str) -> str:
    """Return the name of "E10" to "E69"; raise `BadData` for anything else."""
    found = re.fullmatch(r"\s*E([1-6][0-9])\s*", code)
    if not found:
        raise BadData(f"an emotion code is E10 to E69, not '{code[:20]}'; bring the original file.")
    return NAMES[int(found[1]) - 10]


def by_name(top: str, name: str) -> str:
    """Return the name of a fine label as the list has it, whatever its blanks; the top label tells namesakes apart.

    Raises:
        BadData: there is none of this name below this top label.
    """
    found = _BY_NAME.get((_key(top), _key(name)))
    if found is None:
        raise BadData(f"'{name[:20]}' is not among the feelings of '{top[:20]}'; bring the original file.")
    return found


def top_of(name: str) -> str:
    """Return which of the six a fine label belongs to."""
    return TOPS[NAMES.index(name) // 10]
