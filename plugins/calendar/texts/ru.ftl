# Слова плагина рабочего времени.

## Around every page

product = Ombud
skip = Перейти к содержанию
desk-navigation = Служба поддержки
inbox = Входящие
sign-out = Выйти
not-saved = Ничего не сохранено.
not-saved-yet = Так это будет выглядеть. Пока ничего не сохранено.
no-such-page = такой страницы нет
save = Сохранить
look = Посмотреть, что это значит
more = Ещё
copy = Сделать копию
remove = Удалить
remove-hint = Обещанное по этому времени больше не действует. Прежние версии остаются, чтобы можно было проверить прошлые сроки.

## The list

calendars = Рабочее время
calendars-lead = Когда служба работает. Обещания и отчёты считают только рабочее время.
no-calendars = Рабочего времени пока нет. До тех пор обещания считаются круглосуточно.
overview = Обзор
new-calendar = Новое рабочее время
begin-with = Начать с примера
example-office = Офис, с понедельника по пятницу
example-always = Круглосуточно
example-shop = Магазин с обеденным перерывом и субботним утром
example-nights = Ночи, через полночь
name = Название
zone = Часовой пояс
per-week = В неделю
now-there = Сейчас
open-now = открыто
opens = откроется: { $moment }
never-opens = никогда не открывается
zone-data = Данные часовых поясов: версия { $version }.
old-zone-data = Данные о часовых поясах ({ $edition }) устарели: где-то часы уже могут идти по другим правилам. С новой версией плагина придут новые.
version = Версия { $number }, с { $since }. Каждая версия сохраняется.
copy-of = { $name } (копия)

## The form

workdays = С понедельника по пятницу
weekend = Суббота и воскресенье
hours = Часы
hours-hint = Например 09:00-12:30, 13:30-17:00. Целый день: 00:00-24:00; 22:00-06:00 кончается на следующий день. Пустой день как выше; тире его закрывает.
holiday = Праздник
holidays = Праздники
holidays-hint = Праздники, по одному в строке: 12-25 Рождество каждый год, 2026-04-06 Пасха один раз.
special = Особое время
special-hint = Особое время даты, по одной в строке: 2026-12-24 09:00-12:00 или тире, если закрыто. Оно важнее праздников и недели.
monday = понедельник
tuesday = вторник
wednesday = среда
thursday = четверг
friday = пятница
saturday = суббота
sunday = воскресенье
wrong-in = { $field }: { $why }
bad-hours = «{ $typed }» не часы; ожидаются такие, как 09:00-17:00
bad-holiday = «{ $typed }» не день; ожидается 12-25 для каждого года или 2026-12-25 для одного раза
bad-date = «{ $typed }» не дата; ожидается, например, 2026-12-24
bad-name = в названии от 1 до 120 знаков
bad-zone = часового пояса «{ $zone }» нет; ожидается, например, Europe/Moscow
too-many = может быть не больше { $most } праздников и особых дней и 24 промежутка в день
no-calendar = такого рабочего времени нет
no-version = у этого рабочего времени нет версии { $version }
changed-since = Тем временем кто-то другой изменил это время. Введённое вами здесь; сохраните ещё раз, чтобы оно осталось.
too-far = не больше десяти лет за раз

## The example and the days to come

example = Пример
begins = Работа начинается
takes = и длится минут
reckon = Посчитать
bad-begin = Начало не дата со временем, например 2026-11-27T16:30.
bad-takes = Работа длится от минуты до месяца.
work-is-done = Работа, которая начинается: { $begins } и длится { $takes }, готова: { $done }.
work-is-never-done = Работа, которая начинается: { $begins } и длится { $takes }, не будет готова за десять лет.
moment-there = { $weekday }, { $day }, { $clock }
on-day = { $day }
minutes = { $minutes } мин
hours-only = { $hours } ч
hours-and-minutes = { $hours } ч { $minutes } мин
coming-days = Ближайшие дни
weekday = День недели
day = Дата
why = Почему
closed-all-day = закрыто
next-day = (на следующий день)

## Holidays from a file

import-holidays = Взять праздники из файла
choose-file = Выберите файл
ical-file = Текст файла iCalendar
ical-hint = Такие файлы (.ics) предлагают государственные службы. Откройте его и вставьте целиком. Вы увидите, что в нём, прежде чем что-то сохранится.
no-ical = Это не файл iCalendar: ожидается, что он начинается с BEGIN:VCALENDAR.
look-into-file = Посмотреть, что в нём
take-ticked = Взять отмеченные
known-already = уже есть
found = { $count ->
    [one] В файле { $count } праздник
    [few] В файле { $count } праздника
    [many] В файле { $count } праздников
   *[other] В файле { $count } праздника
}
left-out = { $count ->
    [one] Пропущено { $count } событие
    [few] Пропущено { $count } события
    [many] Пропущено { $count } событий
   *[other] Пропущено { $count } события
}
left-cancelled = отменено
left-has-hours = у него есть время, значит это не целый день
left-recurs = повторяется иначе, чем каждый год в тот же день
left-no-day = нет дня
left-too-long = в нём больше 31 дня
left-twice = уже встречался

## What was done, and what went wrong

done-added = Добавлено.
done-saved = Сохранено.
done-removed = Удалено.
trouble-403 = Вам это нельзя
trouble-404 = Не найдено
trouble-409 = Кто-то успел раньше
trouble-asked = Не получилось
trouble-later = Не сейчас
trouble-ours = Что-то пошло не так

## What plugin.toml says

plugin-title = Рабочее время
plugin-summary = Хранит, когда служба работает: недели, праздники и особое время в любом часовом поясе, для обещаний и отчётов.
permission-calendar-read = Видеть рабочее время
    .description = Видеть недели, праздники и особое время.
permission-calendar-edit = Менять рабочее время
    .description = Создавать, менять и удалять. Обещанное по нему считается заново.
permission-desk-use = Считать рабочее время (плагины)
    .description = Для плагинов: спрашивать, когда открыто и который где час.
contribution-pages = Рабочее время
