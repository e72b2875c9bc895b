# Изреченията на приставката за заявките.

## Why something is not done, for whoever tried

closed-is-final = заявка #{ $number } е затворена окончателно: първо сменете статуса на „отворена“
changed-meanwhile = заявката беше променена междувременно; прочетете я отново и решете пак
not-in-department = нямате това право в този отдел
field-missing = липсва „{ $title }“ (`{ $name }`)
field-before-resolving = попълнете „{ $title }“ (`{ $name }`), преди да решите заявката
field-text = в полето `{ $name }` стои `{ $value }`, а се очаква текст до { $most } байта
field-number = в полето `{ $name }` стои `{ $value }`, а се очаква число
field-choice = в полето `{ $name }` стои `{ $value }`, а се очаква едно от: { $choices }
field-date = в полето `{ $name }` стои `{ $value }`, а се очаква дата като 2026-03-01
field-yes-no = в полето `{ $name }` стои `{ $value }`, а се очаква true или false
field-person = в полето `{ $name }` стои `{ $value }`, а се очаква идентификатор на човек
field-unknown = няма поле `{ $name }`
reply-stays = казаното на клиента не може да се промени или върне
line-stays = редовете на центъра остават каквито са
note-of-author = бележката се променя само от автора ѝ
sign-in-to-open = влезте, за да отворите заявка
only-for-yourself = можете да отваряте заявки само за себе си: оставете `requester` празно
nobody-has-address = `{ $field }`: тук никой няма адреса `{ $text }`
assignee-is-customer = отговорникът трябва да е колега, а не клиент
assignee-is-suspended = отговорникът е със спрян достъп и не може да работи по заявки
subject-empty = темата е празна: кажете с няколко думи за какво става дума
subject-long = темата има { $length } знака, а се побират най-много { $most }
tag-length = етикетът има от 1 до { $most } знака, а `{ $tag }` има { $length }
tags-many = етикетите са { $count }, а заявката побира най-много { $most }
body-empty = съобщението е празно: напишете нещо или прикачете файл
message-long = `{ $name }` има { $length } байта, а се побират най-много { $most }: прикачете го като файл
files-many = файловете са { $count }, а съобщението побира { $most }
split-all = избрани са всичките { $all } съобщения на заявка #{ $number }: поне едно остава или преместете цялата заявка
split-nothing = не са избрани съобщения: изберете поне едно
split-gone = съобщението `{ $id }` не е в заявка #{ $number }; може вече да е преместено
merge-itself = заявка не се обединява сама със себе си
merge-empty = заявка #{ $number } няма съобщения: може би вече е обединена
merge-many = заявка #{ $number } има над { $most } съобщения: това е твърде много за обединяване
not-merged = заявка #{ $number } не е обединена с тази или това вече е отменено
merge-went-on = в заявка #{ $number } вече няма нищо от нея: отделено е или е обединено нататък, първо отменете това
is-closed = заявка #{ $number } е затворена: първо я отворете отново
is-spam = заявка #{ $number } е отбелязана като спам
is-merged = заявка #{ $number } вече е обединена: първо отменете това или обединете онази, в която е отишла
is-spam-open-first = заявка #{ $number } е отбелязана като спам: първо я отворете
no-ticket = няма заявка `{ $id }`
no-ticket-number = няма заявка #{ $number }
held-has-left = вече е изпратен и не може да бъде върнат
held-author-gone = авторът му вече не може да работи тук
held-overdue = не можа да бъде записан в заявката и повече няма да се опитва
held-orphan = заявката му беше изтрита
status-final = затворената заявка е окончателна: за отварянето ѝ има отделно право
status-closed-only-opens = затворената заявка може само да се отвори
status-never-new = заявката не става отново нова: изберете „отворена“
status-spam-only-opens = спамът може само да се отвори (ако не е спам) или да се затвори
tag-unknown = „{ $tag }“ не е етикет на този център; неговите са: { $known }

## What plugin.toml says in English

plugin-title = Заявки
plugin-summary = Пази заявките със съобщенията им и ги води от нови до затворени.
permission-ticket-read = Четене на заявки
    .description = Виждане на заявки, съобщенията и файловете им. Служителите виждат и вътрешните бележки и историята.
permission-ticket-create = Отваряне на заявки
    .description = Отваряне на заявка с първото ѝ съобщение, в отдел, който не е задължително да може да се чете.
