# Слова плагина, который говорит, кто на месте.

## Around every page

product = Ombud
skip = Перейти к содержанию
desk-navigation = Служба поддержки
inbox = Входящие
sign-out = Выйти
not-saved = Ничего не сохранено.
no-such-page = такой страницы нет
save = Сохранить
show = Показать

## States and channels

channel = Канал
channel-tickets = Заявки
channel-chat = Чат
state-accepting = принимает работу
state-online = на связи
state-away = нет на месте
state-offline = не на связи
cause-connection = подключение изменилось
cause-shift = смена началась или закончилась
cause-edit = смены изменены
cause-choice = сделан выбор, или он закончился
cause-away = отлучка или возвращение
cause-away-ended = время отсутствия истекло
cause-channel = другие каналы
cause-account = впервые или учётная запись изменена
cause-settings = настройки изменены

## Who is there

who-is-there = Кто на месте
you = Вы
not-known-yet = О вас пока ничего не известно; через мгновение будет.
i-am-back = Я здесь
go-away = Меня нет
note = Заметка для коллег
away-for = На
until-back = пока не вернусь
or-until = или до ({ $zone })
takes-part = Я участвую в
accept-or-not = Принимать работу или нет, что бы ни говорили смены
department = Отдел
any-department = все
no-department = Без отдела
nobody-yet = Нет никого, кого вы можете видеть.
nobody = об этом человеке ничего не известно
name = Название
since = С
until = До
accepting-of = { $count } из { $all } могут получать заявки.
bad-until = Укажите, до какого времени: ещё не наступившего, например 13:00.
long-note = в заметке не больше { $most } знаков

## The day of one person, and the report

what-changed = Что изменилось
no-log = В этот день ничего не изменилось.
when = Когда
why = Почему
days = Дни
day-before = Предыдущий день
day-after = Следующий день
report = Время
report-lead = Сколько времени люди принимали работу, были на связи, отсутствовали и были не на связи: по людям и дням, насколько известно.
day = Дата
on-day = { $day }
together = всего
as-file = Файлом (CSV)
from = С
until-day = По
zone = Часовой пояс
clocks-of = По часам { $zone }.
minutes-only = { $minutes } мин
hours-only = { $hours } ч
hours-and-minutes = { $hours } ч { $minutes } мин
bad-date = «{ $typed }» не дата; ожидается, например, 2026-12-24
bad-zone = часового пояса «{ $zone }» нет; ожидается, например, Europe/Moscow
bad-range = период начинается раньше, чем кончается, и в нём не больше 31 дня

## How much at once

limits = Сколько сразу
limits-lead = Сколько работы сразу дают людям. Важно первое, что говорит что-то: человек, роль (которая говорит больше), отдел работы, все. Пустое поле не говорит ничего; 0 — никакой.
everybody = Все
desk = Служба
departments = Отделы
roles = Роли
people = Люди
bad-limit = сколько сразу — целое число от 0 до 10000 или ничего

## Кто что умеет

skills = Кто что умеет
skills-lead = Какие у людей навыки и на каких языках они говорят, через запятую. По этому раздаётся работа, которая их требует: чаты по теме, заявки по меткам. Языки — например en, ru или pt-br.
skill-names = Навыки
languages = Языки
bad-skills = у человека не больше { $most } навыков и столько же языков, а в навыке не больше { $long } букв
bad-language = «{ $typed }» — не язык; ожидается, например, en, ru или pt-br
skills-changed = тем временем кто-то изменил запись для { $name }: «{ $kept }». Ничего не сохранено; если сохранить ещё раз, останется ваше

## What was done, and what went wrong

done-away = Вас нет на месте.
done-back = Вы вернулись.
done-saved = Сохранено.
trouble-403 = Вам это нельзя
trouble-404 = Не найдено
trouble-409 = Кто-то успел раньше
trouble-asked = Не получилось
trouble-later = Не сейчас
trouble-ours = Что-то пошло не так

## What the manifest says

plugin-title = Кто на месте
plugin-summary = Говорит, кому можно дать работу на каком канале и сколько, показывает коллегам, кто на месте, и хранит, кто когда был.
contribution-pages = Кто на месте
permission-page-use = Открывать «Кто на месте»
    .description = Открывать его страницы. Что там видно, говорят другие права.
permission-state-read = Видеть, кто на месте
    .description = Видеть, кто не на связи, отсутствует, на связи или принимает работу на каком канале, с каких пор и до каких.
permission-away-set = Сообщать об отсутствии
    .description = Сообщать, что кого-то нет или он вернулся и в каких каналах он участвует: о себе (own) или о других.
permission-history-read = Видеть, кто когда был
    .description = Видеть дни людей и сколько они принимали работу или отсутствовали, и выгружать файлом.
permission-limit-edit = Ограничивать работу сразу
    .description = Видеть и менять, сколько работы сразу дают людям.
permission-skill-edit = Указание, кто что умеет
    .description = Видит и меняет, какие у людей навыки и на каких языках они говорят; по этому раздаётся работа.
permission-desk-use = Спрашивать, кому можно дать работу (плагины)
    .description = Для плагинов: спрашивать, кому можно дать работу на канале и сколько, чтобы раздавать её.
setting-tickets-at-once = Заявок сразу, без ограничения
    .hint = Для всех, о ком «Сколько сразу» ничего не говорит.
setting-chats-at-once = Чатов сразу, без ограничения
    .hint = Для всех, о ком «Сколько сразу» ничего не говорит.
setting-tickets-unseen = Заявки дают и тем, кто не на связи
setting-chat-unseen = Чаты дают и тем, кто не на связи
setting-zone = По чьим часам начинается день
    .hint = Например, Europe/Ljubljana. Пусто: как в большинстве рабочих часов. Страница об одном человеке идёт по часам его смен.
setting-history-days = Сколько дней хранится, кто когда был на месте
