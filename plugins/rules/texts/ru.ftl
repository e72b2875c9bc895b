# Слова плагина, который хранит правила.

## Around every page

product = Ombud
skip = К содержанию
desk-navigation = Служба поддержки
inbox = Входящие
sign-out = Выйти
rules = Правила
not-saved = Ничего не сделано.
no-such-page = такой страницы нет
trouble-403 = Этого вам нельзя
trouble-404 = Не найдено
trouble-409 = Кто-то был быстрее
trouble-asked = Так не получилось
trouble-later = Не сейчас
trouble-ours = Что-то пошло не так
done-saved = Сохранено. Теперь правило действует с вашими правами.
done-moved = Перемещено.
done-removed = Удалено.
done-back = Возвращено.
yes = да
no = нет

## The list

rules-lead = Что служба делает сама, в этом порядке. Правило действует с правами того, кто сохранил его последним.
no-rules = Правил пока нет.
new-rule = Новое правило
begin-with = Начать с примера
example-hand-over = Передать открытую работу, когда кончается смена
example-unassigned = Поднять то, что два часа никто не берёт, и сказать кому-нибудь
example-unassigned-note = За эту заявку два часа никто не отвечает.
example-broken = Сделать срочным то, по чему нарушено обещание
rule = Правило
author = Действует за
last-time = Последнее действие
never = ещё нет
state-off = выключено
no-order = ни за кого: поручение отозвано. Откройте и сохраните правило, чтобы дать его снова.
move-up = Переместить «{ $name }» вверх
move-down = Переместить «{ $name }» вниз
switch-on = Включить
switch-off = Выключить
enabled = Включено
place = Порядок

## The editor

edit = Изменить
name = Название
stop-title = После него для того же события больше ничего не делается
once-title = Делает что-то с той же заявкой
once-always = каждый раз
once-ticket = только один раз
once-hours = не чаще чем раз в столько часов
hours = Часы
on-title = Когда
on-hint = Что-либо из этого. Сколько ждать: 3d, 4h, 30m или 1d 12h; до даты: -1d. Для оценки: самая высокая, которая считается: 2.
when-title = Если
when-hint = Уровень говорит, что относится к какой группе выше. Несколько значений через запятую; значение с запятой стоит в "кавычках". Без строк: всегда.
then-title = Тогда
then-hint = В этом порядке. В тексты подставляется: { $known }; после «|» то, что стоит там, если этого нет.
event = Событие
which = Что именно
after-time = Через
level = Уровень
of-what = Что
comparison = Сравнение
values = Значения
person = Человек
promise = Срок (пусто: любой)
rating = Не выше (от 1 до 5; пусто: любая)
field = Поле (пусто: любое)
date-field = Поле с датой
action = Действие
target = Цель
text = Текст
save = Сохранить
more-lines = Больше строк
remove = Удалить правило
nothing-chosen = (ничего)
group-all = Всё из следующего
group-any = Что-то из следующего
group-not = Ничего из следующего

## What happens

on-opened = открыта заявка
on-changed = что-то меняется
on-customer-replied = клиент пишет снова
on-agent-replied = сотрудник отвечает
on-noted = кто-то оставляет заметку
on-tag-added = добавлена метка
on-tag-removed = убрана метка
on-sla-warned = обещание (SLA) скоро будет нарушено
on-sla-broken = обещание (SLA) нарушено
on-shift-ended = смена ответственного кончается
on-rated = клиент ставит оценку
on-waited-status = столько времени в статусе
on-waited-unassigned = столько времени никто не отвечает
on-waited-unanswered = столько времени ждёт клиент
on-waited-field = настала дата из поля
with = { $what }: { $which }
or-less = { $most } или меньше
promise-first-assignment = Назначение
promise-first-response = Первый ответ
promise-next-response = Следующий ответ
promise-resolution = Решение
waiting = { $what }: { $which }, { $time }
waiting-plain = { $what }: { $time }

## What is asked

what-status = Статус
what-priority = Приоритет
what-department = Отдел
what-assignee = Ответственный
what-requester = Заявитель
what-tags = Метки
what-subject = Тема
what-message = Сообщение
what-channel = Канал
what-language = Язык
what-hours-since-opened = Часов с открытия
what-hours-since-customer = Часов с письма клиента
what-hours-since-agent = Часов с ответа сотрудника
what-hours-since-status = Часов в этом статусе
what-field = Поле «{ $name }»
is-any-of = одно из
is-all-of = есть все из
is-none-of = ни одно из
is-contains = содержит что-то из
is-lacks = не содержит ничего из
is-at-least = не меньше
is-at-most = не больше
is-empty = пусто
is-filled = заполнено
nobody = никто
was = было: { $value }
was-nothing = было пусто
always = всегда

## What is done

do-set-status = Установить статус
do-set-priority = Установить приоритет
do-set-department = Перенести в отдел
do-assign = Назначить
do-unassign = Не назначать никому
do-hand-over = Передать тому в отделе, кто на месте, принимает обращения и меньше всего занят; если никого нет, никому
do-hand-over-or-keep = То же, но обращение остаётся у кого есть, если никого нет
do-add-tags = Добавить метки
do-remove-tags = Убрать метки
do-set-field = Заполнить «{ $name }»
do-note = Оставить заметку
do-notify = Упомянуть кого-то в заметке
do-reply = Ответить клиенту
effect-changed = { $field }: { $before } → { $after }
effect-tagged = Добавлены метки: { $tags }
effect-untagged = Убраны метки: { $tags }
effect-noted = Заметка: { $text }
effect-replied = Ответ: { $text }
effect-handed-over = Передано тому, кто тогда на месте и принимает обращения
effect-nothing = Ничего: заявка уже такая.
status-new = Новая
status-open = Открыта
status-pending = Ждёт клиента
status-on-hold = Приостановлена
status-resolved = Решена
status-closed = Закрыта
status-spam = Спам
priority-low = Низкий
priority-normal = Обычный
priority-high = Высокий
priority-urgent = Срочный

