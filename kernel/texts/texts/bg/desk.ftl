# Страниците на ядрото: вход, акаунт и грешки.

## On many pages

back-to-desk = Обратно към центъра
bar-more = Още
search-short = Търсене или #42
save = Запази
skip = Към съдържанието
desk = Център за помощ
plugins = Приставки
part-failed = { $title }: в момента не може да се покаже.

## Signing in and out

sign-in = Вход
sign-in-email = Имейл адрес
sign-in-password = Парола
sign-in-code = Код
sign-in-code-hint = Шестте цифри от приложението за удостоверяване или един от кодовете за възстановяване.
sign-in-again = Започнете отначало
sign-in-wrong = Адресът или паролата е грешна. Опитайте отново.
sign-in-throttled = { $seconds ->
    [one] Твърде много грешни пароли. Опитайте отново след { $seconds } секунда.
   *[other] Твърде много грешни пароли. Опитайте отново след { $seconds } секунди.
}
sign-in-suspended = Достъпът до този акаунт е спрян. Обърнете се към администратор.
sign-in-code-needed = Нужен е и код: от приложението за удостоверяване или за възстановяване.
sign-in-wrong-code = Кодът е грешен или вече използван. Изчакайте следващия.
sign-in-too-late = Мина твърде много време. Влезте отново.
sign-out = Изход
sign-out-ask = Изход от системата?

## Choosing a password by a link

password-choose = Изберете парола
password-new = Нова парола
password-present = Сегашна парола
password-once-more = Още веднъж
password-set = Задай паролата
password-change = Смени я
password-length = Поне осем знака; изречение е по-добро от сложни символи.
password-signs-out = Навсякъде другаде ще излезете от профила си.
password-not-same = Двете не съвпадат. Въведете я два пъти.
password-expected = Паролата има поне осем знака.
password-is-set = Паролата ви е зададена
password-is-set-hint = Влезте с нея. Всички предишни сесии са прекратени.

## One's own account

account = Вашият акаунт
account-done-password = Паролата ви е сменена. Навсякъде другаде излязохте от профила си.
account-done-ended = Сесията е прекратена.
account-done-others = Навсякъде другаде излязохте от профила си.
account-done-factor = Втори фактор вече не се иска.
account-done-language = Отсега нататък центърът говори с вас на този език.
account-done-look = Отсега нататък центърът изглежда така в този браузър.
account-done-withdrawn = Добавката вече не върши нищо там от ваше име.
account-wrong-password = това не е вашата парола
account-no-session = няма такава сесия
account-wrong-code = това не е кодът, който приложението показва в момента
language = Език
language-own = На какъв език да говори центърът с вас
language-none = Езикът на браузъра или на центъра
look = Как изглежда
look-lead = В този браузър, за всеки, който влезе тук.
look-shade = Цветове
look-system = Както са на устройството
look-light = Светли
look-dark = Тъмни
look-density = Разстояния
look-comfortable = Просторно
look-dense = Сбито
factor = Втори фактор
factor-since = От { $since } след паролата се иска и код.
factor-lead = Код от телефона освен паролата: който научи само паролата, не може да влезе.
factor-begin = Настройте го
factor-without = Без втори фактор
factor-end = Не искай повече код
factor-scan = Сканирайте това с приложение за удостоверяване или въведете ключа в него.
factor-picture = Ключът като картинка
factor-digits = Шестте цифри, които показва
factor-confirm = Искай код отсега нататък
factor-not-now = Не сега
recovery = Вашите кодове за възстановяване
recovery-lead = Отсега нататък се иска код. Пазете тези кодове при важните си документи: всеки важи веднъж, ако загубите телефона си. Няма да се покажат отново.
recovery-kept = Запазих ги
recovery-none-left = Не остана код за възстановяване: изключете втория фактор и го настройте отново.
recovery-left = { $count ->
    [one] Остава { $count } код за възстановяване.
   *[other] Остават { $count } кода за възстановяване.
}
sessions = Къде сте влезли
sessions-here = Тук
sessions-end = Прекрати
sessions-end-of = Прекрати сесията на { $name }
sessions-end-others = Изход навсякъде другаде
sessions-used = последно { $seen }, от { $since }
orders = Какво се върши от ваше име
orders-lead = Добавките вършат това, докато ви няма, с правата ви към съответния момент и от тях само изброеното тук.
orders-since = { $plugin }, от { $since }:
orders-withdraw = Оттегли
orders-withdraw-of = Оттегли: { $title }
device-on = { $browser } на { $system }
device-silent = Нещо, което не казва нищо за себе си

## How somebody else signs in

