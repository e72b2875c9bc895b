# Что решил механизм прав.

told-undeclared = Никому нельзя { $what }: ни один плагин здесь этого не объявляет.
told-yes = «{ $what }» разрешено: { $reason }.
told-no = «{ $what }» не разрешено: { $reason }.
told-yes-through = «{ $what }» разрешено: { $reason }, и плагин «{ $plugin }» может делать это за вас.
told-plugin-yes = Плагину «{ $plugin }» разрешено «{ $what }»: { $reason }.
told-plugin-no = Плагину «{ $plugin }» не разрешено «{ $what }»: { $reason }.
told-owner = центр принадлежит вам
told-role = ваша роль «{ $title }»
told-role-of-all = роль всех «{ $title }»
told-granted = { $role } даёт это { $scopes }, как здесь
told-granted-desk = { $role } даёт это во всём центре
told-granted-there = { $role } даёт это для всего в одном отделе, а это там
told-mandate-covers = его полномочие это охватывает
told-nobody = никто этого не дал
told-staff-only = это только для сотрудников
told-suspended = ваша учётная запись приостановлена
told-scope-desk = { $role } даёт это { $scopes }, а не во всём центре
told-scope = { $role } даёт это { $scopes }, а это к ним не относится
told-place-desk = { $role } действует в одном отделе, а не во всём центре
told-place = { $role } действует в одном отделе, а это не там
told-ended = { $role } давала это до даты, которая прошла
told-retired = { $role } не используется
told-never = { $role } никогда не может этого иметь, что бы в ней ни стояло
told-nothing = никто не дал этого ни одной из ваших ролей
told-not-signed-in = вы не вошли
told-token = этот ключ API этого не включает
told-token-only = этот ключ API включает это только { $scopes }
told-order = это поручение этого не включает
told-mandate = у плагина «{ $plugin }» нет на это полномочия
told-mandate-only = у плагина «{ $plugin }» есть на это полномочие только { $scopes }
told-elsewhere = плагин «{ $plugin }» работает только в отделах, где этого нет
told-off = плагин «{ $plugin }» выключен или не установлен
told-or = { $one } или { $other }
told-of-all = для всего
told-of-department = для того, что в своих отделах
told-of-assigned = для того, что назначено лично
told-of-own = для того, что запрошено лично
told-of-shared = для того, в чём участвуют
told-of-unassigned = для того, что в своих отделах и пока ничьё
told-enough = Было бы достаточно, если бы { $ways }.
told-nothing-enough = Никакое изменение прав не помогло бы.
told-and-if = { $one }, и если бы { $other }
told-or-if = { $one }; или если бы { $other }
told-either = { $one }, или { $other }
told-if-declared = был установлен плагин, который это объявляет
told-if-let-in = учётная запись не была приостановлена
told-if-staff = у человека была роль для сотрудников
told-if-owner = человек владел центром
told-if-role = роль «{ $title }» давала это { $scopes }
told-if-another-role = у человека была ещё одна роль, которая даёт это { $scopes }
told-if-token = ключ API включал это { $scopes }
told-if-order = поручение это включало
told-if-installed = плагин «{ $plugin }» был установлен с полномочием на это
told-if-on = плагин «{ $plugin }» был включён
told-if-mandate = полномочие плагина «{ $plugin }» охватывало это { $scopes }
told-if-there = плагин «{ $plugin }» работал в отделе, где это
told-if-department = человек работал в отделе, где это
told-if-assigned = это было назначено человеку
told-if-own = человек сам об этом просил
told-if-shared = человек в этом участвовал
told-if-unassigned = это было ничьё

told-search-long = Это слишком много для одного поиска: искали только начало.
told-search-time = `{ $typed }` — не дата: напишите её как `2026-05-31` или `2026-05` либо как давно: `7d`, `2w`, `3m` или `1y`.
told-search-has = `{ $typed }` не распознано: есть только `has:file`.
told-search-filter = Фильтра `{ $word }:` нет. Есть { $known }.
told-search-empty = После `{ $word }:` ничего нет. Напишите, что там должно быть, без пробела.

# Что сделало бы изменение.

preview-nothing = Ни для кого ничего не меняется
preview-same = { $count ->
    [one] { $count } человек может то же, что и раньше
    [few] { $count } человека могут то же, что и раньше
    [many] { $count } человек могут то же, что и раньше
   *[other] { $count } человека могут то же, что и раньше
}
preview-gain = { $count ->
    [one] { $count } человек что-то получает
    [few] { $count } человека что-то получают
    [many] { $count } человек что-то получают
   *[other] { $count } человека что-то получают
}
preview-lose = { $count ->
    [one] { $count } человек что-то теряет
    [few] { $count } человека что-то теряют
    [many] { $count } человек что-то теряют
   *[other] { $count } человека что-то теряют
}
preview-no-gain = никто ничего не получает
preview-no-loss = никто ничего не теряет
preview-not-looked-at = { $count ->
    [one] ещё у { $count } человека есть изменённая роль, его не проверяли
    [few] ещё у { $count } человек есть изменённая роль, их не проверяли
    [many] ещё у { $count } человек есть изменённая роль, их не проверяли
   *[other] ещё у { $count } человека есть изменённая роль, их не проверяли
}
preview-mandates = меняется полномочие: { $plugins }
preview-visitor = Те, кто не вошёл
preview-gains = получает «{ $title }»: { $what }
preview-loses = теряет «{ $title }»: { $what }
preview-loses-too = теряет: { $what }
preview-records = { $collection }, записей: { $after } вместо { $before }
preview-or-more = { $count } или больше
preview-every = всё
preview-unassigned = то, что пока ничьё
preview-assigned = то, что назначено этому человеку
preview-own = то, о чём человек просил сам
preview-shared = то, в чём человек участвует
preview-in = { $what } в отделе «{ $department }»
preview-in-gone = { $what } в отделе, которого больше нет
preview-filed = только тут: { $departments }
preview-filed-but = везде, кроме: { $departments }
