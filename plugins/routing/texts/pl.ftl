# Słowa wtyczki, która rozdziela zgłoszenia.

given-to = Przydzielone: { $name }
previous = miał(a) ostatnie zgłoszenie tej osoby
has-skill = ma umiejętność „{ $skill }”
no-skill = nikt z obecnych nie ma umiejętności „{ $skill }”
speaks = mówi w języku zgłoszenia ({ $language })
load = miał(a) wtedy { $has } z { $most } nowych i otwartych zgłoszeń
came-back = od tego czasu odłożone z powrotem

## What the manifest says

plugin-title = Rozdzielanie
plugin-summary = Daje zgłoszenia, których nikt nie ma, osobom przyjmującym pracę, i mówi dlaczego.
contribution-why = Przydzielone przez biuro
setting-departments = Gdzie zgłoszenia są rozdzielane
    .hint = Niczyje zgłoszenia dostają ci, którzy przyjmują zgłoszenia i mają mniej nowych i otwartych, niż mówi ich limit. Niewymienione tu: ludzie biorą je sami.
setting-departments-department = Dział
    .hint = Jego nazwa.
setting-departments-strategy = Komu najpierw
    .choice-fewest = Kto ma najmniej
    .choice-fill = Kto ma najwięcej, aż zabraknie miejsc
    .choice-turns = Jeden po drugim
setting-previous-minutes = Jak długo czekać na tego, kto miał ostatnie zgłoszenie klienta, w minutach
    .hint = Tylko jeśli przyjmuje zgłoszenia i nie ma wolnego miejsca. 0: wcale.
setting-language-minutes = Jak długo czekać na kogoś, kto mówi w języku zgłoszenia, w minutach
    .hint = Tylko dopóki takie osoby przyjmują zgłoszenia i nie mają wolnego miejsca. Kto w czym mówi, podano w „Kto jest”. 0: wcale.
setting-skill-minutes = Jak długo czekać na umiejętność, której nikt z obecnych nie ma, w minutach
    .hint = Potem zgłoszenie może dostać każdy. Dopóki ktoś z tą umiejętnością przyjmuje zgłoszenia, nie dostaje go nikt inny. 0: wcale.
setting-skills = Umiejętności potrzebne do zgłoszeń
    .hint = Według ich etykiet.
setting-skills-tag = Etykieta
setting-skills-skill = Umiejętność
