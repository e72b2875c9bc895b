# Защо нещо, свързано с хора и техните права, не се прави. Започват с малка буква: стоят и в изречения.

refused-field = { $field ->
    [alias] псевдонимът не е наред: { $expected }
    [days] броят дни не е наред: { $expected }
    [departments] отделите не са наред: { $expected }
    [description] описанието не е наред: { $expected }
    [email] имейл адресът не е наред: { $expected }
    [file] файлът не е наред: { $expected }
    [grants] правата не са наред: { $expected }
    [language] езикът не е наред: { $expected }
    [name] името не е наред: { $expected }
    [network] адресът не е наред: { $expected }
    [password] паролата не е наред: { $expected }
    [permissions] правата не са наред: { $expected }
    [reason] причината не е наред: { $expected }
    [roles] ролите не са наред: { $expected }
    [scopes] обхватът не е наред: { $expected }
    [title] заглавието не е наред: { $expected }
    [until] крайният срок не е наред: { $expected }
    [user] лицето не е наред: { $expected }
   *[other] `{ $field }` не е наред: { $expected }
}

refused-no-ban = няма забрана `{ $name }`
refused-no-department = няма отдел `{ $name }`
refused-no-order = няма нареждане `{ $name }`
refused-no-pass = няма пропуск `{ $name }`
refused-no-person = няма лице `{ $name }`
refused-no-plugin = няма приставка `{ $name }`
refused-no-role = няма роля `{ $name }`
refused-no-session = няма сесия `{ $name }`
refused-no-token = няма ключ за API `{ $name }`
refused-no-owner = центърът още няма собственик; първо го настройте
refused-account-gone = профилът ви вече не съществува
refused-names-no-department = очакват се имена или идентификатори на отдели; няма отдел `{ $name }`
refused-names-no-role = очакват се имена на роли; няма роля `{ $name }`

refused-address = очаква се адрес като `ana@example.org`
refused-bytes = най-много { $most } байта
refused-bytes-between = от 1 до { $most } байта
refused-characters = най-много { $most } знака
refused-characters-between = от 1 до { $most } печатни знака
refused-days-between = от 1 до { $most }
refused-file = не може да се прочете: { $why }
refused-head = очаква се място и хеш, както ги отпечатва `ombud audit head`
refused-moment = очаква се момент като 2027-01-01T00:00:00Z
refused-nothing-to-change = посочете поне едно поле за промяна
refused-password = поне { $least } знака и най-много { $most } байта
refused-past = очаква се момент, който тепърва предстои
refused-slug = от 2 до 48 знака измежду a-z, 0-9 и `-`, като първият е буква
refused-tag = очаква се код на език като `bg` или `pt-BR`
refused-why = кажете защо, за да го разбере и следващият

refused-mandate-of = очаква се мандат за `{ $plugin }`, а не за `{ $other }`
refused-names-of = имената започват с `{ $plugin }:`, за разлика от `{ $name }`
refused-never-holds = ролята `{ $role }` никога не може да има `{ $name }`
refused-no-permission = няма право `{ $name }`
refused-not-declared = приставката сама не обявява правото `{ $name }`
refused-permissions-between = очакват се от 1 до { $most } права
refused-scope = за `{ $name }` е нужен поне един обхват
refused-scope-of = за `{ $name }` е нужен поне един обхват измежду: { $scopes }
refused-token-empty = нужно е поне едно, иначе ключът няма да върши работа
refused-twice = `{ $name }` може да стои само веднъж
refused-installed = приставката `{ $plugin }` е инсталирана; първо я премахнете

refused-most-bans = забраните могат да бъдат най-много { $most }: забранете цели мрежи или отменете някоя
refused-most-departments = отделите могат да бъдат най-много { $most }
refused-most-for-one = най-много { $most } за едно лице
refused-most-orders = нарежданията на едно лице могат да бъдат най-много { $most }; първо оттеглете някое
refused-most-roles = ролите могат да бъдат най-много { $most }
refused-most-tokens = ключовете за API на едно лице могат да бъдат най-много { $most }; първо отменете някой

refused-address-taken = друг вече има адреса `{ $email }`
refused-ban-known = { $network } вече е под забрана: номер { $number }
refused-ban-over = забрана { $number } вече е изтекла или отменена
refused-ban-spared = { $network } би спряло и { $spared }: вас самите или всички
refused-department-known = вече има отдел `{ $name }`
refused-person-known = вече има лице `{ $name }`
refused-role-known = вече има роля `{ $role }`

refused-no-role-left = нужна е поне една роля; за да не влиза някой, спрете профила му
refused-role-built-in = вградената роля `{ $role }` не може да се изведе от употреба
refused-role-fixed = това, което дава ролята `{ $role }`, не може да се променя
refused-role-held = още има хора с ролята `{ $role }`; първо им дайте друга
refused-role-kind = вече има роля `{ $role }` с друго `staff` или `collaborator`, а те не се променят; дайте друго име на ролята във файла
refused-role-name = вградената роля `{ $role }` запазва името си
refused-role-retired = ролята `{ $role }` е извън употреба и не може да се дава
refused-role-twice = всяка роля най-много веднъж на едно място
refused-visitor = `visitor` не се дава: това е всеки, който не е влязъл

refused-one-owner = собственикът е точно един; вместо да давате ролята, прехвърлете собствеността
refused-owner-holds-all = собственикът има всичко, което има администраторът, и повече
refused-owner-known = центърът вече има собственик; влезте като него
refused-suspend-owner = профилът на собственика не може да се спре; първо прехвърлете собствеността
refused-suspend-self = никой не може да спре собствения си профил; помолете колега
refused-transfer-by = само собственикът може да прехвърли собствеността
refused-transfer-self = това лице вече е собственик на центъра
refused-transfer-to = новият собственик трябва да е служител с действащ профил

refused-factor-already = втори фактор вече се иска; първо го спрете
refused-factor-none = от това лице не се иска втори фактор
refused-factor-own = своя втори фактор спирате с паролата си
refused-factor-password = първо въведете паролата си
refused-factor-signed-in = само който е влязъл, може да променя втория си фактор
refused-order-by-person = нареждане се дава от човек на приставка
refused-password-signed-in = само който е влязъл, може да променя паролата си
refused-password-throttled = твърде много грешни пароли; изчакайте малко и опитайте пак
refused-token-person = ключът за API действа от името на човек; влезте като него
refused-view-self = изберете някой друг
refused-view-signed-in = само който е влязъл, може да гледа като някой друг
