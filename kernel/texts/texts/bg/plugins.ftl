# Страниците на ядрото за приставките.

## Figures and states

calls = { $count ->
    [one] { $count } извикване
   *[other] { $count } извиквания
}
things = { $count ->
    [one] { $count } нещо
   *[other] { $count } неща
}
timers = { $count ->
    [one] { $count } таймер
   *[other] { $count } таймера
}
people-count = { $count ->
    [one] { $count } човек
   *[other] { $count } души
}
scope-all = всеки запис
scope-department = в отделите на лицето
scope-assigned = възложени на лицето
scope-own = собствени на лицето
scope-shared = споделени с лицето
scope-unassigned = още ничии, в отделите на лицето
scope-nothing = нищо
origin-bundled = Идва с центъра
origin-trusted = Подписана от { $name }
origin-stranger = Подписана от непознат
origin-unsigned = Без подпис
state-on = Включена
state-off = Изключена
state-quarantine = В карантина

## Around the pages

where-this-is = Къде сте
about-this-plugin = За тази приставка
tab-overview = Преглед
tab-mandate = Какво може
tab-outbound = Други машини
tab-settings = Настройки
tab-versions = Версии
tab-costs = Разход
tab-failures = Провали
tried = Още нищо не е променено. Ако продължите, ето какво ще е различно.
effect = Какво би направило
effect-lead = Ако продължите, ето какво ще е различно.
effect-unknown = Не може да се каже какво би направило.
effect-plugin = Приставката { $plugin }
effect-begins = започва да работи
effect-ends = спира да работи
effect-gains = получава { $what }
effect-loses = губи { $what }
effect-given = „{ $title }“: { $what }
effect-more = И още { $count }.
becomes-staff = става служител
is-no-staff = вече не е служител

## What was just done

done-sent = Файлът е тук и чака. Нищо от него не е изпълнявано.
done-installed = Инсталирана е и може това, което ѝ оставихте.
done-upgraded = Сега отговаря новата версия. Може да се върнете към предишната.
done-withdrawn = Файлът е оттеглен. Нищо от него не беше изпълнено.
done-trusted = Отсега нататък на ключа се вярва под това име.
done-narrowed = Отсега нататък може точно това.
done-off = Изключена е. Това, което пази, остава, а предназначеното за нея чака.
done-on = Включена е.
done-released = Отново отговаря.
done-back = Сега отговаря по-ранната версия, с позволеното ѝ тогава.
done-limited = Ограничението е зададено.
done-again = Предадено е още веднъж.
done-gone = Оставено е.
done-chosen = Отсега нататък достига точно тези машини.
done-told = Тайната е запазена. Никой не може да я прочете, приставката също.
done-taken = Тайната е забравена.
done-set = Настройките са запазени.
done-removed = Приставката е премахната. Това, което пазеше, е още тук.
done-purged = Всичко, което пазеше, е изтрито.
done-language = Отсега нататък центърът говори на този език.

## All plugins

list-lead = Всичко, което хората виждат в този център, е приставка. Всяка прави това, което сте ѝ оставили, и нищо повече.
list-waiting = Чакат съгласието ви
list-installed = Инсталирани
list-unsigned = { $count ->
    [one] { $count } от тях е без подпис: никой не може да каже чия е.
   *[other] { $count } от тях са без подпис: никой не може да каже чии са.
}
list-from-another-hand = От друга ръка, а не от тази под това име.
list-asks-for = Иска { $things }
list-asks-for-more = Иска { $things } повече от тукашната версия
list-high-risk = { $count } с висок риск
review = Преглед
column-plugin = Приставка
column-state = Състояние
column-calls-hour = Извиквания за последния час
column-calls-hour-short = Извиквания, час
column-failed = Неуспешни
column-half = Половината до
column-most = 99 от 100 до
column-most-short = 99 от 100
send-title = Изпращане на файл с приставка
send-lead = Той чака тук, докато прочетете какво иска и се съгласите. Дотогава нищо от него не се изпълнява. Обновяване от същата ръка, което не иска нищо повече, се инсталира веднага.
send-file = Файл с приставка, { $ending }
send-signature = Подписът му, { $ending }, ако има
send = Изпрати
removed-title = Премахнати, но пазеното от тях е още тук
keeps = пази { $size }
erase = Изтрий…
erase-of = пазеното от { $id }

