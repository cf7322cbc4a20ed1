"""What embarrassment, surprise, fatigue and a neutral mood look like, and the words for it."""

from gyeol.stickers.drawn.faces import Expression
from gyeol.stickers.drawn.scenes.act import Act, Repertoire

EMBARRASSMENT = Repertoire(
    (
        Expression("flushed", "얼굴을 붉히며", "blushing hard", "squeeze", "wavy", marks="flush"),
        Expression("awkward", "어색하게 웃으며", "laughing it off", "dot", "teeth", "worried", "flush sweat"),
        Expression("averted", "눈을 피하며", "looking aside", "side", "wavy", "worried", "flush"),
        Expression("blank", "머릿속이 하얘져", "mind gone blank", "tiny", "zigzag", marks="flush sweat"),
        Expression("bashful", "수줍게", "bashfully", "closed", "small", "worried", "flush"),
        Expression("spinning", "눈이 뱅글뱅글 돌아", "head spinning", "spiral", "wavy", marks="flush"),
    ),
    (
        Act("hide", "두 손으로 얼굴을 가려요", "Hiding behind its hands", "hide", "sweat@up-r", "부끄러워 창피 쑥스러워", "shy hide embarrassed", "flushed bashful"),
        Act("oops", "앗, 실수했어요", "Oops, my mistake", "hush", "exclamation@up-r*0.9", "실수 앗 아차 들켰다", "oops mistake whoops", "blank averted awkward"),
        Act("sweating", "진땀을 빼요", "Breaking into a sweat", "both", "sweat@up-r sweat@right*0.8", "진땀 난감 당황 곤란", "sweat awkward flustered", "awkward averted spinning"),
        Act("scratch", "머리를 긁적여요", "Scratching its head", "scratch", "sweat@up-l*0.9", "머쓱 긁적 헤헤 민망", "awkward sheepish hehe", "awkward bashful averted"),
        Act("box", "쥐구멍에 숨고 싶어요", "Wishing to disappear", "sit", "hide-box@lap sweat@up-r*0.8", "쥐구멍 창피 숨고싶다 민망", "hide ashamed cringe", "flushed blank spinning"),
        Act("hot-face", "얼굴이 화끈거려요", "Face on fire", "cheeks", "steam@up-l*0.7 steam@up-r*0.8", "화끈 홍당무 부끄 빨개짐", "blush red hot face", "flushed bashful spinning"),
        Act("lost", "어쩔 줄 몰라 해요", "At a loss what to do", "shrug", "swirl@up-r swirl@up-l*0.8", "당황 어쩌지 난처 허둥지둥", "flustered confused panic", "spinning blank awkward"),
        Act("sorry", "꾸벅 죄송해요", "Sorry about that, with a bow", "bow", "sweat@up-r", "죄송 사과 미안 실례", "sorry pardon apology", "flushed bashful"),
    ),
)  # fmt: skip

SURPRISE = Repertoire(
    (
        Expression("gaping", "입을 떡 벌리고", "jaw dropped", "wide", "gasp", "up"),
        Expression("popping", "눈이 휘둥그레져", "eyes popping", "shock", "o", "up"),
        Expression("frozen", "그대로 얼어붙어", "frozen stiff", "shock", "flat", marks="gloom"),
        Expression("amazed", "눈을 반짝이며", "amazed", "star", "gasp"),
        Expression("blinking", "눈을 동그랗게 뜨고", "round-eyed", "big", "o", "up"),
    ),
    (
        Act("jump", "깜짝 놀라 펄쩍 뛰어요", "Jumping out of its skin", "jump", "shade@ground impact@up-r impact@up-l*0.9", "깜짝 놀람 헉 엄마야", "startled jump whoa", "gaping popping frozen"),
        Act("oh-my", "세상에, 정말 놀라워요", "Oh my goodness", "cheeks", "alarm@above*0.9", "세상에 대박 헐 어머나", "omg wow oh my", "gaping popping amazed"),
        Act("box", "깜짝 상자를 열었어요", "Opening a surprise box", "open", "surprise-box@chest*0.9", "깜짝선물 서프라이즈 상자 이벤트", "surprise box gift", "amazed blinking gaping"),
        Act("shock", "벼락 맞은 듯 충격받아요", "Thunderstruck", "both", "bolt@up-l bolt@up-r*0.85", "충격 벼락 쇼크 멘붕", "shock thunderstruck stunned", "frozen gaping popping"),
        Act("say-what", "뭐라고요? 되물어요", "Say what", "shrug", "question@up-r alarm@up-l*0.6", "뭐라고 진짜 정말 엥", "what really huh", "popping blinking gaping"),
        Act("idea", "아하, 좋은 생각이 났어요", "Aha, an idea", "point", "bulb@above", "아하 아이디어 생각났다 유레카", "aha idea eureka", "amazed blinking"),
        Act("gasp", "헉, 입을 막아요", "Hands over mouth", "hush", "exclamation@up-r", "헉 헐 충격 소문", "gasp no way shocked", "popping blinking frozen"),
        Act("news", "속보를 보고 놀라요", "Startled by the news", "hold", "phone@chest alarm@above*0.8", "속보 뉴스 소식 헐", "news message unbelievable", "gaping blinking popping"),
        Act("clutch", "머리를 감싸 쥐어요", "Hands on its head", "clutch", "impact@up-r*0.8 exclamation@left*0.7", "맙소사 망했다 어떡해 헉", "oh no shock panic", "gaping frozen"),
    ),
)  # fmt: skip

