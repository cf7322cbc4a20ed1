"""Tell whether a Korean word ends its sentence, by its ending and the words after it; no dictionary, no model.

Korean puts the verb last and its final ending last of all, so that a sentence is often left without a full stop:
"밥 먹었다 오늘은 …". An ending is "sure" if it closes a sentence nearly always, "likely" if it may also join two
clauses ("날씨가 좋아 산책을 …"): then a mark, a laugh or a word that opens sentences must follow.
"""

import re


def _with_final(index: int) -> str:
    """Return a character class of all syllables with this final consonant (the 28 of Unicode, 0 = none)."""
    return "[" + "".join(chr(0xAC00 + 28 * i + index) for i in range(399)) + "]"


_N, _L, _B, _SS = (_with_final(i) for i in (4, 8, 17, 20))
_PLAIN = (  # stems of adjectives that take -다, -하다 left away
    "좋|싫|같|많|없|높|낮|깊|넓|짧|길|괜찮|귀찮|슬프|기쁘|아프|예쁘|이쁘|나쁘|바쁘|고프|크|힘들|멀|밝|맑|늦|비싸|느리|빠르|다르|부르|그렇|"
    "이|아니|시리|쓰리|젊|싶|낫|웃기|심하|낯설|서툴"
)
_HADA = (  # adjectives with -하다
    "피곤|행복|우울|불안|심심|답답|편안|편|뿌듯|속상|미안|허전|한심|궁금|신기|대단|이상|중요|따뜻|시원|섭섭|서운|막막|먹먹|불편|조용|당황스럽|"
    "억울|초조|무기력|완벽|감사|사랑|다행|착|급|못|비슷|충분|필요|가능|지루|허무|쓸쓸|씁쓸|창피|민망|황당|짜릿|상쾌|훈훈|든든|찝찝|애매|깔끔"
)
_NOUNS = "하루|최고|문제|거|바보|차례|정도|친구|때|처음|진짜"
_SURE = re.compile(
    rf"(?:{_SS}다|니다|(?![판완]){_N}다|(?![접줍입돕씹잡뽑집꼽굽눕]){_B}다|(?:{_PLAIN})다|(?:{_HADA})하다|(?:{_NOUNS})다"
    rf"|(?![있없]){_SS}어|{_SS}(?:지|네|냐|니|음|슴|구나|군|더라|다네|대|을까|잖아)|{_B}니까"
    rf"|(?:없|좋|싫|같)(?:네|음|구나)|거야|꺼야|거지|꺼지|거든|잖아|더라|더라고|더라구|는구나|겠군|다니까|라니까|는걸|다네|라네"
    rf"|(?:을|할|갈|볼|올|줄|쓸)게|(?:을|할|갈|볼|줄)래|{_L}까|이야|이지|야지|(?:{_NOUNS})야|(?:거|것|중|예정|생각|느낌|기분)임"
    rf"|(?:{_HADA})함|.죠|.(?<!필)(?<!중)(?<!주)(?<!수)(?<!강)(?<!개)(?<!소)(?<!동)(?<!민)(?<!월)(?<!화)(?<!목)(?<!은)(?<!는)(?<!도)요"
    rf"|[어아네해]용|[어아네]여)$"
)
_LIKELY = re.compile(
    r"(?:있어|없어|좋아|싫어|같아|많아|아파|슬퍼|기뻐|고파|나빠|예뻐|이뻐|바빠|들어|싶어|[워려져켜]|나빠|괜찮아|귀찮아|[가-힣]해|나|졸려|설레|네|지"
    r"|냐|자|임|함|됨|듯|거|구|고|라|돼|봐|줘|까|래)$"
)
_NOT = re.compile(r"(?:보다|마다|바다|필요|중요|월요|화요|목요|저요|동네|우리네|언니네|오빠네|친구네)$|^다$")
# after a final ending: somebody says, thinks or feels it, or a helping verb carries the sentence on
_CARRIES_ON = re.compile(
    r"라[고는며던면니]|고$|고는$|며$|는$|하고$|하며|하는$|하면서|하[던더셨]|한다|할$|할까|할지|했|해서|해도|해야|해$|하니까?$|하면$|하다가?$|치고"
    r"|생각(?:했|하|이|도|만|한|할|해|됐|들)|싶|느[꼈끼낀]|말(?:했|하|한|을|해|고|았)|그랬[다어]$|보니|뭐$|뭐야$|요$|[보봐봤]?[이여인였]다|보[이여인였]|죽[겠을는다]|미치"
)
_NEGATES = re.compile(r"[않못]|말[고아자았]|마[라세]?|아니")
_WONDERS = re.compile(r"봐|봤|보[다면니고]|고민|걱정|두[려렵]|무[서섭]|겁|궁금|염려|의심|기대|말까|하[다는]")
_WISHES = re.compile(r"좋|싶|하")
_WENT = re.compile(r"(?:갔|왔|렀|탔|샀|켰|껐|었|잤)다$")
_AND_CAME = re.compile(
    r"(?:왔|갔|와서|와야|와$|온$|온다|올$|오[고는니면다려던자]|가서|가[고는니면다려던자]|간$|간다|갈$|말|깼|껐|팔)"
)
_AND_DID = re.compile(r"하[는고다며면기]|했|를")
_OPENS = re.compile(
    r"(?:그리고|그래서|근데|그런데|하지만|그러나|그래도|그치만|그렇지만|그러다가?|그러면|그럼|그러니까|그랬더니|아무튼|암튼|어쨌든|하여튼|왜냐하면|또한|게다가|솔직히"
    r"|오늘[은도의]?|내일[은도]?|어제[는도]?|나[는도]|난|내가|저는|저도|전|우리[는도]?|이제|왜|아니|제발|다행히)$"
)
_TRAILS = re.compile(
    r"(?:다들|모두|여러분|진짜|정말|너무|참|완전|그냥|나|내가|나도|너|너도|우리|제발|오늘)$"
)  # said last: 고마워요 다들
_EXCLAIMS = re.compile(r"^(?:대박|최고|굿|헐|와|우와|오예|끝|안녕|화이팅|파이팅|아싸|흑흑|휴|에휴|ㅇㅋ)$")