## What it asks for

risk-high = Висок риск
    .means = Не може да се върне, разкрива много или достига до хора отвън.
risk-medium = Среден риск
    .means = Вижда или променя чуждото или действа със собствени права.
risk-low = Нисък риск
    .means = Не докосва нищо освен своето.
ask-permission = Право
ask-host = Друга машина
    .means = Може да изпраща там това, което може да чете
ask-secret = Тайна
    .means = Изпраща се, но никога не ѝ се показва
ask-open-path = Отворено за всеки
ask-framed-path = В чужди страници
    .means = Може да стои в страници на други сайтове; там никой не е влязъл
ask-own-rights = Собствени права
ask-hook = Дума преди промени
    .refuses = Може да го откаже
    .amends = Може да го откаже и да промени тези полета
ask-contribution = Част от страница
    .search = Полето за търсене на всяка страница
    .link = Връзка „{ $title }“ на всяка страница
    .badge = Няколко думи до заглавието на заявките
    .box = Каре „{ $title }“ до заявките
    .action = Връзка „{ $title }“ до онова, което може да се прави със заявките
    .tool = Бутон „{ $title }“, който вмъква текст в онова, което се пише по заявките
    .column = Колона „{ $title }“ в списъците със заявки
    .chat = Каре „{ $title }“ до чатовете
ask-frame = Страница със скриптове
    .means = Собствени скриптове в затворена рамка, „{ $title }“
ask-suggestion = За роля
ask-reaction = Научава за
ask-interface = Интерфейс
signed-bundled = Създадена е заедно с този център.
signed-trusted = Подписът съвпада с файла и някой тук вярва на този ключ:
signed-stranger = Подписът съвпада с файла, но никой тук не е казал чий е ключът. Той показва, че два файла са от една ръка, но не от коя.
signed-unsigned = Никой не може да каже чия е и дали е променена по пътя. Инсталирайте я само ако знаете откъде идва файлът.
file = Файлът
file-size = Размер
file-kernel = Ядро
file-records = Записи
file-form = форма { $n }
file-languages = Езици
brings = Какво носи
brings-permissions = Права, които носи
brings-dangerous = опасно
brings-contacts = достига до клиенти
brings-owner-only = само на собственика
brings-paths = Пътища, на които отговаря
path-for = за { $permission }
path-open = отворено за всеки: { $why }
path-nobody = за никого
path-own = решават собствените ѝ права
brings-exports = Интерфейси, които предлага
brings-imports = Интерфейси, които вика
brings-unused = Интерфейси, които назовава и не ползва
brings-order = Питани преди промени на { $collection }
brings-place = мястото ѝ се решава при инсталиране
allow = Разреши
on-which-records = За кои записи
in-which-departments = В кои отдели
in-all = Във всички
in-some = Само с това, което е в тези:
in-only = Само в { $departments }.

## What it may do

mandate-none = Няма права на други.
mandate-left-out = пропуснато
mandate-given = Не го иска; някой го е дал.
mandate-for-roles = Не го иска. С него може да се грижи за ролите, които го дават, и за хората, които ги имат.
mandate-on = За: { $scopes }
mandate-elsewhere = Избира се в „{ $page }“.
mandate-others = Права на други
mandate-beside = И освен тях
show-effect = Покажи какво би направило

## One plugin

