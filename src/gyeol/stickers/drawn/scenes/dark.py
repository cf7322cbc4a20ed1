"""What sadness, anger, disgust and anxiety look like, and the words for it."""

from gyeol.stickers.drawn.faces import Expression
from gyeol.stickers.drawn.scenes.act import Act, Repertoire

SADNESS = Repertoire(
    (
        Expression("welling", "눈물을 글썽이며", "eyes welling up", "teary", "frown", "worried"),
        Expression("bawling", "엉엉 울며", "bawling", "closed", "wail", "worried", "streams"),
        Expression("dripping", "눈물을 뚝뚝 흘리며", "tears falling", "droop", "wavy", marks="tears"),
        Expression("down", "풀이 죽어", "feeling down", "droop", "frown"),
        Expression("sniffling", "훌쩍이며", "sniffling", "closed", "wavy", "worried", "tear"),
        Expression("pouting", "입을 삐죽이며", "lip trembling", "teary", "pout", "worried", "tear"),
    ),
    (
        Act("rain", "비 내리는 기분이에요", "Under a rain cloud", "slump", "rain@above", "비 우울 흐림 속상해", "rain gloomy blue", "down dripping welling"),
        Act("heartbreak", "마음이 아파요", "Heartbroken", "hold", "broken-heart@chest*1.1", "마음아파 이별 실연 상처", "heartbroken breakup hurt",
            "welling dripping sniffling pouting"),
        Act("tissue", "휴지가 필요해요", "Tissues, please", "rub", "tissue@low-l*0.8", "휴지 눈물 훌쩍 슬퍼", "tissue cry sniff", "sniffling pouting dripping"),
        Act("pool", "눈물바다가 됐어요", "In a pool of tears", "both", "puddle@ground", "눈물바다 엉엉 통곡 펑펑", "crying sobbing tears", "bawling dripping"),
        Act("alone", "혼자 있고 싶어요", "Wanting to be alone", "shrink", "scribble@above", "혼자 외로워 우울 쓸쓸", "alone lonely blue", "down welling pouting"),
        Act("goodbye", "손 흔들며 작별해요", "Waving a sad goodbye", "wave", "", "안녕 작별 이별 잘가", "goodbye farewell parting", "dripping welling sniffling"),
        Act("sorry", "고개 숙여 미안해요", "So sorry, head bowed", "bow", "sweat@up-r", "미안 사과 죄송 잘못했어", "sorry apology my fault", "welling sniffling down"),
        Act("wail", "목 놓아 울어요", "Crying out loud", "clutch", "sweat@right*0.9", "울음 으앙 서러워 속상", "cry wail upset", "bawling"),
        Act("letdown", "기대했는데 아쉬워요", "What a letdown", "slump", "sigh@right", "아쉬워 실망 속상 불합격", "disappointed letdown failed", "down pouting"),
    ),
)  # fmt: skip

ANGER = Repertoire(
    (
        Expression("glaring", "눈을 부릅뜨고", "glaring", "glare", "frown", "furious"),
        Expression("shouting", "버럭 소리치며", "shouting", "glare", "shout", "furious", "red"),
        Expression("gritting", "이를 악물고", "teeth gritted", "glare", "grit", "furious", "red"),
        Expression("puffed", "볼을 부풀리고", "cheeks puffed", "dot", "pout", "angry", "red"),
        Expression("seething", "부들부들 떨며", "shaking with rage", "squeeze", "zigzag", "angry", "red"),
    ),
    (
        Act("steam", "씩씩 콧김을 뿜어요", "Letting off steam", "hips", "steam@up-r*0.9 steam@up-l*0.7", "씩씩 화나 열받아 콧김", "steam fuming mad", "gritting puffed glaring"),
        Act("angry", "정말 화났어요", "Really angry", "stand", "vein@up-r", "화나 짜증 분노 빡침", "angry mad furious", "glaring seething puffed shouting"),
        Act("flame", "분노로 활활 타올라요", "Burning with rage", "cheer", "flame@above*1.15 flame@up-l*0.7 flame@up-r*0.7", "분노 불 열받아 폭발", "fire rage explode", "shouting gritting"),
        Act("huff", "팔짱 끼고 토라졌어요", "Arms crossed in a huff", "fold", "vein@up-l*0.8 steam@up-r*0.6", "삐짐 토라짐 흥 팔짱", "sulk huff hmph", "puffed glaring"),
        Act("storm", "머리 위로 천둥이 쳐요", "A storm overhead", "slump", "storm@above", "천둥 번개 짜증 폭풍", "thunder storm irritated", "glaring gritting seething"),
        Act("fist", "주먹을 불끈 쥐어요", "Shaking a fist", "show", "fist@hand-r*0.85 impact@up-r*0.8 vein@up-l*0.8", "주먹 두고봐 가만안둬", "fist fight just you wait", "shouting gritting glaring"),
        Act("stomp", "발을 쾅쾅 굴러요", "Stomping its feet", "hips", "impact@low-r impact@low-l*0.8 vein@up-r*0.8", "쾅쾅 발구르기 억울해 떼쓰기", "stomp tantrum unfair", "seething shouting puffed"),
        Act("enough", "그만 좀 하라고 해요", "That is enough", "stop", "refusal@up-r*0.8", "그만 하지마 멈춰 싫어", "stop enough no", "shouting glaring gritting"),
    ),
)  # fmt: skip

