# Думите на добавката за чатове.

## Around every page

product = Ombud
skip = Към съдържанието
desk-navigation = Център за помощ
inbox = Входящи
sign-out = Изход
not-saved = Това не беше направено.
no-such-page = няма такава страница
trouble-403 = Не е позволено
trouble-404 = Не е намерено
trouble-409 = Междувременно се промени
trouble-asked = Така не става
trouble-later = В момента не
trouble-ours = Нещо се обърка при нас
show = Покажи
older = По-стари

## The rooms

chats = Чатове
mine = Моите чатове
running = Табло
archive = Архив
watches = Кой е наблюдавал
watches-lead = Всеки път, когато някой незабелязано е наблюдавал чат на колега.
nobody-watched = Още никой не е наблюдавал.
who-watched = Кой
queue = Чакащи
none-of-mine = Сега нямате чатове.
nobody-waits = Никой не чака.
nothing-runs = Сега няма текущи чатове.
only-first = Показани са само първите { $most }.
nothing-over = Още няма приключили чатове.
loads = Кой колко има
load = { $has } от { $most } едновременно.
missed-so-far = { $count ->
    [0] Няма пропуснати.
    [one] { $count } пропуснат.
   *[other] { $count } пропуснати.
}

## One chat in a list

visitor = Посетител
department = Отдел
any-department = всички
agent = Агент
since = От
until = До
state = Състояние
rings = звъни
waits = чака
runs = тече
over = приключил
unread = { $count ->
    [one] { $count } ново
   *[other] { $count } нови
}
accept = Приеми
decline = Откажи
pick = Вземи

## The page of a chat

conversation = Разговор
about = За посетителя
no-lines = Още нищо не е казано.
answer-to = До: { $name }
send = Изпрати
end = Приключи чата
whisper = Шепот
note-seal = Виждат го само колеги
insert = Сложи в отговора
not-to-be-seen = Този чат се води от колега. Казаното виждат само участниците и наблюдаващите.
watch = Наблюдавай незабелязано
watch-hint = Нито колегата, нито посетителят ще забележат. Отбелязва се, че наблюдавате.
watch-first = този чат се води от колега: първо започнете да наблюдавате, за да се отбележи
whisper-to-agent = Подскажете на агента
whisper-hint = Виждат го само агентът и колегите, посетителят – никога.
do-whisper = Подскажи
supervise = Помощ
join = Включи се открито
take-over = Поеми чата
hand-over = Предай
to-department = На отдел
to-agent = На кого
anybody = който е свободен
note-for-colleague = Бележка за колегата
email = Имейл
language = Език
page = Страница
came-from = Дошъл от
rating = Оценка
score = { $score } от 5
score-bad = не помогна
earlier = По-ранни чатове
open-ticket = Отвори заявка
add-files = Файлове
kept-text = Това не е изпратено. Копирайте го, преди да продължите:
cut-lines = Преди това е казано още. Тук е само последното.

## What the desk says in a chat

joined = { $name } се включва в разговора.
waits-again = Чатът е предаден. След малко някой ще се обади.
ended-by = Чатът беше приключен от { $name }.
ended-silently = Чатът приключи сам: посетителят вече не беше там.
rang = Звъни при { $name }.
declined = { $name } отказа.
missed = { $name } не отговори.
ticket-opened = Отворена е заявка #{ $number }.
transcript = Чат с { $name }

## What was done

done-accepted = Чатът е ваш.
done-declined = Отказахте; пита се следващият.
done-ended = Чатът приключи.
done-handed-over = Чатът е предаден.
done-beyond = Чатът е предаден. Избраният колега вече има повече чатове, отколкото допуска границата.
done-whispered = Агентът вижда подсказката ви.
done-joined = Участвате в този чат.
done-ticket = Заявката е отворена.

## The visitors' page

talk-to-us = Чат с нас
sound = Звук
end-it = Край
close = Затвори
left = Благодарим. Ще отговорим по имейл.
welcome = Попитайте ни каквото и да е.
your-name = Вашето име
your-address = Вашият имейл, ако връзката прекъсне
how-help = Как можем да помогнем?
begin = Започни
nobody-here = Сега няма никого. Оставете съобщение и ще отговорим по имейл.
what-was-said = Какво беше казано
peeked = Може да виждаме какво пишете, преди да го изпратите.
your-message = Вашето съобщение
file = Файл
it-ended = Този чат приключи.
how-was-it = Как беше? 1 е слабо, 5 е отлично.
what-better = Какво да подобрим?
thanks = Благодарим.
again = Започни нов чат
forget = Забрави този чат тук
you = Вие
sending = Изпраща се …
failed = Не се получи. Опитайте след малко.
retry = Опитай пак
lost = Няма връзка. Написаното се пази и се изпраща, щом тя се върне.
somebody-soon = Скоро някой ще ви отговори.
somebody-writes = Някой пише …
refused = Не е изпратено: { $why }
position = Вие сте номер { $n } на опашката.
wait = Около { $time }.
new-messages = Нови съобщения: { $n }

