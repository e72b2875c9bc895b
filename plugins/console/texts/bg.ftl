# Думите на конзолата, в която служителите работят по заявките.

## Around every page

product = Ombud
skip = Към съдържанието
desk-navigation = Център за помощ
sign-out = Изход
sign-in = Вход

## The inbox

inbox = Входящи
tickets = Заявки
all-tickets = Всички заявки
mine = Мои
unassigned = Невъзложени
all = Всички
views = Изгледи
departments = Отдели
filter = Филтър и подредба
anyone = Който и да е
me = Аз
nobody = Никой
apply = Приложи
clear = Изчисти
subject = Тема
changed = Промяна
no-requester = без заявител
nobody-to-reply = Никой не е питал, затова няма на кого да се отговори.
no-subject = (без тема)
nothing-here = Тук няма заявки. В този изглед нищо не ви чака.
nothing-so-far = Нищо сред заявките, прегледани дотук. Следващата страница търси нататък.
first-page = Първа страница
next-page = Следваща страница
pages = Страници

## Views, columns, and many tickets at once

unresolved = Нерешени
everything = Всички
shared-views = Общи изгледи
own-views = Вашите изгледи
opened-column = Отворена
columns = Колони
keep-columns = Запази ги за мен
columns-here = Само в този изглед
any-priority = Всеки приоритет
keep-view = Запазване на изгледа
keep-view-hint = Дайте му име и ще стои отляво.
view-name = Име на изгледа
for-all = За всички колеги
no-such-view = този изглед вече го няма
new-here = ново, откакто погледнахте
chosen = Избрани заявки
choose-all = Избиране на всички на страницата
leave = Без промяна
add-tags = Добавяне на етикети
remove-tags = Махане на етикети
change-chosen = Промяна на избраните
undo = Отмяна
choose-and-change = отметнете поне една заявка и изберете какво да стане с нея
only-the-last = само последната промяна на много заявки може да се отмени, а тази страница е за по-ранна
fresh = Покажи новото
refreshed = Списъкът е обновен.
new-message = Има ново съобщение.
ticket-left = Вече не можете да виждате тази заявка. Написаното от вас остава тук, но не може да се изпрати оттук.
# Before #42.
choose-ticket = Избиране на
remove-view = Премахване на изгледа „{ $name }“
view-name-wrong = { $count ->
    [one] дайте на изгледа име от един знак
   *[other] дайте на изгледа име от 1 до { $count } знака
}
too-many-views = { $count ->
    [one] вече има { $count } изглед: първо го премахнете
   *[other] вече има { $count } изгледа: първо премахнете някой
}
too-many-tickets = { $count ->
    [one] наведнъж се променя най-много { $count } заявка
   *[other] наведнъж се променят най-много { $count } заявки
}
bulk-done = { $count ->
    [one] Променена е { $count } заявка.
   *[other] Променени са { $count } заявки.
}
bulk-left = { $count ->
    [one] { $count } заявка остана, както беше:
   *[other] { $count } заявки останаха, както бяха:
}
bulk-undone = { $count ->
    [one] Отменено за { $count } заявка.
   *[other] Отменено за { $count } заявки.
}
bulk-not-undone = Нищо не е отменено.
bulk-nearly = { $count ->
    [one] { $count } заявка е с друг статус отпреди:
   *[other] { $count } заявки са с друг статус отпреди:
}
status-not-back = статусът сега е „{ $after }“, а преди беше „{ $before }“
changed-since = междувременно някой я е променил
done-bulk = Готово.
done-bulk-undone = Отменено.
done-view-kept = Изгледът е запазен. Стои отляво.
done-columns-kept = Отсега нататък входящите Ви показват тези колони.
done-view-gone = Изгледът е премахнат. Заявките му са, където си бяха.
done-onward = Съобщението ви е в
done-at-end = Това беше последната заявка в списъка.
done-at-begin = Това беше първата заявка в списъка.
key-choose = избиране, за промяна на много наведнъж
key-take = възлагане на заявката на мен
key-status = промяна на състоянието

## The search

