# Слова плагина смен.

## Around every page

product = Ombud
skip = Перейти к содержанию
desk-navigation = Служба поддержки
inbox = Входящие
sign-out = Выйти
not-saved = Ничего не сохранено.
no-such-page = такой страницы нет
save = Сохранить
remove = Удалить
show = Показать
shifts = Смены
changed-since = Тем временем кто-то другой изменил эти смены. Введённое вами здесь; сохраните ещё раз, чтобы оно осталось.
unseen-shifts = вам нельзя видеть эти смены

## Who accepts work

my-shifts = Мои смены
accepts = Принимает работу
accepts-not = Не принимает работу
next-change = По сменам это проверится снова:
cause-shift = как говорят смены
cause-edit = смены изменены
cause-person = собственный выбор
cause-supervisor = выбрано другим
cause-choice-ended = выбор закончился
cause-clocks = новые данные о часовых поясах ({ $edition })
chosen-boundary = Этот выбор действует, пока смена не начнётся или не кончится.
chosen-until = Этот выбор действует до { $end }.
chosen-cleared = Этот выбор действует, пока его не отменят.
holds = Действует
hold-boundary = пока смена не начнётся или не кончится
hold-until = до этого времени
hold-cleared = пока не отменят
until = Время
accept = Принимать работу
accept-none = Не принимать
take-back = Как говорят смены
bad-choice = Выберите, принимать ли работу.
bad-until = Укажите, до какого времени: оно должно быть впереди.
log = Когда принималась работа
no-log = Пока ничего не менялось.
when = Когда
became = Что
noticed-late = (замечено позже)

## Everybody's shifts

people = Смены всех
people-lead = Кто когда работает и кто сейчас принимает работу.
nobody-yet = Нет смен, которые вам видны.
no-shifts = нет смен
no-shifts-yet = У вас нет смен. Принимать ли работу, решаете вы.
no-such-shifts = таких смен нет
not-staff = смены есть только у сотрудников
tick = Отметить
name = Название
now = Сейчас
zone = Часовой пояс
per-week = В неделю
same-week = Одна неделя для отмеченных
same-week-hint = Их отпуска и исключения остаются. Часовой пояс для тех, у кого смен ещё нет.
give-week = Задать эту неделю
open-work = Правила говорят, что происходит с открытой работой, когда кончается смена
nobody-ticked = Отметьте хотя бы одного человека.
zone-for-new = Укажите часовой пояс: у кого-то из них ещё нет смен.

## The form

department = Отдел
no-department = никакой
any-department = все
holidays-of = Соблюдает праздники
no-holidays = никаких
workdays = С понедельника по пятницу
weekend = Суббота и воскресенье
hours-hint = Например 09:00-12:30, 13:30-17:00. Целый день: 00:00-24:00; 22:00-06:00 кончается на следующий день. Пустой день как выше; тире его закрывает.
monday = понедельник
tuesday = вторник
wednesday = среда
thursday = четверг
friday = пятница
saturday = суббота
sunday = воскресенье
exception = исключение
exceptions = Исключения
exceptions-hint = Смены даты, по одной в строке: 2026-12-23 12:00-14:00 или тире, если их нет.
leave = Отпуск
leave-hint = С и по, по одному в строке, с заметкой, если нужно: 2026-12-28 2026-12-30 лыжи. Отпуск важнее исключений.
leave-backwards = отпуск с { $from } по { $until } кончается раньше, чем начинается
wrong-in = { $field }: { $why }
bad-hours = «{ $typed }» не часы; ожидаются такие, как 09:00-17:00
bad-date = «{ $typed }» не дата; ожидается, например, 2026-12-24
bad-zone = часового пояса «{ $zone }» нет; ожидается, например, Europe/Moscow
too-many = может быть не больше { $most } исключений и отпусков и 24 смен в день

## The days to come, and the coverage

coming-days = Ближайшие дни
weekday = День недели
day = Дата
works = Работает
why = Почему
free = выходной
next-day = (на следующий день)
on-day = { $day }
hours-only = { $hours } ч
hours-and-minutes = { $hours } ч { $minutes } мин
clocks-of = По часам { $zone }.
coverage = Покрытие
coverage-lead = Сколько людей работает в каждый час, в самую пустую его четверть. Где открыто и никто не работает, там пробел.
open-by = Открыто по
no-open-hours = (без рабочего времени)
no-calendar = такого рабочего времени нет
hour = Час
short-monday = пн
short-tuesday = вт
short-wednesday = ср
short-thursday = чт
short-friday = пт
short-saturday = сб
short-sunday = вс
week-of = Неделя с днём
week-from = Неделя с { $day }
weeks = Недели
week-before = Предыдущая неделя
week-after = Следующая неделя
gap = пробел
who-covers = Кто когда работает
nobody = никто
people-in = { $count ->
    [one] Смены есть у { $count } человека.
    [few] Смены есть у { $count } человек.
    [many] Смены есть у { $count } человек.
   *[other] Смены есть у { $count } человека.
}
gaps = { $count ->
    [one] Пробел в { $count } часе.
    [few] Пробелы в { $count } часах.
    [many] Пробелы в { $count } часах.
   *[other] Пробелы в { $count } часа.
}

## What was done, and what went wrong

done-saved = Сохранено.
done-chosen = Выбрано.
done-removed = Удалено.
trouble-403 = Вам это нельзя
trouble-404 = Не найдено
trouble-409 = Кто-то успел раньше
trouble-asked = Не получилось
trouble-later = Не сейчас
trouble-ours = Что-то пошло не так

## What plugin.toml says

plugin-title = Смены
plugin-summary = Хранит, кто когда работает, и говорит, кто принимает работу: по сменам, отпускам и исключениям и по выбору людей.
permission-shifts-use = Открывать страницы смен
    .description = Видеть свои смены и выбирать, принимать ли работу. Что ещё там видно, говорят другие права.
permission-schedule-read = Видеть смены
    .description = Видеть, кто когда работает, кто принимает работу и почему.
permission-schedule-edit = Менять смены
    .description = Создавать и менять смены, отпуска и исключения людей, по отделу, к которому относятся смены.
permission-availability-set = Выбирать, кто принимает работу
    .description = Принимать работу или нет, что бы ни говорили смены: за себя или за других.
permission-desk-use = Спрашивать, кто принимает работу (плагины)
    .description = Для плагинов: спрашивать, кто принимает работу, чтобы её раздавать.
contribution-pages = Смены
