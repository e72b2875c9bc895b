# Слова консоли, в которой сотрудники работают с заявками.

## Around every page

product = Ombud
skip = Перейти к содержанию
desk-navigation = Служба поддержки
sign-out = Выйти
sign-in = Войти

## The inbox

inbox = Входящие
tickets = Заявки
all-tickets = Все заявки
mine = Мои
unassigned = Без исполнителя
all = Все
views = Подборки
departments = Отделы
filter = Отбор и порядок
anyone = Кто угодно
me = Я
nobody = Никто
apply = Применить
clear = Сбросить
subject = Тема
changed = Изменено
no-requester = без заявителя
nobody-to-reply = Здесь никто не спрашивал, поэтому отвечать некому.
no-subject = (без темы)
nothing-here = Здесь нет заявок. В этой подборке вас ничего не ждёт.
nothing-so-far = Среди просмотренных заявок ничего нет. Следующая страница ищет дальше.
first-page = Первая страница
next-page = Следующая страница
pages = Страницы

## Views, columns, and many tickets at once

unresolved = Нерешённые
everything = Все
shared-views = Общие представления
own-views = Ваши представления
opened-column = Открыта
columns = Столбцы
keep-columns = Сохранить для меня
columns-here = Только в этом представлении
any-priority = Любой приоритет
keep-view = Сохранить представление
keep-view-hint = Дайте ему название, и оно появится сбоку.
view-name = Название представления
for-all = Для всех коллег
no-such-view = такого представления больше нет
new-here = новое с прошлого раза
chosen = Выбранные заявки
choose-all = Выбрать все на этой странице
leave = Без изменений
add-tags = Добавить теги
remove-tags = Убрать теги
change-chosen = Изменить выбранные
undo = Отменить
choose-and-change = отметьте хотя бы одну заявку и выберите, что с ней сделать
only-the-last = отменить можно только последнее изменение нескольких заявок, а эта страница о более раннем
fresh = Показать новое
refreshed = Список обновлён.
new-message = Появилось новое сообщение.
ticket-left = Вы больше не можете видеть эту заявку. Написанное остаётся здесь, но отправить его отсюда нельзя.
# Before #42.
choose-ticket = Выбрать
remove-view = Удалить представление «{ $name }»
view-name-wrong = { $count ->
    [one] дайте представлению название длиной от 1 до { $count } знака
    [few] дайте представлению название длиной от 1 до { $count } знаков
    [many] дайте представлению название длиной от 1 до { $count } знаков
   *[other] дайте представлению название длиной от 1 до { $count } знака
}
too-many-views = { $count ->
    [one] уже есть { $count } представление: сначала удалите какое-нибудь
    [few] уже есть { $count } представления: сначала удалите какое-нибудь
    [many] уже есть { $count } представлений: сначала удалите какое-нибудь
   *[other] уже есть { $count } представления: сначала удалите какое-нибудь
}
too-many-tickets = { $count ->
    [one] за один раз можно изменить не более { $count } заявки
    [few] за один раз можно изменить не более { $count } заявок
    [many] за один раз можно изменить не более { $count } заявок
   *[other] за один раз можно изменить не более { $count } заявки
}
bulk-done = { $count ->
    [one] Изменена { $count } заявка.
    [few] Изменено { $count } заявки.
    [many] Изменено { $count } заявок.
   *[other] Изменено { $count } заявки.
}
bulk-left = { $count ->
    [one] { $count } заявка осталась прежней:
    [few] { $count } заявки остались прежними:
    [many] { $count } заявок остались прежними:
   *[other] { $count } заявки остались прежними:
}
bulk-undone = { $count ->
    [one] Отменено в { $count } заявке.
    [few] Отменено в { $count } заявках.
    [many] Отменено в { $count } заявках.
   *[other] Отменено в { $count } заявки.
}
bulk-not-undone = Ничего не отменено.
bulk-nearly = { $count ->
    [one] У { $count } заявки статус не тот, что был:
    [few] У { $count } заявок статус не тот, что был:
    [many] У { $count } заявок статус не тот, что был:
   *[other] У { $count } заявки статус не тот, что был:
}
status-not-back = статус теперь «{ $after }», а был «{ $before }»
changed-since = с тех пор её кто-то изменил
done-bulk = Готово.
done-bulk-undone = Отменено.
done-view-kept = Представление сохранено. Оно стоит сбоку.
done-columns-kept = Теперь входящие показывают вам эти столбцы.
done-view-gone = Представление удалено. Заявки там же, где были.
done-onward = Ваше сообщение — в
done-at-end = Это была последняя заявка в списке.
done-at-begin = Это была первая заявка в списке.
key-choose = выбрать, чтобы изменить сразу несколько
key-take = назначить заявку мне
key-status = изменить её статус

