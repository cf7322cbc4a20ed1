"""What joy, love, gratitude and calm look like, and the words for it."""

from gyeol.stickers.drawn.faces import Expression
from gyeol.stickers.drawn.scenes.act import Act, Repertoire

JOY = Repertoire(
    (
        Expression("grin", "활짝 웃으며", "with a big grin", "happy", "laugh"),
        Expression("star", "눈을 반짝이며", "with starry eyes", "star", "laugh"),
        Expression("wink", "찡긋 윙크하며", "with a wink", "wink", "grin"),
        Expression("giggle", "까르르 웃으며", "giggling", "squeeze", "laugh"),
        Expression("bright", "초롱초롱한 눈으로", "bright-eyed", "big", "grin"),
        Expression("tongue", "혀를 쏙 내밀고", "tongue out", "wink", "tongue"),
    ),
    (
        Act("party", "폭죽을 터뜨리며 축하해요", "Congratulations with a party popper", "cheer",
            "confetti@above*0.85 popper@hand-r*0.8", "축하 파티 폭죽 경사", "congratulations party celebrate", "grin star giggle bright"),
        Act("birthday", "생일 축하해요", "Happy birthday", "hold", "cake@chest*0.95", "생일 축하 케이크 촛불",
            "birthday cake candles celebrate", "bright grin wink star"),
        Act("hooray", "폴짝 뛰며 만세를 불러요", "Jumping for joy", "jump", "shade@ground sparkle@left*0.8 sparkle@right*0.8",
            "만세 야호 신나 최고", "hooray yay jump", "giggle grin star bright"),
        Act("dance", "신나게 춤춰요", "Dancing to the music", "dance", "note@up-l note@right*0.8", "춤 음악 흥 신나 금요일",
            "dance music fun friday", "grin wink tongue giggle"),
        Act("peace", "브이를 그려요", "Making a peace sign", "show", "victory@hand-r*0.8 sparkle@up-l*0.8",
            "브이 사진 찰칵 좋아", "peace victory photo cheese", "wink tongue grin bright star"),
        Act("trophy", "드디어 해냈어요", "I did it", "hold", "trophy@chest sparkle@up-r", "해냈다 우승 합격 성공 트로피",
            "win success trophy passed", "star bright grin wink"),
        Act("balloon", "풍선 들고 놀러 가요", "Off to have fun with a balloon", "wave", "balloon@hand-r", "풍선 나들이 주말 소풍",
            "balloon weekend picnic outing", "grin bright tongue giggle"),
        Act("ice-cream", "아이스크림을 먹어요", "Enjoying an ice cream", "show", "ice-cream@hand-r*0.9 heart@up-l*0.7",
            "아이스크림 간식 달콤 맛있다", "ice cream treat sweet yummy", "tongue bright wink grin"),
        Act("medal", "자랑스럽게 어깨를 펴요", "Standing proud", "proud", "medal@chest sparkle@up-r", "자랑 뿌듯 메달 최고",
            "proud medal best well done", "grin wink bright"),
    ),
)  # fmt: skip

LOVE = Repertoire(
    (
        Expression("heart-eyes", "하트 눈으로", "with heart eyes", "heart", "laugh"),
        Expression("shy", "볼을 붉히며", "blushing", "happy", "small", marks="flush"),
        Expression("warm", "다정하게 웃으며", "smiling warmly", "lashes", "smile"),
        Expression("pucker", "입술을 쭉 내밀고", "lips puckered", "wink", "kiss"),
        Expression("shining", "반짝이는 눈으로", "with shining eyes", "big", "cat"),
        Expression("melting", "사르르 녹아", "melting with love", "happy", "grin", marks="flush"),
    ),
    (
        Act("big-heart", "커다란 하트를 안고 사랑해요", "I love you with a big heart", "hold", "big-heart@chest",
            "사랑 사랑해 하트 고백", "love heart confession", "shining shy warm melting"),
        Act("kiss", "뽀뽀를 날려요", "Blowing a kiss", "giggle", "hearts@right", "뽀뽀 쪽 키스 애교", "kiss mwah sweetheart", "pucker"),
        Act("bouquet", "꽃다발을 드려요", "A bouquet for you", "hold", "bouquet@chest*0.95", "꽃다발 꽃 고백 기념일 데이트",
            "bouquet flowers date anniversary", "warm shy shining melting"),
        Act("letter", "러브레터를 건네요", "Handing over a love letter", "hold", "letter@chest*0.95 heart@up-r", "러브레터 편지 고백 짝사랑",
            "love letter crush confession", "shy shining warm"),
        Act("swoon", "두근두근 설레요", "Heart going pit-a-pat", "swoon", "hearts@up-r heart@left*0.7", "두근두근 설렘 심쿵 반했어",
            "crush swoon flutter", "heart-eyes melting shy shining"),
        Act("hug", "꼭 안아 줄게요", "Come here for a hug", "open", "hearts@above*1.1", "안아줘 포옹 허그 토닥", "hug cuddle embrace",
            "warm melting heart-eyes shining"),
        Act("miss", "보고 싶어요", "Missing you", "hold", "phone@chest heart@up-l heart@up-r*0.7", "보고싶어 그리워 연락 전화",
            "miss you phone call", "shining shy warm"),
        Act("flower", "꽃 한 송이를 줄게요", "One flower just for you", "show", "flower@hand-r heart@up-l*0.8", "꽃 장미 선물 예뻐",
            "flower rose gift pretty", "melting shy pucker shining"),
    ),
)  # fmt: skip

