# Страницы ядра: вход, учётная запись и ошибки.

## On many pages

back-to-desk = Вернуться к работе
bar-more = Ещё
search-short = Поиск или #42
save = Сохранить
skip = Перейти к содержанию
desk = Служба поддержки
plugins = Плагины
part-failed = { $title }: сейчас нельзя показать.

## Signing in and out

sign-in = Войти
sign-in-email = Адрес почты
sign-in-password = Пароль
sign-in-code = Код
sign-in-code-hint = Шесть цифр из приложения-аутентификатора или один из резервных кодов.
sign-in-again = Начать заново
sign-in-wrong = Неверный адрес или пароль. Попробуйте ещё раз.
sign-in-throttled = { $seconds ->
    [one] Слишком много неверных паролей. Повторите через { $seconds } секунду.
    [few] Слишком много неверных паролей. Повторите через { $seconds } секунды.
    [many] Слишком много неверных паролей. Повторите через { $seconds } секунд.
   *[other] Слишком много неверных паролей. Повторите через { $seconds } секунды.
}
sign-in-suspended = Доступ к этой учётной записи закрыт. Обратитесь к администратору.
sign-in-code-needed = Нужен ещё и код: из аутентификатора или резервный.
sign-in-wrong-code = Код неверный или уже использован. Дождитесь следующего.
sign-in-too-late = Прошло слишком много времени. Войдите снова.
sign-out = Выйти
sign-out-ask = Выйти?

## Choosing a password by a link

password-choose = Выберите пароль
password-new = Новый пароль
password-present = Нынешний пароль
password-once-more = Ещё раз
password-set = Задать пароль
password-change = Сменить
password-length = Не меньше восьми знаков; фраза лучше, чем набор символов.
password-signs-out = На всех других устройствах вы выйдете.
password-not-same = Пароли не совпадают. Введите его дважды.
password-expected = В пароле не меньше восьми знаков.
password-is-set = Пароль задан
password-is-set-hint = Войдите с ним. Все прежние сеансы завершены.

## One's own account

account = Ваша учётная запись
account-done-password = Пароль изменён. На других устройствах вы вышли.
account-done-ended = Этот сеанс завершён.
account-done-others = На других устройствах вы вышли.
account-done-factor = Второй фактор больше не спрашивается.
account-done-language = Теперь служба говорит с вами на этом языке.
account-done-look = Теперь служба выглядит в этом браузере так.
account-done-withdrawn = Плагин там больше ничего не делает от вашего имени.
account-wrong-password = это не ваш пароль
account-no-session = такого сеанса нет
account-wrong-code = это не тот код, который сейчас показывает аутентификатор
language = Язык
language-own = На каком языке служба говорит с вами
language-none = Язык браузера или службы
look = Внешний вид
look-lead = В этом браузере, для всех, кто здесь входит.
look-shade = Цвета
look-system = Как на устройстве
look-light = Светлые
look-dark = Тёмные
look-density = Расстояния
look-comfortable = Просторно
look-dense = Плотно
factor = Второй фактор
factor-since = С { $since } после пароля спрашивается код.
factor-lead = Код с телефона помимо пароля: кто узнает только пароль, не войдёт.
factor-begin = Настроить
factor-without = Отказаться от него
factor-end = Больше не спрашивать код
factor-scan = Отсканируйте это аутентификатором или введите в него ключ.
factor-picture = Ключ в виде картинки
factor-digits = Шесть цифр, которые он показывает
factor-confirm = Спрашивать код с этого момента
factor-not-now = Не сейчас
recovery = Ваши резервные коды
recovery-lead = Теперь спрашивается код. Храните эти коды там, где важные бумаги: каждый действует один раз, если телефон потерян. Больше они не показываются.
recovery-kept = Коды сохранены
recovery-none-left = Резервных кодов не осталось: отключите второй фактор и настройте его снова.
recovery-left = { $count ->
    [one] Остался { $count } резервный код.
    [few] Осталось { $count } резервных кода.
    [many] Осталось { $count } резервных кодов.
   *[other] Осталось { $count } резервного кода.
}
sessions = Где вы вошли
sessions-here = Здесь
sessions-end = Завершить
sessions-end-of = Завершить сеанс: { $name }
sessions-end-others = Выйти на других устройствах
sessions-used = последний раз { $seen }, с { $since }
orders = Что делается от вашего имени
orders-lead = Плагины делают это в ваше отсутствие, с вашими правами на тот момент, и из них только с теми, что здесь названы.
orders-since = { $plugin }, с { $since }:
orders-withdraw = Отозвать
orders-withdraw-of = Отозвать: { $title }
device-on = { $browser } на { $system }
device-silent = Что-то, что о себе не говорит

## How somebody else signs in