## The search

search = Поиск
contribution-search = Поиск по заявкам и людям или переход к заявке по номеру
search-not-ready = Поиск готовится. Попробуйте через минуту; всё остальное работает.
search-incomplete = Поиск строится заново, поэтому найтись может не всё. Попробуйте позже.
no-such-status = Статуса `{ $asked }` нет. Есть { $known }.
search-for-what = Введите, что вы ищете.
nothing-found = Ничего, что вам доступно, не найдено. Меньше слов или другие слова могут найти больше.
search-help = Как искать
search-filters = Фильтры этого поиска
best-first = Сначала подходящие
newest-first = Сначала новые
not = без
person = Человек
example-words = потерян счёт
example-words-finds = оба слова в любой форме
example-phrase = "потерян счёт"
example-phrase-finds = слова рядом
example-without = -оплачен
example-without-finds = без этого слова
example-state-finds = в этом статусе, с этим тегом
example-people-finds = что она написала в заявках, назначенных вам
example-department-finds = из этого отдела
example-file-finds = с файлом
example-days-finds = за эти дни
example-number-finds = заявка с этим номером
search-title = Поиск: { $text }
found = { $count ->
    [one] Найден { $count } результат
    [few] Найдено { $count } результата
    [many] Найдено { $count } результатов
   *[other] Найдено { $count } результата
}
found-more = { $count ->
    [one] Найдено больше { $count } результата
    [few] Найдено больше { $count } результатов
    [many] Найдено больше { $count } результатов
   *[other] Найдено больше { $count } результата
}
without = Искать без { $word }:
key-search = поиск или переход к заявке по номеру

## A ticket

ticket = Заявка
status = Статус
priority = Приоритет
assignee = Исполнитель
department = Отдел
tag = Метка
tags = Метки
tags-hint = Через запятую
known-tags = Через запятую. Есть: { $known }
to-resolve = нужно для решения
missing-to-resolve = Чтобы решить, заполните: { $titles }
yes = Да
no = Нет
sort = Порядок
change-subject = Изменить тему
save = Сохранить изменения
take = Назначить мне
in-department = В этом отделе
others = Другие
conversation = Переписка
about-ticket = Об этой заявке
put-off = Отложить
only-pending-is-put-off = Отложенная заявка — «Ждёт клиента»: оставьте статус как есть или не выбирайте срок.
not-put-off = нет
as-it-is = как есть
until = до
for-days = { $count ->
    [one] на { $count } день
    [few] на { $count } дня
    [many] на { $count } дней
   *[other] на { $count } дня
}
requester = Заявитель
other-requester = Другой клиент
set-requester = Указать клиента
other-tickets = Другие заявки
participants = Также участвуют
related = Связанные заявки
fields = Подробности
opened = открыта
latest = К последнему сообщению
previous = Предыдущая
next = Следующая
no-messages = Здесь нет сообщений, которые вам можно видеть.
customer = клиент
staff-reply = ответ клиенту
note-seal = Внутренняя заметка: читают только сотрудники
quoted = Цитата
pick = Отделить
files = Файлы

## Writing

