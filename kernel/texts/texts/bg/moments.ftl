# Преди колко време е станало нещо и колко е голямо.

ago-now = току-що
ago-minutes = преди { $count } мин
ago-hours = преди { $count } ч
ago-yesterday = вчера
ago-days = { $count ->
    [one] преди { $count } ден
   *[other] преди { $count } дни
}
ago-months = { $count ->
    [one] преди { $count } месец
   *[other] преди { $count } месеца
}
ago-years = { $count ->
    [one] преди { $count } година
   *[other] преди { $count } години
}
bytes = { $count ->
    [one] { $count } байт
   *[other] { $count } байта
}