other = Как входит другой человек
other-done-ended = Все сеансы этого человека завершены.
other-done-factor = У этого человека второй фактор больше не спрашивается.
other-done-withdrawn = Плагин там больше ничего не делает от имени этого человека.
other-link = Передайте её так, чтобы увидел только этот человек. Она действует один раз, до { $until }, и больше не показывается.
other-link-mailed = Она отправлена этому человеку и по почте.
other-link-lead = Ссылка, по которой человек выберет пароль. Никто другой его не узнает, вы тоже. До тех пор действует прежний.
other-link-make = Создать ссылку
other-factor-since = Спрашивается с { $since }. Отключайте его только тому, кого знаете и кто потерял телефон и резервные коды.
other-factor-remove = Отключить
other-factor-none = Не спрашивается. Человек настраивает его на странице своей учётной записи.
other-sessions = Где вошёл этот человек
other-sessions-none = Нигде.
other-sessions-end = Завершить все сеансы этого человека
other-orders = Что делается от имени этого человека
other-orders-lead = Плагины делают это с правами этого человека на тот момент, и из них только с теми, что здесь названы.

## Administrators, and looking as somebody else

administrators = Администраторы
administrator-make = Сделать администратором: { $name }?
administrator-make-do = Сделать администратором
administrator-is = { $name } — администратор
administrator-unmake-do = Забрать роль
administrator-then = Оставшийся без роли становится агентом.
administrator-means = Администратор может здесь всё, сейчас и в будущем, кроме того, что остаётся за владельцем: оплата, передача и удаление службы.
administrator-back = Отмена
administrator-exactly = Что именно
view-as = Посмотреть глазами другого
view-as-ask = Посмотреть глазами: { $name }?
view-as-lead = Вы увидите то, что видит { $name }, и ничего не сможете изменить. Журнал это отметит.
view-as-do = Посмотреть
view-as-mark = Вы смотрите глазами: { $name }. Менять ничего нельзя.
view-as-end = Вернуться к себе

## The language of the desk

desk-settings = Настройки службы
desk-language = Язык службы
desk-language-hint = Его получает тот, у кого нет своего языка и чей браузер не просит ни одного из этих.
desk-grace = Кто ушёл, остаётся «на связи» ещё (секунд)
desk-grace-hint = Чтобы перезагрузка страницы или мигнувшая сеть не были отсутствием. От 0 до 600.
desk-settings-done = Настройки сохранены.

## Mail that the desk sends

relay = Почта, которую отправляет служба
relay-lead = Служба отдаёт свою почту машине, которую вы укажете здесь: почтовому серверу вашей организации или провайдера.
relay-none = Машина ещё не указана. Письма ждут, пока она появится; ни одно не теряется.
relay-waiting = { $count ->
    [one] Ждёт { $count } письмо.
    [few] Ждут { $count } письма.
    [many] Ждут { $count } писем.
   *[other] Ждут { $count } письма.
}
relay-host = Почтовый сервер
relay-port = Порт
relay-tls = Шифрование
relay-tls-implicit = TLS с самого начала (465)
relay-tls-starttls = STARTTLS, иначе ничего не отправляется (587)
relay-tls-none = нет, только на этой машине или в её собственной сети
relay-user = Имя пользователя
relay-user-hint = Пусто: сервер позволяет этой машине отправлять без него.
relay-password-kept = Другой пароль вместо сохранённого
relay-password-forget = Забыть пароль
relay-sender = Адрес отправителя
relay-name = Имя отправителя
relay-desk = Где люди находят эту службу
relay-desk-hint = Стоит в ссылках в письмах. Пусто: ссылки для выбора пароля по почте не отправляются.
relay-authority = Собственный удостоверяющий центр
relay-authority-hint = Его сертификат как PEM, если за почтовый сервер не ручается ни один публичный.
relay-drop = Без сервера
relay-try = Проба
relay-try-hint = Сразу отправляет письмо и показывает, что отвечает сервер.
relay-try-do = Отправить мне пробное письмо
relay-try-subject = Пробное письмо службы
relay-try-text = Если вы это читаете, служба может отправлять почту.
relay-said = Сервер принял письмо. Его ответ:
relay-not-taken = Письмо не принято. Проверьте ниже сервер, порт, шифрование и пароль и попробуйте ещё раз. Что произошло:
relay-tried = Проверено: { $host }, порт { $port }, { $tls }. Посмотрите, верны ли имя и порт, нужен ли на этом порту именно такой TLS и подходят ли имя пользователя и пароль. Ответ:
relay-bad-host = Почтовый сервер указывается именем, например mail.example.com, или адресом, без пробелов и косых черт.
relay-bad-port = Порт — число от 1 до 65535: 465 с TLS с первого байта, 587 со STARTTLS.
relay-bad-sender = Отправитель — почтовый адрес, например desk@example.com.
relay-bad-desk = Где люди находят эту службу, говорит только начало адреса, например https://desk.example.com.
relay-bad-authority = Сертификат нужен в виде PEM: он начинается с -----BEGIN CERTIFICATE-----.
relay-bad-to = Для пробного письма нужен адрес, например anna@example.com.
relay-own = Отправленные ссылки
mail-scheduled = ждёт отправки
mail-delayed = задерживается
mail-sent = отправлено
mail-not-delivered = не доставлено
link-mail-subject = Выберите свой пароль
link-mail = Здравствуйте, { $name }!

    По этой ссылке вы выберете свой пароль для службы поддержки:

    { $link }

    Она действует один раз и один день. Если вы её не просили, ничего делать не нужно.
