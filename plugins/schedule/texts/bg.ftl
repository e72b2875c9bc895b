# Думите на приставката за смените.

## Around every page

product = Ombud
skip = Към съдържанието
desk-navigation = Център за помощ
inbox = Входящи
sign-out = Изход
not-saved = Нищо не е запазено.
no-such-page = няма такава страница
save = Запази
remove = Премахни
show = Покажи
shifts = Смени
changed-since = Междувременно някой друг промени тези смени. Написаното от вас е тук; запазете отново, за да остане.
unseen-shifts = нямате право да виждате тези смени

## Who accepts work

my-shifts = Моите смени
accepts = Приема работа
accepts-not = Не приема работа
next-change = По смените това се преглежда отново:
cause-shift = както казват смените
cause-edit = смените бяха променени
cause-person = собствен избор
cause-supervisor = избрано от друг
cause-choice-ended = избор приключи
cause-clocks = нови данни за часовите зони ({ $edition })
chosen-boundary = Този избор важи, докато смяна започне или свърши.
chosen-until = Този избор важи до { $end }.
chosen-cleared = Този избор важи, докато бъде оттеглен.
holds = Важи
hold-boundary = докато смяна започне или свърши
hold-until = до този час
hold-cleared = докато бъде оттеглен
until = Час
accept = Приемам работа
accept-none = Не приемам
take-back = Както казват смените
bad-choice = Изберете дали да се приема работа.
bad-until = Кажете докога: час, който предстои.
log = Кога се е приемала работа
no-log = Още нищо не се е променило.
when = Кога
became = Какво
noticed-late = (забелязано по-късно)

## Everybody's shifts

people = Смените на всички
people-lead = Кой кога работи и кой сега приема работа.
nobody-yet = Няма смени, които можете да видите.
no-shifts = няма смени
no-shifts-yet = Нямате смени. Дали приемате работа, решавате вие.
no-such-shifts = няма такива смени
not-staff = смени имат само служителите
tick = Отметни
name = Име
now = Сега
zone = Часова зона
per-week = На седмица
same-week = Една седмица за отметнатите
same-week-hint = Отпуските и изключенията им остават. Часовата зона е за тези без смени.
give-week = Дай тази седмица
open-work = Правилата казват какво става с отворената работа, когато свърши смяна
nobody-ticked = Отметнете поне един човек.
zone-for-new = Посочете часовата зона: някой от тях още няма смени.

## The form

department = Отдел
no-department = никой
any-department = всички
holidays-of = Спазва празниците на
no-holidays = никои
workdays = От понеделник до петък
weekend = Събота и неделя
hours-hint = Например 09:00-12:30, 13:30-17:00. Цял ден е 00:00-24:00; 22:00-06:00 свършва на другия ден. Празен ден е като горе; тире го затваря.
monday = понеделник
tuesday = вторник
wednesday = сряда
thursday = четвъртък
friday = петък
saturday = събота
sunday = неделя
exception = изключение
exceptions = Изключения
exceptions-hint = Смени на дата, по една на ред: 2026-12-23 12:00-14:00 или тире за никакви.
leave = Отпуск
leave-hint = От и до, по един на ред, с бележка по желание: 2026-12-28 2026-12-30 ски. Отпускът важи пред изключенията.
leave-backwards = отпускът от { $from } до { $until } свършва, преди да започне
wrong-in = { $field }: { $why }
bad-hours = „{ $typed }“ не са часове; очакват се такива като 09:00-17:00
bad-date = „{ $typed }“ не е дата; очаква се например 2026-12-24
bad-zone = няма часова зона „{ $zone }“; очаква се например Europe/Sofia
too-many = може да има най-много { $most } изключения и отпуска и 24 смени на ден

## The days to come, and the coverage

coming-days = Следващите дни
weekday = Ден от седмицата
day = Дата
works = Работи
why = Защо
free = свободен ден
next-day = (на другия ден)
on-day = { $day }
hours-only = { $hours } ч
hours-and-minutes = { $hours } ч { $minutes } мин
clocks-of = По часовника на { $zone }.
coverage = Покритие
coverage-lead = Колко души работят във всеки час, в най-празната му четвърт. Където е отворено и никой не работи, има дупка.
open-by = Отворено според
no-open-hours = (без работно време)
no-calendar = няма такова работно време
hour = Час
short-monday = пн
short-tuesday = вт
short-wednesday = ср
short-thursday = чт
short-friday = пт
short-saturday = сб
short-sunday = нд
week-of = Седмица с
week-from = Седмица от { $day }
weeks = Седмици
week-before = Предишна седмица
week-after = Следваща седмица
gap = дупка
who-covers = Кой кога работи
nobody = никой
people-in = { $count ->
    [one] { $count } човек има смени.
   *[other] { $count } души имат смени.
}
gaps = { $count ->
    [one] { $count } час има дупка.
   *[other] { $count } часа имат дупки.
}

## What was done, and what went wrong

done-saved = Запазено.
done-chosen = Избрано.
done-removed = Премахнато.
trouble-403 = Нямате право на това
trouble-404 = Не е намерено
trouble-409 = Някой беше по-бърз
trouble-asked = Това не стана
trouble-later = Не сега
trouble-ours = Нещо се обърка

## What plugin.toml says

plugin-title = Смени
plugin-summary = Пази кой кога работи и казва кой приема работа: по смени, отпуски и изключения и по избора на хората.
permission-shifts-use = Отваряне на страниците със смени
    .description = Виждане на собствените смени и избор дали да се приема работа. Какво още се вижда там, казват другите права.
permission-schedule-read = Виждане на смените
    .description = Виждане кой кога работи, кой приема работа и защо.
permission-schedule-edit = Промяна на смените
    .description = Създаване и промяна на смени, отпуски и изключения, по отдела, към който са смените.
permission-availability-set = Избор кой приема работа
    .description = Приемане или неприемане на работа, каквото и да казват смените: за себе си или за други.
permission-desk-use = Питане кой приема работа (приставки)
    .description = За приставки: питане кой приема работа, за да се раздава.
contribution-pages = Смени
