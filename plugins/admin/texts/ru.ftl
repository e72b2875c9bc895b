# Слова страниц администраторов.

## Around every page

product = Ombud
skip = Перейти к содержанию
desk-navigation = Служба поддержки
administration = Администрирование
inbox = Входящие
sign-out = Выйти
closed-title = Эти страницы — для администраторов
closed = У вас нет права «Открывать страницы администрирования».
back-to-desk = Вернуться к работе
no-such-page = такой страницы в администрировании нет

## Words on many pages

apply = Применить
cancel = Отмена
save = Сохранить
preview = Посмотреть, что изменится
back-to-form = Вернуться к форме
first-page = Первая страница
next-page = Следующая страница
pages = Страницы
not-saved = Ничего не сохранено.
none = нет
gone = отдел, которого больше нет
plugin-availability = Кто на месте
plugin-calendar = Рабочее время
plugin-canned = Готовые ответы
plugin-chat = Чат
plugin-console = Консоль
plugin-csat = Удовлетворённость
plugin-mail = Почта
plugin-merge = Объединение
plugin-routing = Распределение
plugin-rules = Правила
plugin-schedule = Смены
plugin-sla = SLA
plugin-split = Разделение
plugin-tickets = Заявки
somebody = кто-то
choose = Выберите…
details = Подробности
about = О человеке
more = Ещё

## People

people = Люди
person = Человек
add-person = Добавить человека
who = Кто
name = Имя
email = Адрес почты
alias = Псевдоним
alias-hint = Что клиенты видят вместо имени
language = Язык
language-none = Язык браузера или службы
search = Найти
search-people = Имя или адрес
any-role = Любая роль
any-department = Любой отдел
any-state = Любое состояние
state = Состояние
active = Активен
suspended = Доступ закрыт
kind = Вид
staff = Сотрудники
customer = Клиент
since = Здесь с
nobody-here = Никто не подходит.
nobody-yet = Пока никто не подходит. Следующая страница ищет дальше.
owner = Владелец
some-role = роль
roles-hint = Роли складываются. Роль действует везде или в одном отделе, при необходимости — до последнего дня.
roles-unseen = Вам нельзя видеть роли, поэтому они остаются как есть.
one-more = Дать ещё одну роль…
take-away = (забрать)
where = Где
everywhere = Везде
until = Последний день
no-departments = Отделов пока нет.
way-in = Вход
way-in-new = У этого человека ещё нет пароля: он выберет его по ссылке.
way-in-then = Затем перейти к созданию ссылки (она уйдёт и по почте, если служба отправляет письма)
way-in-hint = Ссылка для выбора пароля, сеансы, утерянный второй фактор — на отдельной странице службы.
way-in-link = Как этот человек входит
in-person = Владельцем и администраторами управляют лично, а не через плагин: через API или командой «ombud user».
make = Сделать администратором…
unmake = Забрать роль администратора…
suspend = Закрыть доступ
suspend-hint = Сразу закрывает доступ вместе со всеми сеансами и ключами.
suspend-look = Закрыть доступ…
restore = Вернуть доступ
restore-hint = Человек снова сможет делать то, что позволяют его роли.
restore-look = Вернуть доступ…
ask-why = Узнать, что ему можно и почему
story = Что здесь меняли и кто
the-change = Изменение
takes = Роль забрана
gives = Роль выдана
leaves = Покидает
joins = Входит в
nobody-holds-it = Этой роли пока ни у кого нет, поэтому ни для кого ничего не меняется.
gains = Получает
loses = Теряет
becomes-staff = Становится сотрудником.
is-no-staff = Больше не сотрудник.

## Roles

