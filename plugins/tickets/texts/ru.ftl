# Фразы плагина, который хранит заявки.

## Why something is not done, for whoever tried

closed-is-final = заявка #{ $number } закрыта окончательно: сначала откройте её
changed-meanwhile = заявку тем временем изменили; прочтите её снова и решите ещё раз
not-in-department = у вас нет такого права в этом отделе
field-missing = не заполнено «{ $title }» (`{ $name }`)
field-before-resolving = заполните «{ $title }» (`{ $name }`), прежде чем решать заявку
field-text = в поле `{ $name }` стоит `{ $value }`, а нужен текст до { $most } байт
field-number = в поле `{ $name }` стоит `{ $value }`, а нужно число
field-choice = в поле `{ $name }` стоит `{ $value }`, а нужно одно из: { $choices }
field-date = в поле `{ $name }` стоит `{ $value }`, а нужна дата, например 2026-03-01
field-yes-no = в поле `{ $name }` стоит `{ $value }`, а нужно true или false
field-person = в поле `{ $name }` стоит `{ $value }`, а нужен идентификатор человека
field-unknown = нет поля `{ $name }`
reply-stays = сказанное клиенту нельзя изменить или забрать назад
line-stays = строки службы остаются как есть
note-of-author = заметку меняет только её автор
sign-in-to-open = войдите, чтобы открыть заявку
only-for-yourself = открывать заявки можно только для себя: не указывайте `requester`
nobody-has-address = `{ $field }`: адреса `{ $text }` здесь ни у кого нет
assignee-is-customer = исполнителем может быть сотрудник, а не клиент
assignee-is-suspended = у исполнителя закрыт доступ, и он не может работать с заявками
subject-empty = тема пуста: скажите в двух словах, о чём речь
subject-long = в теме { $length } знаков, а помещается не больше { $most }
tag-length = в метке от 1 до { $most } знаков, а в `{ $tag }` — { $length }
tags-many = меток { $count }, а в заявке их не больше { $most }
body-empty = сообщение пустое: напишите что-нибудь или приложите файл
message-long = `{ $name }` занимает { $length } байт, а помещается не больше { $most }: приложите файлом
files-many = файлов { $count }, а в сообщении помещается { $most }
split-all = выбраны все сообщения ({ $all }) заявки #{ $number }: хотя бы одно остаётся, или перенесите заявку целиком
split-nothing = сообщения не выбраны: выберите хотя бы одно
split-gone = сообщения `{ $id }` нет в заявке #{ $number }; возможно, его уже перенесли
merge-itself = заявку нельзя объединить с ней самой
merge-empty = в заявке #{ $number } нет сообщений: возможно, её уже объединили
merge-many = в заявке #{ $number } больше { $most } сообщений: для объединения это слишком много
not-merged = заявку #{ $number } не объединяли с этой, или это уже отменено
merge-went-on = в заявке #{ $number } от неё больше ничего нет: сообщения отделены или объединены дальше, сначала отмените это
is-closed = заявка #{ $number } закрыта: сначала откройте её снова
is-spam = заявка #{ $number } отмечена как спам
is-merged = заявка #{ $number } уже объединена: сначала отмените это или объедините ту, в которую она вошла
is-spam-open-first = заявка #{ $number } отмечена как спам: сначала откройте её
no-ticket = заявки `{ $id }` нет
no-ticket-number = заявки #{ $number } нет
held-has-left = он уже ушёл, и вернуть его нельзя
held-author-gone = его автор больше не может здесь работать
held-overdue = его не удалось записать в заявку, и попыток больше не будет
held-orphan = его заявка удалена
status-final = закрытая заявка окончательна: чтобы открыть её, нужно отдельное право
status-closed-only-opens = закрытую заявку можно только открыть
status-never-new = заявка не становится снова новой: выберите «открыта»
status-spam-only-opens = спам можно только открыть (если это не он) или закрыть
tag-unknown = «{ $tag }» не метка этого центра; его метки: { $known }
field-off = `fields`: `{ $name }` выключено и больше не заполняется
field-elsewhere = `fields`: `{ $name }` не для заявок этого отдела
define-name = `name`: `{ $name }` — не имя до { $most } строчных букв a–z, цифр, точек и чёрточек
define-taken = поле `{ $name }` уже есть, возможно, выключенное
define-title-missing = дайте полю название
define-kind-missing = выберите вид поля
define-kind-stays = «{ $title }» остаётся своего вида, ведь у заявок есть его значения: выключите его и создайте другое
define-choice-twice = вариант «{ $choice }» указан дважды
define-choices-missing = для выбора нужен хотя бы один предлагаемый вариант
define-choices-many = у выбора не больше { $most } вариантов
define-long = в «{ $title }» { $length } знаков, помещается не больше { $most }
define-language = `titles`: нет языка `{ $language }`, есть { $known }
define-many = у центра не больше { $most } полей, вместе с выключенными
define-large = поля с названиями и вариантами занимают больше { $most } байт: дайте меньше вариантов
define-changed-since = тем временем кто-то изменил «{ $title }»; сохраните ещё раз, чтобы осталось ваше
define-no-version = нет версии { $version } полей
tag-taken = метка «{ $tag }» уже есть
tag-merge-instead = метка «{ $tag }» уже есть: объедините с ней «{ $name }», если это одно и то же
tag-none = нет метки «{ $tag }»
tag-comma = в метке нет запятой: «{ $tag }»
tags-defined-many = центр определяет не больше { $most } меток