## What is not right

nothing-said = няма какво да се изпрати
long-text = текстът има най-много { $most } знака
many-files = прилагат се най-много { $most } файла
bad-name = името има от 1 до { $most } знака
long-word = всяко от данните има най-много { $most } знака
bad-rating = оценката е от 1 до 5 или -1, с коментар до { $most } знака
too-many = Твърде много наведнъж
rated = този чат вече е оценен
not-over = чат се оценява, когато приключи
sent-otherwise = това вече е изпратено с други думи: изпратете го още веднъж и ще тръгне като ново съобщение
no-such-chat = няма такъв чат
no-department = няма такъв отдел
not-for-staff = чатове започват посетители и клиенти
has-one = има чат, който още не е приключил
may-not-begin = с този профил не може да се започне чат
not-yours = това може само който участва в чата
yours-already = участвате в този чат
is-over = чатът сега не тече
rings-no-more = този чат вече не звъни при вас
rings-elsewhere = този чат звъни при колега
waits-no-more = този чат вече не чака
no-place = имате { $has } от { $most } чата едновременно
has-it-already = чатът вече е при този колега
no-target = кажете на кого се предава
nowhere = { $name } не е в никой отдел
not-there = { $name } не е на линия

## What an administrator reads

plugin-title = Чат
plugin-summary = Посетителите говорят веднага с центъра: кой чака, кой получава следващия чат и колко едновременно, какво се казва и кой наблюдава.
contribution-pages = Чатове
permission-page-use = Отваряне на „Чатове“
    .description = Отваряне на страниците с чатове. Какво се вижда там, казват другите права.
permission-chat-read = Четене на чатове
    .description = Преглед на чатове и на казаното в тях. До текущ чат на колега това води само с право на наблюдение.
permission-chat-start = Започване на чатове
    .description = Започване на чат с центъра за помощ.
permission-chat-write = Писане в чатове
    .description = Писане до посетителя и приключване на чата. За посетители: писане до центъра, приключване и оценка на своя чат.
permission-chat-take = Вземане на чатове
    .description = Приемане на чат, избор на чакащ и връщане.
permission-chat-transfer = Предаване на чатове
    .description = Предаване на чат на колега или на друг отдел.
permission-chat-transfer-into = Предаване на чатове в отдел
    .description = Избор на този отдел като цел. Не е нужно да се вижда там.
permission-chat-observe = Незабелязано наблюдение на чатове
    .description = Следене на текущ чат на колега. Нито той, нито посетителят забелязват; всеки път се отбелязва.
permission-chat-whisper = Подсказване в чатове
    .description = Предложение за отговор, което вижда само колегата.
permission-chat-join = Включване в чатове
    .description = Открито влизане в текущ чат на колега и писане в него.
permission-chat-take-over = Поемане на чатове
    .description = Поемане на текущ чат от колега.
permission-watch-read = Преглед кой е наблюдавал
    .description = Преглед кой кога кой чат е наблюдавал.
setting-ring-seconds = Колко време звъни, в секунди
    .hint = После се пита следващият и се брои един пропуснат чат.
setting-previous-seconds = Колко да се чака предишният агент, в секунди
    .hint = Само ако този агент приема чатове и няма свободно място. 0: изобщо.
setting-silent-waiting-minutes = Колко минути посетител, който чака, може да мълчи
    .hint = Който е затворил страницата и не се върне навреме: чатът приключва сам. 0: никога.
setting-silent-running-minutes = Колко минути посетител, който разговаря, може да мълчи
    .hint = Също така; отворена страница се смята за четене. 0: никога.
setting-strategy = Кой получава следващия чат
    .choice-fewest = Който има най-малко
    .choice-fill = Който има най-много, докато има места
    .choice-turns = Един след друг
    .choice-order = По реда по-долу, после който има най-малко
setting-ranks = Ред
    .hint = Който не е посочен, е по средата.
setting-ranks-agent = Адрес на агента
setting-ranks-rank = Идва
    .choice-first = пръв
    .choice-last = последен
setting-colour = Цвят на страницата за посетители
    .hint = Например #0a6657.
setting-heading = Заглавие на страницата за посетители
    .hint = Празно: обичайните думи на езика на посетителя.
setting-welcome = Първи думи към посетителите
    .hint = Празно: обичайните думи на езика на посетителя.
setting-ask-department = Посетителите избират отдел
setting-peek = Агентите виждат какво пишат посетителите преди изпращане
    .hint = Посетителите са уведомени.
