# Страницы ядра о плагинах.

## Figures and states

calls = { $count ->
    [one] { $count } вызов
    [few] { $count } вызова
    [many] { $count } вызовов
   *[other] { $count } вызова
}
things = { $count ->
    [one] { $count } пункт
    [few] { $count } пункта
    [many] { $count } пунктов
   *[other] { $count } пункта
}
timers = { $count ->
    [one] { $count } таймер
    [few] { $count } таймера
    [many] { $count } таймеров
   *[other] { $count } таймера
}
people-count = { $count ->
    [one] { $count } человек
    [few] { $count } человека
    [many] { $count } человек
   *[other] { $count } человека
}
scope-all = любая запись
scope-department = в отделах человека
scope-assigned = назначенные человеку
scope-own = собственные этого человека
scope-shared = доступные человеку
scope-unassigned = пока ничьи, в отделах человека
scope-nothing = ничего
origin-bundled = Входит в поставку
origin-trusted = Подпись: { $name }
origin-stranger = Подпись незнакомца
origin-unsigned = Без подписи
state-on = Включён
state-off = Выключен
state-quarantine = В карантине

## Around the pages

where-this-is = Где вы находитесь
about-this-plugin = Об этом плагине
tab-overview = Обзор
tab-mandate = Что ему можно
tab-outbound = Другие машины
tab-settings = Настройки
tab-versions = Версии
tab-costs = Затраты
tab-failures = Сбои
tried = Пока ничего не изменено. Если продолжить, изменится вот что.
effect = Что это сделает
effect-lead = Если продолжить, изменится вот что.
effect-unknown = Что это сделает, сказать нельзя.
effect-plugin = Плагин { $plugin }
effect-begins = начинает работать
effect-ends = больше не работает
effect-gains = получает: { $what }
effect-loses = теряет: { $what }
effect-given = «{ $title }»: { $what }
effect-more = И ещё { $count }.
becomes-staff = становится сотрудником
is-no-staff = больше не сотрудник

## What was just done

done-sent = Файл здесь и ждёт. Ничего из него не запускалось.
done-installed = Установлено; можно то, что вы оставили.
done-upgraded = Теперь отвечает новая версия. К прежней можно вернуться.
done-withdrawn = Файл отозван. Ничего из него не запускалось.
done-trusted = Теперь ключу доверяют под этим именем.
done-narrowed = Теперь можно ровно это.
done-off = Выключено. То, что хранится, остаётся, а предназначенное ждёт.
done-on = Включено.
done-released = Снова отвечает.
done-back = Теперь отвечает прежняя версия, с тем, что ей было можно тогда.
done-limited = Предел задан.
done-again = Передано ещё раз.
done-gone = Отпущено.
done-chosen = Теперь доступны ровно эти машины.
done-told = Секрет сохранён. Прочесть его не может никто, и плагин тоже.
done-taken = Секрет забыт.
done-set = Настройки сохранены.
done-removed = Плагин удалён. То, что он хранил, всё ещё здесь.
done-purged = Всё, что хранилось, стёрто.
done-language = Теперь служба говорит на этом языке.

## All plugins

list-lead = Всё, что люди здесь видят, — это плагины. Каждый делает то, что вы ему оставили, и не больше.
list-waiting = Ждут вашего согласия
list-installed = Установлены
list-unsigned = { $count ->
    [one] { $count } из них без подписи: никто не скажет, чья это работа.
    [few] { $count } из них без подписи: никто не скажет, чья это работа.
    [many] { $count } из них без подписи: никто не скажет, чья это работа.
   *[other] { $count } из них без подписи: никто не скажет, чья это работа.
}
list-from-another-hand = Из других рук, чем то, что носит это имя.
list-asks-for = Просит: { $things }
list-asks-for-more = Просит больше, чем нынешняя версия: { $things }
list-high-risk = { $count } с высоким риском
review = Рассмотреть
column-plugin = Плагин
column-state = Состояние
column-calls-hour = Вызовы за последний час
column-calls-hour-short = Вызовы за час
column-failed = Сбои
column-half = Половина за
column-most = 99 из 100 за
column-most-short = 99 из 100
send-title = Отправить файл плагина
send-lead = Он ждёт здесь, пока вы не прочтёте, чего он просит, и не согласитесь. До этого ничего из него не запускается. Обновление из тех же рук, которое не просит большего, ставится сразу.
send-file = Файл плагина, { $ending }
send-signature = Его подпись, { $ending }, если есть
send = Отправить
removed-title = Удалены, но то, что они хранили, ещё здесь
keeps = хранит { $size }
erase = Стереть…
erase-of = то, что хранил { $id }

