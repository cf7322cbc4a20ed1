"""KOTE: Korean online comments, each with the union of what five raters felt in it, out of 44 labels."""

from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import Corpus, Example, named, rows
from gyeol.corpora.form import Form, each_line, ids_in

LABELS = (
    "불평/불만", "환영/호의", "감동/감탄", "지긋지긋", "고마움", "슬픔", "화남/분노", "존경",
    "기대감", "우쭐댐/무시함", "안타까움/실망", "비장함", "의심/불신", "뿌듯함", "편안/쾌적", "신기함/관심",
    "아껴주는", "부끄러움", "공포/무서움", "절망", "한심함", "역겨움/징그러움", "짜증", "어이없음",
    "없음", "패배/자기혐오", "귀찮음", "힘듦/지침", "즐거움/신남", "깨달음", "죄책감", "증오/혐오",
    "흐뭇함(귀여움/예쁨)", "당황/난처", "경악", "부담/안_내킴", "서러움", "재미없음", "불쌍함/연민", "놀람",
    "행복", "불안/걱정", "기쁨", "안심/신뢰",
)  # fmt: skip

FORM = Form("lines 'id, text, ids' between tabs, ids 0 to 43", each_line(ids_in(2, 3, 44)))


def read(path: Path) -> Iterator[Example]:
    """Yield the rows of `id, text, ids`; quotation marks are part of the text."""
    for row_id, text, ids in rows(path, 3):
        yield Example(text, named(ids, LABELS, path), f"kote:{row_id}", "kote")


CORPUS = Corpus(
    name="kote",
    language="ko",
    labels=LABELS,
    licence="MIT",
    citation="Jeon et al. 2022, https://arxiv.org/abs/2205.05300",
    may_ship=True,
    parts={"train": "kote/train.tsv"},
    read=read,
    multi=True,
    form=FORM,
)
