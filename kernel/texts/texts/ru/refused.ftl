# Почему что-то, касающееся людей и их прав, не сделано. Начинаются с маленькой буквы: стоят и внутри предложений.

refused-field = { $field ->
    [alias] псевдоним не подходит: { $expected }
    [days] число дней не подходит: { $expected }
    [departments] отделы не подходят: { $expected }
    [description] описание не подходит: { $expected }
    [email] адрес почты не подходит: { $expected }
    [file] файл не подходит: { $expected }
    [grants] права не подходят: { $expected }
    [language] язык не подходит: { $expected }
    [name] имя не подходит: { $expected }
    [network] адрес не подходит: { $expected }
    [password] пароль не подходит: { $expected }
    [permissions] права не подходят: { $expected }
    [reason] причина не подходит: { $expected }
    [roles] роли не подходят: { $expected }
    [scopes] охват не подходит: { $expected }
    [title] название не подходит: { $expected }
    [until] срок не подходит: { $expected }
    [user] человек не подходит: { $expected }
   *[other] `{ $field }` не подходит: { $expected }
}

refused-no-ban = нет блокировки `{ $name }`
refused-no-department = нет отдела `{ $name }`
refused-no-order = нет поручения `{ $name }`
refused-no-pass = нет пропуска `{ $name }`
refused-no-person = нет человека `{ $name }`
refused-no-plugin = нет плагина `{ $name }`
refused-no-role = нет роли `{ $name }`
refused-no-session = нет сеанса `{ $name }`
refused-no-token = нет ключа API `{ $name }`
refused-no-owner = у службы ещё нет владельца; сначала настройте её
refused-account-gone = вашей учётной записи больше нет
refused-names-no-department = нужны названия или идентификаторы отделов; отдела `{ $name }` нет
refused-names-no-role = нужны названия ролей; роли `{ $name }` нет

refused-address = нужен адрес, например `ana@example.org`
refused-bytes = байтов не больше { $most }
refused-bytes-between = байтов от 1 до { $most }
refused-characters = знаков не больше { $most }
refused-characters-between = печатных знаков от 1 до { $most }
refused-days-between = от 1 до { $most }
refused-file = его не удалось прочитать: { $why }
refused-head = нужны место и хеш, как их печатает `ombud audit head`
refused-moment = нужен момент, например 2027-01-01T00:00:00Z
refused-nothing-to-change = укажите хотя бы одно поле, которое меняется
refused-password = знаков не меньше { $least }, байтов не больше { $most }
refused-past = нужен момент, который ещё не наступил
refused-slug = от 2 до 48 знаков из a-z, 0-9 и `-`, первым идёт буква
refused-tag = нужен код языка, например `bg` или `pt-BR`
refused-why = напишите почему: это поможет тем, кто посмотрит позже

refused-mandate-of = нужен мандат для `{ $plugin }`, а не для `{ $other }`
refused-names-of = имена начинаются с `{ $plugin }:`, а это нет: `{ $name }`
refused-never-holds = у роли `{ $role }` никогда не может быть `{ $name }`
refused-no-permission = нет права `{ $name }`
refused-not-declared = плагин сам не объявляет права `{ $name }`
refused-permissions-between = прав должно быть от 1 до { $most }
refused-scope = для `{ $name }` нужен хотя бы один охват
refused-scope-of = для `{ $name }` нужен хотя бы один охват из: { $scopes }
refused-token-empty = нужно хотя бы одно, иначе от ключа нет пользы
refused-twice = `{ $name }` можно указать только один раз
refused-installed = плагин `{ $plugin }` установлен; сначала удалите его

refused-most-bans = блокировок может быть не больше { $most }: блокируйте целые сети или снимите лишние
refused-most-departments = отделов может быть не больше { $most }
refused-most-for-one = для одного человека не больше { $most }
refused-most-orders = постоянных поручений одного человека может быть не больше { $most }; сначала отзовите лишние
refused-most-roles = ролей может быть не больше { $most }
refused-most-tokens = ключей API у одного человека может быть не больше { $most }; сначала отзовите лишние

refused-address-taken = адрес `{ $email }` уже у кого-то другого
refused-ban-known = { $network } уже в списке блокировок: номер { $number }
refused-ban-over = блокировка { $number } уже не действует
refused-ban-spared = { $network } закроет вход и для { $spared }: для вас самих или для всех
refused-department-known = отдел `{ $name }` уже есть
refused-person-known = человек `{ $name }` уже есть
refused-role-known = роль `{ $role }` уже есть

refused-no-role-left = нужна хотя бы одна роль; чтобы человек не мог войти, приостановите учётную запись
refused-role-built-in = встроенную роль `{ $role }` нельзя вывести из употребления
refused-role-fixed = то, что даёт роль `{ $role }`, изменить нельзя
refused-role-held = роль `{ $role }` ещё есть у людей; сначала дайте им другую
refused-role-kind = уже есть роль `{ $role }` с другим `staff` или `collaborator`, а это не меняется; дайте роли в файле другое имя
refused-role-name = встроенная роль `{ $role }` сохраняет своё имя
refused-role-retired = роль `{ $role }` выведена из употребления, и дать её нельзя
refused-role-twice = каждая роль не больше одного раза в каждом месте
refused-visitor = роль `visitor` не дают: она у каждого, кто не вошёл

refused-one-owner = владелец ровно один; вместо выдачи роли передайте владение
refused-owner-holds-all = у владельца есть всё, что есть у администратора, и больше
refused-owner-known = у службы уже есть владелец; войдите как владелец
refused-suspend-owner = владельца нельзя приостановить; сначала передайте владение
refused-suspend-self = собственную учётную запись приостановить нельзя; попросите коллегу
refused-transfer-by = передать владение может только сам владелец
refused-transfer-self = этот человек уже владелец
refused-transfer-to = новый владелец должен быть сотрудником с действующей учётной записью

refused-factor-already = второй фактор уже спрашивается; сначала откажитесь от него
refused-factor-none = у этого человека второй фактор не спрашивается
refused-factor-own = от своего второго фактора отказываются с помощью пароля
refused-factor-password = сначала введите пароль
refused-factor-signed-in = менять свой второй фактор может только тот, кто вошёл
refused-order-by-person = поручение даёт человек плагину
refused-password-signed-in = менять свой пароль может только тот, кто вошёл
refused-password-throttled = слишком много неверных паролей; подождите немного и попробуйте снова
refused-token-person = ключ API действует от имени человека; войдите как этот человек
refused-view-self = выберите кого-то другого
refused-view-signed-in = смотреть как другой человек может только тот, кто вошёл
