# Слова плагина обещанных сроков.

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
show = Показать
sla = SLA
all = Все
changed-since = Тем временем кто-то другой изменил правила. Введённое вами здесь; сохраните ещё раз, чтобы оно осталось.

## The list of policies

policies = Правила сроков
policies-lead = Что кому обещано. Для каждой заявки действует первое подходящее правило, и никакое другое.
no-policies = Правил пока нет. До тех пор ничего не обещано и ничто не опаздывает.
new-policy = Новое правило
begin-with = Начать с примера
example-usual = Обычное: ответ в течение рабочего дня
example-strict = Строгое: ответ в течение часов
place = Место
name = Название
order = Порядок
up = Вверх
down = Вниз
move = { $name }: { $way }
which-tickets = Для каких заявок и чатов
all-tickets = Все заявки
tagged = с меткой { $tags }
of-requesters = { $count ->
    [one] от { $count } заявителя
    [few] от { $count } заявителей
    [many] от { $count } заявителей
   *[other] от { $count } заявителя
}
promise = Обещание
promises = Обещает
promises-nothing = Ничего не обещает.
copy-of = { $name } (копия)
version = Версия { $number }. Хранится каждая версия.

## The form

departments = Отделы
department = Отдел
tags = Метки
requesters = Заявители
when-hint = Пустое ничего не требует; всё сказанное должно выполняться. Достаточно одного из отделов, заявителей (по адресу в строке) или меток (через запятую).
hours = Часы
around-the-clock = Круглосуточно
calendar-gone = Рабочее время, которого больше нет
warnings = Предупреждения
clocks = Когда идут его часы
targets-hint = Например 4h, 1h 30m или 2d (48 часов). Пусто: для этого приоритета ничего не обещано. Другое рабочее время после @: 4h @Офис.
warnings-hint = Когда прошло столько процентов, или за столько времени до: 80%, 30m.
usually = Как обычно: { $clock }
runs = идут
pauses = приостановлены
stops = остановлены
remove-hint = Обещанное им больше не действует; дальше действует следующее подходящее правило. Прежние версии и отчёты остаются.
bad-name = в названии от 1 до 120 знаков
too-many = в условии не больше { $most }
too-many-policies = может быть не больше { $most } правил
no-policy = такого правила нет
no-version = версии { $number } нет
no-department = отдела «{ $id }» нет
no-calendar = рабочего времени «{ $id }» нет
no-calendar-named = рабочего времени «{ $name }» нет
bad-target = срок больше нуля и не больше года
bad-warnings = предупреждений не больше { $most }, от 1 % до 99 % или не раньше чем за год
bad-time = «{ $text }» не время вроде 4h, 1h 30m или 2d
bad-order = порядок должен назвать каждое правило один раз
nobody = адреса { $address } ни у кого нет
nobody-named = нет никого с идентификатором «{ $name }»; укажите адрес
wrong-in = { $field }: { $why }

## The example

example = Что это значит
opened = Заявка открыта
priority = Приоритет
reckon = Посчитать
bad-begin = Начало не дата со временем, например 2026-11-27T16:30.
moment-there = { $weekday }, { $day }, { $clock }
opened-then = Заявка, открытая { $when } (приоритет: { $priority }) и остающаяся открытой:
is-due = { $metric }, { $time }: срок { $due }
is-never-due = { $metric }, { $time }: по этому времени срок не наступит
is-warned = предупреждение { $when }
clocks-of = По часам { $place }.

## Words

first-assignment = Назначение
first-response = Первый ответ
chat-answer = Ответ в чате
within = За
next-response = Следующий ответ
resolution = Решение
low = Низкий
normal = Обычный
high = Высокий
urgent = Срочный
new = Новая
open = Открыта
pending = Ждёт клиента
on-hold = Приостановлена
resolved = Решена
closed = Закрыта
spam = Спам
monday = понедельник
tuesday = вторник
wednesday = среда
thursday = четверг
friday = пятница
saturday = суббота
sunday = воскресенье
minutes = { $minutes } мин
hours-only = { $hours } ч
hours-and-minutes = { $hours } ч { $minutes } мин
days-and-hours = { $days } д { $hours } ч

## Beside a ticket

due-in = через { $time }
overdue = опоздание { $time }
stands-badge = { $metric } на паузе
under-policy = По правилу «{ $name }», версия { $version }.
promised = обещано за { $time }
took = за { $time }
kept = Выполнено
broken = Нарушено
stands = На паузе
stands-left = На паузе, осталось { $time }
much-later = намного позже
none = нет
recounts = Изменённые сроки
recounted = { $metric }: { $before } → { $after }, { $why }
reason-policy = изменились правила
reason-calendar = изменилось рабочее время
reason-zones = изменились данные о часовых поясах
reason-priority = изменился приоритет
reason-department = изменился отдел
reason-tags = изменились метки
reason-requester = изменился заявитель
nothing-promised = по этой заявке ничего не обещано

## The report

report = Выполнено и нарушено
report-lead = Завершённые обещания, насколько вам их можно видеть: по отделу и исполнителю на тот момент.
nothing-yet = За это время ничего не выполнено и не нарушено.
in-all = { $share } % выполнено: { $kept } из { $all }
not-all = Есть ещё; сосчитаны последние { $most }.
per-cent = { $share } %
by-metric = По обещанию
by-department = По отделу
by-agent = По агенту
by-period = По времени
period = Время
share = Доля выполненных
download = Скачать как CSV
from = С
until-day = По
agent = Агент
nobody-responsible = Никто
bad-day = «{ $day }» не день вроде 2026-11-23
backwards = последний день раньше первого
too-long = отчёт охватывает не больше { $most } месяцев

## What was done, and what went wrong

done-added = Добавлено.
done-saved = Сохранено.
done-removed = Удалено.
done-ordered = Порядок изменён.
trouble-403 = Вам это нельзя
trouble-404 = Не найдено
trouble-409 = Кто-то успел раньше
trouble-asked = Не получилось
trouble-later = Не сейчас
trouble-ours = Что-то пошло не так

## What plugin.toml says

plugin-title = SLA
plugin-summary = Хранит, что обещано по заявкам и к какому сроку: предупреждает, говорит, что выполнено и что нарушено, и отчитывается.
permission-pages-use = Открытие страниц сроков
    .description = Находить страницы этого плагина. Что там видно, говорят другие права.
permission-policy-read = Просмотр правил сроков
    .description = Видеть, что кому обещано, также прежние версии.
permission-policy-edit = Изменение правил сроков
    .description = Создавать, изменять, упорядочивать и удалять правила. Все открытые сроки считаются заново.
permission-deadline-read = Просмотр сроков
    .description = Видеть, когда срок по заявке, что выполнено и что нарушено.
permission-deadline-keep = Ведение сроков (плагины)
    .description = Для самого плагина: записывает, что следует из правил. Людям не нужно.
permission-report-read = Просмотр отчётов о сроках
    .description = Видеть, что выполнено и что нарушено, по отделам, агентам и обещаниям.
permission-desk-use = Запрос сроков (плагины)
    .description = Для плагинов: спрашивать, что следующее по сроку.
contribution-report = SLA
contribution-badge = Срок
contribution-panel = Сроки
contribution-chat = Сроки
contribution-due = Срок
setting-split-starts = Часы выделенной заявки начинаются
    .choice-message = с её первого сообщения
    .choice-split = с выделения
