# Какво реши механизмът за правата.

told-undeclared = Никой не може { $what }, защото никоя приставка тук не го обявява.
told-yes = „{ $what }“ е позволено: { $reason }.
told-no = „{ $what }“ не е позволено: { $reason }.
told-yes-through = „{ $what }“ е позволено: { $reason }, а приставката „{ $plugin }“ може да го прави за вас.
told-plugin-yes = На приставката „{ $plugin }“ е позволено „{ $what }“: { $reason }.
told-plugin-no = На приставката „{ $plugin }“ не е позволено „{ $what }“: { $reason }.
told-owner = центърът е ваш
told-role = ролята ви „{ $title }“
told-role-of-all = ролята на всички „{ $title }“
told-granted = { $role } го дава { $scopes }, както тук
told-granted-desk = { $role } го дава за целия център
told-granted-there = { $role } го дава за всичко в един отдел, а това е там
told-mandate-covers = пълномощието ѝ го обхваща
told-nobody = никой не го е дал
told-staff-only = това е само за служители
told-suspended = акаунтът ви е спрян
told-scope-desk = { $role } го дава { $scopes }, а не за целия център
told-scope = { $role } го дава { $scopes }, а това не е сред тях
told-place-desk = { $role } важи в един отдел, а не за целия център
told-place = { $role } важи в един отдел, а това не е там
told-ended = { $role } го даваше до дата, която е минала
told-retired = { $role } не се използва
told-never = { $role } никога не може да го има, каквото и да пише в нея
told-nothing = никой не го е дал на никоя от ролите ви
told-not-signed-in = не сте влезли
told-token = този API ключ не го включва
told-token-only = този API ключ го включва само { $scopes }
told-order = това нареждане не го включва
told-mandate = приставката „{ $plugin }“ няма пълномощие за това
told-mandate-only = приставката „{ $plugin }“ има пълномощие само { $scopes }
told-elsewhere = приставката „{ $plugin }“ работи само в отдели, в които това не е
told-off = приставката „{ $plugin }“ е изключена или не е инсталирана
told-or = { $one } или { $other }
told-of-all = за всичко
told-of-department = за каквото е в собствените отдели
told-of-assigned = за каквото е възложено лично
told-of-own = за каквото е поискано лично
told-of-shared = за каквото се участва
told-of-unassigned = за каквото е в собствените отдели и още на никого
told-enough = Щеше да стигне, ако { $ways }.
told-nothing-enough = Никаква промяна на правата не би стигнала.
told-and-if = { $one }, и ако { $other }
told-or-if = { $one }; или ако { $other }
told-either = { $one }, или { $other }
told-if-declared = беше инсталирана приставка, която го обявява
told-if-let-in = акаунтът не беше спрян
told-if-staff = човекът имаше роля за служители
told-if-owner = човекът беше собственик на центъра
told-if-role = ролята „{ $title }“ го даваше { $scopes }
told-if-another-role = човекът имаше още една роля, която го дава { $scopes }
told-if-token = API ключът го включваше { $scopes }
told-if-order = нареждането го включваше
told-if-installed = приставката „{ $plugin }“ беше инсталирана с пълномощие за това
told-if-on = приставката „{ $plugin }“ беше включена
told-if-mandate = пълномощието на приставката „{ $plugin }“ го обхващаше { $scopes }
told-if-there = приставката „{ $plugin }“ работеше в отдела, в който е това
told-if-department = човекът работеше в отдела, в който е това
told-if-assigned = това беше възложено на човека
told-if-own = човекът беше поискал това
told-if-shared = човекът участваше в това
told-if-unassigned = това не беше на никого

told-search-long = Това е твърде много за едно търсене: търсено е само началото.
told-search-time = `{ $typed }` не е дата: напишете я като `2026-05-31` или `2026-05`, или преди колко време – като `7d`, `2w`, `3m` или `1y`.
told-search-has = `{ $typed }` не е познато: има само `has:file`.
told-search-filter = Няма филтър `{ $word }:`. Познати са { $known }.
told-search-empty = След `{ $word }:` няма нищо. Напишете какво да бъде, без интервал.

# Какво би направила една промяна.

preview-nothing = За никого нищо не се променя
preview-same = { $count ->
    [one] { $count } човек може същото като преди
   *[other] { $count } души могат същото като преди
}
preview-gain = { $count ->
    [one] { $count } човек получава нещо
   *[other] { $count } души получават нещо
}
preview-lose = { $count ->
    [one] { $count } човек губи нещо
   *[other] { $count } души губят нещо
}
preview-no-gain = никой не получава нищо
preview-no-loss = никой не губи нищо
preview-not-looked-at = { $count ->
    [one] още { $count } човек има променена роля и не е проверен
   *[other] още { $count } души имат променена роля и не са проверени
}
preview-mandates = променя се пълномощието: { $plugins }
preview-visitor = Който не е влязъл
preview-gains = получава „{ $title }“: { $what }
preview-loses = губи „{ $title }“: { $what }
preview-loses-too = губи: { $what }
preview-records = { $collection }, записи: { $after } вместо { $before }
preview-or-more = { $count } или повече
preview-every = всичко
preview-unassigned = каквото още е на никого
preview-assigned = каквото е възложено на лицето
preview-own = каквото лицето е поискало само
preview-shared = това, в което лицето участва
preview-in = { $what } в отдел „{ $department }“
preview-in-gone = { $what } в отдел, който вече го няма
preview-filed = само тук: { $departments }
preview-filed-but = навсякъде освен: { $departments }