version-waits = Версия { $version } чака съгласието ви.
quarantine = Оставена е на мира за известно време
quarantine-once = От { $since } до { $until }.
quarantine-again = От { $since } до { $until }; пореден път: { $times }.
quarantine-goes-on = Междувременно центърът продължава без нея, а предназначеното за нея чака.
quarantine-release = Върни я сега
glance-asks-for = Иска
glance-risks = { $medium } със среден, { $low } с нисък риск
glance-only-in = { $count ->
    [one] само в { $count } отдел
   *[other] само в { $count } отдела
}
glance-last-hour = Последният час
glance-failed = { $count } неуспешни
glance-none-failed = няма неуспешни
glance-keeps = Пази
glance-set-aside = Оставено настрана
glance-failed-to-handle = с които не се справи
storage-of = { $kept } от { $limit }
storage-counting = брои се
switch-is-off = Изключена е
switch = Изключване или премахване
switch-lead = Изключена, тя не може нищо и не отговаря на никого; пазеното остава, а предназначеното за нея чака. Премахната, страниците ѝ изчезват; пазеното остава, докато не го изтриете.
switch-on = Включи
switch-off = Изключи
remove = Премахни…

## Costs

costs-hour = Последният час
costs-nothing = Не е правила нищо през последния час.
costs-calls = Извиквания
costs-minutes = Минута по минута
costs-since-start = Откакто центърът е пуснат
costs-keeps = Какво пази
costs-timers = { $timers } от най-много { $limit }.
chart-nothing = { $ago }: нищо
chart-this-minute = тази минута
chart-minutes-ago = преди { $count } мин
chart-minute = { $ago }: { $calls }, { $failed } неуспешни
chart-calls = { $calls } за последния час, { $failed } от тях неуспешни
chart-calls-short = { $sum }, най-много { $most } в минута; { $failed } неуспешни
chart-within = 99 от 100 извиквания до { $time }
chart-slowest = Най-бавната минута за последния час: { $within }
chart-at-most = най-много { $time }
chart-time = Време на 99 от 100 извиквания
chart-begin = преди час
chart-end = сега
column-minute = Минута
column-asked = Питана
column-by-itself = Сама
column-hooks = Преди промени
column-refused = Отказани
column-memory = Най-много памет
column-slowest = Най-бавно
column-processor = Процесор
row-outside = Някой пита
row-unasked = Сама: събития, таймери, отговори
row-hooks = Думата ѝ преди промени
count-refused = Отказани от центъра
count-conflicts = Повторени, защото някой беше по-бърз
count-requests = Заявки към други машини
count-vetoes = Промени, които отказа
count-skipped = Без отговор преди промени
count-memory = Най-много памет за едно извикване
limit-most = Най-много, в мегабайти
limit-set = Задай ограничението
limit-usual = Както за всяка приставка
limit-whole = ограничението е цяло число мегабайти

## Failures

failures-lead = Неуспешни, откакто центърът е пуснат: { $calls }. Нито едно не остави следа.
failures-hidden = Какво точно се е провалило, виждат тези, които управляват приставки или четат отчети.
letters = Оставено настрана
letters-none = Тук нищо не чака: справила се е с всичко, което ѝ е дадено.
letters-again = Предай отново
letters-let-go = Остави го
reports = Отчети за неуспешни извиквания
reports-lead = С отчета авторът на приставката може да повтори същото извикване. В него е какво е била питана и какво е прочела, може би и какво са писали хората.
reports-none = Няма такива.
column-when = Кога
column-why = Защо
column-version = Версия
column-report = Отчет
download = Изтегли, { $size }

## Other machines

hosts-none = Не иска други машини.
hosts = Къде може да изпраща заявки
hosts-lead = Може да изпраща там това, което може да чете. Изборът важи от следващата заявка, също и за чакащите.
hosts-may = Може да достига { $host }
hosts-internal = Това е наша машина: адресът ѝ може да е частен
hosts-with-line = Върви с реда за { $host }.
secrets = Тайни, които се изпращат
secrets-lead = Ядрото ги пази шифровани и ги изпраща. Никой не може да ги прочете, приставката също.
secret-told = казана { $when }
secret-not-told = Още не е казана
secret-goes-to = Отива към { $hosts }.
secret-in-place = На нейно място
secret-what = Каква е
secret-keep = Запази я
secret-forget = Забрави я
requests = Заявки по пътя
column-request = Заявка
column-to = До
column-tries = Опити
request-waiting = изпраща се { $when }
request-answered = има отговор, приставката ще научи
request-done = готово

