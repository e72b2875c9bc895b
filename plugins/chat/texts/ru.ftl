# Слова плагина чатов.

## Around every page

product = Ombud
skip = Перейти к содержимому
desk-navigation = Служба поддержки
inbox = Входящие
sign-out = Выйти
not-saved = Это не сделано.
no-such-page = такой страницы нет
trouble-403 = Нельзя
trouble-404 = Не найдено
trouble-409 = Тем временем изменилось
trouble-asked = Так не получится
trouble-later = Не сейчас
trouble-ours = У нас что-то пошло не так
show = Показать
older = Более ранние

## The rooms

chats = Чаты
mine = Мои чаты
running = Обзор
archive = Архив
watches = Кто наблюдал
watches-lead = Каждый раз, когда кто-то незаметно наблюдал за чатом коллеги.
nobody-watched = Пока никто не наблюдал.
who-watched = Кто
queue = Ожидают
none-of-mine = Сейчас у вас нет чатов.
nobody-waits = Никто не ждёт.
nothing-runs = Сейчас нет идущих чатов.
only-first = Показаны только первые { $most }.
nothing-over = Ещё нет завершённых чатов.
loads = У кого сколько
load = { $has } из { $most } одновременно.
missed-so-far = { $count ->
    [0] Пропущенных нет.
    [one] { $count } пропущенный.
    [few] { $count } пропущенных.
    [many] { $count } пропущенных.
   *[other] { $count } пропущенного.
}

## One chat in a list

visitor = Посетитель
department = Отдел
any-department = все
agent = Агент
since = С
until = До
state = Состояние
rings = звонит
waits = ждёт
runs = идёт
over = завершён
unread = { $count ->
    [one] { $count } новое
    [few] { $count } новых
    [many] { $count } новых
   *[other] { $count } нового
}
accept = Принять
decline = Отклонить
pick = Взять

## The page of a chat

conversation = Разговор
about = О посетителе
no-lines = Пока ничего не сказано.
answer-to = Кому: { $name }
send = Отправить
end = Завершить чат
whisper = Шёпот
note-seal = Видят только коллеги
insert = Вставить в ответ
not-to-be-seen = Этот чат ведёт коллега. Что в нём говорят, видят только участники и наблюдающие.
watch = Наблюдать незаметно
watch-hint = Ни коллега, ни посетитель этого не заметят. То, что вы наблюдаете, записывается.
watch-first = этот чат ведёт коллега: сначала начните наблюдать, чтобы это было записано
whisper-to-agent = Подсказать агенту
whisper-hint = Видят только агент и коллеги, посетитель — никогда.
do-whisper = Подсказать
supervise = Помощь
join = Присоединиться открыто
take-over = Взять чат на себя
hand-over = Передать
to-department = Отделу
to-agent = Кому
anybody = кто свободен
note-for-colleague = Заметка для коллеги
email = Эл. почта
language = Язык
page = Страница
came-from = Откуда
rating = Оценка
score = { $score } из 5
score-bad = не помогло
earlier = Прежние чаты
open-ticket = Открыть заявку
add-files = Файлы
kept-text = Это не отправлено. Скопируйте, прежде чем уйти:
cut-lines = До этого было сказано больше. Здесь только последнее.

## What the desk says in a chat

joined = К разговору присоединяется { $name }.
waits-again = Чат передан. Скоро вам ответят.
ended-by = Чат завершён, кем: { $name }.
ended-silently = Чат завершился сам: посетителя больше не было на месте.
rang = Звонит у: { $name }.
declined = Отклонено: { $name }.
missed = Без ответа: { $name }.
ticket-opened = Открыта заявка #{ $number }.
transcript = Чат: { $name }

## What was done

done-accepted = Чат ваш.
done-declined = Вы отклонили; спросим следующего.
done-ended = Чат завершён.
done-handed-over = Чат передан.
done-beyond = Чат передан. У выбранного коллеги теперь больше чатов, чем позволяет предел.
done-whispered = Агент видит вашу подсказку.
done-joined = Вы участвуете в этом чате.
done-ticket = Заявка открыта.

## The visitors' page

talk-to-us = Чат с нами
sound = Звук
end-it = Завершить
close = Закрыть
left = Спасибо. Мы ответим по почте.
welcome = Спросите нас о чём угодно.
your-name = Ваше имя
your-address = Ваша почта, если связь прервётся
how-help = Чем мы можем помочь?
begin = Начать
nobody-here = Сейчас никого нет. Оставьте сообщение, мы ответим по почте.
what-was-said = Что было сказано
peeked = Мы можем видеть, что вы печатаете, до отправки.
your-message = Ваше сообщение
file = Файл
it-ended = Этот чат завершён.
how-was-it = Как всё прошло? 1 — плохо, 5 — отлично.
what-better = Что нам улучшить?
thanks = Спасибо.
again = Начать новый чат
forget = Забыть этот чат здесь
you = Вы
sending = Отправка …
failed = Не получилось. Попробуйте чуть позже.
retry = Повторить
lost = Нет связи. Написанное сохранится и уйдёт, когда она вернётся.
somebody-soon = Скоро вам ответят.
somebody-writes = Вам пишут …
refused = Не отправлено: { $why }
position = Вы в очереди под номером { $n }.
wait = Примерно { $time }.
new-messages = Новые сообщения: { $n }