search = Търсене
contribution-search = Търсене в заявки и хора или отиване на заявка по номер
search-not-ready = Търсенето се подготвя. Опитайте след малко; всичко друго работи.
search-incomplete = Търсенето се изгражда наново, затова може да има и още. Опитайте по-късно.
no-such-status = Няма статус `{ $asked }`. Има { $known }.
search-for-what = Напишете какво търсите.
nothing-found = Няма намерено, което можете да видите. С по-малко или други думи може да излезе повече.
search-help = Как се търси
search-filters = Филтри на това търсене
best-first = Първо най-подходящите
newest-first = Първо най-новите
not = без
person = Човек
example-words = загубена фактура
example-words-finds = и двете думи във всичките им форми
example-phrase = "загубена фактура"
example-phrase-finds = думите една до друга
example-without = -платена
example-without-finds = без тази дума
example-state-finds = в това състояние, с този етикет
example-people-finds = каквото тя е писала в заявки, възложени на вас
example-department-finds = от този отдел
example-file-finds = с файл
example-days-finds = от тези дни
example-number-finds = заявката с този номер
search-title = Търсене: { $text }
found = { $count ->
    [one] Намерен е { $count } резултат
   *[other] Намерени са { $count } резултата
}
found-more = { $count ->
    [one] Намерен е повече от { $count } резултат
   *[other] Намерени са повече от { $count } резултата
}
without = Търсене без { $word }:
key-search = търсене или отиване на заявка по номер

## A ticket

ticket = Заявка
status = Статус
priority = Приоритет
assignee = Отговорник
department = Отдел
tag = Етикет
tags = Етикети
tags-hint = Разделени със запетаи
known-tags = Със запетаи между тях. Има: { $known }
to-resolve = нужно за решаване
missing-to-resolve = За решаване попълнете: { $titles }
yes = Да
no = Не
sort = Подреди по
change-subject = Промени темата
save = Запази промените
take = Възложи на мен
in-department = В този отдел
others = Други
conversation = Разговор
about-ticket = За тази заявка
put-off = Отложи
only-pending-is-put-off = Отложеното е „Чака клиента“: оставете статуса, какъвто е, или не избирайте време.
not-put-off = не
as-it-is = както е
until = до
for-days = { $count ->
    [one] за { $count } ден
   *[other] за { $count } дни
}
requester = Заявител
other-requester = Друг клиент
set-requester = Посочете клиент
other-tickets = Други заявки
participants = Участват също
related = Свързани заявки
fields = Подробности
opened = отворена
latest = Към последното съобщение
previous = Предишна
next = Следваща
no-messages = Тук няма съобщения, които да виждате.
customer = клиент
staff-reply = отговор до клиента
note-seal = Вътрешна бележка: чете се само от служители
quoted = Цитиран текст
pick = Отдели
files = Файлове

## Writing

reply-label = Вашият отговор
reply-hint = Клиентът ще го прочете.
save-draft = Запазване на чернова
discard-draft = Изхвърляне на черновата
bring-back = Върни оставения настрана текст
draft-saved = Черновата е запазена
draft-unsaved = Пази се в този прозорец, още не е запазено
draft-here = Чернова
draft-elsewhere = Запазеното от другия прозорец
draft-clash = в друг прозорец написахте друго вместо него и то е запазено; и двата текста са тук: запазете този или вземете другия
take-other = Вземи другия текст
draft-long = черновата има най-много { $most } байта: приложете я като файл
offline = Няма връзка. Написаното се пази тук и ще се запази, щом връзката се върне.
not-sent-offline = Не е изпратено: няма връзка. Текстът ви е все още тук.
recall-hint = Все още можете да го върнете: натиснете z.
to-composer = Върни го, за да пишете нататък
clear-away = Премахни го
sent-otherwise = този формуляр вече е изпратен с други думи: вашите са тук и не са изпратени
attach = Файлове
attach-them = Прикачване
take-out = Премахване на { $name }
did-not-leave = Не е изпратен: { $reason }.
not-left = Отговорът ви в #{ $number } не е изпратен: { $reason }.
leaves-in = Тръгва след { $count } с
is-looking = { $name } гледа
is-writing = { $name } пише…
send-reply = Изпрати отговора
onward = Изпрати и към следващата
then = Статус след това
then-usual = Автоматично
note = Вътрешна бележка
note-label = Вашата бележка
note-hint = Чете се само от служители. Никога не се изпраща на клиента. С @ и име повиквате колега.
keep-note = Добави вътрешна бележка
onward-note = Добави и към следващата

## Canned answers

canned = Вмъкване на готов отговор (или / в текста)
canned-answer = Готов отговор
insert = Вмъкни
own-answer = мой
answer-of-department = на отдела
answer-of-all = на всички
key-canned = готови отговори, докато пишете

## Споменавания

mentions = Споменавания
no-mentions = Никой не ви е споменал. Колегите го правят с @ и вашето име във вътрешна бележка.
mentioned-you = { $name } ви спомена
cannot-read = { $name } няма право да чете тази заявка и няма да научи за бележката.
ambiguous-name = „{ $written }“ може да е всеки от тези: { $names }. Напишете цялото име.
keep-all-the-same = Добавете бележката още веднъж, ако трябва да остане така.
key-mention = споменаване на колега, докато пишете бележка

## Splitting

