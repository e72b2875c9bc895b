# Думите на страниците за администратори.

## Around every page

product = Ombud
skip = Към съдържанието
desk-navigation = Център за помощ
administration = Администриране
inbox = Входящи
sign-out = Изход
closed-title = Тези страници са за администратори
closed = Нямате правото „Отваряне на страниците за администриране“.
back-to-desk = Обратно към центъра
no-such-page = няма такава страница в администрирането

## Words on many pages

apply = Приложи
cancel = Отказ
save = Запази
preview = Виж какво се променя
back-to-form = Обратно към формуляра
first-page = Първа страница
next-page = Следваща страница
pages = Страници
not-saved = Нищо не е запазено.
none = няма
gone = отдел, който вече не съществува
plugin-availability = Кой е тук
plugin-calendar = Работно време
plugin-canned = Готови отговори
plugin-chat = Чат
plugin-console = Конзола
plugin-csat = Удовлетвореност
plugin-mail = Поща
plugin-merge = Обединяване
plugin-routing = Разпределяне
plugin-rules = Правила
plugin-schedule = Смени
plugin-sla = SLA
plugin-split = Разделяне
plugin-tickets = Заявки
somebody = някой
choose = Изберете…
details = Подробности
about = Основни данни
more = Още

## People

people = Хора
person = Лице
add-person = Добави човек
who = Кой
name = Име
email = Имейл адрес
alias = Псевдоним
alias-hint = Какво виждат клиентите вместо името
language = Език
language-none = Езикът на браузъра или на центъра
search = Търси
search-people = Име или адрес
any-role = Всяка роля
any-department = Всеки отдел
any-state = Всяко състояние
state = Състояние
active = Активен
suspended = Спрян достъп
kind = Вид
staff = Служители
customer = Клиент
since = Тук от
nobody-here = Никой не отговаря.
nobody-yet = Засега никой не отговаря. Следващата страница търси по-назад.
owner = Собственик
some-role = роля
roles-hint = Ролите се събират. Ролята важи навсякъде или в един отдел, ако желаете — до последен ден.
roles-unseen = Нямате право да виждате ролите, затова те остават каквито са.
one-more = Дай още една роля…
take-away = (отнеми)
where = Къде
everywhere = Навсякъде
until = Последен ден
no-departments = Още няма отдели.
way-in = Влизане
way-in-new = Лицето още няма парола: избира си я чрез връзка.
way-in-then = След това продължи към създаване на връзката (изпраща се и по имейл, ако центърът изпраща поща)
way-in-hint = Връзка за избор на парола, сесии, загубен втори фактор: на отделна страница на центъра.
way-in-link = Как влиза лицето
in-person = Собственикът и администраторите се управляват лично, а не чрез приставка: през API или с „ombud user“.
make = Направи администратор…
unmake = Отнеми администраторската роля…
suspend = Спри достъпа
suspend-hint = Спира достъпа веднага, с всички сесии и ключове.
suspend-look = Спри достъпа…
restore = Пусни отново
restore-hint = Лицето отново може да прави това, което ролите му позволяват.
restore-look = Пусни отново…
ask-why = Попитай какво може и защо
story = Какво е променено тук и от кого
the-change = Промяната
takes = Отнета роля
gives = Дадена роля
leaves = Напуска
joins = Влиза в
nobody-holds-it = Още никой няма тази роля, затова за никого нищо не се променя.
gains = Получава
loses = Губи
becomes-staff = Става служител.
is-no-staff = Вече не е служител.

## Roles