forgotten = Забыли пароль?
forgotten-hint = Туда придёт ссылка, по которой вы выберете новый.
forgotten-do = Отправить ссылку
forgotten-done = Если у кого-то здесь есть этот адрес, ссылка уже в пути. Это может занять несколько минут.
forgotten-by-hand = Попросите у администратора этой службы ссылку, по которой вы выберете новый.

## What went wrong, on a page of its own

problem-not-signed-in = Вы не вошли
    .means = Сначала войдите.
problem-not-allowed = Не разрешено
    .means = Ваших прав на это не хватает.
problem-not-found = Не найдено
    .means = Здесь такого нет, или это не для вас.
problem-not-valid = Неверно
    .means = Что-то в этом не так, как нужно.
problem-not-understood = Не понято
    .means = Браузер прислал то, что нельзя прочесть.
problem-banned = Адрес закрыт
    .means = С вашего сетевого адреса ничего не принимается.
problem-not-stamped = Нет отметки
    .means = Форма устарела или пришла извне: обновите страницу и отправьте её оттуда.
problem-not-as-it-was-seen = Уже не то, что вы видели
    .means = Это изменилось после того, как вы смотрели: взгляните снова.
problem-not-available-now = Сейчас недоступно
    .means = Попробуйте немного позже.
problem-not-this-way = Не так
    .means = Это делается иначе.
problem-too-large = Слишком велико
    .means = Это больше допустимого.
problem-too-busy = Слишком занято
    .means = Попробуйте через минуту.
problem-too-many-attempts = Слишком много попыток
    .means = Подождите немного и попробуйте снова.
problem-took-too-long = Слишком долго
    .means = Это прервано и ничего не оставило. Попробуйте снова.
problem-changed-meanwhile = Изменено тем временем
    .means = Кто-то успел раньше: взгляните снова и повторите, если ещё нужно.
problem-broke-off = Прервалось
    .means = Что-то пошло не так; подробности администратор найдёт в журнале.
problem-a-plugin-failed = Плагин не справился
    .means = Всё отменено; подробности администратор найдёт в журнале.
problem-a-page-is-broken = Страница повреждена
    .means = Её нельзя показать; подробности администратор найдёт в журнале.
problem-the-desk-is-read-only = Служба доступна только для чтения
    .means = Сейчас ничего нельзя изменить.
problem-wrong-method = Неверный метод
    .means = Этот адрес на такое не отвечает.
problem-wrong-type = Неверный тип
    .means = Страница принимает только то, что отправляет её форма.
problem-this-link-is-over = Эта ссылка больше не действует
    .means = Она использована, старше суток или заменена новой: попросите другую.
problem-suspended = Доступ закрыт
    .means = Доступ к этой учётной записи закрыт; обратитесь к администратору.
problem-only-looking = Только просмотр
    .means = Вы смотрите глазами другого: ничего нельзя изменить, пока вы не вернётесь к себе.
problem-from-elsewhere = Извне
    .means = Войдите со страницы самой службы.
problem-code-needed = Нужен код
    .means = Нужен ещё и код.
problem-installed = Установлен
    .means = Плагин установлен; сначала удалите его.

## Banned addresses

bans = Закрытые адреса
bans-lead = Закрытый адрес не получает страниц, и оттуда ничего не принимается. Кто перебрал слишком много паролей, того центр сам закрывает на сутки; вошедших это не касается.
ban-done = Адрес закрыт.
ban-lifted = Адрес снова допущен.
bans-standing = Закрыты сейчас
bans-none = Никто не закрыт.
bans-past = Прошедшие
bans-earlier = Более ранние
ban-add = Закрыть адрес
ban-network = Адрес или блок
ban-network-hint = Например 203.0.113.9, 203.0.113.0/24 или 2001:db8::/64. Не свой и не адрес прокси.
ban-reason = Причина
ban-term = На какой срок
ban-term-hour = час
ban-term-day = сутки
ban-term-week = неделя
ban-term-month = 30 дней
ban-term-ever = навсегда
ban-term-missing = Скажите, на какой срок.
ban-do = Закрыть
ban-by-desk = центр
ban-automatic = слишком много неудачных входов
ban-since = С { $since }, закрыл: { $name }.
ban-until = До { $until }.
ban-for-ever = Навсегда.
ban-lifted-by = Снова допущен { $at }, допустил: { $name }.
ban-lift = Допустить снова
ban-why = Почему, если хотите
ban-network-wrong = Напишите адрес, например 203.0.113.9, или блок, например 203.0.113.0/24.
ban-reason-missing = Скажите почему, для того, кто посмотрит позже.