GRATITUDE = Repertoire(
    (
        Expression("bright", "환하게 웃으며", "smiling brightly", "happy", "grin"),
        Expression("moved", "뭉클한 눈으로", "misty-eyed", "teary", "small", "worried"),
        Expression("gentle", "살포시 눈을 감고", "eyes gently closed", "lashes", "smile"),
        Expression("shy", "수줍게 웃으며", "smiling shyly", "closed", "small", marks="flush"),
        Expression("clear", "맑은 눈으로", "bright-eyed", "big", "smile", "up"),
    ),
    (
        Act("bow", "꾸벅 인사하며 고마워요", "Thank you with a bow", "bow", "sparkle@up-r*0.9", "고마워 감사 인사 꾸벅 고맙습니다",
            "thank you thanks bow", "gentle bright shy"),
        Act("flower", "고마움을 꽃에 담았어요", "A flower to say thanks", "show", "flower@hand-r sparkle@up-l*0.7",
            "고마워 꽃 감사 스승의날 어버이날", "thanks flower grateful", "clear bright shy"),
        Act("gift", "고마워서 선물을 드려요", "A gift to say thank you", "hold", "gift@chest*0.95", "선물 고마워 감사 답례",
            "gift present thank you", "bright clear moved shy"),
        Act("thumb", "엄지 척, 덕분이에요", "Thumbs up, all thanks to you", "show", "thumb@hand-r*0.85 sparkle@up-l*0.8",
            "덕분에 최고 엄지척 고마워", "thumbs up best thanks to you", "bright clear gentle"),
        Act("touched", "너무 감동이에요", "So touched", "cheeks", "sparkle@up-l sparkle@up-r*0.8", "감동 뭉클 고마워 눈물",
            "touched moved grateful", "moved shy clear"),
        Act("letter", "감사 편지를 드려요", "A thank-you letter for you", "hold", "letter@chest*0.95 sparkle@up-r*0.8", "감사 편지 카드 고마워",
            "thank you letter card note", "gentle clear bright moved"),
        Act("coffee", "고마워서 커피 살게요", "Thank you, coffee is on me", "show", "coffee@hand-r*0.9 heart@up-l*0.7",
            "커피 고마워 한턱 쏠게", "coffee treat thanks on me", "bright clear shy"),
        Act("clasp", "두 손 모아 감사해요", "Hands together in thanks", "clasp", "hearts@up-r*0.9", "감사 두손 고맙습니다 은혜",
            "grateful thankful appreciate", "gentle moved bright"),
    ),
)  # fmt: skip

CALM = Repertoire(
    (
        Expression("closed", "지그시 눈을 감고", "eyes closed", "closed", "smile"),
        Expression("soft", "빙그레 웃으며", "smiling softly", "dot", "smile"),
        Expression("content", "흐뭇하게", "quite content", "happy", "small"),
        Expression("easy", "느긋하게", "taking it easy", "closed", "cat"),
        Expression("peaceful", "평온하게", "at peace", "lashes", "small"),
    ),
    (
        Act("tea", "따뜻한 차를 마셔요", "Sipping warm tea", "hold", "tea@chest*0.9", "차 휴식 따뜻해 힐링 여유", "tea rest warm break",
            "closed content easy"),
        Act("book", "책을 읽어요", "Reading a book", "hold", "book@chest*0.95", "독서 책 여유 주말", "book reading quiet weekend",
            "soft content"),
        Act("music", "음악을 들어요", "Listening to music", "stand", "note@up-r*0.9 headphones@face", "음악 노래 헤드폰 감상", "music song headphones listen",
            "closed easy content peaceful"),
        Act("meditate", "명상해요", "Meditating", "clasp", "mat@ground leaf@up-r*0.8", "명상 요가 마음 평온", "meditate yoga mindful breathe",
            "peaceful closed"),
        Act("sunshine", "햇볕을 쬐어요", "Basking in the sun", "open", "sunshine@up-r*1.1", "햇살 햇볕 날씨 봄 산책", "sun sunshine weather spring walk",
            "easy closed content soft"),
        Act("breeze", "살랑이는 바람을 느껴요", "Feeling the breeze", "lean", "petals@above", "바람 꽃잎 산책 봄바람", "breeze petals stroll spring",
            "peaceful soft closed"),
        Act("blanket", "포근하게 쉬어요", "Resting cosily", "sit", "blanket@lap*0.95", "포근 이불 휴식 쉬는날 주말", "cosy blanket rest day off",
            "content easy peaceful"),
        Act("night", "편안한 밤 보내요, 잘 자요", "Good night, sleep well", "wave", "crescent@up-l star@right*0.6", "잘자 굿나잇 밤 꿈", "good night sleep well dream",
            "soft closed peaceful"),
    ),
)  # fmt: skip