roles = Роли
role = Роля
roles-lead = Ролята е набор от права. Човек може да има няколко роли и те се събират; никоя роля не отнема нищо.
new-role = Нова роля
make-role = Създай ролята
compare = Сравни
compare-with = С
choose-two = Изберете две роли. Показва се само разликата.
no-difference = Двете дават едно и също.
not-at-all = никак
for-whom = За
grants = Права
held-by = Имат я
held-by-nobody = Още никой. Дайте я на някого от неговата страница.
one-owner = Собственикът е точно един и само той може да предаде центъра.
whoever = Всеки, който не е влязъл
retired = Извън употреба
built-in = вградена
collaborators = Сътрудници
everyone = Всички
everything = Всичко
title = Заглавие
short-name = Кратко име
short-name-hint = За програми: a-z, 0-9 и -. Празно: от заглавието
description = Описание
permission = Право
filter = Филтър
filter-permissions = Филтрирай правата
no-permission-fits = Няма такова право. Избраното остава избрано.
contacts = достига до клиенти
dangerous = силно право
not-yours = Никой не дава това, което сам няма; тези страници също не могат.
temporary = До определен ден
temporary-hint = Те изтичат сами. Без отметка правото изтича сега.
waiting = Чакат своята приставка
waiting-hint = Сега никой не ги обявява, затова не дават нищо. Отново ще важат, когато приставката се върне.
holds-everything = Тази роля има всичко, което има и ще има. Тя не се състои от права за избиране.
give-title = дайте заглавие на ролята
changed-meanwhile = някой промени тази роля, докато страницата беше отворена: погледнете я отново и запазете пак, ако изборът ви още е верен
copy = Започни от копие
copy-from = Копирай от
begin-with = Започни от копие
begin-with-hint = Взема това, което дава друга роля. Избраното тук се губи.
retire = Извади ролята от употреба
retire-hint = Извън употреба тя не дава нищо и не може да се дава. Може да се върне.
retire-held = Може да се извади от употреба, когато вече никой я няма.
revive = Върни я
new = Ново
no-more = Вече не

## Departments

departments = Отдели
department = Отдел
departments-lead = Тук работят хората и тук се завеждат заявките.
new-department = Нов отдел
add-department = Добави
rename = Преименувай

## Explain access

explain = Обяснение на достъпа
explain-lead = Защо някой може или не може да направи нещо? Попитайте и прочетете правилото, което решава.
explain-ask = Обясни
ask-something = Изберете лице и право.
or-address = Или по имейл адрес
on-record = За кой запис
on-record-hint = Номер на заявка или plugin:collection/id. Празно: за самия център
bad-record = въведете номер на заявка, например 42, или plugin:collection/id
as-told = Както им се казва:
yes = Да.
no = Не.

## Audit

audit = Одит
bans = Спрени адреси
desk-settings = Настройки на центъра
audit-lead = Всяка промяна на хора, права и приставки и всеки отказан опит. Най-новото е най-отгоре.
what = Какво
anybody = Който и да е
since-day = От
until-day = До
contains = Съдържа
only-about = Само за
show-all = Покажи всичко
left-out = Пропуснати на тази страница: { $count } × вход или изход, { $failed } × неуспешен вход.
show-too = Покажи и тях
nothing-here = Нищо не отговаря.
nothing-yet = Засега нищо не отговаря. Следващата страница търси по-назад.
the-desk = Самият център
stranger = Някой
target-desk = центъра
field = Поле
before = Преди
after = След
value = стойност
field-giver = Дадено от
field-given = Дадено на
field-until = До
field-through = През
field-version = Версия
field-network = Мрежов адрес
field-reason = Причина
field-plugin = Приставка
noun-but-sign-ins = Всичко без влизанията
noun-everything = Всичко
noun-refusals = Само откази
noun-people = Хора
noun-roles = Роли
noun-memberships = Кой къде работи
noun-departments = Отдели
noun-plugins = Приставки
noun-mandates = Какво могат приставките
noun-settings = Настройки
noun-sessions = Сесии
noun-passwords = Пароли

## What was just done

done-added = Готово.
done-saved = Промените са запазени.
done-suspended = Достъпът на лицето е спрян, с всички сесии и ключове.
done-restored = Лицето отново има достъп.
done-retired = Ролята е извън употреба.
done-revived = Ролята отново може да се дава.
done-same = Нямаше нищо за променяне.
who-customers = Клиенти
who-everybody = Всички
whose-staff = Служители: който я има, вижда вътрешното
whose-collaborators = Сътрудници: служители, които никога не пишат на клиент
whose-everyone = Всички: никого не прави служител
scope-allowed = Разрешено
scope-all = Всички
scope-department = Своите отдели
scope-assigned = Възложени на тях
scope-own = Собствените им
scope-shared = Споделени с тях
scope-unassigned = Още ничии
box-label = { $permission }: { $scope }
held-in = { $role } в „{ $place }“
held-until = { $role } до { $day }
held-in-until = { $role } в „{ $place }“ до { $day }
known-as = клиентите виждат „{ $alias }“
bad-day = `{ $text }` не е ден като 2026-11-28
changes-of = Какво се променя: { $name }
making = Нова роля: { $title }
suspends = Спиране на достъпа: { $name }?
restores = Връщане на достъпа: { $name }?
and-more = и още { $count }
and-more-at-least = и поне още { $count }
or-more = { $count } или повече
counted-same = { $what }: { $after }, както преди
counted = { $what }: { $after } вместо { $before }
permissions = { $count ->
    [one] { $count } право
   *[other] { $count } права
}
fields = { $count ->
    [one] { $count } поле
   *[other] { $count } полета
}
nobody = никой
people-count = { $count ->
    [one] { $count } човек
   *[other] { $count } души
}
people-or-more = { $count } души или повече
of-all = { $given } от { $all }
copy-of = Копие на { $title }
beyond = Не можете да промените тази роля тук: тя дава { $some }, което вие или тези страници нямате в същата степен. Какво имат тези страници, се разширява в „Приставки“, „Администриране“, „Какво може“.
quoted = „{ $text }“
temporary-grant = { $title }, до { $day }
nobody-has = никой няма адреса `{ $email }`
ticket = заявка #{ $number }
asked-on = { $who }: { $what }, за { $place }