## What it asks for

risk-high = Высокий риск
    .means = Это нельзя отменить, оно многое раскрывает или доходит до людей снаружи.
risk-medium = Средний риск
    .means = Видит или меняет чужое или действует с собственными правами.
risk-low = Низкий риск
    .means = Не трогает ничего, кроме своего.
ask-permission = Право
ask-host = Другая машина
    .means = Туда можно отправить то, что можно читать
ask-secret = Секрет
    .means = Отправляется, но ему не показывается
ask-open-path = Открыто для всех
ask-framed-path = На чужих страницах
    .means = Может стоять на страницах других сайтов; там никто не вошёл
ask-own-rights = Собственные права
ask-hook = Слово до изменений
    .refuses = Может это отклонить
    .amends = Может это отклонить и изменить эти поля
ask-contribution = Часть страницы
    .search = Поле поиска на каждой странице
    .link = Ссылка «{ $title }» на каждой странице
    .badge = Несколько слов рядом с темой заявок
    .box = Блок «{ $title }» рядом с заявками
    .action = Ссылка «{ $title }» рядом с тем, что можно сделать с заявками
    .tool = Кнопка «{ $title }», которая вставляет текст в то, что пишут в заявках
    .column = Столбец «{ $title }» в списках заявок
    .chat = Блок «{ $title }» рядом с чатами
ask-frame = Страница со скриптами
    .means = Собственные скрипты в закрытой рамке, «{ $title }»
ask-suggestion = Для роли
ask-reaction = Узнаёт о
ask-interface = Интерфейс
signed-bundled = Собран вместе с этой службой.
signed-trusted = Подпись подходит к файлу, и кто-то здесь доверяет этому ключу:
signed-stranger = Подпись подходит к файлу, но никто здесь не сказал, чей это ключ. Она говорит, что два файла из одних рук, но не из чьих.
signed-unsigned = Никто не скажет, чья это работа и не изменили ли её по дороге. Устанавливайте, только если знаете, откуда файл.
file = Файл
file-size = Размер
file-kernel = Ядро
file-records = Записи
file-form = форма { $n }
file-languages = Языки
brings = Что он приносит
brings-permissions = Права, которые он приносит
brings-dangerous = опасно
brings-contacts = доходит до клиентов
brings-owner-only = только владельца
brings-paths = Пути, на которые он отвечает
path-for = для { $permission }
path-open = открыто для всех: { $why }
path-nobody = ни для кого
path-own = решают его собственные права
brings-exports = Интерфейсы, которые он предлагает
brings-imports = Интерфейсы, которые он вызывает
brings-unused = Интерфейсы, которые он называет, но не использует
brings-order = Кого спрашивают до изменений { $collection }
brings-place = его место решится при установке
allow = Разрешить
on-which-records = Для каких записей
in-which-departments = В каких отделах
in-all = Во всех
in-some = Только с тем, что относится к этим:
in-only = Только в: { $departments }.

## What it may do

mandate-none = Чужих прав у него нет.
mandate-left-out = не дано
mandate-given = Он этого не просит; кто-то это дал.
mandate-for-roles = Он этого не просит. С этим он может управлять ролями, которые это дают, и людьми, у которых они есть.
mandate-on = Для: { $scopes }
mandate-elsewhere = Это выбирается в разделе «{ $page }».
mandate-others = Чужие права
mandate-beside = И кроме них
show-effect = Показать, что это сделает

## One plugin