## What plugin.toml says in English

plugin-title = Заявки
plugin-summary = Хранит заявки с сообщениями и ведёт их от новых до закрытых.
permission-ticket-read = Читать заявки
    .description = Видеть заявки, их сообщения и файлы. Сотрудники видят также внутренние заметки и историю.
permission-ticket-create = Открывать заявки
    .description = Открывать заявку с первым сообщением в отделе, который можно и не читать.
permission-ticket-edit = Изменять заявки
    .description = Менять тему, статус, приоритет, метки, поля и язык. Для того, что читают клиенты, нужно и право отвечать.
permission-ticket-reply = Отвечать на заявки
    .description = Писать клиенту в заявке. Для клиентов: писать в службу.
permission-ticket-note = Писать внутренние заметки
    .description = Писать заметки, видимые только сотрудникам, изменять и удалять свои.
permission-ticket-assign = Назначать заявки
    .description = Отдавать заявку коллеге, брать себе или возвращать.
permission-ticket-move = Переносить заявки из отдела
    .description = Передавать заявку другому отделу.
permission-ticket-move-into = Переносить заявки в отдел
    .description = Выбирать этот отдел целью. Читать там необязательно.
permission-ticket-share = Делиться заявками
    .description = Добавлять и убирать участников, которые смогут читать заявку.
permission-ticket-requester = Менять заявителя
    .description = Ставить на место заявителя другого клиента, который сможет читать заявку.
permission-ticket-split = Делить заявки
    .description = Переносить сообщения в другую заявку и отменять это.
permission-ticket-merge = Объединять заявки
    .description = Переносить все сообщения заявки в другую, закрывать первую и отменять это.
permission-ticket-reopen = Открывать закрытые заявки
    .description = Возвращать закрытую заявку, которая для всех остальных окончательна.
permission-ticket-delete = Удалять заявки
    .description = Удалять заявку со всеми сообщениями и историей, навсегда.
permission-ticket-import = Писать от имени других
    .description = Добавлять сообщения с другим автором и временем, как это делают почта и импорт.
permission-desk-use = Работать с заявками (плагины)
    .description = Для плагинов: вызывать этот плагин. Что им можно дальше, говорят другие их права.
permission-tag-create = Придумывание меток
    .description = Давать заявкам метки, которых этот центр не определил. Пока он не определил ни одной, может каждый, кто правит.
permission-definition-edit = Определение полей и меток
    .description = Создание, изменение и выключение собственных полей; определение, переименование, объединение и удаление меток: и в заявках, которых человек не видит.
contribution-definitions = Поля и метки
setting-close-after-days = Дней до закрытия решённой заявки
    .hint = Если за это время никто не ответит. При 0 она остаётся решённой.
setting-undo-seconds = Секунды, которые ответ ждёт, прежде чем уйти
    .hint = Столько времени автор может его вернуть. При 0 он уходит сразу.
setting-undefined-fields = Заявки могут нести и другие поля
    .hint = Нужно при импорте.

## Строки службы в переписке

line-moved-to = { $count ->
    [one] { $count } сообщение перенесено в #{ $number }
    [few] { $count } сообщения перенесены в #{ $number }
    [many] { $count } сообщений перенесено в #{ $number }
   *[other] { $count } сообщения перенесено в #{ $number }
}
line-copied-to = { $count ->
    [one] { $count } сообщение скопировано в #{ $number }
    [few] { $count } сообщения скопированы в #{ $number }
    [many] { $count } сообщений скопировано в #{ $number }
   *[other] { $count } сообщения скопировано в #{ $number }
}
line-split-from = { $count ->
    [one] { $count } сообщение выделено из #{ $number }
    [few] { $count } сообщения выделены из #{ $number }
    [many] { $count } сообщений выделено из #{ $number }
   *[other] { $count } сообщения выделено из #{ $number }
}
line-copied-from = { $count ->
    [one] { $count } сообщение скопировано из #{ $number }
    [few] { $count } сообщения скопированы из #{ $number }
    [many] { $count } сообщений скопировано из #{ $number }
   *[other] { $count } сообщения скопировано из #{ $number }
}
line-merged-from = { $count ->
    [one] { $count } сообщение пришло при объединении с #{ $number }
    [few] { $count } сообщения пришли при объединении с #{ $number }
    [many] { $count } сообщений пришло при объединении с #{ $number }
   *[other] { $count } сообщения пришло при объединении с #{ $number }
}
line-merged-into = объединена с #{ $number }

