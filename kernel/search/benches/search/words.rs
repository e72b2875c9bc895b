//! What people write to a desk, made up: words of five languages, a few of them often and most of them seldom, in their
//! forms, with names, addresses and codes in between.

const ENGLISH: &str = "the order was not delivered and we are still waiting for a refund of the invoice please tell us when \
    parcel courier address payment card account password screen battery charger warranty receipt shipping return exchange \
    broken missing late damaged wrong size colour customer support question problem answer thank hello regards number date \
    website cart coupon discount price tax subscription cancel renew upgrade device printer cable bicycle wheel brake chain";
const BULGARIAN: &str = "поръчката не е доставена и още чакаме връщане на сумата по фактурата моля кажете кога пратка куриер адрес \
    плащане карта профил парола екран батерия зарядно гаранция бележка доставка замяна счупен липсва закъснял повреден грешен \
    размер цвят клиент въпрос проблем отговор благодаря здравейте поздрави номер дата сайт количка отстъпка цена данък абонамент";
const POLISH: &str = "zamówienie nie zostało dostarczone i nadal czekamy na zwrot kwoty z faktury proszę powiedzieć kiedy paczka kurier \
    adres płatność karta konto hasło ekran bateria ładowarka gwarancja paragon wysyłka wymiana uszkodzony brakuje spóźniony \
    rozmiar kolor klient pytanie problem odpowiedź dziękuję dzień dobry pozdrawiam numer data strona koszyk rabat cena podatek";
const RUSSIAN: &str = "заказ не доставлен и мы всё ещё ждём возврат суммы по счёту пожалуйста скажите когда посылка курьер адрес оплата \
    карта профиль пароль экран батарея зарядка гарантия чек доставка обмен сломан отсутствует опоздал повреждён ошибка размер \
    цвет клиент вопрос проблема ответ спасибо здравствуйте номер дата сайт корзина скидка цена налог подписка отмена";
const SLOVENE: &str = "naročilo ni bilo dostavljeno in še vedno čakamo na vračilo zneska po računu prosim povejte kdaj paket kurir naslov \
    plačilo kartica račun geslo zaslon baterija polnilec garancija potrdilo pošiljanje zamenjava pokvarjen manjka zamuja \
    poškodovan napačen velikost barva stranka vprašanje težava odgovor hvala pozdravljeni številka datum stran košarica popust";

/// Endings, to make of a few words many.
const LATIN: [&str; 12] = ["", "a", "i", "om", "ami", "ov", "e", "ing", "ed", "s", "er", "ness"];
const CYRILLIC: [&str; 10] = ["", "та", "ите", "ами", "ов", "ый", "ость", "ник", "ка", "ове"];
/// Beginnings, likewise.
const BEFORE: [&str; 8] = ["", "", "", "re", "pre", "un", "pod", "nad"];
const BEFORE_CYRILLIC: [&str; 6] = ["", "", "", "пре", "под", "на"];

/// Chance that is the same in each run.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }

    /// Small numbers often, great ones seldom, as words are used.
    fn seldom(&mut self, sides: usize) -> usize {
        let share = self.roll(1 << 20) as f64 / (1 << 20) as f64;
        ((sides as f64).powf(share) - 1.0) as usize
    }
}

/// The words of the five languages, the most frequent first.
pub fn languages() -> Vec<Vec<String>> {
    [(ENGLISH, true), (BULGARIAN, false), (POLISH, true), (RUSSIAN, false), (SLOVENE, true)]
        .into_iter()
        .map(|(text, latin)| {
            let roots: Vec<&str> = text.split_whitespace().collect();
            let (before, after): (&[&str], &[&str]) =
                if latin { (&BEFORE, &LATIN) } else { (&BEFORE_CYRILLIC, &CYRILLIC) };
            let mut words: Vec<String> = roots.iter().map(|root| (*root).to_owned()).collect();
            for (begin, end) in before.iter().flat_map(|begin| after.iter().map(move |end| (begin, end))) {
                words.extend(
                    roots.iter().filter(|root| root.len() > 4).map(|root| format!("{begin}{root}{end}")),
                );
            }
            words
        })
        .collect()
}

/// A text of about so many words.
pub fn text(dice: &mut Dice, words: &[String], length: usize) -> String {
    let mut text = String::new();
    for place in 0..length / 2 + dice.roll(length) {
        let more = match dice.roll(60) {
            0 => format!("INV-20{}/{}", 20 + dice.roll(7), dice.roll(100_000)),
            1 => format!("client{}@example.org", dice.roll(50_000)),
            2 => format!("{}{}", words[dice.roll(words.len())], dice.roll(2_000)),
            _ => words[dice.seldom(words.len())].clone(),
        };
        if place > 0 {
            text.push(if dice.roll(12) == 0 { '\n' } else { ' ' });
        }
        text.push_str(&more);
    }
    text
}