roles = Роли
role = Роль
roles-lead = Роль — это набор прав. Ролей может быть несколько, и они складываются; ни одна роль ничего не отнимает.
new-role = Новая роль
make-role = Создать роль
compare = Сравнить
compare-with = С
choose-two = Выберите две роли. Показаны только различия.
no-difference = Обе дают одно и то же.
not-at-all = никак
for-whom = Для кого
grants = Права
held-by = У кого есть
held-by-nobody = Пока ни у кого. Выдайте её на странице нужного человека.
one-owner = Владелец ровно один, и только он может передать службу.
whoever = Все, кто не вошёл
retired = Не используется
built-in = встроенная
collaborators = Соисполнители
everyone = Все
everything = Всё
title = Название
short-name = Короткое имя
short-name-hint = Для программ: a-z, 0-9 и -. Пусто — из названия
description = Описание
permission = Право
filter = Отобрать
filter-permissions = Отобрать права
no-permission-fits = Ни одно право не подходит. Выбранное остаётся выбранным.
contacts = доходит до клиентов
dangerous = сильное право
not-yours = Нельзя выдать то, чего нет у самого; этого не могут и эти страницы.
temporary = До определённого дня
temporary-hint = Они заканчиваются сами. Без отметки право закончится сейчас.
waiting = Ждут своего плагина
waiting-hint = Сейчас их никто не объявляет, поэтому они ничего не дают. Они снова заработают, когда плагин вернётся.
holds-everything = У этой роли есть всё, что есть и будет. Она не составлена из прав, которые можно выбрать.
give-title = дайте роли название
changed-meanwhile = кто-то изменил эту роль, пока страница была открыта: взгляните ещё раз и сохраните снова, если ваш выбор всё ещё верен
copy = Начать с копии
copy-from = Скопировать из
begin-with = Начать с копии
begin-with-hint = Берёт то, что даёт другая роль. Ваш выбор здесь пропадёт.
retire = Вывести роль из использования
retire-hint = Такая роль ничего не даёт, и её нельзя выдать. Её можно вернуть.
retire-held = Её можно вывести, когда её больше ни у кого нет.
revive = Вернуть
new = Новое
no-more = Больше нет

## Departments

departments = Отделы
department = Отдел
departments-lead = В них работают люди, и к ним относятся заявки.
new-department = Новый отдел
add-department = Добавить
rename = Переименовать

## Explain access

explain = Объяснить доступ
explain-lead = Почему кому-то что-то можно или нельзя? Спросите и прочтите правило, которое решает.
explain-ask = Объяснить
ask-something = Выберите человека и право.
or-address = Или по адресу почты
on-record = Для какой записи
on-record-hint = Номер заявки или plugin:collection/id. Пусто — для самой службы
bad-record = введите номер заявки, например 42, или plugin:collection/id
as-told = Как им говорят:
yes = Да.
no = Нет.

## Audit

audit = Журнал
bans = Закрытые адреса
desk-settings = Настройки службы
audit-lead = Каждое изменение людей, прав и плагинов и каждая отклонённая попытка. Новые сверху.
what = Что
anybody = Кто угодно
since-day = С
until-day = По
contains = Содержит
only-about = Только о
show-all = Показать всё
left-out = Пропущено на этой странице: { $count } × вход или выход, { $failed } × неудачный вход.
show-too = Показать и их
nothing-here = Ничего не найдено.
nothing-yet = Пока ничего не найдено. Следующая страница ищет дальше.
the-desk = Сама служба
stranger = Кто-то
target-desk = служба поддержки
field = Поле
before = До
after = После
value = значение
field-giver = Кто поручил
field-given = Поручено
field-until = До
field-through = Через
field-version = Версия
field-network = Сетевой адрес
field-reason = Причина
field-plugin = Плагин
noun-but-sign-ins = Всё, кроме входов
noun-everything = Всё
noun-refusals = Только отказы
noun-people = Люди
noun-roles = Роли
noun-memberships = Кто где работает
noun-departments = Отделы
noun-plugins = Плагины
noun-mandates = Что можно плагинам
noun-settings = Настройки
noun-sessions = Сеансы
noun-passwords = Пароли

## What was just done

done-added = Готово.
done-saved = Изменения сохранены.
done-suspended = Доступ закрыт вместе со всеми сеансами и ключами.
done-restored = Доступ возвращён.
done-retired = Роль больше не используется.
done-revived = Роль снова можно выдавать.
done-same = Менять было нечего.
who-customers = Клиенты
who-everybody = Все
whose-staff = Сотрудники: видят внутреннее
whose-collaborators = Соисполнители: сотрудники, которые никогда не пишут клиенту
whose-everyone = Все: никого не делает сотрудником
scope-allowed = Разрешено
scope-all = Все
scope-department = Свои отделы
scope-assigned = Назначенные им
scope-own = Собственные
scope-shared = Доступные им
scope-unassigned = Пока ничьи
box-label = { $permission }: { $scope }
held-in = { $role } в отделе «{ $place }»
held-until = { $role } до { $day }
held-in-until = { $role } в отделе «{ $place }» до { $day }
known-as = клиенты видят «{ $alias }»
bad-day = `{ $text }` — не день вида 2026-11-28
changes-of = Что изменится: { $name }
making = Новая роль: { $title }
suspends = Закрыть доступ: { $name }?
restores = Вернуть доступ: { $name }?
and-more = и ещё { $count }
and-more-at-least = и ещё не меньше { $count }
or-more = { $count } или больше
counted-same = { $what }: { $after }, как и раньше
counted = { $what }: { $after } вместо { $before }
permissions = { $count ->
    [one] { $count } право
    [few] { $count } права
    [many] { $count } прав
   *[other] { $count } права
}
fields = { $count ->
    [one] { $count } поле
    [few] { $count } поля
    [many] { $count } полей
   *[other] { $count } поля
}
nobody = никто
people-count = { $count ->
    [one] { $count } человек
    [few] { $count } человека
    [many] { $count } человек
   *[other] { $count } человека
}
people-or-more = { $count } человек или больше
of-all = { $given } из { $all }
copy-of = Копия: { $title }
beyond = Эту роль здесь изменить нельзя: она даёт { $some }, чего у вас или у этих страниц нет в той же мере. Что есть у этих страниц, расширяют в разделе «Плагины», «Администрирование», «Что ему можно».
quoted = «{ $text }»
temporary-grant = { $title }, до { $day }
nobody-has = адреса `{ $email }` ни у кого нет
ticket = заявка #{ $number }
asked-on = { $who }: { $what }, для: { $place }