## What is wrong

bad-name = в названии от 1 до { $most } знаков
name-taken = правило «{ $name }» уже есть
bad-triggers = скажите когда: от 1 до { $most } событий
bad-actions = скажите, что делается: от 1 до { $most } действий
bad-conditions = условия вложены слишком глубоко или их слишком много
bad-check = о «{ $what }» нельзя спросить «{ $is }»
bad-value = «{ $value }» не подходит к «{ $what }»
fits = { $told }. Подходят: { $known }.
bad-text = текста нет или он слишком длинный
bad-placeholder = «{ $name }» нельзя подставить; можно: { $known }
bad-hours = времени нет или оно слишком долгое
bad-duration = «{ $typed }» не время; ожидается, например, 3d, 4h или 30m
bad-level = строка глубже, чем группа над ней
bad-event = «{ $typed }» не событие
bad-score = «{ $typed }» не оценка; ожидается от 1 до 5
bad-action = «{ $typed }» не действие
bad-period = скажите, с какого дня по какой
bad-ticket = нет заявки #{ $number }, которую вам можно видеть
no-such-department = нет отдела «{ $typed }»
no-such-date = нет поля с датой «{ $typed }»
no-such-person = нет никого «{ $typed }», кто мог бы иметься в виду
say-whom = скажите, кого: имя или адрес
calls-author = заметка от вашего имени не зовёт вас самих: назовите кого-то другого
no-such-rule = такого правила нет
no-such-version = такой версии нет
changed-since = Кто-то другой тем временем изменил это правило. Введённое всё ещё здесь; сохраните снова, чтобы оно осталось.
too-many-rules = правил может быть не больше { $most }
author-lacks = правило действует с вашими правами, а у вас нет права { $what }
bad-file = строка { $line }: { $why }
name-twice = «{ $name }» стоит там дважды

## Trying

try = Проверить
try-hint = Ничего не меняется. Вы видите то, что вам можно видеть.
from-day = С
until-day = По
try-past = На прошлом
try-ticket = На одной заявке
ticket-number = Номер заявки
trial-found = { $hits ->
    [one] Сделало бы что-то { $hits } раз
    [few] Сделало бы что-то { $hits } раза
    [many] Сделало бы что-то { $hits } раз
   *[other] Сделало бы что-то { $hits } раза
}; заявок: { $tickets }, событий, которых оно ждёт: { $times }.
trial-more = Есть больше, чем просмотрено: выберите срок короче.
trial-blind = Некоторые обещания или концы смен посмотреть не удалось: плагин, который их хранит, недоступен, или вам нельзя их видеть.
trial-fits = #{ $number } подходит.
trial-fits-not = #{ $number } не подходит.
you-lack = Там у вас нет права { $what }.
why = Почему

## Versions

versions = Версии
version = Версия { $number }
how-written = написана
how-back = возвращена версия { $number }
how-imported = из файла
bring-back = Вернуть эту версию
by = { $name }
the-desk = служба

## The log

log = Журнал
log-lead = Что сделали правила и чего не смогли, насколько вам можно видеть заявки.
no-log = Пока ничего не сделано.
log-older = Раньше
filter = Показать
any-rule = все правила
ticket = Заявка
ended-done = сделано
ended-nothing = делать было нечего
ended-refused = отказано
ended-no-author = не сделано: автор отстранён, его больше нет или он отозвал поручение
ended-over = не сделано: заявка больше не подходила
ended-circle = остановлено: ходит по кругу с другими правилами
ended-too-often = остановлено: делало это слишком часто за короткое время
refused-lacks = Не сделано: у { $author } нет права { $what }.
refused-unseen = Не сделано: { $author } не может видеть эту заявку.
refused-said = Не сделано: { $why }
did = { $rule }: { $ended }
its-author = автор

## Rights

right-read = читать заявки
right-edit = изменять заявки
right-assign = назначать заявки
right-move = переносить заявки из отдела
right-move-into = переносить заявки в отдел
right-note = писать внутренние заметки
right-reply = отвечать на заявки
right-reopen = снова открывать закрытые заявки
right-tag = придумывать метки
right-other = «{ $permission }»

## Files

file = Файл
file-lead = Все правила одним текстом: чтобы хранить их в другом месте, сравнивать или перенести в другую службу.
file-now = Правила, какие они есть
file-new = Принять текст
file-replace = Удалить правила, которых в нём нет
take-in = Принять
taken-in = Добавлено: { $added }. Изменено: { $changed }. Как прежде: { $same }. Удалено: { $removed }.
download = Скачать

## What plugin.toml says

plugin-title = Правила
plugin-summary = Делает то, что люди однажды решили: когда с заявкой что-то происходит и заявка такова, что-то делается, от имени того, кто написал правило.
permission-rule-read = Просмотр правил
    .description = Видеть, что служба делает сама, и проверять правила на том, что можно видеть.
permission-rule-edit = Написание правил
    .description = Создавать, менять, упорядочивать и удалять правила и возвращать старые версии. Правило действует с правами того, кто сохранил его последним, и никогда с большими.
permission-log-read = Просмотр того, что сделали правила
    .description = Видеть, что правила сделали с заявками, которые можно читать.
contribution-pages = Правила
contribution-did = Правила
setting-log-days = Сколько дней хранится журнал