DISGUST = Repertoire(
    (
        Expression("bleh", "우웩 혀를 내밀고", "tongue out", "squeeze", "bleh", marks="green"),
        Expression("queasy", "속이 울렁거려", "feeling queasy", "droop", "wavy", "worried", "green"),
        Expression("grimace", "얼굴을 찡그리고", "pulling a face", "squeeze", "frown", "angry", "wrinkle"),
        Expression("sneer", "한심하다는 듯", "with a sneer", "side", "slant", "skew"),
        Expression("cold", "싸늘한 눈으로", "with a cold stare", "lid", "frown", "flat"),
    ),
    (
        Act("stink", "코를 막아요, 냄새나요", "Holding its nose at the smell", "hush", "flies@up-r flies@up-l*0.8", "냄새 악취 구려 더러워", "smell stink stinky", "grimace queasy"),
        Act("heap", "으, 밟을 뻔했어요", "Yuck, nearly stepped in it", "recoil", "heap@low-r*0.9", "똥 더러워 으악 질색", "poop yuck gross", "grimace bleh sneer"),
        Act("bug", "벌레는 정말 싫어요", "No bugs, please", "recoil", "bug@right*1.15", "벌레 바퀴벌레 징그러워 소름", "bug creepy gross", "queasy grimace bleh"),
        Act("refuse", "절대로 싫다고 해요", "No way, not ever", "stop", "refusal@up-r", "싫어 절대 거절 노노", "no never refuse dislike", "cold grimace bleh"),
        Act("rotten", "상한 음식을 발견했어요", "Finding food gone off", "show", "fishbone@hand-r*0.9 flies@up-l*0.8", "상했어 썩었어 맛없어 비린내", "rotten spoiled yucky food", "bleh queasy grimace"),
        Act("sick", "토할 것 같아요", "About to be sick", "hush", "swirl@above*1.1 swirl@up-r*0.7", "토할것같아 메스꺼워 우웩", "sick nauseous vomit", "queasy"),
        Act("mask", "마스크로 막아요", "Putting on a mask", "stand", "mask@mouth flies@up-r*0.9", "마스크 먼지 감염 불쾌", "mask dust germs", "grimace cold sneer"),
        Act("away", "고개를 홱 돌려요", "Turning away", "away", "sigh@right scribble@up-l*0.7", "외면 노답 한심해 정떨어져", "turn away ugh whatever", "sneer cold bleh"),
    ),
)  # fmt: skip

ANXIETY = Repertoire(
    (
        Expression("trembling", "덜덜 떨며", "trembling", "wide", "wavy", "worried"),
        Expression("pale", "하얗게 질려", "gone pale", "shock", "wavy", "worried", "gloom"),
        Expression("fretful", "울상을 짓고", "close to tears", "teary", "zigzag", "worried", "sweat"),
        Expression("shut", "눈을 질끈 감고", "eyes shut tight", "squeeze", "wavy", "worried"),
        Expression("restless", "안절부절못하며", "on edge", "side", "zigzag", "worried", "sweat"),
    ),
    (
        Act("cold-sweat", "식은땀을 흘려요", "In a cold sweat", "both", "sweat@up-r sweat@right*0.8", "식은땀 긴장 떨려 걱정", "sweat nervous tense", "pale restless fretful"),
        Act("scared", "오들오들 무서워요", "Shaking with fear", "shrink", "shiver@right shiver@left", "무서워 공포 덜덜 귀신", "scared afraid fear", "trembling shut pale"),
        Act("nails", "손톱을 물어뜯어요", "Biting its nails", "hush", "scribble@above*0.9", "초조 불안 조마조마 손톱", "nervous anxious nails", "restless fretful trembling"),
        Act("late", "시간에 쫓겨요", "Running out of time", "clutch", "clock@right*0.9", "지각 마감 시간 늦었어", "late deadline hurry", "fretful trembling restless"),
        Act("worries", "걱정이 꼬리를 물어요", "Worry after worry", "clutch", "scribble@above swirl@up-r*0.8", "걱정 고민 복잡 스트레스", "worry stress overthinking", "shut pale fretful"),
        Act("hide", "상자에 숨어 지켜봐요", "Watching from inside a box", "sit", "hide-box@lap shiver@up-r*0.8", "숨기 무서워 상자 겁나", "hide afraid box", "trembling pale"),
        Act("exam", "시험이 걱정돼요", "Worried about the exam", "both", "papers@low-r*0.75 question@up-l*0.7", "시험 공부 면접 걱정 발표", "exam test study interview", "fretful restless pale"),
        Act("no-reply", "답장을 기다려요", "Waiting for a reply", "hold", "phone@chest dots@above", "답장 연락 읽씹 초조 전화", "reply message waiting phone", "restless fretful trembling"),
        Act("storm", "폭풍이 올까 걱정해요", "Fearing the storm", "show", "storm@up-l*0.7 shiver@right", "폭풍 천둥 무서워 태풍", "storm thunder fear", "shut trembling"),
    ),
)  # fmt: skip