## Taking out and erasing

removal-ask = Премахване на „{ $title }“?
removal-lead = Страниците ѝ изчезват, както и добавеното към чужди страници. Пазеното и дадените ѝ права остават, докато се върне или докато не ги изтриете.
removal-ends = Без нея никой вече не може
removal-do = Премахни „{ $title }“
keep-it = Остави я
purge-ask = Изтриване на пазеното от { $id }?
purge-lead = Това изтрива записите, файловете, таймерите, настройките и тайните ѝ и правата, които я чакат в роли. Само резервно копие ги връща. После името ѝ е свободно за всяка приставка.
purge-size = Пази { $size }.
purge-type = Въведете { $id }, за да потвърдите
purge-do = Изтрий завинаги
purge-not-meant = това изтрива всичко, което `{ $id }` е пазила: въведете името ѝ, ако е наистина така

## A file that waits

upgrade-ask = Обновяване на „{ $title }“?
install-ask = Инсталиране на „{ $title }“?
version = Версия { $version }
migrates = Когато се съгласите, записите ѝ минават от форма { $from } във форма { $to }. Извикванията чакат, а връщането ги връща, ако приставката може.
new-in-version = Ново в тази версия
nothing-more = Не иска нищо повече от тукашната версия.
what-it-asks = Какво иска
nothing-at-all = Не иска нищо.
no-longer = Вече не се иска
as-in-version = Както в тукашната версия
every-record = „Всеки запис“ искат повечето приставки. По-тясното важи според това какъв е човекът спрямо записа и не дава нищо, докато приставката работи сама. Без отметка правото се пропуска.
suggestions = Дай на ролите това, което приставката предлага
suggestions-hint = Иначе ролите остават каквито са и вие им давате, каквото желаете.
upgrade = Обнови
install = Инсталирай
withdraw = Оттегли файла
compiling = Компилира се от { $since }; съгласието чака това.
trust-ask = Знаете ли чий е този ключ?
trust-name = Име на издателя
trust-lead = Подписаните с него файлове носят това име. Исканото от тях се одобрява както за всички други.
trust-do = Довери се на ключа
another-hand = Идва от друга ръка
another-hand-lead = Това, което тук носи или носеше името { $id }, е на друг. Този файл би получил записите на онази приставка и няма връщане към версиите ѝ.
another-hand-do = Да, нека поеме пазеното като { $id }

## Settings and versions

settings-none = Няма нищо за настройване.
usually-ticked = Обикновено отметнато.
usually-not-ticked = Обикновено без отметка.
usually = Обикновено { $usual }.
usually-list = Списък в JSON, обикновено { $usual }.
usually-value = Стойност в JSON, обикновено { $usual }.
versions-lead = Пазят се последните три версии, всяка с позволеното ѝ. Записите минават във формата на версията, която отговаря, доколкото приставката може.
column-since = Отговаря от
column-whose = Чия е
go-back = Връщане
answers-now = Отговаря сега
go-back-to = Върни се към { $version }
versions-one = Няма по-ранна, към която да се върнете.
row-of = Ред { $number }
row-up = Нагоре
row-out = Махни
row-more = Добави още
rows-unsaved = Още не е запазено.
one-a-line = По едно на ред.
misfit-cell = { $title }, ред { $row }, „{ $column }“
misfit-number = трябва да е число.
misfit-line = трябва да е на един ред.
misfit-kind = трябва да е { $kind }.
misfit-whole = трябва да е цяло число.
misfit-below = трябва да е { $least } или повече.
misfit-above = трябва да е { $most } или по-малко.
misfit-among = трябва да е едно от: { $choices }.
misfit-missing = трябва да се попълни.
misfit-twice = „{ $value }“ се среща два пъти.
misfit-long = по-дълго е от { $most }.
misfit-unknown = в него няма нищо с име „{ $name }“.