other = Как влиза друго лице
other-done-ended = Всички сесии на лицето са прекратени.
other-done-factor = От това лице вече не се иска втори фактор.
other-done-withdrawn = Добавката вече не върши нищо там от името на лицето.
other-link = Предайте я така, че да я види само това лице. Важи веднъж, до { $until }, и няма да се покаже отново.
other-link-mailed = Изпратена е и по пощата на това лице.
other-link-lead = Връзка, с която лицето избира парола. Никой друг не я научава, вие също. Дотогава важи сегашната.
other-link-make = Създай връзка
other-factor-since = Иска се от { $since }. Махнете го само на човек, когото познавате и който е загубил телефона и кодовете си.
other-factor-remove = Махни го
other-factor-none = Не се иска. Лицето го настройва на страницата на своя акаунт.
other-sessions = Къде е влязло лицето
other-sessions-none = Никъде.
other-sessions-end = Изведи лицето отвсякъде
other-orders = Какво се върши от името на лицето
other-orders-lead = Добавките вършат това с правата на лицето към съответния момент и от тях само изброеното тук.

## Administrators, and looking as somebody else

administrators = Администратори
administrator-make = Да стане ли { $name } администратор?
administrator-make-do = Направи администратор
administrator-is = { $name } е администратор
administrator-unmake-do = Отнеми ролята
administrator-then = Който остане без роля, става агент.
administrator-means = Администраторът може всичко тук, сега и занапред, освен това, което остава за собственика: плащанията, предаването и изтриването на центъра.
administrator-back = Отказ
administrator-exactly = Какво точно
view-as = Виж центъра като друг човек
view-as-ask = Да видите ли центъра като { $name }?
view-as-lead = Ще виждате това, което вижда { $name }, и междувременно няма да можете да променяте нищо. Одитът го отбелязва.
view-as-do = Виж
view-as-mark = Виждате центъра като { $name }. Нищо не може да се променя.
view-as-end = Обратно към себе си

## The language of the desk

desk-settings = Настройки на центъра
desk-language = Езикът на центъра
desk-language-hint = Получава го всеки, който няма свой език и чийто браузър не иска никой от тези.
desk-grace = Който излезе, остава „свързан“ още (секунди)
desk-grace-hint = За да не бъде отсъствие презареждането на страница или примигването на мрежата. От 0 до 600.
desk-settings-done = Настройките са запазени.

## Mail that the desk sends

relay = Поща, която центърът изпраща
relay-lead = Центърът предава пощата си на машината, която посочите тук: пощенския сървър на вашата фирма или на доставчик.
relay-none = Още не е посочена машина. Писмата чакат, докато има такава; нито едно не се губи.
relay-waiting = { $count ->
    [one] Чака { $count } писмо.
   *[other] Чакат { $count } писма.
}
relay-host = Пощенски сървър
relay-port = Порт
relay-tls = Шифроване
relay-tls-implicit = TLS от самото начало (465)
relay-tls-starttls = STARTTLS, иначе нищо не се изпраща (587)
relay-tls-none = без, само на тази машина или в нейната мрежа
relay-user = Потребителско име
relay-user-hint = Празно: сървърът пуска тази машина да изпраща и без него.
relay-password-kept = Друга парола на мястото на запазената
relay-password-forget = Забравяне на паролата
relay-sender = Адрес на подателя
relay-name = Име на подателя
relay-desk = Къде хората намират този център
relay-desk-hint = Стои във връзките в писмата. Празно: връзки за избор на парола не се пращат по пощата.
relay-authority = Собствен удостоверяващ орган
relay-authority-hint = Сертификатът му като PEM, ако никой публичен не гарантира за пощенския сървър.
relay-drop = Без сървър
relay-try = Проба
relay-try-hint = Изпраща веднага писмо и показва какво отговаря сървърът.
relay-try-do = Изпрати ми пробно писмо
relay-try-subject = Пробно писмо от центъра
relay-try-text = Ако четете това, центърът може да изпраща поща.
relay-said = Сървърът прие писмото. Отговорът му:
relay-not-taken = Писмото не беше прието. Прегледайте по-долу сървъра, порта, шифроването и паролата и опитайте пак. Какво се случи:
relay-tried = Опитано: { $host }, порт { $port }, { $tls }. Проверете дали името и портът са верни, дали този порт иска точно този вид TLS и дали потребителят и паролата съвпадат. Отговорът:
relay-bad-host = Пощенският сървър трябва да е име като mail.example.com или адрес, без интервали и наклонени черти.
relay-bad-port = Портът трябва да е число от 1 до 65535: 465 с TLS от първия байт, 587 със STARTTLS.
relay-bad-sender = Подателят трябва да е имейл адрес като desk@example.com.
relay-bad-desk = Къде хората намират този център се казва само с началото на адреса, например https://desk.example.com.
relay-bad-authority = Сертификатът трябва да е във вид PEM: започва с -----BEGIN CERTIFICATE-----.
relay-bad-to = За пробното писмо трябва адрес като anna@example.com.
relay-own = Изпратени връзки
mail-scheduled = насрочено
mail-delayed = закъснява
mail-sent = изпратено
mail-not-delivered = недоставено
link-mail-subject = Изберете паролата си
link-mail = Здравейте, { $name },

    с тази връзка избирате паролата си за центъра за помощ:

    { $link }

    Важи веднъж и в рамките на един ден. Ако не сте я поискали, не е нужно да правите нищо.
