# Слова плагина, который хранит готовые ответы.

## Around every page

product = Ombud
skip = Перейти к содержанию
desk-navigation = Служба поддержки
inbox = Входящие
sign-out = Выйти
not-saved = Ничего не сохранено.

## The list and the form

answers = Готовые ответы
lead = Тексты, которые вы пишете снова и снова. Введите / в ответе или заметке, чтобы вставить один из них.
new = Новый ответ
search = Поиск
nothing = Здесь пока ничего нет.
title = Название
shortcut = Сокращение
shortcut-hint = Что вводится после /, например hours
whose = Для кого
own = Только для меня
all = Для всех коллег
uses = Использован
main-text = Текст
main-hint = Берётся, если на языке заявки нет своего текста.
filled = Что можно подставить
fallback = { $example } говорит, что стоит там, если ничего нет. { $brace } — это одна скобка.
in-language = Текст на этом языке
language = Язык
languages = На других языках
languages-hint = Язык — это код вроде en, bg, pl, ru или sl. Выбирает язык заявки.
save = Сохранить
preview = Посмотреть, как читается
sample = Так это читается, о вымышленном человеке
cancel = Отмена
delete = Удалить
undo = Вернуть
read-only = Этим ответом можно пользоваться, но менять его вам нельзя.
kept = Ответ сохранён.
deleted = Ответ удалён.
restored = Ответ снова здесь.
no-such-page = среди готовых ответов нет такой страницы
first-page = Первая страница
next-page = Следующая страница
pages = Страницы
files = Файлы
take-out = Убрать { $name }
files-hint = Прилагаются, когда ответ вставлен. Не больше { $most }, вместе до { $megabytes } МБ.

## Why something is not done, for whoever tried

brace-open = у скобки перед «{ $text }» нет конца: закройте её или напишите две скобки вместо одной
unknown-placeholder = `{ $name }` подставить нельзя; можно { $known }
no-answer = такого ответа нет, или он не для вас
no-department = отдела `{ $text }` нет
not-deleted = возвращать нечего: уже возвращено, или прошли сутки
changed-meanwhile = кто-то изменил этот ответ, пока он был открыт: откройте его снова и решите заново
too-many = ответов уже { $most }: сначала удалите какой-нибудь
title-wrong = дайте название от 1 до { $most } знаков
shortcut-wrong = в сокращении не больше { $most } букв, цифр и дефисов, без пробелов
shortcut-taken = `/{ $shortcut }` — уже «{ $title }»: выберите другое сокращение
language-wrong = `{ $text }` — не код языка вроде en или pt-br
too-many-languages = у ответа не больше { $most } языков
text-wrong = в каждом тексте от 1 до { $most } байт
files-many = в ответе не больше { $most } файлов, вместе до { $megabytes } МБ

## When something went wrong

trouble-403 = Вам это нельзя
trouble-404 = Не найдено
trouble-409 = Кто-то успел раньше
trouble-asked = Не получилось
trouble-later = Не сейчас
trouble-ours = Что-то пошло не так

## What plugin.toml says in English

plugin-title = Готовые ответы
plugin-summary = Хранит тексты, которые пишутся снова и снова: для себя, для отдела или для всех.
contribution-pages = Готовые ответы
permission-answer-use = Пользоваться готовыми ответами
    .description = Вставлять свои ответы и ответы своих отделов.
permission-answer-edit = Править готовые ответы
    .description = Писать, менять и удалять свои ответы или ответы отдела.
permission-shared-use = Пользоваться готовыми ответами всех
    .description = Вставлять ответы, которые есть у всех.
permission-shared-edit = Править готовые ответы всех
    .description = Писать, менять и удалять ответы, которые есть у всех.
permission-desk-use = Пользоваться готовыми ответами (плагины)
    .description = Для плагинов: вызывать этот плагин. Что им можно дальше, говорят другие их права.
