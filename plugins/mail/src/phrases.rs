//! Words by which people know a bounce or an answer of somebody who is away, in the languages of Europe and
//! some more. Alone they prove nothing.

/// How the subject of a bounce begins or what it says.
const DELIVERY: &[&str] = &[
    "could not be delivered",
    "could not send message",
    "could not send mail",
    "delivery failure",
    "delivery has failed",
    "delivery failed",
    "delivery notification",
    "delivery report",
    "delivery status notification",
    "error sending your mail",
    "failure delivery",
    "failure notice",
    "mail delivery",
    "mail failed",
    "mail failure",
    "mail system error",
    "not delivered",
    "returned mail",
    "returning message to sender",
    "undeliver",
    "unzustellbar",
    "nicht zugestellt",
    "non remis",
    "échec de la remise",
    "no se ha podido entregar",
    "no se pudo entregar",
    "mancata consegna",
    "niedostarczon",
    "nie dostarczono",
    "nedostavljen",
    "ni bilo dostavljen",
    "nedoručen",
    "kézbesíthetetlen",
    "не доставлен",
    "недоставлен",
    "недоставен",
    "не беше доставен",
    "エラー通知",
    "配信不能",
    "退信",
];

/// What the text of a bounce says.
const UNDELIVERED: &[&str] = &[
    "a message that you sent could not be delivered",
    "could not be delivered",
    "created automatically by mail delivery software",
    "delivery failed",
    "delivery to the following recipient",
    "did not reach",
    "error delivering your mail",
    "i wasn't able to deliver your message",
    "mailbox is full",
    "no such user",
    "unable to deliver",
    "undeliverable",
    "unknown user",
    "user unknown",
    "送信できませんでした",
];

/// How the subject of an answer of somebody who is away begins.
const AWAY: &[&str] = &[
    "abwesend",
    "abwesenheit",
    "absence du bureau",
    "away from",
    "away until",
    "auto:",
    "auto reply",
    "auto-reply",
    "automatic reply",
    "automatická odpověď",
    "automatische antwort",
    "automatisches antwort",
    "automatisch antwoord",
    "automaattinen vastaus",
    "automatski odgovor",
    "autoreply",
    "autosvar",
    "autoresponder",
    "fuera de la oficina",
    "fuori ufficio",
    "nieobecność",
    "nisem v pisarni",
    "odpowiedź automatyczna",
    "automatyczna odpowiedź",
    "on vacation",
    "out of office",
    "out of the office",
    "respuesta automática",
    "resposta automática",
    "risposta automatica",
    "réponse automatique",
    "samodejni odgovor",
    "samodejni odziv",
    "urlop",
    "vacation",
    "автоответ",
    "автоматический ответ",
    "автоматичен отговор",
    "извън офиса",
    "отсъствам",
    "отпуск",
    "不在",
    "自動返信",
    "自动回复",
];

/// Whether a subject speaks of delivery. Not one that a person answered or forwarded.
pub fn about_delivery(subject: &str) -> bool {
    let subject = subject.trim().to_lowercase();
    let passed_on = ["re:", "aw:", "fw:", "fwd:", "wg:", "odp:", "отн:", "na:", "sv:", "tr:"];
    !passed_on.iter().any(|mark| subject.starts_with(mark))
        && DELIVERY.iter().any(|words| subject.contains(words))
}

/// Whether the beginning of a text says that a mail was not delivered.
pub fn says_undelivered(text: &str) -> bool {
    let start: String = text.chars().take(1000).collect::<String>().to_lowercase();
    UNDELIVERED.iter().any(|words| start.contains(words))
}

/// Whether a subject says that somebody is away.
pub fn is_away(subject: &str) -> bool {
    let subject = subject.trim().to_lowercase();
    AWAY.iter().any(|words| subject.starts_with(words)) || subject.contains("out of office")
}