split-hint = Направете отделна заявка от избраните съобщения.
split-start = Отдели…
split = Раздели заявката
split-chosen = Избрани съобщения
split-new = Новата заявка
split-mode = Какво става със съобщенията тук
split-move = Премести ги: излизат от тази заявка и остава ред за служителите
split-copy = Копирай ги: остават и в двете заявки
split-quiet = Не се изпраща имейл. Можете да го отмените в рамките на един ден.
split-priority-default = Както в старата заявка
split-tags = Вземи и етикетите
split-fields = Вземи и подробностите
split-none = изберете поне едно съобщение за отделяне
split-preview = Покажи как ще станат двете заявки
split-both = Двете заявки, както ще бъдат
split-in-both = и в двете заявки
split-no-message = Няма съобщения.
split-not-so = Така не може да се раздели.
split-stays = Какво остава в #{ $number }
split-all = избрани са всички съобщения и в #{ $number } няма да остане нищо: изберете по-малко или ги копирайте
split-gone = избрано съобщение вече не е в #{ $number }: може да е преместено
split-shut = заявка #{ $number } е затворена или отбелязана като спам: първо я отворете отново
undo-split = Отмени разделянето
cancel = Отказ

## Merging

merge = Обедини
merge-start = Обедини в една…
merge-start-one = Обедини с друга…
merge-none = изберете поне една заявка за обединяване
merge-itself = това е същата заявка: изберете друга
merge-where = първо кажете с коя заявка
merge-most = { $most ->
    [one] наведнъж се обединява най-много { $most } заявка
   *[other] наведнъж се обединяват най-много { $most } заявки
}
merge-which-stays = Коя остава?
merge-found = Намерени
merge-offered = Други заявки на същия човек
merge-place = Номер на другата заявка или думи, по които да се намери
merge-look = Виж какво ще стане
merge-quiet = Не се изпраща имейл. Можете да го отмените в рамките на един ден.
merge-title = Обединяване на #{ $number } с друга заявка
merge-title-many = { $count ->
    [one] Обединяване на { $count } заявка
   *[other] Обединяване на { $count } заявки в една
}
merge-title-into = Обединяване на #{ $source } с #{ $target }
merge-title-many-into = { $count ->
    [one] Обединяване на { $count } заявка с #{ $target }
   *[other] Обединяване на { $count } заявки с #{ $target }
}
merge-messages = { $count ->
    [one] { $count } съобщение отива в #{ $target } по реда на времето, с файловете си.
   *[other] { $count } съобщения отиват в #{ $target } по реда на времето, с файловете си.
}
merge-joining = Оттогава в #{ $target } участват и: { $names }.
merge-left-out = Не можете да споделяте #{ $target }, затова няма да четат повече: { $names }.
merge-reopens = #{ $target } сега не е отворена; ще бъде отворена, защото има работа.
merge-stays = #{ $target } запазва номера, темата, приоритета, етикетите и отговорника си.
merge-closes = #{ $source } се затваря и води към #{ $target }; отговорите на нея отиват там.
merge-other-requester = Двама души: { $source } и { $target } ще четат какво е писал другият.
merge-other-department = Два отдела: каквото беше в { $source }, ще бъде в { $target }.
merge-of = #{ $source } беше обединена с #{ $target }.
undo-merge = Отмени обединяването
goes-on = Тази заявка е затворена. Продължава в
done-merged = Обединено. Всички съобщения вече са в тази заявка.
done-unmerged = Обединяването е отменено. Съобщенията са обратно.
not-done-unmerge = Обединяването не можа да бъде отменено.
not-done-requester = Клиентът не можа да бъде посочен.
change-merged-from = обедини { $after } с тази заявка
change-merged-into = обедини тази заявка с { $after }
change-merge-undone = отмени обединяването с { $after }
key-merge = обединяване с друга

## A new ticket

new-ticket = Нова заявка
open-ticket = Отвори заявка
requester-mail = Имейл адрес на клиента
requester-name = Име на клиента
requester-name-hint = Ползва се, ако адресът е нов тук
give-requester-mail = Напишете имейл адреса на клиента.
first-message = Съобщение
first-kind = Това съобщение е
first-reply = за клиента
first-note = вътрешна бележка, например за телефонен разговор

## What is missing

write-something = първо напишете нещо
give-subject = дайте тема на заявката
give-requester = дайте адреса на клиента или нека първото съобщение е бележка
choose-department = изберете отдел
no-such-page = няма такава страница в конзолата
no-composer = Можете да четете тази заявка, но не и да пишете в нея.

## Keys

