# Правата на ядрото.

## People

permission-person-read = Виждане на хора
    .description = Търсене на хора по име, адрес или отдел.
permission-email-read = Виждане на имейл адреси
    .description = Без него хората се показват със скрити адреси.
permission-person-create = Добавяне на хора
    .description = Създаване на акаунт с поне една роля.
permission-person-edit = Редактиране на хора
    .description = Промяна на име, псевдоним, адрес или език на някого.
permission-person-suspend = Спиране на достъпа
    .description = Спиране на достъпа на някого веднага, с всички сесии и ключове, и връщането му.
permission-password-reset = Смяна на чужди пароли
    .description = Задаване на нова парола на някого; сесиите му спират. Който го прави, може да влезе като клиент.
permission-person-view-as = Виждане на центъра като друг човек
    .description = Виждане на това, което вижда някой с не повече права, без да може да се променя нещо; одитът го отбелязва.

## Roles and departments

permission-role-read = Виждане на роли
    .description = Виждане кои роли има, какво дават и кой ги има.
permission-role-edit = Редактиране на роли
    .description = Създаване, промяна и изваждане на роли от употреба, в рамките на собствените права.
permission-role-assign = Даване и отнемане на роли
    .description = Решаване кой коя роля има, в рамките на собствените права; ако е нужно, само в един отдел.
permission-department-edit = Редактиране на отдели
    .description = Създаване и преименуване на отдели.
permission-membership-edit = Избор кой работи в отдел
    .description = Добавяне на хора в отдели и изваждането им, в рамките на собствените права там.
permission-customer-create = Добавяне на клиенти
    .description = Създаване на клиент от имейл адрес, както прави ново съобщение.

## Plugins

permission-plugin-read = Виждане на приставки
    .description = Виждане кои приставки работят, какво могат и какво струват.
permission-plugin-install = Инсталиране на приставки
    .description = Инсталиране, обновяване и премахване на приставки и одобряване на това, което могат.
permission-plugin-manage = Управление на приставки
    .description = Включване и изключване на приставки и стесняване на това, което могат.
permission-plugin-purge = Изтриване на данни от приставки
    .description = Изтриване на всичко, което премахната приставка е пазила тук. Само резервно копие го връща.
permission-report-read = Четене на отчети за неуспешни извиквания
    .description = Виждане какво е била питана приставката и какво е прочела, преди да се провали; може би и какво са писали хората.

## The desk

permission-audit-read = Четене на одита
    .description = Виждане кой какво е променил, със стойностите преди и след това.
permission-presence-read = Виждане кой е свързан
    .description = Виждане кои колеги са отворили центъра и откога.
permission-access-explain = Обяснение на достъпа
    .description = Питане защо някой може или не може да направи нещо.
permission-token-mint = Създаване на API ключове
    .description = Създаване на ключ за програми, който действа с част от собствените права.
permission-order-give = Даване на постоянни нареждания
    .description = Добавка да действа от ваше име, докато ви няма, както правилата, с част от вашите права.
permission-session-end = Извеждане на други
    .description = Виждане и прекратяване на сесии и ключове на други хора.
permission-settings-edit = Промяна на настройки
    .description = Промяна на настройките на центъра и на приставките му.
permission-ban-edit = Забраняване на адреси
    .description = Спиране на достъпа от мрежови адреси и връщането им.
permission-backup-make = Създаване на резервни копия
    .description = Копиране на всичко, което центърът знае, на друго място.
permission-metrics-read = Четене на показатели
    .description = Виждане как е центърът: натоварване, времена, грешки.
permission-billing-manage = Управление на плащанията
    .description = Виждане и промяна на плана, местата и фактурите.
permission-ownership-transfer = Предаване на собствеността
    .description = Друг човек става собственик на центъра.
permission-desk-delete = Изтриване на центъра
    .description = Премахване на центъра с всичко в него.

## Roles that every desk has

role-owner = Собственик
    .description = Може всичко и само той вижда плащанията и може да предаде центъра.
role-administrator = Администратор
    .description = Може всичко освен това, което е само на собственика.
role-agent = Агент
    .description = Отговаря на клиенти в отделите, в които работи.
role-collaborator = Сътрудник
    .description = Помага на колегите с вътрешни бележки и никога не пише на клиент.
role-customer = Клиент
    .description = Пита и вижда това, което е питал.
role-visitor = Посетител
    .description = Всеки, който не е влязъл.