reply-label = Ваш ответ
reply-hint = Это прочтёт клиент.
save-draft = Сохранить черновик
discard-draft = Отбросить черновик
bring-back = Вернуть отложенный текст
draft-saved = Черновик сохранён
draft-unsaved = Хранится в этом окне, ещё не сохранено
draft-here = Черновик
draft-elsewhere = Сохранено из другого окна
draft-clash = в другом окне вместо него написано другое, и оно сохранено; оба текста здесь: сохраните этот или возьмите тот
take-other = Взять другой текст
draft-long = в черновике не больше { $most } байт: приложите его файлом
offline = Нет связи. Написанное хранится здесь и сохранится, когда связь вернётся.
not-sent-offline = Не отправлено: нет связи. Текст всё ещё здесь.
recall-hint = Его ещё можно вернуть: нажмите z.
to-composer = Вернуть, чтобы писать дальше
clear-away = Убрать
sent-otherwise = эта форма уже отправлена с другими словами: ваши здесь и не отправлены
attach = Файлы
attach-them = Приложить
take-out = Убрать { $name }
did-not-leave = Не отправлен: { $reason }.
not-left = Ваш ответ в #{ $number } не отправлен: { $reason }.
leaves-in = Уйдёт через { $count } с
is-looking = { $name } смотрит
is-writing = { $name } пишет…
send-reply = Отправить ответ
onward = Отправить и к следующей
then = Статус после этого
then-usual = Автоматически
note = Внутренняя заметка
note-label = Ваша заметка
note-hint = Это прочтут только сотрудники. Клиенту не отправляется никогда. Знак @ и имя позовут коллегу.
keep-note = Добавить внутреннюю заметку
onward-note = Добавить и к следующей

## Canned answers

canned = Вставить готовый ответ (или введите / в тексте)
canned-answer = Готовый ответ
insert = Вставить
own-answer = мой
answer-of-department = отдела
answer-of-all = для всех
key-canned = готовые ответы, пока вы пишете

## Упоминания

mentions = Упоминания
no-mentions = Вас никто не упоминал. Коллеги делают это во внутренней заметке: @ и ваше имя.
mentioned-you = { $name } упоминает вас
cannot-read = { $name } не может читать эту заявку и ничего о ней не узнает.
ambiguous-name = «{ $written }» может означать любого из них: { $names }. Напишите имя полностью.
keep-all-the-same = Добавьте заметку ещё раз, если она должна остаться как есть.
key-mention = упомянуть коллегу, пока вы пишете заметку

## Splitting

split-hint = Сделать из выбранных сообщений отдельную заявку.
split-start = Отделить…
split = Разделить заявку
split-chosen = Выбранные сообщения
split-new = Новая заявка
split-mode = Что будет с сообщениями здесь
split-move = Перенести: они уйдут из этой заявки, останется строка для сотрудников
split-copy = Скопировать: они будут в обеих заявках
split-quiet = Письма не отправляются. Отменить можно в течение суток.
split-priority-default = Как в прежней заявке
split-tags = Взять метки
split-fields = Взять подробности
split-none = выберите хотя бы одно сообщение
split-preview = Показать, какими станут обе заявки
split-both = Обе заявки после разделения
split-in-both = в обеих заявках
split-no-message = Сообщений нет.
split-not-so = Так разделить нельзя.
split-stays = Что остаётся в #{ $number }
split-all = выбраны все сообщения, и в #{ $number } ничего не останется: выберите меньше или скопируйте их
split-gone = выбранного сообщения уже нет в #{ $number }: возможно, его перенесли
split-shut = заявка #{ $number } закрыта или отмечена как спам: сначала откройте её снова
undo-split = Отменить разделение
cancel = Отмена

## Merging

