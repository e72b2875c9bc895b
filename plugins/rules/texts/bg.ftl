# Думите на приставката, която пази правилата.

## Around every page

product = Ombud
skip = Към съдържанието
desk-navigation = Център за помощ
inbox = Входящи
sign-out = Изход
rules = Правила
not-saved = Нищо не беше направено.
no-such-page = няма такава страница
trouble-403 = Това не ви е позволено
trouble-404 = Не е намерено
trouble-409 = Някой беше по-бърз
trouble-asked = Така не стана
trouble-later = Не сега
trouble-ours = Нещо се обърка
done-saved = Запазено. Отсега нататък правилото действа с вашите права.
done-moved = Преместено.
done-removed = Премахнато.
done-back = Върнато.
yes = да
no = не

## The list

rules-lead = Какво центърът прави сам, в този ред. Правилото действа с правата на този, който го е запазил последен.
no-rules = Още няма правила.
new-rule = Ново правило
begin-with = Започнете с пример
example-hand-over = Предай отворената работа, когато свърши смяна
example-unassigned = Издигни това, което никой не поема два часа, и кажи на някого
example-unassigned-note = От два часа никой не отговаря за тази заявка.
example-broken = Направи спешно това, за което е нарушено обещание
rule = Правило
author = Действа за
last-time = Последно направи нещо
never = още не
state-off = изключено
no-order = никого: поръчението е оттеглено. Отворете и запазете правилото, за да го дадете отново.
move-up = Премести „{ $name }“ нагоре
move-down = Премести „{ $name }“ надолу
switch-on = Включи
switch-off = Изключи
enabled = Включено
place = Ред

## The editor

edit = Промени
name = Име
stop-title = След него за същото събитие не се прави нищо повече
once-title = Прави нещо със същата заявка
once-always = всеки път
once-ticket = само веднъж
once-hours = не отново за толкова часа
hours = Часове
on-title = Кога
on-hint = Което и да е от тези. Колко чака: 3d, 4h, 30m или 1d 12h; преди дата: -1d. При оценка: най-високата, която се брои: 2.
when-title = Ако
when-hint = Нивото казва какво към коя група над него принадлежи. Няколко стойности със запетаи; стойност със запетая стои в "кавички". Без ред: винаги.
then-title = Тогава
then-hint = В този ред. В текстовете се попълва: { $known }; след „|“ каквото стои там, ако го няма.
event = Събитие
which = Кое
after-time = След
level = Ниво
of-what = Какво
comparison = Сравнение
values = Стойности
person = Човек
promise = Срок (празно: всеки)
rating = Най-много (1 до 5; празно: всяка)
field = Поле (празно: всяко)
date-field = Поле с дата
action = Действие
target = Цел
text = Текст
save = Запази
more-lines = Още редове
remove = Премахни правилото
nothing-chosen = (нищо)
group-all = Всичко от следващото
group-any = Нещо от следващото
group-not = Нищо от следващото

## What happens

on-opened = отворена е заявка
on-changed = нещо се променя
on-customer-replied = клиентът пише отново
on-agent-replied = служител отговаря
on-noted = някой оставя бележка
on-tag-added = добавен е етикет
on-tag-removed = премахнат е етикет
on-sla-warned = обещание (SLA) скоро ще бъде нарушено
on-sla-broken = обещание (SLA) е нарушено
on-shift-ended = смяната на отговорника свършва
on-rated = клиентът дава оценка
on-waited-status = толкова дълго е със статус
on-waited-unassigned = толкова дълго никой не отговаря
on-waited-unanswered = толкова дълго чака клиентът
on-waited-field = дошла е датата в поле
with = { $what }: { $which }
or-less = { $most } или по-малко
promise-first-assignment = Поемане
promise-first-response = Първи отговор
promise-next-response = Следващ отговор
promise-resolution = Решаване
waiting = { $what }: { $which }, { $time }
waiting-plain = { $what }: { $time }

## What is asked

what-status = Статус
what-priority = Приоритет
what-department = Отдел
what-assignee = Отговорник
what-requester = Заявител
what-tags = Етикети
what-subject = Тема
what-message = Съобщение
what-channel = Канал
what-language = Език
what-hours-since-opened = Часове от отварянето
what-hours-since-customer = Часове от писмото на клиента
what-hours-since-agent = Часове от отговора на служител
what-hours-since-status = Часове с този статус
what-field = Поле „{ $name }“
is-any-of = е едно от
is-all-of = има всички от
is-none-of = не е никое от
is-contains = съдържа нещо от
is-lacks = не съдържа нищо от
is-at-least = е поне
is-at-most = е най-много
is-empty = е празно
is-filled = е попълнено
nobody = никой
was = беше: { $value }
was-nothing = беше празно
always = винаги

## What is done

do-set-status = Задай статус
do-set-priority = Задай приоритет
do-set-department = Премести в отдел
do-assign = Възложи на
do-unassign = Не възлагай на никого
do-hand-over = Предай на този от отдела, който е тук, приема заявки и има най-малко работа; ако няма никого, на никого
do-hand-over-or-keep = Същото, но заявката остава на когото е, ако няма никого
do-add-tags = Добави етикети
do-remove-tags = Премахни етикети
do-set-field = Попълни „{ $name }“
do-note = Остави бележка
do-notify = Посочи някого в бележка
do-reply = Отговори на клиента
effect-changed = { $field }: { $before } → { $after }
effect-tagged = Добавени етикети: { $tags }
effect-untagged = Премахнати етикети: { $tags }
effect-noted = Бележка: { $text }
effect-replied = Отговор: { $text }
effect-handed-over = Предадено на този, който тогава е тук и приема заявки
effect-nothing = Нищо: заявката вече е такава.
status-new = Нова
status-open = Отворена
status-pending = Чака клиента
status-on-hold = Задържана
status-resolved = Решена
status-closed = Затворена
status-spam = Спам
priority-low = Нисък
priority-normal = Нормален
priority-high = Висок
priority-urgent = Спешен

