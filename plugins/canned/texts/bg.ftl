# Думите на приставката за готови отговори.

## Around every page

product = Ombud
skip = Към съдържанието
desk-navigation = Център за помощ
inbox = Входящи
sign-out = Изход
not-saved = Нищо не е запазено.

## The list and the form

answers = Готови отговори
lead = Текстове, които пишете отново и отново. Напишете / в отговор или бележка, за да вмъкнете някой.
new = Нов отговор
search = Търсене
nothing = Тук още няма нищо.
title = Заглавие
shortcut = Съкращение
shortcut-hint = Какво се пише след /, например hours
whose = За кого
own = Само за мен
all = За всички колеги
uses = Използван
main-text = Текст
main-hint = Използва се, ако на езика на заявката няма отделен текст.
filled = Какво може да се попълни
fallback = { $example } казва какво стои там, ако няма нищо. { $brace } е една скоба.
in-language = Текст на този език
language = Език
languages = На други езици
languages-hint = Езикът е кратък код като en, bg, pl, ru или sl. Избира го езикът на заявката.
save = Запази
preview = Виж как се чете
sample = Така се чете, за измислен човек
cancel = Отказ
delete = Изтрий
undo = Върни
read-only = Можете да използвате този отговор, но не и да го променяте.
kept = Отговорът е запазен.
deleted = Отговорът е изтрит.
restored = Отговорът е отново тук.
no-such-page = сред готовите отговори няма такава страница
first-page = Първа страница
next-page = Следваща страница
pages = Страници
files = Файлове
take-out = Премахване на { $name }
files-hint = Прилагат се, когато отговорът се вмъкне. Най-много { $most }, заедно до { $megabytes } MB.

## Why something is not done, for whoever tried

brace-open = скобата пред „{ $text }“ няма край: затворете я или напишете две скоби вместо една
unknown-placeholder = `{ $name }` не може да се попълни; може { $known }
no-answer = няма такъв отговор или той не е за вас
no-department = няма отдел `{ $text }`
not-deleted = няма какво да се върне: вече е върнато или е минал един ден
changed-meanwhile = някой промени този отговор, докато беше отворен: отворете го отново и решете отново
too-many = вече има { $most } отговора: първо изтрийте някой
title-wrong = дайте заглавие от 1 до { $most } знака
shortcut-wrong = съкращението има най-много { $most } букви, цифри и тирета, без интервали
shortcut-taken = `/{ $shortcut }` вече е „{ $title }“: изберете друго съкращение
language-wrong = `{ $text }` не е код на език като en или pt-br
too-many-languages = отговорът има най-много { $most } езика
text-wrong = всеки текст има от 1 до { $most } байта
files-many = отговорът побира най-много { $most } файла, заедно до { $megabytes } MB

## When something went wrong

trouble-403 = Нямате право на това
trouble-404 = Не е намерено
trouble-409 = Някой ви изпревари
trouble-asked = Това не стана
trouble-later = Не сега
trouble-ours = Нещо се обърка

## What plugin.toml says in English

plugin-title = Готови отговори
plugin-summary = Пази текстове, които се пишат отново и отново: за себе си, за отдел или за всички.
contribution-pages = Готови отговори
permission-answer-use = Използване на готови отговори
    .description = Вмъкване на собствени отговори и на отговорите на своите отдели.
permission-answer-edit = Редактиране на готови отговори
    .description = Писане, промяна и изтриване на собствени отговори или на отговорите на отдел.
permission-shared-use = Използване на готовите отговори на всички
    .description = Вмъкване на отговорите, които всички имат.
permission-shared-edit = Редактиране на готовите отговори на всички
    .description = Писане, промяна и изтриване на отговорите, които всички имат.
permission-desk-use = Използване на готови отговори (приставки)
    .description = За приставки: извикване на тази приставка. Какво могат след това, казват другите им права.