close = Затвори
keys = Клавиши
key-next = следваща заявка в списъка
key-before = предишната
key-open = отвори я
key-reply = отговор
key-note = вътрешна бележка
key-send = изпрати това, което пишете
key-recall = върни отговора, който предстои да тръгне
key-inbox = входящи
key-new = нова заявка
key-there = кой е тук, ако може да го виждате
key-list = този списък

## Who has no business here

for-staff-title = Този вход е за служители
for-staff = В конзолата служителите ни работят по заявките. За да ни пишете, просто отговорете на някой от имейлите ни.
sign-in-first = Влезте, за да работите по заявките.

## Words for states

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
sort-updated = Последна промяна
sort-created = Най-нови
sort-oldest = Най-стари
sort-priority = Приоритет
sort-due = Най-близък срок
relation-split-from = Отделена от
relation-split-to = Разделена на
relation-follow-up-of = Продължение на
relation-followed-by = Следва я

## What was just done, and what was not

done-reply = Отговорът ви е в заявката и клиентът може да го прочете.
done-held = Отговорът ви още не е тръгнал. Все още можете да го върнете.
done-recalled = Отговорът ви е върнат и не беше изпратен. Можете да продължите да пишете.
done-draft-saved = Черновата ви е запазена. Само вие я виждате.
done-draft-gone = Черновата е изхвърлена. До един ден може да се върне.
done-draft-back = Текстът ви е върнат.
done-note = Бележката ви е запазена. Чете се само от служители.
done-saved = Промените са запазени.
done-taken = Заявката вече е ваша.
done-created = Заявката е отворена.
done-split = Тази заявка беше отделена.
done-undone = Разделянето е отменено. Съобщенията са обратно.
done-away = Готово. Заявката вече е в отдел, в който нямате право да четете.
not-done-reply = Отговорът ви не е изпратен. Той е все още тук, по-долу.
not-done-note = Бележката ви не е запазена. Тя е все още тук, по-долу.
not-done-fields = Още нищо не е променено. Изборът ви е все още тук.
not-done-take = Заявката не ви беше възложена.
not-done-undo = Разделянето не можа да бъде отменено.
not-done-draft = Черновата ви не е запазена. Тя е все още тук, по-долу.
not-done-recall = Отговорът не беше върнат.
kind-note = вътрешна бележка
kind-system = ред от центъра

## Sentences

reply-to = Отговор до { $name }
theirs = Междувременно променено на „{ $value }“. Ако запазите отново, важи вашият избор.
changed-meanwhile = докато страницата беше отворена, някой промени: { $fields }
written-meanwhile = докато пишехте, дойде съобщение ({ $names }): прочетете го и изпратете отново, ако отговорът ви още е верен
quoted-lines = { $count ->
    [one] Цитиран текст, { $count } ред
   *[other] Цитиран текст, { $count } реда
}
history = { $count ->
    [one] История, { $count } промяна
   *[other] История, { $count } промени
}
by-right = с правото { $right }
channel-mail = имейл
channel-web = уеб
channel-chat = чат
change-created = отвори заявката чрез { $after }
change-split-from = направи тази заявка от съобщения от { $after }
change-split-to = отдели съобщения в { $after }
change-split-undone = отмени разделянето с { $after }
change-follow-up-of = продължи { $after }
change-followed-by = продължи в { $after }
change-note-edited = редактира бележка
change-note-deleted = изтри бележка
change-field = промени „{ $field }“
change-field-set = зададе „{ $field }“ на { $after }
change-field-removed = махна „{ $field }“ { $before }
change-field-from = промени „{ $field }“ от { $before } на { $after }
field-status = статус
field-priority = приоритет
field-assignee = отговорник
field-department = отдел
field-subject = тема
field-tags = етикети
field-requester = заявител
field-participants = участници
field-language = език
split-title = Отделяне на съобщения от #{ $number }
split-requester = { $usual }: { $name }
no-ticket = няма заявка #{ $number }, която да виждате
size-bytes = { $count ->
    [one] { $count } байт
   *[other] { $count } байта
}
size-kilobytes = { $count } kB
size-megabytes = { $count } MB

## When something went wrong

trouble-403 = Нямате право на това
trouble-404 = Не е намерено
trouble-409 = Някой беше по-бърз
trouble-asked = Това не стана
trouble-later = Не сега
trouble-ours = Нещо се обърка

## What plugin.toml says in English

plugin-title = Конзола
plugin-summary = Страниците, на които екипът чете, отговаря, възлага и разделя заявки. Пази изгледи и кой какво е видял.
permission-console-use = Работа в конзолата
    .description = Отваряне на конзолата. Какво се вижда и прави там, казват другите права.
permission-view-share = Предлагане на изгледи на всички
    .description = Запазване на изгледи за всички колеги и премахването им. Всеки вижда в тях само това, което и без това може да вижда.