## What is wrong

bad-name = името има от 1 до { $most } знака
name-taken = вече има правило „{ $name }“
bad-triggers = кажете кога: от 1 до { $most } събития
bad-actions = кажете какво се прави: от 1 до { $most } действия
bad-conditions = условията са вложени твърде дълбоко или са твърде много
bad-check = за „{ $what }“ не може да се пита „{ $is }“
bad-value = „{ $value }“ не подхожда на „{ $what }“
fits = { $told }. Подходящи са: { $known }.
bad-text = текст липсва или е твърде дълъг
bad-placeholder = „{ $name }“ не може да се попълни; може: { $known }
bad-hours = време липсва или е твърде дълго
bad-duration = „{ $typed }“ не е време; очаква се например 3d, 4h или 30m
bad-level = ред е по-дълбоко от групата над него
bad-event = „{ $typed }“ не е събитие
bad-score = „{ $typed }“ не е оценка; очаква се от 1 до 5
bad-action = „{ $typed }“ не е действие
bad-period = кажете от кой до кой ден
bad-ticket = няма заявка #{ $number }, която да ви е позволено да видите
no-such-department = няма отдел „{ $typed }“
no-such-date = няма поле за дата „{ $typed }“
no-such-person = няма никой „{ $typed }“, който да се има предвид
say-whom = кажете кого: име или адрес
calls-author = бележка от Ваше име не вика Вас самите: посочете някой друг
no-such-rule = няма такова правило
no-such-version = няма такава версия
changed-since = Междувременно някой друг промени това правило. Въведеното още е тук; запазете отново, за да остане.
too-many-rules = правилата може да са най-много { $most }
author-lacks = правилото действа с вашите права, а вие нямате право { $what }
bad-file = ред { $line }: { $why }
name-twice = „{ $name }“ стои там два пъти

## Trying

try = Опитай
try-hint = Нищо не се променя. Виждате каквото ви е позволено да видите.
from-day = От
until-day = До
try-past = Върху миналото
try-ticket = Върху една заявка
ticket-number = Номер на заявката
trial-found = { $hits ->
    [one] Щеше да направи нещо { $hits } път
   *[other] Щеше да направи нещо { $hits } пъти
}; заявки: { $tickets }, събития, които чака: { $times }.
trial-more = Има повече, отколкото беше прегледано: изберете по-кратко време.
trial-blind = Някои обещания или краища на смени не можаха да бъдат прегледани: приставката, която ги пази, липсва или нямате право да ги виждате.
trial-fits = #{ $number } отговаря.
trial-fits-not = #{ $number } не отговаря.
you-lack = Там нямате право { $what }.
why = Защо

## Versions

versions = Версии
version = Версия { $number }
how-written = написана
how-back = върната версия { $number }
how-imported = от файл
bring-back = Върни тази версия
by = { $name }
the-desk = центърът

## The log

log = Дневник
log-lead = Какво направиха правилата и какво не можаха, доколкото ви е позволено да виждате заявките.
no-log = Още нищо не е направено.
log-older = По-стари
filter = Покажи
any-rule = всички правила
ticket = Заявка
ended-done = направено
ended-nothing = нямаше какво да се направи
ended-refused = отказано
ended-no-author = не е направено: авторът е отстранен, няма го или е оттеглил поръчението
ended-over = не е направено: заявката вече не отговаряше
ended-circle = спряно: върти се в кръг с други правила
ended-too-often = спряно: правеше това твърде често за кратко време
refused-lacks = Не е направено: { $author } няма право { $what }.
refused-unseen = Не е направено: { $author } не може да вижда тази заявка.
refused-said = Не е направено: { $why }
did = { $rule }: { $ended }
its-author = авторът

## Rights

right-read = да чете заявки
right-edit = да променя заявки
right-assign = да възлага заявки
right-move = да мести заявки от отдел
right-move-into = да мести заявки в отдел
right-note = да пише вътрешни бележки
right-reply = да отговаря на заявки
right-reopen = да отваря отново затворени заявки
right-tag = да измисля етикети
right-other = „{ $permission }“

## Files

file = Файл
file-lead = Всички правила като един текст, за да се пазят другаде, да се сравняват или да се пренесат в друг център.
file-now = Правилата, каквито са
file-new = Приеми текст
file-replace = Премахни правилата, които ги няма в него
take-in = Приеми
taken-in = Добавени: { $added }. Променени: { $changed }. Както преди: { $same }. Премахнати: { $removed }.
download = Изтегли

## What plugin.toml says

plugin-title = Правила
plugin-summary = Прави това, което хората веднъж са решили: когато със заявка нещо се случи и заявката е такава, нещо се прави, от името на този, който е написал правилото.
permission-rule-read = Преглед на правила
    .description = Да се вижда какво центърът прави сам и да се пробват правила върху това, което е позволено да се вижда.
permission-rule-edit = Писане на правила
    .description = Създаване, промяна, подреждане и премахване на правила и връщане на по-стари версии. Правилото действа с правата на този, който го е запазил последен, никога с повече.
permission-log-read = Преглед на това, което правилата направиха
    .description = Да се вижда какво правилата направиха със заявки, които е позволено да се четат.
contribution-pages = Правила
contribution-did = Правила
setting-log-days = Колко дни се пази дневникът