## Pages of fields and tags

product = Ombud
skip = Перейти к содержанию
desk-navigation = Служба поддержки
inbox = Входящие
sign-out = Выйти
not-saved = Ничего не сохранено.
trouble-403 = Вам это нельзя
trouble-404 = Не найдено
trouble-409 = Кто-то успел раньше
trouble-asked = Не получилось
trouble-later = Не сейчас
trouble-ours = Что-то пошло не так
no-such-page = такой страницы нет
save = Сохранить
look = Посмотреть, как выглядит
definitions = Поля и метки
field = Поле
fields = Поля
fields-lead = Что есть у заявок этого центра, кроме темы, статуса и меток. Стоит рядом с каждым разговором, в этом порядке.
no-fields = Полей пока нет.
new-field = Новое поле
fields-off = Выключенные
fields-off-hint = Их больше никто не заполняет. То, что есть у заявок, сохраняется и показывается там.
versions = Прежние версии
versions-lead = Каждое изменение полей создаёт версию. Когда одну возвращают, всё, что появилось после неё, выключается, а не теряется.
title = Название
title-hint = То, что читают люди. Его можно сменить в любое время.
other-languages = На других языках
name = Имя в программах
name-hint = Строчные буквы, цифры и чёрточки. Если пусто, создаётся из названия. Потом не меняется.
kind = Вид
kind-stays = Вид не меняется, чтобы подходило то, что есть у заявок. Для другого вида выключите это поле и создайте новое.
choices = Варианты
choices-hint = Названия можно менять: у заявок остаётся выбранное. Вариант не удаляется, его лишь больше не предлагают.
new-choices = Ещё варианты
new-choices-hint = Для выбора: по одному варианту в строке.
in-programs = в программах
offered = Предлагается
required = Нужно заполнить
never = никогда
to-open = чтобы открыть заявку
to-resolve = чтобы её решить
for-whom = Для кого
customers = сотрудники и клиенты
staff-only = только сотрудники
customer-fills = Клиенты видят и заполняют
departments = Отделы
departments-hint = Только для заявок отмеченных отделов. Без отметок — для всех.
all-departments = все
turned-off = Выключено
turned-off-hint = Его больше никто не заполняет и не обязан. У заявок остаётся то, что есть.
up = Вверх
down = Вниз
move-up = Передвинуть «{ $title }» вверх
move-down = Передвинуть «{ $title }» вниз
switch-off = Выключить
switch-on = Включить
preview = Как это выглядит
preview-hint = Так это стоит в заявке. Введённое здесь никуда не уходит.
preview-for = В заявках отдела
show = Показать
yes = Да
no = Нет
the-desk = центр
bring-back = Вернуть эту
latest = Так сейчас
version = Версия { $number }, автор: { $who }, с { $since }
how-settings = Как было в настройках
how-added = добавлено `{ $name }`
how-changed = изменено `{ $name }`
how-moved = Изменён порядок
how-back = Возвращена версия { $version }
tags = Метки
tags-lead = Пока здесь не определена ни одна, можно дать любую метку. Потом другие дают лишь те, кому можно придумывать метки; все выбирают из этих.
no-tags = Меток пока нет.
tag = Метка
colour = Цвет
tickets = Заявки
undefined-tag = не определена
add-tag = Определить метку
change-tag = Изменить
set-colour = Задать цвет
rename-tag = Переименовать
rename-hint = Обещания, распределение, правила и сохранённые виды, где она названа, не меняются: впишите там новое имя.
merge-tag = Объединить
into = С
merge-hint = Все её заявки получат другую метку; кто ещё даёт эту, даст ту. Потом их не различить.
remove-tag = Удалить
remove-hint = Больше не предлагается.
off-tickets = Снять и со всех заявок
so-many = { $count ->
    [one] { $count } заявка
    [few] { $count } заявки
    [many] { $count } заявок
   *[other] { $count } заявки
}
more-than = больше { $count }
work-renames = «{ $from }» становится «{ $to }» во всех заявках. Это идёт само.
work-removes = «{ $from }» снимается со всех заявок. Это идёт само.
done-added = Добавлено.
done-saved = Сохранено.
done-moved = Изменено.
done-back = Эта версия возвращена.
done-renamed = Готово. Заявки последуют.
done-removed = Удалено.
kind-text = Текст
kind-number = Число
kind-choice = Выбор
kind-date = Дата
kind-yes-no = Да или нет
kind-person = Человек
grey = Серый
red = Красный
orange = Оранжевый
yellow = Жёлтый
green = Зелёный
teal = Бирюзовый
blue = Синий
purple = Фиолетовый