merge = Объединить
merge-start = Объединить в одну…
merge-start-one = Объединить с другой…
merge-none = выберите хотя бы одну заявку
merge-itself = это та же самая заявка: выберите другую
merge-where = сначала скажите, с какой заявкой
merge-most = { $most ->
    [one] за раз объединяется не больше { $most } заявки
    [few] за раз объединяется не больше { $most } заявок
    [many] за раз объединяется не больше { $most } заявок
   *[other] за раз объединяется не больше { $most } заявки
}
merge-which-stays = Какая остаётся?
merge-found = Найдены
merge-offered = Другие заявки того же человека
merge-place = Номер другой заявки или слова, по которым её найти
merge-look = Посмотреть, что получится
merge-quiet = Письма не отправляются. Отменить можно в течение суток.
merge-title = Объединить #{ $number } с другой заявкой
merge-title-many = { $count ->
    [one] Объединить { $count } заявку
    [few] Объединить { $count } заявки в одну
    [many] Объединить { $count } заявок в одну
   *[other] Объединить { $count } заявки в одну
}
merge-title-into = Объединить #{ $source } с #{ $target }
merge-title-many-into = { $count ->
    [one] Объединить { $count } заявку с #{ $target }
    [few] Объединить { $count } заявки с #{ $target }
    [many] Объединить { $count } заявок с #{ $target }
   *[other] Объединить { $count } заявки с #{ $target }
}
merge-messages = { $count ->
    [one] { $count } сообщение перейдёт в #{ $target } по порядку времени, с файлами.
    [few] { $count } сообщения перейдут в #{ $target } по порядку времени, с файлами.
    [many] { $count } сообщений перейдут в #{ $target } по порядку времени, с файлами.
   *[other] { $count } сообщения перейдут в #{ $target } по порядку времени, с файлами.
}
merge-joining = С этого момента в #{ $target } участвуют и: { $names }.
merge-left-out = Вам нельзя открывать доступ к #{ $target }, поэтому дальше читать не смогут: { $names }.
merge-reopens = #{ $target } сейчас не открыта; она будет открыта, потому что есть работа.
merge-stays = #{ $target } сохранит номер, тему, приоритет, метки и исполнителя.
merge-closes = #{ $source } будет закрыта и поведёт в #{ $target }; ответы на неё придут туда.
merge-other-requester = Два человека: { $source } и { $target } прочтут, что написал другой.
merge-other-department = Два отдела: что было в отделе { $source }, окажется в отделе { $target }.
merge-of = #{ $source } объединена с #{ $target }.
undo-merge = Отменить объединение
goes-on = Эта заявка закрыта. Продолжение в
done-merged = Объединено. Все сообщения теперь в этой заявке.
done-unmerged = Объединение отменено. Сообщения вернулись.
not-done-unmerge = Объединение отменить не удалось.
not-done-requester = Указать клиента не удалось.
change-merged-from = — { $after } объединена с этой заявкой
change-merged-into = — эта заявка объединена с { $after }
change-merge-undone = — отменено объединение с { $after }
key-merge = объединить её с другой

## A new ticket

new-ticket = Новая заявка
open-ticket = Открыть заявку
requester-mail = Адрес почты клиента
requester-name = Имя клиента
requester-name-hint = Нужно, если адрес здесь новый
give-requester-mail = Укажите адрес почты клиента.
first-message = Сообщение
first-kind = Это сообщение
first-reply = для клиента
first-note = внутренняя заметка, например о звонке

## What is missing

write-something = сначала что-нибудь напишите
give-subject = укажите тему заявки
give-requester = укажите адрес клиента или сделайте первое сообщение заметкой
choose-department = выберите отдел
no-such-page = такой страницы в консоли нет
no-composer = Эту заявку можно читать, но писать в ней нельзя.

## Keys

close = Закрыть
keys = Клавиши
key-next = следующая заявка в списке
key-before = предыдущая
key-open = открыть её
key-reply = ответить
key-note = внутренняя заметка
key-send = отправить написанное
key-recall = вернуть ответ, который вот-вот уйдёт
key-inbox = входящие
key-new = новая заявка
key-there = кто на месте, если вам это видно
key-list = этот список

## Who has no business here

for-staff-title = Этот вход — для сотрудников
for-staff = В консоли наши сотрудники работают с заявками. Чтобы написать нам, просто ответьте на одно из наших писем.
sign-in-first = Войдите, чтобы работать с заявками.

## Words for states

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
sort-updated = Последнее изменение
sort-created = Новые
sort-oldest = Старые
sort-priority = Приоритет
sort-due = Ближайший срок
relation-split-from = Отделена от
relation-split-to = Разделена на
relation-follow-up-of = Продолжение
relation-followed-by = Продолжена в

