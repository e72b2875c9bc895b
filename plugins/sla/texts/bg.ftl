# Думите на приставката за обещаните срокове.

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
show = Покажи
sla = SLA
all = Всички
changed-since = Междувременно някой друг промени правилата. Написаното от вас е тук; запазете отново, за да остане.

## The list of policies

policies = Правила за срокове
policies-lead = Какво на кого е обещано. За всяка заявка важи първото правило, което ѝ подхожда, и никое друго.
no-policies = Още няма правила. Дотогава нищо не е обещано и нищо не закъснява.
new-policy = Ново правило
begin-with = Започнете с пример
example-usual = Обикновено: отговор до един работен ден
example-strict = Строго: отговор до часове
place = Място
name = Име
order = Ред
up = Нагоре
down = Надолу
move = { $name }: { $way }
which-tickets = За кои заявки и чатове
all-tickets = Всички заявки
tagged = с етикет { $tags }
of-requesters = { $count ->
    [one] на { $count } заявител
   *[other] на { $count } заявители
}
promise = Обещание
promises = Обещава
promises-nothing = Не обещава нищо.
copy-of = { $name } (копие)
version = Версия { $number }. Всяка версия се пази.

## The form

departments = Отдели
department = Отдел
tags = Етикети
requesters = Заявители
when-hint = Празното не иска нищо; всичко казано трябва да е вярно. Стига един от няколко отдела, заявителя (по един адрес на ред) или етикета (със запетаи).
hours = Часове
around-the-clock = Денонощно
calendar-gone = Работно време, което вече го няма
warnings = Предупреждения
clocks = Кога тече часовникът му
targets-hint = Например 4h, 1h 30m или 2d (48 часа). Празно: за този приоритет нищо не е обещано. Часове от друго работно време след @: 4h @Офис.
warnings-hint = Когато са изминали толкова процента, или толкова време преди: 80%, 30m.
usually = Както обикновено: { $clock }
runs = тече
pauses = спира временно
stops = спира
remove-hint = Каквото е обещавало, вече не важи; важи следващото подходящо правило. Предишните версии и отчетите остават.
bad-name = името има от 1 до 120 знака
too-many = условие назовава най-много { $most }
too-many-policies = може да има най-много { $most } правила
no-policy = няма такова правило
no-version = няма версия { $number }
no-department = няма отдел „{ $id }“
no-calendar = няма работно време „{ $id }“
no-calendar-named = няма работно време „{ $name }“
bad-target = срокът е повече от нищо и най-много година
bad-warnings = предупрежденията са най-много { $most }, от 1 % до 99 % или до година преди това
bad-time = „{ $text }“ не е време като 4h, 1h 30m или 2d
bad-order = редът трябва да назове всяко правило веднъж
nobody = никой няма адреса { $address }
nobody-named = няма никой с идентификатор „{ $name }“; напишете адрес
wrong-in = { $field }: { $why }

## The example

example = Какво означава това
opened = Заявка, отворена
priority = Приоритет
reckon = Пресметни
bad-begin = Началото не е дата с час, например 2026-11-27T16:30.
moment-there = { $weekday }, { $day }, { $clock }
opened-then = Заявка, отворена { $when } (приоритет: { $priority }), която остава отворена:
is-due = { $metric }, { $time }: срок { $due }
is-never-due = { $metric }, { $time }: по това работно време срок не настъпва
is-warned = предупреждение { $when }
clocks-of = По часовниците на { $place }.

## Words

first-assignment = Поемане
first-response = Първи отговор
chat-answer = Отговор в чат
within = До
next-response = Следващ отговор
resolution = Решаване
low = Нисък
normal = Нормален
high = Висок
urgent = Спешен
new = Нова
open = Отворена
pending = Чака клиента
on-hold = Задържана
resolved = Решена
closed = Затворена
spam = Спам
monday = понеделник
tuesday = вторник
wednesday = сряда
thursday = четвъртък
friday = петък
saturday = събота
sunday = неделя
minutes = { $minutes } мин
hours-only = { $hours } ч
hours-and-minutes = { $hours } ч { $minutes } мин
days-and-hours = { $days } д { $hours } ч

## Beside a ticket

due-in = след { $time }
overdue = закъснява с { $time }
stands-badge = { $metric } на пауза
under-policy = По „{ $name }“, версия { $version }.
promised = обещано до { $time }
took = след { $time }
kept = Спазено
broken = Нарушено
stands = На пауза
stands-left = На пауза, остават { $time }
much-later = много по-късно
none = няма
recounts = Променени срокове
recounted = { $metric }: { $before } → { $after }, { $why }
reason-policy = правилата се промениха
reason-calendar = работното време се промени
reason-zones = данните за часовите зони се промениха
reason-priority = приоритетът се промени
reason-department = отделът се промени
reason-tags = етикетите се промениха
reason-requester = заявителят се промени
nothing-promised = за тази заявка нищо не е обещано

## The report

report = Спазено и нарушено
report-lead = Обещания, които са приключили, доколкото може да ги виждате: по отдела и отговорника в онзи момент.
nothing-yet = В този период нищо не е спазено или нарушено.
in-all = { $share } % спазени: { $kept } от { $all }
not-all = Има още; броени са последните { $most }.
per-cent = { $share } %
by-metric = По обещание
by-department = По отдел
by-agent = По агент
by-period = По време
period = Време
share = Дял спазени
download = Изтегли като CSV
from = От
until-day = До
agent = Агент
nobody-responsible = Никой
bad-day = „{ $day }“ не е ден като 2026-11-23
backwards = последният ден е преди първия
too-long = отчетът обхваща най-много { $most } месеца

## What was done, and what went wrong

done-added = Добавено.
done-saved = Запазено.
done-removed = Премахнато.
done-ordered = Редът вече е друг.
trouble-403 = Нямате право на това
trouble-404 = Не е намерено
trouble-409 = Някой беше по-бърз
trouble-asked = Това не стана
trouble-later = Не сега
trouble-ours = Нещо се обърка

## What plugin.toml says

plugin-title = SLA
plugin-summary = Пази какво е обещано за заявките и кога е срокът: предупреждава, казва какво е спазено и какво нарушено, и го отчита.
permission-pages-use = Отваряне на страниците за срокове
    .description = Намиране на страниците на тази приставка. Какво се вижда там, казват другите права.
permission-policy-read = Виждане на правила за срокове
    .description = Виждане какво на кого е обещано, също и по-ранни версии.
permission-policy-edit = Промяна на правила за срокове
    .description = Създаване, промяна, подреждане и премахване на правила. Всички отворени срокове се изчисляват наново.
permission-deadline-read = Виждане на срокове
    .description = Виждане кога е срокът по заявка, какво е спазено и какво нарушено.
permission-deadline-keep = Водене на срокове (приставки)
    .description = За самата приставка: записва какво следва от правилата. На хора не е нужно.
permission-report-read = Виждане на отчети за срокове
    .description = Виждане какво е спазено и какво нарушено, по отдели, агенти и обещания.
permission-desk-use = Питане за срокове (приставки)
    .description = За приставки: питане какво е следващо по срок.
contribution-report = SLA
contribution-badge = Срок
contribution-panel = Срокове
contribution-chat = Срокове
contribution-due = Срок
setting-split-starts = Часовниците на отделена заявка започват
    .choice-message = с първото ѝ съобщение
    .choice-split = с отделянето
