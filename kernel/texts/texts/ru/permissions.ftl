# Права ядра.

## People

permission-person-read = Видеть людей
    .description = Искать людей по имени, адресу или отделу.
permission-email-read = Видеть адреса почты
    .description = Без него люди показываются со скрытыми адресами.
permission-person-create = Добавлять людей
    .description = Создавать учётную запись хотя бы с одной ролью.
permission-person-edit = Изменять людей
    .description = Менять чужое имя, псевдоним, адрес или язык.
permission-person-suspend = Закрывать доступ
    .description = Сразу закрывать кому-то доступ вместе с сеансами и ключами и возвращать его.
permission-password-reset = Сбрасывать пароли
    .description = Задавать кому-то новый пароль; его сеансы завершаются. Кто это делает, может войти как клиент.
permission-person-view-as = Смотреть глазами другого
    .description = Видеть то, что видит человек с не большими правами, ничего не меняя; журнал это отмечает.

## Roles and departments

permission-role-read = Видеть роли
    .description = Видеть, какие есть роли, что они дают и у кого они есть.
permission-role-edit = Изменять роли
    .description = Создавать, менять и выводить роли в пределах своих прав.
permission-role-assign = Выдавать и забирать роли
    .description = Решать, у кого какая роль, в пределах своих прав; при необходимости только в одном отделе.
permission-department-edit = Изменять отделы
    .description = Создавать и переименовывать отделы.
permission-membership-edit = Решать, кто работает в отделе
    .description = Включать людей в отделы и исключать их в пределах своих прав там.
permission-customer-create = Добавлять клиентов
    .description = Создавать клиента по адресу почты, как это делает новое сообщение.
permission-guest-admit = Принимать гостей
    .description = Делать клиентом всякого, кто зашёл без входа, как это делает чат на странице сайта.
permission-mail-send = Отправлять почту
    .description = Писать кому угодно вовне через почтовый сервер службы, в том числе людям, чей адрес не виден.

## Plugins

permission-plugin-read = Видеть плагины
    .description = Видеть, какие плагины работают, что им можно и чего они стоят.
permission-plugin-install = Устанавливать плагины
    .description = Устанавливать, обновлять и удалять плагины и одобрять то, что им можно.
permission-plugin-manage = Управлять плагинами
    .description = Включать и выключать плагины и сужать то, что им можно.
permission-plugin-purge = Стирать данные плагинов
    .description = Стереть всё, что хранил удалённый плагин. Вернуть это можно только из резервной копии.
permission-report-read = Читать отчёты о неудачных вызовах
    .description = Видеть, о чём спросили плагин и что он прочёл перед сбоем; возможно, и то, что писали люди.

## The desk

permission-audit-read = Читать журнал
    .description = Видеть, кто что изменил, со значениями до и после.
permission-presence-read = Видеть, кто на связи
    .description = Видеть, у кого из коллег открыта служба и с какого времени.
permission-access-explain = Объяснять доступ
    .description = Спрашивать, почему кому-то что-то можно или нельзя.
permission-token-mint = Создавать ключи API
    .description = Создавать ключ для программ, который действует с частью своих прав.
permission-order-give = Давать постоянные поручения
    .description = Плагин действует от вашего имени в ваше отсутствие, как правила, с частью ваших прав.
permission-session-end = Завершать чужие сеансы
    .description = Видеть и завершать сеансы и ключи других людей.
permission-settings-edit = Менять настройки
    .description = Менять настройки службы и её плагинов.
permission-ban-edit = Блокировать адреса
    .description = Закрывать доступ с сетевых адресов и возвращать его.
permission-backup-make = Делать резервные копии
    .description = Копировать всё, что знает служба, в другое место.
permission-metrics-read = Читать показатели
    .description = Видеть, как дела у службы: нагрузка, время, ошибки.
permission-billing-manage = Управлять оплатой
    .description = Видеть и менять тариф, места и счета.
permission-ownership-transfer = Передать владение
    .description = Сделать владельцем службы другого человека.
permission-desk-delete = Удалить службу
    .description = Удалить службу со всем, что в ней есть.

## Roles that every desk has

role-owner = Владелец
    .description = Может всё; только он видит оплату и может передать службу.
role-administrator = Администратор
    .description = Может всё, кроме того, что доступно только владельцу.
role-agent = Агент
    .description = Отвечает клиентам в отделах, где работает.
role-collaborator = Соисполнитель
    .description = Помогает коллегам внутренними заметками и никогда не пишет клиенту.
role-customer = Клиент
    .description = Спрашивает и видит свои вопросы.
role-visitor = Посетитель
    .description = Все, кто не вошёл.