## What is not right

nothing-said = нечего отправлять
long-text = в тексте не больше { $most } знаков
many-files = можно приложить не больше { $most } файлов
bad-name = в имени от 1 до { $most } знаков
long-word = каждое из данных не длиннее { $most } знаков
bad-rating = оценка — от 1 до 5 или -1, с комментарием до { $most } знаков
too-many = Слишком много сразу
rated = этот чат уже оценён
not-over = чат оценивают, когда он окончен
sent-otherwise = это уже отправлено с другими словами: отправьте ещё раз, и уйдёт новое сообщение
no-such-chat = такого чата нет
no-department = такого отдела нет
not-for-staff = чаты начинают посетители и клиенты
has-one = один чат ещё не завершён
may-not-begin = с этой учётной записью чат начать нельзя
not-yours = это может только участник чата
yours-already = вы участвуете в этом чате
is-over = чат сейчас не идёт
rings-no-more = этот чат у вас больше не звонит
rings-elsewhere = этот чат звонит у коллеги
waits-no-more = этот чат больше не ждёт
no-place = у вас { $has } из { $most } чатов одновременно
has-it-already = чат уже у этого коллеги
no-target = укажите, кому передать
nowhere = { $name } не состоит ни в одном отделе
not-there = { $name } не на связи

## What an administrator reads

plugin-title = Чат
plugin-summary = Посетители говорят со службой сразу: кто ждёт, кому достаётся следующий чат и сколько одновременно, что говорят и кто наблюдает.
contribution-pages = Чаты
permission-page-use = Открывать «Чаты»
    .description = Открывать страницы чатов. Что там видно, говорят другие права.
permission-chat-read = Читать чаты
    .description = Видеть чаты и сказанное в них. В идущий чат коллеги это ведёт только вместе с правом наблюдать.
permission-chat-start = Начинать чаты
    .description = Начать чат со службой поддержки.
permission-chat-write = Писать в чатах
    .description = Писать посетителю и завершать чат. Для посетителей: писать службе, завершать и оценивать свой чат.
permission-chat-take = Брать чаты
    .description = Принимать чат, выбирать ожидающий и возвращать.
permission-chat-transfer = Передавать чаты
    .description = Передать чат коллеге или другому отделу.
permission-chat-transfer-into = Передавать чаты в отдел
    .description = Выбрать этот отдел целью. Видеть его чаты не обязательно.
permission-chat-observe = Незаметно наблюдать за чатами
    .description = Следить за идущим чатом коллеги. Ни коллега, ни посетитель не заметят; каждый раз записывается.
permission-chat-whisper = Подсказывать в чатах
    .description = Предложить ответ, который видит только коллега.
permission-chat-join = Присоединяться к чатам
    .description = Открыто войти в идущий чат коллеги и писать в нём.
permission-chat-take-over = Забирать чаты
    .description = Забрать идущий чат у коллеги.
permission-watch-read = Видеть, кто наблюдал
    .description = Видеть, кто, когда и за каким чатом наблюдал.
setting-ring-seconds = Сколько звонит, в секундах
    .hint = Потом спрашивают следующего и считают один пропущенный чат.
setting-previous-seconds = Сколько ждать прежнего агента, в секундах
    .hint = Только если этот агент принимает чаты и у него нет места. 0: не ждать.
setting-silent-waiting-minutes = Сколько минут может молчать посетитель, который ждёт
    .hint = Если он закрыл страницу и не вернулся вовремя, чат завершается сам. 0: никогда.
setting-silent-running-minutes = Сколько минут может молчать посетитель, который разговаривает
    .hint = Так же; открытая страница считается чтением. 0: никогда.
setting-strategy = Кому достаётся следующий чат
    .choice-fewest = У кого меньше всего
    .choice-fill = У кого больше всего, пока есть места
    .choice-turns = Один за другим
    .choice-order = По порядку ниже, затем у кого меньше всего
setting-ranks = Порядок
    .hint = Кто не назван, тот посередине.
setting-ranks-agent = Адрес агента
setting-ranks-rank = Очередь
    .choice-first = первым
    .choice-last = последним
setting-colour = Цвет на странице посетителей
    .hint = Например #0a6657.
setting-heading = Заголовок на странице посетителей
    .hint = Пусто: обычные слова на языке посетителя.
setting-welcome = Первые слова посетителям
    .hint = Пусто: обычные слова на языке посетителя.
setting-ask-department = Посетители выбирают отдел
setting-peek = Агенты видят, что посетители печатают, до отправки
    .hint = Посетителям об этом говорят.
