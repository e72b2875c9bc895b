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
setting-close-after-days = Дней до закрытия решённой заявки
    .hint = Если за это время никто не ответит. При 0 она остаётся решённой.
setting-undo-seconds = Секунды, которые ответ ждёт, прежде чем уйти
    .hint = Столько времени автор может его вернуть. При 0 он уходит сразу.
setting-fields = Свои поля заявок
    .hint = Рядом с разговором, в этом порядке. Имя в программах не меняется, если заявки его уже несут.
setting-fields-name = Имя в программах
setting-fields-title = Название для людей
setting-fields-kind = Вид
    .choice-text = Текст
    .choice-number = Число
    .choice-choice = Выбор
    .choice-date = Дата
    .choice-yes-no = Да или нет
    .choice-person = Человек
setting-fields-choices = Варианты
    .hint = Через запятую
setting-fields-required = Нужно заполнить
    .choice-create = чтобы открыть заявку
    .choice-resolve = чтобы её решить
setting-fields-customer = Клиенты его видят и заполняют
setting-undefined-fields = Заявки могут нести и другие поля
    .hint = Нужно при импорте.
setting-tags = Метки
    .hint = Пока здесь нет ни одной, можно дать любую метку. Иначе другие дают только те, кто может придумывать метки.
setting-tags-name = Метка
setting-tags-colour = Цвет
    .choice-grey = Серый
    .choice-red = Красный
    .choice-orange = Оранжевый
    .choice-yellow = Жёлтый
    .choice-green = Зелёный
    .choice-teal = Бирюзовый
    .choice-blue = Синий
    .choice-purple = Фиолетовый

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
