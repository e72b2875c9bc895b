# Zdania wtyczki, która dzieli zgłoszenia.

## Why something is not done, for whoever tried

subject-empty = temat jest pusty: napisz, czego dotyczy nowe zgłoszenie
messages-empty = nie wybrano wiadomości: wybierz co najmniej jedną
no-split = nie ma podziału do cofnięcia: już go cofnięto albo minęła doba
may-not-read = #{ $number } jest tam, gdzie nie możesz czytać: poproś kogoś stamtąd o cofnięcie
written-since = od tego czasu ktoś napisał w jednym ze zgłoszeń: nie można tego cofnąć

## What plugin.toml says in English

plugin-title = Podział
plugin-summary = Robi z jednego zgłoszenia dwa: wiadomości o czym innym dostają własne zgłoszenie, a przez dobę można to cofnąć.
permission-desk-use = Dzielenie zgłoszeń (wtyczki)
    .description = Dla wtyczek: wywoływanie tej wtyczki. O tym, co mogą potem, decydują ich inne uprawnienia.