## What was just done, and what was not

done-reply = Ваш ответ в заявке, и клиент может его прочесть.
done-held = Ваш ответ ещё не ушёл. Его ещё можно вернуть.
done-recalled = Ответ вернулся и не был отправлен. Можно писать дальше.
done-draft-saved = Черновик сохранён. Его видите только вы.
done-draft-gone = Черновик отброшен. В течение суток его можно вернуть.
done-draft-back = Ваш текст вернулся.
done-note = Заметка сохранена. Её прочтут только сотрудники.
done-saved = Изменения сохранены.
done-taken = Теперь эта заявка ваша.
done-created = Заявка открыта.
done-split = Эта заявка была отделена.
done-undone = Разделение отменено. Сообщения вернулись.
done-away = Готово. Теперь заявка в отделе, где вам нельзя читать.
not-done-reply = Ответ не отправлен. Он всё ещё здесь, ниже.
not-done-note = Заметка не сохранена. Она всё ещё здесь, ниже.
not-done-fields = Пока ничего не изменено. Ваш выбор всё ещё здесь.
not-done-take = Заявка вам не досталась.
not-done-undo = Разделение отменить не удалось.
not-done-draft = Черновик не сохранён. Он всё ещё здесь, ниже.
not-done-recall = Ответ не вернулся.
kind-note = внутренняя заметка
kind-system = строка от службы

## Sentences

reply-to = Ответ для: { $name }
theirs = Тем временем изменено на «{ $value }». Повторное сохранение установит ваш выбор.
changed-meanwhile = пока страница была открыта, кто-то изменил: { $fields }
written-meanwhile = пока вы писали, появилось сообщение ({ $names }): прочтите его и отправьте снова, если ответ ещё подходит
quoted-lines = { $count ->
    [one] Цитата, { $count } строка
    [few] Цитата, { $count } строки
    [many] Цитата, { $count } строк
   *[other] Цитата, { $count } строки
}
history = { $count ->
    [one] История, { $count } изменение
    [few] История, { $count } изменения
    [many] История, { $count } изменений
   *[other] История, { $count } изменения
}
by-right = по праву { $right }
channel-mail = почта
channel-web = веб
channel-chat = чат
change-created = — заявка открыта ({ $after })
change-split-from = — заявка из сообщений из { $after }
change-split-to = — сообщения отделены в { $after }
change-split-undone = — отменено разделение с { $after }
change-follow-up-of = — продолжение { $after }
change-followed-by = — продолжено в { $after }
change-note-edited = — изменена заметка
change-note-deleted = — удалена заметка
change-field = — изменено: { $field }
change-field-set = — { $field }: { $after }
change-field-removed = — убрано: { $field } { $before }
change-field-from = — { $field }: { $before } → { $after }
field-status = статус
field-priority = приоритет
field-assignee = исполнитель
field-department = отдел
field-subject = тема
field-tags = метки
field-requester = заявитель
field-participants = участники
field-language = язык
split-title = Отделить сообщения от #{ $number }
split-requester = { $usual }: { $name }
no-ticket = нет заявки #{ $number }, которую вам можно видеть
size-bytes = { $count ->
    [one] { $count } байт
    [few] { $count } байта
    [many] { $count } байт
   *[other] { $count } байта
}
size-kilobytes = { $count } кБ
size-megabytes = { $count } МБ

## When something went wrong

trouble-403 = Вам это нельзя
trouble-404 = Не найдено
trouble-409 = Кто-то успел раньше
trouble-asked = Не получилось
trouble-later = Не сейчас
trouble-ours = Что-то пошло не так

## What plugin.toml says in English

plugin-title = Консоль
plugin-summary = Страницы, где сотрудники читают, отвечают, назначают и разделяют заявки. Хранит представления и то, что кто видел.
permission-console-use = Работать в консоли
    .description = Открывать консоль. Что там видно и можно делать, говорят другие права.
permission-view-share = Предлагать представления всем
    .description = Сохранять представления для всех коллег и удалять их. Каждый видит в них только то, что и так может видеть.