## What somebody did, after the name and before what it was done to

did-access-denied = — отказано:
did-person-create = — добавление:
did-person-edit = — изменение:
did-person-suspend = — закрытие доступа:
did-person-restore = — возврат доступа:
did-person-view-as = — начало просмотра от имени:
did-person-view-as-end = — конец просмотра от имени:
did-customer-create = — добавление клиента:
did-guest-admit = — приём гостя:
did-guest-clear = — удаление гостя:
did-role-assign = — изменение ролей:
did-role-create = — создание роли:
did-role-edit = — изменение роли:
did-role-retire = — вывод роли:
did-role-restore = — возврат роли:
did-membership-add = — приём в отдел:
did-membership-remove = — вывод из отдела:
did-department-create = — создание отдела:
did-department-edit = — переименование отдела:
did-mandate-edit = — изменение полномочий:
did-plugin-register = — установка:
did-plugin-unregister = — удаление:
did-settings-edit = — изменение настроек:
did-ownership-transfer = — передача службы:
did-password-link = — ссылка для пароля:
did-password-reset = — установка пароля:
did-password-change = — смена пароля:
did-session-begin = — вход
did-session-refused = — неудачный вход под именем:
did-session-unknown = — неудачный вход: введённого адреса здесь ни у кого нет
did-session-end = — выход
did-token-mint = — создание ключа:
did-token-revoke = — отзыв ключа:
did-audit-export = — выгрузка журнала
did-desk-setup = — запуск службы
did-order-give = — поручение плагину:
did-order-withdraw = — отзыв поручения плагину:
did-ban-create = — запрет адреса:
did-ban-lift = — снятие запрета:
did-desk-backup = — резервная копия
did-desk-export = — выгрузка всего центра
did-egress-edit = — изменение адресатов:
did-guest-leave = — отзыв пропуска гостя:
did-mail-try = — пробное письмо
did-plugin-install = — установка версии:
did-plugin-upgrade = — обновление:
did-plugin-rollback = — возврат прежней версии:
did-plugin-remove = — изъятие плагина:
did-plugin-purge = — удаление всех данных:
did-plugin-propose = — предложение:
did-plugin-withdraw = — отклонение предложения:
did-plugin-quarantine = — карантин:
did-plugin-release = — конец карантина:
did-plugin-shadow = — проба версии:
did-plugin-shadow-end = — конец пробы:
did-plugin-retry = — повтор того, что не удалось:
did-plugin-discard = — отказ от того, что не удалось:
did-search-rebuild = — перестройка поиска
did-second-factor-begin = — включение второго фактора:
did-second-factor-end = — отключение второго фактора:
did-second-factor-remove = — удаление второго фактора:
did-secret-tell = — ввод секрета:
did-guest-renew = — продление пропуска гостя:
did-plugin-effect-failed = — отказ от запроса к другой машине, плагин:
did-plugin-report = — чтение отчёта о сбоях:
did-plugin-shadow-read = — просмотр пробы:
did-plugin-storage = — изменение допустимого объёма данных:
did-publisher-trust = — доверие издателю:
did-publisher-distrust = — конец доверия издателю:
did-something = — действие:
through = через { $plugin }
from = с адреса { $origin }
entry = запись { $number }

## When something went wrong

trouble-403 = Вам это нельзя
trouble-404 = Не найдено
trouble-409 = Кто-то успел раньше
trouble-asked = Не получилось
trouble-later = Не сейчас
trouble-ours = Что-то пошло не так

## What plugin.toml says in English

plugin-title = Администрирование
plugin-summary = Страницы, где администраторы заботятся о людях, ролях, отделах и журнале. Сам плагин ничего не хранит.
permission-admin-use = Открывать страницы администрирования
    .description = Что там видно и можно делать, говорят другие права.
contribution-pages = Администрирование
contribution-explain = Кто что здесь может
