# Думите на плъгина, който казва кой е тук.

## Around every page

product = Ombud
skip = Към съдържанието
desk-navigation = Център за помощ
inbox = Входящи
sign-out = Изход
not-saved = Нищо не е запазено.
no-such-page = няма такава страница
save = Запази
show = Покажи

## States and channels

channel = Канал
channel-tickets = Заявки
channel-chat = Чат
state-accepting = приема работа
state-online = на линия
state-away = отсъства
state-offline = офлайн
cause-connection = влезе или излезе
cause-shift = смяна започна или свърши
cause-edit = смените бяха променени
cause-choice = направен или изтекъл избор
cause-away = отиде или се върна
cause-away-ended = времето на отсъствие изтече
cause-channel = участва в други канали
cause-account = видян за първи път или промяна в профила
cause-settings = настройките бяха променени

## Who is there

who-is-there = Кой е тук
you = Вие
not-known-yet = За вас още нищо не се знае; след миг ще се знае.
i-am-back = Върнах се
go-away = Отсъствам
note = Бележка за колегите
away-for = За
until-back = докато се върна
or-until = или до ({ $zone })
takes-part = Участвам в
accept-or-not = Да приемам работа или не, каквото и да казват смените
department = Отдел
any-department = всички
no-department = Без отдел
nobody-yet = Няма никого, когото може да виждате.
nobody = за този човек нищо не се знае
name = Име
since = Откога
until = До
accepting-of = { $count } от { $all } могат да получат заявки.
bad-until = Кажете докога: време, което предстои, например 13:00.
long-note = бележката има най-много { $most } знака

## The day of one person, and the report

what-changed = Какво се промени
no-log = През този ден нищо не се промени.
when = Кога
why = Защо
days = Дни
day-before = Предишен ден
day-after = Следващ ден
report = Времена
report-lead = Колко време хората са приемали работа, били са на линия, отсъствали или офлайн: по човек и ден, доколкото е известно.
day = Дата
on-day = { $day }
together = общо
as-file = Като файл (CSV)
from = От
until-day = До
zone = Часова зона
clocks-of = По часовника на { $zone }.
minutes-only = { $minutes } мин
hours-only = { $hours } ч
hours-and-minutes = { $hours } ч { $minutes } мин
bad-date = „{ $typed }“ не е дата; очаква се например 2026-12-24
bad-zone = няма часова зона „{ $zone }“; очаква се например Europe/Sofia
bad-range = периодът започва, преди да свърши, и има най-много 31 дни

## How much at once

limits = Колко наведнъж
limits-lead = Колко работа наведнъж се дава на хората. Важи първото, което казва нещо: човекът, роля (която казва най-много), отделът на работата, всички. Празно поле не казва нищо; 0 е никаква.
everybody = Всички
desk = Центърът
departments = Отдели
roles = Роли
people = Хора
bad-limit = колко наведнъж е цяло число от 0 до 10000 или нищо

## Кой какво умее

skills = Кой какво умее
skills-lead = Какви умения имат хората и какви езици говорят, разделени със запетаи. По това се дава работа, която ги изисква: чатове според това, за какво са, заявки според етикетите им. Езиците са като en, bg или pt-br.
skill-names = Умения
languages = Езици
bad-skills = човек има най-много { $most } умения и толкова езици, а едно умение има най-много { $long } букви
bad-language = „{ $typed }“ не е език; очаква се например en, bg или pt-br
skills-changed = междувременно някой промени какво пише за { $name }: „{ $kept }“. Нищо не е запазено; ако запазите отново, важи вашето

## What was done, and what went wrong

done-away = Отсъствате.
done-back = Върнахте се.
done-saved = Запазено.
trouble-403 = Нямате право на това
trouble-404 = Не е намерено
trouble-409 = Някой беше по-бърз
trouble-asked = Това не стана
trouble-later = Не сега
trouble-ours = Нещо се обърка

## What the manifest says

plugin-title = Кой е тук
plugin-summary = Казва на кого може да се дава работа по кой канал и колко, показва на колегите кой е тук и пази кой кога е бил.
contribution-pages = Кой е тук
permission-page-use = Отваряне на „Кой е тук“
    .description = Отваряне на страниците. Какво се вижда там, казват другите права.
permission-state-read = Виждане кой е тук
    .description = Виждане кой е офлайн, отсъства, на линия е или приема работа по кой канал, откога и докога.
permission-away-set = Казване кой отсъства
    .description = Казване, че някой отсъства или се е върнал, и в кои канали участва: за себе си (own) или за други.
permission-history-read = Виждане кой кога е бил тук
    .description = Виждане на дните на хората и колко са приемали работа или отсъствали, и изнасяне като файл.
permission-limit-edit = Ограничаване на работата наведнъж
    .description = Виждане и промяна колко работа наведнъж се дава на хората.
permission-skill-edit = Определяне кой какво умее
    .description = Вижда и променя какви умения имат хората и какви езици говорят, по което се раздава работата.
permission-desk-use = Питане на кого може да се дава работа (плъгини)
    .description = За плъгини: питане на кого може да се дава работа по канал и колко, за да се раздава.
setting-tickets-at-once = Заявки наведнъж, без ограничение
    .hint = За всички, за които „Колко наведнъж“ не казва нищо.
setting-chats-at-once = Чатове наведнъж, без ограничение
    .hint = За всички, за които „Колко наведнъж“ не казва нищо.
setting-tickets-unseen = Заявки се дават и на хора, които не са свързани
setting-chat-unseen = Чатове се дават и на хора, които не са свързани
setting-zone = По чий часовник започва денят
    .hint = Например Europe/Ljubljana. Празно: както повечето работни времена. Страница за един човек върви по часовника на неговите смени.
setting-history-days = Колко дни се пази кой кога е бил тук
