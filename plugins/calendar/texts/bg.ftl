# Думите на приставката за работното време.

## Around every page

product = Ombud
skip = Към съдържанието
desk-navigation = Център за помощ
inbox = Входящи
sign-out = Изход
not-saved = Нищо не е запазено.
not-saved-yet = Така би изглеждало. Още нищо не е запазено.
no-such-page = няма такава страница
save = Запази
look = Виж какво означава
more = Още
copy = Направи копие
remove = Премахни
remove-hint = Обещаното по това работно време вече не важи. Предишните версии остават, за да се проверяват минали срокове.

## The list

calendars = Работно време
calendars-lead = Кога центърът работи. Обещанията и отчетите броят само работното време.
no-calendars = Още няма работно време. Дотогава обещанията се броят денонощно.
overview = Преглед
new-calendar = Ново работно време
begin-with = Започнете с пример
example-office = Офис, от понеделник до петък
example-always = Денонощно
example-shop = Магазин с обедна почивка и събота сутрин
example-nights = Нощи, през полунощ
name = Име
zone = Часова зона
per-week = На седмица
now-there = Сега
open-now = отворено
opens = отваря: { $moment }
never-opens = никога не отваря
zone-data = Данни за часовите зони: версия { $version }.
old-zone-data = Данните за часовите зони ({ $edition }) са стари: някъде часовниците може вече да се местят по други правила. По-нова версия на плъгина носи по-нови.
version = Версия { $number }, от { $since }. Всяка версия се пази.
copy-of = { $name } (копие)

## The form

workdays = От понеделник до петък
weekend = Събота и неделя
hours = Часове
hours-hint = Например 09:00-12:30, 13:30-17:00. Цял ден е 00:00-24:00; 22:00-06:00 свършва на другия ден. Празен ден е като горе; тире го затваря.
holiday = Празник
holidays = Празници
holidays-hint = Празници, по един на ред: 12-25 Коледа е всяка година, 2026-04-06 Великден веднъж.
special = Специално време
special-hint = Специално време на дата, по една на ред: 2026-12-24 09:00-12:00 или тире за затворено. То важи пред празниците и седмицата.
monday = понеделник
tuesday = вторник
wednesday = сряда
thursday = четвъртък
friday = петък
saturday = събота
sunday = неделя
wrong-in = { $field }: { $why }
bad-hours = „{ $typed }“ не са часове; очакват се такива като 09:00-17:00
bad-holiday = „{ $typed }“ не е ден; очаква се 12-25 за всяка година или 2026-12-25 за веднъж
bad-date = „{ $typed }“ не е дата; очаква се например 2026-12-24
bad-name = името има от 1 до 120 знака
bad-zone = няма часова зона „{ $zone }“; очаква се например Europe/Sofia
too-many = може да има най-много { $most } празника и специални дни и 24 интервала на ден
no-calendar = няма такова работно време
no-version = това работно време няма версия { $version }
changed-since = Междувременно някой друг промени това време. Написаното от вас е тук; запазете отново, за да остане.
too-far = най-много десет години наведнъж

## The example and the days to come

example = Пример
begins = Работата започва
takes = и отнема минути
reckon = Пресметни
bad-begin = Началото не е дата с час, например 2026-11-27T16:30.
bad-takes = Работата отнема между минута и месец.
work-is-done = Работа, която започва: { $begins }, и отнема { $takes }, е готова: { $done }.
work-is-never-done = Работа, която започва: { $begins }, и отнема { $takes }, не е готова до десет години.
moment-there = { $weekday }, { $day }, { $clock }
on-day = { $day }
minutes = { $minutes } мин
hours-only = { $hours } ч
hours-and-minutes = { $hours } ч { $minutes } мин
coming-days = Следващите дни
weekday = Ден от седмицата
day = Дата
why = Защо
closed-all-day = затворено
next-day = (на другия ден)

## Holidays from a file

import-holidays = Вземане на празници от файл
choose-file = Изберете файл
ical-file = Текстът на файл iCalendar
ical-hint = Такива файлове (.ics) предлагат държавни служби. Отворете един и поставете целия текст. Виждате какво има в него, преди нещо да се запази.
no-ical = Това не е файл iCalendar: очаква се да започва с BEGIN:VCALENDAR.
look-into-file = Виж какво има в него
take-ticked = Вземи отметнатите
known-already = вече е тук
found = { $count ->
    [one] Във файла има { $count } празник
   *[other] Във файла има { $count } празника
}
left-out = { $count ->
    [one] { $count } събитие е пропуснато
   *[other] { $count } събития са пропуснати
}
left-cancelled = отменено
left-has-hours = има час, значи не е цял ден
left-recurs = повтаря се иначе, не всяка година на същия ден
left-no-day = няма ден
left-too-long = има повече от 31 дни
left-twice = вече беше там

## What was done, and what went wrong

done-added = Добавено.
done-saved = Запазено.
done-removed = Премахнато.
trouble-403 = Нямате право на това
trouble-404 = Не е намерено
trouble-409 = Някой беше по-бърз
trouble-asked = Това не стана
trouble-later = Не сега
trouble-ours = Нещо се обърка

## What plugin.toml says

plugin-title = Работно време
plugin-summary = Пази кога центърът работи: седмици, празници и специално време във всяка часова зона, за обещания и отчети.
permission-calendar-read = Виждане на работното време
    .description = Виждане на седмиците, празниците и специалното време.
permission-calendar-edit = Промяна на работното време
    .description = Създаване, промяна и премахване. Обещаното по него се брои наново.
permission-desk-use = Смятане с работното време (приставки)
    .description = За приставки: питане кога е отворено и колко е часът къде.
contribution-pages = Работно време