version-waits = Версия { $version } ждёт вашего согласия.
quarantine = Его на время оставили в покое
quarantine-once = С { $since } до { $until }.
quarantine-again = С { $since } до { $until }; раз подряд: { $times }.
quarantine-goes-on = Служба тем временем работает без него, а предназначенное ему ждёт.
quarantine-release = Вернуть сейчас
glance-asks-for = Просит
glance-risks = { $medium } со средним, { $low } с низким риском
glance-only-in = { $count ->
    [one] только в { $count } отделе
    [few] только в { $count } отделах
    [many] только в { $count } отделах
   *[other] только в { $count } отдела
}
glance-last-hour = Последний час
glance-failed = сбоев: { $count }
glance-none-failed = без сбоев
glance-keeps = Хранит
glance-set-aside = Отложено
glance-failed-to-handle = с которыми он не справился
storage-of = { $kept } из { $limit }
storage-counting = подсчитывается
switch-is-off = Он выключен
switch = Выключить или удалить
switch-lead = Выключенный, он ничего не может и никому не отвечает; хранимое остаётся, предназначенное ждёт. После удаления его страницы пропадают; хранимое остаётся, пока вы его не сотрёте.
switch-on = Включить
switch-off = Выключить
remove = Удалить…

## Costs

costs-hour = Последний час
costs-nothing = За последний час он ничего не делал.
costs-calls = Вызовы
costs-minutes = Минута за минутой
costs-since-start = С запуска службы
costs-keeps = Что он хранит
costs-timers = { $timers } из не более чем { $limit }.
chart-nothing = { $ago }: ничего
chart-this-minute = эта минута
chart-minutes-ago = { $count } мин назад
chart-minute = { $ago }: { $calls }, сбоев: { $failed }
chart-calls = { $calls } за последний час, сбоев: { $failed }
chart-calls-short = { $sum }, не больше { $most } в минуту; сбоев: { $failed }
chart-within = 99 из 100 вызовов за { $time }
chart-slowest = Самая медленная минута за час: { $within }
chart-at-most = не больше { $time }
chart-time = Время 99 из 100 вызовов
chart-begin = час назад
chart-end = сейчас
column-minute = Минута
column-asked = По запросу
column-by-itself = Сам
column-hooks = До изменений
column-refused = Отказы
column-memory = Больше всего памяти
column-slowest = Дольше всего
column-processor = Процессор
row-outside = Кто-то спрашивает
row-unasked = Сам: события, таймеры, ответы
row-hooks = Его слово до изменений
count-refused = Отказы службы
count-conflicts = Повторено: кто-то успел раньше
count-requests = Запросы к другим машинам
count-vetoes = Изменения, которые он отклонил
count-skipped = Без ответа до изменений
count-memory = Больше всего памяти за вызов
limit-most = Предел, в мегабайтах
limit-set = Задать предел
limit-usual = Как у всех плагинов
limit-whole = предел — целое число мегабайт

## Failures

failures-lead = С запуска службы сбоев: { $calls }. Ни один не оставил следа.
failures-hidden = Что именно не удалось, видят те, кто управляет плагинами или читает отчёты.
letters = Отложено
letters-none = Здесь ничего не ждёт: всё переданное обработано.
letters-again = Передать снова
letters-let-go = Отпустить
reports = Отчёты о неудачных вызовах
reports-lead = По отчёту автор плагина может повторить тот же вызов. В нём то, о чём спросили и что было прочтено, возможно, и то, что писали люди.
reports-none = Их нет.
column-when = Когда
column-why = Почему
column-version = Версия
column-report = Отчёт
download = Скачать, { $size }

## Other machines

hosts-none = Других машин не просит.
hosts = Куда ему можно отправлять запросы
hosts-lead = Туда можно отправить то, что можно читать. Выбор действует со следующего запроса, в том числе из ждущих.
hosts-may = Можно обращаться к { $host }
hosts-internal = Это наша машина: её адрес может быть частным
hosts-with-line = Вместе со строкой для { $host }.
secrets = Секреты, которые отправляются
secrets-lead = Ядро хранит их зашифрованными и прикладывает. Прочесть их не может никто, и плагин тоже.
secret-told = задан { $when }
secret-not-told = Ещё не задан
secret-goes-to = Отправляется: { $hosts }.
secret-in-place = Вместо него
secret-what = Какой он
secret-keep = Сохранить
secret-forget = Забыть
requests = Запросы в пути
column-request = Запрос
column-to = Куда
column-tries = Попытки
request-waiting = отправится { $when }
request-answered = есть ответ, плагин узнает
request-done = готово