def closes(word: str, marked: bool, following: str, after: str) -> bool:
    """Return whether a sentence ends with a word.

    Args:
        word: without the marks and laughs at its end.
        marked: whether such marks follow it: "..", "~", ㅋㅋ, ㅠㅠ, an emoji.
        following: the next word, or "".
        after: the one after it, or "".
    """
    if marked and _EXCLAIMS.search(word):
        return True
    if sure(word):
        return marked or not _goes_on(word, following, after)
    return (
        bool(_LIKELY.search(word))
        and not _NOT.search(word)
        and ((marked and not word.endswith(("고", "데", "나", "자", "라", "거", "네"))) or opens(following))
    )


def sure(word: str) -> bool:
    """Return whether a word has a final ending that closes a sentence nearly always."""
    return bool(_SURE.search(word)) and not _NOT.search(word)


def hesitates(word: str) -> bool:
    """Return whether a word only opens or fills, so that "…" after it is a pause, as 음 or 그래서."""
    return opens(word) or bool(re.match(r"(?:음+|어+|아+|글쎄|그|저|뭐|뭐랄까|그게|그냥|막|좀|아니)$", word))


def opens(word: str) -> bool:
    """Return whether a word likes to stand first in a sentence, as 그리고 or 오늘은."""
    return bool(_OPENS.match(word))


def quotes(word: str) -> bool:
    """Return whether a word reports what was said before it, as 라고."""
    return bool(
        re.match(
            r"라[고는며던면니]|하고$|하며|하는$|하면서|고$|이라|란|했|하자|하길래|하니|외[쳤치]|말했|묻|물[었어]",
            word,
        )
    )


def _goes_on(word: str, following: str, after: str) -> bool:
    if _CARRIES_ON.match(following) or (not after and _TRAILS.match(following)):
        return True
    last = word[-1]
    if last == "지" and _NEGATES.match(following):
        return True
    if last == "까" and _WONDERS.match(following):
        return True
    if last in "음함" and _WISHES.match(following):
        return True
    if _WENT.search(word):
        return bool(_AND_CAME.match(following)) or bool(_WENT.search(following) and _AND_DID.match(after))
    return False
