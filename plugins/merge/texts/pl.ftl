# Zdania wtyczki, która scala zgłoszenia.

## Why something is not done, for whoever tried

itself = to już jest jedno zgłoszenie: wybierz inne, z którym ma być scalone
is-spam = zgłoszenie #{ $number } jest oznaczone jako spam
is-closed = zgłoszenie #{ $number } jest zamknięte: najpierw otwórz je ponownie albo scal je z tym drugim
is-empty = zgłoszenie #{ $number } nie ma wiadomości: być może już je scalono
no-merge = nie ma scalenia do cofnięcia: już je cofnięto albo minęła doba
may-not-read = #{ $number } już nie ma albo jest tam, gdzie nie możesz czytać: poproś kogoś stamtąd o cofnięcie

## What plugin.toml says in English

plugin-title = Scalanie
plugin-summary = Robi z dwóch zgłoszeń jedno: wszystkie wiadomości jednego trafiają do drugiego, a przez dobę można to cofnąć.
permission-desk-use = Scalanie zgłoszeń (wtyczki)
    .description = Dla wtyczek: wywoływanie tej wtyczki. O tym, co mogą potem, decydują ich inne uprawnienia.