## Taking out and erasing

removal-ask = Удалить: { $title }?
removal-lead = Пропадут его страницы и то, что он добавляет на чужие. Хранимое и выданные права остаются до его возвращения или пока вы их не сотрёте.
removal-ends = Без него никто больше не сможет
removal-do = Удалить: { $title }
keep-it = Оставить
purge-ask = Стереть то, что хранил { $id }?
purge-lead = Это сотрёт его записи, файлы, таймеры, настройки и секреты и права, ждущие его в ролях. Вернуть их можно только из копии. Его имя потом свободно для любого плагина.
purge-size = Хранится { $size }.
purge-type = Введите { $id }, чтобы подтвердить
purge-do = Стереть навсегда
purge-not-meant = это сотрёт всё, что хранил `{ $id }`: введите его имя, если так и задумано

## A file that waits

upgrade-ask = Обновить: { $title }?
install-ask = Установить: { $title }?
version = Версия { $version }
migrates = Когда вы согласитесь, его записи перейдут из формы { $from } в форму { $to }. Вызовы тем временем ждут, а возврат вернёт их, если плагин это умеет.
new-in-version = Новое в этой версии
nothing-more = Не просит больше, чем нынешняя версия.
what-it-asks = Чего он просит
nothing-at-all = Ничего не просит.
no-longer = Больше не просит
as-in-version = Как в нынешней версии
every-record = «Любая запись» — обычная просьба плагинов. Более узкое зависит от того, кем человек приходится записи, и ничего не даёт, пока плагин работает сам. Без отметки право не даётся.
suggestions = Дать ролям то, что предлагает плагин
suggestions-hint = Иначе роли останутся как есть, и вы дадите им что захотите.
upgrade = Обновить
install = Установить
withdraw = Отозвать файл
compiling = Компилируется с { $since }; согласие этого дождётся.
trust-ask = Знаете, чей это ключ?
trust-name = Имя издателя
trust-lead = Подписанные им файлы отмечаются этим именем. То, чего они просят, одобряется как обычно.
trust-do = Доверять ключу
another-hand = Он из других рук
another-hand-lead = То, что здесь носит или носило имя { $id }, принадлежит другому. Этот файл получил бы записи того плагина, и возврата к его версиям не будет.
another-hand-do = Так и задумано: пусть примет то, что хранится как { $id }

## Settings and versions

settings-none = Настраивать нечего.
usually-ticked = Обычно отмечено.
usually-not-ticked = Обычно не отмечено.
usually = Обычно { $usual }.
usually-list = Список в JSON, обычно { $usual }.
usually-value = Значение в JSON, обычно { $usual }.
versions-lead = Хранятся последние три версии, каждая с тем, что ей было можно. Записи приводятся к форме отвечающей версии, насколько плагин это умеет.
column-since = Отвечает с
column-whose = Чья работа
go-back = Возврат
answers-now = Отвечает сейчас
go-back-to = Вернуться к { $version }
versions-one = Более ранней, к которой можно вернуться, нет.
row-of = Строка { $number }
row-up = Вверх
row-out = Убрать
row-more = Добавить ещё
rows-unsaved = Ещё не сохранено.
one-a-line = По одному в строке.
misfit-cell = { $title }, строка { $row }, «{ $column }»
misfit-number = это должно быть число.
misfit-line = это должна быть одна строка.
misfit-kind = это должно быть { $kind }.
misfit-whole = это должно быть целое число.
misfit-below = это должно быть { $least } или больше.
misfit-above = это должно быть { $most } или меньше.
misfit-among = это должно быть одно из: { $choices }.
misfit-missing = это нужно заполнить.
misfit-twice = «{ $value }» встречается дважды.
misfit-long = это длиннее { $most }.
misfit-unknown = в этом нет ничего с именем «{ $name }».