forgotten = Забравена парола?
forgotten-hint = Там ще получите връзка, с която да изберете нова.
forgotten-do = Изпрати връзката
forgotten-done = Ако някой тук има този адрес, връзката пътува към него. Може да отнеме няколко минути.
forgotten-by-hand = Поискайте от администратор на този център връзка, с която да изберете нова.

## What went wrong, on a page of its own

problem-not-signed-in = Не сте влезли
    .means = Първо влезте.
problem-not-allowed = Не е разрешено
    .means = Правата ви не стигат дотам.
problem-not-found = Не е намерено
    .means = Тук няма такова нещо или то не е за вас.
problem-not-valid = Невалидно
    .means = Нещо в него не е както трябва.
problem-not-understood = Не е разбрано
    .means = Браузърът изпрати нещо, което не може да се прочете.
problem-banned = Спрян адрес
    .means = От вашия мрежов адрес не се приема нищо.
problem-not-stamped = Без печат
    .means = Формулярът е твърде стар или идва отдругаде: презаредете страницата и го изпратете оттам.
problem-not-as-it-was-seen = Вече е друго
    .means = Промени се, след като го погледнахте: вижте го отново.
problem-not-available-now = Сега не е достъпно
    .means = Опитайте малко по-късно.
problem-not-this-way = Не по този начин
    .means = Това се прави по друг начин.
problem-too-large = Твърде голямо
    .means = Надхвърля ограничение.
problem-too-busy = Претоварено
    .means = Опитайте след миг.
problem-too-many-attempts = Твърде много опити
    .means = Изчакайте малко и опитайте отново.
problem-took-too-long = Отне твърде много време
    .means = Беше прекратено и не остави следа. Опитайте отново.
problem-changed-meanwhile = Променено междувременно
    .means = Някой беше по-бърз: погледнете отново и повторете, ако още е вярно.
problem-broke-off = Прекъсна
    .means = Тук нещо се обърка; администраторът ще намери подробности в журнала.
problem-a-plugin-failed = Приставка се провали
    .means = Всичко е върнато; администраторът ще намери подробности в журнала.
problem-a-page-is-broken = Страницата е повредена
    .means = Не може да се покаже; администраторът ще намери подробности в журнала.
problem-the-desk-is-read-only = Центърът е само за четене
    .means = В момента нищо не може да се променя.
problem-wrong-method = Грешен метод
    .means = Този адрес не отговаря на това.
problem-wrong-type = Грешен вид
    .means = Страницата приема само това, което изпраща нейният формуляр.
problem-this-link-is-over = Връзката вече не важи
    .means = Тя е използвана, по-стара е от ден или е заменена с по-нова: поискайте друга.
problem-suspended = Спрян достъп
    .means = Достъпът до този акаунт е спрян; обърнете се към администратор.
problem-only-looking = Само гледате
    .means = Виждате центъра като друг човек: нищо не може да се променя, докато не се върнете към себе си.
problem-from-elsewhere = Отдругаде
    .means = Влезте от страницата на самия център.
problem-code-needed = Нужен е код
    .means = Нужен е и код.
problem-installed = Инсталирана
    .means = Приставката е инсталирана; първо я премахнете.

## Banned addresses

bans = Спрени адреси
bans-lead = Спреният не получава страници и оттам не се приема нищо. Който е опитал твърде много пароли, центърът сам го спира за един ден; това щади влезлите.
ban-done = Адресът е спрян.
ban-lifted = Адресът отново е допуснат.
bans-standing = Спрени сега
bans-none = Никой не е спрян.
bans-past = Приключили
bans-earlier = По-ранни
ban-add = Спиране на адрес
ban-network = Адрес или блок
ban-network-hint = Например 203.0.113.9, 203.0.113.0/24 или 2001:db8::/64. Нито вашият, нито този на прокси.
ban-reason = Причина
ban-term = За колко време
ban-term-hour = един час
ban-term-day = един ден
ban-term-week = една седмица
ban-term-month = 30 дни
ban-term-ever = завинаги
ban-term-missing = Кажете за колко време.
ban-do = Спри
ban-by-desk = центърът
ban-automatic = твърде много неуспешни влизания
ban-since = От { $since }, спря: { $name }.
ban-until = До { $until }.
ban-for-ever = Завинаги.
ban-lifted-by = Допуснат отново { $at } от { $name }.
ban-lift = Допусни отново
ban-why = Защо, ако желаете
ban-network-wrong = Напишете адрес като 203.0.113.9 или блок като 203.0.113.0/24.
ban-reason-missing = Кажете защо, за онзи, който ще го види по-късно.