permission-ticket-edit = Редактиране на заявки
    .description = Промяна на тема, статус, приоритет, етикети, полета и език. За това, което клиентите четат от тях, е нужно и правото да се отговаря.
permission-ticket-reply = Отговаряне на заявки
    .description = Писане до клиента в заявка. За клиенти: писане до центъра.
permission-ticket-note = Писане на вътрешни бележки
    .description = Писане на бележки, които виждат само служителите, и редактиране или изтриване на своите.
permission-ticket-assign = Възлагане на заявки
    .description = Възлагане на колега, вземане или връщане на заявка.
permission-ticket-move = Изваждане на заявки от отдел
    .description = Предаване на заявка на друг отдел.
permission-ticket-move-into = Преместване на заявки в отдел
    .description = Избиране на този отдел за цел. Не е нужно да може да се чете там.
permission-ticket-share = Споделяне на заявки
    .description = Добавяне и махане на участници, които след това могат да четат заявката.
permission-ticket-requester = Смяна на заявителя
    .description = Поставяне на друг клиент на мястото на заявителя, който след това може да чете заявката.
permission-ticket-split = Разделяне на заявки
    .description = Изваждане на съобщения от заявка в друга и отмяна на това.
permission-ticket-merge = Обединяване на заявки
    .description = Преместване на всички съобщения на една заявка в друга, затваряне на първата и отмяна на това.
permission-ticket-reopen = Отваряне на затворени заявки
    .description = Връщане на затворена заявка, която за всички други е окончателна.
permission-ticket-delete = Изтриване на заявки
    .description = Премахване на заявка с всичките ѝ съобщения и история, завинаги.
permission-ticket-import = Писане от името на други
    .description = Добавяне на съобщения с друг автор и време, както правят пощата и вносът.
permission-desk-use = Работа със заявки (приставки)
    .description = За приставки: извикване на тази приставка. Какво могат след това, казват другите им права.
permission-tag-create = Измисляне на етикети
    .description = Даване на заявките на етикети, които този център не е определил. Докато не определи нито един, може всеки, който редактира.
setting-close-after-days = Дни до затваряне на решена заявка
    .hint = Ако междувременно никой не отговори. При 0 остава решена.
setting-undo-seconds = Секунди, които отговорът чака, преди да тръгне
    .hint = Толкова време авторът може да го върне. При 0 тръгва веднага.
setting-fields = Собствени полета на заявките
    .hint = До разговора, в този ред. Името в програмите не се мени, щом заявки вече го носят.
setting-fields-name = Име в програмите
setting-fields-title = Заглавие за хората
setting-fields-kind = Вид
    .choice-text = Текст
    .choice-number = Число
    .choice-choice = Избор
    .choice-date = Дата
    .choice-yes-no = Да или не
    .choice-person = Човек
setting-fields-choices = Възможности
    .hint = Със запетаи между тях
setting-fields-required = Трябва да се попълни
    .choice-create = за отваряне на заявка
    .choice-resolve = за решаването ѝ
setting-fields-customer = Клиентите го виждат и попълват
setting-undefined-fields = Заявките могат да носят и други полета
    .hint = Нужно е при внос.
setting-tags = Етикети
    .hint = Докато тук няма нито един, може да се даде всеки етикет. Иначе други дават само онези, които могат да измислят етикети.
setting-tags-name = Етикет
setting-tags-colour = Цвят
    .choice-grey = Сив
    .choice-red = Червен
    .choice-orange = Оранжев
    .choice-yellow = Жълт
    .choice-green = Зелен
    .choice-teal = Синьозелен
    .choice-blue = Син
    .choice-purple = Лилав

## Редове на центъра в разговора

line-moved-to = { $count ->
    [one] { $count } съобщение е преместено в #{ $number }
   *[other] { $count } съобщения са преместени в #{ $number }
}
line-copied-to = { $count ->
    [one] { $count } съобщение е копирано в #{ $number }
   *[other] { $count } съобщения са копирани в #{ $number }
}
line-split-from = { $count ->
    [one] { $count } съобщение е отделено от #{ $number }
   *[other] { $count } съобщения са отделени от #{ $number }
}
line-copied-from = { $count ->
    [one] { $count } съобщение е копирано от #{ $number }
   *[other] { $count } съобщения са копирани от #{ $number }
}
line-merged-from = { $count ->
    [one] { $count } съобщение дойде при сливането с #{ $number }
   *[other] { $count } съобщения дойдоха при сливането с #{ $number }
}
line-merged-into = слята с #{ $number }