## What somebody did, after the name and before what it was done to

did-access-denied = получи отказ:
did-person-create = добави
did-person-edit = промени
did-person-suspend = спря достъпа на
did-person-restore = върна достъпа на
did-person-view-as = започна да вижда центъра като
did-person-view-as-end = спря да вижда центъра като
did-customer-create = добави клиента
did-guest-admit = прие госта
did-guest-clear = изтри госта
did-role-assign = промени ролите на
did-role-create = създаде ролята
did-role-edit = промени ролята
did-role-retire = извади от употреба ролята
did-role-restore = върна ролята
did-membership-add = сложи в отдел:
did-membership-remove = извади от отдел:
did-department-create = създаде отдела
did-department-edit = преименува отдела
did-mandate-edit = промени какво може
did-plugin-register = инсталира
did-plugin-unregister = премахна
did-settings-edit = промени настройки на
did-ownership-transfer = предаде центъра на
did-password-link = създаде връзка за паролата на
did-password-reset = смени паролата на
did-password-change = промени паролата на
did-session-begin = влезе
did-session-refused = не успя да влезе като
did-session-unknown = не успя да влезе: никой тук няма въведения адрес
did-session-end = излезе
did-token-mint = създаде ключ за
did-token-revoke = отне ключ на
did-audit-export = изнесе одита
did-desk-setup = настрои центъра
did-order-give = даде нареждане на
did-order-withdraw = оттегли нареждане на
did-ban-create = забрани адрес:
did-ban-lift = вдигна забрана:
did-desk-backup = направи резервно копие
did-desk-export = изнесе всичко от центъра
did-egress-edit = промени накъде може да изпраща
did-guest-leave = отне пропуска на госта
did-mail-try = изпрати пробно писмо
did-plugin-install = инсталира версия на
did-plugin-upgrade = обнови
did-plugin-rollback = върна предишна версия на
did-plugin-remove = извади
did-plugin-purge = изтри всичко останало от
did-plugin-propose = предложи
did-plugin-withdraw = отказа предложеното за
did-plugin-quarantine = постави под карантина
did-plugin-release = пусна от карантина
did-plugin-shadow = започна проба на версия на
did-plugin-shadow-end = прекрати пробата на
did-plugin-retry = предаде отново каквото не успя в
did-plugin-discard = отказа се от каквото не успя в
did-search-rebuild = построи търсенето наново
did-second-factor-begin = включи втори фактор:
did-second-factor-end = изключи втория фактор:
did-second-factor-remove = премахна втория фактор на
did-secret-tell = въведе тайна за
did-guest-renew = поднови пропуска на госта
did-plugin-effect-failed = се отказа от заявка към друга машина на
did-plugin-report = прочете доклад за неуспехи на
did-plugin-shadow-read = прегледа пробата на
did-plugin-storage = промени колко може да пази
did-publisher-trust = започна да се доверява на издателя
did-publisher-distrust = спря да се доверява на издателя
did-something = направи нещо с
through = през { $plugin }
from = от { $origin }
entry = запис { $number }

## When something went wrong

trouble-403 = Нямате право на това
trouble-404 = Не е намерено
trouble-409 = Някой беше по-бърз
trouble-asked = Това не стана
trouble-later = Не сега
trouble-ours = Нещо се обърка

## What plugin.toml says in English

plugin-title = Администриране
plugin-summary = Страниците, на които администраторите се грижат за хора, роли, отдели и одит. Самата приставка не пази нищо.
permission-admin-use = Отваряне на страниците за администриране
    .description = Какво се вижда и прави там, казват другите права.
contribution-pages = Администриране
contribution-explain = Кой какво може тук
