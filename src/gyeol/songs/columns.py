"""Which column of a song table is which, by its name."""

import re
import unicodedata
from collections.abc import Sequence

_NAMES = {
    "title": "title song songtitle songname name track trackname tracktitle music 곡 곡명 곡제목 제목 노래 노래제목 "
    "노래명 음악 곡이름",
    "artist": "artist artists artistname artistsname trackartist singer singers performer band 가수 가수명 아티스트 "
    "아티스트명 노래한이 author composer 작곡가 작사가",
    "number": "songid id trackid itemid iidc deezerid spotifyid uri 번호 곡번호 곡id 노래번호 아이디",
    "album": "album albumname albumtitle releasetitle 앨범 앨범명 음반",
    "year": "year releaseyear releasedyear releasedate released date 연도 년도 발매년도 발매연도 발매일 발매 발매일자",
    "genres": "genre genres trackgenre generalgenre artistgenres 장르",
    "language": "language lang 언어",
    "lyrics": "lyrics lyric lyricsko lyricsen lines verses 가사 원가사 노래가사 노랫말",
    "tags": "tags tag mood moods keyword keywords toptags 태그 분위기 무드 감정태그 키워드 해시태그",
    "feels": "emotion emotions feeling feelings 감정 정서 감정라벨",
    "theme_ko": "theme themeko summary summaryko description 주제 내용 설명 소개 한줄소개 한줄요약 요약",
    "theme_en": "themeen summaryen descriptionen 주제en",
    "valence": "valence dzvalence 긍정도 밸런스 정서가",
    "energy": "energy arousal dzarousal 에너지 각성 각성도",
    "danceability": "danceability 춤추기",
    "acousticness": "acousticness 어쿠스틱",
    "popularity": "popularity 인기 인기도",
    "url": "youtubeurl youtube url link videourl videolink youtubelink 유튜브 유튜브주소 유튜브링크 영상 영상주소 링크",
    "heard": "tagtotal tagcount ntags taggings 태그수",
}  # fmt: skip
FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
SOUND = ("valence", "energy", "danceability", "acousticness")
_BARE = re.compile(r"[\W_]+")


def bare(name: str) -> str:
    """Return a column name or tag as it is compared: composed, letters and digits only, in lower case."""
    return _BARE.sub("", unicodedata.normalize("NFKC", name)).casefold()


def fields(header: Sequence[str]) -> dict[str, int]:
    """Return field -> column of a header; of two columns for one field the one earlier in the field's names counts."""
    found: dict[str, int] = {}
    names = [bare(cell) for cell in header]
    for name, field in FIELDS.items():  # the more telling name comes first in its list
        if field not in found and name in names:
            found[field] = names.index(name)
    return found


def is_songs(found: dict[str, int]) -> bool:
    """Return whether columns make a song table: a title or number, and something to know the song by."""
    told = set(found) - {
        "title",
        "number",
        "year",
        "url",
        "language",
        "genres",
        "album",
        "popularity",
        "feels",
    }
    return ("title" in found and ("artist" in found or bool(told))) or (
        "number" in found and "valence" in found
    )


EXPECTED = (
    "a column for the title (title, song, 곡 제목 …) and one for the artist (artist, 가수 …) or for what the song is "
    "like (tags, lyrics, valence, 태그, 가사 …), or a matrix of songs and emotions"
)