FATIGUE = Repertoire(
    (
        Expression("heavy", "눈꺼풀이 무거워", "eyelids heavy", "bags", "flat"),
        Expression("yawning", "하품하며", "yawning", "closed", "yawn", "worried", "tear"),
        Expression("dozing", "꾸벅꾸벅 졸며", "nodding off", "closed", "drool"),
        Expression("snoring", "코를 골며", "snoring", "closed", "o", marks="bubble"),
        Expression("drained", "기운이 쏙 빠져", "completely drained", "cross", "wavy"),
        Expression("dizzy", "어질어질해", "dizzy", "spiral", "zigzag"),
    ),
    (
        Act("melt", "축 늘어져 녹아내려요", "Melting into a puddle", "melt", "sigh@up-r", "녹초 늘어짐 피곤 더위", "exhausted melting tired", "heavy drained"),
        Act("sleep", "쿨쿨 자요", "Fast asleep", "melt", "pillow@ground sleep@up-r", "잠 쿨쿨 자는중 졸려", "sleep asleep zzz", "snoring dozing"),
        Act("coffee", "커피가 필요해요", "In need of coffee", "hold", "coffee@chest*0.95 swirl@up-r*0.7", "커피 카페인 아침 월요일 출근", "coffee caffeine monday morning", "heavy yawning"),
        Act("battery", "방전됐어요", "Battery empty", "slump", "battery@above", "방전 배터리 체력 번아웃", "battery empty burnout low", "drained heavy dizzy"),
        Act("buried", "일더미에 파묻혔어요", "Buried in work", "slump", "papers@low-r*0.9 papers@low-l*0.75", "야근 일 업무 과제 회사", "work overtime busy homework", "drained dizzy heavy"),
        Act("home", "퇴근하고 싶어요", "Wanting to go home", "slump", "laptop@chest*0.9 sigh@up-r*0.9", "퇴근 회사 야근 집 직장인", "go home work office", "heavy drained yawning"),
        Act("collapse", "그대로 쓰러졌어요", "Flat on the floor", "topple", "swirl@up-r", "쓰러짐 기절 지침 녹초", "collapse faint exhausted", "drained dizzy snoring"),
        Act("sigh", "한숨을 푹 쉬어요", "Heaving a sigh", "slump", "sigh@right", "한숨 에휴 힘들어 지쳐", "sigh tired weary", "heavy drained"),
        Act("bed", "이불 속에서 못 나가요", "Staying under the blanket", "sit", "blanket@lap sleep@up-r*0.8", "이불 침대 졸려 주말 늦잠", "bed blanket sleepy lazy", "dozing yawning heavy"),
    ),
)  # fmt: skip

NEUTRAL = Repertoire(
    (
        Expression("plain", "무표정하게", "straight-faced", "dot", "flat"),
        Expression("narrow", "실눈을 뜨고", "eyes narrowed", "flat", "flat"),
        Expression("vacant", "멍하니", "vacantly", "tiny", "small"),
        Expression("raised", "한쪽 눈썹을 올리고", "one eyebrow up", "dot", "slant", "skew"),
        Expression("steady", "담담하게", "unmoved", "lid", "flat"),
        Expression("glance", "곁눈질하며", "with a sideways glance", "side", "flat", "flat"),
    ),
    (
        Act("okay", "알겠다고 해요", "Okay, got it", "show", "check@hand-r*0.8", "확인 오케이 알겠어 넵 네", "ok okay got it check", "plain steady vacant"),
        Act("thinking", "생각 중이에요", "Thinking it over", "chin", "question@up-r*0.9", "생각 고민 글쎄 궁금", "thinking hmm wonder", "raised glance plain"),
        Act("silence", "말없이 있어요", "No comment", "stand", "dots@above", "침묵 할말없음 노코멘트 점점점", "silence speechless no comment", "narrow steady plain"),
        Act("shrug", "글쎄요, 어깨를 으쓱해요", "Who knows, with a shrug", "shrug", "question@up-r*0.7", "글쎄 몰라 으쓱 모르겠어", "shrug dunno who knows", "raised vacant glance"),
        Act("hello", "손 흔들며 인사해요", "Saying hello", "wave", "speed@wave", "안녕 안녕하세요 인사 반가워", "hello hi greeting", "plain vacant steady"),
        Act("phone", "휴대폰을 봐요", "Looking at the phone", "hold", "phone@chest", "휴대폰 폰 카톡 확인", "phone texting message", "steady plain glance"),
        Act("waiting", "가만히 기다려요", "Waiting", "stand", "clock@right*0.8", "기다림 대기 시간 잠깐만", "waiting hold on time", "narrow glance vacant"),
        Act("looking", "꼼꼼히 살펴봐요", "Looking into it", "show", "magnifier@hand-r", "확인 살펴보기 검색 조사", "search look check inspect", "raised steady plain"),
        Act("working", "일하는 중이에요", "At work", "stand", "laptop@chest", "일 업무 회의 재택 근무", "work office meeting busy", "plain narrow steady"),
        Act("speaking", "할 말이 있어요", "Something to say", "stand", "speech@up-r", "말 이야기 대화 공지", "talk speak say", "vacant raised plain"),
    ),
)  # fmt: skip
